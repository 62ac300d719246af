"""Every type of question × every target × every part of the model: found by a reader, or named in the report."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from coursepack.diagnostics import Fidelity
from coursepack.model import assessment
from coursepack.model.course import Quiz
from coursepack.model.facets import Facet, TextFacet
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.questions.table import TYPES
from coursepack.targets.table import TARGETS
from tests.checks.kit import png
from tests.fidelity.fields import FIELDS, facets_of, reachable
from tests.fidelity.readers import READERS
from tests.fidelity.samples import NONE, SAMPLES, Sample, Wanted
from tests.fidelity.seen import Facets, Found
from tests.support.by_hand import PIXEL
from tests.support.courses import BuiltCourse, build_course

TARGET_NAMES = [target.name for target in TARGETS]
HEAD = "---\ntype: quiz\nid: quiz_all\ntitle: All\nobjectives:\n  LO1: To know\n---\n# All\n\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltCourse:
    """A course with a question of every type, built for every target."""
    quiz = HEAD + "\n".join(sample.source() for sample in SAMPLES)
    folder = tmp_path_factory.mktemp("walk")
    return build_course(folder, {"quiz.md": quiz, "dot.png": PIXEL, "map.png": png(100, 100)}, *TARGET_NAMES)


@pytest.fixture(scope="module")
def read(built: BuiltCourse) -> Callable[[str], Found]:
    """What the target's reader finds in the target's output."""
    found: dict[str, Found] = {}

    def read_once(target: str) -> Found:
        if target not in found:
            found[target] = READERS[target](files_of(built, target))
        return found[target]

    return read_once


def files_of(built: BuiltCourse, target: str) -> Mapping[str, bytes]:
    """{path: content} of what was written for a target."""
    place = built.place(target)
    if place.is_dir():
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    if zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    return {place.name: place.read_bytes()}


def test_every_target_has_an_independent_reader() -> None:
    missing = sorted(set(TARGET_NAMES) - set(READERS))
    assert not missing, (
        f"{missing}: a target needs a reader in tests/fidelity/readers.py that knows nothing of its writer"
    )


def test_every_field_of_the_model_has_its_meaning() -> None:
    roots = (assessment.Question, assessment.Pool, QuizSettings, CourseScoring)
    kinds = {kind for root in roots for kind in reachable(root)}
    assert len(kinds) > 20
    for kind in kinds:
        names = {field.name for field in msgspec.structs.fields(kind) if field.name != "at"}
        assert set(FIELDS[kind]) == names, f"{kind.__name__}: say in tests/fidelity/fields.py what its fields mean"


def test_there_is_a_sample_of_every_type() -> None:
    assert sorted(sample.name for sample in SAMPLES) == sorted([*(kind.name for kind in TYPES), "info"])


def test_samples_say_nothing_that_has_no_effect(built: BuiltCourse) -> None:
    assert set(built.rules) <= {"question-not-expressible", "state-too-long"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_probes_every_part_that_it_has(sample: Sample, built: BuiltCourse) -> None:
    assert facets_of(question_of(built, sample)) == set(sample.probes())


def test_together_the_samples_have_every_part_of_a_question(built: BuiltCourse) -> None:
    probed = {facet for sample in SAMPLES for facet in sample.probes()}
    known = {
        meaning
        for kind in reachable(assessment.Question)
        for meaning in FIELDS[kind].values()
        if isinstance(meaning, str) and not meaning.startswith("(")
    }
    assert known - probed == set()


@pytest.mark.parametrize("target", TARGET_NAMES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_part_of_a_question_is_found_or_named(
    sample: Sample, target: str, built: BuiltCourse, read: Callable[[str], Found]
) -> None:
    rows = [row for row in built.fidelity if row.target == target and row.feature == f"question {sample.id}"]
    assert rows, "the report does not name the question"
    assert all(row.at.file == "quiz.md" and row.at.line > 1 for row in rows)
    assert len({row.fate == "kept" for row in rows}) == 1, "both kept and lost"
    assert all(bool(row.how) == (row.fate != "kept") for row in rows)
    facets = read(target).questions.get(sample.id)
    if any(row.fate == "dropped" and not row.facets for row in rows):
        assert facets is None
        return
    assert facets is not None, "the question is not there"
    assert silent(sample.probes(), facets, rows) == []


GONE = ("left out", "is lost", "are lost", "not kept")


def test_the_fate_of_a_row_is_what_its_words_say(built: BuiltCourse, configured: BuiltCourse) -> None:
    """`--fail-on dropped` is asked for so that nothing is missing: what is said to be left out must count."""
    rows = [row for row in (*built.fidelity, *configured.fidelity) if row.fate != "kept"]
    assert len({row.how for row in rows}) > 40
    assert [row for row in rows if row.fate == "degraded" and any(word in row.how for word in GONE)] == []
    parts = [row for row in rows if row.is_lost_part]
    assert len({row.target for row in parts}) > 4
    assert [row for row in parts if "left out" not in row.how] == []


@pytest.mark.parametrize("target", TARGET_NAMES)
def test_learners_know_the_rubric_and_not_the_model_answer_before_they_write(
    target: str, read: Callable[[str], Found]
) -> None:
    (essay,) = (sample for sample in SAMPLES if sample.name == "essay")
    facets = read(target).questions[essay.id]
    assert "Rubricword" in facets["rubric"].words
    assert "Modelword" not in facets["rubric"].words + facets["stem"].words


def silent(wanted: Wanted, found: Facets, rows: list[Fidelity]) -> list[str]:
    """What is neither found nor named."""
    named: set[Facet] = {facet for row in rows if row.fate != "kept" for facet in row.facets}
    missing: list[str] = []
    for facet, (words, content) in wanted.items():
        if facet in named:
            continue
        seen = found.get(facet)
        if seen is None or words.casefold() not in seen.words.casefold():
            missing.append(f"{facet}: {words!r} not in {seen.words if seen else ''!r}")
        lost: set[TextFacet] = set(content) - (seen.has if seen else set()) - named
        missing.extend(f"{facet}: {each}" for each in sorted(lost))
    return missing


def question_of(built: BuiltCourse, sample: Sample) -> assessment.Question:
    (quiz,) = built.loaded.course.quizzes()
    assert isinstance(quiz, Quiz)
    return next(question for question in quiz.questions() if question.id == sample.id)


# --- quizzes, pools and the course ---------------------------------------------------------------------------

TOML = """title = "All"
id = "walk"
[scoring]
pass = "70 %"
pass-rule = "each"
mastery = "lms"
on-fail = "failed"
on-exit = "suspend"
complete = ["pages 80 %", "quizzes-passed"]
"""
SETTINGS = """---
type: quiz
id: quiz_set
graded: no
pass: 85 %
weight: 2.5
attempts: 3
score: last
feedback: end
answers: never
time-limit: 90 s
pause: on
extra-time: 30 s
shuffle: both
draw: 1
required: yes
---
# Settings

Introword `code` ![a dot](dot.png) [the lesson](lesson.md)

### Own question

- [x] Yes
- [ ] No

## Pool: Poolword
<!-- pool id=pool_set draw=1 -->

### First of the pool

- [x] Yes
- [ ] No

### Second of the pool

- [x] Yes
- [ ] No
"""
OF_QUIZ: Wanted = {
    "graded": ("off", NONE), "pass mark": ("0.85", NONE), "weight": ("2.5", NONE), "attempts": ("3", NONE),
    "score rule": ("last", NONE), "feedback rule": ("end", NONE), "reveal rule": ("never", NONE),
    "time limit": ("90", NONE), "pause": ("on", NONE), "extra time": ("30", NONE), "shuffled questions": ("on", NONE),
    "shuffled choices": ("on", NONE), "draw": ("1", NONE), "required": ("on", NONE),
    "introduction": ("Introword", frozenset({"media", "code", "links"})), "pools": ("1 of 2", NONE),
}  # fmt: skip
OF_COURSE: Wanted = {
    "pass mark": ("0.7", NONE), "pass rule": ("each", NONE), "mastery": ("lms", NONE), "on fail": ("failed", NONE),
    "on exit": ("suspend", NONE), "completion": ("0.8", NONE),
}  # fmt: skip


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory) -> BuiltCourse:
    """A course that sets all that can be set, and each to something else than the default."""
    files: dict[str, str | bytes] = {
        "coursepack.toml": TOML,
        "quiz.md": SETTINGS,
        "dot.png": PIXEL,
        "lesson.md": "# Lesson\n\nText.\n",
    }
    return build_course(tmp_path_factory.mktemp("settings"), files, *TARGET_NAMES)


def test_every_setting_is_set(configured: BuiltCourse) -> None:
    (quiz,) = configured.loaded.course.quizzes()
    (pool,) = (item for item in quiz.items if isinstance(item, assessment.Pool))
    graded = {"graded"}  # its default is that of a quiz inside a lesson
    assert facets_of(quiz.settings) | facets_of(pool) | graded == set(OF_QUIZ) - {"introduction"}
    assert facets_of(configured.loaded.course.scoring) == set(OF_COURSE)


@pytest.mark.parametrize("target", TARGET_NAMES)
def test_every_setting_of_a_quiz_is_found_or_named(target: str, configured: BuiltCourse) -> None:
    found = READERS[target](files_of(configured, target))
    rows = [row for row in configured.fidelity if row.target == target and row.feature.endswith("quiz quiz_set")]
    pools = [row for row in configured.fidelity if row.target == target and row.feature.endswith("pool pool_set")]
    assert all((row.at.file, row.at.line > 0) == ("quiz.md", True) for row in (*rows, *pools))
    facets = found.quizzes.get("quiz_set") or found.named.get("Settings", {})
    wanted: Wanted = {facet: value for facet, value in OF_QUIZ.items() if facet != "pools"}
    assert silent(wanted, facets, rows) == []
    assert pools or silent({"pools": OF_QUIZ["pools"]}, facets, []) == []


@pytest.mark.parametrize("target", TARGET_NAMES)
def test_every_setting_of_the_course_is_found_or_named(target: str, configured: BuiltCourse) -> None:
    found = READERS[target](files_of(configured, target))
    rows = [row for row in configured.fidelity if row.target == target]
    assert silent(OF_COURSE, found.course, rows) == []


@pytest.mark.parametrize("target", TARGET_NAMES)
def test_a_setting_that_is_usual_is_no_loss(target: str, tmp_path: Path) -> None:
    plain = "# Quiz 1: Plain\n\n## One\n\n- [x] Yes\n- [ ] No\n\n## Two\n\n- [x] A\n- [x] B\n- [ ] C\n- [ ] D\n"
    built = build_course(tmp_path, {"quiz.md": plain}, target)
    # Common Cartridge's multiple response is right or wrong as a whole, and partial credit is what is usual.
    lost = ["partial credit"] if target == "qti12" else []
    assert [facet for row in built.fidelity if row.fate != "kept" for facet in row.facets] == lost


# --- the walk itself -----------------------------------------------------------------------------------------


def test_the_walk_notices_a_part_that_is_gone(built: BuiltCourse, read: Callable[[str], Found]) -> None:
    """Every part that was found in some target is missed when its reader no longer finds it."""
    for target in TARGET_NAMES:
        for sample in SAMPLES:
            facets = read(target).questions.get(sample.id, {})
            rows = [row for row in built.fidelity if row.target == target and row.feature == f"question {sample.id}"]
            named = {facet for row in rows for facet in row.facets}
            for facet in set(sample.probes()) - named if facets else ():
                without = {name: seen for name, seen in facets.items() if name != facet}
                assert silent(sample.probes(), without, rows), (target, sample.name, facet)
