"""The Markdown parser as coursepack sets it up: GitHub-flavoured, with positions, mathematics and blanks."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from coursepack.patterns import late
from coursepack.reading.exports.inlines import export_rule
from coursepack.reading.markdown.tokens import BlockState, InlineState

MAX_NESTING = 100
"""Levels of blocks inside blocks. The parser drops what is deeper without a word, so reaching it is an error."""

Environment = dict[str, Any]
"""What the parser shares between blocks and inlines of one file: link references and footnotes."""

MAX_LABEL_NESTING = 20
"""Brackets inside brackets that are looked into for links; deeper ones are text."""

# Both take a piece once and never look back: a pattern that does takes for ever on `[[` and many backticks.
_BLANK = late(r"\\?\[\\?\[((?:`[^`\n]*+`|/(?:\\.|[^/\n\\])++/i?+(?=\s*[|\]])|(?!\\?\]\\?\])[^\n`])*+)\\?\]\\?\]")
_PLAIN_BLANK = late(r"\\?\[\\?\[((?:(?!\\?\]\\?\])[^\n])*+)\\?\]\\?\]")
_BLANK_END = late(r"\]\\?\]")


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the parser's own name
        """Skip one token without making it; brackets deeper than the cap are skipped with all that follows them."""
        if state.level >= MAX_LABEL_NESTING and state.pos not in state.cache:
            state.cache[state.pos] = state.pos = state.posMax
        else:
            super().skipToken(state)


class _Helpers:
    """The parser's helpers, with one that knows at once where no bracket can close."""

    def __init__(self, helpers: Any) -> None:
        self.parseLinkDestination = helpers.parseLinkDestination
        self.parseLinkTitle = helpers.parseLinkTitle

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803 - as above
        """The place of the bracket that closes the one at `start`, or -1."""
        return parseLinkLabel(state, start, disableNested) if _last(state, "]") > start else -1


def _last(state: StateInline, ending: str | re.Pattern[str]) -> int:
    """Where `ending` begins for the last time in the text, or -1; looked for once in each text."""
    known = state.env.get("endings")
    if known is None or known[0] is not state.src:
        known = state.env["endings"] = (state.src, {})
    places: dict[str | re.Pattern[str], int] = known[1]
    if ending not in places:
        places[ending] = (
            state.src.rfind(ending)
            if isinstance(ending, str)
            else max((found.start() for found in ending.finditer(state.src)), default=-1)
        )
    return places[ending]


_ITEM = late(r"(?:[-*+]|\d{1,9}[.)]) \w")
"""How an item begins that is surely one: neither empty, nor a break, nor the line under a heading."""

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
    takes_paragraphs = "paragraph" in map(names.__getitem__, rules)
    anywhere = [rule for rule in rules if names[rule] not in _OPENINGS]
    called_for = {
        character: [rule for rule in rules if character in _OPENINGS.get(names[rule], character)]
        for character in "".join(_OPENINGS.values())
    }

    def one_of(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        place = state.bMarks[line] + state.tShift[line]
        called = called_for.get(state.src[place : place + 1])
        if called is None:
            if takes_paragraphs and not silent and _line_alone(state, line, end):
                return True
            called = anywhere
        for rule in called:  # noqa: SIM110 - the fastest way
            if rule(state, line, end, silent):
                return True
        return False

    return one_of


def _line_alone(state: StateBlock, line: int, end: int) -> bool:
    """A paragraph of one line before an empty one or the next item of its list, as most are: no other rule is asked."""
    marks, shifts, ends = state.bMarks, state.tShift, state.eMarks
    below = line + 1
    if state.sCount[line] - state.blkIndent > 3:  # code
        return False
    if below < state.lineMax and marks[below] + shifts[below] < ends[below]:
        if not _is_next_item(state, below):
            return False
    elif below + 1 < end:
        behind = marks[below + 1] + shifts[below + 1]
        if state.src[behind : behind + 1] in (":", "~"):  # it may be defined there
            return False
    assert isinstance(state, BlockState)
    state.line = below
    state.push_paragraph(mdTrim(state.src[marks[line] + shifts[line] : ends[line]]), line)
    return True


def _is_next_item(state: StateBlock, line: int) -> bool:
    """Whether a line that stands less deep than the text of an item is surely the next item with a mark and a word."""
    indent = state.sCount[line]
    if not 0 <= indent < state.blkIndent or (state.listIndent >= 0 and indent - state.listIndent >= 4):
        return False
    return _ITEM.match(state.src, state.bMarks[line] + state.tShift[line]) is not None


def _table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A table, looked for only where the line below can begin the one that divides its columns."""
    below = state.bMarks[line + 1] + state.tShift[line + 1]
    return state.src[below : below + 1] in ("|", "-", ":") and table(state, line, end, silent)


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
    if _last(state, _BLANK_END) < state.pos or _no_blank_ends(state):
        return False
    found = _BLANK.match(state.src, state.pos, state.posMax) or _PLAIN_BLANK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("blank", "", 0)
        token.content = found[1]
        token.markup = found[0]
    state.pos = found.end()
    return True


def _of_export(state: StateInline, silent: bool) -> bool:
    """The marks of other tools, asked only where an attribute can still follow a bracket."""
    source, place = state.src, state.pos
    if source[place] == "[" and _last(state, "]{") < place:
        is_wiki = source.startswith("[[", place) and not source.startswith("[[[", place)
        if not is_wiki or _last(state, "]]") < place:
            return False
    return export_rule(state, silent)


def _no_blank_ends(state: StateInline) -> bool:
    """Whether no blank can end any more in the line that the state is in; looked for once in each line."""
    known = state.env.get("blank_ends")
    if known is None or known[0] is not state.src or not known[1] <= state.pos <= known[2]:
        begin = state.src.rfind("\n", 0, state.pos) + 1
        end = state.src.find("\n", state.pos)
        end = len(state.src) if end < 0 else end
        last = max((found.start() for found in _BLANK_END.finditer(state.src, begin, end)), default=-1)
        known = state.env["blank_ends"] = (state.src, begin, end, last)
    return bool(known[3] < state.pos)


def _note(state: StateInline, silent: bool) -> bool:
    """`^[…]`, a footnote written where its mark is. Its text is kept unread: reading it here would be a second time."""
    start, maximum = state.pos, state.posMax
    if state.src[start] != "^" or not state.src.startswith("[", start + 1) or start + 2 >= maximum:
        return False
    end = _Helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        notes = state.env["footnotes"]["list"]
        token = state.push("footnote_ref", "", 0)
        token.meta = {"id": len(notes)}
        notes[len(notes)] = {"content": state.src[start + 2 : end]}
    state.pos, state.posMax = end + 1, maximum
    return True


_PLAIN_ADDRESS = late(r"(?:https?://)?[a-z0-9][a-z0-9._/-]{0,199}(?:#[a-z0-9._-]*)?")


class _Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's own name
        """An address with its odd characters encoded; most have none, which takes the parser long to find out."""
        return url if _PLAIN_ADDRESS.fullmatch(url) else super().normalizeLink(url)


@cache
def parser() -> MarkdownIt:
    """The one parser. Raw HTML is kept as tokens; `coursepack.reading.markdown.html` decides what it may be."""
    md = _Parser("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    md.validateLink = lambda _url: True  # type: ignore[method-assign, assignment]  # `references` refuses, and says so
    inline = _Inline()
    md.inline = inline
    md.inline.ruler.enableOnly([name for name in md.inline.ruler.get_all_rules() if name != "linkify"])
    md.use(deflist_plugin)
    md.use(footnote_plugin, move_to_end=False)
    inline.ruler.at("footnote_inline", _note)
    md.helpers = _Helpers(md.helpers)  # type: ignore[assignment]  # the parser's own are a module
    inline.add_terminator_char("$")
    inline.ruler.before("escape", "blank", _blank)
    inline.ruler.after("backticks", "math_inline", _math_inline)
    inline.ruler.after("math_inline", "exports", _of_export)
    md.block.ruler.before("fence", "math_block", _math_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    inline.ruler2.disable(["fragments_join"])
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.block.ruler = _BlockRuler(md.block.ruler)
    return md


def block_tokens(text: str, env: Environment) -> list[Token]:
    """The block tokens of `text`, whose inlines are not parsed yet. Line ends are `\\n` already."""
    footnotes = env.setdefault("footnotes", {})
    footnotes.setdefault("refs", {})
    footnotes.setdefault("list", {})
    state = BlockState(text, parser(), env, [])
    if text:
        parser().block.tokenize(state, state.line, state.lineMax)
    return state.tokens


def inline_tokens(text: str, env: Environment) -> list[Token]:
    """The inline tokens of one inline's text; each knows where it begins in `text`."""
    env.setdefault("footnotes", {"refs": {}, "list": {}})
    return parser().inline.parse(text, parser(), env, [])
