"""Questions go to a package of QTI 2.1 and come back: the same, but for what is named here and in the documents."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coursepack.importing.table import read_bank
from coursepack.model.assessment import (
    GapsInteraction,
    NumericEntryInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.course import Asset, AssetTarget, Course, Quiz, Target
from coursepack.packaging.files import sha256_of
from coursepack.packaging.zip import zip_bytes
from coursepack.targets import qti21
from tests.importing.essence import essence
from tests.support.by_hand import CONTEXT, PIXEL, words
from tests.writing.generated import TYPES, questions
from tests.writing.texts import AT


@pytest.fixture(scope="module")
def folder() -> Path:
    made = Path(tempfile.mkdtemp())
    (made / "dot.png").write_bytes(PIXEL)
    return made


def course_of(question: Question, folder: Path) -> Course:
    picture = folder / "dot.png"
    asset = Asset("assets/dot.png", picture, "image/png", len(PIXEL), sha256_of(picture), 1, 1)
    quiz = Quiz(at=AT, id="final", key=0, title=words("A test"), file=AT.file, items=(question,))
    targets: dict[str, dict[str, Target]] = {AT.file: {"dot.png": AssetTarget(asset.path)}}
    assets = {asset.path: asset}
    return Course(at=AT, id="bank", title=words("A bank"), children=(quiz,), assets=assets, targets=targets)


@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.generate], deadline=None)
@given(data=st.data())
def test_a_question_of_each_type(kind: str, folder: Path, data: st.DataObject) -> None:
    made = msgspec.structs.replace(data.draw(questions(kind).filter(is_said_once)), id="q_1", key=1)
    output = qti21.write(course_of(made, folder), CONTEXT)
    if not output.files:
        assert any(row.fate == "dropped" for row in output.fidelity)
        return
    package = folder / "package.zip"
    package.write_bytes(zip_bytes(output.files))
    importer, bank, _ = read_bank(package)
    assert importer.name == "qti2"
    ((got,),) = (quiz.items for quiz in bank.quizzes)
    assert isinstance(got, Question)
    lost = {facet for row in output.fidelity for facet in row.facets}
    if "hints" in lost and not got.hints:  # where no answer is wrong
        made = msgspec.structs.replace(made, hints=())
    if isinstance(made.interaction, PlacementInteraction):
        made, got = without_feedback_to_parts(made), without_feedback_to_parts(got)
    assert essence(got) == essence(made)


def is_said_once(question: Question) -> bool:
    """Whether no answer is a pattern , has a second unit or stands there twice."""
    interaction = question.interaction
    entries = (
        [gap.interaction for gap in interaction.gaps] if isinstance(interaction, GapsInteraction) else [interaction]
    )
    for entry in entries:
        if isinstance(entry, TextEntryInteraction):
            texts = [accepted.text.strip() for accepted in entry.accepted]
            folded = {text if entry.case_sensitive else text.casefold() for text in texts}
            if len(folded) < len(texts) or any(each.kind == "regex" for each in entry.accepted):
                return False
        if isinstance(entry, NumericEntryInteraction) and len({each.unit for each in entry.accepted}) > 1:
            return False
    return True


def without_feedback_to_parts(question: Question) -> Question:
    """Feedback to a thing or a place is shown after every answer, and so comes back as explanation."""
    interaction = question.interaction
    assert isinstance(interaction, PlacementInteraction)
    replace = msgspec.structs.replace
    items = tuple(replace(each, feedback=()) for each in interaction.items)
    areas = tuple(replace(each, feedback=()) for each in interaction.areas)
    feedback = replace(question.feedback, explanation=())
    return replace(question, interaction=replace(interaction, items=items, areas=areas), feedback=feedback)
