"""What pandoc writes for a Word file: escaped list markers and boxes, contents lists, fenced divs, bookmarks."""

import re

from coursepack.patterns import late
from coursepack.reading.exports.callouts import quote
from coursepack.reading.exports.source import Source
from coursepack.reading.markdown.callouts import KINDS

SIGNS = (re.compile(r"\\[.)\]\n]"), "☐", "☒", re.compile(r"\n[ \t>]*:::"), "\n{:", "](#", "TOC-Heading")

_LETTER = late(r"([ \t>]*(?:[-*+][ \t]+)?(?:\*\*)?\(?[A-Za-z])\\([.)])(?=\s|\*)")
_NUMBER = late(r"([ \t]{0,3})(\d{1,3})\\([.)])[ \t]+\S")
_ESCAPED_BOX = late(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(\\\[([ xX]?)\\\])(?=\s)")
_BARE_BOX = late(r"[ \t>]{0,3}\\\[[ xX]\\\][ \t\u00a0]+\S")
_BOX = late(r"([ \t>]*)((?:[-*+]|\d+[.)])[ \t]+)?([☐☒])[ \t\u00a0]+(?=\S)")
_TICK = late(r"[ \t>]*[-*+][ \t]+([☑✓✔])[ \t\u00a0]+")
_EMPTY = late(r"[ \t]*(?:\\|&nbsp;)[ \t]*$")
_KRAMDOWN = late(r"[ \t]*\{:[^{}]*\}[ \t]*$")
_CONTENTS = late(r"\[.*\S[ \t\\]*\]\(#[^)\s]+\)[ \t\\]*$")
_PAGED = late(r"(?:\s|\]|\*|\t)\d+\]?(?:\(#[^)\s]+\))?\*{0,2}\]\(#[^)\s]+\)[ \t\\]*$")
_TOC_ANCHOR = late(r"\(#_?toc\w*\)", re.IGNORECASE)
_TITLE = late(
    r"(?:#{1,6}[ \t]+)?(?:\*\*)?(?:table of contents|contents|toc|inhalt|inhaltsverzeichnis|sommaire"
    r"|table des matières|índice|contenido|sumário)(?:\*\*)?:?[ \t]*(?:\{[^{}]*\}[ \t]*)?$",
    re.IGNORECASE,
)
_ITEM = late(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[.+\]\(#[^)\s]*\)[ \t]*$")
_DIV = late(r"([ \t]*):{3,}[ \t]*(?:\{([^{}]*)\}|([\w-]+)(?:[ \t]*\[([^\]]*)\]|[ \t]+([^{}:]+?))?)[ \t]*:*[ \t]*$")
_DIV_END = late(r"[ \t]*:{3,}[ \t]*$")
LONGEST_MARK = 1_000
"""Characters of a line beyond which it is no entry of a contents list and no mark of a div."""

_CALLOUTS = {
    name: KINDS[name]
    for name in (
        *("note", "info", "tip", "hint", "success", "important", "warning", "attention", "caution", "danger", "error"),
        *("example", "definition", "summary", "abstract"),
    )
}
"""Classes that other divs seldom have; Obsidian's other words, such as "question", are used for much else."""


def read(source: Source) -> None:
    """Undo escapes that pandoc needs and readers do not, read boxes and divs, take contents lists out."""
    prose = list(source.prose())
    _contents(source, prose)
    _numbers(source, prose)
    boxed = any(_BOX.match(source.lines[index]) for index in prose)
    bare = sum(_BARE_BOX.match(source.lines[index]) is not None for index in prose) > 1
    for index in prose:
        line = source.lines[index]
        letter = _LETTER.match(line)
        if letter:
            source.replace(index, letter.end(1), letter.end(1) + 1, "")
        box = _ESCAPED_BOX.match(line)
        if box and (bare or not _BARE_BOX.match(line)):
            item = "- " if _BARE_BOX.match(line) else ""
            source.replace(index, box.start(1), box.end(1), f"{item}[{box[2] or ' '}]")
        if boxed:
            _glyph(source, index)
        if _EMPTY.match(line):
            source.blank(index)
        elif _KRAMDOWN.match(line):
            source.drop("an attribute list", "{} attribute lists", source.place(index, 0))
            source.blank(index)
    _divs(source, prose)


def _glyph(source: Source, index: int) -> None:
    line = source.lines[index]
    box = _BOX.match(line)
    if box and line.count("☐") + line.count("☒") == 1:  # several in one line are no items of a list
        mark = "[ ] " if box[3] == "☐" else "[x] "
        source.replace(index, box.start(3), box.end(), mark if box[2] else f"- {mark}")
        return
    tick = _TICK.match(line)
    if tick:
        source.replace(index, tick.start(1), tick.end(), "[x] ")


def _numbers(source: Source, prose: list[int]) -> None:
    """Undo the escapes of numbers that count from 1: a list that was typed by hand."""
    run: list[tuple[int, int]] = []
    for index in prose:
        found = _NUMBER.match(source.lines[index])
        if found and int(found[2]) == len(run) + 1:
            run.append((index, found.end(2)))
        elif found or source.lines[index].startswith("#"):
            _unescape(source, run)
            run = [(index, found.end(2))] if found and int(found[2]) == 1 else []
    _unescape(source, run)


def _unescape(source: Source, run: list[tuple[int, int]]) -> None:
    if len(run) > 1:
        for index, column in run:
            source.replace(index, column, column + 1, "")


# --- printed contents lists ----------------------------------------------------------------------------------


def _contents(source: Source, prose: list[int]) -> None:
    """Take out lists of links to headings of the file: learners have the contents of the course."""
    filled = [index for index in prose if source.lines[index].strip()]
    place = 0
    while place < len(filled):
        end = place
        lines: list[str] = []
        while end < len(filled) and _is_entry(source.lines[filled[end]]):
            lines.append(source.lines[filled[end]].strip())
            end += 1
        titled = place > 0 and _TITLE.match(source.lines[filled[place - 1]].strip()) is not None
        printed = all(_TOC_ANCHOR.search(line) or _PAGED.search(line) for line in lines)
        if len(lines) >= 2 and (titled or printed):
            first = filled[place - 1] if titled else filled[place]
            source.drop("a contents list", "{} contents lists", source.place(first, 0))
            for index in filled[place - titled : end]:
                source.blank(index)
        elif not lines and _heads_nothing(source, filled, place):  # Word fills the list in only when it is printed
            source.drop("a contents list", "{} contents lists", source.place(filled[place], 0))
            source.blank(filled[place])
        place = max(end, place + 1)


def _heads_nothing(source: Source, filled: list[int], place: int) -> bool:
    """Whether a line is the heading of a contents list with another heading right behind it."""
    line = source.lines[filled[place]]
    following = source.lines[filled[place + 1]] if place + 1 < len(filled) else ""
    return line.startswith("#") and following.startswith("#") and _TITLE.match(line) is not None


def _is_entry(line: str) -> bool:
    return (
        len(line) <= LONGEST_MARK
        and "](#" in line
        and (_ITEM.match(line) is not None or _CONTENTS.match(line.strip()) is not None)
    )


# --- fenced divs ---------------------------------------------------------------------------------------------


def _divs(source: Source, prose: list[int]) -> None:
    stack: list[tuple[int, str, str]] = []
    pairs: list[tuple[int, int, str, str]] = []
    for index in prose:
        line = source.lines[index]
        if ":::" not in line or len(line) > LONGEST_MARK:
            continue
        if _DIV_END.match(line):
            if not stack:
                return
            first, kind, title = stack.pop()
            pairs.append((first, index, kind, title))
            continue
        opening = _DIV.match(line)
        if opening:
            stack.append((index, *_kind(opening)))
    if stack:
        return
    for first, last, kind, title in sorted(pairs, reverse=True):
        if kind:
            quote(source, first, last, kind, title)
        else:
            source.drop("a fenced div's marks", "the marks of {} fenced divs", source.place(first, 0))
            source.blank(first)
            source.blank(last)


def _kind(opening: re.Match[str]) -> tuple[str, str]:
    """The kind of callout that a div is, "" for none, and its title."""
    names = re.findall(r"\.([\w-]+)", opening[2]) if opening[2] else [opening[3] or ""]
    titled = re.search(r'title="([^"]*)"', opening[2] or "")
    title = titled[1] if titled else opening[4] or opening[5] or ""
    for name in names:
        kind = _CALLOUTS.get(name.lower().removeprefix("callout-").removeprefix("admonition-"))
        if kind:
            return kind, title.strip()
    return "", ""
