"""What named learning systems are known to refuse or to misread, though the standard allows it."""

import re
from collections.abc import Callable

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.packaging.archive import MOST_BYTES
from coursepack.validation.kinds import CARTRIDGES, SCORM, SCORM_2004, Kind
from coursepack.validation.package import Package

MOODLE_PREFIX = Rule(
    "moodle-prefix",
    Severity.ERROR,
    "The manifest's elements carry other prefixes than Moodle reads.",
    "Moodle reads names, not namespaces: content objects become assets, which count as completed once opened, "
    "or the activity stays empty.",
    "write the manifest's own elements without a prefix, and the others with adlcp:, imsss:, adlnav:",
    example='<imscp:manifest>, <resource a:scormtype="sco">',
    source="mod/scorm of Moodle 4.5 and 5.1: datamodels/scormlib.php",
)
MOODLE_CHARACTER = Rule(
    "moodle-character",
    Severity.WARNING,
    "The manifest has numeric character references or CDATA sections.",
    "Moodle shows them as they are written: &#233; instead of é.",
    "write the characters themselves, in UTF-8",
    example="<title>Caf&#233;</title>",
    source="mod/scorm of Moodle 4.5 and 5.1: the manifest is changed by a pattern before it is read",
)
MOODLE_LENGTH = Rule(
    "moodle-length",
    Severity.ERROR,
    "A title, an identifier or a launch address has more than 255 characters.",
    "Moodle's database refuses it, and with it the whole activity.",
    "shorten it",
    example="a title of three sentences",
    source="Moodle 4.5 and 5.1: table scorm_scoes",
)
MOODLE_MAP_INFO = Rule(
    "moodle-map-info",
    Severity.ERROR,
    "The manifest maps objectives to global ones.",
    "Moodle's upload crashes at it with PHP 8.",
    "take <imsss:mapInfo> out for Moodle, or upload a SCORM 1.2 package there",
    example='<imsss:mapInfo targetObjectiveID="global_1"/>',
    source="Moodle 4.5 and 5.1 with PHP 8",
)
MOODLE_CARTRIDGE = Rule(
    "moodle-cartridge",
    Severity.ERROR,
    "Moodle reads Common Cartridge up to version 1.1 only.",
    "It refuses the upload: unable to find a conversion path.",
    "export the cartridge as version 1.1",
    example="a cartridge with the namespace imsccv1p3",
    source="Moodle 4.5 and 5.1: backup/cc",
)
SINGLE_SCO_ONLY = Rule(
    "single-sco-only",
    Severity.ERROR,
    "The package has several content objects, and the system takes one.",
    "The upload is refused, or only the first one is shown.",
    "publish the whole course as one content object",
    example="three <item> elements, each with an identifierref",
    source="help pages of Tovuti and CrossKnowledge",
)
SHARED_BEGINNING = Rule(
    "shared-beginning",
    Severity.WARNING,
    "The manifest's identifier is longer than what SuccessFactors tells packages apart by.",
    "Two courses of one vendor whose identifiers begin alike are taken for the same.",
    "let the first 15 characters differ from course to course",
    example='identifier="com.example.courses.bread"',
    source="SAP KBA 2316909",
)
CORNERSTONE_EDITION = Rule(
    "cornerstone-edition",
    Severity.WARNING,
    "Cornerstone implements the 3rd edition of SCORM 2004.",
    "What only other editions have is not honoured there.",
    "publish for SCORM 2004 3rd Edition, or for SCORM 1.2",
    example="<schemaversion>2004 4th Edition</schemaversion>",
    source="Cornerstone's help: Create New Publication",
)
PACKAGE_SIZE = Rule(
    "package-size",
    Severity.ERROR,
    "The package is larger than the system takes.",
    "The upload fails, often after a long wait.",
    "compress or stream the videos",
    example="a zip of 400 MB for Cornerstone",
    source="Cornerstone: 250 MB; Open edX: 2 GB unpacked",
)
SCORM_NOT_TAKEN = Rule(
    "scorm-not-taken",
    Severity.WARNING,
    "Canvas itself does not play SCORM packages.",
    "The upload works only where an add-on for SCORM is switched on.",
    "ask for the add-on, or import a Common Cartridge or QTI package",
    example="a SCORM package for Canvas",
    source="Canvas guides; text2qti, issues 43, 46 and 72",
)

RULES = (
    MOODLE_PREFIX,
    MOODLE_CHARACTER,
    MOODLE_LENGTH,
    MOODLE_MAP_INFO,
    MOODLE_CARTRIDGE,
    SINGLE_SCO_ONLY,
    SHARED_BEGINNING,
    CORNERSTONE_EDITION,
    PACKAGE_SIZE,
    SCORM_NOT_TAKEN,
)

_SS = "{http://www.imsglobal.org/xsd/imsss}"
_EXPECTED_PREFIXES = {
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp",
    "http://www.imsglobal.org/xsd/imsss": "imsss",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav",
}
_LONGEST_IN_MOODLE = 255
_TOLD_APART = 15
_CORNERSTONE_BYTES = 250 << 20


def judge(package: Package, systems: tuple[str, ...], report: Report) -> None:
    """What each of `systems`, keys of `SYSTEMS`, would not take as it is."""
    for system in systems:
        for judge_one in SYSTEMS[system]:
            judge_one(package, report)


def _prefixes(package: Package, report: Report) -> None:
    root = package.root
    if root is None or package.kind not in SCORM:
        return
    if root.prefix:
        message = f"the manifest's own elements have the prefix {root.prefix}:"
        report.add(MOODLE_PREFIX, package.at(root.sourceline or 1), message)
    told: set[str] = set()
    for element in root.iter():
        for prefix, namespace in element.nsmap.items():
            expected = _EXPECTED_PREFIXES.get(namespace)
            if expected and prefix != expected and namespace not in told:
                told.add(namespace)
                message = f'"{prefix or ""}:" stands for {namespace}; Moodle reads it only as "{expected}:"'
                report.add(MOODLE_PREFIX, package.at(element.sourceline or 1), message)


def _characters(package: Package, report: Report) -> None:
    if package.kind not in SCORM:
        return
    for number, line in enumerate(package.text.split(b"\n"), 1):
        if found := re.search(rb"&#x?[0-9A-Fa-f]{1,6};|<!\[CDATA\[", line):
            report.add(MOODLE_CHARACTER, package.at(number), f'"{found[0].decode()}" is shown as it stands')


def _lengths(package: Package, report: Report) -> None:
    manifest = package.manifest
    if manifest is None or package.kind not in SCORM:
        return
    named = [
        (item.line, word, text)
        for item in manifest.items()
        for word, text in (("title", item.title), ("identifier", item.identifier))
    ]
    named += [(each.line, "launch address", each.href) for each in manifest.resources]
    for line, word, text in named:
        if len(text) > _LONGEST_IN_MOODLE:
            message = f'the {word} "{text[:40]}…" has {len(text)} characters'
            report.add(MOODLE_LENGTH, package.at(line), message)


def _map_info(package: Package, report: Report) -> None:
    if package.root is None or package.kind not in SCORM_2004:
        return
    first = next(package.root.iter(f"{_SS}mapInfo"), None)
    if first is not None:
        report.add(MOODLE_MAP_INFO, package.at(first.sourceline or 1), "the manifest maps objectives to global ones")


def _cartridge(package: Package, report: Report) -> None:
    if package.kind in CARTRIDGES and package.kind is not Kind.CARTRIDGE_11:
        report.add(MOODLE_CARTRIDGE, package.at(1), f"the package is {package.kind.value}")


def _single(package: Package, report: Report) -> None:
    manifest = package.manifest
    if manifest is None or package.kind not in SCORM:
        return
    opening = [item for item in manifest.items() if item.target]
    if len(opening) > 1:
        message = f"{len(opening)} items open something; the system takes one"
        report.add(SINGLE_SCO_ONLY, package.at(opening[1].line), message)


def _beginning(package: Package, report: Report) -> None:
    manifest = package.manifest
    if manifest is not None and package.kind in SCORM and len(manifest.identifier) > _TOLD_APART:
        seen = manifest.identifier[:_TOLD_APART]
        report.add(SHARED_BEGINNING, package.at(1), f'of "{manifest.identifier[:60]}" it sees "{seen}"')


def _edition(package: Package, report: Report) -> None:
    if package.kind in SCORM_2004 and package.kind is not Kind.SCORM_2004_3RD:
        report.add(CORNERSTONE_EDITION, package.at(1), f"the package is {package.kind.value}")


def _cornerstone_size(package: Package, report: Report) -> None:
    if package.archive.size > _CORNERSTONE_BYTES:
        message = f"the zip has {package.archive.size >> 20} MB; Cornerstone takes {_CORNERSTONE_BYTES >> 20}"
        report.add(PACKAGE_SIZE, package.at(0), message)


def _open_edx_size(package: Package, report: Report) -> None:
    size = sum(entry.size for entry in package.archive.entries.values())
    if size > MOST_BYTES:
        report.add(PACKAGE_SIZE, package.at(0), f"unpacked it has {size >> 20} MB; Open edX takes {MOST_BYTES >> 20}")


def _no_scorm(package: Package, report: Report) -> None:
    if package.kind in SCORM:
        report.add(SCORM_NOT_TAKEN, package.at(0), f"the package is {package.kind.value}")


Judge = Callable[[Package, Report], None]

SYSTEMS: dict[str, tuple[Judge, ...]] = {
    "moodle": (_prefixes, _characters, _lengths, _map_info, _cartridge),
    "canvas": (_no_scorm,),
    "cornerstone": (_edition, _cornerstone_size),
    "crossknowledge": (_single,),
    "openedx": (_open_edx_size,),
    "successfactors": (_beginning,),
    "tovuti": (_single,),
}
"""{name of a learning system: what it is known for}."""
