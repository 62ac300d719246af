"""Where the units of a course stand: what links, numbers and titles can mean."""

from collections.abc import Iterable

from coursepack.reading.discovery import INTRODUCTIONS
from coursepack.reading.entities import Entities, read_units
from coursepack.reading.exports.arrangement import Exports
from coursepack.reading.markdown.context import slug
from coursepack.reading.units import ReadUnit


class UnitPlaces:
    """Where units stand: by file, by heading, by label and number."""

    def __init__(self) -> None:
        self.by_file: dict[str, str] = {}
        self.by_number: dict[tuple[str, str], dict[str, str]] = {}
        """{(label, number): {id of each unit that has them: id of what it stands in}}"""
        self.groups: dict[str, set[str]] = {}
        """{file: ids of what its units stand in}"""
        self.anchors: dict[str, set[str]] = {}
        self.titles: dict[str, dict[str, str]] = {}
        self.headings: dict[str, list[tuple[int, str, str]]] = {}
        """{file: (line, id of the unit, anchor in it) of each heading and each unit's beginning}"""
        self.exports = Exports()
        self.folders: dict[str, str] = {}
        """{folder: id of the unit that it introduces; "" is the course itself}"""

    def named(self, label: str, number: str, file: str) -> str | None:
        """The id of the unit that "lesson 1" means in `file`: the one there is, or the one in the file's own module."""
        units = self.by_number.get((label, number), {})
        near = units if len(units) == 1 else [one for one, group in units.items() if group in self.groups.get(file, ())]
        return next(iter(near)) if len(near) == 1 else None

    def locate(self, root: ReadUnit, entities: Entities, files: Iterable[str]) -> None:
        """Enters every unit below `root`; `files` are all lessons, also those that became no unit."""
        units = [(read, entities.id_of(read)) for read in read_units(root)]
        for read, unit_id in units:
            for file in read.draft.files:
                self.by_file[file] = unit_id
                self._introduces(file, unit_id)
            if read.draft.label and read.draft.number:
                group = entities.id_around(read)
                named = self.by_number.setdefault((read.draft.label, read.draft.number.lower()), {})
                named[unit_id] = group
                self.groups.setdefault(read.file, set()).add(group)
        for read, unit_id in units:
            self.by_file.setdefault(read.file, unit_id)
        for read, unit_id in units:
            self.headings.setdefault(read.file, []).append((read.draft.at.line, unit_id, ""))
            titles = self.titles.setdefault(read.file, {})
            if read.draft.document is not None and (title := read.draft.document.titles.get(read.draft.at)) is not None:
                titles.setdefault(slug(_unmarked(title)), unit_id)
        for file in files:
            self.titles.setdefault(file, {})

    def _introduces(self, file: str, unit_id: str) -> None:
        folder, _, name = file.rpartition("/")
        if name.rsplit(".", 1)[0].lower() in INTRODUCTIONS:
            self.folders.setdefault(folder, unit_id)


def _unmarked(title: str) -> str:
    return title.replace("*", "").replace("`", "")
