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


def _filled(token: Token, ttype: str, tag: str, nesting: Literal[-1, 0, 1], level: int, *, block: bool) -> None:
    """Gives a bare token what every token has; all share one empty mapping."""
    token.type, token.tag, token.nesting, token.level = ttype, tag, nesting, level
    token.attrs = token.meta = _NOTHING
    token.map = token.children = None
    token.content = token.markup = token.info = ""
    token.block, token.hidden = block, False


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
        _filled(token, ttype, tag, nesting, self.level, block=True)
        if nesting < 0:
            self._closings[ttype, self.level] = token
        elif nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class InlineState(StateInline):
    """Inline state with small tokens, which know where in the inline's text they begin."""

    _pending_start = -1

    def append_pending(self, text: str) -> None:
        if self._pending_start < 0:
            self._pending_start = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802 - the parser's own name
        token: InlineToken = InlineToken.__new__(InlineToken)
        _filled(token, "text", "", 0, self.pendingLevel, block=False)
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
        _filled(token, ttype, tag, nesting, self.level, block=False)
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
