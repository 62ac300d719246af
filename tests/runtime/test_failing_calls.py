"""Calls that an LMS does not take: the lesson goes on, what failed is tried again, and the learner is told."""

import pytest
from playwright.sync_api import Page, expect

from coursepack.pages.player import Standard
from tests.runtime.learner import STRICT, STRICT_2004, Learner
from tests.runtime.node import Player
from tests.runtime.packages import package, small
from tests.runtime.walks import answer_one

ANSWERS = {
    "throws": "'throw'",
    "undefined": "[undefined, 0]",
    "null": "[null, 0]",
    "false": "['false', 101]",
}


@pytest.mark.parametrize("call", ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"])
def test_r1_a_call_that_fails_always(page: Page, call: str) -> None:
    learner = Learner(page, package(small()))
    for answer in ANSWERS.values():
        learner.begin_anew()
        page.evaluate(f"lms.fault = call => call === '{call}' ? {answer} : undefined")
        frame = learner.open()
        answer_one(learner)
        if call == "LMSInitialize":
            expect(frame.locator("[data-notice]")).to_contain_text("kept in this browser only")
            assert [one[0] for one in learner.calls if one[0] in ("LMSSetValue", "LMSCommit", "LMSFinish")] == []
        learner.leave()


def test_r1_no_lms_at_all(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("delete window.API")
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_contain_text("opened outside a learning system")
    answer_one(learner)
    expect(frame.locator("[data-save]")).to_have_text("Kept in this browser")
    learner.leave()
    frame = learner.open()
    expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()
    expect(frame.locator(".resume-note")).to_be_visible()


def test_r1_no_lms_and_no_storage(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("delete window.API; document.getElementById('sco').setAttribute('sandbox', 'allow-scripts')")
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_contain_text("cannot be kept here")
    answer_one(learner)


def test_r1_full_storage(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("delete window.API")
    frame = learner.open()
    frame.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    page.clock.install()
    answer_one(learner)
    page.clock.run_for(40_000)
    expect(frame.locator("[data-notice]")).to_contain_text("cannot be saved at the moment")


def test_r8_false_without_an_error_is_looked_up_once(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate(
        """lms.fault = (call, element, value) => {
            if (call !== "LMSSetValue") return undefined;
            lms.held[element] = value;
            return ["false", 0];
        }"""
    )
    frame = learner.open()
    answer_one(learner)
    expect(frame.locator("[data-save]")).to_have_text("Saved")
    assert learner.kept["cmi.interactions.0.student_response"] == "b"


def test_r8_false_without_an_error_is_no_success_where_the_value_is_not_there(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    page.evaluate(
        "lms.fault = (call, element) => call + element === 'LMSSetValuecmi.suspend_data' ? ['false', 0] : undefined"
    )
    frame = learner.open()
    answer_one(learner)
    expect(frame.locator("[data-save]")).to_be_empty()
    page.evaluate("lms.fault = null")
    page.clock.run_for(2000)
    expect(frame.locator("[data-save]")).to_have_text("Saved")


@pytest.mark.parametrize(("standard", "lms"), [("scorm12", STRICT), ("scorm2004", STRICT_2004)])
def test_r23_a_session_is_finished_also_when_its_last_commit_failed(
    page: Page, standard: Standard, lms: tuple[str, ...]
) -> None:
    learner = Learner(page, package(small(), standard), lms)
    learner.open()
    page.evaluate("() => { lms.fault = call => call.endsWith('Commit') ? ['false', 101] : undefined; }")
    answer_one(learner)
    learner.leave()
    commit, finish = learner.calls[-2:]
    assert (commit[0].removeprefix("LMS"), commit[-1]) == ("Commit", 101)
    assert finish[0] in ("LMSFinish", "Terminate")
    assert [call[0] for call in learner.calls].count(finish[0]) == 1


def test_r8_commits_are_tried_again_then_the_learner_is_told_until_it_works(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    frame = learner.open()
    page.evaluate("lms.fault = call => call === 'LMSCommit' ? ['false', 101] : undefined")
    answer_one(learner)

    def commits() -> int:
        return sum(call[0] == "LMSCommit" for call in learner.calls)

    before, seen = commits(), []
    for wait in (1000, 2000, 4000, 8000, 16000):
        assert frame.locator("[data-notice]").is_hidden()
        page.clock.run_for(wait + 100)
        seen.append(commits() - before)
    assert seen == [1, 2, 3, 4, 5]
    expect(frame.locator("[data-notice]")).to_contain_text("cannot be saved at the moment")
    page.evaluate("lms.fault = null")
    page.clock.run_for(16_200)
    expect(frame.locator("[data-notice]")).to_be_hidden()
    assert "cmi.suspend_data" in learner.kept


def test_r42_a_row_that_was_not_taken_is_written_later_and_once(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    learner.open()
    page.evaluate(
        "lms.fault = (call, element) => (element || '').endsWith('.0.student_response') ? ['false', 101] : undefined"
    )
    answer_one(learner)
    learner.choose("q_two", "a")
    page.evaluate("lms.fault = null")
    learner.check("q_two")
    kept = learner.kept
    rows = [(kept[f"cmi.interactions.{at}.id"], kept[f"cmi.interactions.{at}.student_response"]) for at in (0, 1)]
    assert rows == [("q_one", "b"), ("q_two", "a")]
    page.clock.run_for(60_000)
    assert "cmi.interactions.2.id" not in learner.kept
    assert learner.sets("cmi.interactions.0.id") == ["q_one"]


@pytest.mark.parametrize("code", [405, 101])
def test_r42_a_row_that_is_never_taken_does_not_keep_the_others_waiting(page: Page, code: int) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    frame = learner.open()
    page.evaluate(
        "code => lms.fault = (call, at, value) => call + value === 'LMSSetValueq_one' ? ['false', code] : undefined",
        code,
    )
    answer_one(learner)
    learner.choose("q_two", "a")
    learner.check("q_two")
    page.clock.run_for(60_000)
    assert learner.kept["cmi.interactions.0.id"] == "q_two"
    expect(frame.locator("[data-notice]")).to_be_hidden()


def test_r3_an_lms_is_called_in_a_session_and_never_outside(player: Player) -> None:
    before = ("get", "set", "commit", "close")
    session = ("open", "open", "set", "commit", "close")
    made = player("callsMade", [*before, *session, *before, "open"], "")["made"]
    assert made == ["Initialize", "Set", "Commit", "Finish"]
