"""A document with questions, in a package or on its own."""

from collections.abc import Set as AbstractSet

import msgspec
from lxml import etree

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.validation.manifest import package_path

MISSING_QUESTION_FILE = Rule(
    "missing-question-file",
    Severity.ERROR,
    "A question or a test refers to a file that the package does not have.",
    "Learners see a broken picture, or the test lacks the question.",
    "put the file into the zip under exactly this name, beside the document as the address says",
    example='<img src="images/Map.png" alt="…"/> where the zip has images/map.png',
    source="IMS QTI 2.1, Implementation Guide: images beside an item; Common Cartridge 1.1: $IMS-CC-FILEBASE$",
)

QUESTIONS_NOT_JUDGED = Rule(
    "questions-not-judged",
    Severity.WARNING,
    "A package or bank has more questions, or more that is wrong with them, than is looked at in one run.",
    "The ones behind may still have faults.",
    "mend what was found, or divide the bank: learning systems import smaller ones more willingly, too",
    example="a package with 50 MB of items, a bank with 50,000 questions",
    source="a limit of coursepack, so that a judgement takes seconds",
)

RULES = (MISSING_QUESTION_FILE, QUESTIONS_NOT_JUDGED)

MOST_QUESTIONS = 30_000
MOST_FINDINGS = 1_000
"""In one bank; more help nobody, and a file that wants to cost time ends soon."""


class Document(msgspec.Struct, frozen=True):
    """A document with questions. `file` is its name for people.

    In a package: `path` is its path there and `entries` are all paths; both are empty for a document on its own.
    `in_cartridge`: the package is a Common Cartridge, whose profile counts whatever the document says.
    """

    file: str
    root: etree._Element
    path: str = ""
    entries: AbstractSet[str] = frozenset()
    in_cartridge: bool = False

    def at(self, element: etree._Element) -> Position:
        return self.in_line(element.sourceline or 1)

    def in_line(self, line: int) -> Position:
        return Position(self.file, line, 0)

    def judge_address(self, element: etree._Element, address: str, report: Report, *bases: str) -> None:
        """Whether an address in an element leads to a file of the package.

        `bases`: folders that it may lead to besides the document's own, each with "/" at its end.
        """
        if not self.path or not address or address.startswith(("#", "data:", "//")) or "://" in address:
            return
        own = self.path.rpartition("/")[0]
        paths = [package_path(base, address) for base in (f"{own}/" if own else "", *bases)]
        if not any(path in self.entries for path in paths):
            message = f'the package has no file "{paths[0] or address}"'
            report.add(MISSING_QUESTION_FILE, self.at(element), message)


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
