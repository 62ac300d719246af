"""A question written to a target and imported again."""

import re
import tempfile
from pathlib import Path

import msgspec

from coursepack.formats.opening import Opening
from coursepack.importing.base import Bank, Notes
from coursepack.importing.table import importer_of
from coursepack.model.assessment import MatchInteraction, OrderInteraction, Pool, Question
from coursepack.model.content import Container, Heading, List, SoftBreak, Text
from coursepack.model.course import Asset, AssetTarget, Course, Quiz, Target, WebTarget
from coursepack.model.scoring import QuizSettings
from coursepack.packaging.files import sha256_of
from coursepack.targets.table import BY_NAME
from tests.support.by_hand import CONTEXT, PIXEL
from tests.writing.texts import AT

LINKS = ("https://example.org/a?b=1&lt;=2", "https://example.org/a_(b)")


class RoundTrip(msgspec.Struct, frozen=True):
    """A question before and after, the file between, and in words what writer and importer say got lost."""

    written: Question
    read: Question | None
    source: str
    named: tuple[str, ...]


def course_of(question: Question, folder: Path) -> Course:
    image = folder / "dot.png"
    image.write_bytes(PIXEL)
    asset = Asset("assets/dot.png", image, "image/png", len(PIXEL), sha256_of(image), 1, 1)
    quiz = Quiz(AT, "sample", 1, (Text(AT, "Sample"),), AT.file, items=(question,), settings=QuizSettings(graded=True))
    targets: dict[str, Target] = {"dot.png": AssetTarget(asset.path), **{link: WebTarget(link) for link in LINKS}}
    return Course(
        AT, "course", (Text(AT, "Course"),), children=(quiz,), assets={asset.path: asset}, targets={AT.file: targets}
    )


def imported(path: Path) -> tuple[Bank, Notes]:
    """What a file holds, and what got lost."""
    opening = Opening(path)
    importer = importer_of(opening)
    notes = Notes(importer.name)
    return importer.read(opening, notes), notes


def round_trip(target: str, question: Question) -> RoundTrip:
    """`question` through a target's file and back."""
    question = msgspec.structs.replace(question, id=question.id or "q_1")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        output = BY_NAME[target].write(course_of(question, folder), CONTEXT)
        named = [row.how for row in output.fidelity if row.fate != "kept"]
        if not output.files:
            return RoundTrip(question, None, "", tuple(named))
        file = folder / output.files[0].path
        file.write_bytes(output.files[0].whole())
        bank, notes = imported(file)
        source = file.read_text(encoding="utf-8")
    named += [row.how for row in notes.rows]
    quizzes = [quiz for quiz in bank.quizzes if quiz.items]
    read = None
    if quizzes:
        item = quizzes[0].items[0]
        assert isinstance(item, Question)
        shuffled = quizzes[0].settings.shuffle_choices
        read = _alike(msgspec.structs.replace(item, shuffle=True) if shuffled else item)
    return RoundTrip(_alike(question), read, source, tuple(named))


def _alike(item: Question | Pool) -> Question:
    """A question without differences that make none, or that docs/importing.md tells of every bank.

    Objectives are tags; headings have other levels; an end of line that is white space is a space; what is the usual
    rule anyway (partial credit, no shuffling) is not said; tags in a bank differ in more than their case.
    """
    assert isinstance(item, Question)
    usual = not isinstance(item.interaction, OrderInteraction)
    item = msgspec.structs.replace(
        item,
        tags=tuple(dict.fromkeys((*item.tags, *item.objectives))),
        objectives=(),
        partial=None if item.partial is usual else item.partial,
        shuffle=None if item.shuffle is isinstance(item.interaction, MatchInteraction) else item.shuffle,
    )
    changed = _changed(item)
    assert isinstance(changed, Question)
    return changed


def _joined(values: list[object]) -> tuple[object, ...]:
    made: list[object] = []
    for value in values:
        if isinstance(value, SoftBreak):
            value = Text(AT, " ")
        last = made[-1] if made else None
        if isinstance(value, Text) and isinstance(last, Text):
            made[-1] = Text(AT, last.text + value.text)
        else:
            made.append(value)
    return tuple(made)


def _changed(value: object) -> object:
    if isinstance(value, tuple):
        return _joined([_changed(each) for each in value])
    if not isinstance(value, msgspec.Struct):
        return value
    if isinstance(value, Container) and len(value.blocks) == 1:
        return _changed(value.blocks[0])  # what would be read as an answer or a label stands in an element
    fields = {name: _changed(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Heading):
        fields["level"] = 1
    if isinstance(value, List):
        fields["tight"] = True
    if isinstance(value, Text):
        fields["text"] = re.sub(r" +", " ", value.text)
    for name in ("source", "image", "href"):
        found = fields.get(name)
        if isinstance(found, str):
            fields[name] = found.removeprefix("images/")
    return type(value)(**fields)
