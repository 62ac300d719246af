"""Every interaction, answered by keyboard alone: what it is worth, what the LMS is told, and what is kept."""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect

from coursepack.model.assessment import MatchInteraction, Question
from tests.runtime.learner import SCORM_AGAIN, STRICT, Learner
from tests.runtime.packages import package
from tests.support import every_interaction as every

BOTH = pytest.mark.parametrize("lms", [STRICT, SCORM_AGAIN], ids=["strict", "scorm-again"])


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def choose_options(page: Page, *options: str) -> None:
    """Goes from select to select and chooses by typing the beginning of an option."""
    for option in options:
        page.keyboard.type(option)
        press(page, "Tab")


def answer_pairs(page: Page) -> None:
    choose_options(page, "Moves", "Runs", "Draws")


def answer_groups(page: Page) -> None:
    choose_options(page, "Struct", "Unstruct", "Struct", "Unstruct")


def answer_matrix(page: Page) -> None:
    press(page, "Space", "Tab", "Space", "ArrowRight", "Tab")


def answer_likert(page: Page) -> None:
    press(page, "Space", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Tab", "Space", "Tab")


def answer_survey(page: Page) -> None:
    press(page, "Space", "ArrowRight", "Tab")


def answer_order(page: Page) -> None:
    """Brings the first row to the end, then goes to the button below the list."""
    press(page, "Tab", "Enter", "Enter", "Enter")
    press(page, "Tab")


def answer_gaps(page: Page) -> None:
    page.keyboard.type("pipe line")
    press(page, "Tab")
    page.keyboard.type("1 024 B")
    press(page, "Tab")
    choose_options(page, "by")


def answer_drag(page: Page) -> None:
    choose_options(page, "pipe", "1000", "auto")


def answer_hotspot(page: Page) -> None:
    press(page, "Space", "ArrowDown", "Tab")


def answer_placement(page: Page) -> None:
    choose_options(page, "Area 3", "Area 1")  # the items are mixed, the same way each time


def answer_essay(page: Page) -> None:
    page.keyboard.type("A pipeline moves data without me.")
    press(page, "Tab")


def answer_upload(page: Page) -> None:
    press(page, "Space", "Tab")


def answer_text(page: Page) -> None:
    page.keyboard.type("Pipeline")
    press(page, "Tab")


def answer_number(page: Page) -> None:
    page.keyboard.type("1000")
    press(page, "Tab")


def answer_single(page: Page) -> None:
    press(page, "Space", "Tab")


Answer = Callable[[Page], None]
TYPES: list[tuple[Callable[..., Question], Answer, str, tuple[str, str, str, str]]] = [
    (every.pairs, answer_pairs, "partly right", ("matching", "a.1,b.2,c.4", "a.1,b.2,c.3", "wrong")),
    (every.groups, answer_groups, "That is right", ("matching", "a.1,b.2,c.1,d.2", "a.1,b.2,c.1,d.2", "correct")),
    (every.matrix, answer_matrix, "That is right", ("matching", "a.1,b.2", "a.1,b.2", "correct")),
    (every.likert, answer_likert, "noted", ("matching", "a.5,b.1", "", "neutral")),
    (every.survey, answer_survey, "noted", ("likert", "b", "", "neutral")),
    (every.order, answer_order, "", ("sequencing", "", "a,b,c,d", "")),
    (every.gaps, answer_gaps, "partly right", ("fill-in", "pipe line; 1 024 B; by hand", "", "wrong")),
    (every.drag, answer_drag, "partly right", ("fill-in", "pipeline; 1000; automatically", "", "wrong")),
    (every.hotspot, answer_hotspot, "That is right", ("choice", "b", "b", "correct")),
    (every.placement, answer_placement, "That is right", ("matching", "a.1,b.3", "a.1,b.3", "correct")),
    (every.essay, answer_essay, "noted", ("fill-in", "A pipeline moves data without me.", "", "neutral")),
    (every.upload, answer_upload, "noted", ("performance", "done", "", "neutral")),
    (every.text, answer_text, "That is right", ("fill-in", "Pipeline", "pipeline", "correct")),
    (every.number, answer_number, "not right", ("numeric", "1000", "1024", "wrong")),
    (every.single, answer_single, "That is right", ("choice", "a", "a", "correct")),
]
NAMES = [make.__name__ for make, *_ in TYPES]


def left_open() -> Question:
    """A question that keeps the quiz from being finished: an LMS may forget the state of a course that is."""
    return every.question("q_open", 30, "And this?", every.single().interaction)


def shown(learner: Learner, identifier: str) -> list[object]:
    """What stands in all controls of a question, in order."""
    found: list[object] = learner.question(identifier).evaluate(
        """form => [...form.querySelectorAll(".answer :is(input, select, textarea), .order > .row")].map((one) =>
            one.dataset.code ?? (/radio|checkbox/.test(one.type) ? one.checked : one.value))"""
    )
    return found


@BOTH
@pytest.mark.parametrize(("make", "answer", "verdict", "row"), TYPES, ids=NAMES)
def test_r4_r21_each_is_answered_by_keyboard_reported_and_kept(
    page: Page, tmp_path: Path, lms: tuple[str, ...], make: Callable[..., Question], answer: Answer, verdict: str,
    row: tuple[str, str, str, str],
) -> None:  # fmt: skip
    question = make()
    learner = Learner(page, package(every.course_of(tmp_path, question, left_open())), lms)
    learner.open()
    learner.go("final")
    form = learner.question(question.id)
    form.locator(".answer :is(input, select, textarea, button):visible").first.focus()
    answer(page)
    check = form.locator("[data-check]")
    expect(check).to_be_focused()
    press(page, "Enter")
    expect(form).to_have_attribute("data-verdict", re.compile("."))
    expect(form.locator("[data-outcome]")).to_contain_text(verdict)
    expect(check).to_be_focused()
    kind, response, pattern, result = row
    kept = learner.kept
    assert kept["cmi.interactions.0.type"] == kind
    if response:
        assert kept["cmi.interactions.0.student_response"] == response
        assert kept["cmi.interactions.0.result"] == result
    if pattern or result == "neutral":
        assert kept.get("cmi.interactions.0.correct_responses.0.pattern", "") == pattern
    before = shown(learner, question.id)
    learner.leave()
    learner.open()
    assert shown(learner, question.id) == before
    expect(form.locator("[data-outcome]")).to_contain_text(verdict)
    assert learner.errors == []


def test_order_says_where_an_item_went_and_never_begins_right(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.order(partial=True), shuffle_choices=True)))
    learner.open()
    learner.go("final")
    form = learner.question("q_order")
    rows = form.locator(".order > .row")

    def codes() -> list[str | None]:
        return [rows.nth(at).get_attribute("data-code") for at in range(4)]

    assert codes() != ["a", "b", "c", "d"]
    learner.check("q_order")
    expect(form.locator("[data-outcome]")).to_have_text("Move an item first.")
    for place, code in enumerate("abcd"):
        row = form.locator(f'[data-code="{code}"]')
        while codes().index(code) > place:
            row.locator("[data-move='-1']").press("Enter")
            expect(row.locator("[data-move='-1']")).to_be_focused()
    expect(form.locator("[data-live]")).to_have_text(re.compile(r"^\w+: place \d of 4$"))
    learner.check("q_order")
    expect(form.locator("[data-outcome]")).to_contain_text("That is right.")
    expect(form.locator('[data-code="a"] [data-feedback]')).to_have_text("First of all.")
    assert learner.kept["cmi.interactions.0.student_response"] == "a,b,c,d"


def test_order_can_be_dragged(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.order())))
    learner.open()
    learner.go("final")
    rows = learner.question("q_order").locator(".order > .row")
    first = rows.nth(0).get_attribute("data-code")
    start, end = rows.nth(0).locator(".grip").bounding_box(), rows.nth(3).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] - 5, steps=12)
    page.mouse.up()
    expect(rows.nth(3)).to_have_attribute("data-code", first or "")
    learner.check("q_order")
    expect(learner.question("q_order")).to_have_attribute("data-locked", "")


def test_open_parts_are_asked_for_once(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.pairs())))
    learner.open()
    learner.go("final")
    form = learner.question("q_pairs")
    learner.check("q_pairs")
    expect(form.locator("[data-outcome]")).to_have_text("Choose an answer first.")
    form.locator("select").first.select_option(label="Moves events as they happen")
    learner.check("q_pairs")
    expect(form.locator("[data-outcome]")).to_contain_text("2 parts have no answer yet.")
    learner.check("q_pairs")
    expect(form.locator("[data-outcome]")).to_contain_text("partly right")
    expect(form.locator('[data-code="a"] .verdict')).to_have_text("✓ Right")
    expect(form.locator('[data-code="a"] [data-feedback]')).to_have_text("It carries streams.")
    expect(form.locator('[data-code="b"] .verdict')).to_have_text("✗ Not right")


def test_what_was_right_is_shown_where_the_quiz_reveals_it(page: Page, tmp_path: Path) -> None:
    questions = (every.pairs(), every.gaps(), every.order())
    learner = Learner(page, package(every.course_of(tmp_path, *questions, reveal="end")))
    learner.open()
    learner.go("final")
    for select in learner.question("q_pairs").locator("select").all():
        select.select_option(label="Draws dashboards")
    learner.question("q_gaps").locator("input").first.fill("plumber")
    learner.question("q_order").locator("[data-move='1']").first.click()
    for identifier in ("q_pairs", "q_gaps", "q_gaps", "q_order"):
        learner.check(identifier)
    expect(learner.question("q_pairs").locator('[data-code="b"] .verdict')).to_have_text(
        "✗ Not right Right: Runs jobs on a schedule"
    )
    expect(learner.question("q_gaps").locator('[data-code="c"] .verdict')).to_contain_text("Right: automatically")
    expect(learner.question("q_gaps").locator("[data-gap-feedback]")).to_have_text("Blank 1That is the person.")


def test_a_hotspot_is_chosen_on_the_image_too(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.hotspot())))
    frame = learner.open()
    learner.go("final")
    names = frame.locator("#q-q_hotspot .area-name")
    expect(frame.get_by_role("radio", name=re.compile(r"^Area 2 · Storage"))).to_have_count(1)
    assert {box["width"] for box in map(Locator.bounding_box, names.all()) if box} == {1}
    frame.locator("#q-q_hotspot svg > svg[data-area=b]").click()
    expect(frame.locator('#q-q_hotspot input[value="b"]')).to_be_checked()
    learner.check("q_hotspot")
    frame.locator("#q-q_hotspot svg > svg[data-area=a]").click()
    expect(frame.locator('#q-q_hotspot input[value="b"]')).to_be_checked()
    expect(frame.locator("#q-q_hotspot [data-outcome]")).to_contain_text("That is right.")
    assert all(box["width"] > 20 for box in map(Locator.bounding_box, names.all()) if box)


def test_an_essay_is_compared_with_the_model_answer_and_counts_for_nothing(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.essay(), every.single())))
    frame = learner.open()
    learner.read("final")
    learner.question("q_essay").locator("textarea").fill("one two  three\nfour")
    expect(learner.question("q_essay").locator("[data-count]")).to_have_text("4 words")
    learner.check("q_essay")
    more = learner.question("q_essay").locator(".outcome-more")
    expect(more).to_contain_text("A pipeline moves data by itself.")
    expect(learner.question("q_essay").locator(".rubric")).to_contain_text("Names a source and a destination.")
    learner.choose("q_single", "a")
    learner.check("q_single")
    frame.locator("[data-hand-in]").click()
    expect(frame.locator("[data-result] .score")).to_contain_text("100%: 1 of 1 point")
    assert learner.kept["cmi.core.score.raw"] == "100"


def test_r6_an_essay_is_kept_while_it_is_written(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.essay(), left_open())))
    learner.open()
    learner.go("final")
    field = learner.question("q_essay").locator("textarea")
    field.press_sequentially("Half a thought")
    learner.leave()
    learner.open()
    expect(field).to_have_value("Half a thought")
    expect(learner.question("q_essay").locator("[data-outcome]")).to_be_empty()
    assert "cmi.interactions.0.id" not in learner.kept


def test_a_survey_cannot_be_failed(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.survey(), every.likert())))
    frame = learner.open()
    learner.read("final")
    learner.choose("q_survey", "b")
    learner.check("q_survey")
    for row in learner.question("q_likert").locator("tr.row").all():
        row.locator("input").first.check()
    learner.check("q_likert")
    expect(frame.locator("[data-result] .score")).to_have_text("Your answer is noted.")
    assert learner.kept["cmi.core.lesson_status"] == "completed"
    assert "cmi.core.score.raw" not in learner.kept


def test_r10_an_answer_to_other_items_is_not_shown_and_its_score_stays(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.groups(), left_open())))
    learner.open()
    learner.read("final")
    for at, kind in enumerate(("Structured", "Unstructured", "Structured", "Unstructured")):
        learner.question("q_groups").locator("select").nth(at).select_option(label=kind)
    learner.check("q_groups")
    learner.leave()
    changed = every.groups()
    interaction = changed.interaction
    assert isinstance(interaction, MatchInteraction)
    targets = tuple(
        msgspec.structs.replace(target, code=code) for target, code in zip(interaction.targets[::-1], "ab", strict=True)
    )
    other = msgspec.structs.replace(changed, interaction=msgspec.structs.replace(interaction, targets=targets))
    learner.replace(package(every.course_of(tmp_path, other, left_open())))
    learner.open()
    expect(learner.question("q_groups").locator("select").first).to_have_value("")
    expect(learner.question("q_groups").locator("[data-outcome]")).to_contain_text("That is right.")
