"""What Schoology is known to refuse or to misread."""

from collections.abc import Iterator

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation import qti
from coursepack.validation.kinds import CARTRIDGES, Kind
from coursepack.validation.package import Package
from coursepack.validation.qti_assessments import type_of

SCHOOLOGY_CARTRIDGE = Rule(
    "schoology-cartridge",
    Severity.WARNING,
    "Schoology's help names version 1.2 of Common Cartridge alone as supported.",
    "A cartridge of another version may be refused, or come in incomplete.",
    "export version 1.2; Schoology's own converter makes it of version 1.1",
    example="a cartridge with the namespace imsccv1p1",
    source="Schoology's help: How do I use Common Cartridge?, and Common Cartridge Converter",
)
GAP_BECOMES_ESSAY = Rule(
    "gap-becomes-essay",
    Severity.WARNING,
    "A question with words to fill in does not name its type as Common Cartridge does.",
    "Schoology imports it as an essay: the key is gone, and every answer has to be read and scored.",
    "give it the metadata cc_profile with the value cc.fib.v0p1, or ask it as a choice",
    example="a short answer that names its type only as question_type short_answer_question",
    source="text2qti, issue 36",
)

RULES = (SCHOOLOGY_CARTRIDGE, GAP_BECOMES_ESSAY)

_KNOWN_TYPES = ("cc.fib.", "cc.pattern_match.")


def judge_cartridge(package: Package, report: Report) -> None:
    if package.kind in CARTRIDGES and package.kind is not Kind.CARTRIDGE_12:
        report.add(SCHOOLOGY_CARTRIDGE, package.at(1), f"the package is {package.kind.value}")


def judge_gaps(package: Package, report: Report) -> None:
    if package.manifest is None or package.kind not in (Kind.QTI_12, *CARTRIDGES):
        return
    for document in qti.documents(package, Report()):
        for item in _gaps(document.root):
            named = type_of(item) or "nothing"
            report.add(GAP_BECOMES_ESSAY, document.at(item), f"the question names its type as {named}")


def _gaps(root: etree._Element) -> Iterator[etree._Element]:
    """Questions with words to fill in and a key, of no type that a cartridge has for them."""
    for item in root.iter("{*}item"):
        has_gap = item.find(".//{*}response_str//{*}render_fib") is not None
        has_key = any(True for _ in item.iter("{*}varequal", "{*}varsubstring", "{*}vargte"))
        if has_gap and has_key and not type_of(item).startswith(_KNOWN_TYPES):
            yield item
