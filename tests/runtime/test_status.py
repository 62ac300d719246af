"""Status rules of a course, as a learner and the LMS meet them in a real browser."""

import msgspec
import pytest
from playwright.sync_api import Page, expect

from coursepack.model.scoring import Completion, CourseScoring
from tests.runtime.learner import Learner
from tests.runtime.packages import choice, course, lesson, package, quiz, small


def opened(page: Page, scoring: CourseScoring, **settings: object) -> Learner:
    """The small course under these rules, opened."""
    learner = Learner(page, package(msgspec.structs.replace(small(**settings), scoring=scoring)))
    learner.open()
    return learner


def told(learner: Learner) -> tuple[str, str]:
    """Status and exit as the LMS has them."""
    learner.leave()
    return learner.kept["cmi.core.lesson_status"], learner.kept["cmi.core.exit"]


def answer(learner: Learner, first: str = "b", second: str = "ac") -> None:
    learner.go("final")
    learner.choose("q_one", first)
    learner.check("q_one")
    learner.choose("q_two", *second)
    learner.check("q_two")


@pytest.mark.parametrize(
    "complete",
    [Completion(), Completion(0.01, 0, "none"), Completion(0, 0.01, "none"), Completion(0, 0, "taken")],
    ids=["default", "pages", "questions", "quizzes"],
)
def test_opening_and_closing_never_completes(page: Page, complete: Completion) -> None:
    learner = opened(page, CourseScoring(complete=complete, pass_mark=0, on_exit="suspend"))
    page.wait_for_timeout(300)
    for _ in range(2):
        assert told(learner) == ("incomplete", "suspend")
        learner.open()


def test_most_pages_complete_and_the_quiz_may_still_be_passed(page: Page) -> None:
    learner = opened(page, CourseScoring(complete=Completion(0.6, 0, "none")))
    learner.read("first")
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    learner.read("second")
    assert told(learner) == ("completed", "suspend")
    learner.open()
    answer(learner, "a", "b")
    assert told(learner) == ("completed", "suspend")
    assert learner.kept["cmi.core.score.raw"] == "0"
    learner.open()
    learner.frame.locator("[data-again]").click()
    answer(learner)
    assert told(learner) == ("passed", "")


def test_r17_a_mark_of_the_lms_gets_no_score_while_who_completed_may_still_pass(page: Page) -> None:
    """Moodle would make "failed" of the one and close the course."""
    rules = CourseScoring(complete=Completion(0.3, 0, "none"), mastery="lms")
    learner = Learner(page, package(msgspec.structs.replace(small(), scoring=rules)))
    page.evaluate("lms.kept['cmi.student_data.mastery_score'] = '60'")
    learner.open()
    learner.read("first")
    answer(learner, "a", "b")
    assert told(learner) == ("completed", "suspend")
    assert learner.sets("cmi.core.score.raw") == []


def test_answered_questions_complete_also_when_a_new_attempt_empties_them(page: Page) -> None:
    rules = CourseScoring(complete=Completion(0, 1, "none"), pass_rule="none")
    practice = quiz("practice", 3, choice("p_one", 6), graded=False)
    units = (lesson("first", 0, quizzes=(practice,)), quiz("final", 2, choice("q_one", 4, "b")))
    learner = Learner(page, package(course(*units, scoring=rules)))
    learner.open()
    learner.go("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.frame.locator("[data-again]").click()
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    learner.go("first")
    learner.choose("p_one", "b")
    learner.check("p_one")
    assert told(learner) == ("completed", "")
    assert learner.errors == []


def test_every_quiz_must_be_passed_where_the_rules_say_so(page: Page) -> None:
    rules = CourseScoring(complete=Completion(0, 0, "passed"), pass_mark=0)
    one, two = quiz("one", 2, choice("q_one", 4), pass_mark=0.5), quiz("two", 3, choice("q_two", 5), pass_mark=0.5)
    learner = Learner(page, package(course(lesson("first", 0), one, two, scoring=rules)))
    learner.open()
    for unit, question, code in (("one", "q_one", "a"), ("two", "q_two", "b")):
        learner.go(unit)
        learner.choose(question, code)
        learner.check(question)
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    learner.frame.locator("#z-two [data-again]").click()
    learner.choose("q_two", "a")
    learner.check("q_two")
    assert told(learner) == ("passed", "")


def test_nobody_passes_or_fails_where_the_rules_say_so(page: Page) -> None:
    learner = opened(page, CourseScoring(pass_rule="none"), attempts=1)
    learner.read("first")
    learner.read("second")
    answer(learner, "a", "b")
    learner.read("final")
    assert told(learner) == ("completed", "")
    assert learner.kept["cmi.core.score.raw"] == "0"


def test_an_attempt_may_stay_open_for_ever(page: Page) -> None:
    learner = opened(page, CourseScoring(on_exit="suspend"))
    learner.read("first")
    learner.read("second")
    answer(learner)
    learner.read("final")
    assert told(learner) == ("passed", "suspend")
    learner.open()
    expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()


def test_a_learner_is_told_only_of_the_pages_that_are_needed(page: Page) -> None:
    learner = opened(page, CourseScoring(complete=Completion(0.6, 0, "taken")))
    answer(learner)
    learner.read("final")
    result = learner.frame.locator("[data-result]")
    expect(result).to_contain_text("To complete the course, read 1 more page to its end.")
    learner.read("first")
    learner.go("final")
    expect(result).not_to_contain_text("To complete the course")
