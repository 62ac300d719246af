"""Raw HTML blocks: pairs of allow-listed tags become typed blocks, the rest is text with a diagnostic.

A pair may stand round Markdown (`<details>` … `</details>` with blank lines between), so the elements under
construction are frames on a stack that Markdown's own blocks are added to.
"""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import TypeAlias, cast

from coursepack.model.content import (
    Alignment,
    Attributes,
    Block,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Disclosure,
    Element,
    Figure,
    Heading,
    Image,
    Inline,
    List,
    ListItem,
    Media,
    Paragraph,
    Quotation,
    Table,
    TableCell,
    Text,
    ThematicBreak,
    blocks_text,
    plain_text,
)
from coursepack.model.source import Position
from coursepack.reading.markdown.allowed import (
    BLOCK_TAGS,
    CONTAINER_TAGS,
    HTML_NOT_ALLOWED,
    HTML_NOT_CLOSED,
    INLINE_TAGS,
    allowed_attributes,
)
from coursepack.reading.markdown.context import NESTING_TOO_DEEP, TextContext
from coursepack.reading.markdown.tags import element_inline, note_references, void_inline


class Comment(Element, frozen=True, tag=True):
    """An HTML comment between blocks: it may carry attributes of what it follows; no target ever sees one.

    `text` is all that stands between `<!--` and `-->`.
    """

    text: str


class _Part(Element, frozen=True, tag=True):
    """A piece of a larger element (a row, a cell, a caption, a term), until that element is put together."""

    name: str
    blocks: tuple["Found", ...]
    inlines: tuple[Inline, ...] = ()


Found: TypeAlias = Block | Comment | ListItem | _Part
_NOT_BLOCKS = frozenset({_Part, ListItem, Comment})

MAX_ELEMENTS = 40
"""HTML elements inside each other that are read."""

_COMMENT = re.compile(r"<!--([^-<>]*)-->\s*")
_VOID = frozenset({"br", "col", "hr", "img", "source", "track", "wbr"})
_CLOSED_BY = {
    "p": BLOCK_TAGS,
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
}


class Frame:
    """An element under construction; the outermost one, without a name, is the text itself."""

    def __init__(self, name: str, attributes: dict[str, str], at: Position, source: str = "") -> None:
        self.name = name
        self.attributes = attributes
        self.at = at
        self.source = source
        self.blocks: list[Found] = []
        self.spans: list[tuple[str, dict[str, str], Position, list[Inline]]] = [("", {}, at, [])]

    def flush(self) -> None:
        """Make a paragraph of the inlines that have come so far."""
        while len(self.spans) > 1:
            self.close_span()
        inlines = _stripped(self.spans[0][3])
        self.spans[0] = ("", {}, self.at, [])
        if inlines:
            self.blocks.append(Paragraph(inlines[0].at, inlines))

    def close_span(self) -> None:
        name, attributes, at, children = self.spans.pop()
        self.spans[-1][3].append(element_inline(name, attributes, at, tuple(children)))


class HtmlBlocks:
    """The frames of one sequence of blocks. `frames[-1]` takes what comes next; `nested`: it stands in a block.

    `before`: the blocks that came before the first HTML at `at`.
    """

    def __init__(self, context: TextContext, at: Position, before: list[Found], *, nested: bool = False) -> None:
        self._context = context
        self.nested = nested
        self.frames = [Frame("", {}, at)]
        self.frames[0].blocks = before

    def add(self, block: Found) -> None:
        """Add a block of Markdown to the innermost open element."""
        self.frames[-1].flush()
        self.frames[-1].blocks.append(block)

    def feed(self, html: str, line: int) -> None:
        """Read a block of raw HTML that begins in the parser's line `line`."""
        for frame in self.frames:
            frame.flush()
        reader = _Reader(self, self._context, line)
        comment = _COMMENT.fullmatch(html)
        if comment:
            reader.handle_comment(comment[1])
            return
        reader.feed(html)
        reader.close()

    def finish(self) -> list[Found]:
        """Close what is still open, each with a diagnostic, and return all blocks."""
        while len(self.frames) > 1:
            frame = self.frames[-1]
            if frame.name not in _CLOSED_BY:
                self._context.report.add(
                    HTML_NOT_CLOSED, frame.at, f"{frame.source} is not closed", width=max(len(frame.source), 1)
                )
            self.close_frame(ended=False)
        self.frames[0].flush()
        return self.frames[0].blocks

    def open_frame(self, name: str, attributes: dict[str, str], at: Position, source: str) -> None:
        while len(self.frames) > 1 and name in _CLOSED_BY.get(self.frames[-1].name, ()):
            self.close_frame()
        if self._context.html_depth >= MAX_ELEMENTS:
            self._context.report.add(NESTING_TOO_DEEP, at, f"more than {MAX_ELEMENTS} HTML elements inside each other")
            return
        self.frames[-1].flush()
        self.frames.append(Frame(name, attributes, at, source))
        self._context.html_depth += 1

    def close_frame(self, *, ended: bool = True) -> None:
        """Close the innermost element; `ended`: by its own tag, so that text in a video only stands in its stead."""
        frame = self.frames.pop()
        self._context.html_depth -= 1
        made = _assembled(frame, self._context)
        if frame.name == "dl" or (frame.name in ("video", "audio") and not ended):
            made = [*made, *(block for block in frame.blocks if not isinstance(block, _Part))]
        outer = self.frames[-1]
        outer.blocks.extend(made)


class _Reader(HTMLParser):
    """Feeds tags and text of one HTML block to the frames."""

    def __init__(self, target: HtmlBlocks, context: TextContext, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._target = target
        self._context = context
        self._line = line

    def _at(self, text: str = "") -> Position:
        line, _ = self.getpos()
        return self._context.position(self._line + line - 1, text.split("\n")[0])

    @property
    def _top(self) -> Frame:
        return self._target.frames[-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or f"<{tag}>"
        at = self._at(source)
        attributes = {name: value or "" for name, value in attrs}
        note_references(tag, attributes, at, self._context.references)
        if tag in _VOID:
            self._void(tag, attributes, at)
        elif tag in BLOCK_TAGS:
            self._target.open_frame(tag, attributes, at, source)
        elif self._top.name == "pre" and tag in INLINE_TAGS:
            pass  # what is set as code has no markup of its own
        elif tag in INLINE_TAGS:
            if len(self._top.spans) > MAX_ELEMENTS:
                words = f"more than {MAX_ELEMENTS} HTML elements inside each other"
                self._context.report.add(NESTING_TOO_DEEP, at, words)
            else:
                self._top.spans.append((tag, attributes, at, []))
        else:
            self._refuse(source, at)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        source = f"</{tag}>"
        if tag in _VOID or (self._top.name == "pre" and tag in INLINE_TAGS):
            return
        if tag in BLOCK_TAGS and any(frame.name == tag for frame in self._target.frames):
            while self._top.name != tag:
                if self._top.name not in _CLOSED_BY:
                    self._context.report.add(HTML_NOT_CLOSED, self._top.at, f"{self._top.source} is not closed")
                self._target.close_frame(ended=False)
            self._target.close_frame()
        elif any(name == tag for name, *_ in self._top.spans):
            while self._top.spans[-1][0] != tag:
                self._top.close_span()
            self._top.close_span()
        elif tag in BLOCK_TAGS or tag in INLINE_TAGS:
            self._context.report.add(HTML_NOT_CLOSED, self._at(source), f"{source} closes nothing; it is left out")
        else:
            self._refuse(source, self._at(source))

    def handle_data(self, data: str) -> None:
        if self._top.name == "pre":
            self._top.spans[-1][3].append(Text(self._at(), data))
        elif data.strip():
            self._top.spans[-1][3].append(Text(self._at(data.strip()), " ".join(_edges(data))))
        elif self._top.spans[-1][3]:
            self._top.spans[-1][3].append(Text(self._at(), " "))

    def handle_comment(self, data: str) -> None:
        if self._target.nested or len(self._target.frames) > 1:
            self._context.references.comments.append((data, self._at()))
        self._target.add(Comment(self._at(), data))

    def _void(self, tag: str, attributes: dict[str, str], at: Position) -> None:
        if tag == "hr":
            self._target.add(ThematicBreak(at))
        elif tag in ("source", "track"):
            self._top.blocks.append(_Part(at, tag, (), attributes=Attributes(values=tuple(attributes.items()))))
        else:
            inline = void_inline(tag, attributes, at)
            if inline is not None:
                self._top.spans[-1][3].append(inline)

    def _refuse(self, source: str, at: Position) -> None:
        name = source.split()[0].rstrip(">")
        self._context.report.add(
            HTML_NOT_ALLOWED, at, f"{name}> is not allowed here; it is shown as text", width=len(source.split("\n")[0])
        )
        self._top.spans[-1][3].append(Text(at, source))


def _edges(data: str) -> list[str]:
    """The words of `data`, with an empty one at each end where white space stood there."""
    return ([""] if data[:1].isspace() else []) + data.split() + ([""] if data[-1:].isspace() else [])


def _stripped(inlines: list[Inline]) -> tuple[Inline, ...]:
    while inlines and isinstance(inlines[0], Text) and not inlines[0].text.strip():
        inlines = inlines[1:]
    while inlines and isinstance(inlines[-1], Text) and not inlines[-1].text.strip():
        inlines = inlines[:-1]
    if inlines and isinstance(inlines[0], Text):
        inlines = [Text(inlines[0].at, inlines[0].text.lstrip()), *inlines[1:]]
    if inlines and isinstance(inlines[-1], Text):
        inlines = [*inlines[:-1], Text(inlines[-1].at, inlines[-1].text.rstrip())]
    return tuple(inlines)


# --- putting elements together -------------------------------------------------------------------------------


def _assembled(frame: Frame, context: TextContext) -> list[Found]:
    """The blocks that a finished element becomes."""
    maker = _MAKERS.get(frame.name)
    if maker is None and frame.name in CONTAINER_TAGS:
        maker = _container
    if frame.name in _INLINE_CONTENT:
        while len(frame.spans) > 1:
            frame.close_span()
        inlines = _stripped(frame.spans[0][3])
        frame.spans[0] = ("", {}, frame.at, [])
        if frame.name == "p":
            return [*frame.blocks, *_paragraph(frame, inlines)]
        if frame.name in _HEADINGS:
            anchor = frame.attributes.get("id") or context.anchor(plain_text(inlines))
            return [Heading(frame.at, int(frame.name[1]), inlines, anchor), *frame.blocks]
        return [_Part(frame.at, frame.name, tuple(frame.blocks), inlines, attributes=_all_attributes(frame))]
    if frame.name == "pre":
        text = plain_text_of_pre(frame)
        code = CodeBlock(frame.at, text if text.endswith("\n") or not text else text + "\n")
        return [*frame.blocks, *([code] if text or not frame.blocks else ())]
    frame.flush()
    if maker is None:
        return [_Part(frame.at, frame.name, tuple(frame.blocks), attributes=_all_attributes(frame))]
    return maker(frame)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE_CONTENT = frozenset({"p", "summary", "caption", "figcaption", "dt", "td", "th"}) | _HEADINGS


def plain_text_of_pre(frame: Frame) -> str:
    """The text of a `<pre>` as it stands, without the newline that HTML ignores at its start."""
    while len(frame.spans) > 1:
        name, _, _, children = frame.spans.pop()
        frame.spans[-1][3].extend(children if name else [])
    return "".join(node.text for node in frame.spans[0][3] if isinstance(node, Text)).removeprefix("\n")


def _all_attributes(frame: Frame) -> Attributes | None:
    return Attributes(values=tuple(frame.attributes.items())) if frame.attributes else None


def _paragraph(frame: Frame, inlines: tuple[Inline, ...]) -> list[Found]:
    if len(inlines) == 1 and isinstance(inlines[0], Image):
        return [Figure(frame.at, inlines[0], ())]
    return [Paragraph(frame.at, inlines, attributes=allowed_attributes(frame.attributes))] if inlines else []


def _split(frame: Frame, *names: str) -> tuple[list[_Part], tuple[Block, ...]]:
    """The parts of `frame` with one of `names`, and all its other blocks."""
    parts = [block for block in frame.blocks if isinstance(block, _Part) and block.name in names]
    return parts, _only_blocks(tuple(block for block in frame.blocks if block not in parts))


def _only_blocks(found: tuple[Found, ...]) -> tuple[Block, ...]:
    """`found` without comments; stray pieces (a cell outside a table) become paragraphs, so that no word is lost."""
    if _NOT_BLOCKS.isdisjoint(map(type, found)):
        return cast("tuple[Block, ...]", found)
    blocks: list[Block] = []
    for block in found:
        if isinstance(block, _Part):
            if block.inlines:
                blocks.append(Paragraph(block.at, block.inlines))
            blocks.extend(_only_blocks(block.blocks))
        elif isinstance(block, ListItem):
            blocks.append(List(block.at, False, (block,)))
        elif not isinstance(block, Comment):
            blocks.append(block)
    return tuple(blocks)


def only_blocks(found: list[Found]) -> tuple[Block, ...]:
    """`found` as the model's blocks: without comments, and with stray pieces of HTML as paragraphs."""
    return _only_blocks(tuple(found))


def _container(frame: Frame) -> list[Found]:
    captions, blocks = _split(frame, "figcaption")
    images = [block for block in blocks if isinstance(block, Figure)]
    if frame.name == "figure" and len(blocks) == 1:
        caption = captions[0].inlines if captions else ()
        if images:
            return [Figure(frame.at, images[0].image, caption)]
        if (
            isinstance(blocks[0], Paragraph)
            and len(blocks[0].children) == 1
            and isinstance(blocks[0].children[0], Image)
        ):
            return [Figure(frame.at, blocks[0].children[0], caption)]
    tail = tuple(Paragraph(part.at, part.inlines) for part in captions if part.inlines)
    return [Container(frame.at, frame.name, blocks + tail, attributes=allowed_attributes(frame.attributes))]


def _disclosure(frame: Frame) -> list[Found]:
    summaries, blocks = _split(frame, "summary")
    summary = summaries[0].inlines if summaries else ()
    return [Disclosure(frame.at, summary, blocks, "open" in frame.attributes)]


def _quotation(frame: Frame) -> list[Found]:
    return [Quotation(frame.at, _only_blocks(tuple(frame.blocks)))]


def _item(frame: Frame) -> list[Found]:
    return [ListItem(frame.at, _only_blocks(tuple(frame.blocks)))]


def _list(frame: Frame) -> list[Found]:
    items = tuple(block for block in frame.blocks if isinstance(block, ListItem))
    rest = _only_blocks(tuple(block for block in frame.blocks if not isinstance(block, ListItem)))
    start = frame.attributes.get("start", "1")
    made: list[Found] = []
    if items:
        made.append(List(frame.at, frame.name == "ol", items, int(start) if start.isdecimal() else 1))
    return [*made, *rest]


def _definitions(frame: Frame) -> list[Found]:
    definitions: list[Definition] = []
    term: _Part | None = None
    details: list[tuple[Block, ...]] = []
    for block in (*frame.blocks, None):
        if isinstance(block, _Part) and block.name == "dd":
            details.append(_only_blocks(block.blocks))
        elif block is None or (isinstance(block, _Part) and block.name == "dt"):
            if term is not None or details:
                definitions.append(Definition(frame.at, term.inlines if term else (), tuple(details)))
            term, details = block if isinstance(block, _Part) else None, []
    return [DefinitionList(frame.at, tuple(definitions))] if definitions else []


def _table(frame: Frame) -> list[Found]:
    rows: list[tuple[_Part, ...]] = []
    caption: list[Found] = []
    for part in _descend(tuple(frame.blocks)):
        if part.name == "tr":
            rows.append(tuple(cell for cell in part.blocks if isinstance(cell, _Part) and cell.name in ("td", "th")))
        elif part.name == "caption" and part.inlines:
            caption.append(Paragraph(part.at, part.inlines))
    rows = [row for row in rows if row]
    if not rows:
        return [*caption, *_only_blocks(tuple(frame.blocks))]
    width = max(len(row) for row in rows)
    cells = [
        tuple(_cell(part) for part in row) + tuple(TableCell(frame.at, ()) for _ in range(width - len(row)))
        for row in rows
    ]
    headed = all(cell.name == "th" for cell in rows[0])
    head = cells[0] if headed else tuple(TableCell(frame.at, ()) for _ in range(width))
    body = cells[1:] if headed else cells
    row_headers = bool(body) and all(row[0].name == "th" for row in (rows[1:] if headed else rows))
    alignments: tuple[Alignment, ...] = tuple("" for _ in range(width))
    return [*caption, Table(frame.at, alignments, head, tuple(body), row_headers), *_beside_cells(tuple(frame.blocks))]


def _beside_cells(found: tuple[Found, ...]) -> list[Found]:
    """What stands in a table outside its cells, such as the rest of a page whose table is not closed."""
    beside: list[Found] = []
    for block in found:
        if not isinstance(block, _Part):
            beside.append(block)
        elif block.name in ("thead", "tbody", "tfoot", "tr"):
            beside.extend(_beside_cells(block.blocks))
    return beside


def _descend(found: tuple[Found, ...]) -> list[_Part]:
    parts: list[_Part] = []
    for block in found:
        if isinstance(block, _Part):
            parts.extend(_descend(block.blocks) if block.name in ("thead", "tbody", "tfoot", "colgroup") else [block])
    return parts


def _cell(part: _Part) -> TableCell:
    if not part.blocks:
        return TableCell(part.at, part.inlines)
    text = blocks_text(_only_blocks(part.blocks))
    return TableCell(part.at, (*part.inlines, Text(part.at, text)) if text else part.inlines)


def _media(frame: Frame) -> list[Found]:
    sources = [
        part.attributes.get("src")
        for part in frame.blocks
        if isinstance(part, _Part) and part.attributes and part.name == "source"
    ]
    tracks = tuple(
        (part.attributes.get("srclang"), part.attributes.get("src"))
        for part in frame.blocks
        if isinstance(part, _Part) and part.attributes and part.name == "track"
    )
    source = frame.attributes.get("src") or next(iter(sources), "")
    if not source:
        return []
    kind = "video" if frame.name == "video" else "audio"
    alt = frame.attributes.get("aria-label") or frame.attributes.get("title", "")
    return [Media(frame.at, "video" if kind == "video" else "audio", source, alt, tracks=tracks)]


_MAKERS: dict[str, Callable[[Frame], list[Found]]] = {
    "details": _disclosure,
    "blockquote": _quotation,
    "li": _item,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "video": _media,
    "audio": _media,
}
