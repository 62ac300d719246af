"""The one table of tools whose exports are read, in the order in which their marks are taken out."""

import re
from collections.abc import Callable

import msgspec

from coursepack.diagnostics import Report, Rule
from coursepack.reading.exports import (
    commands,
    comments,
    google_docs,
    headings,
    names,
    notion,
    obsidian,
    pandoc_tables,
    repository,
    word,
)
from coursepack.reading.exports.source import CONVERTER_MARK, Source


class Export(msgspec.Struct, frozen=True):
    """A tool: `read` changes a file's lines where one of `signs` is found in its text.

    A sign at the start or end of a line has a line end there: that is found many times as fast as `^` and `$`.
    """

    name: str
    signs: tuple[str | re.Pattern[str], ...]
    read: Callable[[Source], None]


EXPORTS: tuple[Export, ...] = (
    Export("comments", comments.SIGNS, comments.read),
    Export("google-docs", google_docs.SIGNS, google_docs.read),
    Export("headings", headings.SIGNS, headings.read),
    Export("obsidian", obsidian.SIGNS, obsidian.read),
    Export("commands", commands.SIGNS, commands.read),
    Export("notion", notion.SIGNS, notion.read),
    Export("repository", repository.SIGNS, repository.read),
    Export("pandoc-tables", pandoc_tables.SIGNS, pandoc_tables.read),
    Export("word", word.SIGNS, word.read),
)

RULES: tuple[Rule, ...] = (
    CONVERTER_MARK,
    commands.FILLED_ELSEWHERE,
    comments.OPEN_COMMENT,
    google_docs.EMBEDDED_IMAGE,
    names.PAGE_PROPERTIES,
    obsidian.EMBEDDED_NOTE,
    obsidian.PRIVATE_COMMENT,
    pandoc_tables.UNREADABLE_TABLE,
    repository.NOT_A_LESSON,
)


def read_source(file: str, text: str, lines: list[str], begin: int, report: Report) -> Source:
    """The lines of a file, which are `text`, without what tools leave in them; `begin`: lines of front matter."""
    source = Source(file, lines, begin, report)
    text = f"\n{text}\n"
    for export in EXPORTS:
        if any(sign in text if isinstance(sign, str) else sign.search(text) for sign in export.signs):
            export.read(source)
    return source
