"""What opens the pages of a course, as the player is told it."""

from collections.abc import Iterator
from typing import Any

from coursepack.model.course import Course, Module, Quiz, Unit
from coursepack.model.gating import Condition


def gates(course: Course) -> dict[str, dict[str, Any]]:
    """{id of a page: `next`: what it asks for, `after`: [id of a quiz, share] of each score that opens it}.

    Pages that ask for nothing are left out. Scores in a quiz that is not among `course`, which may be a part, are
    not known there and open nothing.
    """
    quizzes = {quiz.id: quiz for quiz in course.quizzes()}
    found: dict[str, dict[str, Any]] = {}
    for unit, conditions in pages_with_conditions(course):
        gate: dict[str, Any] = {}
        asked = unit.gate or course.gate
        if asked not in ("", "always"):
            gate["next"] = asked
        after = [
            [one.quiz, one.share if one.share is not None else pass_mark(course, quizzes[one.quiz])]
            for one in conditions
            if one.quiz in quizzes
        ]
        if after:
            gate["after"] = after
        if gate:
            found[unit.id] = gate
    return found


def pages_with_conditions(course: Course) -> Iterator[tuple[Unit, tuple[Condition, ...]]]:
    """Every page with the scores that open it: its own, and those of the modules round it."""
    yield from _pages(course.children, ())


def _pages(units: tuple[Unit, ...], around: tuple[Condition, ...]) -> Iterator[tuple[Unit, tuple[Condition, ...]]]:
    for unit in units:
        conditions = (*around, *unit.opens_after)
        if not isinstance(unit, Module) or unit.blocks:
            yield unit, conditions
        if isinstance(unit, Module):
            yield from _pages(unit.children, conditions)


def pages_in(module: Module) -> Iterator[Unit]:
    """The pages of a module and of those in it."""
    return (unit for unit, _ in _pages((module,), ()))


def pass_mark(course: Course, quiz: Quiz) -> float:
    """The share that passes `quiz`."""
    return course.scoring.pass_mark if quiz.settings.pass_mark is None else quiz.settings.pass_mark
