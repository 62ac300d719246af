"""Notion's Markdown export: identifiers in names, property lines under titles, callouts and toggles."""

import re

from coursepack.model.content import Disclosure, List, ListItem, Paragraph, plain_text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.exports.callouts import quote
from coursepack.reading.exports.names import PAGE_PROPERTIES, is_export
from coursepack.reading.exports.source import Source
from coursepack.reading.labels import words
from coursepack.reading.markdown.html import Found
from coursepack.reading.prose import LABELS

SIGNS = ("<aside>", re.compile(r"\n# .*\n\s*\n?[A-Z][\w /&()-]{0,30}: "))

_PROPERTY = late(r"([A-Z][\w /&()-]{0,30}): +\S.*$")
_KINDS = frozenset(
    "assign|assigned to|assignee|author|category|created|created by|created time|date|date created|date modified|due"
    "|due date|edited|last edited|last edited by|last edited time|last updated|last updated time|owner|parent item"
    "|person|priority|progress|related to|reviewed|reviewer|select|multi-select|stage|state|status|sub-item|tag|tags"
    "|updated|url|verification|files & media|people|property|published".split("|")
)
_SURE = frozenset(
    {"status", "created", "created by", "created time", "last edited", "last edited by", "last edited time", "tags"}
)
_FOR_THE_HEAD = frozenset({"duration", "prerequisites", "objectives"})
"""Kinds of labels that are properties of a page and yet meant for learners."""
_ASIDE = late(r"([ \t]*)<aside>[ \t]*$")
_ASIDE_END = late(r"[ \t]*</aside>[ \t]*$")
_ICON = late(r'<img src="[^"]*" alt="[^"]*" width="40px"\s*/?>[ \t]*')
_EMOJI = late(
    "(?:[\u2139\u203c\u2049\u231a-\u23ff\u25b6\u2600-\u27bf\u2b05-\u2b55\U0001f000-\U0001faff]"
    "[\ufe0f\u200d\u2640\u2642\U0001f3fb-\U0001f3ff]*)+"
)
_ICONS = {"warning": "warning", "alert": "warning", "light-bulb": "tip", "key": "key-point", "star": "key-point"}
_ICON_NAME = late(r'src="(?:[^"]*/)?([a-z-]+)_[a-z]+\.svg"')
"""Notion's own icons are pictures that carry their name and colour: `icons/warning_yellow.svg`."""
_CALLOUTS = {
    "💡": "tip",
    "👉": "tip",
    "✅": "tip",
    "⚠": "warning",
    "🚧": "warning",
    "❗": "important",
    "‼": "important",
    "📌": "important",
    "🔑": "key-point",
    "⭐": "key-point",
    "🎯": "key-point",
    "🛑": "caution",
    "⛔": "caution",
    "🚫": "caution",
    "❌": "caution",
    "🔥": "caution",
    "🧪": "example",
    "🔎": "example",
    "📖": "definition",
    "ℹ": "note",
    "📝": "note",
    "🗒": "note",
}
"""What the emoji of a callout makes it; any other makes it a note and is kept."""


def read(source: Source) -> None:
    """Take the property lines out and read the callouts."""
    lines = list(source.prose())
    _properties(source, lines)
    last = -1
    for index in reversed(lines):
        if _ASIDE_END.match(source.lines[index]):
            last = index
        elif last >= 0 and _ASIDE.match(source.lines[index]):
            _callout(source, index, last)
            last = -1


def _properties(source: Source, prose: list[int]) -> None:
    filled = [index for index in prose if source.lines[index].strip()]
    if not filled or not source.lines[filled[0]].startswith("# "):
        return
    block: list[int] = []
    for index in filled[1:]:
        if block and index != block[-1] + 1:
            break
        if not _PROPERTY.match(source.lines[index]):
            return
        block.append(index)
    lines = block
    keys = [source.lines[index].split(":", 1)[0].strip().lower() for index in lines]
    if not keys:
        return
    learners = [key in LABELS or key.split()[0] in words("en") for key in keys]
    known = [key in _KINDS for key in keys]
    sure = any(key in _SURE for key in keys)
    if any(learners):  # some lines are for learners: those that nobody else wants are left out, the others stay
        taken = sure or (is_export(source.file) and any(known))
        block = [index for index, is_known in zip(block, known, strict=True) if is_known]
    elif is_export(source.file):
        taken = len(keys) > 1 or all(known)
    else:
        taken = len(keys) > 1 and all(known) and sure
    if taken:
        named = ", ".join(f'"{source.lines[index].strip()[:60]}"' for index in block)
        source.report.add(PAGE_PROPERTIES, Position(source.file, block[0] + 1), f"left out: {named}")
        for index in block:
            source.blank(index)
    if taken or is_export(source.file):
        for index, key in zip(lines, keys, strict=True):
            if key in LABELS and LABELS[key] in _FOR_THE_HEAD:
                name = source.lines[index].partition(":")[0]
                source.replace(index, 0, len(name) + 1, f"**{name}:**")


def _callout(source: Source, first: int, last: int) -> None:
    body = next((index for index in range(first + 1, last) if source.lines[index].strip()), None)
    if body is None:
        return
    line = source.lines[body]
    start = len(line) - len(line.lstrip())
    icon = _ICON.match(line, start)
    emoji = _EMOJI.match(line, start)
    if icon is None and emoji is None:
        return
    kind = "note"
    if icon:
        named = _ICON_NAME.search(icon[0])
        kind = _ICONS.get(named[1], kind) if named else kind
        source.replace(body, start, icon.end(), "")
    elif emoji:
        known = _CALLOUTS.get(emoji[0][0])
        if known:
            kind = known
            end = emoji.end() + len(line[emoji.end() :]) - len(line[emoji.end() :].lstrip())
            source.replace(body, start, end, "")
    quote(source, first, last, kind)


def toggles(blocks: list[Found]) -> list[Found]:
    """`blocks` with Notion's toggles, items of one line with further paragraphs inside, as disclosures."""
    made: list[Found] = []
    for block in blocks:
        if not isinstance(block, List) or block.ordered or not any(_is_toggle(item) for item in block.items):
            made.append(block)
            continue
        rest: list[ListItem] = []
        for item in block.items:
            if not _is_toggle(item):
                rest.append(item)
                continue
            if rest:
                made.append(List(rest[0].at, False, tuple(rest), 1, True))
                rest = []
            summary = item.blocks[0]
            assert isinstance(summary, Paragraph)
            made.append(Disclosure(item.at, summary.children, item.blocks[1:], False))
        if rest:
            made.append(List(rest[0].at, False, tuple(rest), 1, True))
    return made


def _is_toggle(item: ListItem) -> bool:
    blocks = item.blocks
    return (
        len(blocks) > 1
        and isinstance(blocks[0], Paragraph)
        and not isinstance(blocks[1], List)
        and len(plain_text(blocks[0].children)) <= 120
    )
