"""Rich text: the typed blocks and inlines that every target renders in its own way.

The tree is immutable and holds no HTML. Every node knows where it stands in the sources (`at`) and may carry
the attributes that an author gave it. References (links, images, mentions of units) stay as they are written;
`Course.targets` says where each of them leads.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, Literal, TypeAlias

import msgspec

from coursepack.model.source import Position


class Attributes(msgspec.Struct, frozen=True, gc=False):
    """What an author attached to a node: an anchor, class names, and the allow-listed rest by name."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        return dict(self.values).get(name, default)


class Node(msgspec.Struct, frozen=True, tag=True, gc=False):
    """What all nodes share: the place in the sources. (No cycle can be made of frozen nodes, hence no `gc`.)"""

    at: Position


class Element(Node, frozen=True, tag=True, kw_only=True):
    """A node that can carry attributes."""

    attributes: Attributes | None = None


# --- inlines -------------------------------------------------------------------------------------------------


class Text(Element, frozen=True, tag=True):
    """Characters, already decoded: no entity and no escape is left in `text`."""

    text: str


class Emphasis(Element, frozen=True, tag=True):
    children: tuple["Inline", ...]


class Strong(Element, frozen=True, tag=True):
    children: tuple["Inline", ...]


class Strikethrough(Element, frozen=True, tag=True):
    children: tuple["Inline", ...]


class Code(Element, frozen=True, tag=True):
    text: str


class Math(Element, frozen=True, tag=True):
    """Mathematics in a line of text, as TeX without its dollar signs."""

    tex: str


class Link(Element, frozen=True, tag=True):
    """A link; `href` is what the author wrote, decoded. See `Course.target_of`."""

    href: str
    children: tuple["Inline", ...]
    title: str = ""


class UnitMention(Element, frozen=True, tag=True):
    """Words such as "activity 1.1" that name a unit of the course; a link where `Course.target_of` knows it.

    `label` is one of `coursepack.model.course.UNIT_LABELS`, `number` as written ("1.1").
    """

    label: str
    number: str
    children: tuple["Inline", ...]


class Image(Element, frozen=True, tag=True):
    """An image in a line; `source` is the reference as written, `alt` the text alternative ("" is decorative)."""

    source: str
    alt: str
    title: str = ""


class SoftBreak(Element, frozen=True, tag=True):
    """An end of line in the source that is only white space to a reader."""


class LineBreak(Element, frozen=True, tag=True):
    """An end of line that the author asked for."""


class FootnoteReference(Element, frozen=True, tag=True):
    """The mark of a footnote; `number` counts from 1 within its unit, `occurrence` among marks of one footnote."""

    number: int
    occurrence: int = 1


class Span(Element, frozen=True, tag=True):
    """Text in an allow-listed inline element of HTML: `tag_name` is "kbd", "sub", "sup", "mark" …"""

    tag_name: str
    children: tuple["Inline", ...]


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Strikethrough
    | Code
    | Math
    | Link
    | UnitMention
    | Image
    | SoftBreak
    | LineBreak
    | FootnoteReference
    | Span
)


# --- blocks --------------------------------------------------------------------------------------------------


class Paragraph(Element, frozen=True, tag=True):
    children: tuple[Inline, ...]


class Heading(Element, frozen=True, tag=True):
    """A heading inside a unit; `level` 1 is the highest that a unit's own text can have.

    `anchor` is unique within the unit.
    """

    level: int
    children: tuple[Inline, ...]
    anchor: str


class ListItem(Element, frozen=True, tag=True):
    blocks: tuple["Block", ...]


class List(Element, frozen=True, tag=True):
    """A list; `start` counts for ordered ones. In a `tight` list, paragraphs of the items are not set apart."""

    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True


class ChecklistItem(Element, frozen=True, tag=True):
    done: bool
    blocks: tuple["Block", ...]


class Checklist(Element, frozen=True, tag=True):
    """A task list outside a quiz."""

    items: tuple[ChecklistItem, ...]


Verdict = Literal["do", "dont"]


class VerdictItem(Element, frozen=True, tag=True):
    verdict: Verdict
    blocks: tuple["Block", ...]


class VerdictList(Element, frozen=True, tag=True):
    """A do/don't list: each item was opened by a tick or a cross, which is no longer in its text."""

    items: tuple[VerdictItem, ...]


class Definition(Element, frozen=True, tag=True):
    term: tuple[Inline, ...]
    details: tuple[tuple["Block", ...], ...]


class DefinitionList(Element, frozen=True, tag=True):
    items: tuple[Definition, ...]


Alignment = Literal["", "left", "center", "right"]


class TableCell(Element, frozen=True, tag=True):
    children: tuple[Inline, ...]


class Table(Element, frozen=True, tag=True):
    """A table; every row has as many cells as `head`. `row_headers`: the first column heads its rows."""

    alignments: tuple[Alignment, ...]
    head: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    row_headers: bool = False


class CodeBlock(Element, frozen=True, tag=True):
    """Code; `text` ends in a newline unless empty, `language` is the first word of the fence's info or ""."""

    text: str
    language: str = ""


class MathBlock(Element, frozen=True, tag=True):
    tex: str


class Quotation(Element, frozen=True, tag=True):
    blocks: tuple["Block", ...]


CalloutKind = Literal[
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "scenario",
    "example",
    "analogy",
    "key-point",
    "definition",
    "objectives",
    "prerequisites",
    "duration",
    "summary",
]


class Callout(Element, frozen=True, tag=True):
    """A passage set apart; `title` is as the author wrote it, () where the kind's own name is the title.

    `fold` is "" where it cannot be folded, else "open" or "closed".
    """

    kind: CalloutKind
    title: tuple[Inline, ...]
    blocks: tuple["Block", ...]
    fold: Literal["", "open", "closed"] = ""


class Disclosure(Element, frozen=True, tag=True):
    """A passage that a reader opens (`<details>`)."""

    summary: tuple[Inline, ...]
    blocks: tuple["Block", ...]
    open: bool = False


class Figure(Element, frozen=True, tag=True):
    """An image of its own with a caption (which may be empty)."""

    image: Image
    caption: tuple[Inline, ...]


class Media(Element, frozen=True, tag=True):
    """Video or audio; sources, caption tracks and transcript as references that `Course.target_of` resolves.

    `tracks`: (language or "", reference) of each WebVTT file found beside the source.
    """

    kind: Literal["video", "audio"]
    source: str
    alt: str
    caption: tuple[Inline, ...] = ()
    tracks: tuple[tuple[str, str], ...] = ()
    transcript: tuple["Block", ...] = ()


class Container(Element, frozen=True, tag=True):
    """Blocks in an allow-listed block element of HTML: `tag_name` is "aside", "div", "section", "figure" …"""

    tag_name: str
    blocks: tuple["Block", ...]


class ThematicBreak(Element, frozen=True, tag=True):
    """A break between sections."""


class Footnote(Element, frozen=True, tag=True):
    """The text of a footnote; `occurrences` is how many marks point at it."""

    number: int
    blocks: tuple["Block", ...]
    occurrences: int = 1


class Footnotes(Element, frozen=True, tag=True):
    """All footnotes of a unit, at its end."""

    items: tuple[Footnote, ...]


class TrustedHtml(Element, frozen=True, tag=True):
    """HTML of the author that the course lets through (`trust-html = true`); targets write it as it is."""

    html: str


class QuizPlacement(Element, frozen=True, tag=True):
    """Where a quiz of the unit stands in its text; the quiz itself is in the unit's `quizzes`."""

    quiz_id: str


Block: TypeAlias = (
    Paragraph
    | Heading
    | List
    | Checklist
    | VerdictList
    | DefinitionList
    | Table
    | CodeBlock
    | MathBlock
    | Quotation
    | Callout
    | Disclosure
    | Figure
    | Media
    | Container
    | ThematicBreak
    | Footnotes
    | TrustedHtml
    | QuizPlacement
)


# --- reading a tree ------------------------------------------------------------------------------------------


# What reads a tree looks a node's type up: every node of a course is met a dozen times, and `match` asks for one type
# after the other, which for a record of msgspec takes three times as long as for other objects. What goes through every
# block or inline asks for exact types, too (`type(block) is Heading`); everything else asks `isinstance`.

_WORDS: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys((Text, Code), attrgetter("text")),
    **dict.fromkeys((SoftBreak, LineBreak), lambda _: " "),
    Math: attrgetter("tex"),
    Image: attrgetter("alt"),
    FootnoteReference: lambda _: "",
}
"""{type of an inline without children: what gives its words}."""


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """The words of `inlines` without any markup, on one line; images stand as their alternative text."""
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        return " ".join(inlines[0].text.split())
    parts: list[str] = []
    _add_words(inlines, parts)
    return " ".join("".join(parts).split())


def _add_words(inlines: tuple[Inline, ...], parts: list[str]) -> None:
    for node in inlines:
        if words_of := _WORDS.get(type(node)):
            parts.append(words_of(node))
        else:
            _add_words(node.children, parts)  # type: ignore[union-attr]  # a lookup narrows no type


_INNER_BLOCKS: dict[type, Callable[[Any], Sequence[tuple[Block, ...]]]] = {
    **dict.fromkeys((List, Checklist, VerdictList, Footnotes), lambda block: [item.blocks for item in block.items]),
    **dict.fromkeys((Quotation, Callout, Disclosure, Container), lambda block: (block.blocks,)),
    DefinitionList: lambda block: [detail for definition in block.items for detail in definition.details],
    Media: lambda block: (block.transcript,),
}
"""{type of a block that can hold others: what gives the groups of them}."""


def inner_blocks(block: Block) -> Sequence[tuple[Block, ...]]:
    """The groups of blocks that stand directly inside `block`, in reading order."""
    groups = _INNER_BLOCKS.get(type(block))
    return groups(block) if groups else ()


_OWN_INLINES: dict[type, Callable[[Any], Sequence[tuple[Inline, ...]]]] = {
    **dict.fromkeys((Paragraph, Heading), lambda block: (block.children,)),
    Table: lambda block: [cell.children for row in (block.head, *block.rows) for cell in row],
    DefinitionList: lambda block: [item.term for item in block.items],
    Callout: lambda block: (block.title,),
    Disclosure: lambda block: (block.summary,),
    Media: lambda block: (block.caption,),
    Figure: lambda block: ((block.image,), block.caption),
}
"""{type of a block that has inlines of its own: what gives the groups of them}."""


def own_inlines(block: Block) -> Sequence[tuple[Inline, ...]]:
    """The groups of inlines that belong to `block` itself, in reading order (not those of blocks inside it)."""
    groups = _OWN_INLINES.get(type(block))
    return groups(block) if groups else ()


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block of `blocks` and inside them, parents first."""
    groups_of = _INNER_BLOCKS.get
    around = [iter(blocks)]
    while around:
        for block in around[-1]:
            yield block
            if groups := groups_of(type(block)):
                around.append(chain.from_iterable(groups(block)))
                break
        else:
            around.pop()


def walk_inlines(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Every inline in `blocks`, parents first."""
    for block in walk_blocks(blocks):
        for group in own_inlines(block):
            for node in group:
                yield node
                if type(node) in _WITH_CHILDREN:
                    yield from nested_inlines(node.children)  # type: ignore[union-attr]  # a set narrows no type


_WITH_CHILDREN = frozenset({Emphasis, Strong, Strikethrough, Link, UnitMention, Span})


def nested_inlines(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Every inline of `inlines` and inside them, parents first."""
    for node in inlines:
        yield node
        if type(node) in _WITH_CHILDREN:
            yield from nested_inlines(node.children)  # type: ignore[union-attr]  # a set narrows no type


def blocks_text(blocks: tuple[Block, ...]) -> str:
    """All words in `blocks`, in reading order, without markup."""
    parts: list[str] = []
    _add_words_of_blocks(blocks, parts)
    return " ".join("".join(parts).split())


def _add_words_of_blocks(blocks: tuple[Block, ...], parts: list[str]) -> None:
    for block in walk_blocks(blocks):
        if type(block) is CodeBlock:
            parts.append(block.text)
        elif type(block) is MathBlock:
            parts.append(block.tex)
        else:
            for inlines in own_inlines(block):
                _add_words(inlines, parts)
                parts.append(" ")
        parts.append(" ")


def slug_words(title: str) -> str:
    """The words of a title in lower case without markup or punctuation: equal for titles that read the same."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def map_nodes(blocks: tuple[Block, ...], change: Callable[[object], object]) -> tuple[Block, ...]:
    """`blocks` with every node replaced by what `change` makes of it; inside a replaced node nothing is visited."""
    changed: tuple[Block, ...] = _mapped(blocks, change)
    return changed


def _mapped(value: Any, change: Callable[[object], object]) -> Any:
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if not isinstance(value, Node):
        return value
    replaced = change(value)
    if replaced is not value:
        return replaced
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    inner = {name: _mapped(field, change) for name, field in fields.items() if isinstance(field, tuple | Node)}
    return msgspec.structs.replace(value, **inner) if inner else value
