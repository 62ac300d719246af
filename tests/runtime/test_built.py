"""Courses from Markdown, built and taken: the sample course in an LMS, and a course as a website."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from coursepack import pipeline
from coursepack.model.course import Course
from coursepack.pages.site import site
from tests.runtime.learner import SCORM_AGAIN, STRICT, Learner
from tests.runtime.packages import Build, package, small
from tests.support.tools import ROOT


@pytest.fixture(scope="module")
def sample() -> Course:
    """The course in this repository."""
    return pipeline.load(ROOT).course


def questions(learner: Learner) -> dict[str, Any]:
    """The questions of the package with their answers, as the page carries them."""
    data = json.loads(learner.frame.locator("#coursepack-data").text_content() or "")
    found: dict[str, Any] = json.loads(base64.b64decode(data["questions"]))
    return found | {"": data}


def answer(learner: Learner, identifier: str, interaction: dict[str, Any]) -> None:
    """Gives the right answer."""
    match interaction["type"]:
        case "choice" | "hotspot" | "upload":
            right = [one["code"] for one in interaction["choices"] if one["correct"]]
            learner.choose(identifier, *(right or [interaction["choices"][0]["code"]]))  # of a survey or an upload, any
        case "text":
            learner.type(identifier, interaction["accepted"][0]["text"].replace("*", ""))
        case "essay":
            learner.question(identifier).locator("textarea").fill("The night was counted twice.")
        case "numeric":
            learner.type(identifier, interaction["accepted"][0]["value"])
        case "match":
            scale = [(one["code"], interaction["targets"][0]["code"]) for one in interaction["sources"]]
            for source, target in interaction["pairs"] or scale:  # of a scale, any
                fill(learner.question(identifier).locator(f".row[data-code='{source}']"), target)
        case "gaps":
            for gap in interaction["gaps"]:
                inner = gap["interaction"]
                right = [one.get("code") for one in inner.get("choices", []) if one["correct"]]
                row = learner.question(identifier).locator(f".row[data-code='{gap['code']}']")
                fill(row, right[0] if right else inner["accepted"][0]["text"])
        case "order":
            rows = learner.question(identifier).locator(".order > .row")
            for place, item in enumerate(interaction["items"]):
                row = rows.and_(learner.frame.locator(f"[data-code='{item['code']}']"))
                while row.evaluate("row => [...row.parentElement.children].indexOf(row)") > place:
                    row.locator("[data-move='-1']").click()


def drawn(learner: Learner, identifiers: list[str]) -> list[str]:
    """Those of a quiz's questions that this attempt asks."""
    return [identifier for identifier in identifiers if learner.question(identifier).is_visible()]


def fill(row: Locator, value: str) -> None:
    """Gives the answer of a row or a blank: by choosing, picking or typing."""
    if row.locator("select").count():
        row.locator("select").select_option(value)
    elif row.locator("input[type=radio]").count():
        row.locator(f"input[value='{value}']").check()
    else:
        row.locator("input").fill(value)


@pytest.mark.parametrize("lms", [STRICT, SCORM_AGAIN], ids=["strict", "scorm-again"])
def test_r4_r15_the_sample_course_is_passed_without_one_refused_value(
    page: Page, sample: Course, lms: tuple[str, ...]
) -> None:
    learner = Learner(page, package(sample), lms)
    learner.open()
    known = questions(learner)
    data = known[""]
    for unit in data["pages"]:
        learner.read(unit)
        for quiz in data["quizzes"]:
            if quiz["unit"] == unit:
                for identifier in drawn(learner, quiz["questions"]):
                    answer(learner, identifier, known[identifier]["interaction"])
                    learner.check(identifier)
                hand_in = learner.frame.locator(f"#p-{unit} [data-hand-in]")
                if hand_in.is_visible():  # a survey's answer can be changed until then
                    hand_in.click()
    learner.leave()
    assert (learner.kept["cmi.core.lesson_status"], learner.kept["cmi.core.score.raw"]) == ("passed", "100")
    assert learner.errors == []
    left_out = sum(pool["count"] - pool["draw"] for quiz in data["quizzes"] for pool in quiz["pools"])
    taken = sum(len(quiz["questions"]) for quiz in data["quizzes"]) - left_out
    assert sum(name.endswith(".student_response") for name in learner.kept) == taken


def test_r9_pages_of_a_website_share_what_the_learner_did(page: Page, tmp_path: Path) -> None:
    for file in site(small(), Build()):
        target = tmp_path / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content if isinstance(file.content, bytes) else file.content.read_bytes())
    page.goto((tmp_path / "index.html").as_uri())
    page.locator("a[data-start]").click()
    page.locator("a[rel=next]").first.click()
    page.wait_for_url("**/second*")
    expect(page.locator('nav.contents [data-unit="first"] [data-state]')).to_have_text("Done")
    page.locator("a[rel=next]").first.click()
    page.locator('#q-q_one input[value="b"]').check()
    page.locator("#q-q_one [data-check]").click()
    expect(page.locator("[data-save]")).to_have_text("Kept in this browser")
    page.goto((tmp_path / "index.html").as_uri())
    expect(page.locator("a[data-start]")).to_have_text("Continue")
    page.locator("a[data-start]").click()
    expect(page.locator('#q-q_one input[value="b"]')).to_be_checked()
    page.locator('#q-q_two input[value="a"]').check()
    page.locator('#q-q_two input[value="c"]').check()
    page.locator("#q-q_two [data-check]").click()
    expect(page.locator("[data-result]")).to_contain_text("You passed.")
    expect(page.locator('nav.contents [data-unit="final"] [data-state]')).to_have_text("Passed")
    page.go_back()
    expect(page.locator('nav.contents [data-unit="final"] [data-state]')).to_have_text("Passed")
