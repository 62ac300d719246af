"""The fault table in a real browser: every way to misbehave, standards and moments taking turns.

`make faults` runs all moments and writes docs/faults.md.
"""

import pytest
from playwright.sync_api import Browser

from tests.faults.disturbed import STANDARDS
from tests.faults.server import LmsServer
from tests.faults.table import MOMENTS, Row, problems, representative, rows

REPRESENTATIVE = representative()
IN_THE_WHOLE_BROWSER = [row for row in REPRESENTATIVE if row.needs_the_whole_browser]
IN_THE_SMALL_ONE = [row for row in REPRESENTATIVE if not row.needs_the_whole_browser]


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page stands still while it waits for the LMS, for however long: half a minute of that is for `make faults`."""
    monkeypatch.setattr(LmsServer, "longest_wait", 2.0)


@pytest.mark.parametrize("row", IN_THE_SMALL_ONE, ids=lambda row: row.label)
def test_a_fault_costs_nothing_that_was_accepted(chromium: Browser, row: Row) -> None:
    assert problems(row, row.run(chromium)) == []


@pytest.mark.parametrize("row", IN_THE_WHOLE_BROWSER, ids=lambda row: row.label)
def test_a_fault_of_windows_and_storage_costs_nothing_that_was_accepted(whole_chromium: Browser, row: Row) -> None:
    assert problems(row, row.run(whole_chromium)) == []


def test_what_is_run_has_every_standard_and_moment() -> None:
    chosen = representative()
    assert {row.standard for row in chosen} == set(STANDARDS)
    assert {row.moment for row in chosen} == {*MOMENTS, "whole"}


def test_every_fault_of_scorm_is_in_the_table() -> None:
    """F19 belongs to cmi5."""
    assert {row.what.fault for row in rows()} == {f"F{number}" for number in range(1, 26) if number != 19}
