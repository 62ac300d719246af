"""Where the documents of QTI stand: a package, or a single file with what lies beside it in the same folder."""

import posixpath
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from coursepack.errors import SourceError
from coursepack.formats.opening import Opening
from coursepack.importing.base import Files
from coursepack.model.source import Position
from coursepack.packaging.archive import Archive
from coursepack.xml import XmlError, parse

MANIFEST = "imsmanifest.xml"
MOST_ITEMS = 50_000


class Document:
    """A document of QTI 2 without its namespaces; `path` is its place in the package, "" for a single file."""

    def __init__(self, source: "Source", path: str, root: etree._Element) -> None:
        self.source = source
        self.path = path
        self.root = root

    def at(self, element: etree._Element) -> Position:
        return Position(self.source.label_of(self.path), element.sourceline or 1, 0)

    def path_of(self, reference: str) -> str:
        """The path in the package that a reference in this document leads to."""
        address = unquote(reference.split("#", 1)[0].split("?", 1)[0]).replace("\\", "/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), address))

    def file(self, reference: str) -> str | None:
        """A file that this document shows, as the Markdown will refer to it; None where the package has none."""
        if not reference or reference.startswith(("#", "data:", "//")) or "://" in reference:
            return None
        return self.source.kept(self.path_of(reference))


class Source:
    """The documents and files of a bank. Use it as a context manager.

    `items`, `tests`: by path, in the order of the manifest.
    """

    def __init__(self, opening: Opening) -> None:
        self.label = opening.label
        self.files = Files()
        self.items: dict[str, Document] = {}
        self.tests: dict[str, Document] = {}
        self.about: dict[str, etree._Element] = {}
        self.unreadable: list[tuple[str, str]] = []
        self._kept: dict[str, str] = {}
        self._archive: Archive | None = None
        if opening.is_zip:
            self._archive = Archive(opening.path, opening.label)
            self._read_package()
        else:
            try:
                self._add("", _bare(parse(opening.path.read_bytes())))
            except (XmlError, OSError) as error:
                raise SourceError(f"{opening.label} cannot be read: {error}") from None

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive is not None:
            self._archive.close()

    def label_of(self, path: str) -> str:
        return f"{self.label}/{path}" if path else self.label

    def kept(self, path: str) -> str | None:
        """Keep a file of the package for the Markdown, and return the reference to it."""
        if path not in self._kept:
            if self._archive is None or path not in self._archive.entries or path.endswith(".xml"):
                return None
            self._kept[path] = self.files.add(path, self._archive.read(path))
        return self._kept[path]

    def _read_package(self) -> None:
        assert self._archive is not None
        archive = self._archive
        if not archive.is_readable or MANIFEST not in archive.entries:
            raise SourceError(f"{self.label} has no {MANIFEST}", "export the bank again, as a QTI package")
        try:
            manifest = _bare(parse(archive.read(MANIFEST)))
        except XmlError as error:
            raise SourceError(f"{self.label}/{MANIFEST} cannot be read: {error}") from None
        top = Document(self, MANIFEST, manifest)
        for resource in manifest.iter("resource"):
            first = resource.find("file")
            reference: str = resource.get("href") or (first.get("href") if first is not None else "") or ""
            path = top.path_of(reference) if reference else ""
            if not resource.get("type", "").startswith("imsqti_") or path in self.items or path in self.tests:
                continue
            if path not in archive.entries:
                self.unreadable.append((reference or resource.get("identifier") or "", "it is not in the package"))
                continue
            if len(self.items) >= MOST_ITEMS:
                self.unreadable.append((path, f"a package with more than {MOST_ITEMS} items is read no further"))
                return
            self.about[path] = resource
            try:
                self._add(path, _bare(parse(archive.read(path))))
            except XmlError as error:
                self.unreadable.append((path, str(error)))

    def _add(self, path: str, root: etree._Element) -> None:
        document = Document(self, path, root)
        if root.tag == "assessmentItem":
            self.items[path] = document
        elif root.tag in ("assessmentTest", "assessmentSection"):
            self.tests[path] = document
        else:
            self.unreadable.append((path, f"<{root.tag!s}> is no item and no test"))


def is_qti2(opening: Opening) -> bool:
    """Whether a file is an item, a test or a package of QTI 2."""
    if not opening.is_zip:
        return opening.root.rpartition("}")[2] in ("assessmentItem", "assessmentTest")
    with Archive(opening.path, opening.label) as archive:
        if not archive.is_readable or MANIFEST not in archive.entries:
            return False
        try:
            manifest = parse(archive.read(MANIFEST))
        except XmlError:
            return False
        return any("xmlv2p" in each.get("type", "") for each in manifest.iter("{*}resource"))


def stem_of(path: str) -> str:
    return PurePosixPath(path).stem


def _bare(root: etree._Element) -> etree._Element:
    """The elements without namespaces: what differs between versions of QTI 2 is little else."""
    for element in root.iter(etree.Element):
        element.tag = str(element.tag).rpartition("}")[2]
    return root
