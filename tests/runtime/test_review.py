"""A quiz that is reviewed by keyboard alone, and which of several attempts counts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.runtime.learner import Learner
from tests.runtime.packages import choice, course, number, package, quiz, text
from tests.support import every_interaction as every


def tab_to(page: Page, wanted: Locator) -> None:
    """Goes on with the tab key until `wanted` has the focus."""
    for _ in range(80):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def hand_in(learner: Learner) -> None:
    page, button = learner.page, learner.frame.locator("[data-hand-in]")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(learner.frame.locator(".quiz-actions [role=status]")).to_contain_text("no answer")
    page.keyboard.press("Enter")
    expect(learner.frame.locator("[data-result] h3")).to_be_focused()


def answer(learner: Learner) -> None:
    """Answers three of six questions, one of them partly right; the others stay open."""
    page = learner.page
    tab_to(page, learner.question("q_one").locator("input[value=a]"))
    page.keyboard.press("Space")
    tab_to(page, learner.question("q_text").locator("input"))
    page.keyboard.type("London")
    for at, option in enumerate(("Moves", "Draws", "Draws")):
        tab_to(page, learner.question("q_pairs").locator("select").nth(at))
        page.keyboard.type(option)


def reviewed(learner: Learner, *, answered: bool, right: bool) -> None:
    """Follows the result to its questions: own answer and verdict are there, what is right where it may be shown."""
    page, frame = learner.page, learner.frame
    verdicts = ("wrong", "wrong", "wrong", "partly" if answered else "wrong", "wrong", "wrong")
    names = ("q_one", "q_text", "q_number", "q_pairs", "q_gaps", "q_order")
    for at, (name, verdict) in enumerate(zip(names, verdicts, strict=True)):
        form = learner.question(name)
        if answered and name in ("q_one", "q_order"):
            tab_to(page, frame.locator("[data-result] .result-list a").nth(at))
            page.keyboard.press("Enter")
            expect(form).to_be_in_viewport()
        expect(form).to_have_attribute("data-verdict", verdict)
        words = "partly right" if verdict == "partly" else "not right"
        if not answered or at in (2, 4, 5):
            words = "No answer was given"
        expect(form.locator("[data-outcome]")).to_contain_text(words)
    expect(learner.question("q_one").locator("input[value=a]")).to_be_checked(checked=answered)
    expect(learner.question("q_text").locator("input")).to_have_value("London" if answered else "")
    solutions = {
        "q_one": ("[data-verdict=missed]", ""),
        "q_text": (".solution", "Right: Paris"),
        "q_number": (".solution", "Right: 3 kg"),
        "q_pairs": ('[data-code="b"] .solution', "Right: Runs jobs on a schedule"),
        "q_gaps": ('[data-code="c"] .solution', "Right: automatically"),
        "q_order": (".outcome-more .solution", "Right: "),
    }
    for name, (place, said) in solutions.items():
        shown = learner.question(name).locator(place)
        expect(shown).to_have_count(1 if right else 0)
        if right:
            expect(shown).to_contain_text(said)


@pytest.mark.parametrize(
    ("reveal", "first", "last"),
    [("after-last-attempt", False, True), ("end", True, True), ("never", False, False)],
)
def test_a_quiz_is_reviewed_by_keyboard(page: Page, reveal: str, first: bool, last: bool) -> None:
    questions = (
        choice("q_one", 51, "b"), text("q_text", 52, "Paris"), number("q_number", 53, "3", "4", "kg"),
        every.pairs(), every.gaps(), every.order(),
    )  # fmt: skip
    made = course(quiz("final", 50, *questions, feedback="end", reveal=reveal, attempts=2))
    learner = Learner(page, package(made))
    learner.open()
    learner.go("final")
    answer(learner)
    hand_in(learner)
    reviewed(learner, answered=True, right=first)
    again = learner.frame.locator("[data-again]")
    tab_to(page, again)
    page.keyboard.press("Enter")
    expect(learner.question("q_one").locator(".question-head h3")).to_be_focused()
    expect(learner.question("q_text").locator("input")).to_have_value("")
    assert learner.frame.locator(".solution:visible").count() == 0
    hand_in(learner)
    reviewed(learner, answered=False, right=last)
    expect(again).to_have_count(0)
    assert learner.errors == []


@pytest.mark.parametrize(("score", "counted"), [("best", "30"), ("last", "0"), ("first", "10")])
def test_the_attempt_that_counts_is_the_one_that_the_lms_is_told(page: Page, score: str, counted: str) -> None:
    questions = (choice("q_1", 1), choice("q_2", 2, points=3.0), choice("q_3", 3, points=6.0))  # a pass would stay
    learner = Learner(page, package(course(quiz("final", 0, *questions, score=score))))
    frame = learner.open()
    learner.read("final")
    for right, percent in ((1, "10%"), (2, "30%"), (0, "0%")):
        for at in (1, 2, 3):
            learner.choose(f"q_{at}", "a" if at == right else "b")
            learner.check(f"q_{at}")
        expect(frame.locator("[data-result] .score")).to_contain_text(percent)
        if right:
            frame.locator("[data-again]").click()
    assert learner.kept["cmi.core.score.raw"] == counted
    told = frame.get_by_text("The score that counts for you is")
    expect(told).to_have_count(0 if score == "last" else 1)
    if score != "last":
        expect(told).to_contain_text(f"{counted}%")
    assert learner.errors == []
