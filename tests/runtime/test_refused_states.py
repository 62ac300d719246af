"""An LMS that does not take the state: the status says no more than what was saved, and no pass is lost (R5, R11)."""

import pytest
from playwright.sync_api import Page, expect

from tests.runtime.learner import Learner
from tests.runtime.packages import package, small
from tests.runtime.walks import pass_small

STATE_REFUSED = (
    "lms.fault = (call, element) => call + element === 'LMSSetValuecmi.suspend_data' ? ['false', 405] : undefined"
)


def test_r5_a_pass_waits_for_its_state(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    learner.open()
    page.evaluate(STATE_REFUSED)
    pass_small(learner)
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    assert (learner.kept["cmi.core.score.raw"], learner.kept["cmi.core.exit"]) == ("100", "suspend")
    page.evaluate("lms.fault = null")
    page.clock.run_for(20_000)
    assert learner.kept["cmi.core.lesson_status"] == "passed"
    assert learner.kept["cmi.core.exit"] == ""
    assert "cmi.suspend_data" in learner.kept


@pytest.mark.parametrize("end", ["left", "waited"])
def test_r5_a_pass_is_not_lost_with_a_state_that_is_never_taken(page: Page, end: str) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    frame = learner.open()
    page.evaluate(STATE_REFUSED)
    pass_small(learner)
    if end == "left":
        learner.leave()
    else:
        page.clock.run_for(40_000)
        expect(frame.locator("[data-notice]")).to_contain_text("cannot be saved at the moment")
    assert (learner.kept["cmi.core.lesson_status"], learner.kept["cmi.core.score.raw"]) == ("passed", "100")
    assert "cmi.suspend_data" not in learner.kept
    if end == "left":
        learner.open()
        learner.go("first")
        learner.leave()
        assert learner.kept["cmi.core.lesson_status"] == "passed"


def test_r5_a_failure_is_never_told_without_its_state(page: Page) -> None:
    learner = Learner(page, package(small(attempts=1)))
    page.clock.install()
    learner.open()
    page.evaluate(STATE_REFUSED)
    pass_small(learner, "a")
    page.clock.run_for(60_000)
    learner.leave()
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    assert "cmi.core.score.raw" not in learner.kept


def test_r11_a_shorter_state_is_tried_where_the_whole_is_refused(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    learner.open()
    page.evaluate(
        "lms.fault = (call, element, value) => element === 'cmi.suspend_data' && value && value.length > 34"
        " ? ['false', 405] : undefined"
    )
    pass_small(learner)
    page.clock.run_for(20_000)
    assert learner.kept["cmi.core.lesson_status"] == "passed"
    assert learner.kept["cmi.suspend_data"].startswith("cp2.")
    assert any(call[1] == "cmi.suspend_data" for call in learner.errors)
