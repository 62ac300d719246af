"""R10: what learners of every released version left in the middle of a course is resumed by the present one."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coursepack import __version__
from tests.compat.course import LMS, data_of, files_of, practised, released
from tests.runtime.learner import Learner

HERE = Path(__file__).parent
RELEASES = sorted(path.parent.name for path in HERE.glob("*/states.json"))
SESSIONS = ("one page read", "two questions answered", "an attempt handed in", "in the second attempt")


def states(release: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / release / "states.json").read_text(encoding="utf-8"))
    return found


def test_this_version_has_left_its_states() -> None:
    assert __version__ in RELEASES, "run python -m tests.compat.make before a release"


@pytest.mark.parametrize("session", SESSIONS)
@pytest.mark.parametrize("package", ["as released", "as built now"])
@pytest.mark.parametrize("standard", LMS)
@pytest.mark.parametrize("release", RELEASES)
def test_r9_r10_a_learner_of_any_release_goes_on(
    page: Page, release: str, standard: str, package: str, session: str
) -> None:
    """Both in the package that left the state, and where an administrator has replaced it by today's."""
    kept = states(release)[standard][session]
    files = released(HERE / release, standard) if package == "as released" else files_of(practised(), standard)
    learner = Learner(page, files, LMS[standard])
    page.evaluate("kept => Object.assign(lms.kept, kept)", kept)
    frame = learner.open()
    place = kept.get("cmi.core.lesson_location") or kept["cmi.location"]
    expect(frame.locator('.contents [data-unit="first"] [data-state]')).to_have_attribute("data-state", "seen")
    expect(frame.locator(f"#p-{place}")).to_be_visible()
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
    for element in ("cmi.core.score.raw", "cmi.score.raw", "cmi.success_status"):
        assert learner.kept.get(element) == kept.get(element), element


@pytest.mark.parametrize("standard", LMS)
@pytest.mark.parametrize("release", RELEASES)
def test_r10_the_course_is_still_of_the_same_line(release: str, standard: str) -> None:
    keys = data_of(files_of(practised(), standard))["keys"]
    assert keys[: len(states(release)["keys"])] == states(release)["keys"]
    assert data_of(released(HERE / release, standard))["keys"] == states(release)["keys"]
