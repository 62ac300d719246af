"""SCORM 2004 sequencing that its schema allows and that leaves a learner stuck."""

from collections import Counter

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.kinds import SCORM_2004
from coursepack.validation.package import Package

NO_WAY_THROUGH = Rule(
    "no-way-through",
    Severity.ERROR,
    "A group of items allows neither choice nor flow.",
    "A learner cannot get to any of them.",
    'set choice="true" or flow="true" in the group\'s controlMode',
    example='<imsss:controlMode choice="false" flow="false"/>',
    source="SCORM 2004 SN, Sequencing Control Modes: choice and flow",
)
HIDDEN_NAVIGATION = Rule(
    "hidden-navigation",
    Severity.WARNING,
    "The learning system's button for going on is hidden in a group that can only be walked in order.",
    "Unless the page itself asks to go on, a learner is stuck.",
    "show the button, or allow choice",
    example="<adlnav:hideLMSUI>continue</adlnav:hideLMSUI> where choice is off",
    source="SCORM 2004 SN and CAM, presentation: <adlnav:hideLMSUI>",
)
UNKNOWN_OBJECTIVE = Rule(
    "unknown-objective",
    Severity.ERROR,
    "A rule asks for an objective that its item does not have.",
    "The rule never holds: what it opens stays shut.",
    "declare the objective in the same item's objectives",
    example='<imsss:ruleCondition referencedObjective="obj_2" …/> where only obj_1 is declared',
    source="SCORM 2004 CAM: referencedObjective of a rule's condition names an objective of the same activity",
)
DUPLICATE_OBJECTIVE = Rule(
    "duplicate-objective",
    Severity.ERROR,
    "An item declares the same objective twice.",
    "Systems keep one of the two, or refuse the package.",
    "give each objective of an item its own objectiveID",
    example="two <imsss:objective objectiveID='obj_1'/>",
    source="SCORM 2004 CAM: objectiveID of <imsss:primaryObjective> and <imsss:objective>",
)
UNKNOWN_SEQUENCING = Rule(
    "unknown-sequencing",
    Severity.ERROR,
    "An item takes its sequencing from a collection that does not have it.",
    "The item is treated as if it had no rules at all.",
    "let IDRef be the ID of a <sequencing> in <sequencingCollection>",
    example='<imsss:sequencing IDRef="seq_3"/>',
    source="SCORM 2004 CAM: IDRef of <imsss:sequencing> names a member of <imsss:sequencingCollection>",
)

RULES = (NO_WAY_THROUGH, HIDDEN_NAVIGATION, UNKNOWN_OBJECTIVE, DUPLICATE_OBJECTIVE, UNKNOWN_SEQUENCING)

_SS = "{http://www.imsglobal.org/xsd/imsss}"
_CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
_NAV = "{http://www.adlnet.org/xsd/adlnav_v1p3}"


def judge(package: Package, report: Report) -> None:
    """What in a package's sequencing would leave a learner stuck."""
    root = package.root
    if root is None or package.kind not in SCORM_2004:
        return
    shared = {each.get("ID") or "": each for each in root.iterfind(f"{_SS}sequencingCollection/{_SS}sequencing")}
    for element in root.iter(f"{_CP}organization", f"{_CP}item"):
        own = element.find(f"{_SS}sequencing")
        reference = own.get("IDRef") if own is not None else None
        if reference and reference not in shared:
            message = f'the sequencing "{reference}" is not in the collection'
            report.add(UNKNOWN_SEQUENCING, package.at(element.sourceline or 1), message)
        parts = [part for part in (own, shared.get(reference or "")) if part is not None]
        _judge_modes(package, element, parts, report)
        _judge_objectives(package, element, parts, report)


def _judge_modes(package: Package, element: etree._Element, parts: list[etree._Element], report: Report) -> None:
    """A group's control mode: choice is on and flow is off where nothing is said."""
    children = element.findall(f"{_CP}item")
    if not children:
        return
    mode = next((found for part in parts if (found := part.find(f"{_SS}controlMode")) is not None), None)
    choice = mode is None or _is_true(mode.get("choice", "true"))
    flow = mode is not None and _is_true(mode.get("flow", "false"))
    title = " ".join((element.findtext(f"{_CP}title") or element.get("identifier") or "").split())
    if not choice and not flow:
        report.add(NO_WAY_THROUGH, package.at(element.sourceline or 1), f'"{title}" allows neither choice nor flow')
    if choice:
        return
    for child in children:
        hidden = {
            (each.text or "").strip() for each in child.iterfind(f"{_NAV}presentation/{_NAV}navigationInterface/*")
        }
        if "continue" in hidden:
            name = " ".join((child.findtext(f"{_CP}title") or child.get("identifier") or "").split())
            message = f'"{name}" hides the button for going on, and "{title}" can only be walked in order'
            report.add(HIDDEN_NAVIGATION, package.at(child.sourceline or 1), message)


def _judge_objectives(package: Package, element: etree._Element, parts: list[etree._Element], report: Report) -> None:
    declared = [
        each.get("objectiveID") or ""
        for part in parts
        for each in part.iterfind(f"{_SS}objectives/*")
        if each.get("objectiveID")
    ]
    for identifier, times in Counter(declared).items():
        if times > 1:
            message = f'the objective "{identifier}" is declared {times} times in one item'
            report.add(DUPLICATE_OBJECTIVE, package.at(element.sourceline or 1), message)
    for part in parts:
        for condition in part.iter(f"{_SS}ruleCondition"):
            wanted = condition.get("referencedObjective")
            if wanted and wanted not in declared:
                message = f'the rule asks for the objective "{wanted}", which its item does not declare'
                report.add(UNKNOWN_OBJECTIVE, package.at(condition.sourceline or 1), message)


def _is_true(value: str) -> bool:
    return value.strip() in ("true", "1")
