"""Pages that wait for others, in an LMS: what was open stays open, and nobody is held up who only looks."""

import msgspec
import pytest
from playwright.sync_api import Page, expect

from coursepack.model.course import Course
from coursepack.model.gating import Condition
from coursepack.pages.player import Standard
from tests.runtime.learner import STRICT, STRICT_2004, Learner
from tests.runtime.packages import choice, course, lesson, package, quiz

BOTH = pytest.mark.parametrize(
    ("standard", "lms"), [("scorm12", STRICT), ("scorm2004", STRICT_2004)], ids=["scorm12", "scorm2004"]
)
MODE = {"scorm12": "cmi.core.lesson_mode", "scorm2004": "cmi.mode"}


def gated(gate: str = "passed") -> Course:
    """A quiz, what comes after it, and a lesson that opens at 100 % in the quiz."""
    first = msgspec.structs.replace(quiz("first", 0, choice("q_one", 1, "b")), gate=gate)
    last = msgspec.structs.replace(lesson("last", 3), opens_after=(Condition("first", 1.0),))
    return course(first, lesson("middle", 2), last)


@BOTH
def test_what_was_open_stays_open_when_a_learner_comes_back(
    page: Page, standard: Standard, lms: tuple[str, ...]
) -> None:
    learner = Learner(page, package(gated("always"), standard), lms)
    learner.open()
    learner.go("last")
    expect(learner.frame.locator("#p-last .locked-note")).to_be_visible()
    learner.go("first")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.read("last")
    expect(learner.frame.locator("#p-last")).to_contain_text("Paragraph 0 of last.")
    learner.leave()
    # An update asks for more: the quiz before is to be passed, and it was, and the pages after it wait for a new one.
    stricter = gated()
    new = msgspec.structs.replace(quiz("new", 4, choice("q_new", 5, "a")), gate="passed")
    learner.replace(package(msgspec.structs.replace(stricter, children=(new, *stricter.children)), standard))
    frame = learner.open()
    learner.go("middle")
    expect(frame.locator("#p-middle .locked-note")).to_be_visible()
    learner.go("last")
    expect(frame.locator("#p-last .locked-note")).to_have_count(0)
    expect(frame.locator("#p-last").get_by_text("Paragraph 0 of last.")).to_be_visible()
    assert learner.errors == []


@BOTH
def test_nobody_waits_who_looks_back_or_around(page: Page, standard: Standard, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(gated(), standard), lms)
    frame = learner.open()
    learner.go("middle")
    expect(frame.locator("#p-middle .locked-note")).to_be_visible()
    learner.leave()
    for mode in ("browse", "review"):
        page.evaluate("([element, mode]) => { lms.kept[element] = mode; }", [MODE[standard], mode])
        frame = learner.open()
        for unit in ("middle", "last"):
            learner.go(unit)
            expect(frame.locator(f"#p-{unit} .locked-note")).to_have_count(0)
            expect(frame.locator(f"#p-{unit}").get_by_text(f"Paragraph 0 of {unit}.")).to_be_visible()
        learner.go("first")
        expect(frame.locator("#p-first .step-next")).not_to_have_attribute("aria-disabled", "true")
        learner.leave()
