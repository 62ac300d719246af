"""The categories of the question bank: one for each quiz and pool, named by where it stands in the course."""

import re
from collections.abc import Iterator

import msgspec

from coursepack.ids import shortened
from coursepack.model.assessment import Pool, Question
from coursepack.model.content import Block, plain_text
from coursepack.model.course import Course, Module, Quiz, Unit, UnitHead
from coursepack.model.source import Position
from coursepack.xml import clean

LONGEST_NAME = 255
"""Characters of a category's name; a longer one ends the import in Moodle 4.5."""


class Category(msgspec.Struct, frozen=True):
    """A category: `path` as Moodle reads it, `name` for people, and the questions that go into it."""

    path: str
    name: str
    at: Position
    quiz: Quiz
    questions: tuple[Question, ...]
    blocks: tuple[Block, ...] = ()
    pool: Pool | None = None


def categories_of(course: Course) -> Iterator[Category]:
    """Every category in reading order: each quiz's own questions, then its pools'."""
    taken: set[str] = set()
    for names, quiz in _quizzes(course.children, (course.name or course.id,)):
        yield from _of_quiz(quiz, names, taken)


def _of_quiz(quiz: Quiz, names: tuple[str, ...], taken: set[str]) -> Iterator[Category]:
    path = _path(names, taken)
    direct = tuple(item for item in quiz.items if isinstance(item, Question))
    blocks = quiz.blocks
    if direct:
        yield Category(path, names[-1], quiz.at, quiz, direct, blocks)
        blocks = ()
    for pool in quiz.items:
        if isinstance(pool, Pool):
            pool_name = plain_text(pool.title) or pool.id
            pool_path = _path((*names, pool_name), taken, under=path)
            yield Category(pool_path, pool_name, pool.at, quiz, pool.questions, blocks, pool)
            blocks = ()


def _quizzes(units: tuple[Unit, ...], names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Quiz]]:
    """Every quiz with the names of all that it stands in and its own, the course's first."""
    for unit in units:
        inside = (*names, _name(unit))
        if isinstance(unit, Module):
            yield from _quizzes(unit.children, inside)
        elif isinstance(unit, Quiz):
            yield inside, unit
        else:
            for quiz in unit.quizzes:
                own = _name(quiz)
                yield (inside if own in ("", inside[-1]) else (*inside, own)), quiz


def _name(unit: UnitHead) -> str:
    title = unit.name
    return (
        f"{unit.kicker}: {title}"
        if unit.kicker and title and title.casefold() != unit.kicker.casefold()
        else unit.kicker or title or unit.id
    )


def _path(names: tuple[str, ...], taken: set[str], *, under: str = "") -> str:
    """The path of a category; the last name gets a number where another category is called the same."""
    above = under or "/".join(["top", *map(category_name, names[:-1])])
    path, number = f"{above}/{category_name(names[-1])}", 1
    while path.casefold() in taken:
        number += 1
        path = f"{above}/{category_name(names[-1], f' ({number})')}"
    taken.add(path.casefold())
    return path


def category_name(text: str, suffix: str = "") -> str:
    """A name as it stands in a path: `/` doubled, and a space where a doubled one would touch the next name."""
    name = shortened(bank_name(text), LONGEST_NAME - len(suffix)) + suffix
    name = name.replace("/", "//")
    return (" " if name.startswith("/") else "") + name + (" " if name.endswith("/") else "")


def bank_name(text: str) -> str:
    """`text` as the name of a category or question: Moodle takes what looks like a tag out of one."""
    name = " ".join(clean(text).split())
    return name.replace("<", "‹").replace(">", "›") if re.search(r"<[A-Za-z/!?]", name) else name
