"""The documents with questions in a package of QTI: found by the manifest, held against their grammar, then judged."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.formats.qti import question_document
from coursepack.validation import qti_assessments, qti_items, qti_tests
from coursepack.validation.documents import QUESTIONS_NOT_JUDGED, Document, local_name
from coursepack.validation.grammar import Grammar
from coursepack.validation.grammars import qti_assessment, qti_item
from coursepack.validation.kinds import CARTRIDGES, Kind
from coursepack.validation.package import UNREADABLE_BANK, Package
from coursepack.xml import XmlError, parse

INVALID_QUESTIONS = Rule(
    "invalid-questions",
    Severity.ERROR,
    "A document with questions breaks the grammar of QTI.",
    "Careful systems refuse the package; others lose the question or import it without its key.",
    "mend the named element; the standard's own schema says the same",
    example="<simpleChoice> directly in <itemBody>, a <responseDeclaration> without cardinality",
    source="the XML schemas of QTI 2.1, of QTI 2.2.4 and of QTI 1.2.1 in the profile of Common Cartridge 1.1",
)

RULES = (INVALID_QUESTIONS, *qti_items.RULES, *qti_tests.RULES, *qti_assessments.RULES)

_JUDGED = (Kind.QTI_12, Kind.QTI_21, Kind.QTI_22, *CARTRIDGES)
_GRAMMARS = {
    None: qti_item.GRAMMAR,
    "http://www.imsglobal.org/xsd/imsqti_v2p1": qti_item.GRAMMAR,
    "http://www.imsglobal.org/xsd/imsqti_v2p2": qti_item.QTI_22,
}
"""{namespace: what items and tests in it keep to}."""
_MOST_PROBLEMS = 20
"""Findings of the grammar in one document; more only bury the first ones."""
MOST_BYTES = 20 << 20
"""Of all documents of a package together, about 4,000 questions: a judgement takes seconds, never minutes."""


def judge(package: Package, report: Report) -> None:
    """Everything that is wrong with the questions of a package."""
    if package.kind not in _JUDGED or package.manifest is None:
        return
    items: dict[str, str] = {}
    for document in documents(package, report):
        judge_document(document, report)
        identifier = (document.root.get("identifier") or "").strip()
        if local_name(document.root) != "assessmentItem" or not identifier:
            continue
        if identifier in items:
            message = f'the identifier "{identifier}" of this question is also that of {items[identifier]}'
            report.add(qti_items.DUPLICATE_IDENTIFIER, document.at(document.root), message)
        items.setdefault(identifier, document.path)


def judge_document(document: Document, report: Report) -> None:
    """Everything that is wrong with one item, test or assessment."""
    root = document.root
    grammar = _grammar_of(document)
    if grammar is not None:
        for count, problem in enumerate(grammar.problems(root)):
            if count == _MOST_PROBLEMS:
                message = "there is more of this kind in this document; mend the others first"
                report.add(INVALID_QUESTIONS, document.at(root), message)
                break
            report.add(INVALID_QUESTIONS, document.in_line(problem.line), problem.message)
    match local_name(root):
        case "assessmentItem":
            qti_items.judge(document, report)
        case "assessmentTest" | "assessmentSection":
            qti_tests.judge(document, report)
        case "questestinterop":
            qti_assessments.judge(document, report)


def types_of(root: etree._Element) -> list[str]:
    """The type of each question in a document: its first interaction in QTI 2, what it says of itself in QTI 1.2."""
    if local_name(root) != "questestinterop":
        names = (local_name(element) for element in root.iter("{*}*"))
        types = [name for name in names if name.endswith("Interaction")]
        return (types or ["no interaction"])[:1] if local_name(root) == "assessmentItem" else []
    return [qti_assessments.type_of(item) or "no type" for item in root.iter("{*}item")]


def kind_of(root: etree._Element) -> Kind:
    """What a document with questions is, on its own."""
    return Kind.QTI_12_DOCUMENT if local_name(root) == "questestinterop" else Kind.QTI_2_DOCUMENT


def is_question_document(root: etree._Element) -> bool:
    return local_name(root) in ("assessmentItem", "assessmentTest", "questestinterop")


def documents(package: Package, report: Report) -> Iterator[Document]:
    """The documents with questions that the manifest names, each once."""
    assert package.manifest is not None
    left = MOST_BYTES
    seen: set[str] = set()
    skipped = 0
    for resource in package.manifest.resources:
        path = question_document(resource.type, resource.path, (file.path for file in resource.files))
        entry = package.archive.entries.get(path)
        if entry is None or path in seen:
            continue
        seen.add(path)
        left -= entry.size
        if left < 0:
            skipped += 1
            continue
        try:
            root = parse(package.archive.read(path))
        except XmlError as error:
            report.add(UNREADABLE_BANK, package.in_file(path, error.line), error.message)
            continue
        in_cartridge = package.kind in CARTRIDGES
        yield Document(package.in_file(path).file, root, path, package.archive.entries.keys(), in_cartridge)
    if skipped:
        message = f"{skipped} of {len(seen)} documents with questions were not looked at"
        report.add(QUESTIONS_NOT_JUDGED, package.at(package.manifest.line), message)


def _grammar_of(document: Document) -> Grammar | None:
    """The grammar that a document has to keep to; None where its flavour has none here."""
    if local_name(document.root) == "questestinterop":
        return _assessments() if qti_assessments.has_profile(document) else None
    text = _GRAMMARS.get(etree.QName(document.root).namespace)
    return _items(text) if text else None


@cache
def _items(text: str) -> Grammar:
    return Grammar(text)


@cache
def _assessments() -> Grammar:
    return Grammar(qti_assessment.GRAMMAR)
