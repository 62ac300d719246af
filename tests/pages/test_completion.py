"""The page that a learner prints after the course: there when it is completed, and with what is known of it."""

from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from coursepack.pages.player import parts
from coursepack.pages.site import site
from tests.pages.test_in_browser import overflow, violations, written
from tests.runtime.packages import Build, small

COURSE = msgspec.structs.replace(
    small(), version="2.1", delivery=msgspec.structs.replace(small().delivery, completion_page=True)
)


RIGHT = {"q-q_one": "b", "q-q_two": "ac"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(site(COURSE, Build()), tmp_path_factory.mktemp("site"))


def test_it_opens_once_the_course_is_completed(page: Page, folder: Path, node_modules: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    button = page.get_by_role("button", name="Your completion page")
    pages = sorted(path for path in folder.glob("*.html") if path.name not in ("index.html", "search.html"))
    for number, path in enumerate(pages, start=1):
        page.goto(path.as_uri())
        expect(button).to_be_hidden()
        for question in page.locator("form.question").all():
            for right in RIGHT[question.get_attribute("id") or ""]:
                question.locator(f"input[value={right}]").check()
            question.get_by_role("button", name="Check").click()
        page.locator(".page-end").scroll_into_view_if_needed()
        expect(page.locator("[data-progress]")).to_have_text(f"Pages read: {number} of {len(pages)}")
    expect(button).to_be_visible()
    page.emulate_media(media="print")  # a page of the course, without having opened it
    expect(page.locator("#completion")).to_be_hidden()
    page.emulate_media(media="screen")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Course completed")
    expect(page.locator("#completion-title")).to_be_focused()
    expect(panel).to_contain_text("2.1")
    expect(panel).to_contain_text("000000000000")
    expect(panel.locator("[data-completed=status]")).to_have_text("Passed")
    expect(panel.locator("[data-completed=score]")).to_have_text("100%")
    today = page.evaluate("new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date())")
    expect(panel.locator("[data-completed=date]")).to_have_text(today)
    panel.get_by_label("Your name").fill("Ada <b>Lovelace</b>")
    assert violations(page, node_modules) == []
    assert overflow(page) == 0
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    panel.get_by_role("button", name="Print").click()
    assert page.title() == "printed"
    page.emulate_media(media="print")
    assert panel.is_visible()
    assert not page.locator("#main").is_visible()
    assert "Ada" not in page.evaluate("JSON.stringify(localStorage)")


def test_only_a_course_that_asks_for_it_ships_it() -> None:
    part = "core/completion"
    assert part in parts(COURSE, "scorm12")
    assert part not in parts(small(), "scorm12")
    in_parts = msgspec.structs.replace(COURSE, delivery=msgspec.structs.replace(COURSE.delivery, layout="module"))
    assert part not in parts(in_parts, "scorm12")
    assert part in parts(in_parts, "local")
