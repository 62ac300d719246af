"""Comments with which an author accepts findings: `<!-- coursepack-ignore NAME -->`."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from coursepack.diagnostics import Ignore, Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.exports.source import code_spans
from coursepack.reading.values import did_you_mean

UNKNOWN_IGNORE = Rule(
    "unknown-ignore",
    Severity.WARNING,
    "A comment asks to ignore a finding that does not exist.",
    "What it was meant to leave out is told all the same, and nobody sees why.",
    "write the name that stands in brackets behind the finding; coursepack rules lists them all",
    example="<!-- coursepack-ignore missing-alt -->\n![](wave.svg)",
)
UNUSED_IGNORE = Rule(
    "unused-ignore",
    Severity.NOTE,
    "A comment asks to ignore a finding that there is not.",
    "It may hide a mistake that somebody makes here later.",
    "take the comment out; it stands right above the block that it is about",
    example="<!-- coursepack-ignore missing-alt-text -->\n![A wave](wave.svg)",
)

MARK = "coursepack-ignore"

_COMMENT = late(r"<!--\s*coursepack-(\S+)\s*(.*?)\s*-->", re.DOTALL)
_NAME = late(r"[^\s,]+")


def find_ignores(tokens: Sequence[Token], lines: Sequence[str], offset: int) -> Iterator[Ignore]:
    """What the comments among the block tokens of a file ask for; `file` is left open in their places.

    `lines` are those of the whole file as it is read, of which `offset` come before the tokens' first.
    """
    for index, token in enumerate(tokens):
        if token.map is None or MARK not in token.content:
            continue
        if token.type == "html_block":
            reach, text = _next_block(tokens, index), token.content
        elif token.type == "inline":
            reach, text = token.map, _without_code(token.content)
        else:
            continue
        for found in _COMMENT.finditer(text):
            line = _line_of(found[0].split("\n")[0], lines, token.map[0] + offset, token.map[1] + offset)
            at = Position("", line + 1, lines[line].find("<!--") + 1)
            names = tuple(_NAME.findall(found[2].partition(":")[0]))
            if found[1] == "ignore-file":
                yield Ignore(names, at, 0, 0)
            elif found[1] == "ignore":
                yield Ignore(names, at, reach[0] + offset + 1, reach[1] + offset)
            else:
                yield Ignore((f"coursepack-{found[1]}",), at, 0, -1)


def check_ignores(ignores: Sequence[Ignore], known: frozenset[str], report: Report) -> None:
    """Report names that no finding has."""
    for ignore in ignores:
        if not ignore.names:
            report.add(UNKNOWN_IGNORE, ignore.at, "this comment names no finding")
        for name in ignore.names:
            if name.startswith("coursepack-"):
                words = '"coursepack-ignore" and "coursepack-ignore-file"'
                report.add(UNKNOWN_IGNORE, ignore.at, f'there are the comments {words}, and no "{name}"')
            elif name not in known:
                report.add(UNKNOWN_IGNORE, ignore.at, f'there is no finding "{name}"{did_you_mean(name, known)}')


def report_unused(report: Report, known: frozenset[str], unheard: frozenset[str]) -> None:
    """Report what is ignored and was not found; `unheard` are findings that only a build can have."""
    for ignore in report.ignores:
        for name in ignore.names:
            if name in known and name not in unheard and (ignore, name) not in report.ignored:
                where = "in this file" if not ignore.first else "in the block below"
                report.add(UNUSED_IGNORE, ignore.at, f"there is no {name} {where}")


def _next_block(tokens: Sequence[Token], index: int) -> list[int]:
    """The lines of the block behind the comment at `index`, from and to; an empty stretch where there is none."""
    level = tokens[index].level
    for token in tokens[index + 1 :]:
        if token.level < level:
            break
        if token.level == level and token.map is not None and token.nesting >= 0:
            if token.type == "html_block" and token.content.lstrip().startswith("<!--"):
                continue
            return token.map
    return [-2, -2]


def _without_code(text: str) -> str:
    """The text of an inline without its code spans."""
    for begin, end in reversed(code_spans(text)):
        text = text[:begin] + text[end:]
    return text


def _line_of(words: str, lines: Sequence[str], first: int, last: int) -> int:
    return next((number for number in range(first, min(last, len(lines))) if words in lines[number]), first)
