"""The Markdown parser as coursepack sets it up: GitHub-flavoured, with positions, mathematics and blanks."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 100
"""Levels of blocks inside blocks. The parser drops what is deeper without a word, so reaching it is an error."""

Environment = dict[str, Any]
"""What the parser shares between blocks and inlines of one file: link references and footnotes."""

_BLANK = re.compile(r"\\?\[\\?\[((?:`[^`\n]*`|/(?:\\.|[^/\n\\])+/i?(?=\s*[|\]])|(?!\\?\]\\?\])[^\n`]|`)*?)\\?\]\\?\]")


class _PositionedState(StateInline):
    """Inline state that notes in each token's `map` where in the inline's text it begins."""

    _pending_start = -1

    def append_pending(self, text: str) -> None:
        if self._pending_start < 0:
            self._pending_start = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802 - the parser's own name
        token = super().pushPending()
        token.map = [max(self._pending_start, 0)]
        self._pending_start = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.map = [self.pos]
        return token


class _PositionedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> list[Token]:  # type: ignore[override]
        state = _PositionedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


_OPENINGS = {
    "fence": "`~",
    "math_block": "$",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""{name of a block rule: what a line that it reads can begin with}; a rule that is not here reads any line."""

_BlockRule = Callable[[StateBlock, int, int, bool], bool]


class _BlockRuler(Ruler[_BlockRule]):
    """Asks of every line only the rules that its first character calls for: most lines are plain text."""

    def __init__(self, ruler: Ruler[_BlockRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__

    def __compile__(self) -> None:
        super().__compile__()
        names = {rule.fn: rule.name for rule in self.__rules__}
        self.__cache__ = {chain: [_one_of(rules, names)] for chain, rules in (self.__cache__ or {}).items()}


def _one_of(rules: list[_BlockRule], names: dict[_BlockRule, str]) -> _BlockRule:
    """One rule that stands for `rules`, in their order."""
    anywhere = [rule for rule in rules if names[rule] not in _OPENINGS]
    called_for = {
        character: [rule for rule in rules if character in _OPENINGS.get(names[rule], character)]
        for character in "".join(_OPENINGS.values())
    }

    def one_of(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        place = state.bMarks[line] + state.tShift[line]
        for rule in called_for.get(state.src[place : place + 1], anywhere):  # noqa: SIM110 - the fastest way
            if rule(state, line, end, silent):
                return True
        return False

    return one_of


def _math_inline(state: StateInline, silent: bool) -> bool:
    """`$…$` as pandoc reads it: no space inside the dollars, no digit behind them, so that prices stay prices."""
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    fence = 2 if source.startswith("$$", start) else 1
    opening = start + fence
    if opening >= state.posMax or (fence == 1 and source[opening].isspace()):
        return False
    if start <= state.env.get("no_math_until", -1) and state.env.get("no_math_in") is source:
        return False
    end = opening
    while True:
        end = source.find("$" * fence, end)
        if end < 0 or end >= state.posMax:
            state.env["no_math_in"], state.env["no_math_until"] = source, state.posMax
            return False
        escaped = source[end - 1] == "\\"
        behind = source[end + fence : end + fence + 1]
        if end > opening and not escaped and (fence == 2 or not (source[end - 1].isspace() or behind.isdigit())):
            break
        end += 1
    if not silent:
        token = state.push("math_inline" if fence == 1 else "math_display", "math", 0)
        token.content = source[opening:end].strip()
    state.pos = end + fence
    return True


def _math_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block that opens with `$$` at the start of a line and closes with `$$` at the end of one."""
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", begin):
        return False
    first = state.src[begin + 2 : state.eMarks[start_line]].rstrip()
    lines = [first]
    line = start_line
    if not (first.endswith("$$") and len(first) > 2):
        if "$$" in first or start_line < state.env.get("no_math_block_before", 0):
            return False
        while True:
            line += 1
            if line >= end_line or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
                state.env["no_math_block_before"] = line
                return False
            text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
            lines.append(text)
            if text.endswith("$$"):
                break
    if silent:
        return True
    state.line = line + 1
    token = state.push("math_block", "math", 0)
    token.content = "\n".join(lines).removesuffix("$$").strip()
    token.map = [start_line, state.line]
    return True


def _blank(state: StateInline, silent: bool) -> bool:
    """`[[…]]` inside questions, read on the raw text before escapes, emphasis and links."""
    if not state.env.get("blanks") or state.src[state.pos] not in "[\\":
        return False
    found = _BLANK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("blank", "", 0)
        token.content = found[1]
        token.markup = found[0]
    state.pos = found.end()
    return True


@cache
def parser() -> MarkdownIt:
    """The one parser. Raw HTML is kept as tokens; `coursepack.reading.markdown.html` decides what it may be."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    md.validateLink = lambda _url: True  # type: ignore[method-assign, assignment]  # `references` refuses, and says so
    inline = _PositionedInline()
    md.inline = inline
    md.inline.ruler.enableOnly([name for name in md.inline.ruler.get_all_rules() if name != "linkify"])
    md.use(deflist_plugin)
    md.use(footnote_plugin, move_to_end=False)
    inline.add_terminator_char("$")
    inline.ruler.before("escape", "blank", _blank)
    inline.ruler.after("backticks", "math_inline", _math_inline)
    md.block.ruler.before("fence", "math_block", _math_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    inline.ruler2.disable(["fragments_join"])
    md.block.ruler = _BlockRuler(md.block.ruler)
    return md


def block_tokens(text: str, env: Environment) -> list[Token]:
    """The block tokens of `text`, whose inlines are not parsed yet. Line ends are `\\n` already."""
    tokens: list[Token] = []
    parser().block.parse(text, parser(), env, tokens)
    return tokens


def inline_tokens(text: str, env: Environment) -> list[Token]:
    """The inline tokens of one inline's text; the `map` of each holds where it begins in `text`."""
    return parser().inline.parse(text, parser(), env, [])
