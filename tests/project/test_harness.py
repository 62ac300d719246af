"""The shared fixtures do what the other tests rely on."""

from pathlib import Path

from playwright.sync_api import Page

from tests.support.browser import BrowserLog


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
