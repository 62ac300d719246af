"""Where the pages of a course are: in one document, or as a site of one file per page."""

import base64
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping

from coursepack.model.course import Asset, Course, Module, Quiz, Unit
from coursepack.model.source import Position
from coursepack.packaging.files import asset_file
from coursepack.pages.parts import Part

_DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(10)}
_RESERVED = frozenset({"index", "search"} | _DEVICES)
"""File names that mean something else: pages of the site itself, and devices of Windows."""


def page_id(unit_id: str) -> str:
    """The id of a page's section; "" is the course's first page."""
    return f"p-{unit_id}"


def id_prefix(unit_id: str) -> str:
    """What is put before every id inside a unit's text."""
    return f"p-{unit_id}--"


def stands_in_pages(asset: Asset) -> bool:
    """Whether no page needs the file beside it."""
    return asset.media_type == "text/vtt"


def data_address(asset: Asset) -> str:
    """The address that holds a file of the course itself (RFC 2397)."""
    content = asset_file(asset).whole()
    return f"data:{asset.media_type};base64,{base64.b64encode(content).decode()}"


class PageAddresses(ABC):
    """Addresses of the pages that a learner reads.

    A module without an introduction is at its first page, a quiz inside a lesson at its own place there.
    """

    def __init__(self, course: Course) -> None:
        self._page_of = dict(_pages(course))
        self._placed = {
            quiz.id: unit.id for unit in course.units() if not isinstance(unit, Module | Quiz) for quiz in unit.quizzes
        }

    def unit(self, unit_id: str, anchor: str) -> str | None:
        """The address of a unit, or of the heading `anchor` in it; None where the course has no such unit."""
        if unit_id in self._placed:
            return self._address(self._placed[unit_id], f"z-{unit_id}")
        page = self._page_of.get(unit_id)
        if page is None:
            return None
        return self._address(page, id_prefix(page) + anchor if anchor and page == unit_id else "")

    def question(self, unit_id: str, question_id: str) -> str | None:
        """The address of a question on the page of `unit_id`."""
        page = self._page_of.get(unit_id)
        return self._address(page, f"q-{question_id}") if page else None

    def asset(self, asset: Asset) -> str:
        """The address of a file of the course.

        Captions stand in the page: Chromium loads none from beside a page that was opened from the disk.
        """
        return data_address(asset) if stands_in_pages(asset) else asset.path

    def course(self) -> str | None:
        """The address of the course's first page."""
        return self.home()

    def home(self) -> str:
        """The address of the first page that there is."""
        return self._address("", "")

    def elsewhere(self, _unit_id: str, _at: Position, /) -> tuple[str, str] | None:
        """None: every unit of the course has an address."""
        return None

    @abstractmethod
    def _address(self, unit_id: str, element_id: str) -> str:
        """The address of a page, or of an element in it."""


class DocumentAddresses(PageAddresses):
    """Every page is a section of one document."""

    def _address(self, unit_id: str, element_id: str) -> str:
        return f"#{element_id or page_id(unit_id)}"


class PartAddresses(DocumentAddresses):
    """Every page of one part of a course is a section of one document, and other parts cannot be opened from it.

    `names`: {unit id: (label and number, title)} of the whole course, where "" is the course. `is_first`: the part
    shows what introduces the course. `used` and `crossings` tell, once the pages are rendered, the paths of the
    files that they need, and which units they speak of and cannot open.
    """

    def __init__(self, part: Part, names: Mapping[str, tuple[str, str]], *, is_first: bool) -> None:
        super().__init__(part.inside)
        self._within = part.within | self._placed.keys()
        self._names = names
        self._is_first = is_first
        self.used: set[str] = set()
        self.crossings: set[tuple[str, Position]] = set()

    def unit(self, unit_id: str, anchor: str) -> str | None:
        return super().unit(unit_id, anchor) if unit_id in self._within else None

    def course(self) -> str | None:
        return self.home() if self._is_first else None

    def asset(self, asset: Asset) -> str:
        if not stands_in_pages(asset):
            self.used.add(asset.path)
        return super().asset(asset)

    def elsewhere(self, unit_id: str, at: Position) -> tuple[str, str] | None:
        """Label and number, and title, of a unit in another part; "" is the course."""
        name = self._names.get(unit_id)
        if name:
            self.crossings.add((unit_id, at))
        return name


class SiteAddresses(PageAddresses):
    """Every page is a file of its own, all in one folder."""

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self._files = {"": "index.html"} | file_names(unit.id for unit in course.pages())

    def file(self, unit_id: str) -> str:
        """The name of a page's file."""
        return self._files[unit_id]

    def _address(self, unit_id: str, element_id: str) -> str:
        return self._files[unit_id] + (f"#{element_id}" if element_id else "")


def file_names(unit_ids: Iterable[str]) -> dict[str, str]:
    """{unit id: the name of an HTML file for it}; on every system they can be told apart, and from `index.html`."""
    names: dict[str, str] = {}
    taken = {"index.html", "search.html"}
    for unit_id in unit_ids:
        stem = f"{unit_id}-" if unit_id.lower() in _RESERVED else unit_id
        name, count = f"{stem}.html", 1
        while name.lower() in taken:
            count += 1
            name = f"{stem}-{count}.html"
        taken.add(name.lower())
        names[unit_id] = name
    return names


def _pages(course: Course) -> Iterator[tuple[str, str]]:
    """(unit id, id of the page where it begins)."""
    for unit in course.units():
        page = _first_page(unit)
        if page:
            yield unit.id, page


def _first_page(unit: Unit) -> str:
    if not isinstance(unit, Module) or unit.blocks:
        return unit.id
    return next(filter(None, map(_first_page, unit.children)), "")
