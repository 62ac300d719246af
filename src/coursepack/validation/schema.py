"""A manifest against the grammar of its standard."""

from functools import cache

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.grammar import Grammar
from coursepack.validation.grammars import cmi5, common_cartridge, content_package, qti_package, scorm12, scorm2004
from coursepack.validation.kinds import Kind
from coursepack.validation.package import CP_NAMESPACE, SCORM_12_NAMESPACE, Package

INVALID_MANIFEST = Rule(
    "invalid-manifest",
    Severity.ERROR,
    "The manifest breaks the grammar of its standard.",
    "Careful systems refuse it; others read it in their own way, and lose items or settings.",
    "mend the named element; the standard's own schema says the same",
    example="<organizations> behind <resources>, an <item> without identifier",
    source="the XML schemas of SCORM 1.2, SCORM 2004, IMS CP 1.1.4, Common Cartridge 1.1, QTI 2.2 and 3.0, cmi5",
)

RULES = (INVALID_MANIFEST,)

_GRAMMARS = {
    Kind.SCORM_12: scorm12.GRAMMAR,
    Kind.SCORM_2004_2ND: scorm2004.THIRD_EDITION,
    Kind.SCORM_2004_3RD: scorm2004.THIRD_EDITION,
    Kind.SCORM_2004_4TH: scorm2004.FOURTH_EDITION,
    Kind.CONTENT_PACKAGE: content_package.GRAMMAR,
    Kind.QTI_12: content_package.GRAMMAR,
    Kind.QTI_21: content_package.GRAMMAR,
    Kind.QTI_22: qti_package.QTI_22,
    Kind.QTI_30: qti_package.QTI_30,
    Kind.CARTRIDGE_11: common_cartridge.CARTRIDGE_11,
    Kind.CARTRIDGE_12: common_cartridge.CARTRIDGE_12,
    Kind.CARTRIDGE_13: common_cartridge.CARTRIDGE_13,
    Kind.CMI5: cmi5.GRAMMAR,
}
_MOST_PROBLEMS = 100
"""Findings of one manifest; more only bury the first ones."""


@cache
def grammar_of(kind: Kind) -> Grammar | None:
    """The grammar of a kind's manifests, None where there is none."""
    text = _GRAMMARS.get(kind)
    return None if text is None else Grammar(text)


def contradiction(package: Package) -> str:
    """What is said of a manifest of SCORM whose namespace is that of another standard than its version, else ""."""
    assert package.root is not None
    namespace = etree.QName(package.root).namespace
    if not package.kind.is_scorm or (namespace == SCORM_12_NAMESPACE) is (package.kind is Kind.SCORM_12):
        return ""
    version = package.root.findtext(".//{*}schemaversion") or ""
    written = "SCORM 1.2" if namespace == SCORM_12_NAMESPACE else "SCORM 2004"
    if namespace not in (SCORM_12_NAMESPACE, CP_NAMESPACE) or not version.strip():
        return ""
    return (
        f'the manifest is written as {written} (namespace {namespace}), and its schemaversion says "{version.strip()}"'
    )


def judge(package: Package, report: Report) -> None:
    """Where a manifest leaves the grammar of its standard."""
    grammar = grammar_of(package.kind)
    if grammar is None or package.root is None:
        return
    if package.kind is Kind.QTI_12 and package.root.tag not in grammar.starts:
        return  # Canvas's own flavour has no schema
    if message := contradiction(package):
        advice = "let <schemaversion> name the standard that the manifest is written in, or export the course again"
        report.add(INVALID_MANIFEST, package.at(package.root.sourceline or 1), message, help=advice)
        return
    for count, problem in enumerate(grammar.problems(package.root)):
        if count == _MOST_PROBLEMS:
            report.add(INVALID_MANIFEST, package.at(problem.line), "there is more of this kind; mend the others first")
            return
        report.add(INVALID_MANIFEST, package.at(problem.line), problem.message)
