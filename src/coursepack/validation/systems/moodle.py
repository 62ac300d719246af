"""What Moodle is known to refuse or to misread."""

import re

from coursepack.diagnostics import Report, Rule, Severity
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

RULES = (MOODLE_PREFIX, MOODLE_CHARACTER, MOODLE_LENGTH, MOODLE_MAP_INFO, MOODLE_CARTRIDGE)

_SS = "{http://www.imsglobal.org/xsd/imsss}"
_EXPECTED_PREFIXES = {
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp",
    "http://www.imsglobal.org/xsd/imsss": "imsss",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav",
}
_LONGEST = 255


def judge_prefixes(package: Package, report: Report) -> None:
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


def judge_characters(package: Package, report: Report) -> None:
    if package.kind not in SCORM:
        return
    for number, line in enumerate(package.text.split(b"\n"), 1):
        if found := re.search(rb"&#x?[0-9A-Fa-f]{1,6};|<!\[CDATA\[", line):
            report.add(MOODLE_CHARACTER, package.at(number), f'"{found[0].decode()}" is shown as it stands')


def judge_lengths(package: Package, report: Report) -> None:
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
        if len(text) > _LONGEST:
            message = f'the {word} "{text[:40]}…" has {len(text)} characters'
            report.add(MOODLE_LENGTH, package.at(line), message)


def judge_map_info(package: Package, report: Report) -> None:
    if package.root is None or package.kind not in SCORM_2004:
        return
    first = next(package.root.iter(f"{_SS}mapInfo"), None)
    if first is not None:
        report.add(MOODLE_MAP_INFO, package.at(first.sourceline or 1), "the manifest maps objectives to global ones")


def judge_cartridge(package: Package, report: Report) -> None:
    if package.kind in CARTRIDGES and package.kind is not Kind.CARTRIDGE_11:
        report.add(MOODLE_CARTRIDGE, package.at(1), f"the package is {package.kind.value}")
