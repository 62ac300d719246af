"""Finds the quizzes that open pages: `opens-after: quiz 1.1` in front matter becomes the quiz's id."""

from collections.abc import Mapping

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.course import Module, Quiz, Unit
from coursepack.model.gating import Condition
from coursepack.reading.places import UnitPlaces
from coursepack.reading.values import did_you_mean

UNKNOWN_QUIZ = Rule(
    "gate-unknown-quiz",
    Severity.ERROR,
    "A page opens after a quiz that the course does not have.",
    "Nobody could ever open it.",
    "name a quiz by its label and number (quiz 1.1), its file or its id",
    example="---\nopens-after: quiz 9.9\n---",
)


def with_conditions(units: tuple[Unit, ...], places: UnitPlaces, report: Report) -> tuple[Unit, ...]:
    """`units` with the quizzes of their conditions found; what names no quiz is reported and left out."""
    quizzes = {quiz.id: quiz for quiz in _quizzes(units)}
    return tuple(_found(unit, places, quizzes, report) for unit in units)


def _found(unit: Unit, places: UnitPlaces, quizzes: Mapping[str, Quiz], report: Report) -> Unit:
    conditions: list[Condition] = []
    for condition in unit.opens_after:
        quiz = _quiz_named(condition.quiz, unit.file, places, quizzes)
        if quiz:
            conditions.append(msgspec.structs.replace(condition, quiz=quiz))
        else:
            hint = did_you_mean(condition.quiz, quizzes)
            report.add(UNKNOWN_QUIZ, unit.at, f'"{unit.name}" opens after "{condition.quiz}", which is no quiz{hint}')
    if unit.opens_after:
        unit = msgspec.structs.replace(unit, opens_after=tuple(conditions))
    if isinstance(unit, Module):
        children = tuple(_found(child, places, quizzes, report) for child in unit.children)
        unit = msgspec.structs.replace(unit, children=children)
    return unit


def _quiz_named(name: str, file: str, places: UnitPlaces, quizzes: Mapping[str, Quiz]) -> str:
    if name in quizzes:
        return name
    label, _, number = name.lower().rpartition(" ")
    found = places.named(label.strip(), number, file) if label else None
    beside = f"{file.rpartition('/')[0]}/{name}".lstrip("/")
    found = found or places.by_file.get(name) or places.by_file.get(beside)
    if found and found not in quizzes:  # a lesson with one quiz in it
        inside = [quiz.id for quiz in quizzes.values() if quiz.id.startswith(f"{found}__")]
        found = inside[0] if len(inside) == 1 else None
    return found or ""


def _quizzes(units: tuple[Unit, ...]) -> list[Quiz]:
    found: list[Quiz] = []
    for unit in units:
        if isinstance(unit, Quiz):
            found.append(unit)
        elif isinstance(unit, Module):
            found.extend(_quizzes(unit.children))
        else:
            found.extend(unit.quizzes)
    return found
