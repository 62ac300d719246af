"""A package as it is judged: its zip, what kind it is, and its manifest."""

from itertools import islice

import msgspec
from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.packaging.archive import Archive
from coursepack.validation.kinds import Kind
from coursepack.validation.manifest import Manifest, read_manifest
from coursepack.xml import XmlError, parse

MANIFEST = "imsmanifest.xml"
CMI5 = "cmi5.xml"
CONTAINER = "META-INF/container.xml"
MOST_MANIFEST_BYTES = 64 << 20
MOST_ELEMENTS = 400_000
"""Of a manifest: several for each file that a package may have; a judgement takes seconds, never minutes."""

MISSING_MANIFEST = Rule(
    "missing-manifest",
    Severity.ERROR,
    "The zip has no manifest.",
    "Without one no learning system knows what the package is; most answer with an error or a blank page.",
    "put imsmanifest.xml (SCORM, QTI, Common Cartridge) or cmi5.xml at the top of the zip",
    example="a zip that holds only index.html",
    source="SCORM 1.2 and 2004 CAM, Content Packaging: imsmanifest.xml at the root; cmi5 14.1; mod/scorm of Moodle 4.5",
)
MISPLACED_MANIFEST = Rule(
    "misplaced-manifest",
    Severity.ERROR,
    "The manifest lies in a folder of the zip, or its name is not written in lower case.",
    "Learning systems look for it at the top under its exact name only.",
    "zip the contents of the folder, not the folder itself",
    example="my-course/imsmanifest.xml",
    source="SCORM 1.2 CAM, Content Packaging: imsmanifest.xml at the root; Moodle 4.5 and 5.1 refuse such a package",
)
UNREADABLE_MANIFEST = Rule(
    "unreadable-manifest",
    Severity.ERROR,
    "The manifest is no well-formed XML, has a document type declaration, or is larger than any course needs.",
    "No system can read it; declarations and endless lists are refused because they can be used for attacks.",
    "export the package again, or mend the named line",
    example='<!DOCTYPE manifest [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    source="XML 1.0, 5th edition",
)
UNKNOWN_PACKAGE = Rule(
    "unknown-package",
    Severity.ERROR,
    "The manifest belongs to no standard that is known here.",
    "A learning system will not know it, either.",
    "look at <schema> and <schemaversion> in the manifest and at its namespace",
    example="<manifest><metadata><schema>My own</schema></metadata></manifest>",
    source="SCORM 1.2 and SCORM 2004 CAM, Content Packaging: schema and schemaversion name the standard",
)

UNREADABLE_BANK = Rule(
    "unreadable-bank",
    Severity.ERROR,
    "A bank or document of questions is no well-formed XML, or has a document type declaration.",
    "Nothing of it can be imported.",
    "export it again, or mend the named line",
    example="<question type=multichoice>",
    source="XML 1.0, 5th edition",
)

RULES = (MISSING_MANIFEST, MISPLACED_MANIFEST, UNREADABLE_MANIFEST, UNKNOWN_PACKAGE, UNREADABLE_BANK)

MOODLE_BACKUP = ("a backup of Moodle", "restore it in Moodle; to have its questions judged, export them as Moodle XML")
_OTHERS = {
    "moodle_backup.xml": MOODLE_BACKUP,
    "h5p.json": ("an H5P package", "upload it where H5P content is asked for; it is not judged here"),
    "tincan.xml": (
        "a package for xAPI (Tin Can)",
        "publish it for cmi5 or SCORM; it is not judged here",
    ),
    "word/document.xml": (
        "a Word document",
        "coursepack reads Markdown; it is not judged here",
    ),
}
"""{file that gives away a zip that is not judged: (what it is, what to do with it)}."""

SCORM_12_NAMESPACE = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
CP_NAMESPACE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADLCP_12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_ADLCP_2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
_BY_NAMESPACE = {
    "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1": Kind.CARTRIDGE_11,
    "http://www.imsglobal.org/xsd/imsccv1p2/imscp_v1p1": Kind.CARTRIDGE_12,
    "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1": Kind.CARTRIDGE_13,
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1": Kind.QTI_30,
}
_BY_VERSION = {
    "1.2": Kind.SCORM_12,
    "1.3": Kind.SCORM_2004_2ND,
    "CAM 1.3": Kind.SCORM_2004_2ND,
    "2004 3rd Edition": Kind.SCORM_2004_3RD,
    "2004 4th Edition": Kind.SCORM_2004_4TH,
}
_BY_RESOURCE = (
    ("imsqti_item_xmlv2p1", Kind.QTI_21),
    ("imsqti_test_xmlv2p1", Kind.QTI_21),
    ("imsqti_xmlv2p1", Kind.QTI_21),
    ("imsqti_item_xmlv2p2", Kind.QTI_22),
    ("imsqti_test_xmlv2p2", Kind.QTI_22),
    ("imsqti_xmlv1p2", Kind.QTI_12),
)


class Package(msgspec.Struct, frozen=True):
    """A package. `manifest_name`: its path in the zip; `root` and `manifest`: what stands there, None where unreadable.

    `text`: the manifest's bytes.
    """

    archive: Archive
    kind: Kind
    manifest_name: str = ""
    text: bytes = b""
    root: etree._Element | None = None
    manifest: Manifest | None = None

    def at(self, line: int = 0) -> Position:
        """A place in the manifest."""
        return Position(f"{self.archive.label}/{self.manifest_name}", line, 0)

    def in_file(self, name: str, line: int = 0) -> Position:
        """A place in a file of the package."""
        return Position(f"{self.archive.label}/{name}", line, 0)


def open_package(archive: Archive, report: Report) -> Package:
    """The package in a zip that could be read; what keeps it from being one goes to `report`."""
    whole = Position(archive.label, 0, 0)
    if CONTAINER in archive.entries:
        return Package(archive, Kind.EPUB, CONTAINER)
    name = next((name for name in (MANIFEST, CMI5) if name in archive.entries), "")
    if not name:
        misplaced = [name for name in archive.entries if name.rpartition("/")[2].lower() in (MANIFEST, CMI5)]
        if misplaced:
            shortest = min(misplaced, key=lambda name: (name.count("/"), name))
            where = shortest.rpartition("/")[2].lower()
            report.add(
                MISPLACED_MANIFEST, whole, f'the manifest is "{shortest}"; systems look for "{where}" at the top'
            )
        else:
            what, advice = next((said for name, said in _OTHERS.items() if name in archive.entries), ("", ""))
            message = f"the zip has no {MANIFEST} and no {CMI5}"
            inner = next((name for name in archive.entries if name.lower().endswith(".zip")), "")
            if inner and not what:
                what, advice = f"a zip around another zip ({inner})", "unpack it, and upload or judge the zip inside"
            report.add(MISSING_MANIFEST, whole, f"{message}; it is {what}" if what else message, help=advice)
        return Package(archive, Kind.UNKNOWN)
    text = archive.read(name, MOST_MANIFEST_BYTES)
    at = Position(f"{archive.label}/{name}", 0, 0)
    try:
        root = parse(text)
    except XmlError as error:
        report.add(UNREADABLE_MANIFEST, msgspec.structs.replace(at, line=error.line), error.message)
        return Package(archive, Kind.UNKNOWN, name, text)
    if next(islice(root.iter(etree.Element), MOST_ELEMENTS, None), None) is not None:
        report.add(UNREADABLE_MANIFEST, at, f"the manifest has more than {MOST_ELEMENTS:,} elements")
        return Package(archive, Kind.UNKNOWN, name, text)
    if name == CMI5:
        return Package(archive, Kind.CMI5, name, text, root)
    kind = _kind_of(root)
    if kind is Kind.UNKNOWN:
        report.add(UNKNOWN_PACKAGE, at, f"the manifest's namespace is {etree.QName(root).namespace or 'missing'}")
    return Package(archive, kind, name, text, root, read_manifest(root))


def _kind_of(root: etree._Element) -> Kind:
    """What a manifest says that it is: by its namespace, its version, then its resources."""
    name = etree.QName(root)
    if name.localname != "manifest":
        return Kind.UNKNOWN
    prefix = f"{{{name.namespace}}}" if name.namespace else ""
    types = {element.get("type") or "" for element in root.iter(f"{prefix}resource")}
    version = " ".join((root.findtext(f"{prefix}metadata/{prefix}schemaversion") or "").split())
    schema = " ".join((root.findtext(f"{prefix}metadata/{prefix}schema") or "").split())
    if kind := _BY_NAMESPACE.get(name.namespace or ""):
        # Canvas, and text2qti for it, write question banks in the cartridge's namespace that are no cartridges.
        is_bank = schema == "IMS Content" and any(each.startswith("imsqti_xmlv1p2") for each in types)
        return Kind.QTI_12 if is_bank else kind
    used = set(root.nsmap.values()) | {
        etree.QName(str(key)).namespace for element in root.iter() for key in element.attrib
    }
    if schema == "ADL SCORM" or used & {_ADLCP_12, _ADLCP_2004}:
        if kind := _BY_VERSION.get(version):
            return kind
        return Kind.SCORM_2004_3RD if _ADLCP_2004 in used else Kind.SCORM_12
    if schema.startswith("QTIv2.2"):
        return Kind.QTI_22
    if schema.startswith("QTIv2.1"):
        return Kind.QTI_21
    for start, kind in _BY_RESOURCE:
        if any(each.startswith(start) for each in types):
            return kind
    if name.namespace in (CP_NAMESPACE, SCORM_12_NAMESPACE):
        return Kind.CONTENT_PACKAGE
    return Kind.UNKNOWN
