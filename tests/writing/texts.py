"""Texts as hypothesis makes them up: with all that Markdown gives a meaning of its own."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from coursepack.model.content import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    Quotation,
    SoftBreak,
    Span,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
)
from coursepack.model.source import Position

AT = Position("quiz.md", 1)
Draw = Callable[[st.SearchStrategy[Any]], Any]

_WORDS = ["data", "Wärme", "日本", "🙂", "سلام", "x", "7", "C#", "a_b", "don't"]
_SIGNS = [
    *("*", "**", "_", "`", "``", "[", "]", "[[", "]]", "<", ">", "<b>", "$", "$$", "&", "&amp;", "#", "##", "|", "||"),
    *("~", "~~", "==", "=", "%%", "^", "^[", "!", "![", "{", "{.a}", "}", "\\", "\\\\", "->", "→", "-", "--", "---"),
    *("1.", "1)", "a)", "B.", "+", ":", "::", "...", "(", ")", "'", '"', "[x]", "[ ]", "✅", "///", "//", "+-", "@"),
    *("<!--", "-->", "=>", "{=", "\u00a0", "[^1]", "[!note]", "http:", "<br>", "</p>", ":--", "|-", "/a/", "/"),
]


def _as_text(parts: list[tuple[str, str]]) -> str:
    """Words and signs, each behind a space or none; spaces never stand beside each other."""
    text = "".join(space + part for space, part in parts).replace("\u00a0", " \u00a0 ")
    return " ".join(text.split(" "))


_part = st.tuples(st.sampled_from(["", " "]), st.one_of(st.sampled_from(_WORDS), st.sampled_from(_SIGNS)))
words = st.lists(_part, min_size=1, max_size=6).map(_as_text)
"""Words and signs in a row; they may begin and end with spaces."""

plain = words.map(lambda text: " ".join(text.split()) or "x")
simple = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join)
code_text = words.map(lambda text: " ".join(text.split()) or "x")
_TEX = ["x^2", "\\frac{a}{b}", "a_1", "\\alpha", "x | y", "a < b", "n!"]


def settled(inlines: list[Inline], *, edges: bool = True) -> tuple[Inline, ...]:
    """Inlines as a reader makes them: texts in a row are one, and no space stands at an edge or beside a break."""
    made: list[Inline] = []
    for node in inlines:
        last = made[-1] if made else None
        if isinstance(node, Text) and isinstance(last, Text):
            made[-1] = Text(AT, " ".join((last.text + node.text).split(" ")))
        elif not (
            isinstance(node, SoftBreak | LineBreak) and (last is None or isinstance(last, SoftBreak | LineBreak))
        ):
            made.append(node)
    while made and isinstance(made[-1], SoftBreak | LineBreak):
        made.pop()
    for index, node in enumerate(made):
        if isinstance(node, Text):
            text = node.text
            before, behind = made[index - 1 : index], made[index + 1 : index + 2]
            if (not before and edges) or (before and isinstance(before[0], SoftBreak | LineBreak)):
                text = text.lstrip()
            if (not behind and edges) or (behind and isinstance(behind[0], SoftBreak | LineBreak)):
                text = text.rstrip()
            made[index] = Text(AT, text)
    kept = [node for node in made if not isinstance(node, Text) or node.text]
    return tuple(kept) if len(kept) == len(made) else settled(kept, edges=edges)


def _text(draw: Draw) -> Text:
    return Text(AT, draw(words))


@st.composite
def inlines(draw: Draw, depth: int = 1, *, breaks: bool = True, inside: tuple[type, ...] = ()) -> tuple[Inline, ...]:
    """A line of text with markup; without `breaks` it has no end of line."""
    made: list[Inline] = []
    for _ in range(draw(st.integers(1, 4))):
        kinds = ["text", "text", "code", "math", "image"]
        kinds += ["emphasis", "strong", "strike", "span", *(["link"] if Link not in inside else [])] if depth else []
        kinds += ["break", "soft"] if breaks and not inside else []
        match draw(st.sampled_from(kinds)):
            case "text":
                made.append(_text(draw))
            case "code":
                made.append(Code(AT, draw(code_text)))
            case "math":
                made.append(Math(AT, draw(st.sampled_from(_TEX))))
            case "image":
                made.append(Image(AT, "dot.png", draw(plain)))
            case "break":
                made.append(LineBreak(AT))
            case "soft":
                made.append(SoftBreak(AT))
            case "link":
                target = draw(
                    st.sampled_from(["https://example.org/a?b=1&lt;=2", "https://example.org/a_(b)", "dot.png"])
                )
                children = draw(inlines(depth - 1, breaks=False, inside=(*inside, Link)))
                made.append(Link(AT, target, children, draw(st.sampled_from(["", 'a "title"']))))
            case kind:
                children = draw(inlines(depth - 1, breaks=False, inside=(*inside, Span)))
                made.append(_element(kind, children))
    return settled(made) or (Text(AT, "x"),)


def _element(kind: str, children: tuple[Inline, ...]) -> Inline:
    match kind:
        case "emphasis":
            return Emphasis(AT, children)
        case "strong":
            return Strong(AT, children)
        case "strike":
            return Strikethrough(AT, children)
        case _:
            return Span(AT, "sub", children)


def paragraph(depth: int = 1) -> st.SearchStrategy[Paragraph]:
    return inlines(depth).map(_as_paragraph)


def _as_paragraph(children: tuple[Inline, ...]) -> Paragraph:
    # A picture or a formula alone in a paragraph is a figure or a block.
    lone = len(children) == 1 and isinstance(children[0], Image)
    return Paragraph(AT, (Text(AT, "See "), *children) if lone else children)


def line(depth: int = 1) -> st.SearchStrategy[tuple[Inline, ...]]:
    return inlines(depth, breaks=False)


def _cells(width: int) -> st.SearchStrategy[tuple[TableCell, ...]]:
    cell = st.one_of(st.just(()), line(0).filter(opens_no_blank)).map(lambda children: TableCell(AT, children))
    return st.lists(cell, min_size=width, max_size=width).map(tuple)


def opens_no_blank(words: tuple[Inline, ...]) -> bool:
    """What looks like a blank that a bar cut is refused in a table, whatever it was meant to be."""
    return not any(isinstance(node, Text) and "[[" in node.text for node in words)


@st.composite
def tables(draw: Draw) -> Table:
    width = draw(st.integers(1, 3))
    alignments = tuple(draw(st.sampled_from(["", "left", "center", "right"])) for _ in range(width))
    rows = tuple(draw(_cells(width)) for _ in range(draw(st.integers(1, 2))))
    return Table(AT, alignments, draw(_cells(width)), rows)


@st.composite
def lists(draw: Draw) -> List:
    """A list; the text of its items begins with a word, since a box or tick would make it another kind of list."""
    items: list[ListItem] = []
    for _ in range(draw(st.integers(1, 3))):
        blocks: tuple[Block, ...] = (Paragraph(AT, settled([Text(AT, "so "), *draw(line(1))])),)
        if draw(st.booleans()):
            blocks = (*blocks, CodeBlock(AT, draw(code_text) + "\n", "sql"))
        items.append(ListItem(AT, blocks))
    ordered = draw(st.booleans())
    return List(AT, ordered, tuple(items), draw(st.integers(0, 12)) if ordered else 1)


_CODE = [
    "SELECT 1;\n",
    "```\nx\n```\n",
    "    indented\n\n  `a` | b\n",
    "---\n# no heading\n",
    "- [x] no choice\n[[no blank]]\n",
]


def block() -> st.SearchStrategy[Block]:
    return st.one_of(
        paragraph(),
        lists(),
        tables(),
        st.sampled_from(_CODE).map(lambda text: CodeBlock(AT, text, "sql")),
        st.sampled_from(_TEX).map(lambda tex: MathBlock(AT, tex)),
        plain.map(lambda alt: Figure(AT, Image(AT, "dot.png", alt), ())),
        line(0).map(lambda children: Heading(AT, 5, children, "")),
        paragraph(0).map(lambda inner: Quotation(AT, (Paragraph(AT, settled([Text(AT, "so "), *inner.children])),))),
    )


def blocks(least: int = 0, most: int = 2) -> st.SearchStrategy[tuple[Block, ...]]:
    return st.lists(block(), min_size=least, max_size=most).map(tuple)


def passage() -> st.SearchStrategy[tuple[Block, ...]]:
    """What stands behind a label: text first; a later paragraph that began with a label would be another passage."""
    return st.tuples(paragraph(), blocks(0, 1)).map(lambda parts: (parts[0], *parts[1]))


def feedback() -> st.SearchStrategy[tuple[Block, ...]]:
    return st.one_of(st.just(()), passage())
