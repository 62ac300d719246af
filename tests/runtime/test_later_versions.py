"""A package that changed between two visits: what was done in what stayed is kept, and nothing is lowered (R10)."""

import pytest
from playwright.sync_api import Page, expect

from coursepack.model.course import Retired
from tests.runtime.learner import Learner
from tests.runtime.packages import choice, course, lesson, package, quiz, reordered, small
from tests.runtime.walks import pass_small


@pytest.mark.parametrize("status", ["passed", "completed"])
def test_r10_a_status_of_an_earlier_session_is_never_lowered(page: Page, status: str) -> None:
    learner = Learner(page, package(small(attempts=1)))
    page.evaluate(
        "status => Object.assign(lms.kept, {'cmi.core.lesson_status': status, 'cmi.core.score.raw': '80'})", status
    )
    learner.open()
    pass_small(learner, "a")
    learner.leave()
    assert learner.kept["cmi.core.lesson_status"] == status
    assert learner.sets("cmi.core.lesson_status") == []
    if status == "passed":
        assert learner.kept["cmi.core.score.raw"] == "80"


def test_r10_a_changed_package_keeps_what_was_done(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    learner.read("first")
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    changed = course(
        lesson("third", 6),
        quiz("final", 2, choice("q_new", 7), choice("q_one", 4, "b"), choice("q_two", 5, "ac")),
        lesson("first", 0),
        retired=[Retired(id="second", key=1)],
    )
    learner.replace(package(changed))
    frame = learner.open()
    expect(frame.locator('nav.contents [data-unit="first"] [data-state]')).to_have_text("Done")
    assert learner.errors == []


@pytest.mark.parametrize("feedback", ["immediate", "end"])
def test_r10_a_question_that_came_after_handing_in_changes_no_result(page: Page, feedback: str) -> None:
    learner = Learner(page, package(course(quiz("final", 0, choice("q_one", 1), feedback=feedback))))
    frame = learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    if feedback == "immediate":
        learner.check("q_one")
    else:
        frame.locator("[data-hand-in]").click()
    expect(frame.locator("[data-result] .score")).to_contain_text("0 of 1 point")
    learner.leave()
    grown = course(quiz("final", 0, choice("q_new", 2, points=2.0), choice("q_one", 1), feedback=feedback))
    learner.replace(package(grown))
    frame = learner.open()
    expect(frame.locator("[data-result] .score")).to_contain_text("0 of 1 point")
    expect(frame.locator(".result-list li")).to_have_count(1)
    expect(frame.locator(".result-list li")).to_contain_text("Question 2")
    new = learner.question("q_new")
    expect(new.locator('[data-check]:has-text("Check")')).to_have_count(0)
    if feedback == "immediate":
        new.locator('input[value="a"]').focus()
        page.keyboard.press("Enter")
        expect(new.locator("[data-outcome]")).to_be_empty()
    rows = len([name for name in learner.kept if name.endswith(".student_response")])
    assert rows == 1
    frame.locator("[data-again]").click()
    expect(new.locator('[data-check]:has-text("Check")')).to_have_count(1 if feedback == "immediate" else 0)
    assert learner.errors == []


@pytest.mark.parametrize(
    ("right", "chosen", "order", "shown"),
    [
        ("b", "b", "badc", "b"),
        ("ac", "ac", "cbda", "ac"),
        ("b", "b", "acd", ""),
        ("b", "a", "eabcd", "a"),
    ],
    ids=["swapped", "several", "gone", "inserted"],
)
def test_r10_choices_in_another_order_are_still_what_the_learner_chose(
    page: Page, right: str, chosen: str, order: str, shown: str
) -> None:
    """Letters stand for places, so the choice that was `b` has another letter in the changed package."""
    learner = Learner(page, package(course(quiz("final", 0, choice("q_one", 1, right), choice("q_two", 2)))))
    learner.open()
    learner.go("final")
    learner.choose("q_one", *chosen)
    learner.check("q_one")
    learner.leave()
    learner.replace(package(course(quiz("final", 0, reordered("q_one", 1, right, order), choice("q_two", 2)))))
    frame = learner.open()
    rows = learner.question("q_one").locator(".choice:has(input:checked)")
    expect(rows).to_have_count(len(shown))
    assert sorted(text[:8] for text in rows.locator(".choice-text").all_inner_texts()) == [
        f"Choice {code}" for code in sorted(shown)
    ]
    verdict = "right" if right == chosen else "wrong"
    expect(learner.question("q_one")).to_have_attribute("data-verdict", verdict)
    learner.choose("q_two", "a")
    learner.check("q_two")
    assert learner.kept["cmi.core.score.raw"] == ("100" if verdict == "right" else "50")
    expect(frame.locator("[data-result]")).to_contain_text("Your result")
    assert learner.errors == []
