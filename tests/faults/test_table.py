"""The fault table in a real browser: every way to misbehave, standards and moments taking turns.

`make faults` runs all moments and writes docs/faults.md.
"""

import pytest
from playwright.sync_api import Browser

from tests.faults.disturbed import STANDARDS
from tests.faults.table import MOMENTS, Row, problems, representative, rows


@pytest.mark.parametrize("row", [row for row in representative() if row.by_lms], ids=lambda row: row.label)
def test_a_fault_of_the_lms_costs_nothing_that_was_accepted(chromium: Browser, row: Row) -> None:
    assert problems(row, row.run(chromium)) == []


@pytest.mark.parametrize("row", [row for row in representative() if not row.by_lms], ids=lambda row: row.label)
def test_a_fault_around_the_page_costs_nothing_that_was_accepted(whole_chromium: Browser, row: Row) -> None:
    assert problems(row, row.run(whole_chromium)) == []


def test_what_is_run_has_every_standard_and_moment() -> None:
    chosen = representative()
    assert {row.standard for row in chosen} == set(STANDARDS)
    assert {row.moment for row in chosen} == {*MOMENTS, "whole"}


def test_every_fault_of_scorm_is_in_the_table() -> None:
    """F19 belongs to cmi5."""
    assert {row.what.fault for row in rows()} == {f"F{number}" for number in range(1, 26) if number != 19}
