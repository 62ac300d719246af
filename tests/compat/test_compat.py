"""R10: what learners of every released version left in the middle of a course is resumed by the present one."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coursepack import __version__
from tests.compat.course import practised
from tests.runtime.learner import Learner
from tests.runtime.packages import package

HERE = Path(__file__).parent
RELEASES = sorted(path.parent.name for path in HERE.glob("*/states.json"))
SESSIONS = ("one page read", "two questions answered", "an attempt handed in", "in the second attempt")


def states(release: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / release / "states.json").read_text(encoding="utf-8"))
    return found


def test_this_version_has_left_its_states() -> None:
    assert __version__ in RELEASES, "run python -m tests.compat.make before a release"


@pytest.mark.parametrize("session", SESSIONS)
@pytest.mark.parametrize("release", RELEASES)
def test_r9_r10_a_learner_of_any_release_goes_on(page: Page, release: str, session: str) -> None:
    kept = states(release)[session]
    learner = Learner(page, package(practised()))
    page.evaluate(
        """kept => Object.assign(lms.kept, {"cmi.suspend_data": kept.state, "cmi.core.lesson_location": kept.location,
                                            "cmi.core.lesson_status": kept.status, "cmi.core.entry": "resume"})""",
        kept,
    )
    frame = learner.open()
    expect(frame.locator('.contents [data-unit="first"] [data-state]')).to_have_attribute("data-state", "seen")
    expect(frame.locator(f"#p-{kept['location']}")).to_be_visible()
    learner.go("final")
    result = frame.locator("[data-result]")
    if session == "one page read":
        expect(learner.question("q_one")).not_to_have_attribute("data-verdict", "wrong")
    elif session == "two questions answered":
        expect(learner.question("q_one").locator('input[value="a"]')).to_be_checked()
        expect(learner.question("q_one")).to_have_attribute("data-verdict", "wrong")
        expect(learner.question("q_text").locator("input")).to_have_value("Käse")
        expect(result).to_be_hidden()
    elif session == "an attempt handed in":
        expect(result).to_contain_text("3 of 4 points")
    else:
        expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()
        expect(learner.question("q_text").locator("input")).to_have_value("")
        expect(result).to_be_hidden()
    learner.leave()
    assert learner.errors == []


@pytest.mark.parametrize("release", RELEASES)
def test_r10_the_course_is_still_of_the_same_line(release: str) -> None:
    (index,) = (file.content for file in package(practised()) if file.path == "index.html")
    assert isinstance(index, bytes)
    keys = json.loads(index.decode().split('id="coursepack-data">')[1].split("</script>")[0])["keys"]
    before = states(release)["keys"]["ids"]
    assert keys[: len(before)] == before
