"""The parser's tokens, kept small: a megabyte of text can have a million of them.

Those of `markdown_it` have two mappings and a list each, which most never use.
"""

from types import MappingProxyType
from typing import Any, Literal

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

SPENT = Token("spent", "", 0)
"""Stands in the place of a block token that has been read."""

_NOTHING: Any = MappingProxyType({})


class InlineToken(Token):
    """A token of a line of text; `start` is where in the inline's text it begins."""

    __slots__ = ("start",)
    start: int


def _fill(token: Token, ttype: str, tag: str, nesting: Literal[-1, 0, 1], level: int, block: bool) -> None:
    """Gives a bare token what every token has; all share one empty mapping."""
    token.type = ttype
    token.tag = tag
    token.nesting = nesting
    token.level = level
    token.attrs = token.meta = _NOTHING
    token.map = token.children = None
    token.content = token.markup = token.info = ""
    token.block = block
    token.hidden = False


class BlockState(StateBlock):
    """Block state with small tokens. One token closes all blocks of a kind on a level."""

    def __init__(self, *arguments: Any) -> None:
        self._closings: dict[tuple[str, int], Token] = {}
        super().__init__(*arguments)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
            if ttype == "paragraph_close":  # its text has two lists of its own, with what the paragraph says or nothing
                self.tokens[-1].map, self.tokens[-1].children = self.tokens[-2].map, None
            closing = self._closings.get((ttype, self.level))
            if closing is not None:
                self.tokens.append(closing)
                return closing
        token: Token = Token.__new__(Token)
        _fill(token, ttype, tag, nesting, self.level, True)
        if nesting < 0:
            self._closings[ttype, self.level] = token
        elif nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token

    def push_paragraph(self, content: str, line: int) -> None:
        """The tokens of a paragraph in one line, as the parser's own rule makes them."""
        opening: Token = Token.__new__(Token)
        text: Token = Token.__new__(Token)
        _fill(opening, "paragraph_open", "p", 1, self.level, True)
        _fill(text, "inline", "", 0, self.level + 1, True)
        opening.map = text.map = [line, line + 1]
        text.content = content
        self.tokens.append(opening)
        self.tokens.append(text)
        closing = self._closings.get(("paragraph_close", self.level))
        if closing is None:
            closing = self._closings["paragraph_close", self.level] = Token.__new__(Token)
            _fill(closing, "paragraph_close", "p", -1, self.level, True)
        self.tokens.append(closing)


class InlineState(StateInline):
    """Inline state with small tokens, which know where in the inline's text they begin."""

    _pending_start = -1

    def append_pending(self, text: str) -> None:
        if self._pending_start < 0:
            self._pending_start = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802 - the parser's own name
        token: InlineToken = InlineToken.__new__(InlineToken)
        _fill(token, "text", "", 0, self.pendingLevel, False)
        token.content = self.pending
        token.start = max(self._pending_start, 0)
        self.tokens.append(token)
        self.pending = ""
        self._pending_start = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if self.pending:
            self.pushPending()
        token: InlineToken = InlineToken.__new__(InlineToken)
        delimiters = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        _fill(token, ttype, tag, nesting, self.level, False)
        token.start = self.pos
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            delimiters = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(delimiters)
        return token
