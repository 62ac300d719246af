"""Marks of other tools inside a line, as rules of the inline parser: wiki links, comments, marks, attributes.

[[Page#Heading|words]]   ![[picture.png|300]]   ==marked==   %%not for readers%%      Obsidian
[text]{.underline}   ![](x.png){width="3in"}   []{#_Toc1 .anchor}                     pandoc
"""

import re

from markdown_it.rules_inline import StateInline

from coursepack.model.content import Attributes
from coursepack.patterns import late

_WIKI = late(r"(!?)\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\](?!\])")
_NAME = late(r"[^\W\d_]|\d{4}|#")
_COMMENT = late(r"%%(?!%)((?:(?!%%).){1,2000}?)(?<!\d)%%(?![\w%])", re.DOTALL)
_MARK = late(r"==(?=[^\s=])((?:(?!==).)+?)(?<=[^\s=])==(?![\w=])", re.DOTALL)
ATTRIBUTES = late(
    r"\{:?\s*((?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[\w%./-]+))"
    r"(?:\s+(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[\w%./-]+)))*)\s*\}"
)
_REVIEW = late(r"(?:^|\s)\.(?:deletion|comment-start)(?:\s|$)")
_ELEMENTS = {".underline": "u", ".ul": "u", ".mark": "mark", ".kbd": "kbd"}
_KEPT = late(r"(?:^|\s)(lang)=[\"']?([A-Za-z][\w-]*)[\"']?")
_TARGETS = ("image", "link_close", "code_inline", "wiki_image", "span_close")


def export_rule(state: StateInline, silent: bool) -> bool:
    """One rule for all marks, so that most characters cost one look."""
    match state.src[state.pos]:
        case "[" | "!":
            return _wiki(state, silent) or _span(state, silent)
        case "=":
            return _mark(state, silent)
        case "%":
            return _comment(state, silent)
        case "{":
            return _attributes(state, silent)
        case _:
            return False


def _before(state: StateInline) -> str:
    return state.src[state.pos - 1] if state.pos else " "


def _wiki(state: StateInline, silent: bool) -> bool:
    if state.env.get("blanks") or not state.src.startswith(("[[", "![["), state.pos):
        return False
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if found is None or found[2] != found[2].strip() or (not found[1] and _before(state).isalnum()):
        return False
    name = found[2].rstrip("\\") if found[3] is not None else found[2]
    if "\\" in name or not _NAME.search(name) or state.src.startswith(("(", "{"), found.end()):
        return False
    if not silent:
        token = state.push("wiki_image" if found[1] else "wiki_link", "", 0)
        token.content = name
        token.info = (found[3] or "").strip()
        token.markup = found[0]
    state.pos = found.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("==", state.pos) or _before(state).isalnum() or _before(state) in "=!<>":
        return False
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    _nested(state, "mark", found.start(1), found.end(1), found.end(), silent)
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("%%", state.pos) or _before(state).isalnum() or _before(state) == "%":
        return False
    found = _COMMENT.match(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip() or found[1][0].isspace() != found[1][-1].isspace():
        return False
    if not silent:
        token = state.push("private_comment", "", 0)
        token.content = found[1].strip()
        token.markup = found[0]
    state.pos = _behind(state, found.end())
    return True


def _behind(state: StateInline, end: int) -> int:
    """Where reading goes on behind what is left out: of the spaces on its two sides one is enough."""
    return end + (_before(state) == " " and state.src.startswith(" ", end))


def _attributes(state: StateInline, silent: bool) -> bool:
    """`{width="3in"}` right behind an image, a link or code."""
    if silent or state.pending or not state.tokens or state.tokens[-1].type not in _TARGETS:
        return False
    found = ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    token = state.push("attributes", "", 0)
    token.content = found[1]
    token.info = state.tokens[-2].type
    state.pos = found.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """`[text]{.class}`."""
    if state.src[state.pos] != "[" or state.src.find("]{", state.pos, state.posMax) < 0:
        return False
    start = state.pos + 1
    end = start if state.src.startswith("]", start) else state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0:
        return False
    found = ATTRIBUTES.match(state.src, end + 1, state.posMax)
    if found is None:
        return False
    if _REVIEW.search(found[1]):
        if not silent:
            token = state.push("private_comment", "", 0)
            token.content = state.src[start:end]
            token.markup = state.src[state.pos : found.end()]
        state.pos = _behind(state, found.end())
    else:
        _nested(state, "span", start, end, found.end(), silent, found[1])
    return True


def span_of(info: str) -> tuple[str, Attributes | None] | None:
    """The element of `[…]{info}`; None where it says nothing to a learner."""
    for name, tag in _ELEMENTS.items():
        if name in info.split():
            return tag, None
    kept = tuple((name, value) for name, value in _KEPT.findall(info))
    return ("span", Attributes(values=kept)) if kept else None


def _nested(state: StateInline, name: str, start: int, end: int, after: int, silent: bool, info: str = "") -> None:
    """Read what stands between two marks as inlines of its own."""
    if not silent:
        limit, state.posMax = state.posMax, end
        state.push(f"{name}_open", name, 1).info = info
        state.pos = start
        state.md.inline.tokenize(state)
        state.push(f"{name}_close", name, -1).info = info
        state.posMax = limit
    state.pos = after
