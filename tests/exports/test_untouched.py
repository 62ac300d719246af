"""An ordinary lesson is never changed, and whatever is changed keeps its lines and places."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coursepack.diagnostics import Report
from coursepack.reading.exports.source import Source, code_spans
from coursepack.reading.exports.table import read_source
from tests.support.repository import repository_files, text_of
from tests.support.tools import ROOT

ORDINARY = [name for name in repository_files() if name.startswith("content/") and name.endswith(".md")]
ORDINARY += [f"docs/{name}.md" for name in ("authoring", "command-line", "getting-started", "outputs")]

_LINES = st.sampled_from(
    [
        "# Lesson 1: Start",
        "## **A bold heading**",
        "Key: value",
        "Duration: 20 min",
        "Status: this is a sentence.",
        "Text with [a link](other.md) and ![a picture](x.png).",
        "- an item",
        "- [x] a task",
        "  - an inner item with a # and 50 %",
        "1. one",
        "A) option",
        "**Answer:** B",
        "| a | b |",
        "|---|---|",
        "---",
        "***",
        "> [!NOTE]",
        "> a quotation",
        "```python",
        "```",
        "    x = y[[1]]  # ::: {.note}",
        "if a == b or 5 %% 2 == 1:",
        "$a_{1}$ and {braces} and x{.y}",
        "#Introduction",
        "<details>",
        "<summary>More</summary>",
        "</details>",
        "<!-- quiz -->",
        "Costs $5 to $10, 3 ✅ ✗.",
        "C++ -- a language; a -> b",
        "",
        "",
    ]
)
_MARKS = st.sampled_from(
    [
        "# []{#_Toc1 .anchor}**T\\.** {#id}",
        "Status: Done",
        "Tags: a",
        "<aside>",
        "💡 hint",
        "</aside>",
        "1\\. one",
        "2\\. two",
        "A\\) x",
        "- \\[x\\] done",
        "☐ box",
        "\\",
        "::: {.note}",
        ":::",
        "%%",
        "#one #two",
        "[1 A [1](#a)](#a)",
        "Contents",
        "![](data:image/png;base64,iVBORw0KGgo=)",
        "+---+---+",
        "| a | b |",
        "a   b",
        "--- ---",
        "-------",
        "{: .x }",
        "[![b](https://img.shields.io/x)](https://example.org)",
        "```",
        "<!--",
        "-->",
    ]
)


def _read(text: str) -> tuple[Source, Report]:
    report = Report()
    source = read_source("x.md", text, text.split("\n"), 0, report)
    source.finish()
    return source, report


@pytest.mark.parametrize("name", ORDINARY)
def test_the_files_of_this_repository_are_left_alone(name: str) -> None:
    assert (ROOT / name).is_file()
    text = text_of(name)
    source, report = _read(text)
    assert source.lines == text.split("\n")
    assert report.diagnostics == []


@settings(max_examples=400, deadline=None)
@given(st.lists(_LINES, max_size=14).map("\n".join))
def test_ordinary_lessons_are_left_alone(text: str) -> None:
    source, report = _read(text)
    assert source.lines == text.split("\n")
    assert not source.changed
    assert report.diagnostics == []


@settings(max_examples=600, deadline=None)
@given(st.lists(_MARKS | _LINES, max_size=14).map("\n".join))
@example("+---+---+\n| a | b |\n+---+---+")
def test_no_line_is_added_or_lost(text: str) -> None:
    source, _ = _read(text)
    assert len(source.lines) == len(text.split("\n"))
    assert not any("\n" in line for line in source.lines)
    for index, line in enumerate(source.lines):
        for column in range(len(line) + 1):
            at = source.place(index, column)
            assert 1 <= at.line <= len(source.lines)
            assert at.column >= 1


@settings(max_examples=400, deadline=None)
@given(st.text("abc", min_size=1, max_size=12), st.data())
def test_places_follow_what_is_replaced(text: str, data: st.DataObject) -> None:
    source = Source("x.md", [text], 0, Report())
    origins: list[int | None] = list(range(len(text)))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source.lines[0])))
        end = data.draw(st.integers(start, len(source.lines[0])))
        new = data.draw(st.text("xy", max_size=3))
        source.replace(0, start, end, new)
        origins[start:end] = [None] * len(new)
    for column, origin in enumerate(origins):
        if origin is not None:
            assert source.place(0, column).column == origin + 1


@given(st.text("`a", max_size=20))
def test_code_spans_are_those_of_the_parser(line: str) -> None:
    from markdown_it import MarkdownIt

    (inline,) = [token for token in MarkdownIt("commonmark").parse(f"x {line}") if token.type == "inline"]
    found = [token.markup for token in inline.children or () if token.type == "code_inline"]
    spans = code_spans(f"x {line}")
    assert len(spans) == len(found)
