"""A real Chromium, and a log of what a page must not do: report errors or ask for anything outside."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.tools import CHROMIUM_NAMES, program

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium starts as root and in a container, and asks nothing of the network by itself."""

OUTSIDE = re.compile(r"^(https?|wss?)://(?!(127\.0\.0\.1|localhost|\[::1\])([:/]|$))")
"""Addresses that are not on this machine. They are refused before anything is sent."""


class BrowserLog:
    """What the pages of a context said and asked for; a test that expects some of it clears it."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        """Messages of `console.error`, of refused resources and policies, and uncaught exceptions."""
        self.outside: list[str] = []
        """Addresses outside this machine that were requested."""

    def watch(self, context: BrowserContext) -> None:
        context.on("page", self._watch_page)
        context.on("request", lambda request: self._note_request(request.url))
        context.route(OUTSIDE, lambda route: route.abort())

    def _watch_page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def _note_request(self, url: str) -> None:
        if OUTSIDE.match(url):
            self.outside.append(url)


@contextmanager
def running_chromium(*names: str) -> Iterator[Browser]:
    """The system's Chromium, without a window: the first of `names` that is installed, or of `CHROMIUM_NAMES`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(*(names or CHROMIUM_NAMES)), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
