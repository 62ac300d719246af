"""What nobody judges can be written anew: essays, surveys and scales, until the quiz is handed in."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coursepack.pages.player import Standard
from tests.runtime.learner import STRICT, STRICT_2004, Learner
from tests.runtime.packages import package
from tests.support import every_interaction as every

EVERYWHERE = pytest.mark.parametrize(
    ("standard", "lms"), [("scorm12", STRICT), ("scorm2004", STRICT_2004), ("local", STRICT)]
)
RESPONSE = {"scorm12": "student_response", "scorm2004": "learner_response"}


def journal(learner: Learner, standard: str) -> dict[str, str]:
    """{id: what was answered} of each row that the LMS got, in their order; none where there is no LMS."""
    if standard == "local":
        return {}
    kept, found, at = learner.kept, {}, 0
    while f"cmi.interactions.{at}.id" in kept:
        found[kept[f"cmi.interactions.{at}.id"]] = kept[f"cmi.interactions.{at}.{RESPONSE[standard]}"]
        at += 1
    return found


@EVERYWHERE
def test_r42_a_saved_answer_that_nobody_judges_is_changed_until_the_quiz_is_handed_in(
    page: Page, tmp_path: Path, standard: Standard, lms: tuple[str, ...]
) -> None:
    made = every.course_of(tmp_path, every.essay(), every.survey(), every.likert(), every.single())
    learner = Learner(page, package(made, standard), lms)
    frame = learner.open()
    learner.read("final")
    essay, survey, likert = (learner.question(f"q_{name}") for name in ("essay", "survey", "likert"))

    def noted(question: str) -> None:
        expect(learner.question(question).locator("[data-outcome]")).to_contain_text("Your answer is noted.")

    essay.locator("textarea").fill("A first thought.")
    expect(essay).not_to_contain_text("A pipeline moves data by itself.")
    learner.check("q_essay")
    noted("q_essay")
    expect(essay.locator(".outcome-more")).to_contain_text("A pipeline moves data by itself.")
    expect(essay.locator("[data-check]")).to_have_text("Next question")
    learner.choose("q_survey", "a")
    learner.check("q_survey")
    for row in likert.locator("tr.row").all():
        row.locator("input").first.check()
    learner.check("q_likert")

    # Each is changed, by keyboard or mouse, and waits to be saved again; the model answer stays in view.
    essay.locator("textarea").press_sequentially(" And a second.")
    expect(essay.locator("[data-check]")).to_have_text("Save my answer")
    expect(essay.locator("[data-outcome]")).to_be_empty()
    expect(essay.locator(".outcome-more")).to_contain_text("A pipeline moves data by itself.")
    survey.locator("input").first.press("ArrowDown")
    expect(survey.locator("[data-check]")).to_have_text("Save my answer")
    learner.check("q_survey")
    noted("q_survey")
    likert.locator("tr.row input").last.check()
    learner.check("q_likert")

    # A text that was not saved again is not lost, and is not taken for saved.
    learner.leave()
    frame = learner.open()
    learner.read("final")
    expect(essay.locator("textarea")).to_have_value("A first thought. And a second.")
    expect(essay.locator("[data-check]")).to_have_text("Save my answer")
    expect(survey.locator("input").nth(1)).to_be_checked()
    noted("q_survey")
    learner.check("q_essay")
    noted("q_essay")

    # The last question does not hand the quiz in by itself while something can be changed.
    learner.choose("q_single", "a")
    learner.check("q_single")
    expect(frame.locator("[data-result]")).to_be_hidden()
    learner.choose("q_survey", "c")
    frame.locator("[data-hand-in]").click()
    expect(frame.locator("[data-result] .score")).to_contain_text("100%: 1 of 1 point")
    noted("q_survey")
    expect(survey.locator('input[value="c"]')).to_be_checked()
    for question in (essay, survey, likert):
        expect(question).to_have_attribute("data-locked", "")
    if standard != "local":
        rows = journal(learner, standard)
        assert list(rows) == [
            *("q_essay", "q_survey", "q_likert", "q_survey_a2", "q_likert_a2", "q_essay_a2", "q_single", "q_survey_a3")
        ]
        assert [rows["q_essay"], rows["q_essay_a2"]] == ["A first thought.", "A first thought. And a second."]
        assert learner.errors == []


def test_r42_changes_are_capped_and_keep_the_state_short(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.survey(), every.upload(), every.single())))
    learner.open()
    learner.go("final")
    lengths = []
    for time in range(21):
        learner.choose("q_survey", "abc"[time % 3])
        learner.check("q_survey")
        lengths.append(len(learner.sets("cmi.suspend_data")[-1]))
    rows = journal(learner, "scorm12")
    assert len(rows) == 20
    assert list(rows)[-1] == "q_survey_a20"
    assert max(lengths) - lengths[0] <= 3
    # A file that was handed in stays handed in.
    learner.choose("q_upload", "done")
    learner.check("q_upload")
    learner.question("q_upload").locator("input").press("Space")
    expect(learner.question("q_upload").locator("input")).to_be_checked()
    learner.leave()
    learner.open()
    expect(learner.question("q_survey").locator('input[value="c"]')).to_be_checked()


def test_a_further_try_that_was_only_begun_is_given_up_with_handing_in(page: Page, tmp_path: Path) -> None:
    learner = Learner(page, package(every.course_of(tmp_path, every.single(penalty=0.5))))
    frame = learner.open()
    learner.read("final")
    learner.choose("q_single", "b")
    learner.check("q_single")
    expect(learner.question("q_single").locator("[data-check]")).to_have_text("Try again")
    learner.check("q_single")
    learner.choose("q_single", "a")
    frame.locator("[data-hand-in]").click()
    expect(frame.locator("[data-result] .score")).to_contain_text("0%")
    expect(learner.question("q_single").locator('input[value="b"]')).to_be_checked()
    expect(learner.question("q_single")).to_have_attribute("data-locked", "")
