"""The parts of a course that a learning system opens on their own: whole modules, or single lessons."""

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from coursepack.model.course import Course, Module, Unit
from coursepack.model.delivery import Layout
from coursepack.pages.words import Words


class Part(msgspec.Struct, frozen=True):
    """What one document holds of a course.

    `unit` is what it is named after, `inside` the course with nothing else in it, `within` the ids of the units
    that are in it as a whole (a lesson's module is not). `title` stands by itself ("Module 1: Why"), `entry` under
    what the part stands in. `above`: the course and the modules around it, in words.
    """

    unit: Unit
    inside: Course
    within: frozenset[str]
    title: str
    entry: str
    above: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.unit.id


class PartGroup(msgspec.Struct, frozen=True):
    """A module whose lessons are parts."""

    module: Module
    title: str
    children: tuple["Part | PartGroup", ...]


Arranged: TypeAlias = Part | PartGroup


def arranged(course: Course, layout: Layout) -> tuple[Arranged, ...]:
    """The parts of a course in reading order; none in the layout "course", or where there is nothing to read.

    By module: every module at the top, and every page beside them. By lesson: every page; a module's own text is a
    part, too.
    """
    if layout == "course":
        return ()
    return tuple(_Arrangement(course, layout).parts(course.children, ()))


def flat(parts: tuple[Arranged, ...]) -> Iterator[Part]:
    """Every part, in reading order."""
    for part in parts:
        if isinstance(part, PartGroup):
            yield from flat(part.children)
        else:
            yield part


def titled(unit: Unit, words: Words) -> str:
    """Label, number and title of a unit in plain words: "Lesson 1.1: What it is"; "Lesson 1" where that is all."""
    return ": ".join(dict.fromkeys(filter(None, (words.label(unit), unit.name))))


class _Arrangement:
    def __init__(self, course: Course, layout: Layout) -> None:
        self._course = course
        self._layout = layout
        self._words = Words(course.language)

    def parts(self, units: tuple[Unit, ...], modules: tuple[Module, ...]) -> Iterator[Arranged]:
        for unit in units:
            if not isinstance(unit, Module) or self._layout == "module":
                yield from self._part(unit, unit, modules)
                continue
            children = tuple(self.parts(unit.children, (*modules, unit)))
            introduction = msgspec.structs.replace(unit, children=())
            if not children:
                yield from self._part(unit, introduction, modules)
            else:
                own = tuple(self._part(unit, introduction, modules, self._words("Introduction")))
                yield PartGroup(unit, titled(unit, self._words), (*own, *children))

    def _part(self, unit: Unit, shown: Unit, modules: tuple[Module, ...], entry: str = "") -> Iterator[Part]:
        """The part that shows `shown` of `unit`, where there is anything to read in it."""
        title = titled(unit, self._words)
        alone = msgspec.structs.replace(self._course, children=(shown,))
        if not any(alone.pages()):
            return
        around = shown
        for module in reversed(modules):
            around = msgspec.structs.replace(module, blocks=(), children=(around,))
        yield Part(
            unit=unit,
            inside=msgspec.structs.replace(
                alone,
                id=f"{self._course.id}/{unit.id}",
                title=unit.title,
                description="",
                blocks=(),
                objectives=(),
                children=(around,),
            ),
            within=frozenset(inner.id for inner in alone.units()),
            title=f"{title} – {entry}" if entry else title,
            entry=entry or title,
            above=(self._course.name, *(self._words.label(module) or module.name for module in modules)),
        )
