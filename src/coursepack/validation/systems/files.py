"""What learning systems are known to make of the files of a package: their sizes, their names, their kinds."""

import re

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.packaging.archive import MOST_BYTES
from coursepack.validation.kinds import SCORM, Kind
from coursepack.validation.package import Package

PACKAGE_SIZE = Rule(
    "package-size",
    Severity.ERROR,
    "The package is larger than the system takes.",
    "The upload fails, often after a long wait.",
    "compress or stream the videos",
    example="a zip of 400 MB for Cornerstone",
    source="Cornerstone: 250 MB; CrossKnowledge, third-party prerequisites: 200 MB; Open edX: 2 GB unpacked",
)
SERVER_SIDE_FILE = Rule(
    "server-side-file",
    Severity.ERROR,
    "The package has a file that a web server would run.",
    "CrossKnowledge refuses the whole package.",
    "take the file out; pages in a learning system cannot use it anyway",
    example="player/save.php",
    source="CrossKnowledge, third-party prerequisites: security restrictions",
)
RENAMED_FILE = Rule(
    "renamed-file",
    Severity.WARNING,
    "A name has characters that Chamilo changes or leaves out when it unpacks the package.",
    "Pages and scripts still ask for the old name: learners see an empty window.",
    "use letters from A to Z, digits, - and _ in names, or ask for skip_scorm_package_clean_up in Chamilo's settings",
    example="dist/main~player.js",
    source="Chamilo 1.11: chamilo-lms, issue 4994, and main/lp/scorm.class.php",
)
PACKAGE_OVERLOOKED = Rule(
    "package-overlooked",
    Severity.WARNING,
    "A name in the zip is not written in UTF-8, and openEQUELLA reads all names as UTF-8.",
    "It stops looking for the manifest and keeps the package as an ordinary zip, without a word.",
    "make the zip with a program that marks names as UTF-8, or use plain letters",
    example="Übung.html, packed by an old program",
    source="openEQUELLA, issue 1868, told in 2020 and closed since",
)

RULES = (PACKAGE_SIZE, SERVER_SIDE_FILE, RENAMED_FILE, PACKAGE_OVERLOOKED)

_CORNERSTONE_BYTES = 250 << 20
_CROSSKNOWLEDGE_BYTES = 200 << 20
_SERVER_SIDE = re.compile(r"\.(?:htaccess|php\w*|phtml?|pl|py|cgi|exe|sh)$", re.IGNORECASE)
_KEPT_BY_CHAMILO = re.compile(r"[A-Za-z0-9._/-]")


def judge_cornerstone_size(package: Package, report: Report) -> None:
    _judge_packed(package, "Cornerstone", _CORNERSTONE_BYTES, report)


def judge_crossknowledge_size(package: Package, report: Report) -> None:
    _judge_packed(package, "CrossKnowledge", _CROSSKNOWLEDGE_BYTES, report)


def judge_open_edx_size(package: Package, report: Report) -> None:
    size = sum(entry.size for entry in package.archive.entries.values())
    if size > MOST_BYTES:
        report.add(PACKAGE_SIZE, package.at(0), f"unpacked it has {size >> 20} MB; Open edX takes {MOST_BYTES >> 20}")


def _judge_packed(package: Package, system: str, most: int, report: Report) -> None:
    if package.archive.size > most:
        message = f"the zip has {package.archive.size >> 20} MB; {system} takes {most >> 20}"
        report.add(PACKAGE_SIZE, package.at(0), message)


def judge_server_side(package: Package, report: Report) -> None:
    for name in package.archive.entries:
        if _SERVER_SIDE.search(name):
            kind = name.rpartition(".")[2].lower()
            report.add(SERVER_SIDE_FILE, package.in_file(name), f"CrossKnowledge takes no package with a .{kind} file")


def judge_names(package: Package, report: Report) -> None:
    if package.kind not in SCORM:
        return
    for name in package.archive.entries:
        lost = _KEPT_BY_CHAMILO.sub("", name)
        if not lost:
            continue
        characters = " ".join("a space" if each.isspace() else each for each in dict.fromkeys(lost))
        report.add(RENAMED_FILE, package.in_file(name), f"Chamilo changes this name: it does not keep {characters}")


def judge_encoding(package: Package, report: Report) -> None:
    if package.kind is Kind.EPUB:
        return
    unread = [name for name, entry in package.archive.entries.items() if not entry.is_utf8]
    if unread:
        message = f'"{unread[0]}" is not written in UTF-8; openEQUELLA takes the package for an ordinary zip'
        report.add(PACKAGE_OVERLOOKED, package.in_file(unread[0]), message)
