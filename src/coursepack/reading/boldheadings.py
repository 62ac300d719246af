"""Offers to write bold lines that were read as headings as the headings they are."""

import re

from coursepack.diagnostics import Fix
from coursepack.model.source import Position
from coursepack.reading.document import Document
from coursepack.reading.labels import read_label

_BOLD_LINE = re.compile(r"(\*\*|__)(?P<title>(?:(?!\1).)+)\1(?P<colon>\s*:)?\s*")
_DEEPEST = 6


def heading_fix(document: Document, at: Position, level: int) -> Fix | None:
    """The edit that makes a bold line a heading; None where it would not be read in the same way.

    `level`: how many # it takes among the headings of its unit; 0 where the unit has none besides its own.
    """
    line = document.lines[at.line - 1].rstrip("\r") if at.line <= len(document.lines) else ""
    found = _BOLD_LINE.fullmatch(line)
    if found is None or read_label(found["title"], document.language) is not None:
        return None
    level = level or _level_above(document, at.line) + 1
    if not 1 < level <= _DEEPEST:
        return None
    title = found["title"].strip().removesuffix(":").rstrip()
    return Fix("bold-heading", document.file, at.line, at.line, f"{'#' * level} {title}\n")


def _level_above(document: Document, line: int) -> int:
    """The level of the heading before a line, 1 where there is none."""
    levels = [section.level for section in document.sections[1:] if section.at.line < line]
    return levels[-1] if levels else 1
