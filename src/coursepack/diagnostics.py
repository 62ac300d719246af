"""What an author should know about a course, as values: rules, diagnostics and the report that collects them."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Literal

import msgspec

from coursepack.model.source import Position


class Severity(IntEnum):
    """How much a diagnostic matters: an error stops every target, a warning does not, a note only informs."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        return self.name.lower()


class Rule(msgspec.Struct, frozen=True):
    """A kind of diagnostic.

    `name` is its identity everywhere. `problem`: what is wrong, in one sentence; `why` it matters to a learner
    or an LMS; `mend`: what to do.
    """

    name: str
    severity: Severity
    problem: str
    why: str
    mend: str


class Diagnostic(msgspec.Struct, frozen=True):
    """One finding. `message` says what was found, `help` the one thing to do about it.

    `width` is how many characters from `at` on are meant; `excerpt` the source line, "" where there is none.
    """

    rule: Rule
    severity: Severity
    at: Position
    message: str
    help: str = ""
    width: int = 1
    excerpt: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        return (self.at.file, self.at.line, self.at.column, self.rule.name, self.message)


class Report:
    """Collects diagnostics; the order they come in does not matter."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def add(self, rule: Rule, at: Position, message: str, *, help: str = "", width: int = 1) -> None:
        self._found.append(Diagnostic(rule, rule.severity, at, message, help or rule.mend, width))

    def extend(self, found: Iterable[Diagnostic]) -> None:
        self._found.extend(found)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything found, in the order of the sources, each finding once."""
        return sorted(dict.fromkeys(self._found), key=lambda found: found.order)

    @property
    def has_errors(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self._found)


Fate = Literal["kept", "degraded", "dropped"]


class Fidelity(msgspec.Struct, frozen=True):
    """What became of one feature of the course in one target; `how` says it for "degraded" and "dropped"."""

    target: str
    feature: str
    fate: Fate
    at: Position
    how: str = ""
