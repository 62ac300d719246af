"""Tables of HTML as those of the model."""

import re
from collections.abc import Callable

from lxml import etree

from coursepack.importing.settling import as_inlines
from coursepack.model.content import Alignment, Block, Figure, MathBlock, Paragraph, Strong, Table, TableCell
from coursepack.model.source import Position
from coursepack.xml import html_name


class TableReader:
    """Reads tables that stand at `at`. `flow` makes blocks of what is in an element, `told` hears what is lost."""

    def __init__(
        self, at: Position, flow: Callable[[etree._Element], list[Block]], told: Callable[[str], None]
    ) -> None:
        self._at, self._flow, self._told = at, flow, told

    def blocks(self, element: etree._Element) -> list[Block]:
        """A table with its caption before it; what has no rows is what stands in it."""
        made: list[Block] = []
        rows: list[list[etree._Element]] = []
        for part in element.iterdescendants(etree.Element):
            if _table_of(part) is not element:
                continue
            if html_name(part) == "caption":
                made += self._flow(part)
            elif html_name(part) == "tr":
                cells = [cell for cell in part.iterchildren(etree.Element) if html_name(cell) in ("td", "th")]
                if cells:
                    rows.append(cells)
        if not rows:
            return made + self._flow(element)
        if any(cell.get(span, "1") != "1" for row in rows for cell in row for span in ("colspan", "rowspan")):
            self._told("cells that span several rows or columns of a table are single ones")
        width = max(map(len, rows))
        headed = any(html_name(cell) == "th" for cell in rows[0]) and all(
            html_name(cell) == "th" or not "".join(cell.itertext()).strip() for cell in rows[0]
        )
        body = rows[1:] if headed else rows
        head = [self._cell(cell, is_head=True) for cell in rows[0]] if headed else []
        written = [(*map(self._cell, row), *self._empty(width - len(row))) for row in body]
        first = max(rows, key=len)
        alignments: list[Alignment] = [_alignment(cell) for cell in first]
        return [*made, Table(self._at, tuple(alignments), (*head, *self._empty(width - len(head))), tuple(written))]

    def _empty(self, number: int) -> list[TableCell]:
        return [TableCell(self._at, ())] * number

    def _cell(self, element: etree._Element, *, is_head: bool = False) -> TableCell:
        blocks = tuple(self._flow(element))
        if any(not isinstance(block, Paragraph | Figure | MathBlock) for block in blocks):
            self._told("lists, tables and code inside a table's cell are plain lines")
        words = as_inlines(blocks)
        strong = html_name(element) == "th" and not is_head and _is_row_header(element)
        return TableCell(self._at, (Strong(self._at, words),) if strong and words else words)


def _alignment(cell: etree._Element) -> Alignment:
    """How a cell is aligned: by an attribute, a style or a class that ends in the word."""
    said = f"{cell.get('align', '')} {cell.get('style', '')} {cell.get('class', '')}".lower()
    words: tuple[Alignment, ...] = ("left", "center", "right")
    return next((word for word in words if re.search(rf"(?:^|[\s:-]){word}\b", said)), "")


def _table_of(element: etree._Element) -> etree._Element | None:
    return next((each for each in element.iterancestors() if html_name(each) == "table"), None)


def _is_row_header(cell: etree._Element) -> bool:
    row = cell.getparent()
    return row is not None and any(html_name(each) == "td" for each in row.iterchildren(etree.Element))
