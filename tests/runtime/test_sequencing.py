"""SCORM 2004 packages in an LMS that sequences (scorm-again): what the tree of activities comes to by the manifest."""

from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page

from coursepack.model.course import Course, Module
from coursepack.model.delivery import Delivery, Layout, Scorm2004
from coursepack.model.scoring import CourseScoring
from coursepack.packaging.files import OutputFile
from coursepack.targets import scorm2004
from tests.runtime.learner import Learner
from tests.runtime.packages import choice, course, lesson, quiz
from tests.support.by_hand import AT, CONTEXT, words

SEQUENCED = ("scorm2004.min.js", "scorm_again_sequenced.js")

Row = tuple[str, bool | None, float]
"""Completion, satisfaction (None: not known) and measure of an activity."""


def made(layout: Layout, rule: Any = "average", attempts: int = 0, **settings: Any) -> Course:
    """A lesson without a quiz, a lesson with one, and a quiz that weighs three times as much."""
    mid = quiz("mid", 6, choice("q_mid", 7, "a"), attempts=attempts)
    final = quiz("final", 2, choice("q_one", 4, "b"), weight=3.0, attempts=attempts)
    plain = course(
        lesson("first", 0), lesson("second", 1, quizzes=(mid,)), final, scoring=CourseScoring(pass_rule=rule)
    )
    return msgspec.structs.replace(plain, delivery=Delivery(layout, scorm2004=Scorm2004(**settings)))


class Sequenced:
    """A learner in an LMS that has taken a package in."""

    def __init__(self, page: Page, of: Course) -> None:
        files: tuple[OutputFile, ...] = scorm2004.write(of, CONTEXT).files
        self.page, self.learner = page, Learner(page, files, SEQUENCED)
        page.evaluate("text => take(text)", b"".join(files[0].chunks()).decode())

    def take(self, identifier: str, *answers: tuple[str, str], reading: tuple[str, ...] = ()) -> None:
        """Is given an activity ("": the first), reads and answers in it, and leaves it."""
        with self.page.expect_event("framenavigated", lambda frame: frame != self.page.main_frame):
            assert self.page.evaluate("identifier => deliver(identifier)", identifier)
        self.learner.frame.wait_for_selector("body.scripted", state="attached")
        for unit in reading:
            self.learner.read(unit)
        for question, answer in answers:
            self.learner.choose(question, answer)
            self.learner.check(question)
        self.learner.leave()
        self.page.wait_for_function("lms.calls.at(-1)[0] === 'Terminate'")
        assert self.learner.errors == []

    @property
    def tree(self) -> dict[str, Row]:
        found: dict[str, list[Any]] = self.page.evaluate("tree()")
        return {name: (row[0], row[1], row[2]) for name, row in found.items()}


@pytest.mark.parametrize("edition", ["3rd", "4th"])
def test_r24_who_read_one_page_has_neither_completed_nor_passed(page: Page, edition: str) -> None:
    lms = Sequenced(page, made("course", edition=edition))
    assert lms.page.evaluate("Object.keys(lms.places)") == ["item_course"]
    lms.take("", reading=("first",))
    assert lms.tree["org_course"][0] != "completed"
    assert lms.tree["org_course"][1] is None


def test_r15_a_course_in_one_piece_is_done_in_one_session(page: Page) -> None:
    lms = Sequenced(page, made("course"))
    with page.expect_event("framenavigated", lambda frame: frame != page.main_frame):
        lms.page.evaluate("deliver('')")
    learner = lms.learner
    learner.frame.wait_for_selector("body.scripted", state="attached")
    learner.read("first")
    learner.read("second")
    learner.choose("q_mid", "a")
    learner.check("q_mid")
    learner.read("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    page.wait_for_function("lms.calls.at(-1)[0] === 'Terminate'")
    assert lms.tree == {"org_course": ("completed", True, 1), "item_course": ("completed", True, 1)}
    assert learner.errors == []


def test_parts_come_together_and_one_without_a_quiz_keeps_nobody_from_passing(page: Page) -> None:
    lms = Sequenced(page, made("lesson"))
    lms.take("", reading=("first",))
    assert lms.tree["item_first"][:2] == ("completed", None)
    assert lms.tree["org_course"][:2] == ("unknown", None)
    lms.take("item_second", ("q_mid", "a"), reading=("second",))
    lms.take("item_final", ("q_one", "b"), reading=("final",))
    assert lms.tree["org_course"] == ("completed", True, 1)


def test_a_part_that_was_only_opened_keeps_the_course_incomplete(page: Page) -> None:
    lms = Sequenced(page, made("lesson"))
    lms.take("")
    lms.take("item_second", ("q_mid", "a"), reading=("second",))
    lms.take("item_final", ("q_one", "b"), reading=("final",))
    assert lms.tree["item_first"][0] == "incomplete"
    assert lms.tree["org_course"][0] == "incomplete"


@pytest.mark.parametrize(("rule", "satisfied"), [("average", True), ("each", False)])
def test_a_failed_part_counts_as_the_pass_rule_says(page: Page, rule: str, satisfied: bool) -> None:
    """The quiz that weighs less is failed: the mean of 75 % is enough, and one that is not passed is not."""
    lms = Sequenced(page, made("lesson", rule, attempts=1))
    lms.take("", reading=("first",))
    lms.take("item_second", ("q_mid", "b"), reading=("second",))
    assert lms.tree["item_second"][:2] == ("completed", False)
    lms.take("item_final", ("q_one", "b"), reading=("final",))
    assert lms.tree["org_course"][:2] == ("completed", satisfied)


def in_modules(layout: Layout) -> Course:
    """The same, in two modules: the lessons, and the quiz that weighs more."""
    plain = made(layout)
    first, second, final = plain.children
    modules = (
        Module(AT, "start", 8, words("Start"), "", children=(first, second)),
        Module(AT, "end", 9, words("End"), "", children=(final,)),
    )
    return msgspec.structs.replace(plain, children=modules)


def test_modules_as_entries_come_together(page: Page) -> None:
    lms = Sequenced(page, in_modules("module"))
    lms.take("item_start", ("q_mid", "a"), reading=("first", "second"))
    assert lms.tree["item_start"] == ("completed", True, 1)
    assert lms.tree["org_course"][0] != "completed"
    lms.take("item_end", ("q_one", "b"), reading=("final",))
    assert lms.tree["org_course"] == ("completed", True, 1)


def test_modules_over_lessons_are_done_when_all_in_them_is(page: Page) -> None:
    lms = Sequenced(page, in_modules("lesson"))
    lms.take("item_first", reading=("first",))
    assert lms.tree["group_start"][0] != "completed"
    lms.take("item_second", ("q_mid", "a"), reading=("second",))
    assert lms.tree["group_start"] == ("completed", True, 1)
    assert lms.tree["org_course"][0] != "completed"
    lms.take("item_final", ("q_one", "b"), reading=("final",))
    assert lms.tree["group_end"][:2] == ("completed", True)
    assert lms.tree["org_course"] == ("completed", True, 1)


def test_navigation_in_order_forbids_the_choice(page: Page) -> None:
    lms = Sequenced(page, made("lesson", navigation="in-order"))
    lms.take("", reading=("first",))
    assert lms.page.evaluate("deliver('item_final')") == ""
    free = Sequenced(page, made("lesson"))
    free.take("", reading=("first",))
    assert free.page.evaluate("deliver('item_final')") == "item_final"


@pytest.mark.parametrize(("answered", "asked"), [(False, "suspendAll"), (True, "exitAll")])
def test_r29_what_is_asked_of_the_lms_is_what_the_course_declares(page: Page, answered: bool, asked: str) -> None:
    lms = Sequenced(page, made("lesson", on_leave="exit-all"))
    lms.take("item_final", *([("q_one", "b")] if answered else []), reading=("final",))
    assert lms.learner.sets("adl.nav.request") == [asked]
