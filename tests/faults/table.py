"""The fault table: every row of it, how a row is run and judged, and which rows `make test` runs."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.faults import hosts, switches
from tests.faults.bench import HostFault
from tests.faults.learner import Seen
from tests.faults.switches import MOMENTS, Moment, Switch

NAVIGATION = 10
"""Seconds of navigation that a killed browser may cost."""

REFUSED = re.compile(r"-(20|40)\d-")
"""In the name of a switch: an error code by which an LMS says that it will never take a value."""


@dataclass(frozen=True)
class Row:
    what: Switch | HostFault
    standard: str
    moment: Moment

    @property
    def label(self) -> str:
        return f"{self.what.fault}-{self.what.name}-{self.standard}-{self.moment}"

    @property
    def needs_the_whole_browser(self) -> bool:
        """Origins, windows and storage are what the small one treats in its own way; it opens a page 5 times faster."""
        return self.what.fault in ("F8", "F13", "F25")

    @property
    def tells(self) -> str:
        """What a notice must say; "" where none may be shown."""
        if isinstance(self.what, HostFault):
            return self.what.tells if self.moment in self.what.told_at else ""
        if self.moment == "exit" or (self.moment == "middle" and self.what.fault in switches.AT_LAUNCH):
            return ""
        return switches.TELLS.get(self.what.name, "")

    @property
    def lasts(self) -> bool:
        """The fault is still there when the learner comes back."""
        return isinstance(self.what, HostFault) and self.what.lasts

    def run(self, browser: Browser) -> Seen:
        if isinstance(self.what, HostFault):
            return hosts.run(browser, self.what, self.standard, self.moment)
        return switches.run(browser, self.what, self.standard, self.moment)


def rows() -> list[Row]:
    """All rows, by fault."""
    found = [Row(*row) for row in switches.rows()] + [Row(*row) for row in hosts.rows()]
    return sorted(found, key=lambda row: int(row.what.fault[1:]))


def representative() -> list[Row]:
    """Every way to misbehave once, but for the costly ones, standards and moments taking turns."""
    chosen: dict[str, list[Row]] = {}
    for row in rows():
        if isinstance(row.what, HostFault) and row.what.costly:
            continue
        chosen.setdefault(_way(row.what), []).append(row)
    return [group[at * 5 % len(group)] for at, group in enumerate(chosen.values())]


def _way(what: Switch | HostFault) -> str:
    """The same for ways to misbehave of which the player cannot tell one from the other.

    Of the error codes it knows those that say "never" from the others; the learner's name it does not read; and frames
    between it and the API are all alike (tests/runtime/test_api_search.py tries how many there may be).
    """
    if what.fault == "F4":
        assert isinstance(what, Switch)
        return f"F4 {what.only} {'refused' if REFUSED.search(what.name) else 'failed'}"
    return what.fault if what.fault in ("F12", "F23") else what.name


def problems(row: Row, seen: Seen) -> list[str]:
    """What did not hold."""
    found = [f"error: {error}" for error in seen.errors]
    found += [f"page {unit} could not be read" for unit in seen.unreadable]
    found += [f"the LMS refused {call}" for call in seen.refused]
    if row.what.fault not in switches.BY_LMS:
        found += [f"the accepted answer to {question} was lost" for question in seen.lost]
    if seen.navigation is not None and seen.navigation > NAVIGATION:
        found.append(f"navigation was not safe for {seen.navigation} s")
    shown = [notice for notice in seen.notices if notice]
    if row.tells and not any(row.tells in notice for notice in shown):
        found.append(f"no notice said {row.tells!r}: {seen.notices}")
    if wrong := [notice for notice in shown if not row.tells or row.tells not in notice]:
        found.append(f"a notice that nothing called for: {wrong}")
    if shown and not row.lasts and seen.notices[-1]:
        found.append(f"the notice did not go: {seen.notices}")
    return found


__all__ = ["MOMENTS", "Row", "problems", "representative", "rows"]
