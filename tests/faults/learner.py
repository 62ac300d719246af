"""A learner whose sessions are disturbed: what was accepted is remembered, and looked for in later sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page

from tests.faults.disturbed import ANSWERS
from tests.faults.server import LmsServer

SAVED = ("Saved", "Kept in this browser")
"""What the page says when an answer is safe."""

RETRIES = 35_000
"""Milliseconds after which a save that fails was tried often enough to tell the learner."""


@dataclass
class Seen:
    """What happened to one learner in all sessions of a row."""

    errors: list[str] = field(default_factory=list)
    """Uncaught exceptions and errors in the console of the package's pages."""
    unreadable: list[str] = field(default_factory=list)
    """Pages that the learner asked for and did not see."""
    accepted: list[str] = field(default_factory=list)
    """Questions whose answer the page said to be saved."""
    lost: list[str] = field(default_factory=list)
    """Those of them that a later session did not show."""
    notices: list[str] = field(default_factory=list)
    """The notices that stood above the page, each once, "" for none, in order."""
    refused: list[str] = field(default_factory=list)
    """Calls that the LMS answered with an error though it was well."""
    navigation: int | None = None
    """Seconds that the place in the course was not safe, where that was measured."""
    state: int = 0
    """Characters of the longest state that the LMS had kept before it gave it back, where that matters."""


class Session:
    """One launch of the package from an LMS page of its own."""

    def __init__(
        self, context: BrowserContext, server: LmsServer, standard: str, seen: Seen, *,
        profile: str = "strict", switches: tuple[str, ...] = (), clock: bool = True,
    ) -> None:  # fmt: skip
        self.server = server
        self.seen = seen
        self.page = context.new_page()
        watch(self.page, seen)
        if clock:
            self.page.clock.install()
        asked = [("standard", standard), ("profile", profile), *(("on", name) for name in switches)]
        self.page.goto(f"{server.address}lms.html?{urlencode(asked)}")
        self.frame: Frame = self.page.main_frame

    def launch(self, address: str = "/course/index.html") -> None:
        with self.page.expect_event("framenavigated", lambda frame: frame != self.page.main_frame):
            self.page.evaluate("address => { host.launch(address, document.getElementById('sco')); }", address)
        self.take(next(frame for frame in self.page.frames if frame != self.page.main_frame))

    def take(self, frame: Frame) -> None:
        """The package is in `frame`."""
        self.frame = frame
        frame.wait_for_selector("body.scripted", state="attached")
        self.note()

    def turn(self, name: str, on: bool) -> None:
        self.page.evaluate("([name, on]) => host.turn(name, on)", [name, on])

    def leave(self) -> None:
        """Leaves as an LMS does: something else comes into the frame."""
        with self.page.expect_event("framenavigated", lambda frame: frame != self.page.main_frame):
            self.page.evaluate("() => host.close(document.getElementById('sco'), '/blank.html')")
        self.page.close()

    def pass_time(self, milliseconds: int) -> None:
        self.frame.page.clock.run_for(milliseconds)
        self.note()

    # --- what the learner does ---------------------------------------------------------------------------------

    def read(self, unit: str) -> None:
        """Goes to a page by its link in the contents, and to its end."""
        self.frame.evaluate("unit => { location.hash = '#p-' + unit; }", unit)
        page = self.frame.locator(f"#p-{unit}")
        try:
            page.wait_for(state="visible", timeout=5000)
            page.locator(".page-end").scroll_into_view_if_needed(timeout=5000)
        except Exception:
            self.seen.unreadable.append(unit)

    def answer(self, question: str) -> None:
        """Gives the right answer, where none is shown yet; it is accepted where the page says that it is saved."""
        self.read("check")
        if self.frame.locator(f"#q-{question}[data-verdict]").count():
            return
        form = self.frame.locator(f"#q-{question}")
        form.locator(f'input[value="{ANSWERS[question]}"]').check()
        form.locator("[data-check]").click()
        self.frame.wait_for_selector(f"#q-{question}[data-verdict]")
        self.note()
        self.accept(question)

    def write(self, question: str, text: str) -> None:
        """Writes an essay."""
        self.read("words")
        self.frame.locator(f"#q-{question} textarea").fill(text)
        self.pass_time(11_000)

    def accept(self, question: str) -> None:
        if self.says_saved and question not in self.seen.accepted:
            self.seen.accepted.append(question)

    @property
    def says_saved(self) -> bool:
        return (self.frame.locator("[data-save]").text_content() or "").strip() in SAVED

    @property
    def notice(self) -> str:
        """What the notice says; "" where there is none. More than one would be a mistake of its own."""
        shown = [text for text in self.frame.locator("[data-notice]:visible").all_inner_texts() if text.strip()]
        assert len(shown) < 2, shown
        return shown[0].strip() if shown else ""

    def note(self) -> None:
        notice = self.notice
        if not self.seen.notices or self.seen.notices[-1] != notice:
            self.seen.notices.append(notice)

    def look_for_answers(self) -> None:
        """Notes which accepted answers this session does not show."""
        self.read("check")
        for question in self.seen.accepted:
            form = self.frame.locator(f"#q-{question}")
            kept = form.locator(f'input[value="{ANSWERS[question]}"]:checked').count() == 1
            if not (kept and form.get_attribute("data-verdict") == "right"):
                self.seen.lost.append(question)
        self.note()

    def refusals(self) -> list[str]:
        """The calls that the LMS answered with an error; what was asked for and never set is none."""
        found: list[str] = self.page.evaluate(
            """() => lms.calls.filter((one) => one.error && !one.call.endsWith("GetValue"))
                .map((one) => `${one.call}(${one.arguments}): ${one.error}`)"""
        )
        return found


def watch(page: Page, seen: Seen) -> None:
    """Notes what the package's pages report; what the LMS's own page says of its server is the LMS's."""

    def console(message: ConsoleMessage) -> None:
        of_lms = message.text.startswith("Failed to load") and "/course/" not in message.location["url"]
        if message.type == "error" and not of_lms:
            seen.errors.append(message.text)

    page.on("console", console)
    page.on("pageerror", lambda error: seen.errors.append(f"uncaught: {error}"))


@contextmanager
def profile_of(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile of its own, for all sessions of a row."""
    context = browser.new_context()
    context.set_default_timeout(40_000)  # a commit may hang for 30 seconds
    try:
        yield context
    finally:
        context.close()
