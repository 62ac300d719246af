"""What is sent: nothing that the standard forbids, plain numbers, and times as every LMS reads them."""

import pytest
from playwright.sync_api import Page

from tests.runtime.learner import STRICT, STRICT_2004, Learner
from tests.runtime.node import Player
from tests.runtime.packages import choice, course, lesson, package, quiz

MOMENT = "new Date(2026, 0, 2, 3, 4, 5, 678)"


def test_r4_what_is_too_long_for_the_standard_is_not_sent(page: Page) -> None:
    """Ids that no LMS has room for: the place and the row are left out, and all else arrives."""
    made = course(lesson("x" * 1001, 0), quiz("final", 1, choice("q" * 4001, 2)))
    for standard, lms in (("scorm12", STRICT), ("scorm2004", STRICT_2004)):
        learner = Learner(page, package(made, "scorm12" if standard == "scorm12" else "scorm2004"), lms)
        learner.open()
        learner.read("x" * 1001)
        learner.frame.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
        assert "cmi.suspend_data" in learner.kept
        learner.read("final")
        learner.choose("q" * 4001, "a")
        learner.check("q" * 4001)
        learner.leave()
        assert learner.errors == []
        assert max(len(call[2]) for call in learner.calls if call[0].endswith("SetValue")) < 1000
        status = learner.kept.get("cmi.core.lesson_status") or learner.kept["cmi.success_status"]
        assert status == "passed"
        assert "cmi.interactions.0.id" not in learner.kept
        page.context.unroute_all()


def test_r13_r24_a_share_that_has_no_short_binary_fraction_is_sent_short(page: Page) -> None:
    """7 of 10,000 points: a hundredth of 0.07 is 0.0007000000000000001 in binary."""
    made = course(quiz("final", 0, choice("q_one", 1, points=7.0), choice("q_two", 2, points=9993.0)))
    learner = Learner(page, package(made, "scorm2004"), STRICT_2004)
    learner.open()
    learner.read("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.choose("q_two", "b")
    learner.check("q_two")
    kept = learner.kept
    assert [kept[f"cmi.score.{part}"] for part in ("scaled", "raw", "min", "max")] == ["0.0007", "0.07", "0", "100"]
    assert learner.errors == []


@pytest.mark.parametrize(
    ("written", "text"),
    [("scorm2004Time", "2026-01-02T03:04:05"), ("timeOfDay", "03:04:05")],
    ids=["SCORM 2004", "SCORM 1.2"],
)
def test_r25_times_are_written_without_zone_and_fractions(player: Player, written: str, text: str) -> None:
    assert player(f"(() => {written}({MOMENT}))") == text


def test_r25_rows_carry_those_times(player: Player) -> None:
    answer = '{ type: "true-false", given: true, right: [true] }'
    row = f'{{ text: "", answer: {answer}, right: true, weight: 1, latency: 0, time: {MOMENT}, objectives: [] }}'
    for rows, element, time in (
        ("scorm12RowElements", "time", "03:04:05"),
        ("scorm2004RowElements", "timestamp", "2026-01-02T03:04:05"),
    ):
        written = player(f"(() => {rows}({row}))")
        assert [value for _, name, value in written if name == element] == [time]
