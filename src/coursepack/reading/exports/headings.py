"""Headings as Word and Google Docs leave them: `# []{#_Toc1 .anchor}**1\\. Title** {#id .class}`."""

import re

from coursepack.patterns import late
from coursepack.reading.exports.source import Source

SIGNS = (re.compile(r"\n {0,3}#{1,6}[ \t].*[{\\]"), "[]{#")

LONGEST = 2_000
"""Characters of a heading beyond which it is left alone."""

_HEADING = late(r" {0,3}#{1,6}[ \t]+")
_ATTRIBUTES = late(r"[ \t]*(?<!\\)\{:?[ \t]*([#.][^{}]*|-)\}[ \t]*#*[ \t]*$")
_ANCHOR = late(r"#([^\s.#{}]+)")
_BOOKMARK = late(r"\[\]\{#([^\s{}]+)(?:[ \t][^{}]*)?\}")
_ESCAPE = late(r"\\([.\-()!:#+=~&,;?])")
_FORMULA = late(r"(?<![\\$\w])\$(?=[^\s$])(?:\\.|[^$\\])*?(?<=\S)\$(?!\d)")
"""In TeX, a backslash before a sign makes a command: `\\,` is a space."""
_BOLD = late(r"(\*\*|__)(?=\S)((?:(?!\1|`).)+)(?<=\S)\1[ \t]*$")


def read(source: Source) -> None:
    """Take anchors and classes out of headings, remember the anchors, and undo needless escapes."""
    for index in source.prose():
        line = source.lines[index]
        opening = _HEADING.match(line)
        if opening is None and "[]{#" in line:
            _remember(source, index, [bookmark[1] for bookmark in source.matches(index, _BOOKMARK)])
        if opening is None or len(line) > LONGEST or not ("{" in line or "\\" in line):
            continue
        attributes = _ATTRIBUTES.search(line)
        if attributes:
            _remember(source, index, _ANCHOR.findall(attributes[1]))
            source.replace(index, attributes.start(), len(line), "")
        for bookmark in source.matches(index, _BOOKMARK):
            _remember(source, index, [bookmark[1]])
            source.replace(index, bookmark.start(), bookmark.end(), "")
        formulas = [found.span() for found in _FORMULA.finditer(source.lines[index])] if "$" in line else []
        for escape in source.matches(index, _ESCAPE):
            is_tex = any(start < escape.start() < end for start, end in formulas)
            if escape.start() >= opening.end() and not is_tex:
                source.replace(index, escape.start(), escape.end(), escape[1])
        if attributes:
            _unbold(source, index, opening.end())


def _remember(source: Source, index: int, anchors: list[str]) -> None:
    for anchor in anchors:
        source.aliases.setdefault(anchor, index + 1)


def _unbold(source: Source, index: int, start: int) -> None:
    """Take the bold off a heading that is bold throughout: it is the document's style, not the author's stress."""
    line = source.lines[index]
    bold = _BOLD.match(line, start)
    if bold:
        source.replace(index, bold.end(2), len(line), "")
        source.replace(index, start, bold.start(2), "")
