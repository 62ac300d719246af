"""The contents of a course as a learner sees them beside a page: whole, or a window around one page."""

from collections.abc import Iterator
from typing import Literal

import msgspec
from markupsafe import Markup

from coursepack.model.course import Activity, Course, Lesson, Module, Quiz, Unit
from coursepack.pages.inlines import InlineText
from coursepack.pages.words import Words

NEARBY = 12
"""How many entries before and after the current one a window shows of a list."""

Kind = Literal["lesson", "activity", "quiz", "module"]


class Entry(msgspec.Struct, frozen=True):
    """An entry of the contents.

    `unit_id` is "" for a module without a page of its own, `href` "" where there is nothing to open. `label` is what
    stands before the title: the bare number of a lesson, label and number of everything else. `left_out`: True
    where entries stood at this place that the window does not show.
    """

    unit_id: str
    kind: Kind
    label: str
    title: Markup
    href: str = ""
    schedule: str = ""
    minutes: int = 0
    current: bool = False
    left_out: bool = False
    children: tuple["Entry", ...] = ()


def outline(course: Course, text: InlineText, words: Words, around: str | None = None) -> tuple[Entry, ...]:
    """The entries of the contents, modules with what is in them.

    With `around`, the id of a page ("" is the first one), only the modules that hold it are opened, and long lists
    are cut to what stands near it, so that the contents of a page do not grow with the course.
    """
    return tuple(_Outline(text, words, around).entries(course.children))


class _Outline:
    def __init__(self, text: InlineText, words: Words, around: str | None) -> None:
        self._text = text
        self._words = words
        self._around = around

    def entries(self, units: tuple[Unit, ...]) -> Iterator[Entry]:
        first, last = 0, len(units)
        if self._around is not None and last > 2 * NEARBY + 1:
            here = next((index for index, unit in enumerate(units) if self._holds(unit)), 0)
            first, last = max(0, here - NEARBY), min(last, here + NEARBY + 1)
        if first > 0:
            yield _GAP
        for unit in units[first:last]:
            yield self._entry(unit)
        if last < len(units):
            yield _GAP

    def _entry(self, unit: Unit) -> Entry:
        href = self._text.addresses.unit(unit.id, "") or ""
        children: tuple[Entry, ...] = ()
        if isinstance(unit, Module) and (self._around is None or self._holds(unit)):
            children = tuple(self._with_introduction(unit, href))
        return Entry(
            unit_id="" if isinstance(unit, Module) and (children or not unit.blocks) else unit.id,
            kind=_kind(unit),
            label=unit.number if isinstance(unit, Lesson) else self._words.label(unit),
            title=self._text.inlines(unit.title),
            href=href,
            schedule=unit.schedule,
            minutes=unit.duration,
            current=unit.id == self._around,
            children=children,
        )

    def _with_introduction(self, module: Module, href: str) -> Iterator[Entry]:
        """A module's text is a page, and the first entry of its list."""
        if module.blocks:
            title = Markup.escape(self._words("Introduction"))
            yield Entry(module.id, "lesson", "", title, href, current=module.id == self._around)
        yield from self.entries(module.children)

    def _holds(self, unit: Unit) -> bool:
        if unit.id == self._around:
            return True
        return isinstance(unit, Module) and any(map(self._holds, unit.children))


_GAP = Entry("", "lesson", "", Markup(""), left_out=True)


def _kind(unit: Unit) -> Kind:
    match unit:
        case Module():
            return "module"
        case Lesson():
            return "lesson"
        case Activity():
            return "activity"
        case Quiz():
            return "quiz"
