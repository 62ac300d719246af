"""What the pages of a site do to a reader while they load: Chromium's own record of long tasks and of shifts."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.support.browser import running_chromium

LOADS = 3

_WATCH = """window.found = { task: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) found.task = Math.max(found.task, one.duration);
}).observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) found.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


def longest_and_shift(site: Path) -> tuple[float, str, float]:
    """Milliseconds of the longest task on any page (0: none above 50), that page, and the largest sum of shifts.

    Of `LOADS` loads the one with the shortest counts: what else the machine does makes tasks longer, never shorter.
    """
    longest, name, shift = 0.0, "", 0.0
    with running_chromium() as browser:
        for path in sorted(site.glob("*.html")):
            loads = [_load(browser, path) for _ in range(LOADS)]
            task = min(one["task"] for one in loads)
            if task > longest:
                longest, name = task, path.name
            shift = max(shift, *(one["shift"] for one in loads))
    return longest, name, shift


def _load(browser: Browser, path: Path) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(500)
    found: dict[str, float] = page.evaluate("found")
    context.close()
    return found
