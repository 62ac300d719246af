"""A unit's blocks as lines: the view in which quizzes in prose are found, whatever block holds them."""

import itertools
from collections.abc import Iterator
from typing import Literal

import msgspec

from coursepack.model.content import (
    Block,
    Callout,
    Checklist,
    CodeBlock,
    Disclosure,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Quotation,
    SoftBreak,
    Strong,
    Table,
    Text,
    ThematicBreak,
    VerdictList,
    blocks_text,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.inferred import marks
from coursepack.reading.markdown.context import TextContext
from coursepack.reading.markdown.html import Found, only_blocks
from coursepack.reading.markdown.inlines import text_inlines

_ITEM_NUMBER = late(r"[\s>]*(?:[-*+]\s+)?(\d{1,9})[.)]")
"""How an item of an ordered list begins in the source."""


LineKind = Literal["text", "heading", "break", "block", "details"]


class Line(msgspec.Struct, frozen=True, dict=True):
    """One line of a text.

    `top` is the index of the top-level block that holds it, `part` tells paragraphs in it apart. `number` is that of
    the ordered list item that it opens, 0 where it opens none; `item` says whether it opens any list item. `block`:
    the block itself where it is no line of text. `inner`: the lines of a `<details>`, `closes` the line of its end.
    """

    kind: LineKind
    at: Position
    top: int
    part: int
    inlines: tuple[Inline, ...] = ()
    number: int = 0
    item: bool = False
    depth: int = 0
    block: Found | None = None
    inner: tuple["Line", ...] = ()
    closes: int = 0

    @property
    def text(self) -> str:
        """What the line says, as plain text."""
        words: str | None = self.__dict__.get("_text")  # `cached_property` takes a lock each time
        if words is None:
            words = self.__dict__["_text"] = plain_text(self.inlines)
        return words

    @property
    def is_starred_box(self) -> bool:
        """Whether the line begins with `[*]`, whose stars Markdown may have taken for emphasis."""
        if not self.text.startswith("["):
            return False
        if any(isinstance(node, Emphasis) for node in self.inlines[:2]) and self.text.startswith("[] "):
            return True
        return bool(marks.STARRED_BOX.match(self.text))

    @property
    def is_bold(self) -> bool:
        """Whether the whole line is one bold run."""
        return len(self.inlines) == 1 and isinstance(self.inlines[0], Strong)


class Flattener:
    """Turns blocks into lines. `context` parses the lines of indented blocks, which Markdown takes for code."""

    def __init__(self, context: TextContext) -> None:
        self._context = context
        self._part = 0

    def lines(self, blocks: list[Found]) -> list[Line]:
        """The lines of all blocks."""
        found: list[Line] = []
        for top, block in enumerate(blocks):
            self._block(block, top, 0, found)
        return found

    def _inside(self, blocks: tuple[Block, ...], top: int, depth: int) -> tuple[Line, ...]:
        found: list[Line] = []
        for block in blocks:
            self._block(block, top, depth, found)
        return tuple(found)

    def _block(
        self, block: Found, top: int, depth: int, into: list[Line], *, item: bool = False, number: int = 0
    ) -> None:
        self._part += 1
        part = self._part
        if type(block) is Paragraph and (line := _plain_line(block, top, part, depth, item, number)):
            into.append(line)
            return
        match block:
            case Paragraph():
                for index, (at, inlines) in enumerate(split_lines(block.children)):
                    opens = item and index == 0
                    line = Line("text", at, top, part, inlines, number if opens else 0, opens, depth)
                    into.extend(options_apart(line))
            case Heading():
                into.append(Line("heading", block.at, top, part, block.children, block=block))
            case ThematicBreak():
                into.append(Line("break", block.at, top, part, block=block))
            case List():
                numbers = self._numbers(block) if block.ordered else [0] * len(block.items)
                for number_of_item, entry in zip(numbers, block.items, strict=True):
                    for index, inner in enumerate(entry.blocks):
                        opens = index == 0
                        numbered = number_of_item if opens else 0
                        self._block(inner, top, depth + 1, into, item=opens, number=numbered)
            case Quotation():
                for inner in block.blocks:
                    self._block(inner, top, depth, into)
            case Callout() if marks.ANSWER_SUMMARY.match(plain_text(block.title)):
                inside = self._inside(block.blocks, top, depth + 1)
                closes = self._end_of_quotation(block.at.line)
                into.append(Line("details", block.at, top, part, block.title, 0, False, depth, block, inside, closes))
            case Disclosure():
                inside = self._inside(block.blocks, top, depth + 1)
                closes = self._closes(block.at.line)
                into.append(Line("details", block.at, top, part, block.summary, 0, False, depth, block, inside, closes))
            case CodeBlock() if self._is_indented(block):
                into.extend(self._indented(block, top, part, depth))
            case _:
                into.append(Line("block", block.at, top, part, block=block, depth=depth))

    def _numbers(self, block: List) -> list[int]:
        """The numbers of an ordered list as they were typed, gaps and doubles included; CommonMark only counts.

        Where all are the same ("1." before each), nobody meant them: then they are counted, and anew where the entries
        of an answer key end and questions begin.
        """
        lines = self._context.lines
        typed = [
            _ITEM_NUMBER.match(lines[item.at.line - 1]) if 0 < item.at.line <= len(lines) else None
            for item in block.items
        ]
        written = [int(found[1]) for found in typed if found]
        if len(written) == len(block.items) and len(set(written)) > 1:
            return written
        runs = itertools.groupby(block.items, _is_entry)
        return [block.start + place for _, run in runs for place, _ in enumerate(run)]

    def _closes(self, line: int) -> int:
        """The line of the source that closes the `<details>` which opens in `line`."""
        lines = self._context.lines
        return next((number for number in range(line, len(lines) + 1) if "</details" in lines[number - 1]), line)

    def _end_of_quotation(self, line: int) -> int:
        """The last line of the blockquote that begins in `line`."""
        lines = self._context.lines
        while line < len(lines) and lines[line].lstrip().startswith(">"):
            line += 1
        return line

    def _is_indented(self, block: CodeBlock) -> bool:
        index = block.at.line - 1
        lines = self._context.lines
        return not block.language and index < len(lines) and not lines[index].lstrip("> ").startswith(("```", "~~~"))

    def _indented(self, block: CodeBlock, top: int, part: int, depth: int) -> Iterator[Line]:
        first = block.at.line - 1 - self._context.offset
        for index, text in enumerate(block.text.rstrip("\n").split("\n")):
            inlines = text_inlines(text.strip().removeprefix("- "), first + index, self._context)
            if inlines:
                yield Line("text", inlines[0].at, top, part, inlines, depth=depth + 1, block=block)


def _is_entry(item: ListItem) -> bool:
    """Whether an item is an entry of an answer key: a letter, alone or before its reason."""
    return bool(item.blocks) and bool(marks.LISTED_ENTRY.match(blocks_text(item.blocks[:1])))


def _plain_line(block: Paragraph, top: int, part: int, depth: int, item: bool, number: int) -> Line | None:
    """The only line of a paragraph that cannot hold several options, as most paragraphs are; None for another one."""
    only = block.children[0]
    if len(block.children) > 1 or not isinstance(only, Text) or "\n" in only.text or ")" in only.text:
        return None
    return Line("text", only.at, top, part, block.children, number, item, depth)


def options_apart(line: Line) -> list[Line]:
    """A line that holds several options ("Pick one: A) Paris B) Rome") as one line each, the text before them first."""
    texts = [node.text for node in line.inlines if isinstance(node, Text)]
    text = "".join(texts)
    if len(texts) < len(line.inlines) or ")" not in text:
        return [line]
    starts: list[int] = []
    expected = "A"
    for found in marks.OPTION_INSIDE.finditer(text):
        letter = (found[1] or found[2]).upper()
        if letter == expected or not text[: found.start()].strip():  # a row of columns may begin with C)
            starts.append(found.start())
            expected = chr(ord(letter) + 1)
    if len(starts) < 2:
        return [line]
    lines: list[Line] = []
    begins = starts if starts[0] == 0 else [0, *starts]
    for start, end in itertools.pairwise([*begins, len(text)]):
        words = text[start:end].strip()
        if not words:
            continue
        at = Position(line.at.file, line.at.line, line.at.column + start)
        number, item = (0, False) if lines else (line.number, line.item)
        lines.append(Line("text", at, line.top, line.part, (Text(at, words),), number, item, line.depth))
    return lines


def split_lines(inlines: tuple[Inline, ...]) -> list[tuple[Position, tuple[Inline, ...]]]:
    """The lines of a paragraph, divided at its line ends, also at those inside bold or emphasis."""
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        only = inlines[0]
        return [(only.at, inlines)] if "\n" not in only.text else _lines_of_html(only)
    lines: list[list[Inline]] = [[]]
    for node in inlines:
        if isinstance(node, Text):
            lines[-1].append(node)
        elif isinstance(node, SoftBreak | LineBreak):
            lines.append([])
        elif isinstance(node, Strong | Emphasis) and any(
            isinstance(child, SoftBreak | LineBreak) for child in node.children
        ):
            kind = type(node)
            for index, (at, part) in enumerate(split_lines(node.children)):
                if index:
                    lines.append([])
                lines[-1].append(kind(at, part))
        else:
            lines[-1].append(node)
    return [(line[0].at, tuple(line)) for line in lines if line]


def _lines_of_html(text: Text) -> list[tuple[Position, tuple[Inline, ...]]]:
    """The lines of a text in `<pre>`, which Markdown does not read: those of a list without its dash."""
    lines: list[tuple[Position, tuple[Inline, ...]]] = []
    for number, words in enumerate(text.text.split("\n"), text.at.line):
        at = Position(text.at.file, number)
        words = words.strip().removeprefix("- ")
        if words:
            lines.append((at, (Text(at, words),)))
    return lines


def joined(lines: list[Line]) -> tuple[Block, ...]:
    """The blocks that a run of lines makes: those of one paragraph are put together again."""
    blocks: list[Block] = []
    part = -1
    for line in lines:
        if line.kind in ("block", "details", "break", "heading") and line.block is not None:
            if not isinstance(line.block, ThematicBreak):
                blocks.extend(only_blocks([line.block]))
            part = -1
            continue
        last = blocks[-1] if blocks else None
        if line.part == part and isinstance(last, Paragraph):
            blocks[-1] = Paragraph(last.at, (*last.children, SoftBreak(line.at), *line.inlines))
        elif line.inlines:
            blocks.append(Paragraph(line.at, line.inlines))
        part = line.part
    return tuple(blocks)


def cut(inlines: tuple[Inline, ...], length: int) -> tuple[Inline, ...]:
    """`inlines` without their first `length` characters of text."""
    kept: list[Inline] = []
    for index, node in enumerate(inlines):
        size = len("".join(_raw((node,))))
        if length >= size and size:
            length -= size
            continue
        if length <= 0:
            kept.extend(inlines[index:])
            break
        if isinstance(node, Text):
            at = Position(node.at.file, node.at.line, node.at.column + length)
            kept.append(Text(at, node.text[length:]))
        elif isinstance(node, Strong | Emphasis):
            kept.append(type(node)(node.at, cut(node.children, length)))
        else:
            kept.append(node)
        kept.extend(inlines[index + 1 :])
        break
    while kept and isinstance(kept[0], Text) and not kept[0].text.strip():
        kept.pop(0)
    if kept and isinstance(kept[0], Text):
        first = kept[0]
        lead = len(first.text) - len(first.text.lstrip())
        kept[0] = Text(Position(first.at.file, first.at.line, first.at.column + lead), first.text.lstrip())
    return tuple(kept)


def cut_end(inlines: tuple[Inline, ...], length: int) -> tuple[Inline, ...]:
    """`inlines` without their last `length` characters of text."""
    kept = list(inlines)
    while kept and length > 0:
        node = kept.pop()
        size = len("".join(_raw((node,))))
        if size <= length:
            length -= size
        elif isinstance(node, Text):
            kept.append(Text(node.at, node.text[: size - length]))
            length = 0
        elif isinstance(node, Strong | Emphasis):
            kept.append(type(node)(node.at, cut_end(node.children, length)))
            length = 0
        else:
            kept.append(node)
            length = 0
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(kept[-1].at, kept[-1].text.rstrip())
    return tuple(kept)


def raw_text(inlines: tuple[Inline, ...]) -> str:
    """The characters of `inlines`, unlike `plain_text` with every blank as it stands."""
    return "".join(_raw(inlines))


def _raw(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for node in inlines:
        match node:
            case Text(text=text):
                yield text
            case Strong() | Emphasis():
                yield from _raw(node.children)
            case _:
                yield plain_text((node,)) or " "


def prose(inlines: tuple[Inline, ...]) -> str:
    """The characters of `inlines` with a blank for code, mathematics and whatever else is no running text."""
    return "".join(
        node.text if isinstance(node, Text) else prose(node.children) if isinstance(node, Strong | Emphasis) else " "
        for node in inlines
    )


def end_line(line: Line) -> int:
    """The last line of the source that a line or the block in its place takes up."""
    match line.block:
        case CodeBlock(text=text) if line.kind == "block":
            return line.at.line + text.count("\n") + 1
        case Table(rows=rows):
            return line.at.line + len(rows) + 1
        case Checklist() | VerdictList():
            return last_line((line.block,))
        case _:
            return line.closes or line.at.line


def last_line(blocks: tuple[Block, ...]) -> int:
    """The last line of the source that has words of `blocks`."""
    last = max((node.at.line for node in walk_inlines(blocks)), default=0)
    for block in walk_blocks(blocks):
        match block:
            case CodeBlock(text=text):
                last = max(last, block.at.line + text.count("\n") + 1)
            case Table(rows=rows):
                last = max(last, block.at.line + len(rows) + 1)
            case _:
                last = max(last, block.at.line)
    return last
