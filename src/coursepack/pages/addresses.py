"""Where the pages of a course are: in one document, or as a site of one file per page."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from coursepack.model.course import Asset, Course, Module, Quiz, Unit

_DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(10)}
_RESERVED = frozenset({"index"} | _DEVICES)
"""File names that mean something else: the site's own first page, and devices of Windows."""


def page_id(unit_id: str) -> str:
    """The id of a page's section; "" is the course's first page."""
    return f"p-{unit_id}"


def id_prefix(unit_id: str) -> str:
    """What is put before every id inside a unit's text."""
    return f"p-{unit_id}--"


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
        """The address of a file of the course."""
        return asset.path

    def course(self) -> str:
        """The address of the course's first page."""
        return self._address("", "")

    @abstractmethod
    def _address(self, unit_id: str, element_id: str) -> str:
        """The address of a page, or of an element in it."""


class DocumentAddresses(PageAddresses):
    """Every page is a section of one document."""

    def _address(self, unit_id: str, element_id: str) -> str:
        return f"#{element_id or page_id(unit_id)}"


class SiteAddresses(PageAddresses):
    """Every page is a file of its own, all in one folder."""

    def __init__(self, course: Course) -> None:
        super().__init__(course)
        self._files = {"": "index.html"}
        taken = {"index.html"}
        for unit in course.pages():
            stem = f"{unit.id}-" if unit.id.lower() in _RESERVED else unit.id
            name, count = f"{stem}.html", 1
            while name.lower() in taken:
                count += 1
                name = f"{stem}-{count}.html"
            taken.add(name.lower())
            self._files[unit.id] = name

    def file(self, unit_id: str) -> str:
        """The name of a page's file."""
        return self._files[unit_id]

    def _address(self, unit_id: str, element_id: str) -> str:
        return self._files[unit_id] + (f"#{element_id}" if element_id else "")


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
