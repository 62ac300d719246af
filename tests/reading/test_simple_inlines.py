"""The short cut for simple inlines gives what the parser gives."""

from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from coursepack.diagnostics import Report
from coursepack.model.content import Inline, Link
from coursepack.reading.markdown import inlines
from coursepack.reading.markdown.context import TextContext

_PIECES = st.sampled_from(
    [
        "**",
        "*",
        "`",
        " ",
        "\n",
        "a",
        "word",
        "Wort.",
        "(x)",
        ":",
        "!",
        "é",
        "1",
        "'",
        '"',
        "-",
        "|",
        "`` ",
        "ab cd",
        "_",
        ")",
        "[x] ",
        "[ ] ",
        "[X]",
        "]",
    ]
)


def _read(text: str, *, short_cut: bool) -> tuple[Inline, ...]:
    context = TextContext("x.md", text.split("\n"), 0, {}, Report())
    if short_cut:
        return inlines.text_inlines(text, 0, context)
    with patch.object(inlines, "_simple", lambda *_: None):
        return inlines.text_inlines(text, 0, context)


@settings(max_examples=600, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=12).map("".join))
@example("**a** b *c*, `d` e")
@example("x **Label:** text\nnext *line*.")
@example("` a `")
@example("[x] a **b**")
@example("[ ] `a` b")
@example("[x] \na")
def test_short_cut_agrees_with_the_parser(text: str) -> None:
    text = "\n".join(line.strip() for line in text.strip().split("\n") if line.strip())
    if text:
        assert _read(text, short_cut=True) == _read(text, short_cut=False)


def test_box_that_a_file_defines_as_a_link_is_one() -> None:
    context = TextContext("x.md", ["[x] a"], 0, {"references": {"X": {"href": "b", "title": ""}}}, Report())
    assert isinstance(inlines.text_inlines("[x] a", 0, context)[0], Link)
