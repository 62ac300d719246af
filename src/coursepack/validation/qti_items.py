"""Items of QTI 2: whether declarations, interactions, keys and processing fit each other."""

from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.documents import Document, local_name

UNDECLARED_VARIABLE = Rule(
    "undeclared-variable",
    Severity.ERROR,
    "A question or a test uses a variable that it does not declare.",
    "The answer or the score gets lost, or the system refuses the question.",
    "declare it, or write the name of a declared one; upper and lower case differ",
    example='<choiceInteraction responseIdentifier="RESPONS"> where only RESPONSE is declared',
    source="IMS QTI 2.1 Information Model: item variables and response processing; QTI 1.2.1 ASI: response processing",
)
RESPONSE_MISMATCH = Rule(
    "response-mismatch",
    Severity.ERROR,
    "The declaration of an answer does not fit the interaction that gives it.",
    "Systems refuse the question, or keep only a part of each answer, so nobody gets full marks.",
    "give the declaration the cardinality and base type of the interaction; each interaction has one of its own",
    example='maxChoices="0" with a declaration of cardinality="single"',
    source="IMS QTI 2.1 Information Model, interactions: cardinality and base type of the response variable",
)
UNKNOWN_CHOICE = Rule(
    "unknown-choice",
    Severity.ERROR,
    "The key of a question names a choice that learners cannot give.",
    "Nobody can answer it right, or the points of that choice are never given.",
    "write the identifier of a choice of this question",
    example="<correctResponse><value>d</value></correctResponse> where the choices are a, b and c",
    source="IMS QTI 2.1 Information Model: correctResponse; RULE 9 of the Common Cartridge profile of QTI 1.2.1",
)
TOO_MANY_RIGHT = Rule(
    "too-many-right",
    Severity.ERROR,
    "The key has more answers than learners may give.",
    "Nobody can answer the question right.",
    "allow as many answers as the key has, or take some out of the key",
    example='maxChoices="1" with two values in <correctResponse>',
    source="IMS QTI 2.1 Information Model: correctResponse and maxChoices",
)
NO_ANSWER_KEY = Rule(
    "no-answer-key",
    Severity.ERROR,
    "A question is scored against a key that it does not have.",
    "Every answer counts as wrong, or scoring stops with an error.",
    "declare the right answer or the mapping that the processing asks for",
    example='<correct identifier="RESPONSE"/> where RESPONSE is declared without <correctResponse>',
    source="IMS QTI 2.1 Information Model: response processing templates; QTI 1.2.1 ASI: response processing",
)
UNUSED_RESPONSE = Rule(
    "unused-response",
    Severity.WARNING,
    "An answer is declared that no interaction gives.",
    "It stays empty for ever; what is scored on it is lost.",
    "name it in the interaction's responseIdentifier, or take the declaration out",
    example='<responseDeclaration identifier="RESPONSE_2"> without an interaction of that name',
    source="IMS QTI 2.1 Information Model: responseDeclaration and responseIdentifier",
)
UNSCORED_QUESTION = Rule(
    "unscored-question",
    Severity.NOTE,
    "A question has choices and nothing that scores them.",
    "It counts for nothing, which is right for a survey only.",
    "add response processing, or leave it so for a survey",
    example="<assessmentItem> with a <choiceInteraction> and without <responseProcessing>",
    source="IMS QTI 2.1 Information Model: response processing",
)
DUPLICATE_IDENTIFIER = Rule(
    "duplicate-identifier",
    Severity.ERROR,
    "Two things that have to be told apart have the same identifier.",
    "Systems keep one of them and lose the other, or count one choice for the other.",
    "give each an identifier of its own",
    example='two <simpleChoice identifier="a"> in one question; two items with the identifier q1 in one package',
    source="IMS QTI 2.1 Information Model: identifiers; RULE 13 of the Common Cartridge profile of QTI 1.2.1",
)

RULES = (
    UNDECLARED_VARIABLE,
    RESPONSE_MISMATCH,
    UNKNOWN_CHOICE,
    TOO_MANY_RIGHT,
    NO_ANSWER_KEY,
    UNUSED_RESPONSE,
    UNSCORED_QUESTION,
    DUPLICATE_IDENTIFIER,
)

_TEXTS = ("string", "integer", "float")
_FITS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "choiceInteraction": (("single", "multiple"), ("identifier",)),
    "orderInteraction": (("ordered",), ("identifier",)),
    "associateInteraction": (("single", "multiple"), ("pair",)),
    "matchInteraction": (("single", "multiple"), ("directedPair",)),
    "gapMatchInteraction": (("single", "multiple"), ("directedPair",)),
    "inlineChoiceInteraction": (("single",), ("identifier",)),
    "textEntryInteraction": (("single", "record"), _TEXTS),
    "extendedTextInteraction": (("single", "multiple", "ordered", "record"), _TEXTS),
    "hottextInteraction": (("single", "multiple"), ("identifier",)),
    "hotspotInteraction": (("single", "multiple"), ("identifier",)),
    "selectPointInteraction": (("single", "multiple"), ("point",)),
    "graphicOrderInteraction": (("ordered",), ("identifier",)),
    "graphicAssociateInteraction": (("single", "multiple"), ("pair",)),
    "graphicGapMatchInteraction": (("single", "multiple"), ("directedPair",)),
    "positionObjectInteraction": (("single", "multiple"), ("point",)),
    "sliderInteraction": (("single",), ("integer", "float")),
    "mediaInteraction": (("single",), ("integer",)),
    "drawingInteraction": (("single",), ("file",)),
    "uploadInteraction": (("single",), ("file",)),
    "endAttemptInteraction": (("single",), ("boolean",)),
}
"""{interaction: (cardinalities, base types) that its answer may be declared with} (7.1 to 7.6)."""

_CHOICES = frozenset(
    ("simpleChoice", "inlineChoice", "hottext", "hotspotChoice", "simpleAssociableChoice", "gapText", "gapImg", "gap")
) | {"associableHotspot"}
_BUILT_IN = frozenset(("numAttempts", "duration", "completionStatus"))
_READERS = frozenset(("variable", "correct", "default", "mapResponse", "mapResponsePoint", "printedVariable"))
_SETTERS = frozenset(("setOutcomeValue", "lookupOutcomeValue", "setTemplateValue", "setDefaultValue"))
_KEYS = {"correct": "correctResponse", "mapResponse": "mapping", "mapResponsePoint": "areaMapping"}
_TEMPLATES = {"match_correct": "correct", "map_response": "mapResponse", "map_response_point": "mapResponsePoint"}
_ADDRESSES = {"img": "src", "object": "data", "stylesheet": "href"}


class Declared(msgspec.Struct, frozen=True):
    """A declared answer: `keys` are the values of the key in the document's order, each with its element."""

    element: etree._Element
    cardinality: str
    base_type: str
    keys: tuple[tuple[str, etree._Element], ...]
    right: int
    parts: frozenset[str]


def judge(document: Document, report: Report) -> None:
    """Everything that does not fit in one item."""
    root = document.root
    answers = dict(_answers(document, report))
    variables = {
        (element.get("identifier") or "").strip()
        for element in root
        if local_name(element) in ("outcomeDeclaration", "templateDeclaration")
    }
    bound: set[str] = set()
    for element in root.iter("{*}*"):
        name = local_name(element)
        if name.endswith("Interaction") and (answer := (element.get("responseIdentifier") or "").strip()):
            _judge_interaction(document, element, answer, answers, bound, report)
        elif attribute := _ADDRESSES.get(name):
            document.judge_address(element, element.get(attribute) or "", report)
    _judge_names(document, answers.keys() | variables, report)
    _judge_processing(document, answers, variables, report)
    for identifier, answer_declared in answers.items():
        if identifier not in bound:
            message = f'no interaction gives the answer "{identifier}"'
            report.add(UNUSED_RESPONSE, document.at(answer_declared.element), message)


def repeated(elements: Iterable[etree._Element], attribute: str) -> Iterator[tuple[str, etree._Element]]:
    """Elements that have an identifier which one before them has."""
    seen: set[str] = set()
    for element in elements:
        identifier = (element.get(attribute) or "").strip()
        if identifier and identifier in seen:
            yield identifier, element
        seen.add(identifier)


def _answers(document: Document, report: Report) -> Iterator[tuple[str, Declared]]:
    seen: set[str] = set()
    for element in document.root:
        if not local_name(element).endswith("Declaration"):
            continue
        identifier = (element.get("identifier") or "").strip()
        if identifier in seen:
            report.add(DUPLICATE_IDENTIFIER, document.at(element), f'the variable "{identifier}" is declared twice')
        seen.add(identifier)
        if local_name(element) != "responseDeclaration":
            continue
        values = [(_words(each.text), each) for each in element.iterfind("{*}correctResponse/{*}value")]
        mapped = [(_words(each.get("mapKey")), each) for each in element.iterfind("{*}mapping/{*}mapEntry")]
        parts = frozenset(local_name(child) for child in element if isinstance(child.tag, str))
        base, cardinality = element.get("baseType") or "", element.get("cardinality") or ""
        yield identifier, Declared(element, cardinality, base, (*values, *mapped), len(values), parts)


def _judge_interaction(
    document: Document,
    element: etree._Element,
    answer: str,
    answers: dict[str, Declared],
    bound: set[str],
    report: Report,
) -> None:
    name, where = local_name(element), document.at(element)
    declared = answers.get(answer)
    choices = [each for each in element.iter("{*}*") if local_name(each) in _CHOICES]
    for identifier, each in repeated(choices, "identifier"):
        report.add(DUPLICATE_IDENTIFIER, document.at(each), f'two choices have the identifier "{identifier}"')
    if declared is None:
        report.add(UNDECLARED_VARIABLE, where, f'<{name}> gives the answer "{answer}", which is not declared')
        return
    if answer in bound:
        report.add(RESPONSE_MISMATCH, where, f'two interactions give the same answer "{answer}"')
    bound.add(answer)
    cardinalities, bases = _FITS.get(name, ((), ()))
    if cardinalities and declared.cardinality and declared.cardinality not in cardinalities:
        needed = " or ".join(cardinalities)
        message = f'<{name}> needs an answer of cardinality {needed}; "{answer}" is {declared.cardinality}'
        report.add(RESPONSE_MISMATCH, where, message)
    elif bases and declared.cardinality != "record" and declared.base_type not in bases:
        has = f"has {declared.base_type}" if declared.base_type else "has none"
        message = f'<{name}> needs an answer of base type {" or ".join(bases)}; "{answer}" {has}'
        report.add(RESPONSE_MISMATCH, where, message)
        return
    most = _number(element.get("maxChoices") or element.get("maxAssociations"), 1)
    if declared.cardinality == "single" and most != 1 and element.get("maxChoices"):
        many = "any number of" if most == 0 else str(most)
        report.add(RESPONSE_MISMATCH, where, f'learners may choose {many} answers; "{answer}" has room for one')
    is_list = (declared.cardinality, declared.base_type) == ("multiple", "identifier")
    if declared.right > most > 0 and choices and is_list:
        report.add(TOO_MANY_RIGHT, where, f"the key has {declared.right} answers; learners may choose {most}")
    elif declared.right > 1 and declared.cardinality == "single":
        report.add(TOO_MANY_RIGHT, where, f'the key has {declared.right} answers; "{answer}" has room for one')
    if choices:
        _judge_keys(document, element, choices, declared, report)


def _judge_keys(
    document: Document, interaction: etree._Element, choices: list[etree._Element], declared: Declared, report: Report
) -> None:
    """Whether all that the key names can be answered."""
    known = {(each.get("identifier") or "").strip() for each in choices}
    first, second = _sides(interaction, choices)
    for value, element in declared.keys:
        parts = value.split(" ") if declared.base_type in ("pair", "directedPair") else [value]
        missing = [part for part in parts if part not in known]
        if missing:
            report.add(UNKNOWN_CHOICE, document.at(element), f'the key names "{missing[0]}", which is no choice')
        elif declared.base_type == "directedPair" and first and (parts[0] not in first or parts[-1] not in second):
            message = f'the key pairs "{value}", which cannot be paired in this order'
            report.add(UNKNOWN_CHOICE, document.at(element), message)


def _sides(interaction: etree._Element, choices: list[etree._Element]) -> tuple[set[str], set[str]]:
    """The identifiers that a directed pair begins with, and those that it ends with; empty where it may be any."""
    groups: list[list[etree._Element]]
    if local_name(interaction) == "matchInteraction":
        groups = [list(each) for each in interaction.iterfind("{*}simpleMatchSet")]
    else:
        ends = ("gap", "associableHotspot")
        groups = [[each for each in choices if (local_name(each) in ends) == is_end] for is_end in (False, True)]
    if len(groups) != 2:
        return set(), set()
    first, second = ({(each.get("identifier") or "").strip() for each in group} for group in groups)
    return first, second


def _judge_names(document: Document, declared: set[str], report: Report) -> None:
    """Whether every variable that is read or set is declared."""
    told: set[str] = set()
    for element in document.root.iter("{*}*"):
        name = local_name(element)
        if name in _READERS or name in _SETTERS or name == "setCorrectResponse":
            used = element.get("identifier")
        elif name.lower().endswith(("feedback", "feedbackblock", "feedbackinline")):
            used = element.get("outcomeIdentifier")
        elif name in ("templateBlock", "templateInline"):
            used = element.get("templateIdentifier")
        else:
            continue
        used = (used or "").strip()
        if used and used not in declared and used not in _BUILT_IN and used not in told:
            told.add(used)
            message = f'<{name}> names the variable "{used}", which is not declared'
            report.add(UNDECLARED_VARIABLE, document.at(element), message)


def _judge_processing(document: Document, answers: dict[str, Declared], variables: set[str], report: Report) -> None:
    """Whether scoring finds the keys that it asks for."""
    root = document.root
    processing = root.find("{*}responseProcessing")
    if processing is None:
        asked = [
            element
            for element in root.iter("{*}*")
            if local_name(element).endswith("Interaction") and any(local_name(each) in _CHOICES for each in element)
        ]
        if asked:
            report.add(UNSCORED_QUESTION, document.at(asked[0]), "nothing scores the answers to this question")
        return
    set_later = {element.get("identifier") for element in root.iter("{*}setCorrectResponse")}
    uses = [(local_name(element), element.get("identifier") or "", element) for element in processing.iter("{*}*")]
    template = (processing.get("template") or "").rstrip("/").rpartition("/")[2].removesuffix(".xml")
    if template in _TEMPLATES and len(processing) == 0:
        uses.append((_TEMPLATES[template], "RESPONSE", processing))
        for missing in sorted({"SCORE"} - variables | {"RESPONSE"} - answers.keys()):
            message = f'the template "{template}" needs the variable "{missing}", which is not declared'
            report.add(UNDECLARED_VARIABLE, document.at(processing), message)
    for name, identifier, element in uses:
        part, declared = _KEYS.get(name), answers.get(identifier)
        if part and declared and part not in declared.parts and not (name == "correct" and identifier in set_later):
            message = f'scoring asks for <{part}> of "{identifier}", which it does not have'
            report.add(NO_ANSWER_KEY, document.at(element), message)


def _words(written: str | None) -> str:
    return " ".join((written or "").split())


def _number(written: str | None, otherwise: int) -> int:
    text = (written or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
