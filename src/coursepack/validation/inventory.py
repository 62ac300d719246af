"""What a package or question bank holds, without judging it."""

from collections import Counter
from pathlib import Path

import msgspec
from lxml import etree

from coursepack.diagnostics import Report
from coursepack.formats.opening import Opening
from coursepack.packaging.archive import Archive
from coursepack.validation import epub, gift, moodle_xml, qti
from coursepack.validation.judge import judge_file
from coursepack.validation.kinds import Kind
from coursepack.validation.manifest import Item, package_path
from coursepack.validation.moodle_xml import Bank
from coursepack.validation.package import Package, open_package
from coursepack.xml import parse_file


class Entry(msgspec.Struct, frozen=True):
    """An item of a package: `opens` is the file that it starts, "" for a heading."""

    id: str
    title: str
    opens: str
    items: tuple["Entry", ...] = ()


class ResourceEntry(msgspec.Struct, frozen=True):
    """A resource of a package; `bytes` of the files it names that are there, unpacked."""

    id: str
    type: str
    href: str
    files: int
    bytes: int


class Inventory(msgspec.Struct, frozen=True):
    """What is in a file. `id` is the manifest's; `bytes` are unpacked; `questions`: how many there are of each type."""

    path: str
    kind: str
    id: str = ""
    files: int = 0
    bytes: int = 0
    items: tuple[Entry, ...] = ()
    resources: tuple[ResourceEntry, ...] = ()
    questions: dict[str, int] = {}


def take_inventory(path: Path) -> Inventory:
    """The inventory of a file. Raises `SourceError` where it cannot be read."""
    verdict = judge_file(path)
    if verdict.kind is Kind.MOODLE_XML:
        bank = Bank(path.as_posix(), parse_file(path))
        types = Counter(question.get("type") or "" for question in moodle_xml.questions(bank))
        return Inventory(str(path), verdict.kind.value, bytes=path.stat().st_size, questions=_sorted(types))
    if verdict.kind in (Kind.QTI_12_DOCUMENT, Kind.QTI_2_DOCUMENT):
        types = Counter(qti.types_of(parse_file(path)))
        return Inventory(str(path), verdict.kind.value, bytes=path.stat().st_size, questions=_sorted(types))
    if verdict.kind is Kind.GIFT:
        types = Counter(gift.types_of(Opening(path).text))
        return Inventory(str(path), verdict.kind.value, bytes=path.stat().st_size, questions=_sorted(types))
    if verdict.kind is Kind.UNKNOWN or not _is_zip(path):
        return Inventory(str(path), verdict.kind.value, bytes=path.stat().st_size)
    with Archive(path) as archive:
        return _of_package(str(path), open_package(archive, Report()))


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"PK"


def _of_package(path: str, package: Package) -> Inventory:
    entries, manifest = package.archive.entries, package.manifest
    sizes = {name: entry.size for name, entry in entries.items()}
    if manifest is None:
        read = _of_book if package.kind is Kind.EPUB else _of_structure
        identifier, items, listed = read(package, sizes)
        return Inventory(path, package.kind.value, identifier, len(sizes), sum(sizes.values()), items, listed)
    launches = {resource.identifier: resource.path or resource.href for resource in manifest.resources}
    resources = tuple(
        ResourceEntry(
            resource.identifier,
            resource.scorm_type or resource.type,
            resource.href,
            len(resource.files),
            sum(sizes.get(file.path, 0) for file in resource.files),
        )
        for resource in manifest.resources
    )
    return Inventory(
        path,
        package.kind.value,
        manifest.identifier,
        len(sizes),
        sum(sizes.values()),
        tuple(
            Entry(each.identifier, each.title, "", tuple(_entry(item, launches) for item in each.items))
            for each in manifest.organizations
        ),
        resources,
        _questions(package),
    )


def _of_structure(package: Package, sizes: dict[str, int]) -> tuple[str, tuple[Entry, ...], tuple[ResourceEntry, ...]]:
    """What a cmi5 course structure says: identifier, blocks and units, and the addresses of the units."""
    root = package.root
    course = None if root is None else root.find("{*}course")
    if root is None or course is None:
        return "", (), ()
    units = [(unit.get("id") or "", (unit.findtext("{*}url") or "").strip()) for unit in root.iter("{*}au")]
    resources = []
    for identifier, address in units:
        path = package_path("", address)
        resources.append(ResourceEntry(identifier, "au", address, int(path in sizes), sizes.get(path, 0)))
    whole = Entry(course.get("id") or "", _title(course), "", _blocks(root))
    return whole.id, (whole,), tuple(resources)


def _blocks(element: etree._Element) -> tuple[Entry, ...]:
    """The blocks and units right inside an element, with all in them."""
    return tuple(
        Entry(each.get("id") or "", _title(each), (each.findtext("{*}url") or "").strip(), _blocks(each))
        for each in element.iterchildren("{*}block", "{*}au")
    )


def _title(element: etree._Element) -> str:
    return " ".join((element.findtext("{*}title/{*}langstring") or "").split())


def _of_book(package: Package, sizes: dict[str, int]) -> tuple[str, tuple[Entry, ...], tuple[ResourceEntry, ...]]:
    """What an EPUB's package document says: identifier, the pages in their order, and all files."""
    found = epub.package_document(package)
    if found is None:
        return "", (), ()
    path, root = found
    folder = path.rpartition("/")[0]
    base = f"{folder}/" if folder else ""
    files = {
        item.get("id") or "": (item.get("media-type") or "", package_path(base, item.get("href") or ""))
        for item in root.iterfind("{*}manifest/{*}item")
    }
    resources = (
        ResourceEntry(identifier, kind, place, int(place in sizes), sizes.get(place, 0))
        for identifier, (kind, place) in files.items()
    )
    named = [each.get("idref") or "" for each in root.iterfind("{*}spine/{*}itemref")]
    pages = tuple(Entry(name, "", files.get(name, ("", ""))[1]) for name in named)
    title, identifier = (
        " ".join((root.findtext(f"{{*}}metadata/{{*}}{name}") or "").split()) for name in ("title", "identifier")
    )
    return identifier, (Entry(identifier, title, "", pages),), tuple(resources)


def _entry(item: Item, launches: dict[str, str]) -> Entry:
    inside = tuple(_entry(each, launches) for each in item.items)
    return Entry(item.identifier, item.title, launches.get(item.target, ""), inside)


def _questions(package: Package) -> dict[str, int]:
    """{type of question: how many the package has}"""
    types: Counter[str] = Counter()
    for document in qti.documents(package, Report()):
        types.update(qti.types_of(document.root))
    return _sorted(types)


def _sorted(types: Counter[str]) -> dict[str, int]:
    return dict(sorted(types.items()))
