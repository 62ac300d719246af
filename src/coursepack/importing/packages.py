"""Where the documents of QTI stand: a package, or a single file with what lies beside it in the same folder."""

import posixpath
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from coursepack.errors import SourceError
from coursepack.formats.opening import Opening
from coursepack.formats.qti import question_document
from coursepack.importing.base import Files
from coursepack.model.source import Position
from coursepack.packaging.archive import Archive
from coursepack.xml import XmlError, parse

MANIFEST = "imsmanifest.xml"
MOST_DOCUMENTS = 50_000


class Document:
    """A document of QTI without its namespaces; `path` is its place in the package, "" for a single file."""

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

    `documents`: by path, in the order of the manifest. `about`: by path, what the manifest says of each.
    """

    def __init__(self, opening: Opening) -> None:
        self.label = opening.label
        self.files = Files()
        self.documents: dict[str, Document] = {}
        self.about: dict[str, etree._Element] = {}
        self.unreadable: list[tuple[str, str]] = []
        self.archive: Archive | None = None
        self._kept: dict[str, str] = {}
        if opening.is_zip:
            self.archive = Archive(opening.path, opening.label)
            self._read_package(self.archive)
        else:
            try:
                self.documents[""] = Document(self, "", bare(parse(opening.path.read_bytes())))
            except (XmlError, OSError) as error:
                raise SourceError(f"{opening.label} cannot be read: {error}") from None

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_: object) -> None:
        if self.archive is not None:
            self.archive.close()

    def label_of(self, path: str) -> str:
        return f"{self.label}/{path}" if path else self.label

    def kept(self, path: str) -> str | None:
        """Keep a file of the package for the Markdown, and return the reference to it."""
        if path not in self._kept:
            if self.archive is None or path not in self.archive.entries or path.endswith(".xml"):
                return None
            self._kept[path] = self.files.add(path, self.archive.read(path))
        return self._kept[path]

    def take(self, path: str) -> Document | None:
        """Read a document of the package; None where it cannot be, which `unreadable` tells then."""
        assert self.archive is not None
        try:
            return Document(self, path, bare(parse(self.archive.read(path))))
        except XmlError as error:
            self.unreadable.append((path, str(error)))
            return None

    def _read_package(self, archive: Archive) -> None:
        if not archive.is_readable or MANIFEST not in archive.entries:
            raise SourceError(f"{self.label} has no {MANIFEST}", "export the bank again, as a QTI package")
        try:
            manifest = bare(parse(archive.read(MANIFEST)))
        except XmlError as error:
            raise SourceError(f"{self.label}/{MANIFEST} cannot be read: {error}") from None
        top = Document(self, MANIFEST, manifest)
        for resource in manifest.iter("resource"):
            kind, files = resource.get("type", ""), [file.get("href") or "" for file in resource.iterfind("file")]
            reference = question_document(kind, resource.get("href") or "", files)
            path = top.path_of(reference) if reference else ""
            if not kind.startswith("imsqti_") or path in self.documents:
                continue
            if path not in archive.entries:
                self.unreadable.append((reference or resource.get("identifier") or "", "it is not in the package"))
                continue
            if len(self.documents) >= MOST_DOCUMENTS:
                words = f"a package with more than {MOST_DOCUMENTS} documents is read no further"
                self.unreadable.append((path, words))
                return
            self.about[path] = resource
            document = self.take(path)
            if document is not None:
                self.documents[path] = document


def has_resources(opening: Opening, *signs: str) -> bool:
    """Whether a file is a package with a resource whose type has one of `signs` in it."""
    with Archive(opening.path, opening.label) as archive:
        if not archive.is_readable or MANIFEST not in archive.entries:
            return False
        try:
            manifest = parse(archive.read(MANIFEST))
        except XmlError:
            return False
        return any(sign in each.get("type", "") for each in manifest.iter("{*}resource") for sign in signs)


def stem_of(path: str) -> str:
    return PurePosixPath(path).stem


def bare(root: etree._Element) -> etree._Element:
    """The elements without namespaces: what differs between versions of QTI is little else."""
    for element in root.iter(etree.Element):
        element.tag = str(element.tag).rpartition("}")[2]
    return root
