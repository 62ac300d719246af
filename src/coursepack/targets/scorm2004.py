"""SCORM 2004, 3rd or 4th edition: content objects, with sequencing by which an LMS navigates and judges as asked.

Written to SCORM 2004 Content Aggregation Model (chapters 3 and 5) and Sequencing and Navigation (chapter 3), and inside
what Moodle's parser takes (4.5 and 5.1): imscp elements without prefix, the prefixes `adlcp`, `adlseq`, `adlnav` and
`imsss` to the letter, no character references. No `imsss:mapInfo`, on which Moodle's upload crashes, and so no
objectives that activities share. No schema location is named, because the schemas do not travel with the package.
"""

from decimal import Decimal

import msgspec
from lxml import etree

from coursepack import xml
from coursepack.diagnostics import Fidelity
from coursepack.ids import edition
from coursepack.model.course import Course
from coursepack.model.delivery import Control, Scorm2004
from coursepack.model.scoring import CourseScoring
from coursepack.pages.fidelity import fidelity
from coursepack.targets._layouts import Laid, laid_out, packed, scoring_rows
from coursepack.targets._scorm import Group, Item, Package, Sco, href
from coursepack.targets._state import KEPT, state_findings
from coursepack.targets.base import BuildContext, Output, Target

NAME = "scorm2004"

IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
LOM = "http://ltsc.ieee.org/xsd/LOM"

_PREFIXES: dict[str | None, str] = {
    None: IMSCP,
    "adlcp": ADLCP,
    "adlseq": ADLSEQ,
    "adlnav": ADLNAV,
    "imsss": IMSSS,
    "lom": LOM,
}
"""The namespaces are the same in both editions; what may stand in them is not."""

_NOTHING_TO_GO_TO: tuple[Control, ...] = ("previous", "continue")
"""The LMS's controls that lead nowhere where there is one content object."""


def write(course: Course, context: BuildContext) -> Output:
    """The files of the packages, the manifest of each first."""
    laid = laid_out(course, context, "scorm2004", NAME)
    made = packed(laid, lambda package: manifest(package, course, context.fingerprint), _fidelity(course, laid))
    return msgspec.structs.replace(made, diagnostics=state_findings(course, *KEPT[NAME]))


def manifest(package: Package, course: Course, fingerprint: str) -> bytes:
    """The text of `imsmanifest.xml`."""
    settings = course.delivery.scorm2004
    root = etree.Element(f"{{{IMSCP}}}manifest", {"identifier": package.identifier}, _PREFIXES)
    if 0 < len(package.version) <= 20:  # what the schema allows; the metadata has all of it
        root.set("version", package.version)
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "ADL SCORM")
    _add(metadata, "schemaversion", f"2004 {settings.edition} Edition")
    _add_lom(metadata, package, fingerprint)
    organizations = _add(root, "organizations", default=package.organization_identifier)
    organization = _add(organizations, "organization", identifier=package.organization_identifier)
    # Objectives are this learner's in this course alone: nothing leaks into another course of the same LMS.
    organization.set(f"{{{ADLSEQ}}}objectivesGlobalToSystem", "false")
    _add(organization, "title", package.title)
    items = _Items(package, course.scoring, settings)
    for item in package.items:
        items.add(organization, item)
    items.add_root_sequencing(organization)
    resources = _add(root, "resources")
    for sco in package.scos:
        _add_resource(resources, sco)
    return xml.write(root)


class _Items:
    """Writes the tree of activities with its sequencing.

    Each content object says itself whether it is complete and passed. Above them an activity is complete when all its
    children are, and passed when all of them with graded quizzes are; where the course asks for an average, when the
    mean of their scores, by their weights, reaches the mark.
    """

    def __init__(self, package: Package, scoring: CourseScoring, settings: Scorm2004) -> None:
        self._scoring = scoring
        self._settings = settings
        self._total = sum(sco.weight or 0 for sco in package.scos)
        scored = [sco for sco in package.scos if sco.is_scored]
        self._is_single = len(package.scos) == 1
        self._is_judged = scoring.pass_rule != "none"
        self._is_average = scoring.pass_rule == "average" and len(scored) > 1

    def add(self, parent: etree._Element, item: Item) -> None:
        element = _add(parent, "item", identifier=item.item_identifier)
        if isinstance(item, Sco):
            element.set("identifierref", item.resource_identifier)
        element.set("isvisible", "true")
        _add(element, "title", item.title)
        if isinstance(item, Group):
            for child in item.children:
                self.add(element, child)
            sequencing = self._add_sequencing(element, is_cluster=True)
            self._add_share(sequencing, _scos_of(item))
        else:
            self._add_content_object(element, item)

    def add_root_sequencing(self, organization: etree._Element) -> None:
        sequencing = self._add_sequencing(organization, is_cluster=True)
        if self._is_average:
            _add_objective(sequencing, f"obj_{organization.get('identifier')}", _decimal(self._scoring.pass_mark))
            # Who is under way has not failed: the mean is compared once the course is left.
            _add(sequencing, "rollupConsiderations", namespace=ADLSEQ, measureSatisfactionIfActive="false")

    def _add_content_object(self, element: etree._Element, sco: Sco) -> None:
        threshold = self._settings.completion_threshold
        if threshold is not None:
            self._add_threshold(element, _decimal(threshold))
        sequencing = self._add_sequencing(element, is_cluster=False)
        self._add_share(sequencing, (sco,))
        if sco.mastery_score:
            _add_objective(sequencing, f"obj_{sco.id}", _plain(Decimal(sco.mastery_score) / 100))
        # Without these an LMS takes a content object that was only opened for completed and passed.
        _add(
            sequencing, "deliveryControls", namespace=IMSSS, completionSetByContent="true", objectiveSetByContent="true"
        )
        hidden = self._settings.hide
        if hidden is None:
            hidden = _NOTHING_TO_GO_TO if self._is_single else ()
        if hidden:
            presentation = _add(element, "presentation", namespace=ADLNAV)
            interface = _add(presentation, "navigationInterface", namespace=ADLNAV)
            for control in hidden:
                _add(interface, "hideLMSUI", control, namespace=ADLNAV)

    def _add_threshold(self, element: etree._Element, threshold: str) -> None:
        if self._settings.edition == "3rd":
            _add(element, "completionThreshold", threshold, namespace=ADLCP)
        else:
            _add(
                element,
                "completionThreshold",
                namespace=ADLCP,
                completedByMeasure="true",
                minProgressMeasure=threshold,
            )

    def _add_sequencing(self, parent: etree._Element, *, is_cluster: bool) -> etree._Element:
        sequencing = _add(parent, "sequencing", namespace=IMSSS)
        if is_cluster:
            choice = "true" if self._settings.navigation == "free" else "false"
            _add(sequencing, "controlMode", namespace=IMSSS, choice=choice, flow="true")
        return sequencing

    def _add_share(self, sequencing: etree._Element, scos: tuple[Sco, ...]) -> None:
        """How much an activity counts in the one above it, which can be passed without those that have no quiz."""
        if self._is_single:
            return
        scored = [sco for sco in scos if sco.is_scored]
        weight = sum(sco.weight or 0 for sco in scored)
        share = Decimal(str(weight)) / Decimal(str(self._total)) if self._total else Decimal(0)
        _add(
            sequencing,
            "rollupRules",
            namespace=IMSSS,
            rollupObjectiveSatisfied="true" if scored and self._is_judged else "false",
            objectiveMeasureWeight=_plain(share.quantize(Decimal("0.0001"))),
        )


def _scos_of(group: Group) -> tuple[Sco, ...]:
    return tuple(sco for child in group.children for sco in (_scos_of(child) if isinstance(child, Group) else (child,)))


def _add_objective(sequencing: etree._Element, identifier: str, mark: str) -> None:
    """The primary objective of an activity that the LMS judges by its score."""
    objectives = _add(sequencing, "objectives", namespace=IMSSS)
    primary = _add(objectives, "primaryObjective", namespace=IMSSS, objectiveID=identifier, satisfiedByMeasure="true")
    _add(primary, "minNormalizedMeasure", mark, namespace=IMSSS)


def _decimal(share: float) -> str:
    """A share from 0 to 1, with at most four decimals."""
    return _plain(Decimal(str(share)).quantize(Decimal("0.0001")))


def _plain(number: Decimal) -> str:
    # Moodle (4.5, 5.1) loses a lone "0".
    return f"{number.normalize():f}" if number else "0.0"


def _add_resource(parent: etree._Element, sco: Sco) -> None:
    resource = _add(parent, "resource", identifier=sco.resource_identifier, type="webcontent")
    resource.set(f"{{{ADLCP}}}scormType", "sco")
    resource.set("href", href(sco.launch))
    for path in sco.files:
        _add(resource, "file", href=href(path))


def _add_lom(parent: etree._Element, package: Package, fingerprint: str) -> None:
    """Describes the package (IEEE 1484.12.3)."""
    lom = _add(parent, "lom", namespace=LOM)
    general = _add(lom, "general", namespace=LOM)
    _add_words(general, "title", package.title, package.language)
    _add(general, "language", package.language, namespace=LOM)
    if package.description:
        _add_words(general, "description", package.description, package.language)
    lifecycle = _add(lom, "lifeCycle", namespace=LOM)
    _add_words(lifecycle, "version", edition(package.version, fingerprint), "")


def _add_words(parent: etree._Element, name: str, words: str, language: str) -> None:
    element = _add(_add(parent, name, namespace=LOM), "string", words, namespace=LOM)
    if language:
        element.set("language", language)


def _add(
    parent: etree._Element, name: str, text: str | None = None, *, namespace: str = IMSCP, **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = text
    return element


def _fidelity(course: Course, laid: Laid) -> tuple[Fidelity, ...]:
    rows = (*fidelity(course, NAME), *scoring_rows(course, laid, NAME, sequenced=True), *laid.fidelity)
    if course.scoring.mastery == "lms" and course.scoring.pass_rule == "each":
        how = "the LMS compares the average of all quizzes with the passing score"
        rows += (Fidelity(NAME, 'pass rule "each"', "degraded", course.scoring_at("pass_rule"), how),)
    return rows


TARGET = Target(
    name=NAME,
    kind="zip",
    use="upload as a SCORM 2004 activity",
    write=write,
    by_default=False,
)
