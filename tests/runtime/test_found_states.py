"""What an LMS gives back that is not this package's state: it is left alone until there is progress (R9)."""

import pytest
from playwright.sync_api import Page, expect

from tests.runtime.learner import Learner
from tests.runtime.node import Player
from tests.runtime.packages import package, small
from tests.runtime.walks import answer_one


@pytest.mark.parametrize(("answer", "read"), [(None, ""), ("null", ""), ("undefined", ""), ("", ""), (0, "0")])
def test_r9_what_stands_for_nothing_is_nothing(player: Player, answer: object, read: str) -> None:
    assert player("callsMade", ["open", "get"], answer)["found"] == [True, read]


@pytest.mark.parametrize("nothing", ["null", "undefined"])
def test_r9_a_state_that_stands_for_nothing_is_no_strangers(page: Page, nothing: str) -> None:
    """It is written over at once; what could be somebody's would wait for progress."""
    learner = Learner(page, package(small()))
    page.evaluate(
        """text => Object.assign(lms.kept, {
            "cmi.suspend_data": text, "cmi.core.lesson_location": text, "cmi.core.lesson_status": "incomplete" })""",
        nothing,
    )
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_be_hidden()
    learner.go("final")
    learner.leave()
    assert learner.kept["cmi.suspend_data"].startswith("cp2.")
    assert learner.kept["cmi.core.lesson_location"] == "final"


@pytest.mark.parametrize("foreign", ["viewed=1,2|lastviewedslide=3|1#1##", '{"a":[1,2]}', "cp1.x.y", "cp3.1.1.1.AA"])
def test_r9_foreign_state_stays_until_there_is_progress(page: Page, foreign: str) -> None:
    learner = Learner(page, package(small()))
    page.evaluate(
        """text => Object.assign(lms.kept, {
            "cmi.suspend_data": text,
            "cmi.core.lesson_location": "second",
            "cmi.core.lesson_status": "incomplete" })""",
        foreign,
    )
    frame = learner.open()
    expect(frame.locator("#p-second")).to_be_visible()
    learner.go("final")
    learner.leave()
    assert learner.kept["cmi.suspend_data"] == foreign
    learner.open()
    answer_one(learner)
    assert learner.kept["cmi.suspend_data"].startswith("cp2.")
