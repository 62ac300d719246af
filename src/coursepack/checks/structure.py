"""Whether the units of a course stand in an order that a learner can follow."""

import itertools
from collections import defaultdict
from collections.abc import Iterable

from coursepack.checks.subject import Subject
from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.course import Module, Unit

GAP_IN_NUMBERS = Rule(
    "gap-in-numbers",
    Severity.NOTE,
    "The numbers of units leave one out.",
    "Learners look for the unit that seems to be missing.",
    "write the unit that is missing, or number those after it anew; their ids, and learners' progress, stay",
    example="## Lesson 1.1: Flour\n\nText.\n\n## Lesson 1.3: Yeast",
)
NUMBERS_OUT_OF_ORDER = Rule(
    "numbers-out-of-order",
    Severity.WARNING,
    "A unit stands behind one with a higher number.",
    "A table of contents that counts 1.10, 1.9 reads like a mistake, and learners take the units in the wrong order.",
    "put the units in the order of their numbers where their order is written: SUMMARY.md, _sidebar.md or mkdocs.yml",
    example="- [Lesson 1.10: Bread](lesson-1.10.md)\n- [Lesson 1.9: Dough](lesson-1.9.md)",
)
DUPLICATE_TITLE = Rule(
    "duplicate-title",
    Severity.NOTE,
    "Two units that stand beside each other have the same title.",
    "In the menu of a course, and in the LMS's list of entries, nobody can tell them apart.",
    "give one of them another title",
    example="## Lesson 1.1: Dough\n\nText.\n\n## Lesson 1.2: Dough",
)

RULES = (GAP_IN_NUMBERS, NUMBERS_OUT_OF_ORDER, DUPLICATE_TITLE)


def check(subject: Subject, report: Report) -> None:
    """Judge the numbers and titles of units, group by group."""
    _check_group(subject.course.children, report)
    for unit in subject.course.units():
        if isinstance(unit, Module):
            _check_group(unit.children, report)


def _check_group(units: Iterable[Unit], report: Report) -> None:
    by_label: dict[tuple[str, tuple[int, ...]], list[tuple[int, Unit]]] = defaultdict(list)
    titles: dict[str, Unit] = {}
    for unit in units:
        numbers = numbers_of(unit)
        if numbers:
            by_label[unit.label, numbers[:-1]].append((numbers[-1], unit))
        first = titles.setdefault(unit.name.casefold(), unit)
        if first is not unit and first.name.casefold() != first.label:
            report.add(
                DUPLICATE_TITLE,
                unit.at,
                f'"{unit.name}" is also the title of {first.kicker.lower() or "a unit"} at {first.at}',
            )
    for numbered in by_label.values():
        _check_order(numbered, report)
        _check_gaps(numbered, report)


def numbers_of(unit: Unit) -> tuple[int, ...]:
    """The number of a unit part by part: (1, 10) for 1.10; () for none, or for one that has letters."""
    parts = unit.number.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() and len(part) < 6 for part in parts) else ()


def _check_order(numbered: list[tuple[int, Unit]], report: Report) -> None:
    highest, before = numbered[0]
    for number, unit in numbered[1:]:
        if number < highest:
            report.add(NUMBERS_OUT_OF_ORDER, unit.at, f"{unit.kicker} stands behind {before.kicker}")
        else:
            highest, before = number, unit


def _check_gaps(numbered: list[tuple[int, Unit]], report: Report) -> None:
    ordered = sorted(numbered, key=lambda pair: pair[0])
    for (low, _), (high, unit) in itertools.pairwise(ordered):
        if high - low > 1:
            head = unit.kicker[: len(unit.kicker) - len(str(high))]
            missing = (
                f"{head}{low + 1}"
                if high - low == 2
                else f"{head}{low + 1} to {head.split()[-1] if head[-1] == '.' else ''}{high - 1}"
            )
            report.add(GAP_IN_NUMBERS, unit.at, f"there is no {missing[:1].lower()}{missing[1:]} before {unit.kicker}")
