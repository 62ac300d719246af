"""Which files of a course are lessons, and where the structure of an export puts each of them."""

from typing import TYPE_CHECKING

import msgspec

from coursepack.diagnostics import Report
from coursepack.errors import SourceError
from coursepack.model.source import Position
from coursepack.reading.discovery import Sources, read_text
from coursepack.reading.exports import contents as lists
from coursepack.reading.exports.contents import NOT_IN_CONTENTS, Contents, Entry, is_welcome
from coursepack.reading.exports.front_matter import aliases_of, is_draft
from coursepack.reading.exports.names import is_export, plain_name
from coursepack.reading.exports.obsidian import Pages
from coursepack.reading.exports.repository import NOT_A_LESSON, is_project_file

if TYPE_CHECKING:
    from coursepack.reading.document import Document

_FURNITURE = ("_navbar.md", "_coverpage.md", "_footer.md", "_sidebar.md")


class Folder(msgspec.Struct, frozen=True):
    """A module that an export puts files into: `title` as raw Markdown; "" where the folder's name says it."""

    name: str
    title: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where a file stands in the course: `folders` from the top down, and whether it introduces the last of them.

    `listed`: a list of contents says so, which then gives the order, too; `title` is what it calls the file, "" where
    the file itself says it.
    """

    folders: tuple[Folder, ...]
    introduces: bool = False
    listed: bool = False
    title: str = ""


class Lessons(msgspec.Struct):
    """The sources that are lessons, and the lists of contents that were found."""

    sources: Sources
    contents: list[Contents] = []


class Exports(msgspec.Struct):
    """What the files of a course bring along from other tools, for the resolution of references.

    `aliases`: {file: {anchor that a tool gave: line}}; `embedded`: {name: (media type, bytes)} of pictures.
    """

    aliases: dict[str, dict[str, int]] = {}
    embedded: dict[str, tuple[str, bytes]] = {}
    pages: Pages | None = None

    def find(self, page: str, near: str) -> str | None:
        """The file that a wiki link in the file `near` names."""
        return self.pages.find(page, near) if self.pages else None


def exports_of(documents: list["Document"], sources: Sources) -> Exports:
    """What `documents` bring along, once their texts are read; harmless marks that were left out are reported."""
    names: dict[str, str] = {}
    exports = Exports()
    for document in documents:
        document.source.finish()
        exports.embedded |= document.source.embedded
        if document.source.aliases:
            exports.aliases[document.file] = document.source.aliases
        for alias in (*aliases_of(document.foreign), document.title):
            names.setdefault(alias, document.file)
    exports.pages = Pages(sources.files, names)
    return exports


def find_lessons(sources: Sources, base: str, report: Report) -> Lessons:
    """`sources` without the Markdown files that are no lessons; each is named in a diagnostic."""
    if sources.single or len(sources.lessons) < 2:
        return Lessons(sources)
    found = _contents(sources, report)
    listed = {entry.file for contents in found for entry in contents.walk()}
    governing = {contents.file for contents in found}
    kept: list[str] = []
    gone: set[str] = set()
    for file in sources.lessons:
        name = file.rsplit("/", 1)[-1]
        at = Position(file, 1)
        if file in governing:
            gone.add(file)
        elif file in listed or any(contents.welcomes(file) for contents in found):
            kept.append(file)
        elif is_project_file(file, base):
            report.add(NOT_A_LESSON, at, f"{name} is about the project and is left out")
        elif governing and name in _FURNITURE:
            gone.add(file)
            report.add(NOT_A_LESSON, at, f"{name} is a part of a website and is left out")
        elif any(contents.governs(file) for contents in found):
            gone.add(file)
            by = next(contents.file for contents in found if contents.governs(file))
            report.add(NOT_IN_CONTENTS, at, f"{file} is not named in {by} and is left out of the course")
        else:
            kept.append(file)
    if not kept:
        return Lessons(sources)
    return Lessons(msgspec.structs.replace(sources, lessons=tuple(kept), files=sources.files - gone), found)


def _contents(sources: Sources, report: Report) -> list[Contents]:
    """The lists of contents that govern, none inside another; SUMMARY.md before mkdocs.yml before _sidebar.md."""
    found: list[Contents] = []
    names = [file for file in sources.lessons if lists.is_contents(file)]
    names += lists.settings_files(sources)
    order = {"SUMMARY.md": 0, "mkdocs.yml": 1, "mkdocs.yaml": 1, "_sidebar.md": 2}
    for file in sorted(names, key=lambda name: (order[name.rsplit("/", 1)[-1]], name.count("/"), name)):
        folder = file.rpartition("/")[0]
        if any(contents.governs(file) or contents.folder.startswith(f"{folder}/") for contents in found):
            continue
        if found and (not folder or any(not contents.folder for contents in found)):
            continue
        try:
            text = read_text(sources, file)
        except SourceError:
            continue
        read = lists.read_markdown if file.endswith(".md") else lists.read_mkdocs
        contents = read(file, text, sources, report)
        if contents is not None:
            found.append(contents)
    return found


def arrange(
    documents: list["Document"], lessons: Lessons, base: str, report: Report
) -> tuple[list["Document"], Sources]:
    """`documents` in the order of the course, each with its `place`; drafts are left out and named."""
    sources = lessons.sources
    drafts = [document for document in documents if is_draft(document.foreign)]
    if drafts and len(drafts) < len(documents):
        for document in drafts:
            report.add(NOT_A_LESSON, Position(document.file, 1), f"{document.file} is a draft and is left out")
        names = {document.file for document in drafts}
        documents = [document for document in documents if document.file not in names]
        sources = msgspec.structs.replace(
            sources,
            lessons=tuple(file for file in sources.lessons if file not in names),
            files=sources.files - names,
        )
    if lessons.contents:
        documents = _listed(documents, lessons.contents, base)
    elif any(is_export(document.file) for document in documents):
        documents = _notion(documents, base)
    return documents, sources


# --- lists of contents ---------------------------------------------------------------------------------------


def _listed(documents: list["Document"], found: list[Contents], base: str) -> list["Document"]:
    by_file = {document.file: document for document in documents}
    ordered: list[Document] = []

    def enter(entry: Entry, above: tuple[Folder, ...], number: str) -> None:
        document = by_file.pop(entry.file, None) if entry.file else None
        if entry.children:
            below = (*above, Folder(number, entry.title or entry.file.rsplit("/", 1)[-1]))
            if document is not None:
                document.place = Place(below, introduces=True, listed=True, title=entry.title)
                ordered.append(document)
            for index, child in enumerate(entry.children):
                enter(child, below, f"{number}.{index}")
        elif document is not None:
            document.place = Place(above, listed=True, title=entry.title)
            ordered.append(document)

    for contents in found:
        own = _folders_of(contents.folder, base) if len(found) > 1 else ()
        for index, entry in enumerate(contents.entries):
            if index == 0 and entry.file in by_file and not entry.children and is_welcome(entry.file):
                document = by_file.pop(entry.file)
                document.place = Place(own, introduces=True, listed=True)
                ordered.append(document)
            else:
                enter(entry, own, f"{contents.file}:{index}")
        for document in [document for document in by_file.values() if contents.welcomes(document.file)]:
            document.place = Place(own, introduces=True, listed=True)
            ordered.insert(0, by_file.pop(document.file))
    return [*ordered, *by_file.values()]


def _folders_of(folder: str, base: str) -> tuple[Folder, ...]:
    above = len([part for part in base.split("/") if part and part != "."])
    return tuple(Folder(name) for name in folder.split("/")[above:] if name)


# --- Notion --------------------------------------------------------------------------------------------------


def _notion(documents: list["Document"], base: str) -> list["Document"]:
    """Pages that have sub-pages introduce the folder of these; the only page at the top introduces the course."""
    folders = {document.file.rpartition("/")[0] for document in documents}
    for folder in list(folders):
        while folder := folder.rpartition("/")[0]:
            folders.add(folder)
    own: dict[str, str] = {}
    for document in documents:
        stem = document.file.rsplit(".", 1)[0]
        above, _, name = stem.rpartition("/")
        for candidate in (stem, f"{above}/{plain_name(name)}".lstrip("/")):
            if is_export(document.file) and candidate in folders and candidate not in own.values():
                own[document.file] = candidate
                break
    root = _root(documents, own)
    for document in documents:
        folder = own.get(document.file, document.file.rpartition("/")[0])
        if root and (folder == root or folder.startswith(f"{root}/")):
            parts = tuple(Folder(name) for name in folder[len(root) + 1 :].split("/") if name)
        else:
            parts = _folders_of(folder, base)
        if document.file in own:
            document.place = Place(parts, introduces=True)
        elif root:
            document.place = Place(parts, introduces=is_welcome(document.file))
    return _in_order_of_links(documents, own)


def _root(documents: list["Document"], own: dict[str, str]) -> str:
    """The folder of the page that all other pages stand below, or ""."""
    depth = min(document.file.count("/") for document in documents)
    top = [document for document in documents if document.file.count("/") == depth]
    if len(top) != 1 or top[0].file not in own:
        return ""
    folder = own[top[0].file]
    inside = all(document is top[0] or document.file.startswith(f"{folder}/") for document in documents)
    return folder if inside else ""


def _in_order_of_links(documents: list["Document"], own: dict[str, str]) -> list["Document"]:
    """`documents` with the pages of a folder in the order in which their parent page links to them."""
    ranks: dict[str, int] = {}
    for document in documents:
        folder = own.get(document.file)
        if folder is None:
            continue
        for rank, file in enumerate(document.linked_files()):
            if file.rpartition("/")[0] == folder:
                ranks.setdefault(file, rank)
                ranks.setdefault(own.get(file, file), rank)

    def key(document: "Document") -> tuple[tuple[int, int], ...]:
        path = document.file
        parts = path.split("/")
        place: list[tuple[int, int]] = []
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            page = own.get(here, here)
            place.append((ranks.get(here, ranks.get(page, len(ranks))), order.get(here, order[path])))
        if path in own:
            place.append((-1, 0))
        return tuple(place)

    order: dict[str, int] = {}
    for index, document in enumerate(documents):
        parts = document.file.split("/")
        for depth in range(1, len(parts) + 1):
            order.setdefault("/".join(parts[:depth]), index)
    for file, folder in own.items():  # a page and the folder of its sub-pages are one place
        order[folder] = order[file]
    return sorted(documents, key=key)
