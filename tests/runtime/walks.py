"""What learners do with the small course of `packages.small`."""

from playwright.sync_api import expect

from tests.runtime.learner import Learner


def pass_small(learner: Learner, first: str = "b") -> None:
    """Reads everything of the small course and answers all of it right, if `first` is."""
    for unit in ("first", "second", "final"):
        learner.read(unit)
    take_quiz(learner, first)


def take_quiz(learner: Learner, first: str = "b") -> None:
    """Answers both questions of a quiz that is in view, both right or both wrong."""
    learner.choose("q_one", first)
    learner.check("q_one")
    learner.choose("q_two", *("ac" if first == "b" else "b"))
    learner.check("q_two")


def answer_one(learner: Learner) -> None:
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    expect(learner.question("q_one").locator("[data-outcome]")).to_contain_text("That is right.")
