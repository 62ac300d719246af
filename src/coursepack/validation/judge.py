"""Judges a file: finds out what it is, and what keeps it from working."""

import re
from pathlib import Path

import msgspec
from lxml import etree

from coursepack.diagnostics import Diagnostic, Report, Rule, Severity
from coursepack.errors import SourceError
from coursepack.formats.gift import looks_like_gift
from coursepack.formats.opening import Opening
from coursepack.model.source import Position
from coursepack.packaging.archive import Archive
from coursepack.validation import gift, moodle_xml, qti, systems, table
from coursepack.validation.documents import Document
from coursepack.validation.kinds import Kind
from coursepack.validation.moodle_xml import Bank
from coursepack.validation.package import MOODLE_BACKUP, UNREADABLE_BANK, Package, open_package
from coursepack.xml import XmlError, parse_file

UNKNOWN_FILE = Rule(
    "unknown-file",
    Severity.ERROR,
    "The file is neither a package nor a question bank that is known here.",
    "A learning system will not take it, either.",
    "give a zip with a manifest, an EPUB, a Moodle XML file or a GIFT file",
    example="a PDF",
    source="the standards that coursepack validate knows (docs/command-line.md lists them)",
)

RULES = (*table.RULES, UNKNOWN_FILE)

_GZIP = b"\x1f\x8b"
MOST_BANK_BYTES = 512 << 20


class Verdict(msgspec.Struct, frozen=True):
    """What was found out about a file: its kind, one line on what it holds, and the findings in order."""

    path: str
    kind: Kind
    holds: str
    diagnostics: tuple[Diagnostic, ...]


def judge_file(path: Path, named_systems: tuple[str, ...] = ()) -> Verdict:
    """The verdict on a package or bank. `named_systems`: keys of `systems.SYSTEMS` whose own demands count as well.

    Raises `SourceError` where the file cannot be read.
    """
    opening = Opening(path)
    label = opening.label
    report = Report()
    if opening.is_zip:
        with Archive(path, label) as archive:
            return _judge_archive(path, archive, named_systems, report)
    if opening.is_xml:
        return _judge_document(path, label, report)
    if looks_like_gift(opening.text):
        count = gift.judge(label, opening.text, report)
        return Verdict(str(path), Kind.GIFT, counted(count, "question"), tuple(report.diagnostics))
    message, advice = f"{path.name} is no package and no question bank that is known here", ""
    if opening.start.startswith(_GZIP):
        message, advice = f"{path.name} is packed with gzip, as backups of Moodle are (.mbz)", MOODLE_BACKUP[1]
    report.add(UNKNOWN_FILE, Position(label, 0, 0), message, help=advice)
    return Verdict(str(path), Kind.UNKNOWN, "", tuple(report.diagnostics))


def _judge_archive(path: Path, archive: Archive, named_systems: tuple[str, ...], report: Report) -> Verdict:
    report.extend(archive.diagnostics)
    if not archive.is_readable:
        return Verdict(str(path), Kind.UNKNOWN, "", tuple(report.diagnostics))
    package = open_package(archive, report)
    for judge in table.JUDGES:
        judge(package, report)
    systems.judge(package, named_systems, report)
    return Verdict(str(path), package.kind, _holds(package), tuple(report.diagnostics))


def _judge_document(path: Path, label: str, report: Report) -> Verdict:
    if path.stat().st_size > MOST_BANK_BYTES:
        raise SourceError(f"{path} is larger than {MOST_BANK_BYTES >> 20} MB")
    try:
        root = parse_file(path)
    except XmlError as error:
        if _is_page(path):
            what = f"{path.name} is a page of the web, and no package or question bank"
            report.add(UNKNOWN_FILE, Position(label, 0, 0), what)
            return Verdict(str(path), Kind.UNKNOWN, "", tuple(report.diagnostics))
        report.add(UNREADABLE_BANK, Position(label, error.line, 0), error.message)
        return Verdict(str(path), Kind.UNKNOWN, "", tuple(report.diagnostics))
    if root.tag == "quiz":
        bank = Bank(label, root)
        moodle_xml.judge(bank, report)
        count = sum(1 for _ in moodle_xml.questions(bank))
        return Verdict(str(path), Kind.MOODLE_XML, counted(count, "question"), tuple(report.diagnostics))
    if qti.is_question_document(root):
        qti.judge_document(Document(label, root), report)
        kind = qti.kind_of(root)
        return Verdict(str(path), kind, counted(len(qti.types_of(root)), "question"), tuple(report.diagnostics))
    name = etree.QName(root).localname
    report.add(UNKNOWN_FILE, Position(label, 0, 0), f"<{name}> begins no question bank that is known here")
    return Verdict(str(path), Kind.UNKNOWN, "", tuple(report.diagnostics))


def _is_page(path: Path) -> bool:
    """Whether a file begins as HTML does, which need not be XML."""
    with path.open("rb") as file:
        start = file.read(1024)
    return (
        re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html)\b", start, re.I | re.S)
        is not None
    )


def _holds(package: Package) -> str:
    """What a package holds, in words."""
    parts: list[str] = []
    if package.manifest is not None:
        opening = sum(bool(item.target) for item in package.manifest.items())
        if package.kind.is_scorm:
            parts.append(counted(opening, "content object"))
        elif opening:
            parts.append(counted(opening, "item"))
        else:
            parts.append(counted(len(package.manifest.resources), "resource"))
    parts.append(counted(len(package.archive.entries), "file"))
    return ", ".join(parts)


def counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
