"""Tables as pandoc draws them with dashes (simple, multi-line) or boxes (grid), made into tables with bars."""

import itertools
import re

from coursepack.diagnostics import Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.exports.source import Source

UNREADABLE_TABLE = Rule(
    "unreadable-table",
    Severity.WARNING,
    "A table drawn with dashes or boxes has cells that span rows or columns, or hold lists or code.",
    "Its cells cannot be told apart, and learners would read a heap of signs.",
    "write it as a table with bars (| a | b |), or split what spans",
    example="+------+------+\n| Flour | 500 g\n+---",
)

SIGNS = (re.compile(r"\n {0,3}(?:\+[-=:]{2}[-=:+]*\+|-{2,}(?: +-{2,})+)[ \t]*\n"),)

_GRID = late(r" {0,3}\+(?:[-=:]+\+)+[ \t]*$")
_DASHES = late(r" *-{2,}(?: +-{2,})+ *$")
_WHOLE = late(r" *-{5,} *$")
_BLOCK = late(r"\s*(?:[-*+]\s|\d+[.)]\s|```|~~~|>\s|#{1,6}\s)")
_MOST_LINES = 500
"""Lines among which the end of a table is looked for."""
Rows = list[tuple[list[str], int]]
"""Rows of cells, each with the index of the line where it begins."""


def read(source: Source) -> None:
    """Make every drawn table one with bars; the lines that are left over are empty."""
    prose = list(source.prose())
    position = 0
    while position < len(prose):
        index = prose[position]
        line = source.lines[index]
        end = index
        if _GRID.match(line):
            end = _grid(source, index)
        elif _DASHES.match(line):
            end = _drawn(source, index)
        elif _WHOLE.match(line) and not _text(source, index - 1):
            end = _multiline(source, index)
        position += 1
        while position < len(prose) and prose[position] < end:
            position += 1


def _text(source: Source, index: int) -> str:
    return source.lines[index].strip() if source.begin <= index < len(source.lines) else ""


def _write(source: Source, first: int, last: int, head: list[str], rows: Rows, at: int) -> None:
    """Put a table in the lines from `first` on; those up to `last` (exclusive) that are not needed are empty."""
    width = len(head)
    lines = [(head, at), (["---"] * width, at), *rows]
    for index in range(first, last):
        if index - first < len(lines):
            source.rewrite(index, *lines[index - first])
        else:
            source.blank(index)


# --- grid tables ---------------------------------------------------------------------------------------------


def _grid(source: Source, first: int) -> int:
    """Read the grid table whose first border is the line `first`; returns the index behind it."""
    lines = source.lines
    end = first
    while end < len(lines) and lines[end].strip() and lines[end].lstrip()[0] in "+|":
        end += 1
    if lines[first].count("+") < 3:  # one box is a drawing, not a table
        return end
    border = lines[first].strip()
    corners = [place for place, sign in enumerate(border) if sign == "+"]
    indent = len(lines[first]) - len(lines[first].lstrip())
    rows: Rows = []
    cells: list[list[str]] = []
    number = first
    head_ends = 0
    for index in range(first + 1, end):
        line = lines[index][indent:].rstrip()
        if line.startswith("+"):
            if not _GRID.match(lines[index]) or [at for at, sign in enumerate(line) if sign == "+"] != corners:
                return _refuse(source, first, index, end)
            rows.append(([_cell(cell) for cell in cells], number))
            head_ends = len(rows) if "=" in line else head_ends
            cells = []
            continue
        if any(at >= len(line) or line[at] != "|" for at in corners):
            return _refuse(source, first, index, end)
        parts = [line[start + 1 : stop] for start, stop in itertools.pairwise(corners)]
        if any(_BLOCK.match(part) for part in parts):
            return _refuse(source, first, index, end)
        if not cells:
            cells, number = [[] for _ in parts], index
        for cell, part in zip(cells, parts, strict=True):
            cell.append(part)
    if cells or not rows or head_ends > 1:
        return _refuse(source, first, end - 1, end)
    head = rows.pop(0) if head_ends else ([""] * (len(corners) - 1), first)
    _write(source, first, end, head[0], rows, head[1])
    return end


def _cell(lines: list[str]) -> str:
    paragraphs = re.split(r"\n\s*\n", "\n".join(line.strip() for line in lines).strip())
    return "<br>".join(" ".join(part.split()) for part in paragraphs)


def _refuse(source: Source, first: int, where: int, end: int) -> int:
    message = (
        f"the table drawn from line {first + 1} on cannot be read: its cells do not line up, or hold lists or code"
    )
    source.report.add(UNREADABLE_TABLE, Position(source.file, where + 1), message)
    return end


# --- simple and multi-line tables ----------------------------------------------------------------------------


def _columns(dashes: str) -> list[int]:
    return [found.start() for found in re.finditer(r"-+", dashes)]


def _split(line: str, starts: list[int]) -> list[str] | None:
    """The cells of a line; None where a word stands across the gap between two columns."""
    if any(start > 0 and line[start - 1 : start].strip() for start in starts):
        return None
    return [
        line[start:stop].strip() for start, stop in zip(starts, [*starts[1:], max(len(line), starts[-1])], strict=True)
    ]


def _drawn(source: Source, dashes: int) -> int:
    """Read a simple table whose line of dashes is `dashes`; what only looks like one is left alone."""
    starts = _columns(source.lines[dashes])
    above = _text(source, dashes - 1)
    headless = not above
    if not headless and _text(source, dashes - 2):
        return dashes
    head = [""] * len(starts) if headless else _split(source.lines[dashes - 1], starts)
    if head is None:
        return dashes
    rows: Rows = []
    index = dashes + 1
    while index < len(source.lines) and source.lines[index].strip():
        if _DASHES.match(source.lines[index]):
            break
        cells = _split(source.lines[index], starts)
        if cells is None:
            return dashes
        rows.append((cells, index))
        index += 1
    closed = index < len(source.lines) and _DASHES.match(source.lines[index]) is not None
    if rows and headless and not closed:
        return _headless(source, dashes, starts)
    if not rows:
        return dashes
    if headless and index - dashes + 1 < len(rows) + 2:
        return dashes
    first = dashes if headless else dashes - 1
    last = index + 1 if closed else index
    _write(source, first, last, head, rows, first)
    return last


def _multiline(source: Source, first: int) -> int:
    """Read a table between two whole lines of dashes, whose rows are divided by empty lines."""
    dashes = next(
        (index for index in range(first + 1, min(first + 12, len(source.lines))) if _DASHES.match(source.lines[index])),
        None,
    )
    if dashes is None or any(not source.lines[index].strip() for index in range(first + 1, dashes)):
        return first
    last = next((index for index in range(dashes + 1, len(source.lines)) if _WHOLE.match(source.lines[index])), None)
    if last is None or dashes == first + 1:
        return first
    starts = _columns(source.lines[dashes])
    head = _gathered([source.lines[index] for index in range(first + 1, dashes)], starts)
    rows = _divided(source, dashes, last, starts)
    if head is None or not rows:
        return first
    _write(source, first, last + 1, head, rows, first + 1)
    return last + 1


def _headless(source: Source, first: int, starts: list[int]) -> int:
    """Read a table without a head between two equal lines of dashes, whose rows are divided by empty lines."""
    dashes = source.lines[first].rstrip()
    last = next(
        (
            index
            for index in range(first + 1, min(first + _MOST_LINES, len(source.lines)))
            if source.lines[index].rstrip() == dashes
        ),
        None,
    )
    rows = _divided(source, first, last, starts) if last is not None else []
    if last is None or not rows:
        return first
    _write(source, first, last + 1, [""] * len(starts), rows, first)
    return last + 1


def _divided(source: Source, first: int, last: int, starts: list[int]) -> Rows:
    """The rows between two lines, which empty lines divide; [] where one cannot be read."""
    rows: Rows = []
    group: list[int] = []
    for index in range(first + 1, last + 1):
        if source.lines[index].strip() and index < last:
            group.append(index)
        elif group:
            cells = _gathered([source.lines[line] for line in group], starts)
            if cells is None:
                return []
            rows.append((cells, group[0]))
            group = []
    return rows


def _gathered(lines: list[str], starts: list[int]) -> list[str] | None:
    parts = [_split(line, starts) for line in lines]
    if any(part is None for part in parts):
        return None
    return [" ".join(filter(None, column)) for column in zip(*(part for part in parts if part), strict=True)]
