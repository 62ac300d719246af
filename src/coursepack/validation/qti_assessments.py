"""Assessments and banks of QTI 1.2: whether answers, keys and feedback fit, and the profile of Common Cartridge."""

import re
from collections.abc import Iterator

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.documents import Document, local_name
from coursepack.validation.qti_items import (
    DUPLICATE_IDENTIFIER,
    NO_ANSWER_KEY,
    UNDECLARED_VARIABLE,
    UNKNOWN_CHOICE,
    repeated,
)
from coursepack.validation.qti_tests import SELECTION_TOO_LARGE

UNKNOWN_FEEDBACK = Rule(
    "unknown-feedback",
    Severity.WARNING,
    "A question shows feedback that it does not have, or has feedback that nothing shows.",
    "Learners never read it.",
    "let linkrefid and the ident of <itemfeedback> be the same",
    example='<displayfeedback linkrefid="right"/> where the feedback is <itemfeedback ident="correct">',
    source="RULE 10 to 12 of the Common Cartridge profile of QTI 1.2.1",
)
CARTRIDGE_QUESTION = Rule(
    "cartridge-question",
    Severity.ERROR,
    "A question of a Common Cartridge has not the form of its type.",
    "Systems leave it out of the quiz, or make it another type.",
    "give it the form of the type that its cc_profile names, or name another type",
    example="cc.true_false.v0p1 with three answers",
    source="RULE 2 to 8 of the Common Cartridge profile of QTI 1.2.1",
)

RULES = (UNKNOWN_FEEDBACK, CARTRIDGE_QUESTION)

_PROFILE = "cc_profile"
_TYPES = re.compile(r"cc\.(true_false|multiple_choice|multiple_response|fib|pattern_match|essay)\.v0p1")
_LABELS = ("cc_profile", "cc_question_category", "cc_weighting", "qmd_scoringpermitted", "qmd_computerscored")
_UNSCORED = ("essay", "file_upload", "text_only")
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']([^"'<>]{1,2000})["']""")
_BASE = re.compile(r"^(\$|%24)IMS[-_]CC[-_]FILEBASE(\$|%24)/?", re.IGNORECASE)
_WEB_RESOURCES = "web_resources/"
"""Where Canvas keeps the files of a cartridge."""


def has_profile(document: Document) -> bool:
    """Whether a document has to keep to the profile of Common Cartridge."""
    labels = document.root.iter("{*}fieldlabel")
    return document.in_cartridge or any((label.text or "").strip() == _PROFILE for label in labels)


def judge(document: Document, report: Report) -> None:
    """Everything that does not fit in the questions of one document."""
    items = list(document.root.iter("{*}item"))
    for identifier, item in repeated(items, "ident"):
        message = f'two questions have the identifier "{identifier}"'
        report.add(DUPLICATE_IDENTIFIER, document.at(item), message)
    is_cartridge = has_profile(document)
    for item in items:
        _judge_answers(document, item, report)
        _judge_feedback(document, item, report)
        if is_cartridge:
            for element, message in _profile_problems(item):
                report.add(CARTRIDGE_QUESTION, document.at(element), message)
    for section in document.root.iter("{*}section"):
        _judge_selection(document, section, report)
    for text in document.root.iter("{*}mattext"):
        for source in _SOURCE.findall(text.text or ""):
            document.judge_address(text, _BASE.sub("", source), report, "", _WEB_RESOURCES)
        document.judge_address(text, _BASE.sub("", text.get("uri") or ""), report, "", _WEB_RESOURCES)


def _judge_answers(document: Document, item: etree._Element, report: Report) -> None:
    """Whether what is compared can be answered, and whether anything gives points."""
    choices: dict[str, set[str]] = {}
    for response in item.iter("{*}response_lid", "{*}response_str", "{*}response_num", "{*}response_grp"):
        labels = list(response.iter("{*}response_label"))
        for identifier, label in repeated(labels, "ident"):
            report.add(DUPLICATE_IDENTIFIER, document.at(label), f'two choices have the identifier "{identifier}"')
        known = {(label.get("ident") or "").strip() for label in labels}
        choices[(response.get("ident") or "").strip()] = known if local_name(response) == "response_lid" else set()
    for element in item.iter("{*}varequal", "{*}varsubstring", "{*}vargte", "{*}varlte", "{*}vargt", "{*}varlt"):
        answer, value = (element.get("respident") or "").strip(), (element.text or "").strip()
        if answer not in choices:
            message = f'the key compares the answer "{answer}", which the question does not ask for'
            report.add(UNDECLARED_VARIABLE, document.at(element), message)
        elif choices[answer] and value not in choices[answer]:
            report.add(UNKNOWN_CHOICE, document.at(element), f'the key names "{value}", which is no choice')
    settings = item.iterfind("{*}resprocessing//{*}setvar")
    if choices and _is_scored(item) and not any(_gives_points(each) for each in settings):
        report.add(NO_ANSWER_KEY, document.at(item), "no answer to this question gives any points")


def type_of(item: etree._Element) -> str:
    """The type that a question's metadata names, "" where they name none."""
    fields = item.iterfind("{*}itemmetadata//{*}qtimetadatafield")
    return next(filter(None, (_entry(field, "profile") or _entry(field, "type") for field in fields)), "")


def _is_scored(item: etree._Element) -> bool:
    """Whether a question is of a type that a computer scores."""
    return not any(word in type_of(item) for word in _UNSCORED)


def _gives_points(setting: etree._Element) -> bool:
    return (setting.text or "").strip().strip("+-0.") != ""


def _entry(field: etree._Element, ending: str) -> str:
    """The value of a metadata field whose label ends so, else ""."""
    label = (field.findtext("{*}fieldlabel") or "").strip()
    return (field.findtext("{*}fieldentry") or "").strip() if label.endswith(ending) else ""


def _judge_feedback(document: Document, item: etree._Element, report: Report) -> None:
    shown = {(each.get("linkrefid") or "").strip() for each in item.iter("{*}displayfeedback")}
    there = {(each.get("ident") or "").strip() for each in item.iter("{*}itemfeedback")}
    for element in item.iter("{*}displayfeedback"):
        if (name := (element.get("linkrefid") or "").strip()) not in there:
            report.add(UNKNOWN_FEEDBACK, document.at(element), f'the feedback "{name}" is shown, but is not there')
    for element in item.iter("{*}itemfeedback"):
        if (name := (element.get("ident") or "").strip()) not in shown and name != "hint":
            report.add(UNKNOWN_FEEDBACK, document.at(element), f'nothing shows the feedback "{name}"')


def _judge_selection(document: Document, section: etree._Element, report: Report) -> None:
    number = section.find("{*}selection_ordering/{*}selection/{*}selection_number")
    written = "" if number is None else (number.text or "").strip()
    if number is None or section.find(".//{*}sourcebank_ref") is not None or not written.isdecimal():
        return
    there = sum(1 for each in section if local_name(each) in ("item", "section", "itemref", "sectionref"))
    if len(written) < 10 and int(written) > there:
        message = f"the quiz draws {written} questions of a section that has {there}"
        report.add(SELECTION_TOO_LARGE, document.at(number), message)


def _profile_problems(item: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Where a question leaves the form of its type: (the element, what is wrong)."""
    fields = list(item.iterfind("{*}itemmetadata/{*}qtimetadata/{*}qtimetadatafield"))
    values: dict[str, str] = {}
    for field in fields:
        label, entry = (field.findtext("{*}fieldlabel") or "").strip(), (field.findtext("{*}fieldentry") or "").strip()
        if label not in _LABELS:
            yield field, f'a question of a cartridge has no metadata "{label}"'
        elif label in values:
            yield field, f'the question has "{label}" twice'
        values[label] = entry
    weight = values.get("cc_weighting", "1")
    if not (weight.isascii() and weight.isdigit() and 0 < int(weight[:9]) < 100):
        yield item, f'cc_weighting is "{weight}"; it has to be a whole number from 1 to 99'
    kind = _TYPES.fullmatch(values.get(_PROFILE, ""))
    if kind is None:
        yield item, f'cc_profile is "{values.get(_PROFILE, "")}", which is no type of question of a cartridge'
        return
    yield from _form_problems(item, kind[1], values.get("qmd_computerscored", ""))


def _form_problems(item: etree._Element, kind: str, computer_scored: str) -> Iterator[tuple[etree._Element, str]]:
    presentation = item.find("{*}presentation")
    if presentation is None:
        yield item, "the question has no presentation"
        return
    by_choice = kind in ("true_false", "multiple_choice", "multiple_response")
    lists, blanks = (list(presentation.iter(f"{{*}}{name}")) for name in ("response_lid", "response_str"))
    labels = list(presentation.iter("{*}response_label"))
    if by_choice:
        cardinality = "Multiple" if kind == "multiple_response" else "Single"
        if not lists or any(each.get("rcardinality") != cardinality for each in lists):
            yield presentation, f'a question of the type {kind} has a response_lid with rcardinality="{cardinality}"'
        if blanks or presentation.find(".//{*}render_fib") is not None:
            yield presentation, f"a question of the type {kind} has no blank to fill in"
        least, most = {"true_false": (2, 2), "multiple_choice": (3, 1000), "multiple_response": (2, 1000)}[kind]
        if not least <= len(labels) <= most:
            needed = "2" if least == most else f"at least {least}"
            yield presentation, f"a question of the type {kind} has {needed} choices; this one has {len(labels)}"
    else:
        if lists or presentation.find(".//{*}render_choice") is not None:
            yield presentation, f"a question of the type {kind} has no choices"
        if not blanks:
            yield presentation, f"a question of the type {kind} has a response_str"
    for element in item.iterfind("{*}resprocessing//{*}varsubstring"):
        if kind != "pattern_match":
            yield element, f"a question of the type {kind} compares no parts of words"
    if kind == "essay":
        for element in item.iterfind("{*}resprocessing//{*}varequal"):
            yield element, "an essay has no key"
        if computer_scored != "No":
            yield item, "an essay needs the metadata qmd_computerscored with the value No"
