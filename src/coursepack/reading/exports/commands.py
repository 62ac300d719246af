"""Places that another tool fills when it shows a page: includes of mdBook, queries of Obsidian's Dataview."""

from coursepack.diagnostics import Rule, Severity
from coursepack.patterns import late
from coursepack.reading.exports.source import Source

FILLED_ELSEWHERE = Rule(
    "filled-elsewhere",
    Severity.WARNING,
    "A place in a text is filled by another tool when that tool shows the page.",
    "Packages hold what stands in the files: learners would read the command, so it is left out.",
    "write the text or the code itself in its place, or take the command out",
    example="{{#include ../main.rs}}",
    source="mdBook's preprocessors; Obsidian's plugin Dataview",
)

SIGNS = ("{{#", "```dataview", "~~~dataview")

_COMMAND = late(r"(?<!\\)\{\{\s*#(?:include|rustdoc_include|playground|playpen|template|quiz|title)\b[^{}]*\}\}")
_QUERY = late(r"[ \t>]*(`{3,}|~{3,})[ \t]*dataview(?:js)?[ \t]*$")


def read(source: Source) -> None:
    """Take the commands out, also those that fill a block of code."""
    prose = set(source.prose())
    index = source.begin
    while index < len(source.lines):
        line = source.lines[index]
        query = _QUERY.match(line)
        if query:
            index = _query(source, index, query[1])
        elif "{{" in line:
            is_alone = _COMMAND.fullmatch(line.strip())  # in code only where it is the whole line
            for found in source.matches(index, _COMMAND) if index in prose or is_alone else ():
                _report(source, index, found.start(), found[0])
                source.replace(index, found.start(), found.end(), "")
        index += 1


def _query(source: Source, first: int, fence: str) -> int:
    """Take out the query that opens in the line `first`; return its last line."""
    last = first + 1
    while last < len(source.lines) and not source.lines[last].strip(" \t>").startswith(fence):
        last += 1
    words = " ".join(" ".join(source.lines[first + 1 : last]).split())
    _report(source, first, 0, f"dataview {words}")
    for index in range(first, min(last + 1, len(source.lines))):
        source.blank(index)
    return last


def _report(source: Source, index: int, column: int, words: str) -> None:
    shown = f"{words[:60]}{'…' * (len(words) > 60)}"
    source.report.add(FILLED_ELSEWHERE, source.place(index, column), f'left out: "{shown}"')
