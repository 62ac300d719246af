"""Writes what the present version leaves in an LMS in the middle of a course: `python -m tests.compat.make`.

To be run once for each release, before it: what a learner has of an old version must be resumed by every later one.
"""

import json
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from coursepack import __version__
from tests.compat.course import practised
from tests.runtime.learner import Learner
from tests.runtime.packages import package

HERE = Path(__file__).parent


def sessions(page: Page) -> dict[str, dict[str, object]]:
    """{what the learner has done: what the LMS keeps, and the ids by key}."""
    files = package(practised())
    (index,) = (file.content for file in files if file.path == "index.html")
    assert isinstance(index, bytes)
    data = json.loads(index.decode().split('id="coursepack-data">')[1].split("</script>")[0])
    found: dict[str, dict[str, object]] = {}

    def keep(name: str, learner: Learner) -> None:
        found[name] = {
            "state": learner.kept["cmi.suspend_data"],
            "location": learner.kept["cmi.core.lesson_location"],
            "status": learner.kept["cmi.core.lesson_status"],
        }

    learner = Learner(page, files)
    learner.open()
    learner.read("first")
    learner.leave()
    keep("one page read", learner)
    learner.open()
    learner.go("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.type("q_text", "Käse")
    learner.check("q_text")
    learner.leave()
    keep("two questions answered", learner)
    learner.open()
    learner.go("final")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    learner.leave()
    keep("an attempt handed in", learner)
    learner.open()
    learner.go("final")
    learner.frame.locator("[data-again]").click()
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    keep("in the second attempt", learner)
    return {"keys": {"ids": data["keys"]}, **found}


def main() -> int:
    folder = HERE / __version__
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        found = sessions(browser.new_page())
        browser.close()
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (folder / "states.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
