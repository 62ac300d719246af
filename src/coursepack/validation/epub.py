"""EPUB: the frame only. What is inside is epubcheck's to judge."""

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.kinds import Kind
from coursepack.validation.manifest import package_path
from coursepack.validation.package import CONTAINER, Package
from coursepack.xml import XmlError, parse

EPUB_FRAME = Rule(
    "epub-frame",
    Severity.ERROR,
    "The EPUB's frame is broken: its media type, its container or its package document.",
    "Reading systems do not open it.",
    "make the book again with a tool that writes EPUB 3",
    example="a mimetype file that is compressed, or not the first in the zip",
    source="EPUB 3.3: OCF abstract container and package document",
)
EPUB_FILE = Rule(
    "epub-file",
    Severity.ERROR,
    "The EPUB's package document names a file or an item that is not there.",
    "A reader meets an empty page.",
    "put the file into the book, or take its entry out",
    example='<item href="chapter-2.xhtml" …/> without that file',
    source="EPUB 3.3, 5.6.2: the item element",
)
EPUB_NOT_JUDGED = Rule(
    "epub-not-judged",
    Severity.NOTE,
    "Only the frame of an EPUB is judged here.",
    "Its pages may still have faults.",
    "run epubcheck for the rest",
    example="every EPUB",
    source="w3c/epubcheck",
)

RULES = (EPUB_FRAME, EPUB_FILE, EPUB_NOT_JUDGED)

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_MEDIA_TYPE = b"application/epub+zip"
_MOST_BYTES = 16 << 20


def judge(package: Package, report: Report) -> None:
    """Whether a reading system can open the book and find its parts."""
    if package.kind is not Kind.EPUB:
        return
    archive = package.archive
    first = next(iter(archive.entries.values()), None)
    whole = package.in_file("mimetype")
    if first is None or first.name != "mimetype" or first.packed != first.size:
        report.add(EPUB_FRAME, whole, "mimetype has to be the first file of the zip, not compressed")
    elif archive.read("mimetype", 100).strip() != _MEDIA_TYPE:
        report.add(EPUB_FRAME, whole, f"mimetype has to be {_MEDIA_TYPE.decode()}")
    root = _parsed(package, CONTAINER, report)
    rootfile = None if root is None else root.find(f"{_CONTAINER}rootfiles/{_CONTAINER}rootfile")
    path = "" if rootfile is None else (rootfile.get("full-path") or "")
    if root is not None and path not in archive.entries:
        report.add(EPUB_FRAME, package.in_file(CONTAINER), f'the container names "{path}", which is not there')
    elif root is not None:
        _judge_package_document(package, path, report)
    report.add(EPUB_NOT_JUDGED, package.in_file(path or CONTAINER), "the pages of the book were not judged")


def package_document(package: Package) -> tuple[str, etree._Element] | None:
    """The path and the root element of what describes the book; None where it cannot be read."""
    root = _parsed(package, CONTAINER, Report())
    rootfile = None if root is None else root.find(f"{_CONTAINER}rootfiles/{_CONTAINER}rootfile")
    path = "" if rootfile is None else (rootfile.get("full-path") or "")
    if path not in package.archive.entries:
        return None
    book = _parsed(package, path, Report())
    return None if book is None else (path, book)


def _judge_package_document(package: Package, path: str, report: Report) -> None:
    root = _parsed(package, path, report)
    if root is None:
        return
    folder = path.rpartition("/")[0]
    items: set[str] = set()
    for item in root.iterfind(f"{_OPF}manifest/{_OPF}item"):
        items.add(item.get("id") or "")
        href = item.get("href") or ""
        target = package_path(f"{folder}/" if folder else "", href)
        if target and target not in package.archive.entries:
            report.add(EPUB_FILE, package.in_file(path, item.sourceline or 1), f'the book has no file "{target}"')
    for reference in root.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        if (identifier := reference.get("idref") or "") not in items:
            message = f'the spine names "{identifier}", which is not in the manifest'
            report.add(EPUB_FILE, package.in_file(path, reference.sourceline or 1), message)


def _parsed(package: Package, path: str, report: Report) -> etree._Element | None:
    try:
        return parse(package.archive.read(path, _MOST_BYTES))
    except XmlError as error:
        report.add(EPUB_FRAME, package.in_file(path, error.line), error.message)
        return None
