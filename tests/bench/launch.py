"""How long a course of 200 lessons takes from its launch to the first paint, against an empty page of the same size."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser

from tests.support.browser import running_chromium

_PAINTED = """() => new Promise((done) => {
  const found = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  const wait = () => found() === undefined ? setTimeout(wait, 5) : done(found());
  wait();
})"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Says nothing."""


def launch_times(package: Path, times: int) -> tuple[float, float]:
    """Milliseconds to the first contentful paint of the package, and of an empty page as large as its page.

    The shortest of `times` launches each, in turns: what else the machine does only makes one longer.
    """
    with tempfile.TemporaryDirectory(prefix="coursepack-launch-") as name, running_chromium() as browser:
        folder = Path(name)
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folder)
        filling = "x" * (folder / "index.html").stat().st_size
        (folder / "empty.html").write_text(f"<!doctype html><title>Empty</title><p>Empty</p><!--{filling}-->")
        with _served(folder) as address:
            _painted(browser, f"{address}/empty.html")  # the first page of a browser pays for the browser
            pairs = [
                (_painted(browser, f"{address}/index.html"), _painted(browser, f"{address}/empty.html"))
                for _ in range(times)
            ]
    return min(course for course, _ in pairs), min(empty for _, empty in pairs)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _painted(browser: Browser, address: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="commit")
    found = float(page.evaluate(_PAINTED))
    context.close()
    return found
