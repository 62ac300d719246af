"""The blocks of one unit's text, from the parser's tokens: one method for each kind of token."""

import re
from collections.abc import Callable

from markdown_it.token import Token

from coursepack.model.content import (
    Alignment,
    Block,
    Callout,
    Checklist,
    ChecklistItem,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    List,
    ListItem,
    Math,
    MathBlock,
    Media,
    Paragraph,
    Quotation,
    SoftBreak,
    Strong,
    Table,
    TableCell,
    Text,
    ThematicBreak,
    TrustedHtml,
    Verdict,
    VerdictItem,
    VerdictList,
    plain_text,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.markdown.callouts import UNKNOWN_CALLOUT, read_mark
from coursepack.reading.markdown.context import NESTING_TOO_DEEP, TextContext
from coursepack.reading.markdown.html import Found, HtmlBlocks, only_blocks
from coursepack.reading.markdown.inlines import read_inlines, text_inlines
from coursepack.reading.markdown.parser import MAX_NESTING
from coursepack.reading.markdown.tokens import SPENT

VIDEO_SUFFIXES = (".mp4", ".webm", ".ogv", ".m4v", ".mov")
AUDIO_SUFFIXES = (".mp3", ".ogg", ".oga", ".wav", ".m4a", ".aac", ".flac", ".opus")

_TICKS = "✅✓✔☑👍"
_CROSSES = "❌✗✘✖👎"
_VERDICT = late(rf"([{_TICKS}{_CROSSES}])\ufe0f?[\U0001F3FB-\U0001F3FF]?\s*")
_TASK = late(r"\[([ xX])\](?:\s+|$)")
_OTHER_TASK = late(r"\[([ xX/<>?!-])\](?:\s+|$)")
"""Obsidian's tasks: begun, cancelled, put off … They are boxes that are not ticked."""


class BlockReader:
    """Reads a run of block tokens into blocks; comments stay among them for whoever gives them a meaning."""

    def __init__(self, tokens: list[Token], context: TextContext) -> None:
        self._tokens = tokens
        self._context = context
        self._index = 0
        self._row = 0

    def read(self) -> list[Found]:
        """All blocks."""
        return self._sequence(None)

    # --- sequences -------------------------------------------------------------------------------------------

    def _sequence(self, closing: str | None) -> list[Found]:
        tokens, end = self._tokens, len(self._tokens)
        blocks: list[Found] = []
        html: HtmlBlocks | None = None
        while self._index < end and (token := tokens[self._index]).type != closing:
            if token.type == "html_block":
                self._index += 1
                html = html or HtmlBlocks(self._context, self._position(token), blocks, nested=closing is not None)
                if self._context.trust_html and not token.content.lstrip().startswith("<!--"):
                    html.add(TrustedHtml(self._position(token), token.content))
                else:
                    html.feed(token.content, token.map[0] if token.map else 0)
                continue
            if token.level >= MAX_NESTING - 2:
                self._context.report.add(NESTING_TOO_DEEP, self._position(token), "too many levels inside each other")
            reader = _READERS.get(token.type)
            if reader is None:
                self._index += 1
                continue
            begin = self._index
            block = reader(self)
            if closing is None:
                self._spend(begin)
            if block is None:
                continue
            if html is None:
                blocks.append(block)
            else:
                html.add(block)
        self._index += 1
        return html.finish() if html else blocks

    def _position(self, token: Token) -> Position:
        return self._context.position(token.map[0] if token.map else self._row)

    def _next(self) -> Token:
        token = self._tokens[self._index]
        self._index += 1
        return token

    # --- leaves ----------------------------------------------------------------------------------------------

    def _paragraph(self) -> Found | None:
        token = self._next()
        inlines = read_inlines(self._next(), self._context, self._row)
        self._index += 1
        if not inlines:
            return None
        at = inlines[0].at
        if len(inlines) == 1:
            only = inlines[0]
            if isinstance(only, Image):
                return _figure(only)
            if isinstance(only, Math) and self._tokens[self._index - 2].content.startswith("$$"):
                return MathBlock(at, only.tex)
        return Paragraph(at if token.map else self._position(token), inlines)

    def _heading(self) -> Found:
        token = self._next()
        inlines = read_inlines(self._next(), self._context, linking=False)
        self._index += 1
        return Heading(self._position(token), int(token.tag[1]), inlines, self._context.anchor(plain_text(inlines)))

    def _fence(self) -> Found:
        token = self._next()
        language = token.info.strip().split()[0] if token.info.strip() else ""
        return CodeBlock(self._position(token), token.content, language.strip("{}.").lower())

    def _rule(self) -> Found:
        return ThematicBreak(self._position(self._next()))

    def _math(self) -> Found:
        token = self._next()
        return MathBlock(self._position(token), token.content)

    # --- lists -----------------------------------------------------------------------------------------------

    def _list(self) -> Found:
        opening = self._next()
        at = self._position(opening)
        ordered = opening.type == "ordered_list_open"
        tight = True
        items: list[tuple[Position, list[Found]]] = []
        while self._tokens[self._index].type == "list_item_open":
            item = self._next()
            begin = self._index
            env, blanks = self._context.env, bool(self._context.env.get("blanks"))
            env["blanks"] = blanks and not self._opens_choice(begin)
            blocks = self._sequence("list_item_close")
            env["blanks"] = blanks
            tight = tight and not self._has_open_paragraph(begin, item.level + 1)
            self._spend(begin)
            items.append((self._position(item), blocks))
        self._index += 1
        tasks = [_task(blocks) for _, blocks in items]
        if not self._context.quiz and any(tasks):
            tasks = [_task(blocks, _OTHER_TASK) for _, blocks in items]
        if items and not ordered and all(task is not None for task in tasks):
            return Checklist(
                at,
                tuple(
                    ChecklistItem(place, task[0], only_blocks(task[1]))
                    for (place, _), task in zip(items, tasks, strict=True)
                    if task is not None
                ),
            )
        verdicts = [_verdict(blocks) for _, blocks in items]
        if items and all(verdict is not None for verdict in verdicts):
            if self._context.quiz:
                ticks = ((place, verdict) for (place, _), verdict in zip(items, verdicts, strict=True) if verdict)
                return Checklist(
                    at,
                    tuple(
                        ChecklistItem(place, verdict[0] == "do", only_blocks(verdict[1])) for place, verdict in ticks
                    ),
                )
            self._context.report.infer("verdict list")
            return VerdictList(
                at,
                tuple(
                    VerdictItem(place, verdict[0], only_blocks(verdict[1]))
                    for (place, _), verdict in zip(items, verdicts, strict=True)
                    if verdict is not None
                ),
            )
        start = int(opening.attrs.get("start", 1)) if ordered else 1
        return List(at, ordered, tuple(ListItem(place, only_blocks(blocks)) for place, blocks in items), start, tight)

    def _opens_choice(self, begin: int) -> bool:
        """Whether an item whose tokens start at `begin` has a box or a tick: in a choice `[[Page]]` is a wiki link."""
        if self._tokens[begin].type != "paragraph_open":
            return False
        text = self._tokens[begin + 1].content
        return bool(_TASK.match(text) or _VERDICT.match(text))

    def _spend(self, begin: int) -> None:
        """Let go of the tokens from `begin` on that have been read."""
        if self._index - begin > 1:
            self._tokens[begin : self._index] = [SPENT] * (self._index - begin)

    def _has_open_paragraph(self, begin: int, level: int) -> bool:
        """Whether a paragraph of a loose list stands on `level` between the token `begin` and the next one."""
        for index in range(begin, self._index):
            token = self._tokens[index]
            if token.type == "paragraph_open" and token.level == level and not token.hidden:
                return True
        return False

    def _definitions(self) -> Found:
        at = self._position(self._next())
        items: list[Definition] = []
        term: tuple[Inline, ...] = ()
        details: list[tuple[Block, ...]] = []
        while self._tokens[self._index].type != "dl_close":
            token = self._next()
            if token.type == "dt_open":
                if term:
                    items.append(Definition(term[0].at, term, tuple(details)))
                    details = []
                term = read_inlines(self._next(), self._context)
                self._index += 1
            elif token.type == "dd_open":
                details.append(only_blocks(self._sequence("dd_close")))
        self._index += 1
        if term:
            items.append(Definition(term[0].at, term, tuple(details)))
        return DefinitionList(at, tuple(items))

    # --- tables ----------------------------------------------------------------------------------------------

    def _table(self) -> Found:
        at = self._position(self._next())
        rows: list[tuple[TableCell, ...]] = []
        alignments: list[Alignment] = []
        while self._tokens[self._index].type != "table_close":
            token = self._next()
            if token.type == "tr_open":
                self._row = token.map[0] if token.map else self._row
                begin = self._index
                row: list[TableCell] = []
                while self._tokens[self._index].type != "tr_close":
                    cell = self._next()
                    if cell.type in ("th_open", "td_open"):
                        if cell.type == "th_open":
                            alignments.append(_alignment(cell))
                        inlines = read_inlines(self._next(), self._context, self._row)
                        row.append(TableCell(inlines[0].at if inlines else self._context.position(self._row), inlines))
                self._spend(begin)
                rows.append(tuple(row))
        self._index += 1
        head, body = rows[0], tuple(rows[1:])
        headers = not self._context.quiz and bool(body) and all(_is_bold(row[0].children) for row in body)
        if headers:
            body = tuple((_unbold(row[0]), *row[1:]) for row in body)
            self._context.report.infer("row headers")
        return Table(at, tuple(alignments), head, body, headers)

    # --- quotations and callouts -----------------------------------------------------------------------------

    def _quotation(self) -> Found:
        token = self._next()
        at = self._position(token)
        begin = self._index
        mark = read_mark(self._tokens[begin + 1].content) if self._tokens[begin].type == "paragraph_open" else None
        self._context.quoted += 1
        if mark is None:
            blocks = only_blocks(self._sequence("blockquote_close"))
            self._context.quoted -= 1
            return Quotation(at, blocks)
        if mark.unknown:
            self._context.report.add(UNKNOWN_CALLOUT, at, mark.unknown)
        inline = self._tokens[begin + 1]
        line = inline.map[0] if inline.map else 0
        titles = text_inlines(mark.title, line, self._context)
        inline.content = mark.rest
        if inline.map:
            inline.map = [inline.map[0] + 1, inline.map[1]]
        blocks = only_blocks(self._sequence("blockquote_close"))
        self._context.quoted -= 1
        if mark.kind == "quotation":
            return Quotation(at, (*((Paragraph(at, (Strong(at, titles),)),) if titles else ()), *blocks))
        return Callout(at, mark.kind, titles, blocks, mark.fold)


_READERS: dict[str, Callable[[BlockReader], Found | None]] = {
    "paragraph_open": BlockReader._paragraph,
    "heading_open": BlockReader._heading,
    "fence": BlockReader._fence,
    "code_block": BlockReader._fence,
    "hr": BlockReader._rule,
    "math_block": BlockReader._math,
    "bullet_list_open": BlockReader._list,
    "ordered_list_open": BlockReader._list,
    "dl_open": BlockReader._definitions,
    "table_open": BlockReader._table,
    "blockquote_open": BlockReader._quotation,
}


def _figure(image: Image) -> Found:
    path = image.source.split("?")[0].split("#")[0].lower()
    caption = (Text(image.at, image.title),) if image.title else ()
    if path.endswith(VIDEO_SUFFIXES):
        return Media(image.at, "video", image.source, image.alt, caption)
    if path.endswith(AUDIO_SUFFIXES):
        return Media(image.at, "audio", image.source, image.alt, caption)
    return Figure(image.at, image, caption)


def _leading_text(blocks: list[Found]) -> Text | None:
    """The text that a list item opens with, where it opens with one."""
    if blocks and isinstance(blocks[0], Paragraph) and isinstance(blocks[0].children[0], Text):
        return blocks[0].children[0]
    return None


def _without_lead(blocks: list[Found], length: int) -> list[Found]:
    """`blocks` without the first `length` characters of the text that they open with."""
    first = blocks[0]
    assert isinstance(first, Paragraph)
    lead = first.children[0]
    assert isinstance(lead, Text)
    rest = lead.text[length:]
    place = type(lead.at)(lead.at.file, lead.at.line, lead.at.column + length)
    children = ((Text(place, rest), *first.children[1:])) if rest else first.children[1:]
    while children and isinstance(children[0], SoftBreak | LineBreak):
        children = children[1:]
    return [Paragraph(children[0].at, children), *blocks[1:]] if children else blocks[1:]


def _task(blocks: list[Found], box: re.Pattern[str] = _TASK) -> tuple[bool, list[Found]] | None:
    """Whether the box of a task list's item is ticked, and the item without it; None where it has no box."""
    lead = _leading_text(blocks)
    found = box.match(lead.text) if lead else None
    return (found[1] in "xX", _without_lead(blocks, found.end())) if found else None


def _verdict(blocks: list[Found]) -> tuple[Verdict, list[Found]] | None:
    """The verdict that an item opens with, and the item without the glyph; None where it opens otherwise."""
    lead = _leading_text(blocks)
    found = _VERDICT.match(lead.text) if lead else None
    return ("do" if found[1] in _TICKS else "dont", _without_lead(blocks, found.end())) if found else None


def _alignment(cell: Token) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    for name in ("left", "center", "right"):
        if name in style:
            return name
    return ""


def _is_bold(inlines: tuple[Inline, ...]) -> bool:
    return len(inlines) == 1 and isinstance(inlines[0], Strong)


def _unbold(cell: TableCell) -> TableCell:
    strong = cell.children[0]
    return TableCell(cell.at, strong.children) if isinstance(strong, Strong) else cell


def has_box(block: List) -> bool:
    """Whether some item of a list that is no task list has a task list's box."""
    return any(_task(list(item.blocks)) for item in block.items)


def without_box(block: List) -> Position:
    """The place of the first item of a mixed list that has no box."""
    return next(item.at for item in block.items if not _task(list(item.blocks)))


def is_mixed(block: List) -> bool:
    """Whether some items of a list have the box of a task list and others have none."""
    boxes = [bool(_task(list(item.blocks))) for item in block.items]
    return any(boxes) and not all(boxes)
