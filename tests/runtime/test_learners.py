"""Whole learners in a real browser and a strict LMS: what they see, and what the LMS is told."""

import re
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from coursepack.model.scoring import CourseScoring
from tests.runtime.learner import SCORM_AGAIN, STRICT, Learner
from tests.runtime.packages import choice, course, lesson, number, package, quiz, small, text
from tests.runtime.walks import answer_one, pass_small, take_quiz
from tests.support.tools import ROOT

BOTH = pytest.mark.parametrize("lms", [STRICT, SCORM_AGAIN], ids=["strict", "scorm-again"])


@BOTH
def test_r15_a_learner_who_passes(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(small()), lms)
    frame = learner.open()
    pass_small(learner)
    expect(learner.question("q_two").locator("[data-outcome]")).to_contain_text("That is right.")
    expect(frame.locator("#z-final [data-result]")).to_contain_text("You passed.")
    learner.leave()
    kept = learner.kept
    assert kept["cmi.core.lesson_status"] == "passed"
    assert (kept["cmi.core.score.raw"], kept["cmi.core.score.min"], kept["cmi.core.score.max"]) == ("100", "0", "100")
    assert kept["cmi.core.exit"] == ""
    # As it was sent: scorm-again keeps it in a form of its own, without the last zero.
    sent = learner.sets("cmi.core.session_time")[-1]
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d\d", sent)
    assert sent > "00:00:00.20"
    rows = [(kept[f"cmi.interactions.{at}.id"], kept[f"cmi.interactions.{at}.student_response"]) for at in (0, 1)]
    assert rows == [("q_one", "b"), ("q_two", "a,c")]
    assert kept["cmi.interactions.1.correct_responses.0.pattern"] == "a,c"
    assert kept["cmi.interactions.1.result"] == "correct"
    assert kept["cmi.interactions.1.type"] == "choice"
    assert kept["cmi.interactions.1.weighting"] == "2"
    assert learner.errors == []


@BOTH
def test_r9_a_learner_who_leaves_in_the_middle_and_passes_later(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(small()), lms)
    learner.open()
    learner.read("first")
    learner.read("second")
    learner.go("final")
    learner.choose("q_one", "c")
    learner.check("q_one")
    learner.leave()
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    assert learner.kept["cmi.core.exit"] == "suspend"
    assert "cmi.core.score.raw" not in learner.kept

    frame = learner.open()
    expect(frame.locator("#p-final")).to_be_visible()
    expect(frame.locator("#p-final .resume-note")).to_have_text("You were here.")
    expect(learner.question("q_one").locator('input[value="c"]')).to_be_checked()
    expect(learner.question("q_one").locator('.choice[data-code="c"]')).to_have_attribute("data-verdict", "wrong")
    learner.question("q_one").locator('input[value="a"]').click(force=True)
    expect(learner.question("q_one").locator('input[value="c"]')).to_be_checked()
    learner.choose("q_two", "a")
    learner.check("q_two")
    expect(frame.locator("#z-final [data-result]")).to_contain_text("not enough yet")
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    assert learner.kept["cmi.core.score.raw"] == "33.33"
    frame.locator("[data-again]").click()
    expect(learner.question("q_one").locator("input:checked")).to_have_count(0)
    take_quiz(learner)
    learner.leave()
    kept = learner.kept
    assert (kept["cmi.core.lesson_status"], kept["cmi.core.score.raw"]) == ("passed", "100")
    ids = [kept[f"cmi.interactions.{at}.id"] for at in range(4)]
    assert ids == ["q_one", "q_two", "q_one_a2", "q_two_a2"]
    assert kept["cmi.interactions.1.result"] == "wrong"
    assert learner.errors == []


@BOTH
def test_r16_a_learner_who_only_opens_and_closes(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(small()), lms)
    learner.open()
    learner.leave()
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    assert "cmi.core.score.raw" not in learner.kept
    assert learner.errors == []


def test_r16_incomplete_right_after_initialize(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    sets = [call for call in learner.calls if call[0] == "LMSSetValue"]
    assert sets[0][1:3] == ["cmi.core.lesson_status", "incomplete"]
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"


def test_r3_r5_r7_r23_calls_come_in_their_order(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    pass_small(learner)
    learner.leave()
    names = [call[0] for call in learner.calls]
    assert names.count("LMSInitialize") == names.count("LMSFinish") == 1
    assert (names[0], names[-1], names[-2]) == ("LMSInitialize", "LMSFinish", "LMSCommit")
    order = ["cmi.suspend_data", "cmi.core.lesson_location", "cmi.interactions", "cmi.core.score"]
    order += ["cmi.core.lesson_status", "cmi.core.exit", "cmi.core.session_time"]
    ranks: list[int] = []
    for call in learner.calls[names.index("LMSCommit") + 1 :]:
        if call[0] == "LMSCommit":
            assert ranks == sorted(ranks)
            ranks = []
        elif call[0] == "LMSSetValue":
            ranks.append(next(at for at, name in enumerate(order) if call[1].startswith(name)))


def test_r6_an_answer_is_kept_before_anything_else_happens(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    before = learner.kept.get("cmi.suspend_data")
    learner.check("q_one")
    assert learner.kept["cmi.suspend_data"] != before
    assert learner.kept["cmi.interactions.0.id"] == "q_one"


def test_r6_moving_about_commits_at_most_every_ten_seconds(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    learner.open()
    before = sum(call[0] == "LMSCommit" for call in learner.calls)
    for unit in ("first", "second", "first", "second", "final"):
        learner.go(unit)
    assert sum(call[0] == "LMSCommit" for call in learner.calls) == before
    page.clock.run_for(10_500)
    assert sum(call[0] == "LMSCommit" for call in learner.calls) == before + 1
    page.clock.run_for(30_000)
    assert sum(call[0] == "LMSCommit" for call in learner.calls) == before + 1


def test_r6_what_waits_is_saved_when_the_page_is_hidden(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    frame = learner.open()
    learner.go("second")
    assert learner.kept.get("cmi.core.lesson_location", "") == ""
    frame.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert learner.kept["cmi.core.lesson_location"] == "second"


def test_r20_the_time_until_the_end_counts(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    before = learner.kept["cmi.core.session_time"]
    page.wait_for_timeout(1100)
    learner.leave()
    after = learner.kept["cmi.core.session_time"]
    assert float(after[-5:]) - float(before[-5:]) >= 1


def test_r7_a_page_that_the_browser_keeps_for_the_way_back_is_saved_and_goes_on(page: Page) -> None:
    learner = Learner(page, package(small()))
    frame = learner.open()
    learner.go("final")
    frame.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert learner.calls[-1][0] == "LMSCommit"
    assert learner.kept["cmi.core.lesson_location"] == "final"
    frame.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    answer_one(learner)
    assert learner.kept["cmi.interactions.0.id"] == "q_one"
    learner.leave()
    assert [call[0] for call in learner.calls].count("LMSFinish") == 1
    assert learner.errors == []


def test_r7_nothing_listens_to_unload(page: Page) -> None:
    for path in (ROOT / "templates/player").rglob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"""["'](before)?unload["']|onbeforeunload|onunload""", source), path


def test_r17_no_score_before_every_graded_quiz_was_taken(page: Page) -> None:
    two = course(
        lesson("first", 0),
        quiz("one", 1, choice("q_one", 3)),
        quiz("two", 2, choice("q_two", 4)),
    )
    learner = Learner(page, package(two))
    learner.open()
    learner.read("first")
    learner.read("one")
    learner.choose("q_one", "a")
    learner.check("q_one")
    assert learner.sets("cmi.core.score.raw") == []
    learner.read("two")
    learner.choose("q_two", "b")
    learner.check("q_two")
    assert learner.sets("cmi.core.score.raw") == ["50"]
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"


def test_r18_a_mark_of_the_lms_decides_and_no_failing_score_is_told_early(page: Page) -> None:
    learner = Learner(page, package(small(attempts=2)))
    page.evaluate("lms.kept['cmi.student_data.mastery_score'] = '90'")
    frame = learner.open()
    learner.read("first")
    learner.read("second")
    learner.read("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    assert learner.sets("cmi.core.score.raw") == []
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    frame.locator("[data-again]").click()
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    assert learner.sets("cmi.core.score.raw") == ["66.67"]
    assert learner.kept["cmi.core.lesson_status"] == "failed"


def test_r19_exit_is_suspend_while_incomplete_then_empty(page: Page) -> None:
    learner = Learner(page, package(course(lesson("first", 0), lesson("second", 1))))
    learner.open()
    learner.read("first")
    learner.read("second")
    assert learner.kept["cmi.core.lesson_status"] == "completed"
    assert learner.sets("cmi.core.exit") == ["suspend", ""]


def test_r19_a_session_in_which_nothing_was_done_keeps_the_state(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    for _ in range(2):
        learner.open()
        expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()
        learner.leave()


@pytest.mark.parametrize("on_fail", ["incomplete", "failed"])
def test_r19_a_new_attempt_is_suspended_although_the_status_is_failed(page: Page, on_fail: Any) -> None:
    """Moodle turns `incomplete` into `failed` at the end of a session with a low score."""
    scoring = CourseScoring(on_fail=on_fail)
    learner = Learner(page, package(msgspec.structs.replace(small(attempts=2), scoring=scoring)))
    frame = learner.open()
    pass_small(learner, "a")
    learner.leave()
    page.evaluate("lms.kept['cmi.core.lesson_status'] = 'failed'")
    frame = learner.open()
    learner.go("final")
    frame.locator("[data-again]").click()
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    assert (learner.kept["cmi.core.lesson_status"], learner.kept["cmi.core.exit"]) == ("failed", "suspend")
    learner.open()
    expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    learner.leave()
    assert (learner.kept["cmi.core.lesson_status"], learner.kept["cmi.core.exit"]) == ("passed", "")


def test_r22_an_lms_without_interactions_is_not_troubled(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("lms.unsupported.add('cmi.interactions._children')")
    learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    assert not [call for call in learner.calls if "cmi.interactions." in call[1] and "_children" not in call[1]]


def test_r21_every_kind_of_answer_is_reported(page: Page) -> None:
    mixed = course(
        quiz(
            "final", 0,
            text("q_text", 1, "Käse"), number("q_number", 2, "9.8", "9.9", "m/s^2"), choice("q_choice", 3, "c"),
        )
    )  # fmt: skip
    learner = Learner(page, package(mixed))
    learner.open()
    learner.read("final")
    learner.type("q_text", "  käse ")
    learner.check("q_text")
    learner.type("q_number", "9,81 m/s^2")
    learner.check("q_number")
    learner.choose("q_choice", "d")
    learner.check("q_choice")
    kept = learner.kept
    rows = [
        tuple(kept[f"cmi.interactions.{at}.{name}"] for name in ("id", "type", "student_response", "result"))
        for at in range(3)
    ]
    assert rows == [
        ("q_text", "fill-in", "käse", "correct"),
        ("q_number", "numeric", "9.81", "correct"),
        ("q_choice", "choice", "d", "wrong"),
    ]
    assert learner.errors == []


def test_r41_failed_only_when_no_attempt_is_left_and_a_pass_is_never_lowered(page: Page) -> None:
    learner = Learner(page, package(course(quiz("final", 0, choice("q_one", 1), attempts=2, score="last"))))
    frame = learner.open()
    learner.read("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    frame.locator("[data-again]").click()
    learner.choose("q_one", "c")
    learner.check("q_one")
    assert learner.kept["cmi.core.lesson_status"] == "failed"
    assert frame.locator("[data-again]").count() == 0

    page.evaluate("lms.kept = {'cmi.core.lesson_status': 'not attempted'}; lms.held = {}")
    frame = learner.open()
    learner.read("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    assert learner.kept["cmi.core.lesson_status"] == "passed"
    frame.locator("[data-again]").click()
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    assert (learner.kept["cmi.core.lesson_status"], learner.kept["cmi.core.score.raw"]) == ("passed", "100")


def test_r42_a_learner_who_practises_leaves_at_most_twenty_rows(page: Page) -> None:
    learner = Learner(page, package(course(quiz("check", 1, choice("q_one", 2), graded=False))))
    learner.open()
    learner.read("check")
    for _ in range(23):
        learner.choose("q_one", "b")
        learner.check("q_one")
        learner.check("q_one")
    kept = learner.kept
    assert kept["cmi.interactions.19.id"] == "q_one_a20"
    assert "cmi.interactions.20.id" not in kept
    assert learner.errors == []


def test_r14_nothing_is_written_while_browsing(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("lms.kept['cmi.core.lesson_mode'] = 'browse'")
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_contain_text("Nothing is recorded")
    pass_small(learner)
    learner.leave()
    assert {call[0] for call in learner.calls} == {"LMSInitialize", "LMSGetValue", "LMSFinish"}


def test_r14_in_review_answers_are_seen_and_the_result_stays(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    pass_small(learner)
    learner.leave()
    before = learner.kept
    # An LMS that opens courses for looking back keeps the state of finished ones.
    state = [call[2] for call in learner.calls if call[:2] == ["LMSSetValue", "cmi.suspend_data"]][-1]
    page.evaluate(
        "state => Object.assign(lms.kept, {'cmi.core.lesson_mode': 'review', 'cmi.suspend_data': state})", state
    )
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_contain_text("looking back")
    learner.go("final")
    expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()
    frame.locator("[data-again]").click()
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.leave()
    for element in ("cmi.core.lesson_status", "cmi.core.score.raw", "cmi.interactions.1.id"):
        assert learner.kept[element] == before[element]
    assert "cmi.interactions.2.id" not in learner.kept
    assert learner.kept["cmi.suspend_data"] == state


def test_f17_r12_a_clock_that_is_set_back_changes_nothing(page: Page) -> None:
    learner = Learner(page, package(small()))
    frame = learner.open()
    frame.evaluate("() => { Date.now = () => 0; Date.prototype.getTime = () => 0; }")
    answer_one(learner)
    learner.leave()
    assert learner.kept["cmi.core.session_time"] > "00:00:00.05"
    assert learner.errors == []
