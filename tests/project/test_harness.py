"""The shared fixtures do what the other tests rely on."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import BuildCourse
from tests.support.browser import BrowserLog
from tests.support.cases import Golden


def test_page_logs_errors_and_outside_requests(page: Page, browser_log: BrowserLog, tmp_path: Path) -> None:
    document = tmp_path / "index.html"
    image = "http://outside.invalid/x.png"
    document.write_text(f'<!doctype html><title>x</title><img src="{image}"><script>throw Error("mine")</script>')
    page.goto(document.as_uri())
    assert browser_log.outside == [image]
    assert any("mine" in error for error in browser_log.errors)
    browser_log.outside.clear()
    browser_log.errors.clear()


def test_page_of_local_files_leaves_no_trace(page: Page, tmp_path: Path) -> None:
    document = tmp_path / "index.html"
    document.write_text("<!doctype html><title>quiet</title>")
    page.goto(document.as_uri())
    assert page.title() == "quiet"


def test_built_course_tells_where_its_outputs_are(build_course: BuildCourse) -> None:
    course = build_course({"lesson.md": "# Lesson 1: One\n\nText.\n"}, "scorm12")
    assert course.place("scorm12").is_file()
    assert course.rules == []


def test_golden_case_accepts_what_it_is_told_to_and_refuses_the_rest(tmp_path: Path) -> None:
    Golden(accept=True).check(tmp_path, {"page.html": "<p>one</p>"})
    Golden(accept=False).check(tmp_path, {"page.html": b"<p>one</p>"})
    for other in ({"page.html": "<p>two</p>"}, {}, {"page.html": "<p>one</p>", "more.txt": ""}):
        with pytest.raises(AssertionError):
            Golden(accept=False).check(tmp_path, other)
