"""What the learner sees of the player: moving about, answering, results, in the frame of an LMS and as a document."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coursepack.model.assessment import Question
from coursepack.pages import player as assembly
from tests.runtime.learner import Learner
from tests.runtime.packages import choice, course, lesson, number, package, quiz, small, text, with_ways
from tests.support.every_interaction import every_question
from tests.support.tools import ROOT

SIZES = {
    "no questions": (course(), 12_000),
    "choices": (course(quiz("q", 0, choice("c", 1))), 22_000),
    "every way to answer, and a clock": (course(quiz("q", 0, *every_question(), time_limit=60)), 28_000),
    "everything": (with_ways(course(quiz("q", 0, *every_question(), time_limit=60))), 30_000),
}
"""{what a course has: (a course of that kind, the most bytes of its script, compressed)}; see `make bench`, too."""


@pytest.mark.parametrize("standard", assembly.STANDARDS)
@pytest.mark.parametrize("kind", SIZES)
def test_the_script_stays_small_and_carries_only_what_is_used(kind: str, standard: assembly.Standard) -> None:
    made, most = SIZES[kind]
    assert len(gzip.compress(assembly.script(made, standard), 9)) < most


def test_the_stylesheet_stays_small() -> None:
    assert len(gzip.compress(assembly.stylesheet(), 9)) < 12_000


def test_s8_no_markup_is_ever_parsed_and_no_text_is_ever_run() -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|javascript:|\.on[a-z]+ =[^=]"
    )
    for path in sorted((ROOT / "templates/player").rglob("*.js")):
        assert not re.search(forbidden, path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "question",
    [choice("q_one", 1, "a"), text("q_one", 1, "5"), number("q_one", 1, "5", "6")],
    ids=["choice", "text", "number"],
)
def test_each_interaction_works_without_the_others(page: Page, question: Question) -> None:
    learner = Learner(page, package(course(quiz("final", 0, question))))
    learner.open()
    learner.go("final")
    if learner.question("q_one").locator(".choices").count():
        learner.choose("q_one", "a")
    else:
        learner.type("q_one", "5")
    learner.check("q_one")
    expect(learner.question("q_one").locator("[data-outcome]")).to_contain_text("That is right.")


def test_pages_are_reached_by_link_back_and_forward(page: Page) -> None:
    frame = Learner(page, package(small())).open()
    frame.locator("a[data-start]").click()
    expect(frame.locator("#p-first")).to_be_visible()
    expect(frame.locator("#p-first h1")).to_be_focused()
    expect(frame.locator('nav.contents [data-unit="first"]')).to_have_attribute("aria-current", "page")
    assert frame.locator("title").text_content() == "About first – A course"
    frame.locator("#p-first a[rel=next]").click()
    expect(frame.locator("#p-second")).to_be_visible()
    expect(frame.locator("#p-first")).to_be_hidden()
    page.evaluate("history.back()")
    expect(frame.locator("#p-first")).to_be_visible()
    page.evaluate("history.forward()")
    expect(frame.locator("#p-second")).to_be_visible()


def test_a_page_is_seen_when_its_end_was_in_view_or_the_learner_went_on(page: Page) -> None:
    long = course(lesson("first", 0, length=60), lesson("second", 1, length=60), lesson("third", 2))
    learner = Learner(page, package(long))
    frame = learner.open()
    states = frame.locator("nav.contents [data-state]")
    learner.go("first")
    page.wait_for_timeout(200)
    expect(states.nth(0)).to_have_text("In progress")
    frame.locator("#p-first .page-end").scroll_into_view_if_needed()
    expect(states.nth(0)).to_have_text("Done")
    learner.go("second")
    frame.evaluate("document.querySelector('#p-second a[rel=next]').click()")
    expect(states.nth(1)).to_have_text("Done")
    expect(states.nth(2)).to_have_text("Done")
    expect(frame.locator("[data-progress]").first).to_have_text("Pages read: 3 of 3")
    assert learner.kept["cmi.core.lesson_status"] == "completed"


def test_check_says_what_it_waits_for(page: Page) -> None:
    mixed = course(quiz("final", 0, choice("q_one", 1), text("q_text", 2, "x"), number("q_number", 3, "1", "2")))
    learner = Learner(page, package(mixed))
    learner.open()
    learner.go("final")
    for identifier, sentence in [("q_one", "Choose an answer"), ("q_text", "Type an answer"), ("q_number", "a number")]:
        learner.check(identifier)
        expect(learner.question(identifier).locator("[data-outcome]")).to_contain_text(sentence)
    learner.type("q_number", "many")
    learner.check("q_number")
    expect(learner.question("q_number").locator("[data-outcome]")).to_contain_text("a number")
    assert learner.sets("cmi.interactions.0.id") == []


def test_the_outcome_is_one_sentence_and_focus_stays(page: Page) -> None:
    learner = Learner(page, package(small()))
    frame = learner.open()
    learner.go("final")
    learner.choose("q_one", "a")
    button = learner.question("q_one").locator("[data-check]")
    button.focus()
    page.keyboard.press("Enter")
    expect(learner.question("q_one").locator("[data-outcome]")).to_have_text(re.compile("^✗ That is not right.$"))
    expect(button).to_be_focused()
    expect(button).to_have_text("Next question")
    expect(learner.question("q_one").locator(".outcome-more")).to_contain_text("Because.")
    expect(learner.question("q_one").locator('[data-code="a"] [data-feedback]')).to_have_text("On a")
    expect(learner.question("q_one").locator('[data-code="b"]')).not_to_have_attribute("data-verdict", "missed")
    page.keyboard.press("Enter")
    expect(frame.locator("#q-q_two h3")).to_be_focused()


def test_a_wrong_answer_can_be_tried_again_where_nothing_counts(page: Page) -> None:
    learner = Learner(page, package(course(quiz("check", 0, choice("q_one", 1, "b"), graded=False))))
    frame = learner.open()
    learner.go("check")
    learner.choose("q_one", "a")
    learner.check("q_one")
    question = learner.question("q_one")
    expect(question.locator("[data-check]")).to_have_text("Try again")
    expect(question.locator(".outcome-more")).not_to_contain_text("Because.")
    learner.check("q_one")
    expect(question.locator(".hint")).to_have_text("A hint.")
    learner.choose("q_one", "b")
    learner.check("q_one")
    expect(question.locator("[data-outcome]")).to_contain_text("That is right.")
    expect(question.locator(".outcome-more")).to_contain_text("Because.")
    expect(frame.locator("[data-result]")).to_be_hidden()


def test_each_wrong_try_costs_its_penalty(page: Page) -> None:
    penalised = course(quiz("final", 0, choice("q_one", 1, "b", penalty=0.25), choice("q_two", 2, "a")))
    learner = Learner(page, package(penalised))
    frame = learner.open()
    learner.read("final")
    for code in "ab":
        learner.choose("q_one", code)
        learner.check("q_one")
        if code == "a":
            learner.check("q_one")
    learner.choose("q_two", "b")
    learner.check("q_two")
    expect(frame.locator("[data-result] .score")).to_contain_text("37.5%")
    assert learner.kept["cmi.core.score.raw"] == "37.5"
    assert learner.kept["cmi.interactions.1.id"] == "q_one_a2"


def test_a_learner_who_passed_is_told_what_is_missing(page: Page) -> None:
    learner = Learner(page, package(small()))
    frame = learner.open()
    learner.read("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    expect(frame.locator("[data-result]")).to_contain_text("You passed.")
    missing = frame.locator("[data-result] [data-unseen]")
    expect(missing).to_have_text("To complete the course, read 2 more pages to their ends.")
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    learner.read("first")
    learner.go("final")
    expect(missing).to_have_text("To complete the course, read 1 more page to its end.")
    learner.read("second")
    learner.go("final")
    expect(missing).to_be_hidden()
    assert learner.kept["cmi.core.lesson_status"] == "passed"


@pytest.mark.parametrize("feedback", ["end", "none"])
def test_a_quiz_handed_in_as_a_whole(page: Page, feedback: str) -> None:
    learner = Learner(page, package(small(feedback=feedback, reveal="end", attempts=1)))
    frame = learner.open()
    learner.read("first")
    learner.read("second")
    learner.read("final")
    learner.choose("q_one", "b")
    learner.leave()
    frame = learner.open()
    expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()
    frame.locator("[data-hand-in]").click()
    expect(frame.locator(".quiz-actions")).to_contain_text("1 question has no answer yet")
    learner.choose("q_two", "a", "b")
    assert learner.sets("cmi.interactions.0.id") == []
    frame.locator("[data-hand-in]").click()
    expect(frame.locator("[data-result] .score")).to_contain_text("33.3%")
    expect(frame.locator("[data-result]")).to_contain_text("You have used all attempts.")
    expect(frame.locator("[data-result] h3")).to_be_focused()
    missed = learner.question("q_two").locator('[data-verdict="missed"]')
    expect(missed).to_have_count(1 if feedback == "end" else 0)
    assert learner.kept["cmi.core.lesson_status"] == "failed"
    assert learner.kept["cmi.interactions.1.result"] == "wrong"
    assert learner.errors == []


def test_shuffled_choices_keep_their_order_and_their_letters(page: Page) -> None:
    mixed = course(quiz("final", 0, choice("q_one", 1, "h", "abcdefgh"), shuffle_choices=True, feedback="end"))
    learner = Learner(page, package(mixed))
    frame = learner.open()
    learner.go("final")
    learner.choose("q_one", "h")
    rows = learner.question("q_one").locator(".choice")
    order = [rows.nth(at).get_attribute("data-code") for at in range(8)]
    learner.leave()
    frame = learner.open()
    rows = learner.question("q_one").locator(".choice")
    assert [rows.nth(at).get_attribute("data-code") for at in range(8)] == order
    expect(learner.question("q_one").locator('input[value="h"]')).to_be_checked()
    frame.locator("[data-hand-in]").click()
    assert learner.kept["cmi.interactions.0.student_response"] == "h"


def test_a_package_opened_from_the_disk_keeps_its_place(page: Page, tmp_path: Path) -> None:
    for file in package(small()):
        target = tmp_path / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content if isinstance(file.content, bytes) else file.content.read_bytes())
    page.goto((tmp_path / "index.html").as_uri())
    page.locator("a[data-start]").click()
    page.locator("#p-first a[rel=next]").click()
    page.goto("about:blank")
    page.goto((tmp_path / "index.html").as_uri())
    expect(page.locator("#p-second .resume-note")).to_be_visible()
    expect(page.locator("[data-notice]")).to_contain_text("this browser only")
