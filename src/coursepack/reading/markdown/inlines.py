"""The inlines of one paragraph, heading or cell, with the place of each."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable

from markdown_it.token import Token

from coursepack.model.content import (
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    SoftBreak,
    Span,
    Strikethrough,
    Strong,
    Text,
    plain_text,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.exports import obsidian
from coursepack.reading.exports.inlines import span_of
from coursepack.reading.markdown.allowed import HTML_NOT_ALLOWED, HTML_NOT_CLOSED, INLINE_TAGS
from coursepack.reading.markdown.context import NESTING_TOO_DEEP, TextContext
from coursepack.reading.markdown.linking import with_addresses, with_mentions, with_spaced
from coursepack.reading.markdown.parser import Environment, inline_tokens
from coursepack.reading.markdown.tags import element_inline, note_references, parse_tag, void_inline
from coursepack.reading.markdown.tokens import InlineToken

MAX_DEPTH = 60
"""Levels of emphasis, links and spans inside each other."""

GAP = "gap"
"""The tag name of the `Span` that a blank becomes: its only child is a `Code` with what stands in the brackets."""

_NOT_PLAIN = late(r"[&*<\[\\\]_`~$^@%=\n0-9]")
"""What may be markup, an address or the number of a unit; a text without any of it, as most cells are, is plain."""

_MARKUP = late(r"[&*<\[\\\]_`~$^]")
_PLAIN = late(r"[^&*<\[\\\]_`~$^]+")
_BOX = late(r"\[[ xX]\] [^&*<\[\\\]_`~$^]*")
_STRONG = late(r"(?<![^\s(])\*\*([^\W_](?:[^&*<\[\\\]_`~$^\n]*[\w.:?!)%])?)\*\*(?![^\s.,;:!?)])")
_EMPHASIS = late(r"(?<![^\s(])\*([^\W_](?:[^&*<\[\\\]_`~$^\n]*[\w.:?!)%])?)\*(?![^\s.,;:!?)])")
_CODE = late(r"(?<!`)`([^`\n]+)`(?!`)")
_COMMENT = late(r"<!--.*?-->|<\?.*?\?>|<![A-Z].*?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)


class _Run:
    """Text under construction: the pieces that the parser makes of it, put together once."""

    __slots__ = ("at", "parts")

    def __init__(self, at: Position, text: str) -> None:
        self.at = at
        self.parts = [text]


def _settled(nodes: "list[Inline | _Run]") -> list[Inline]:
    """`nodes` with every run of text as one node."""
    return [Text(node.at, "".join(node.parts)) if isinstance(node, _Run) else node for node in nodes]


class _Frame:
    """An element under construction: what closes it, and how to make the node of its children.

    One that stands too deep makes nothing: its children are those of the one round it, and `start` says where it opens.
    """

    __slots__ = ("at", "children", "close", "make", "source", "start")

    def __init__(
        self, close: str, at: Position, make: Callable[[tuple[Inline, ...]], Inline], source: str = ""
    ) -> None:
        self.close = close
        self.at = at
        self.make = make
        self.source = source
        self.children: list[Inline | _Run] = []
        self.start = -1


def read_inlines(token: Token, context: TextContext, row: int = 0, *, linking: bool = True) -> tuple[Inline, ...]:
    """The inlines of an `inline` token; `row` is its line where the parser does not say it (table cells)."""
    line = token.map[0] if token.map else row
    return text_inlines(token.content, line, context, linking=linking)


def text_inlines(content: str, line: int, context: TextContext, *, linking: bool = True) -> tuple[Inline, ...]:
    """The inlines of `content`, which begins in the parser's line `line`; without `linking` mentions stay text."""
    if not content:
        return ()
    locate = _Locator(content, line, context)
    if not _NOT_PLAIN.search(content) and "://" not in content and "www." not in content:
        return (Text(locate(0), content),)
    mentions = linking and context.linking and context.mentions is not None and bool(context.mentions(content))
    if not mentions and _may_be_simple(content):
        simple = (
            _simple(content, locate, context.env) if _MARKUP.search(content) else tuple(_plain_lines(content, locate))
        )
        if simple is not None:
            return simple
    return _Builder(context, locate, mentions=mentions).build(inline_tokens(content, context.env))


def _may_be_simple(text: str) -> bool:
    """Whether a text is without addresses, breaks and what other tools write (each by a search, not by a pattern)."""
    return not (
        "://" in text or "www." in text or "@" in text or "  \n" in text or "==" in text or "%%" in text or "`{" in text
    )


def _simple(content: str, locate: "_Locator", env: Environment) -> tuple[Inline, ...] | None:
    """The inlines of a text that has nothing but unmistakable emphasis, code and a box; None where it may have more.

    Most texts are like this, and the parser takes ten times as long to come to the same result.
    """
    nodes: list[Inline] = []
    position = 0
    box = _BOX.match(content)
    if box and "X" not in env.get("references", ()):  # a box is a link where the file defines [x]
        nodes = _plain_lines(box[0], locate)
        position = box.end()
    while position < len(content):
        character = content[position]
        if character == "*":
            found = _STRONG.match(content, position)
            if found:
                nodes.append(Strong(locate(position), (Text(locate(position + 2), found[1]),)))
            else:
                found = _EMPHASIS.match(content, position)
                if found is None:
                    return None
                nodes.append(Emphasis(locate(position), (Text(locate(position + 1), found[1]),)))
        elif character == "`":
            found = _CODE.match(content, position)
            if found is None:
                return None
            code = found[1]
            if code[0] == code[-1] == " " and code.strip(" "):
                code = code[1:-1]
            nodes.append(Code(locate(position), code))
        else:
            found = _PLAIN.match(content, position)
            if found is None:
                return None
            nodes.extend(_plain_lines(found[0], locate, position))
        position = found.end()
    return tuple(nodes)


class _Locator:
    """Turns an offset in an inline's text into a place in the file."""

    __slots__ = ("_begins", "_column", "_number", "_place", "_starts")

    def __init__(self, content: str, line: int, context: TextContext) -> None:
        self._place = context.place
        self._begins: list[int] = []
        if "\n" not in content:
            self._number, self._column = context.find(line, content)
            return
        self._starts: list[tuple[int, int, int]] = []
        begin = 0
        for index, part in enumerate(content.split("\n")):
            self._starts.append((begin, *context.find(line + index, part)))
            self._begins.append(begin)
            begin += len(part) + 1

    def __call__(self, offset: int) -> Position:
        if not self._begins:
            return self._place(self._number, self._column + offset if offset > 0 else self._column)
        begin, number, column = self._starts[max(bisect_right(self._begins, offset) - 1, 0)]
        return self._place(number, column + max(offset - begin, 0))


def _plain_lines(content: str, locate: _Locator, offset: int = 0) -> list[Inline]:
    """The inlines of characters without any markup, which begin at `offset` in their text."""
    if "\n" not in content:
        return [Text(locate(offset), content)]
    nodes: list[Inline] = []
    lines = content.split("\n")
    for index, part in enumerate(lines):
        if index:
            nodes.append(SoftBreak(locate(offset - 1)))
        lead = len(part) - len(part.lstrip(" ")) if index else 0
        words = part[lead:] if index == len(lines) - 1 else part[lead:].rstrip(" ")
        if words:
            nodes.append(Text(locate(offset + lead), words))
        offset += len(part) + 1
    return nodes


class _Builder:
    def __init__(self, context: TextContext, locate: _Locator, *, mentions: bool = False) -> None:
        self._mentions = mentions
        self._context = context
        self._locate = locate
        self._stack: list[_Frame] = []
        self._open_ones: Counter[str] = Counter()
        self._links = 0

    def build(self, tokens: list[Token]) -> tuple[Inline, ...]:
        root = _Frame("", self._locate(0), lambda children: Text(self._locate(0), plain_text(children)))
        self._stack = [root]
        tokens.reverse()
        while tokens:  # each is let go of when it is read
            self._add(tokens.pop())
        while len(self._stack) > 1:
            self._abandon()
        nodes = _settled(root.children)
        return tuple(nodes if self._links else self._linked(nodes))

    def _linked(self, nodes: list[Inline]) -> list[Inline]:
        """`nodes` with bare addresses made links and names of units made mentions."""
        nodes = with_addresses(with_spaced(nodes, self._context.references), self._context.references)
        return with_mentions(nodes, self._context) if self._mentions else nodes

    def _add(self, token: Token) -> None:
        begin = token.start if isinstance(token, InlineToken) else 0
        at = self._locate(begin)
        match token.type:
            case "text" | "text_special":
                self._text(token.content, at)
            case "softbreak":
                self._append(SoftBreak(at))
            case "hardbreak":
                self._append(LineBreak(at))
            case "code_inline":
                self._append(Code(at, token.content))
            case "math_inline" | "math_display":
                self._append(Math(at, token.content))
            case "em_open":
                self._open("em_close", at, lambda children: Emphasis(at, children))
            case "strong_open":
                self._open("strong_close", at, lambda children: Strong(at, children))
            case "s_open":
                self._open("s_close", at, lambda children: Strikethrough(at, children))
            case "link_open":
                href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
                start = self._locate(max(begin - (token.info != "auto"), 0))
                self._links += 1
                self._context.references.links.append((href, start))
                self._open("link_close", start, lambda children: Link(start, href, children, title))
            case "link_close" | "em_close" | "strong_close" | "s_close":
                self._close(token.type)
                self._links -= token.type == "link_close"
            case "image":
                children = _Builder(self._context, self._locate).build(token.children or [])
                source, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
                self._context.references.images.append((source, at))
                self._append(Image(at, source, plain_text(children), title))
            case "footnote_ref":
                self._footnote(token, at)
            case "html_inline":
                self._html(token.content, at)
            case "wiki_link" | "wiki_image" | "private_comment" | "attributes":
                self._of_export(token, at)
            case "mark_open" | "span_open":
                span = span_of(token.info) if token.info else ("mark", None)
                if span is not None:
                    self._open("span_close", at, lambda children: Span(at, span[0], children, attributes=span[1]))
                else:
                    self._drop("a style or bookmark", "{} styles and bookmarks", at)
            case "mark_close" | "span_close":
                if not token.info or span_of(token.info) is not None:
                    self._close("span_close")
            case "blank":
                self._append(Span(at, GAP, (Code(at, token.content),)))
            case _:
                self._text(token.content, at)

    def _of_export(self, token: Token, at: Position) -> None:
        """What other tools write inside a line (see `coursepack.reading.exports`)."""
        context = self._context
        match token.type:
            case "wiki_link":
                href = obsidian.SCHEME + token.content
                context.references.links.append((href, at))
                self._append(Link(at, href, (Text(at, obsidian.shown_words(token.content, token.info)),)))
            case "wiki_image" if obsidian.is_note(token.content):
                href = obsidian.SCHEME + token.content
                words = obsidian.shown_words(token.content, "")
                context.report.add(
                    obsidian.EMBEDDED_NOTE, at, f'"{words}" is embedded; a link stands for it', width=len(token.markup)
                )
                context.references.links.append((href, at))
                self._append(Link(at, href, (Text(at, words),)))
            case "wiki_image":
                source = obsidian.SCHEME + token.content
                context.references.images.append((source, at))
                self._append(Image(at, source, obsidian.alternative(token.info)))
            case "private_comment":
                words = token.content if len(token.content) <= 60 else f"{token.content[:60]}…"
                what = "deletion" if ".deletion" in token.markup.rpartition("{")[2] else "comment"
                context.report.add(
                    obsidian.PRIVATE_COMMENT, at, f'left out: the {what} "{words}"', width=len(token.markup)
                )
            case _ if token.info == "image":
                self._drop("the size of a picture", "the sizes of {} pictures", at)
            case _:
                self._drop("an attribute", "{} attributes", at)

    def _drop(self, one: str, many: str, at: Position) -> None:
        if self._context.source is not None:
            self._context.source.drop(one, many, at)

    def _append(self, node: Inline) -> None:
        self._stack[-1].children.append(node)

    def _text(self, text: str, at: Position) -> None:
        if not text:
            return
        siblings = self._stack[-1].children
        last = siblings[-1] if siblings else None
        if isinstance(last, _Run):
            last.parts.append(text)
        else:
            siblings.append(_Run(at, text))

    def _open(self, close: str, at: Position, make: Callable[[tuple[Inline, ...]], Inline], source: str = "") -> None:
        frame = _Frame(close, at, make, source)
        if len(self._stack) > MAX_DEPTH:
            frame.children = self._stack[-1].children
            frame.start = len(frame.children)
            if len(self._stack) == MAX_DEPTH + 1:
                self._context.report.add(NESTING_TOO_DEEP, at, f"more than {MAX_DEPTH} levels of markup in one text")
        self._stack.append(frame)
        self._open_ones[close] += 1

    def _close(self, close: str) -> None:
        if not self._open_ones[close]:
            return
        while len(self._stack) > 1 and self._stack[-1].close != close:
            self._abandon()
        if len(self._stack) > 1:
            self._finish()

    def _finish(self) -> None:
        frame = self._stack.pop()
        self._open_ones[frame.close] -= 1
        if frame.start < 0:
            nodes = _settled(frame.children)
            children = self._linked(nodes) if not self._links else nodes
            self._append(frame.make(tuple(children)))

    def _abandon(self) -> None:
        """Give up on the innermost element: its tag was never closed, so it stands as text."""
        frame = self._stack.pop()
        self._open_ones[frame.close] -= 1
        if frame.source:
            self._context.report.add(
                HTML_NOT_CLOSED, frame.at, f"{frame.source} is not closed; it is shown as text", width=len(frame.source)
            )
        if frame.start >= 0:
            if frame.source:
                frame.children.insert(frame.start, Text(frame.at, frame.source))
            return
        if frame.source:
            self._text(frame.source, frame.at)
        for child in _settled(frame.children):
            if isinstance(child, Text):
                self._text(child.text, child.at)
            else:
                self._append(child)

    def _footnote(self, token: Token, at: Position) -> None:
        label = token.meta.get("label")
        if label is None:
            label = f"^{token.meta['id']}"
        number, occurrence = self._context.footnote(str(label))
        self._append(FootnoteReference(at, number, occurrence))

    def _html(self, source: str, at: Position) -> None:
        if _COMMENT.fullmatch(source):
            self._context.references.comments.append((source.removeprefix("<!--").removesuffix("-->"), at))
            return
        tag = parse_tag(source)
        if tag is None or tag.name not in INLINE_TAGS:
            self._context.report.add(
                HTML_NOT_ALLOWED,
                at,
                f"{source.split()[0].rstrip('>')}> is not allowed here; it is shown as text",
                width=len(source),
            )
            self._text(source, at)
            return
        closing = f"html:{tag.name}"
        if tag.closing:
            if self._open_ones[closing]:
                self._close(closing)
            else:
                self._context.report.add(
                    HTML_NOT_CLOSED, at, f"{source} closes nothing; it is shown as text", width=len(source)
                )
                self._text(source, at)
            return
        note_references(tag.name, tag.attributes, at, self._context.references)
        void = void_inline(tag.name, tag.attributes, at)
        if void is not None:
            self._append(void)
        elif tag.name != "wbr":
            self._open(closing, at, lambda children: element_inline(tag.name, tag.attributes, at, children), source)
