"""SCORM 1.2: the whole course as one content object, as most systems handle it best, or one for each of its parts.

Written to SCORM 1.2 Content Aggregation Model, sections 2.3 and 2.2 (manifest and metadata), and inside what Moodle's
parser takes (4.5 and 5.1): element names without prefix, the prefix `adlcp` to the letter, no character
references. No schema location is named, because the schemas do not travel with the package.
"""

import msgspec
from lxml import etree

from coursepack import xml
from coursepack.diagnostics import Fidelity
from coursepack.model.course import Course
from coursepack.pages.fidelity import fidelity
from coursepack.targets._layouts import Laid, laid_out, packed, scoring_rows
from coursepack.targets._scorm import Group, Item, Package, Sco, href
from coursepack.targets._state import KEPT, state_findings
from coursepack.targets.base import BuildContext, Output, Target

NAME = "scorm12"

IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
IMSMD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"

_PREFIXES: dict[str | None, str] = {None: IMSCP, "adlcp": ADLCP, "imsmd": IMSMD}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(course: Course, context: BuildContext) -> Output:
    """The files of the packages, the manifest of each first."""
    laid = laid_out(course, context, "scorm12", NAME)
    made = packed(laid, manifest, (*_fidelity(course, laid), *laid.fidelity))
    return msgspec.structs.replace(made, diagnostics=state_findings(course, *KEPT[NAME]))


def manifest(package: Package) -> bytes:
    """The text of `imsmanifest.xml`."""
    root = etree.Element(f"{{{IMSCP}}}manifest", {"identifier": package.identifier}, _PREFIXES)
    if 0 < len(package.version) <= 20:  # what the schema allows; the metadata has more room
        root.set("version", package.version)
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "ADL SCORM")
    _add(metadata, "schemaversion", "1.2")
    _add_lom(metadata, package)
    organizations = _add(root, "organizations", default=package.organization_identifier)
    organization = _add(organizations, "organization", identifier=package.organization_identifier)
    _add(organization, "title", package.title)
    for item in package.items:
        _add_item(organization, item)
    resources = _add(root, "resources")
    for sco in package.scos:
        _add_resource(resources, sco)
    return xml.write(root)


def _add_item(parent: etree._Element, item: Item) -> None:
    element = _add(parent, "item", identifier=item.item_identifier)
    if isinstance(item, Sco):
        element.set("identifierref", item.resource_identifier)
    element.set("isvisible", "true")
    _add(element, "title", item.title)
    if isinstance(item, Group):
        for child in item.children:
            _add_item(element, child)
    elif item.mastery_score:
        etree.SubElement(element, f"{{{ADLCP}}}masteryscore").text = item.mastery_score


def _add_resource(parent: etree._Element, sco: Sco) -> None:
    resource = _add(parent, "resource", identifier=sco.resource_identifier, type="webcontent")
    resource.set(f"{{{ADLCP}}}scormtype", "sco")
    resource.set("href", href(sco.launch))
    for path in sco.files:
        _add(resource, "file", href=href(path))


def _add_lom(parent: etree._Element, package: Package) -> None:
    """Describes the package; with a prefix throughout, so that no reader takes its title for the course's own."""
    lom = _add(parent, "lom", namespace=IMSMD)
    general = _add(lom, "general", namespace=IMSMD)
    _add_words(general, "title", package.title, package.language)
    _add(general, "language", package.language, namespace=IMSMD)
    if package.description:
        _add_words(general, "description", package.description, package.language)
    if package.edition:
        lifecycle = _add(lom, "lifecycle", namespace=IMSMD)
        _add_words(lifecycle, "version", package.edition, "x-none")


def _add_words(parent: etree._Element, name: str, words: str, language: str) -> None:
    element = _add(parent, name, namespace=IMSMD)
    _add(element, "langstring", words, namespace=IMSMD).set(_XML_LANG, language)


def _add(
    parent: etree._Element, name: str, text: str | None = None, *, namespace: str = IMSCP, **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = text
    return element


def _fidelity(course: Course, laid: Laid) -> tuple[Fidelity, ...]:
    rows = (*fidelity(course, NAME), *scoring_rows(course, laid, NAME))
    if course.scoring.mastery == "lms" and course.scoring.pass_rule == "each":
        how = "the LMS compares the average of all quizzes with the mastery score"
        rows += (Fidelity(NAME, 'pass rule "each"', "degraded", course.scoring_at("pass_rule"), how),)
    return rows


TARGET = Target(name=NAME, kind="zip", use="upload as a SCORM activity", write=write)
