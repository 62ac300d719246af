"""The contents of a course as a learner sees them beside a page: whole, or a window around one page."""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from markupsafe import Markup

from coursepack.model.course import Activity, Course, Lesson, Module, Quiz, Unit
from coursepack.model.glossary import is_glossary
from coursepack.pages.inlines import InlineText
from coursepack.pages.markup import escaped
from coursepack.pages.words import Words

NEARBY = 12
"""How many entries before and after the current one a window shows of a list."""

Kind = Literal["lesson", "activity", "quiz", "module"]


class Entry(msgspec.Struct, frozen=True):
    """An entry of the contents.

    `unit_id` is "" for a module without a page of its own, `href` "" where there is nothing to open. `name` is the
    title with what stands before and after it: the bare number of a lesson, label and number of everything else, and
    the schedule. `left_out`: True where entries stood at this place that the window does not show. `looked_up`: nobody
    works through it.
    """

    unit_id: str
    kind: Kind
    name: Markup
    href: str = ""
    minutes: int = 0
    current: bool = False
    left_out: bool = False
    looked_up: bool = False
    children: tuple["Entry", ...] = ()


class Outline:
    """The contents of a course, modules with what is in them."""

    def __init__(self, course: Course, text: InlineText, words: Words) -> None:
        self._units = course.children
        self._text = text
        self._words = words
        self._closed: dict[str, Entry] = {}
        self._paths: dict[str, tuple[str, ...]] = {}
        self._places: dict[str, int] = {}
        self._locate(course.children, ())

    def _locate(self, units: tuple[Unit, ...], modules: tuple[str, ...]) -> None:
        """Notes where every unit stands: the modules round it and itself, and its place among its siblings."""
        for place, unit in enumerate(units):
            self._places[unit.id] = place
            self._paths[unit.id] = path = (*modules, unit.id)
            if isinstance(unit, Module):
                self._locate(unit.children, path)

    def whole(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(self._entries(self._units, None))

    def entries(self, units: Iterable[Unit]) -> tuple[Entry, ...]:
        """An entry for each of `units`, the modules among them closed."""
        return tuple(self._closed.get(unit.id) or self._closed_entry(unit) for unit in units)

    def around(self, page: str) -> tuple[Entry, ...]:
        """The entries near a page ("" is the first one), so that the contents of a page do not grow with the course.

        Only the modules that hold the page are opened, and long lists are cut.
        """
        return tuple(self._entries(self._units, page))

    def _entries(self, units: tuple[Unit, ...], page: str | None, depth: int = 0) -> Iterator[Entry]:
        first, last = 0, len(units)
        if page is not None and last > 2 * NEARBY + 1:
            path = self._paths.get(page, ())
            here = self._places[path[depth]] if depth < len(path) else 0
            first, last = max(0, here - NEARBY), min(last, here + NEARBY + 1)
        if first > 0:
            yield _GAP
        for unit in units[first:last]:
            yield self._entry(unit, page, depth)
        if last < len(units):
            yield _GAP

    def _entry(self, unit: Unit, page: str | None, depth: int) -> Entry:
        entry = self._closed.get(unit.id)
        if entry is None:  # made once: it is the same on most pages
            entry = self._closed[unit.id] = self._closed_entry(unit)
        if isinstance(unit, Module) and (page is None or unit.id in self._paths.get(page, ())):
            children = tuple(self._with_introduction(unit, entry.href, page, depth))
            return msgspec.structs.replace(entry, unit_id="" if children else entry.unit_id, children=children)
        return msgspec.structs.replace(entry, current=True) if unit.id == page else entry

    def _closed_entry(self, unit: Unit) -> Entry:
        label = self._words.label(unit)
        label = unit.number if isinstance(unit, Lesson) and label else label
        return Entry(
            unit_id="" if isinstance(unit, Module) and not unit.blocks else unit.id,
            kind=_kind(unit),
            name=_name(self._text.inlines(unit.title), label, unit.schedule),
            href=self._text.addresses.unit(unit.id, "") or "",
            minutes=unit.duration,
            looked_up=is_glossary(unit),
        )

    def _with_introduction(self, module: Module, href: str, page: str | None, depth: int) -> Iterator[Entry]:
        """A module's text is a page, and the first entry of its list."""
        if module.blocks:
            name = _name(Markup.escape(self._words("Introduction")))
            yield Entry(module.id, "lesson", name, href, current=module.id == page)
        yield from self._entries(module.children, page, depth + 1)


def contents(entries: tuple[Entry, ...], *, opened: bool) -> Markup:
    """`entries` as they stand beside a page, with the modules opened or closed."""
    return Markup(_list(entries, "<details open>" if opened else "<details>"))


def _list(entries: tuple[Entry, ...], details: str) -> str:
    return f'<ol class="entries">\n{"".join([_item(entry, details) for entry in entries])}</ol>\n'


def _item(entry: Entry, details: str) -> str:
    if entry.left_out:
        return '<li class="left-out" aria-hidden="true">⋯</li>\n'
    if entry.children:
        inner = _list(entry.children, details)
        return f'<li class="module">{details}<summary>{entry.name}</summary>\n{inner}</details></li>\n'
    if not entry.href:
        return f'<li class="entry">{entry.name}</li>\n'
    unit, state = "", ""
    if entry.unit_id:
        unit = f' data-unit="{escaped(entry.unit_id)}"'
        state = "" if entry.looked_up else '<span class="state" data-state></span>'
    current = ' aria-current="page"' if entry.current else ""
    link = f'<a href="{escaped(entry.href)}"{unit}{current}>{entry.name}{state}</a>'
    return f'<li class="entry entry-{entry.kind}">{link}</li>\n'


def _name(title: Markup, label: str = "", schedule: str = "") -> Markup:
    before = f'<span class="entry-label">{escaped(label)}</span> ' if label else ""
    after = f' <span class="entry-schedule">{escaped(schedule)}</span>' if schedule else ""
    return Markup(f'<span class="entry-name">{before}<span class="entry-title">{title}</span>{after}</span>')


_GAP = Entry("", "lesson", Markup(""), left_out=True)


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
