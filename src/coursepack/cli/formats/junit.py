"""JUnit XML, which CI servers show as tests: a suite for each file, a case for each finding.

What fails the run fails its case: errors, and with --strict warnings; the others stand in its output. No finding at all
is one case that passed.
"""

from collections.abc import Sequence

from lxml import etree

from coursepack import xml
from coursepack.diagnostics import Diagnostic, Severity


def rendered(found: Sequence[Diagnostic], worst: Severity) -> str:
    """The findings as a JUnit report."""
    root = etree.Element("testsuites", name="coursepack")
    by_file: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_file.setdefault(one.at.file, []).append(one)
    for file, findings in by_file.items():
        failures = sum(one.severity >= worst for one in findings)
        suite = etree.SubElement(
            root,
            "testsuite",
            name=xml.clean(file),
            tests=str(len(findings)),
            failures=str(failures),
            errors="0",
            skipped="0",
        )
        for one in findings:
            _add_case(suite, one, failed=one.severity >= worst)
    if not by_file:
        suite = etree.SubElement(root, "testsuite", name="coursepack", tests="1", failures="0", errors="0", skipped="0")
        etree.SubElement(suite, "testcase", classname="coursepack", name="no findings")
    return xml.write(root).decode().rstrip("\n")


def _add_case(suite: etree._Element, found: Diagnostic, *, failed: bool) -> None:
    place = xml.clean(str(found.at))
    case = etree.SubElement(suite, "testcase", classname=xml.clean(found.at.file), name=f"{found.rule.name} at {place}")
    message = xml.clean(found.message)
    words = xml.clean(f"{place}: {found.severity.word}: {found.message}\n{found.help}")
    if failed:
        etree.SubElement(case, "failure", type=found.rule.name, message=message).text = words
    else:
        etree.SubElement(case, "system-out").text = words
