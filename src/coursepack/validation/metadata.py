"""What a manifest says about the whole: version, titles, identifiers."""

import re

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.kinds import SCORM, Kind
from coursepack.validation.package import Package

VERSION_NOT_KNOWN = Rule(
    "version-not-known",
    Severity.ERROR,
    "The manifest's schemaversion is not one that the standard gives.",
    "Moodle takes such a package for SCORM 1.2 and offers the wrong interface: nothing is recorded.",
    'write "1.2", "CAM 1.3", "2004 3rd Edition" or "2004 4th Edition"',
    example="<schemaversion>2004</schemaversion>",
    source="SCORM 2004 CAM: the element <schemaversion>; mod/scorm of Moodle 4.5 and 5.1",
)
MISSING_TITLE = Rule(
    "missing-title",
    Severity.WARNING,
    "An organization or an item has no title.",
    "Learners see an empty line in the contents.",
    "give it a <title>",
    example='<item identifier="i1" identifierref="r1"/>',
    source="SCORM 1.2 CAM, Content Packaging: organizations and items",
)
FRAGILE_IDENTIFIER = Rule(
    "fragile-identifier",
    Severity.WARNING,
    "The manifest's identifier looks newly made for each export.",
    "Systems that tell packages apart by it take the next version for another course, and progress is lost.",
    "keep one identifier for all versions of a course",
    example='<manifest identifier="MANIFEST-20240131-120000">',
    source="SCORM 2004 CAM: the element <manifest>; Numbas, issue 340; moodle-mod_scormremote, issue 18",
)

RULES = (VERSION_NOT_KNOWN, MISSING_TITLE, FRAGILE_IDENTIFIER)

_VERSIONS = {
    Kind.SCORM_12: ("1.2",),
    Kind.SCORM_2004_2ND: ("CAM 1.3", "1.3"),
    Kind.SCORM_2004_3RD: ("2004 3rd Edition",),
    Kind.SCORM_2004_4TH: ("2004 4th Edition",),
}
_RANDOM = re.compile(
    r"[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}|20\d{2}[-_]?[01]\d[-_]?[0-3]\d[-_T]?\d{4,6}"
)


def judge(package: Package, report: Report) -> None:
    """What a manifest's own particulars are wrong about."""
    manifest, root = package.manifest, package.root
    if manifest is None or root is None:
        return
    if package.kind in SCORM:
        namespace = root.tag.rpartition("manifest")[0] if isinstance(root.tag, str) else ""
        found = root.find(f"{namespace}metadata/{namespace}schemaversion")
        version = "" if found is None else " ".join((found.text or "").split())
        if version not in _VERSIONS[package.kind]:
            line = (root if found is None else found).sourceline or 1
            said = f'the version is "{version}"' if version else "the manifest says no version"
            report.add(VERSION_NOT_KNOWN, package.at(line), said)
    for organization in manifest.organizations:
        if not organization.title and package.kind in SCORM:
            report.add(MISSING_TITLE, package.at(organization.line), "the organization has no title")
    for item in manifest.items():
        if not item.title and package.kind in SCORM:
            report.add(MISSING_TITLE, package.at(item.line), f'the item "{item.identifier}" has no title')
    if _RANDOM.search(manifest.identifier):
        message = f'the identifier "{manifest.identifier[:80]}" looks like a date or a random number'
        report.add(FRAGILE_IDENTIFIER, package.at(root.sourceline or 1), message)
