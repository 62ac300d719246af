"""JUnit XML, which CI servers show as tests: a suite for each file, a case for each finding.

Errors fail their case, warnings and notes stand in its output; no finding at all is one case that passed.
"""

from collections.abc import Sequence

from lxml import etree

from coursepack import xml
from coursepack.diagnostics import Diagnostic, Severity


def rendered(found: Sequence[Diagnostic]) -> str:
    """The findings as a JUnit report."""
    root = etree.Element("testsuites", name="coursepack")
    by_file: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_file.setdefault(one.at.file, []).append(one)
    for file, findings in by_file.items():
        errors = sum(one.severity is Severity.ERROR for one in findings)
        suite = etree.SubElement(
            root,
            "testsuite",
            name=xml.clean(file),
            tests=str(len(findings)),
            failures=str(errors),
            errors="0",
            skipped="0",
        )
        for one in findings:
            _add_case(suite, one)
    if not by_file:
        suite = etree.SubElement(root, "testsuite", name="coursepack", tests="1", failures="0", errors="0", skipped="0")
        etree.SubElement(suite, "testcase", classname="coursepack", name="no findings")
    return xml.write(root).decode().rstrip("\n")


def _add_case(suite: etree._Element, found: Diagnostic) -> None:
    place = xml.clean(str(found.at))
    case = etree.SubElement(suite, "testcase", classname=xml.clean(found.at.file), name=f"{found.rule.name} at {place}")
    message = xml.clean(found.message)
    words = xml.clean(f"{place}: {found.severity.word}: {found.message}\n{found.help}")
    if found.severity is Severity.ERROR:
        etree.SubElement(case, "failure", type=found.rule.name, message=message).text = words
    else:
        etree.SubElement(case, "system-out").text = words
