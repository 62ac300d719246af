"""Texts that a bank has in Markdown, as HTML: from there on they are read like all others."""

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin


@cache
def _parser(math: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(dollarmath_plugin, allow_digits=False, allow_space=False) if math else parser


def markdown_html(text: str, *, math: bool = False) -> str:
    """The HTML that CommonMark with tables makes of a text; `math`: what stands between dollar signs is TeX."""
    return str(_parser(math).render(text))
