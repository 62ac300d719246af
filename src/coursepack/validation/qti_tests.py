"""Tests of QTI 2: whether their sections, items and outcomes are there and can be reached."""

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.documents import Document, local_name
from coursepack.validation.qti_items import DUPLICATE_IDENTIFIER, UNDECLARED_VARIABLE, repeated

SELECTION_TOO_LARGE = Rule(
    "selection-too-large",
    Severity.ERROR,
    "A test draws more questions than the section has.",
    "Systems refuse the test, or learners get fewer questions than its score counts on.",
    "draw fewer questions, or add some",
    example='<selection select="5"/> in a section with three items',
    source="IMS QTI 2.1 Information Model: the element <selection>; QTI 1.2.1 Selection and Ordering",
)

RULES = (SELECTION_TOO_LARGE,)

_PARTS = ("testPart", "assessmentSection", "assessmentSectionRef", "assessmentItemRef")


def judge(document: Document, report: Report) -> None:
    """Everything that does not fit in one test or section."""
    root = document.root
    parts = [element for element in root.iter("{*}*") if local_name(element) in _PARTS]
    for identifier, element in repeated(parts, "identifier"):
        message = f'two parts of the test have the identifier "{identifier}"'
        report.add(DUPLICATE_IDENTIFIER, document.at(element), message)
    for element in parts:
        if local_name(element).endswith("Ref"):
            document.judge_address(element, element.get("href") or "", report)
        elif local_name(element) == "assessmentSection":
            _judge_selection(document, element, report)
    if local_name(root) == "assessmentTest":
        _judge_names(document, {(element.get("identifier") or "").strip() for element in parts}, report)


def _judge_selection(document: Document, section: etree._Element, report: Report) -> None:
    selection = section.find("{*}selection")
    written = "" if selection is None else (selection.get("select") or "").strip()
    if selection is None or not (written.isascii() and written.isdigit() and len(written) < 10):
        return
    children = [each for each in section if local_name(each) in _PARTS]
    required = sum((each.get("required") or "").strip() in ("true", "1") for each in children)
    select = int(written)
    if select > len(children) and (selection.get("withReplacement") or "").strip() not in ("true", "1"):
        message = f"the test draws {select} parts of a section that has {len(children)}"
        report.add(SELECTION_TOO_LARGE, document.at(selection), message)
    elif required > select:
        message = f"{required} parts of the section are required; the test draws {select}"
        report.add(SELECTION_TOO_LARGE, document.at(selection), message)


def _judge_names(document: Document, parts: set[str], report: Report) -> None:
    """Whether outcomes are declared, and variables of items belong to items of the test."""
    outcomes = {(each.get("identifier") or "").strip() for each in document.root.iterfind("{*}outcomeDeclaration")}
    told: set[str] = set()
    for element in document.root.iter("{*}*"):
        name = local_name(element)
        if name in ("setOutcomeValue", "lookupOutcomeValue", "variable"):
            used = (element.get("identifier") or "").strip()
        elif name == "testFeedback":
            used = (element.get("outcomeIdentifier") or "").strip()
        else:
            continue
        of_part = name == "variable" and used.partition(".")[0] in parts
        if used and used not in outcomes and used != "duration" and not of_part and used not in told:
            told.add(used)
            message = f'<{name}> names the variable "{used}", which the test does not declare'
            report.add(UNDECLARED_VARIABLE, document.at(element), message)
