"""Builds every entry of the corpus with the real pipeline and says how well it was read: `make corpus`.

An entry is `NAME.md`, or a folder `NAME/` for an export of several files, beside `NAME.truth.json`, which says what the
format promises for it. Exits with 1 where a goal is missed.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from shutil import copytree
from typing import Literal

import lxml.html
import msgspec

from coursepack.diagnostics import Severity
from coursepack.errors import CoursepackError
from coursepack.model.assessment import ChoiceInteraction, Question
from coursepack.model.content import blocks_text
from coursepack.model.course import Course, Lesson, Module, Unit
from coursepack.pipeline import Loaded, build, load

FOLDER = Path(__file__).parent
_BLOCKS = "p div li h1 h2 h3 h4 h5 h6 td th tr section summary label legend button figcaption br dt dd pre a".split()
_INVISIBLE = dict.fromkeys((0x200B, 0xFEFF, 0x2060))


class TrueUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit that the course must have; `depth` counts the modules around it."""

    depth: int
    kind: Literal["module", "lesson", "activity", "quiz"]
    label: str
    number: str
    title: str


class TrueQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question that must be read. `stem` stands near the start of its stem; `right` are letters of `choices`.

    `explanation`: whether it has one; `feedback`: how many choices have their own. None is not judged.
    """

    stem: str
    choices: tuple[str, ...]
    right: tuple[str, ...]
    explanation: bool | None = None
    feedback: int | None = None
    points: float = 1.0


class Truth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the format promises for an entry.

    "read": its questions are read; "prose": it has none, and all of its text stays; "refused": one of `rules` stops the
    build; "either": it is read as said here, or refused. `information`: the whole text of each item of a quiz that asks
    nothing. `units` None is not judged; with `leaves`, modules are left
    out. `hidden` may stand in no page, `shown` must.
    """

    about: str
    verdict: Literal["read", "prose", "refused", "either"]
    questions: tuple[TrueQuestion, ...] = ()
    information: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    units: tuple[TrueUnit, ...] | None = None
    leaves: bool = False


class Judgement(msgspec.Struct):
    """What became of one entry. `misses` says in words what is not as it should be."""

    name: str
    verdict: str = ""
    outcome: str = ""
    questions: int = 0
    read: int = 0
    told: int = 0
    false: int = 0
    visible: int = 0
    silent: int = 0
    lost: int = 0
    units: int = 0
    units_right: int = 0
    misses: list[str] = []


def entries() -> Iterator[tuple[str, Path]]:
    """Name and source, a file or a folder, of every entry."""
    for truth in sorted(FOLDER.glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        folder = FOLDER / name
        yield name, folder if folder.is_dir() else FOLDER / f"{name}.md"


def truth_of(name: str) -> Truth:
    """The truth beside an entry."""
    return msgspec.json.decode((FOLDER / f"{name}.truth.json").read_bytes(), type=Truth)


def judge_all() -> list[Judgement]:
    """The judgement on every entry."""
    with tempfile.TemporaryDirectory() as place:
        return [judge(name, source, Path(place) / name) for name, source in entries()]


def judge(name: str, source: Path, place: Path) -> Judgement:
    """Builds an entry in the new folder `place`, outside the checkout, and compares it with its truth."""
    truth = truth_of(name)
    judged = Judgement(name, truth.verdict, questions=len(truth.questions))
    place.mkdir()
    if source.is_dir():
        start = copytree(source, place / "source")
    else:
        start = place / source.name
        start.write_bytes(source.read_bytes())
    try:
        loaded = load(start)
    except CoursepackError as problem:
        judged.outcome, judged.misses = "stopped", [str(problem)]
        return judged
    found = [question for quiz in loaded.course.quizzes() for question in quiz.questions()]
    judged.outcome = _outcome(loaded, found, truth)
    _compare_units(loaded.course, truth, judged)
    if loaded.report.has_errors:
        if truth.verdict not in ("refused", "either") or judged.outcome != "refused":
            told = [str(entry.at) + " " + entry.message for entry in loaded.report.diagnostics if entry.severity >= 2]
            judged.misses += [f"error: {text}" for text in told]
        return judged
    _compare_questions(found, truth, judged)
    _compare_pages(loaded, place, truth, judged)
    if judged.misses and not loaded.report.diagnostics:
        judged.silent = 1
        judged.misses.append("nothing is reported")
    return judged


def _outcome(loaded: Loaded, found: list[Question], truth: Truth) -> str:
    errors = {entry.rule.name for entry in loaded.report.diagnostics if entry.severity is Severity.ERROR}
    if errors:
        return "refused" if errors & set(truth.rules or ("answers-visible",)) else "other error"
    return "read" if found else "prose"


# --- questions -----------------------------------------------------------------------------------------------


def _compare_questions(found: list[Question], truth: Truth, judged: Judgement) -> None:
    left = [question for question in found if question.interaction is not None]
    told = [plain(blocks_text(question.stem)) for question in found if question.interaction is None]
    for wanted in truth.questions:
        question = _best(wanted, left)
        if question is None:
            judged.misses.append(f"not read: {wanted.stem}")
            continue
        left.remove(question)
        wrong = _differences(question, wanted)
        if wrong:
            judged.misses.append(f"{wanted.stem}: {'; '.join(wrong)}")
        else:
            judged.read += 1
        after = _differences_after(question, wanted)
        if after:
            judged.misses.append(f"{wanted.stem}: {'; '.join(after)}")
        else:
            judged.told += 1
    if truth.verdict != "refused":
        swallowed = list((Counter(told) - Counter(truth.information)).elements())
        judged.false = len(left) + len(swallowed)
        judged.misses += [f"no question: {plain(blocks_text(question.stem))[:60]}" for question in left]
        judged.misses += [f"no part of a quiz: {text[:60]}" for text in swallowed]
        untold = list((Counter(truth.information) - Counter(told)).elements())
        judged.lost = len(untold)
        judged.misses += [f"not told: {text}" for text in untold]


def _best(wanted: TrueQuestion, left: list[Question]) -> Question | None:
    stems = [(plain(blocks_text(question.stem)).find(plain(wanted.stem)), question) for question in left]
    near = [question for place, question in stems if 0 <= place <= 60]
    near.sort(key=lambda question: _choices(question) != wanted.choices)
    return near[0] if near else None


def _choices(question: Question) -> tuple[str, ...]:
    if not isinstance(question.interaction, ChoiceInteraction):
        return ()
    return tuple(plain(blocks_text(choice.blocks)) for choice in question.interaction.choices)


def _differences(question: Question, wanted: TrueQuestion) -> list[str]:
    if not isinstance(question.interaction, ChoiceInteraction):
        return ["not a choice"]
    wrong: list[str] = []
    if _choices(question) != tuple(plain(choice) for choice in wanted.choices):
        wrong.append(f"choices {list(_choices(question))}")
    right = tuple(choice.code for choice in question.interaction.choices if choice.correct)
    if question.points != wanted.points:
        wrong.append(f"{question.points:g} points, not {wanted.points:g}")
    if right != wanted.right:
        wrong.append(f"right is {', '.join(right) or 'none'}, not {', '.join(wanted.right)}")
    return wrong


def _differences_after(question: Question, wanted: TrueQuestion) -> list[str]:
    wrong: list[str] = []
    explained = bool(question.feedback.explanation)
    if wanted.explanation is not None and explained != wanted.explanation:
        wrong.append("an explanation too many" if explained else "no explanation")
    if wanted.feedback is not None and isinstance(question.interaction, ChoiceInteraction):
        count = sum(bool(choice.feedback) for choice in question.interaction.choices)
        if count != wanted.feedback:
            wrong.append(f"feedback on {count} choices, not {wanted.feedback}")
    return wrong


# --- pages and units -----------------------------------------------------------------------------------------


def _compare_pages(loaded: Loaded, place: Path, truth: Truth, judged: Judgement) -> None:
    if truth.verdict == "refused":
        judged.misses.append("not refused")
    text = _page_text(loaded, place)
    seen = [words for words in truth.hidden if plain(words) in text]
    judged.visible = len(seen)
    judged.misses += [f"stands in the open: {words}" for words in seen]
    lost = [words for words in truth.shown if plain(words) not in text]
    judged.lost += len(lost)
    judged.misses += [f"lost: {words}" for words in lost]


def _page_text(loaded: Loaded, place: Path) -> str:
    """What learners see in all pages of the `html` output, scripts and their replacements left out."""
    build(loaded, ["html"], place / "out")
    texts: list[str] = []
    for page in sorted((place / "out").rglob("*.html")):
        body = lxml.html.document_fromstring(page.read_bytes().decode("utf-8")).body
        assert body is not None
        for element in list(body.iter("script", "noscript", "style", "template")):
            element.drop_tree()
        for element in body.iter(*_BLOCKS):
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"
        texts.append(body.text_content())
    return plain(" ".join(texts))


def _compare_units(course: Course, truth: Truth, judged: Judgement) -> None:
    if truth.units is None:
        return
    made = list(_units(course.children, 0))
    wanted = list(truth.units)
    if truth.leaves:
        made = [msgspec.structs.replace(unit, depth=0) for unit in made if unit.kind != "module"]
    matched = sum(block.size for block in SequenceMatcher(None, made, wanted, autojunk=False).get_matching_blocks())
    judged.units, judged.units_right = max(len(made), len(wanted)), matched
    if matched < judged.units or made != wanted:
        judged.misses.append(f"units: {' / '.join(_unit_words(unit) for unit in made) or 'none'}")


def _units(children: tuple[Unit, ...], depth: int) -> Iterator[TrueUnit]:
    for unit in children:
        kind: Literal["module", "lesson", "activity", "quiz"]
        if isinstance(unit, Module):
            kind = "module"
        elif isinstance(unit, Lesson):
            kind = "lesson"
        else:
            kind = "quiz" if type(unit).__name__ == "Quiz" else "activity"
        yield TrueUnit(depth, kind, unit.label, unit.number, unit.name)
        if isinstance(unit, Module):
            yield from _units(unit.children, depth + 1)


def _unit_words(unit: TrueUnit) -> str:
    return f"{'>' * unit.depth}{unit.kind} {unit.label} {unit.number} “{unit.title}”"


def plain(text: str) -> str:
    """`text` with single blanks and without characters that nobody sees."""
    return " ".join(text.translate(_INVISIBLE).split())


# --- the score -----------------------------------------------------------------------------------------------


class Goal(msgspec.Struct, frozen=True):
    """One line of the score: `value` of `of`, and what it must be."""

    name: str
    value: int
    of: int
    least: float | None = None

    @property
    def met(self) -> bool:
        """A share must reach `least`; what has none must not happen at all."""
        return self.value == 0 if self.least is None else self.value >= self.least * self.of

    @property
    def words(self) -> str:
        if self.least is None:
            return f"{self.name}: {self.value} (goal 0)"
        share = 100 * self.value / max(self.of, 1)
        return f"{self.name}: {self.value} of {self.of}, {share:.1f} % (goal {100 * self.least:.0f} %)"


def goals(judged: list[Judgement]) -> list[Goal]:
    """The score over all entries."""
    read = [
        entry for entry in judged if entry.verdict == "read" or (entry.verdict, entry.outcome) == ("either", "read")
    ]
    questions = sum(entry.questions for entry in read)
    verdicts = sum(_is_right(entry) for entry in judged)
    return [
        Goal("questions read with the right key", sum(entry.read for entry in read), questions, 0.95),
        Goal("explanations and feedback as written", sum(entry.told for entry in read), questions, 0.95),
        Goal("verdicts right", verdicts, len(judged), 0.95),
        Goal("units right", sum(entry.units_right for entry in judged), sum(entry.units for entry in judged), 0.95),
        Goal("false questions", sum(entry.false for entry in judged), 0),
        Goal(
            "quizzes not refused that cannot be read",
            sum(entry.verdict in ("refused", "either") and not _is_right(entry) for entry in judged),
            0,
        ),
        Goal("prose refused", sum(entry.verdict == "prose" and entry.outcome != "prose" for entry in judged), 0),
        Goal("keys in the open", sum(entry.visible for entry in judged), 0),
        Goal("words of prose lost", sum(entry.lost for entry in judged), 0),
        Goal("misses that nothing reports", sum(entry.silent for entry in judged), 0),
    ]


def _is_right(judged: Judgement) -> bool:
    return judged.outcome in (("read", "refused") if judged.verdict == "either" else (judged.verdict,))


def main() -> int:
    judged = judge_all()
    print(f"{'entry':36}{'truth':9}{'outcome':13}{'questions':>10}{'false':>7}{'visible':>9}{'units':>8}")
    for entry in judged:
        mark = "" if not entry.misses else " *"
        read = f"{entry.read}/{entry.questions}" if "read" in (entry.verdict, entry.outcome) else ""
        units = f"{entry.units_right}/{entry.units}" if entry.units else ""
        row = (
            f"{entry.name:36}{entry.verdict:9}{entry.outcome:13}{read:>10}{entry.false:>7}{entry.visible:>9}{units:>8}"
        )
        print(row + mark)
        for miss in entry.misses:
            print(f"      {miss}")
    print()
    score = goals(judged)
    for goal in score:
        print(f"{'' if goal.met else 'MISSED  '}{goal.words}")
    return 0 if all(goal.met for goal in score) else 1


if __name__ == "__main__":
    sys.exit(main())
