"""How long a package takes from its launch to its first paint, beside an empty page of the same size."""

import statistics
import sys
import zipfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser

from tests.support.browser import running_chromium

PAIRS = 15

_PAINTED = """() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
        .observe({ type: "paint", buffered: true });
})"""


def paints(package: Path, scratch: Path) -> list[tuple[float, float]]:
    """Milliseconds to the first paint of the package, and of the empty page after it; each pair in fresh profiles."""
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
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    shown = context.new_page()
    shown.goto(page.as_uri(), wait_until="commit")
    painted: float = shown.evaluate(_PAINTED)
    context.close()
    return painted


def ratio(pairs: list[tuple[float, float]]) -> float:
    """The median of the package's times by the median of the empty page's."""
    ours, empty = zip(*pairs, strict=True)
    return float(statistics.median(ours) / statistics.median(empty))


if __name__ == "__main__":
    found = paints(Path(sys.argv[1]), Path(sys.argv[2]))
    print(ratio(found), found)
