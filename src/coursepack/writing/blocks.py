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
    Image,
    Inline,
    List,
    MathBlock,
    Media,
    Paragraph,
    QuizPlacement,
    Quotation,
    Span,
    Table,
    TableCell,
    Text,
    ThematicBreak,
    TrustedHtml,
    VerdictList,
    plain_text,
)
from coursepack.patterns import late
from coursepack.writing.html import html_inlines, opening
from coursepack.writing.inlines import heading_words, write_inlines

BETWEEN_LISTS = "<!-- -->"
"""Stands between two lists in a row, which would read as one."""

_MARKS = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
_LIST_SIGN = late(r"\[[ xX]\](?=\s|$)|[✅✓✔☑👍❌✗✘✖👎]")
"""What makes a list a task list, or one of do and don't, where an item begins with it."""

Lists = List | Checklist | VerdictList


def write_blocks(blocks: tuple[Block, ...], *, least_level: int = 1) -> str:
    """`blocks` as Markdown without a newline at the end; headings have at least `least_level` signs."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        written = _block(block, least_level)
        if isinstance(block, Lists) and isinstance(before, Lists):
            parts.append(BETWEEN_LISTS)
        if written:
            parts.append(written)
            before = block
    return "\n\n".join(parts)


def _block(block: Block, level: int) -> str:
    match block:
        case Paragraph(children=children, attributes=attributes):
            if attributes is not None:
                return f"{opening('p', attributes)}{html_inlines(children)}</p>"
            return write_inlines(children)
        case Heading(level=depth, children=children):
            return write_heading(children, max(level, depth))
        case List(ordered=ordered, items=items, start=start, tight=tight):
            markers = [f"{start + index}. " if ordered else "- " for index in range(len(items))]
            written = [(marker, guarded_item(item.blocks)) for marker, item in zip(markers, items, strict=True)]
            return _items(written, level, tight=tight)
        case Checklist(items=tasks):
            return _items([("- [x] " if task.done else "- [ ] ", task.blocks) for task in tasks], level)
        case VerdictList(items=verdicts):
            return _items([("- ✅ " if item.verdict == "do" else "- ❌ ", item.blocks) for item in verdicts], level)
        case DefinitionList(items=definitions):
            return "\n\n".join(
                write_inlines(definition.term, one_line=True)
                + "".join(
                    f"\n: {indented(write_blocks(detail, least_level=level), 2)}" for detail in definition.details
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
            return quoted(write_blocks(inner, least_level=level))
        case Callout(kind=kind, title=title, blocks=inner, fold=fold):
            sign = {"": "", "open": "+", "closed": "-"}[fold]
            head = f"[!{kind}]{sign} {write_inlines(title, one_line=True)}".rstrip()
            glue = "\n" if inner and isinstance(inner[0], Paragraph) else "\n\n"
            return quoted(f"{head}{glue}{write_blocks(inner, least_level=level)}".rstrip("\n"))
        case Disclosure(summary=summary, blocks=inner, open=is_open):
            head = f"<details{' open' if is_open else ''}>\n<summary>{html_inlines(summary)}</summary>"
            return f"{head}\n\n{write_blocks(inner, least_level=level)}\n\n</details>"
        case Figure(image=image, caption=caption):
            return write_inlines((Image(image.at, image.source, image.alt, plain_text(caption) or image.title),))
        case Media(source=source, alt=alt, at=at, caption=caption):
            return write_inlines((Image(at, source, alt, plain_text(caption)),))
        case Container(tag_name=name, blocks=inner, attributes=attributes):
            return f"{opening(name, attributes)}\n\n{write_blocks(inner, least_level=level)}\n\n</{name}>"
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


def write_heading(words: tuple[Inline, ...], level: int) -> str:
    """A heading with `level` signs, six at most."""
    # A run of signs at its end would be taken for its closing.
    return f"{'#' * min(level, 6)} {re.sub(r'#(?=#*$)', '&#35;', heading_words(words))}"


def write_item(marker: str, blocks: tuple[Block, ...], *, level: int = 1) -> str:
    """A list item with all that stands in it; no blank line at its end."""
    width = 2 if marker.startswith("-") else len(marker)
    if blocks and not isinstance(blocks[0], Paragraph) and "[" in marker:
        body = f"\n\n{_joined(blocks, level)}"  # behind a box, only text can stand on its line
        return f"{marker.rstrip()}{indented(body, width)}"
    return f"{marker}{indented(_joined(blocks, level), width)}".rstrip()


def _joined(blocks: tuple[Block, ...], level: int) -> str:
    """The blocks of an item; one that can stand right under a paragraph does, so that the list stays tight."""
    written = ""
    before: Block | None = None
    for block in blocks:
        text = _block(block, level)
        if before is not None:
            glued = isinstance(before, Paragraph) and isinstance(block, CodeBlock | Quotation)
            nested = (
                isinstance(before, Paragraph) and isinstance(block, List) and (not block.ordered or block.start == 1)
            )
            written += "\n" if glued or nested else "\n\n"
            if isinstance(block, Lists) and isinstance(before, Lists):
                written += f"{BETWEEN_LISTS}\n\n"
        written += text
        before = block
    return written


def _items(items: list[tuple[str, tuple[Block, ...]]], level: int, *, tight: bool = True) -> str:
    written = [write_item(marker, blocks, level=level) for marker, blocks in items]
    return ("\n" if tight else "\n\n").join(written)


def guarded_item(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of an ordinary item, with a beginning that would make it one of a task list in an element."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    return (Paragraph(blocks[0].at, guarded_start(blocks[0].children), attributes=blocks[0].attributes), *blocks[1:])


def guarded_start(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`inlines`, with a box or tick at their beginning in an element, where it is only text."""
    first = inlines[0] if inlines else None
    found = _LIST_SIGN.match(first.text) if isinstance(first, Text) else None
    if not isinstance(first, Text) or found is None:
        return inlines
    rest = first.text[found.end() :]
    sign = Span(first.at, "span", (Text(first.at, found[0]),))
    return (sign, *((Text(first.at, rest),) if rest else ()), *inlines[1:])


def write_table(head: list[str], rows: list[list[str]], alignments: tuple[str, ...] = ()) -> str:
    """A table of cells that are Markdown already."""
    marks = [_MARKS[mark] for mark in alignments or ("",) * len(head)]
    return "\n".join([_row(head), _row(marks), *(_row(row) for row in rows)])


def write_cell(words: tuple[Inline, ...]) -> str:
    """What stands in a cell; every bar would end it."""
    return write_inlines(words, one_line=True).replace("|", "\\|")


def _table(table: Table) -> str:
    rows: list[list[str]] = []
    for cells in table.rows:
        row = [write_cell(cell.children) for cell in cells]
        if table.row_headers and cells and cells[0].children:
            row[0] = f"**{row[0]}**"
        rows.append(row)
    return write_table([_cell(cell) for cell in table.head], rows, table.alignments)


def _cell(cell: TableCell) -> str:
    return write_cell(cell.children)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fence(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"^\s*(`{3,})", text, re.MULTILINE)), default=2)
    return "`" * (longest + 1)


def indented(text: str, width: int) -> str:
    """`text` with all lines but the first moved right by `width` blanks."""
    return "\n".join(f"{' ' * width}{line}" if index and line else line for index, line in enumerate(text.split("\n")))


def quoted(text: str) -> str:
    """`text` as a blockquote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
