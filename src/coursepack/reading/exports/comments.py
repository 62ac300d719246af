"""Comments that are not closed: without their end they would swallow what follows."""

import re

from coursepack.diagnostics import Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.exports.source import Source

OPEN_COMMENT = Rule(
    "open-comment",
    Severity.ERROR,
    "A comment is not closed.",
    "All that follows up to the next --> would belong to it, and be missing from the course.",
    "write --> at the end of the comment",
    example="### Which is a metal?\n<!-- q id=metals --\n\n- [x] Iron\n- [ ] Wood",
)

SIGNS = (re.compile(r"<!--(?:(?!-->)[^\n])*\n"),)

_OPENING = late(r" {0,3}<!--\s*((?:q|quiz|pool)\b)?")
_NEARLY_CLOSED = late(r"\s*(?:-+\s*>?|[–—]+-*>?|-*!>)\s*$")
_CONTENT = late(r" {0,3}(?:#{1,6}\s|[-*+] \[[ xX]\]\s|<!--)")
_MOST = 20
"""Open comments of one file that are told: each is looked for from the start."""


def read(source: Source) -> None:
    """Close the comments that are open at the end of their line, and report them."""
    for _ in range(_MOST):
        index = _first_open(source)
        if index is None:
            return
        line = source.lines[index]
        at = Position(source.file, index + 1, line.index("<!--") + 1)
        source.report.add(OPEN_COMMENT, at, "this comment is not closed")
        nearly = _NEARLY_CLOSED.search(line, line.index("<!--") + len("<!--"))
        source.replace(index, nearly.start() if nearly else len(line), len(line), " -->")


def _first_open(source: Source) -> int | None:
    for index in source.prose():
        line = source.lines[index]
        opening = _OPENING.match(line)
        if opening and "-->" not in line and _is_open(source.lines, index, own=bool(opening[1])):
            return index
    return None


def _is_open(lines: list[str], index: int, *, own: bool) -> bool:
    """Whether no end comes, or in a comment with attributes no end before something that is none."""
    if own and _NEARLY_CLOSED.search(lines[index], lines[index].index("<!--") + len("<!--")):
        return True
    for line in lines[index + 1 :]:
        if own and _CONTENT.match(line):
            return True
        if "-->" in line:
            return False
    return True
