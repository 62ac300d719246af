"""How long a package takes from its launch to its first paint, beside an empty page of the same size.

Not by Playwright's own pages: it watches the network of each, for which Chromium decodes a page of 4 MB once more, on
the thread that is to draw it and before the stylesheet's turn comes. Nothing but a question is sent to the pages here.
"""

import json
import statistics
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser

from tests.support.browser import running_chromium

PAIRS = 15
LONGEST = 60
"""Seconds after which no paint is waited for any more."""

_PAINTED = """new Promise((done) => {
    new PerformanceObserver((list) => done([location.href, list.getEntries()[0].startTime]))
        .observe({ type: "paint", buffered: true });
})"""
"""The first document of a target may be the browser's own blank one: which one answered is part of the answer."""


def paints(package: Path, scratch: Path) -> list[tuple[float, float]]:
    """Milliseconds to the first paint of the package and of the empty page, each in a process of its own.

    Each of the two comes first in every other pair, so that neither always finds what the other one left.
    """
    with zipfile.ZipFile(package) as archive:
        archive.extractall(scratch / "package")
    page = scratch / "package" / "index.html"
    empty = scratch / "empty.html"
    frame = "<!doctype html><html lang=en><title>Empty</title><p>Nothing.</p><!--{}-->"
    empty.write_text(frame.format("x" * (page.stat().st_size - len(frame) + 2)), encoding="ascii")
    with running_chromium() as browser:
        first_paint(browser, empty)  # the browser itself wakes up
        found = []
        for pair in range(PAIRS):
            order = (page, empty) if pair % 2 else (empty, page)
            times = {one: first_paint(browser, one) for one in order}
            found.append((times[page], times[empty]))
        return found


def first_paint(browser: Browser, page: Path) -> float:
    """Milliseconds from the launch of a page to its first paint, as the page itself has them."""
    protocol = browser.new_browser_cdp_session()
    answers: list[dict[str, Any]] = []
    protocol.on("Target.receivedMessageFromTarget", lambda event: answers.append(json.loads(event["message"])))
    created = protocol.send("Target.createTarget", {"url": page.as_uri(), "width": 1280, "height": 800})
    attached = protocol.send("Target.attachToTarget", {"targetId": created["targetId"], "flatten": False})
    question = {"expression": _PAINTED, "awaitPromise": True, "returnByValue": True}
    end = time.monotonic() + LONGEST
    asked = 0
    while time.monotonic() < end:
        if len(answers) == asked:
            asked += 1
            message = json.dumps({"id": asked, "method": "Runtime.evaluate", "params": question})
            protocol.send("Target.sendMessageToTarget", {"sessionId": attached["sessionId"], "message": message})
        time.sleep(0.05)
        protocol.send("Browser.getVersion")  # lets Playwright hand over what arrived
        # A document that gave way to the next one answers with an error.
        address, painted = (
            answers[-1].get("result", {}).get("result", {}).get("value") or ("", 0.0) if answers else ("", 0.0)
        )
        if address == page.as_uri():
            break
    else:
        raise AssertionError(f"{page} was not painted within {LONGEST} s")
    protocol.send("Target.closeTarget", {"targetId": created["targetId"]})
    protocol.detach()
    return float(painted)


def ratio(pairs: list[tuple[float, float]]) -> float:
    """The median of the package's times by the median of the empty page's."""
    ours, empty = zip(*pairs, strict=True)
    return float(statistics.median(ours) / statistics.median(empty))


if __name__ == "__main__":
    found = paints(Path(sys.argv[1]), Path(sys.argv[2]))
    print(ratio(found), found)
