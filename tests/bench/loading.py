"""What the pages of a site do to a reader while they load: Chromium's record of long tasks, shifts and requests."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Request

from tests.support.browser import running_chromium

LOADS = 3

_WATCH = """window.found = { task: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) found.task = Math.max(found.task, one.duration);
}).observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) found.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


@dataclass(frozen=True)
class Loads:
    """Milliseconds of the longest task on any page (0: none above 50), that page, the largest sum of shifts, and
    what was asked for that is not of the site."""

    longest: float
    page: str
    shift: float
    outside: frozenset[str]


def loads_of(site: Path) -> Loads:
    """What the pages of `site` do while they load.

    Of `LOADS` loads the one with the shortest task counts: what else the machine does makes tasks longer, never
    shorter.
    """
    longest, name, shift = 0.0, "", 0.0
    outside: set[str] = set()
    with running_chromium() as browser:
        for path in sorted(site.glob("*.html")):
            loads = [_load(browser, path, outside) for _ in range(LOADS)]
            task = min(one["task"] for one in loads)
            if task > longest:
                longest, name = task, path.name
            shift = max(shift, *(one["shift"] for one in loads))
    return Loads(longest, name, shift, frozenset(outside))


def _load(browser: Browser, path: Path, outside: set[str]) -> dict[str, float]:
    def note(request: Request) -> None:
        if not request.url.startswith((path.parent.as_uri() + "/", "data:")):
            outside.add(request.url)

    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.on("request", note)
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(500)
    found: dict[str, float] = page.evaluate("found")
    context.close()
    return found
