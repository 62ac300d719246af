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
    new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
        .observe({ type: "paint", buffered: true });
})"""


def paints(package: Path, scratch: Path) -> list[tuple[float, float]]:
    """Milliseconds to the first paint of the package, and of the empty page after it; each in a process of its own."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(scratch / "package")
    page = scratch / "package" / "index.html"
    empty = scratch / "empty.html"
    frame = "<!doctype html><html lang=en><title>Empty</title><p>Nothing.</p><!--{}-->"
    empty.write_text(frame.format("x" * (page.stat().st_size - len(frame) + 2)), encoding="ascii")
    with running_chromium() as browser:
        first_paint(browser, empty)  # the browser itself wakes up
        return [(first_paint(browser, page), first_paint(browser, empty)) for _ in range(PAIRS)]


def first_paint(browser: Browser, page: Path) -> float:
    protocol = browser.new_browser_cdp_session()
    answers: list[dict[str, Any]] = []
    protocol.on("Target.receivedMessageFromTarget", lambda event: answers.append(json.loads(event["message"])))
    created = protocol.send("Target.createTarget", {"url": page.as_uri(), "width": 1280, "height": 800})
    attached = protocol.send("Target.attachToTarget", {"targetId": created["targetId"], "flatten": False})
    question = {"expression": _PAINTED, "awaitPromise": True, "returnByValue": True}
    message = json.dumps({"id": 1, "method": "Runtime.evaluate", "params": question})
    protocol.send("Target.sendMessageToTarget", {"sessionId": attached["sessionId"], "message": message})
    end = time.monotonic() + LONGEST
    while not answers and time.monotonic() < end:
        time.sleep(0.05)
        protocol.send("Browser.getVersion")  # lets Playwright hand over what arrived
    protocol.send("Target.closeTarget", {"targetId": created["targetId"]})
    protocol.detach()
    (answer,) = answers
    return float(answer["result"]["result"]["value"])


def ratio(pairs: list[tuple[float, float]]) -> float:
    """The median of the package's times by the median of the empty page's."""
    ours, empty = zip(*pairs, strict=True)
    return float(statistics.median(ours) / statistics.median(empty))


if __name__ == "__main__":
    found = paints(Path(sys.argv[1]), Path(sys.argv[2]))
    print(ratio(found), found)
