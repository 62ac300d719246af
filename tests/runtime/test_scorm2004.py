"""Status, score and modes in SCORM 2004: in the strict simulated LMS and in scorm-again, and as SCORM 1.2 has them."""

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from coursepack.model.course import Course
from coursepack.model.scoring import CourseScoring
from tests.runtime.learner import BOTH_2004, SCORM_AGAIN_2004, STRICT, STRICT_2004, Learner
from tests.runtime.packages import course, lesson, package, quiz, small, text
from tests.runtime.walks import pass_small, take_quiz


def results(learner: Learner) -> tuple[str, str, str]:
    """Completion, success and scaled score as the LMS has them."""
    kept = learner.kept
    return kept["cmi.completion_status"], kept["cmi.success_status"], kept.get("cmi.score.scaled", "")


@BOTH_2004
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


@BOTH_2004
def test_r16_a_learner_who_only_opens_and_closes(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(small(), "scorm2004"), lms)
    learner.open()
    learner.leave()
    assert results(learner) == ("incomplete", "unknown", "")
    assert learner.sets("cmi.success_status") == []
    assert learner.sets("cmi.exit") == ["suspend"]
    assert learner.errors == []


@BOTH_2004
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
    take_quiz(learner)
    learner.leave()
    assert results(learner) == ("completed", "passed", "1")
    ids = [learner.kept[f"cmi.interactions.{at}.id"] for at in range(4)]
    assert ids == ["q_one", "q_two", "q_one_a2", "q_two_a2"]
    assert learner.kept["cmi.interactions.1.result"] == "incorrect"
    assert learner.errors == []


def test_r24_r41_a_pass_is_told_before_the_last_page_and_practice_does_not_take_it_back(page: Page) -> None:
    learner = Learner(page, package(small(score="last"), "scorm2004"), STRICT_2004)
    frame = learner.open()
    learner.read("final")
    take_quiz(learner)
    assert results(learner) == ("incomplete", "passed", "1")
    frame.locator("[data-again]").click()
    take_quiz(learner, "a")
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


def test_r28_what_was_never_set_is_empty_and_no_error(page: Page) -> None:
    """Error 403 on a first launch: the learner is told of nothing, and the package's own marks decide."""
    learner = Learner(page, package(small(), "scorm2004"), STRICT_2004)
    page.evaluate(
        """lms.fault = (call, element) => call === "GetValue" && !(element in lms.held)
            && ["cmi.scaled_passing_score", "cmi.completion_threshold", "cmi.score.scaled", "cmi.suspend_data"]
                .includes(element)
            ? ["null", 403] : undefined"""
    )
    learner.open()
    unset = {call[1] for call in learner.calls if call[0] == "GetValue" and call[-1] == 403}
    assert unset >= {"cmi.suspend_data", "cmi.location", "cmi.scaled_passing_score", "cmi.completion_threshold"}
    learner.go("second")
    learner.leave()
    assert learner.kept["cmi.suspend_data"].startswith("cp2."), "what was never set is not kept as somebody else's"
    assert learner.kept["cmi.completion_status"] == "incomplete", "a threshold that was never set is none"
    frame = learner.open()
    pass_small(learner)
    expect(frame.locator("[data-notice]")).to_be_hidden()
    expect(frame.locator("[data-save]")).to_have_text("Saved")
    learner.leave()
    assert results(learner) == ("completed", "passed", "1")
    assert learner.errors == []


@pytest.mark.parametrize(
    ("lms", "passing", "early", "late"),
    [
        (STRICT_2004, "0.3", ("incomplete", "passed", "0.3333"), ("completed", "passed", "0.3333")),
        (SCORM_AGAIN_2004, "0.3", ("incomplete", "passed", "0.3333"), ("completed", "passed", "0.3333")),
        (STRICT_2004, "0.9", ("incomplete", "unknown", ""), ("incomplete", "unknown", "")),
    ],
    ids=["passed", "passed in scorm-again", "not passed"],
)
def test_r18_r24_r30_a_passing_score_of_the_lms_decides_and_a_pass_comes_with_its_score(
    page: Page, lms: tuple[str, ...], passing: str, early: tuple[str, str, str], late: tuple[str, str, str]
) -> None:
    """Without its score an LMS with a mark takes a pass back (RTE 4.2.22); of one below the mark it makes "failed"."""
    learner = Learner(page, package(small(), "scorm2004"), lms)
    page.evaluate("score => { lms.kept['cmi.scaled_passing_score'] = score; }", passing)
    learner.open()
    learner.read("first")
    learner.read("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "b")
    learner.check("q_two")
    learner.leave()
    assert results(learner) == early
    learner.open()
    learner.read("second")
    learner.leave()
    assert results(learner) == late
    assert learner.errors == []


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


@pytest.mark.parametrize("completion", ["completed", "incomplete"])
def test_r10_r41_a_pass_of_the_lms_is_not_lowered_where_the_state_is_gone(page: Page, completion: str) -> None:
    learner = Learner(page, package(small(attempts=1), "scorm2004"), STRICT_2004)
    page.evaluate(
        """completion => Object.assign(lms.kept, {"cmi.completion_status": completion, "cmi.success_status": "passed",
            "cmi.score.scaled": "0.8", "cmi.suspend_data": "lost"})""",
        completion,
    )
    learner.open()
    pass_small(learner, first="a")
    learner.leave()
    assert results(learner) == ("completed", "passed", "0.8")


@pytest.mark.parametrize(
    ("on_exit", "found"),
    [("finish", ("incomplete", "unknown", "")), ("suspend", ("completed", "passed", "1"))],
)
def test_r29_a_finished_course_that_is_opened_again(page: Page, on_exit: Any, found: tuple[str, str, str]) -> None:
    """scorm-again begins a new attempt after an exit that was not "suspend", as the standard has it."""
    made = msgspec.structs.replace(small(), scoring=CourseScoring(on_exit=on_exit))
    learner = Learner(page, package(made, "scorm2004"), SCORM_AGAIN_2004)
    learner.open()
    pass_small(learner)
    learner.leave()
    assert results(learner) == ("completed", "passed", "1")
    learner.open()
    learner.go("final")
    answers = learner.question("q_one").locator("input:checked")
    expect(answers).to_have_count(1 if on_exit == "suspend" else 0)
    learner.leave()
    assert results(learner) == found
    assert learner.errors == []


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


# --- one learner, two standards -------------------------------------------------------------------------------

Path_ = Callable[[Learner], None]


def opens(learner: Learner) -> None:
    del learner


def fails(learner: Learner) -> None:
    pass_small(learner, first="a")


def passes_unread(learner: Learner) -> None:
    learner.read("final")
    take_quiz(learner)


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
