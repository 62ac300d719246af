"""Writes what the present version ships, and what it leaves in an LMS in the middle of a course, in both standards:
`python -m tests.compat.make`.

To be run once for each release, before it: what a learner has of an old version must be resumed by every later one.
"""

import json
import sys
from pathlib import Path

from playwright.sync_api import Page

from coursepack import __version__
from coursepack.packaging.zip import zip_bytes
from tests.compat.course import LMS, data_of, files_of, practised, released
from tests.runtime.learner import Learner
from tests.support.browser import running_chromium

HERE = Path(__file__).parent


def sessions(page: Page, standard: str) -> dict[str, dict[str, str]]:
    """{what the learner of the kept package has done: all that the LMS then keeps}."""
    found: dict[str, dict[str, str]] = {}
    learner = Learner(page, released(HERE / __version__, standard), LMS[standard])
    learner.open()
    learner.read("first")
    learner.leave()
    found["one page read"] = learner.kept
    learner.open()
    learner.go("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.type("q_text", "Käse")
    learner.check("q_text")
    learner.leave()
    found["two questions answered"] = learner.kept
    learner.open()
    learner.go("final")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    learner.leave()
    found["an attempt handed in"] = learner.kept
    learner.open()
    learner.go("final")
    learner.frame.locator("[data-again]").click()
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    found["in the second attempt"] = learner.kept
    return found


def main() -> int:
    folder = HERE / __version__
    folder.mkdir(exist_ok=True)
    found: dict[str, object] = {"keys": data_of(files_of(practised(), "scorm12"))["keys"]}
    with running_chromium() as browser:
        for standard in LMS:
            (folder / f"{standard}.zip").write_bytes(zip_bytes(files_of(practised(), standard)))
            page = browser.new_page()
            found[standard] = sessions(page, standard)
            page.close()
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (folder / "states.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
