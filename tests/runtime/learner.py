"""A learner in a real browser: a package in the frame of an LMS, opened, worked on and left."""

import mimetypes
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Locator, Page, Route

from coursepack.packaging.files import OutputFile
from tests.support import lms as simulated
from tests.support.tools import node_modules

HERE = Path(__file__).parent
ADDRESS = "http://127.0.0.1/"
"""Nothing listens there: the browser's requests are answered by the test."""

STRICT = ("simulated_lms.js", "strict.js")
SCORM_AGAIN = ("scorm12.min.js", "scorm_again.js")
STRICT_2004 = ("simulated_lms.js", "strict_2004.js")
SCORM_AGAIN_2004 = ("scorm2004.min.js", "scorm_again_2004.js")

BOTH_2004 = pytest.mark.parametrize("lms", [STRICT_2004, SCORM_AGAIN_2004], ids=["strict", "scorm-again"])

SETTING = ("LMSSetValue", "SetValue")
"""The calls that set a value."""

_STRICT_PAGE = """
    const host = new LmsHost(window, SCORM12, STRICT_PROFILE), lms = host.lms;
    function launch(address) { host.launch(address, document.getElementById("sco")); }
"""


class Learner:
    """Serves a package and an LMS to `page`, and does what a learner does."""

    def __init__(self, page: Page, files: tuple[OutputFile, ...], lms: tuple[str, ...] = STRICT) -> None:
        self.page = page
        scripts = "".join(f'<script src="/{name}"></script>' for name in lms)
        self._files = {f"course/{file.path}": _content(file) for file in files}
        self._files["lms.html"] = (
            f'<!doctype html><title>LMS</title>{scripts}<iframe id="sco" width="900" height="700"></iframe>'.encode()
        )
        self._files["blank.html"] = b"<!doctype html><title>Left</title>"
        self._files["simulated_lms.js"] = simulated.script().encode()
        self._files["strict.js"] = _STRICT_PAGE.encode()
        self._files["strict_2004.js"] = _STRICT_PAGE.replace("SCORM12", "SCORM2004").encode()
        for name in ("scorm_again.js", "scorm_again_2004.js", "scorm_again_sequenced.js"):
            self._files[name] = (HERE / name).read_bytes()
        for name in ("scorm12.min.js", "scorm2004.min.js"):
            self._files[name] = (node_modules() / "scorm-again/dist" / name).read_bytes()
        page.context.route(f"{ADDRESS}**", self._answer)
        page.goto(f"{ADDRESS}lms.html")

    def _answer(self, route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS).split("#")[0].split("?")[0]
        if name in self._files:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            route.fulfill(status=200, body=self._files[name], headers={"Content-Type": f"{kind}; charset=utf-8"})
        else:
            route.fulfill(status=204 if name == "favicon.ico" else 404)

    def begin_anew(self) -> None:
        """Nobody has kept anything of this learner, neither the LMS nor the browser."""
        self.page.evaluate("localStorage.clear()")
        self.page.goto(f"{ADDRESS}lms.html")

    def replace(self, files: tuple[OutputFile, ...]) -> None:
        """Puts another version of the package into its place."""
        self._files.update({f"course/{file.path}": _content(file) for file in files})

    def open(self, address: str = "/course/index.html") -> Frame:
        """Launches the package and waits until its player runs."""
        with self.page.expect_event("framenavigated", lambda frame: frame != self.page.main_frame):
            self.page.evaluate("address => launch(address)", address)
        frame = self.frame
        frame.wait_for_selector("body.scripted", state="attached")
        return frame

    def leave(self) -> None:
        """Closes the package as an LMS does that loads something else into the frame."""
        with self.page.expect_event("framenavigated"):
            self.page.evaluate("document.getElementById('sco').src = '/blank.html'")

    @property
    def frame(self) -> Frame:
        """The frame of the package."""
        return next(frame for frame in self.page.frames if frame != self.page.main_frame)

    @property
    def calls(self) -> list[list[Any]]:
        """[call, argument …, answer, error code] of every call so far."""
        found: list[list[Any]] = self.page.evaluate(
            """lms.calls.map((one) => Array.isArray(one) ? one : [one.call, ...one.arguments, one.result, one.error])"""
        )
        return found

    @property
    def kept(self) -> dict[str, str]:
        """What the LMS has kept."""
        found: dict[str, str] = self.page.evaluate("lms.kept")
        return found

    def sets(self, element: str) -> list[str]:
        """The values that an element was set to, in order."""
        return [call[2] for call in self.calls if call[0] in SETTING and call[1] == element]

    @property
    def errors(self) -> list[list[Any]]:
        """The calls that the LMS answered with an error."""
        return [call for call in self.calls if call[0] in SETTING and call[-1] != 0]

    # --- what a learner does ---------------------------------------------------------------------------------

    def go(self, unit: str) -> None:
        """Follows the contents to a page."""
        self.frame.evaluate("unit => { location.hash = '#p-' + unit; }", unit)
        self.frame.wait_for_selector(f"#p-{unit}:not([hidden])")

    def read(self, unit: str) -> None:
        """Goes to a page and to its end."""
        self.go(unit)
        end = self.frame.locator(f"#p-{unit} .page-end")
        end.scroll_into_view_if_needed()
        # Observers are told in the order of their making: this one after the player's.
        end.evaluate("end => new Promise(told => new IntersectionObserver(() => told()).observe(end))")

    def question(self, identifier: str) -> Locator:
        return self.frame.locator(f"#q-{identifier}")

    def choose(self, identifier: str, *codes: str) -> None:
        for code in codes:
            self.question(identifier).locator(f'input[value="{code}"]').check()

    def type(self, identifier: str, text: str) -> None:
        self.question(identifier).locator('input[type="text"]').fill(text)

    def check(self, identifier: str) -> None:
        self.question(identifier).locator("[data-check]").click()


def _content(file: OutputFile) -> bytes:
    return file.content if isinstance(file.content, bytes) else file.content.read_bytes()
