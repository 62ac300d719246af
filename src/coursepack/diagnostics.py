"""What an author should know about a course, as values: rules, diagnostics and the report that collects them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Literal

import msgspec

from coursepack.model.facets import Facet
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
    or an LMS; `mend`: what to do. `example`: a piece of source that has the problem. `source`: the standard and its
    clause, or the product and version, that the rule rests on.
    """

    name: str
    severity: Severity
    problem: str
    why: str
    mend: str
    example: str = ""
    source: str = ""


class Diagnostic(msgspec.Struct, frozen=True):
    """One finding. `message` says what was found, `help` the one thing to do about it.

    `width` is how many characters from `at` on are meant.
    """

    rule: Rule
    severity: Severity
    at: Position
    message: str
    help: str = ""
    width: int = 1

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        return (self.at.file, self.at.line, self.at.column, self.rule.name, self.message)


class Fix(msgspec.Struct, frozen=True):
    """An edit that mends a finding safely: lines `first` to `last` of a source file, both included, become `text`.

    `rule` names the findings that it mends. `text` ends in a newline; "" takes the lines out.
    """

    rule: str
    file: str
    first: int
    last: int
    text: str


class Ignore(msgspec.Struct, frozen=True):
    """What an author asks to leave out: findings with these `names` in the lines `first` to `last` of the file.

    `first` 0: in the whole file. `at` is where it is asked for.
    """

    names: tuple[str, ...]
    at: Position
    first: int
    last: int

    def covers(self, found: Diagnostic) -> bool:
        return (
            found.rule.name in self.names
            and found.at.file == self.at.file
            and (not self.first or self.first <= found.at.line <= self.last)
        )


class Report:
    """Collects diagnostics; the order they come in does not matter.

    `ignores`: what authors ask to leave out; `ignored`: each of them with the name of a finding that it left out.
    """

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self.inferred: Counter[str] = Counter()
        self._offers: list[Callable[[], Iterable[Fix]]] = []
        self.ignores: list[Ignore] = []
        self.ignored: set[tuple[Ignore, str]] = set()

    def beside(self) -> "Report":
        """An empty report on the same sources: it leaves out what this one does."""
        report = Report()
        report.ignores, report.ignored = self.ignores, self.ignored
        return report

    def add(self, rule: Rule, at: Position, message: str, *, help: str = "", width: int = 1) -> None:
        self._found.append(Diagnostic(rule, rule.severity, at, message, help or rule.mend, width))

    def infer(self, what: str, times: int = 1) -> None:
        """Count something that was understood from looks alone: a key of `coursepack.cli.summary`'s words."""
        self.inferred[what] += times

    def extend(self, found: Iterable[Diagnostic]) -> None:
        self._found.extend(found)

    def offer(self, make: Callable[[], Iterable[Fix]]) -> None:
        """Offer edits; `make` makes them where somebody asks for them, which most runs do not."""
        self._offers.append(make)

    def fix(self, edit: Fix) -> None:
        """Offer one edit."""
        self.offer(lambda: (edit,))

    def _fixes(self) -> Iterator[Fix]:
        for make in self._offers:
            yield from make()

    @property
    def fixes(self) -> list[Fix]:
        """The edits that mend what was found."""
        return list(self._fixes())

    @property
    def has_fixes(self) -> bool:
        return any(True for _ in self._fixes())

    def with_severities(self, severities: Mapping[str, Severity | None]) -> "Report":
        """The same findings with the severities that a course gives its rules, without those that are to be ignored.

        None leaves a rule's findings out.
        """
        report = self.beside()
        report.inferred = self.inferred
        report.offer(lambda: (fix for fix in self._fixes() if self._is_wanted(fix, severities)))
        for found in self._found:
            if self.ignores and self._is_ignored(found):
                continue
            severity = severities.get(found.rule.name, found.severity)
            if severity is not None:
                report._found.append(msgspec.structs.replace(found, severity=severity))
        return report

    def _is_wanted(self, fix: Fix, severities: Mapping[str, Severity | None]) -> bool:
        """Whether the findings that an edit mends are not left out."""
        if severities.get(fix.rule, Severity.NOTE) is None:
            return False
        return not any(
            fix.rule in ignore.names
            and fix.file == ignore.at.file
            and (not ignore.first or ignore.first <= fix.first <= ignore.last)
            for ignore in self.ignores
        )

    def _is_ignored(self, found: Diagnostic) -> bool:
        by = [ignore for ignore in self.ignores if ignore.covers(found)]
        self.ignored.update((ignore, found.rule.name) for ignore in by)
        return bool(by)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything found, in the order of the sources, each finding once."""
        return sorted(dict.fromkeys(self._found), key=lambda found: found.order)

    @property
    def count(self) -> int:
        """How many findings there are by now."""
        return len(self._found)

    @property
    def has_errors(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self._found)


Fate = Literal["kept", "degraded", "dropped"]

_WORST_FIRST: tuple[Fate, ...] = ("dropped", "degraded", "kept")


class Fidelity(msgspec.Struct, frozen=True):
    """What became of one feature of the course in one target; `how` says it for "degraded" and "dropped".

    `feature` names it in words, and ends in the id of the question, quiz, pool or activity that it belongs to:
    "question q1", "limit of 2 attempts of quiz z1". `facets` are the parts of it that are concerned; () is all of it.
    """

    target: str
    feature: str
    fate: Fate
    at: Position
    how: str = ""
    facets: tuple[Facet, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it is a question, and not a setting or a text around it."""
        return self.feature.startswith("question ")

    @property
    def is_lost_part(self) -> bool:
        """Whether it is what is left out of a question that is there."""
        return self.is_question and self.fate == "dropped" and bool(self.facets)

    @property
    def order(self) -> tuple[bool, int, bool]:
        """Sorts by what learners would miss: questions before settings, what is left out before what is simplified."""
        return (not self.is_question, _WORST_FIRST.index(self.fate), self.is_lost_part)
