"""cmi5 course structures: what their schema cannot say."""

from collections import Counter

from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.validation.kinds import Kind
from coursepack.validation.manifest import package_path
from coursepack.validation.package import Package

AU_ADDRESS = Rule(
    "au-address",
    Severity.ERROR,
    "An assignable unit's address leads to nothing in the package.",
    "The unit opens nothing.",
    "let <url> be the relative path of a file in the zip, or a full https address",
    example="<url>lesson/index.html</url> where the zip has lesson1/index.html",
    source="cmi5 13.2 and 14.1: relative addresses are references to files in the zip",
)
CMI5_IDENTIFIER = Rule(
    "cmi5-identifier",
    Severity.ERROR,
    "An identifier in a course structure is used twice, or is no full IRI.",
    "The learning record store mixes up the records of two units, or refuses them.",
    "give each course, block, unit and objective an IRI of its own, such as https://example.org/course/unit-1",
    example='<au id="unit1">',
    source="cmi5 13.1: every id is an IRI, unique in the course structure",
)
CMI5_OBJECTIVE = Rule(
    "cmi5-objective",
    Severity.ERROR,
    "A unit refers to an objective that the course does not declare.",
    "Reports lack the objective.",
    "declare it under <objectives> at the top of the course structure",
    example='<objective idref="https://example.org/o9"/>',
    source="cmi5 13.1.3",
)
UNREACHABLE_PASS = Rule(
    "unreachable-pass",
    Severity.WARNING,
    "A unit has to be passed and names no mastery score.",
    "Whether a learner passed is left to the content alone; a system cannot show what is asked.",
    "give the unit a masteryScore between 0 and 1",
    example='<au moveOn="Passed"> without masteryScore',
    source="cmi5 13.1.4",
)

RULES = (AU_ADDRESS, CMI5_IDENTIFIER, CMI5_OBJECTIVE, UNREACHABLE_PASS)

_C = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"


def judge(package: Package, report: Report) -> None:
    """Addresses, identifiers and references of a course structure."""
    root = package.root
    if root is None or package.kind is not Kind.CMI5:
        return
    declared = {each.get("id") for each in root.iterfind(f"{_C}objectives/{_C}objective")}
    counted: Counter[str] = Counter()
    for element in root.iter(f"{_C}course", f"{_C}block", f"{_C}au", f"{_C}objective"):
        identifier = element.get("id")
        if identifier is None:
            _judge_reference(package, element, declared, report)
            continue
        counted[identifier] += 1
        if counted[identifier] == 2:
            report.add(CMI5_IDENTIFIER, package.at(element.sourceline or 1), f'"{identifier}" is used twice')
        if ":" not in identifier.partition("/")[0]:
            report.add(CMI5_IDENTIFIER, package.at(element.sourceline or 1), f'"{identifier}" is no full IRI')
    for unit in root.iter(f"{_C}au"):
        _judge_unit(package, unit, report)


def _judge_reference(package: Package, element: etree._Element, declared: set[str | None], report: Report) -> None:
    reference = element.get("idref")
    if reference is not None and reference not in declared:
        message = f'the objective "{reference}" is not declared'
        report.add(CMI5_OBJECTIVE, package.at(element.sourceline or 1), message)


def _judge_unit(package: Package, unit: etree._Element, report: Report) -> None:
    url = unit.find(f"{_C}url")
    address = "" if url is None else (url.text or "").strip()
    at = package.at((unit if url is None else url).sourceline or 1)
    if not address.lower().startswith(("http://", "https://")):
        path = package_path("", address)
        if not path:
            report.add(AU_ADDRESS, at, f'"{address}" leads out of the package')
        elif path not in package.archive.entries:
            report.add(AU_ADDRESS, at, f'the zip has no file "{path}"')
    if "Passed" in (unit.get("moveOn") or "") and unit.get("masteryScore") is None:
        title = " ".join((unit.findtext(f"{_C}title/{_C}langstring") or unit.get("id") or "").split())
        report.add(UNREACHABLE_PASS, package.at(unit.sourceline or 1), f'"{title}" has to be passed, by no named score')
