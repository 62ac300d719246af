"""The panel "About this course": which build this is, what is kept, and how far the learner is."""

from pathlib import Path
from typing import Literal

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from coursepack.model.scoring import Completion, CourseScoring
from coursepack.pages.document import single_document
from coursepack.pages.site import site
from tests.pages.test_in_browser import overflow, violations, written
from tests.runtime.learner import Learner
from tests.runtime.packages import Build, package, small
from tests.support.tools import ROOT

COURSE = msgspec.structs.replace(small(), version="2.1 <b>")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(site(COURSE, Build()), tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_panel_is_accessible(
    chromium: Browser, folder: Path, node_modules: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 560}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto((folder / "second.html").as_uri())
    page.get_by_role("button", name="About this course").click()
    panel = page.get_by_role("dialog", name="About this course")
    expect(panel).to_contain_text("000000000000")
    expect(panel).to_contain_text("on this device only")
    assert violations(page, node_modules) == []
    assert overflow(page) == 0
    assert panel.evaluate("node => node.scrollWidth - node.clientWidth") == 0
    assert panel.evaluate("node => node.getBoundingClientRect().bottom <= innerHeight")
    context.close()


def test_the_keyboard_opens_it_and_comes_back(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    button = page.get_by_role("button", name="About this course")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#about-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#about").get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#about")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#about")).to_be_hidden()
    expect(button).to_be_focused()


def test_it_opens_without_a_script(chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((written(single_document(COURSE, Build(), "scorm12"), tmp_path) / "index.html").as_uri())
    assert not page.locator("#about").is_visible()
    page.get_by_role("button", name="About this course").click()
    panel = page.locator("#about")
    assert panel.is_visible()
    words = panel.inner_text()
    for word in ("2.1 <b>", "000000000000", "coursepack 1", "Nothing is sent anywhere else"):
        assert word in words
    assert "Your progress" not in words
    context.close()


def test_paper_names_the_build(page: Page, folder: Path) -> None:
    page.goto((folder / "first.html").as_uri())
    page.emulate_media(media="print")
    assert page.get_by_text("000000000000").is_visible()
    assert not page.get_by_role("button", name="About this course").is_visible()
    assert not page.get_by_role("button", name="Close").is_visible()


def test_it_tells_learners_how_far_they_are(page: Page) -> None:
    scoring = CourseScoring(complete=Completion(0.6, 0, "taken"))
    learner = Learner(page, package(msgspec.structs.replace(small(), scoring=scoring)))
    frame = learner.open()
    lines = frame.locator("[data-standing] li")

    def told() -> list[str]:
        return lines.all_text_contents()

    assert told() == [
        "In progress",
        "Pages read: 0 of 3",
        "To complete the course, read 2 more pages to their ends.",
        "Questions answered: 0 of 2",
        "Graded quizzes handed in: 0 of 1",
    ]
    learner.read("first")
    learner.read("second")
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    assert told() == [
        "In progress",
        "Pages read: 2 of 3",
        "Questions answered: 1 of 2",
        "Graded quizzes handed in: 0 of 1",
    ]
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    assert told()[0] == "Passed"
    assert told()[-2:] == ["Graded quizzes handed in: 1 of 1", "Score: 100%"]


def test_every_status_has_words() -> None:
    words = (ROOT / "templates" / "player" / "words.json").read_text(encoding="utf-8")
    assert all(f'"status-{status}"' in words for status in ("incomplete", "completed", "passed", "failed"))
