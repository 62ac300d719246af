"""Texts that a bank has in Markdown, as HTML: from there on they are read like all others."""

from functools import cache

from markdown_it import MarkdownIt


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def markdown_html(text: str) -> str:
    """The HTML that CommonMark with tables makes of a text."""
    return str(_parser().render(text))
