"""Blocks as Markdown."""

import re
from typing import assert_never

from coursepack.model.content import (
    Block,
    Callout,
    Checklist,
    CodeBlock,
    Container,
    DefinitionList,
    Disclosure,
    Figure,
    Footnotes,
    Heading,
    List,
    MathBlock,
    Media,
    Paragraph,
    QuizPlacement,
    Quotation,
    Table,
    TableCell,
    ThematicBreak,
    TrustedHtml,
    VerdictList,
)
from coursepack.writing.inlines import write_inlines

_MARKS = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def write_blocks(blocks: tuple[Block, ...], *, heading_level: int = 2) -> str:
    """`blocks` as Markdown without a newline at the end; a heading of level 1 is written with `heading_level` signs."""
    parts: list[str] = []
    for index, block in enumerate(blocks):
        written = _block(block, heading_level)
        if index and isinstance(block, List | Checklist | VerdictList) and type(block) is type(blocks[index - 1]):
            parts.append("<!-- -->")  # two lists in a row would read as one
        parts.append(written)
    return "\n\n".join(part for part in parts if part)


def _block(block: Block, level: int) -> str:
    match block:
        case Paragraph(children=children):
            return write_inlines(children)
        case Heading(level=depth, children=children):
            return f"{'#' * min(level + depth - 1, 6)} {write_inlines(children)}"
        case List(ordered=ordered, items=items, start=start, tight=tight):
            markers = [f"{start + index}. " if ordered else "- " for index in range(len(items))]
            return _items(
                [(marker, item.blocks) for marker, item in zip(markers, items, strict=True)], level, tight=tight
            )
        case Checklist(items=tasks):
            return _items([("- [x] " if task.done else "- [ ] ", task.blocks) for task in tasks], level)
        case VerdictList(items=verdicts):
            return _items([("- ✅ " if item.verdict == "do" else "- ❌ ", item.blocks) for item in verdicts], level)
        case DefinitionList(items=definitions):
            return "\n\n".join(
                write_inlines(definition.term)
                + "".join(
                    f"\n: {indented(write_blocks(detail, heading_level=level), 2)}" for detail in definition.details
                )
                for definition in definitions
            )
        case Table():
            return _table(block)
        case CodeBlock(text=text, language=language):
            fence = _fence(text)
            return f"{fence}{language}\n{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{fence}"
        case MathBlock(tex=tex):
            return f"$$\n{tex}\n$$"
        case Quotation(blocks=inner):
            return quoted(write_blocks(inner, heading_level=level))
        case Callout(kind=kind, title=title, blocks=inner, fold=fold):
            sign = {"": "", "open": "+", "closed": "-"}[fold]
            head = f"[!{kind}]{sign} {write_inlines(title)}".rstrip()
            return quoted(f"{head}\n{write_blocks(inner, heading_level=level)}")
        case Disclosure(summary=summary, blocks=inner, open=is_open):
            head = f"<details{' open' if is_open else ''}>\n<summary>{write_inlines(summary)}</summary>"
            return f"{head}\n\n{write_blocks(inner, heading_level=level)}\n\n</details>"
        case Figure(image=image, caption=caption):
            from coursepack.model.content import Image, plain_text

            return write_inlines((Image(image.at, image.source, image.alt, plain_text(caption)),))
        case Media(source=source, alt=alt, at=at):
            from coursepack.model.content import Image

            return write_inlines((Image(at, source, alt),))
        case Container(tag_name=name, blocks=inner):
            return f"<{name}>\n\n{write_blocks(inner, heading_level=level)}\n\n</{name}>"
        case ThematicBreak():
            return "---"
        case Footnotes(items=notes):
            return "\n\n".join(f"[^{note.number}]: {indented(write_blocks(note.blocks), 4)}" for note in notes)
        case TrustedHtml(html=html):
            return html.strip()
        case QuizPlacement():
            return ""
        case _:
            assert_never(block)


def _items(items: list[tuple[str, tuple[Block, ...]]], level: int, *, tight: bool = True) -> str:
    written: list[str] = []
    for marker, blocks in items:
        width = 2 if marker.startswith("-") else len(marker)
        body = ("\n" if tight else "\n\n").join(_block(block, level) for block in blocks)
        written.append(f"{marker}{indented(body, width)}".rstrip())
    return ("\n" if tight else "\n\n").join(written)


def _table(table: Table) -> str:
    rows = [_row(table.head), "| " + " | ".join(_MARKS[mark] for mark in table.alignments) + " |"]
    for cells in table.rows:
        first = f"**{_cell(cells[0])}**" if table.row_headers and cells and cells[0].children else None
        rows.append(_row(cells, first))
    return "\n".join(rows)


def _row(cells: tuple[TableCell, ...], first: str | None = None) -> str:
    texts = [_cell(cell) for cell in cells]
    if first is not None:
        texts[0] = first
    return f"| {' | '.join(texts)} |"


def _cell(cell: TableCell) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", write_inlines(cell.children).replace("\n", " "))


def _fence(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"^`{3,}", text, re.MULTILINE)), default=2)
    return "`" * (longest + 1)


def indented(text: str, width: int) -> str:
    """`text` with all lines but the first moved right by `width` blanks."""
    return "\n".join(f"{' ' * width}{line}" if index and line else line for index, line in enumerate(text.split("\n")))


def quoted(text: str) -> str:
    """`text` as a blockquote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
