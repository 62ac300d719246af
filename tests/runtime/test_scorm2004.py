"""Whole learners in SCORM 2004: in the strict simulated LMS and in scorm-again, and as SCORM 1.2 sees the same ones."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coursepack.model.assessment import Question
from coursepack.model.course import Course
from coursepack.model.scoring import CourseScoring
from tests.runtime.learner import SCORM_AGAIN_2004, STRICT, STRICT_2004, Learner
from tests.runtime.node import Player
from tests.runtime.packages import choice, course, lesson, number, package, quiz, small, text
from tests.runtime.test_every_interaction import NAMES, TYPES, Answer, left_open, press
from tests.runtime.test_learners import pass_small
from tests.support import every_interaction as every

BOTH = pytest.mark.parametrize("lms", [STRICT_2004, SCORM_AGAIN_2004], ids=["strict", "scorm-again"])

ROW = re.compile(r"cmi\.interactions\.(\d+)\.(.+)")


def rows(learner: Learner) -> list[list[str]]:
    """The names of what was set in each row of the journal, in their order."""
    found: dict[str, list[str]] = {}
    for call in learner.calls:
        row = ROW.fullmatch(call[1]) if call[0] == "SetValue" else None
        if row:
            found.setdefault(row[1], []).append(row[2])
    return list(found.values())


def results(learner: Learner) -> tuple[str, str, str]:
    """Completion, success and scaled score as the LMS has them."""
    kept = learner.kept
    return kept["cmi.completion_status"], kept["cmi.success_status"], kept.get("cmi.score.scaled", "")


@BOTH
def test_r24_r29_r30_a_learner_who_passes(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(small(), "scorm2004"), lms)
    learner.open()
    pass_small(learner)
    learner.leave()
    kept = learner.kept
    assert results(learner) == ("completed", "passed", "1")
    assert [kept[f"cmi.score.{part}"] for part in ("raw", "min", "max")] == ["100", "0", "100"]
    assert kept["cmi.progress_measure"] == "1"
    assert learner.sets("cmi.exit") == ["suspend", "normal"]
    assert learner.sets("adl.nav.request") == []
    assert re.fullmatch(r"PT\d+H\d+M\d+(\.\d{1,2})?S", learner.sets("cmi.session_time")[-1])
    assert learner.errors == []


@BOTH
def test_r16_a_learner_who_only_opens_and_closes(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(small(), "scorm2004"), lms)
    learner.open()
    learner.leave()
    assert results(learner) == ("incomplete", "unknown", "")
    assert learner.sets("cmi.success_status") == []
    assert learner.sets("cmi.exit") == ["suspend"]
    assert learner.errors == []


@BOTH
def test_r9_r42_a_learner_who_leaves_in_the_middle_and_passes_later(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(small(), "scorm2004"), lms)
    learner.open()
    learner.read("first")
    learner.read("second")
    learner.go("final")
    learner.choose("q_one", "c")
    learner.check("q_one")
    learner.leave()
    assert results(learner) == ("incomplete", "unknown", "")
    frame = learner.open()
    expect(frame.locator("#p-final .resume-note")).to_have_text("You were here.")
    expect(learner.question("q_one").locator('input[value="c"]')).to_be_checked()
    learner.choose("q_two", "a")
    learner.check("q_two")
    # Everything is done and nothing is passed: "completed" would close the course for one who may still try [Moodle].
    assert results(learner) == ("incomplete", "unknown", "0.3333")
    frame.locator("[data-again]").click()
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    learner.leave()
    assert results(learner) == ("completed", "passed", "1")
    ids = [learner.kept[f"cmi.interactions.{at}.id"] for at in range(4)]
    assert ids == ["q_one", "q_two", "q_one_a2", "q_two_a2"]
    assert learner.kept["cmi.interactions.1.result"] == "incorrect"
    assert learner.errors == []


def test_r24_a_pass_is_told_before_the_last_page_and_practice_does_not_take_it_back(page: Page) -> None:
    learner = Learner(page, package(small(score="last"), "scorm2004"), STRICT_2004)
    frame = learner.open()
    learner.read("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    assert results(learner) == ("incomplete", "passed", "1")
    frame.locator("[data-again]").click()
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.choose("q_two", "b")
    learner.check("q_two")
    learner.leave()
    assert results(learner) == ("incomplete", "passed", "1")
    learner.open()
    learner.read("first")
    learner.read("second")
    learner.leave()
    assert results(learner) == ("completed", "passed", "1")
    assert learner.sets("cmi.success_status") == ["passed"]
    assert set(learner.sets("cmi.score.scaled")) == {"1"}


def test_r24_a_pass_before_the_last_page_does_not_close_the_course_in_moodle(page: Page) -> None:
    learner = Learner(page, package(small(), "scorm2004"), STRICT_2004)
    page.evaluate("lms.profile = profileCalled('moodle')")
    learner.open()
    passes_unread(learner)
    learner.leave()
    learner.open()
    learner.read("first")
    learner.read("second")
    learner.leave()
    assert results(learner) == ("completed", "passed", "1")
    learner.open()
    assert learner.kept["cmi.mode"] == "review"
    assert learner.errors == []


def test_r24_completed_and_failed_are_two_things(page: Page) -> None:
    learner = Learner(page, package(small(attempts=1), "scorm2004"), STRICT_2004)
    learner.open()
    pass_small(learner, first="a")
    learner.leave()
    assert results(learner) == ("completed", "failed", "0")
    assert learner.sets("cmi.exit")[-1] == "normal"


def test_r24_without_graded_quizzes_nobody_passes_or_fails(page: Page) -> None:
    learner = Learner(page, package(course(lesson("first", 0)), "scorm2004"), STRICT_2004)
    learner.open()
    learner.read("first")
    learner.leave()
    assert results(learner) == ("completed", "unknown", "")


@pytest.mark.parametrize(("passing", "success"), [("0.3", "passed"), ("0.9", "unknown")])
def test_r30_a_passing_score_of_the_lms_decides(page: Page, passing: str, success: str) -> None:
    learner = Learner(page, package(small(), "scorm2004"), STRICT_2004)
    page.evaluate("score => { lms.kept['cmi.scaled_passing_score'] = score; }", passing)
    learner.open()
    learner.read("first")
    learner.read("second")
    learner.read("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "b")
    learner.check("q_two")
    learner.leave()
    assert learner.kept["cmi.success_status"] == success
    # Below the LMS's mark nothing is told while another attempt is left: the LMS would make "failed" of it.
    assert learner.kept.get("cmi.score.scaled", "") == ("0.3333" if success == "passed" else "")


def test_r30_a_threshold_of_the_lms_decides_what_is_complete(page: Page) -> None:
    learner = Learner(page, package(small(), "scorm2004"), STRICT_2004)
    page.evaluate("lms.kept['cmi.completion_threshold'] = '0.5'")
    learner.open()
    learner.read("first")
    learner.leave()
    assert (learner.kept["cmi.progress_measure"], learner.kept["cmi.completion_status"]) == ("0.25", "incomplete")
    learner.open()
    learner.read("second")
    learner.leave()
    assert (learner.kept["cmi.progress_measure"], learner.kept["cmi.completion_status"]) == ("0.5", "completed")
    assert learner.sets("cmi.completion_status")[-1] == "completed"


@pytest.mark.parametrize(
    ("mode", "writes"), [("browse", set()), ("review", {"cmi.exit", "cmi.location", "cmi.session_time"})]
)
def test_r14_modes(page: Page, mode: str, writes: set[str]) -> None:
    learner = Learner(page, package(small(), "scorm2004"), STRICT_2004)
    page.evaluate("mode => { lms.kept['cmi.mode'] = mode; }", mode)
    learner.open()
    pass_small(learner)
    learner.leave()
    assert {call[1] for call in learner.calls if call[0] == "SetValue"} == writes


def test_r10_a_pass_of_the_lms_is_not_lowered_where_the_state_is_gone(page: Page) -> None:
    learner = Learner(page, package(small(attempts=1), "scorm2004"), STRICT_2004)
    page.evaluate(
        """Object.assign(lms.kept, {"cmi.completion_status": "completed", "cmi.success_status": "passed",
            "cmi.score.scaled": "0.8", "cmi.suspend_data": "lost"})"""
    )
    learner.open()
    pass_small(learner, first="a")
    learner.leave()
    assert results(learner) == ("completed", "passed", "0.8")


def test_r2_only_the_api_of_the_own_standard_counts(page: Page) -> None:
    learner = Learner(page, package(small(), "scorm2004"), STRICT_2004)
    page.evaluate("window.API = {LMSInitialize: () => { throw 1; }}")
    learner.open()
    assert learner.calls[0][0] == "Initialize"


def test_r3_r5_r23_calls_come_in_their_order(page: Page) -> None:
    learner = Learner(page, package(small(), "scorm2004"), STRICT_2004)
    learner.open()
    pass_small(learner)
    learner.leave()
    names = [call[0] for call in learner.calls]
    assert names.count("Initialize") == names.count("Terminate") == 1
    assert (names[0], names[-2:]) == ("Initialize", ["Commit", "Terminate"])
    order = ["cmi.suspend_data", "cmi.location", "cmi.interactions", "cmi.score", "cmi.progress_measure"]
    order += ["cmi.completion_status", "cmi.success_status", "cmi.exit", "cmi.session_time"]
    ranks: list[int] = []
    for call in learner.calls[names.index("Commit") + 1 :]:
        if call[0] == "Commit":
            assert ranks == sorted(ranks)
            ranks = []
        elif call[0] == "SetValue":
            ranks.append(next(at for at, name in enumerate(order) if call[1].startswith(name)))


# --- the journal ----------------------------------------------------------------------------------------------

REPORTED = {
    "pairs": ("matching", 3),
    "groups": ("matching", 4),
    "matrix": ("matching", 2),
    "likert": ("matching", 2),
    "survey": ("likert", 1),
    "order": ("sequencing", 4),
    "gaps": ("fill-in", 3),
    "drag": ("fill-in", 3),
    "hotspot": ("choice", 1),
    "placement": ("matching", 2),
    "essay": ("long-fill-in", 1),
    "upload": ("performance", 1),
    "text": ("fill-in", 1),
    "number": ("numeric", 1),
    "single": ("choice", 1),
}
"""{way to answer: (type, parts of the answer)}"""


@BOTH
@pytest.mark.parametrize(("make", "answer", "verdict", "row"), TYPES, ids=NAMES)
def test_r4_r26_r27_each_way_to_answer_is_reported_without_one_refused_value(
    page: Page, tmp_path: Path, lms: tuple[str, ...], make: Callable[..., Question], answer: Answer, verdict: str,
    row: tuple[str, str, str, str],
) -> None:  # fmt: skip
    question = make()
    learner = Learner(page, package(every.course_of(tmp_path, question, left_open()), "scorm2004"), lms)
    learner.open()
    learner.go("final")
    form = learner.question(question.id)
    form.locator(".answer :is(input, select, textarea, button):visible").first.focus()
    answer(page)
    press(page, "Enter")
    expect(form.locator("[data-outcome]")).to_contain_text(verdict)
    kept = learner.kept
    kind, parts = REPORTED[make.__name__]
    response = kept["cmi.interactions.0.learner_response"]
    assert kept["cmi.interactions.0.type"] == kind
    assert len(response.split("[,]")) == parts
    expected = {"correct": "correct", "wrong": "incorrect", "neutral": "neutral"}
    if row[3]:
        assert kept["cmi.interactions.0.result"] == expected[row[3]]
    pattern = kept.get("cmi.interactions.0.correct_responses.0.pattern", "")
    assert bool(pattern) == (kept["cmi.interactions.0.result"] != "neutral")
    if kept["cmi.interactions.0.result"] == "correct" and kind not in ("fill-in", "numeric"):
        assert response == pattern
    [names] = rows(learner)
    assert names[:2] == ["id", "type"]
    assert "description" in names
    assert "[" not in re.sub(r"\[[,.:]\]", "", response)
    learner.leave()
    assert learner.errors == []


def test_r21_r26_the_row_of_a_question_can_be_read(page: Page) -> None:
    questions = (choice("q_one", 4, "b", objectives=("LO1",)), number("q_two", 5, "3.1", "3.2", points=2.0))
    learner = Learner(page, package(course(lesson("first", 0), quiz("final", 2, *questions)), "scorm2004"), STRICT_2004)
    learner.open()
    learner.go("final")
    learner.choose("q_one", "c")
    learner.check("q_one")
    learner.type("q_two", "3,15")
    learner.check("q_two")
    kept = {name: value for name, value in learner.kept.items() if name.startswith("cmi.interactions")}
    times = [kept.pop(f"cmi.interactions.{at}.{name}") for at in (0, 1) for name in ("timestamp", "latency")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", time) for time in times[::2])
    assert all(re.fullmatch(r"PT0H0M\d+(\.\d+)?S", time) for time in times[1::2])
    assert kept == {
        "cmi.interactions.0.id": "q_one",
        "cmi.interactions.0.type": "choice",
        "cmi.interactions.0.objectives.0.id": "LO1",
        "cmi.interactions.0.correct_responses.0.pattern": "b_Choice_b",
        "cmi.interactions.0.weighting": "1",
        "cmi.interactions.0.learner_response": "c_Choice_c",
        "cmi.interactions.0.result": "incorrect",
        "cmi.interactions.0.description": "What about q_one?",
        "cmi.interactions.1.id": "q_two",
        "cmi.interactions.1.type": "numeric",
        "cmi.interactions.1.correct_responses.0.pattern": "3.1[:]3.2",
        "cmi.interactions.1.weighting": "2",
        "cmi.interactions.1.learner_response": "3.15",
        "cmi.interactions.1.result": "correct",
        "cmi.interactions.1.description": "What about q_two?",
    }


def with_objectives() -> Course:
    """Two questions on LO1, one of them on LO2 as well."""
    questions = (
        choice("q_one", 4, "b", objectives=("LO1",)),
        choice("q_two", 5, "ac", points=3.0, objectives=("LO1", "LO2")),
        text("q_three", 6, "x"),
    )
    return course(lesson("first", 0), quiz("final", 2, *questions, score="last"))


def objectives(learner: Learner) -> dict[str, str]:
    return {name: value for name, value in learner.kept.items() if name.startswith("cmi.objectives") and value}


@BOTH
def test_objectives_are_measured_once_all_their_questions_were_answered(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(with_objectives(), "scorm2004"), lms)
    frame = learner.open()
    learner.go("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    assert objectives(learner)["cmi.objectives.0.id"] == "LO1"
    assert learner.sets("cmi.objectives.0.score.scaled") == []
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    kept = objectives(learner)
    found = [
        [kept.get(f"cmi.objectives.{at}.{part}") for part in ("id", "score.scaled", "success_status")] for at in (0, 1)
    ]
    assert found == [["LO1", "0.75", "passed"], ["LO2", "1", "passed"]]
    assert [kept[f"cmi.objectives.0.score.{part}"] for part in ("raw", "min", "max")] == ["75", "0", "100"]
    assert kept["cmi.objectives.1.completion_status"] == "completed"
    learner.leave()
    # What is practised later does not take back what was met, and no objective gets a second row.
    frame = learner.open()
    learner.type("q_three", "y")
    learner.check("q_three")
    frame.locator("[data-again]").click()
    for identifier in ("q_one", "q_two"):
        learner.choose(identifier, "d")
        learner.check(identifier)
    learner.leave()
    kept = objectives(learner)
    assert kept["cmi.objectives.1.score.scaled"] == "1"
    assert kept["cmi.objectives.0.success_status"] == "passed"
    assert {name for name in kept if name.endswith(".id")} == {"cmi.objectives.0.id", "cmi.objectives.1.id"}
    assert learner.errors == []


def test_the_primary_objective_of_the_lms_is_left_alone(page: Page) -> None:
    learner = Learner(page, package(with_objectives(), "scorm2004"), STRICT_2004)
    page.evaluate("lms.kept['cmi.objectives.0.id'] = 'obj_course'")
    learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    kept = objectives(learner)
    assert [kept[f"cmi.objectives.{at}.id"] for at in range(3)] == ["obj_course", "LO1", "LO2"]
    assert [name for name in kept if name.startswith("cmi.objectives.0.")] == ["cmi.objectives.0.id"]
    assert learner.errors == []


def reported(player: Player, **answer: object) -> tuple[str, str, list[str]]:
    found = player("scorm2004Reported", answer)
    judged = [["cmi.interactions.0.id", "q"], ["cmi.interactions.0.type", found["type"]]]
    judged.append(["cmi.interactions.0.learner_response", found["response"]])
    judged += [["cmi.interactions.0.correct_responses.0.pattern", pattern] for pattern in found["patterns"][:1]]
    assert set(player("setErrors2004", judged)) == {0}
    return found["type"], found["response"], found["patterns"]


def test_r26_identifiers_are_readable_and_of_letters_that_every_lms_takes(player: Player) -> None:
    items = ["Größe & Gewicht", "日本語", "x" * 300, "a.b"]
    given = reported(player, type="choice", items=items, given=[0, 1, 3], right=[2])
    assert given == ("choice", "a_Grosse_Gewicht[,]b[,]d_a_b", [f"c_{'x' * 40}"]) or given[1].startswith("a_Gr")
    assert reported(player, type="choice", items=items * 10, given=[37], right=[])[1] == "n38"


def test_r26_more_than_an_lms_must_take_becomes_text(player: Player) -> None:
    items = [f"Item {number}" for number in range(37)]
    kind, response, patterns = reported(player, type="sequencing", items=items, given=[*range(37)], right=[*range(37)])
    assert (kind, patterns) == ("long-fill-in", [response])
    assert response.startswith("Item 0; Item 1; ")
    texts = ["word"] * 11
    kind, response, _ = reported(player, type="fill-in", given=texts, right=[{"texts": texts, "caseMatters": False}])
    assert (kind, response) == ("long-fill-in", "; ".join(texts))


def test_r26_texts_that_look_like_rules_or_delimiters_stay_texts(player: Player) -> None:
    right = [{"texts": ['{"a": 1}'], "caseMatters": True}, {"texts": ["b"], "caseMatters": False}]
    found = reported(player, type="fill-in", given=["{lang=en}x[,]y[.]z"], right=right)
    assert found == ("fill-in", " {lang=en}x[ , ]y[ . ]z", ['{case_matters=true} {"a": 1}', "b"])
    assert reported(player, type="long-fill-in", given=["x" * 5000], right=[])[1] == "x" * 3999


@pytest.mark.parametrize(
    ("given", "span", "found"),
    [
        ("3.15", ["3.1", "3.2"], ("numeric", "3.15", ["3.1[:]3.2"])),
        ("-99999.5", ["0", "0"], ("numeric", "-99999.5", ["0[:]0"])),
        ("100000", ["1", "2"], ("fill-in", "100000", ["1.5"])),
        ("4", ["1", "1000000"], ("fill-in", "4", ["1.5"])),
        ("4", None, ("numeric", "4", [])),
    ],
)
def test_r13_numbers(player: Player, given: str, span: list[str] | None, found: tuple[str, str, list[str]]) -> None:
    assert reported(player, type="numeric", given=given, right="1.5", range=span) == found


def test_r21_choices_without_latin_letters_are_told_in_the_description(player: Player) -> None:
    answer = {"type": "choice", "items": ["雪", "雨"], "given": [0], "right": [1]}
    row = {"text": "どちらですか。", "answer": answer}
    assert player("scorm2004Description", row) == "どちらですか。 (a: 雪; b: 雨)"
    assert len(player("scorm2004Description", {**row, "text": "x" * 400})) == 249


@pytest.mark.parametrize(
    ("milliseconds", "span"),
    [
        (0, "PT0H0M0S"),
        (5, "PT0H0M0S"),
        (50, "PT0H0M0.05S"),
        (99, "PT0H0M0.09S"),
        (999, "PT0H0M0.99S"),
        (59_999, "PT0H0M59.99S"),
        (3_599_995, "PT0H59M59.99S"),
        (86_400_000, "PT24H0M0S"),
        (9999 * 3_600_000, "PT9999H0M0S"),
        (-5, "PT0H0M0S"),
    ],
)
def test_r12_r25_durations(player: Player, milliseconds: int, span: str) -> None:
    assert player("scorm2004Span", milliseconds) == span
    assert player("setErrors2004", [["cmi.session_time", span]]) == [0]


# --- one learner, two standards -------------------------------------------------------------------------------

Path_ = Callable[[Learner], None]


def opens(learner: Learner) -> None:
    del learner


def fails(learner: Learner) -> None:
    pass_small(learner, first="a")


def passes_unread(learner: Learner) -> None:
    learner.read("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")


def reads(learner: Learner) -> None:
    for unit in ("first", "second", "final"):
        learner.read(unit)


def as_scorm_12(learner: Learner) -> tuple[str, str]:
    """Status and score of a learner in SCORM 2004, in the one status of SCORM 1.2."""
    completion, success, _ = results(learner)
    status = "failed" if success == "failed" else completion if completion == "incomplete" else success
    return completion if status == "unknown" else status, learner.kept.get("cmi.score.raw", "")


@pytest.mark.parametrize("walk", [opens, reads, pass_small, fails, passes_unread], ids=lambda walk: walk.__name__)
@pytest.mark.parametrize(
    "made",
    [
        small(),
        small(attempts=1),
        small(graded=False),
        small(attempts=1, required=True),
        course(*small().children, scoring=CourseScoring(pass_mark=0.3, on_fail="failed")),
        course(*small().children, scoring=CourseScoring(pass_rule="none")),
    ],
    ids=["plain", "one attempt", "practice", "required", "failing", "unjudged"],
)
def test_r15_the_same_learner_has_the_same_status_and_score_in_both_standards(
    page: Page, made: Course, walk: Path_
) -> None:
    found = []
    for standard, lms in (("scorm12", STRICT), ("scorm2004", STRICT_2004)):
        learner = Learner(page, package(made, "scorm12" if standard == "scorm12" else "scorm2004"), lms)
        learner.open()
        walk(learner)
        learner.leave()
        kept = learner.kept
        if standard == "scorm12":
            found.append((kept["cmi.core.lesson_status"], kept.get("cmi.core.score.raw", "")))
        else:
            found.append(as_scorm_12(learner))
        page.context.unroute_all()
    assert found[0] == found[1]


def test_r11_a_state_too_long_for_scorm_12_is_kept_whole(page: Page) -> None:
    questions = [text(f"q{number}", 10 + number, "x") for number in range(25)]
    learner = Learner(page, package(course(lesson("first", 0), quiz("final", 1, *questions)), "scorm2004"), STRICT_2004)
    learner.open()
    learner.go("final")
    for one in questions:
        learner.type(one.id, "x" * 250)
        learner.check(one.id)
    assert len(learner.kept["cmi.suspend_data"]) > 4096
    learner.leave()
    learner.open()
    assert learner.question("q0").locator('input[type="text"]').input_value() == "x" * 250
