"""What plain prose means: bold lines that are headings, labelled passages that are callouts, breaks at the edges."""

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import (
    Block,
    Callout,
    CalloutKind,
    Checklist,
    Heading,
    Inline,
    LineBreak,
    List,
    Paragraph,
    SoftBreak,
    Strong,
    Text,
    ThematicBreak,
    VerdictList,
    blocks_text,
    nested_inlines,
    plain_text,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.labels import NUMBER, alternatives, words
from coursepack.reading.markdown.context import TextContext
from coursepack.reading.markdown.html import Found, only_blocks

BOLD_HEADING = Rule(
    "bold-heading",
    Severity.NOTE,
    "A paragraph that is one bold run was read as a heading.",
    "Learners who use a screen reader find their way by real headings.",
    "write it as a heading (## …), or set bold-headings = false in coursepack.toml",
    example="**Why does it rise?**\n\nBecause of the yeast.",
)
LABELS: dict[str, CalloutKind] = {
    "relatable scenario": "scenario",
    "scenario": "scenario",
    "real-life scenario": "scenario",
    "story": "scenario",
    "example": "example",
    "examples": "example",
    "analogy": "analogy",
    "real-life analogy": "analogy",
    "real-world analogy": "analogy",
    "real-life example": "example",
    "real-world example": "example",
    "key point": "key-point",
    "key points": "key-point",
    "key idea": "key-point",
    "key takeaway": "key-point",
    "key takeaways": "key-point",
    "takeaway": "key-point",
    "takeaways": "key-point",
    "tip": "tip",
    "pro tip": "tip",
    "tips": "tip",
    "note": "note",
    "notes": "note",
    "remember": "important",
    "important": "important",
    "warning": "warning",
    "caution": "caution",
    "definition": "definition",
    "objective": "objectives",
    "objectives": "objectives",
    "learning objectives": "objectives",
    "learning outcomes": "objectives",
    "prerequisite": "prerequisites",
    "prerequisites": "prerequisites",
    "duration": "duration",
    "time needed": "duration",
    "summary": "summary",
}
"""Labels that open a callout when they stand in bold at the start of a paragraph, in lower case without the colon."""

_QUOTES = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "\u2018": "\u2019"}
_NOT_A_HEADING = late(
    r"(?:\(?[A-Za-z][).](?:\s|$)|(?:q|question)?\s*\d+\s*[.):]|(?:q|question)\s*\d+$|"
    r"(?:(?:correct )?answers?|ans|solutions?)\s*(?:[:.]|$))",
    re.IGNORECASE,
)
_SIGN = late(r"[^\w\s\x00-\x7f]{1,8}\s*")
_B = TypeVar("_B", bound=Found)
MAX_HEADING = 120
"""Characters of a bold paragraph beyond which it is emphasis rather than a heading."""


def read_prose(blocks: list[Found], context: TextContext, *, bold_headings: bool) -> list[Found]:
    """`blocks` of a lesson or activity with what plain prose means made explicit."""
    blocks = _callouts(without_edges(blocks), context.report)
    highest = min((block.level for block in blocks if type(block) is Heading), default=0)
    blocks = _levelled(blocks, highest)
    if bold_headings:
        blocks = _headings(blocks, context, highest)
    return blocks


def without_edges(blocks: Sequence[_B]) -> list[_B]:
    """`blocks` without breaks at the start, at the end, or twice in a row."""
    kept: list[_B] = []
    for block in blocks:
        if type(block) is ThematicBreak and (not kept or type(kept[-1]) is ThematicBreak):
            continue
        kept.append(block)
    while kept and type(kept[-1]) is ThematicBreak:
        kept.pop()
    return kept


# --- callouts ------------------------------------------------------------------------------------------------


def _callouts(blocks: list[Found], report: Report) -> list[Found]:
    made: list[Found] = []
    blocks = _divided(blocks)
    index = 0
    while index < len(blocks):
        block = blocks[index]
        opened = _opens_callout(block)
        if opened is None or not isinstance(block, Paragraph):
            made.append(block)
            index += 1
            continue
        kind, title, rest = opened
        inside: list[Block] = [Paragraph(rest[0].at, rest)] if rest else []
        end = _end_of_callout(blocks, index, rest)
        if kind == "objectives" and leads_in(blocks[end - 1], blocks[end : end + 1]):
            end += 1
        inside.extend(only_blocks(blocks[index + 1 : end]))
        if inside:
            made.append(Callout(block.at, kind, title, tuple(inside)))
            report.infer(kind)
        else:
            made.append(block)
        index = end
    return made


def _divided(blocks: list[Found]) -> list[Found]:
    """`blocks` with each paragraph of several labelled lines as one paragraph for each."""
    made: list[Found] = []
    for block in blocks:
        if type(block) is Paragraph and Strong in map(type, block.children[2:]):
            made += _apart(block)
        else:
            made.append(block)
    return made


def _apart(block: Paragraph) -> list[Paragraph]:
    """A paragraph, divided where a line opens with a known label, or with any label behind the line of a duration."""
    ends = [place for place, node in enumerate(block.children) if isinstance(node, SoftBreak | LineBreak)]
    parts: list[Paragraph] = []
    start, kind = 0, _kind_of(block.children[: ends[0]]) if ends else None
    for end, following in itertools.pairwise([*ends, len(block.children)]):
        line = block.children[end + 1 : following]
        opened = _kind_of(line)
        if opened or (kind == "duration" and line and isinstance(line[0], Strong)):
            parts.append(Paragraph(block.children[start].at, block.children[start:end]))
            start, kind = end + 1, opened
    return [*parts, Paragraph(block.children[start].at, block.children[start:])] if parts else [block]


def _kind_of(line: tuple[Inline, ...]) -> CalloutKind | None:
    """The kind of callout that a line opens, with words behind its label."""
    opened = _opens_callout(Paragraph(line[0].at, line)) if line else None
    return opened[0] if opened and opened[2] else None


def _opens_callout(block: Found) -> tuple[CalloutKind, tuple[Inline, ...], tuple[Inline, ...]] | None:
    """Kind, title and the rest of the paragraph, where `block` opens with a known label in bold."""
    if not isinstance(block, Paragraph):
        return None
    signs = 1 if _is_sign(block.children[0]) else 0
    sign, strong = block.children[:signs], block.children[signs] if len(block.children) > signs else None
    if not isinstance(strong, Strong):
        return None
    rest = block.children[signs + 1 :]
    label = plain_text(strong.children)
    if label.endswith(":"):
        title = _without_last(strong.children, ":")
    elif rest and isinstance(rest[0], Text) and rest[0].text.startswith(":"):
        title = strong.children
        rest = (Text(rest[0].at, rest[0].text[1:]), *rest[1:])
    elif not rest:  # the label has a line of its own
        title = strong.children
    else:
        return None
    kind = callout_kind(label)
    return (kind, (*sign, *title), _without_space(rest)) if kind else None


def _is_sign(node: Inline) -> bool:
    """Whether a text is only an emoji or another sign, as before a label in bold."""
    return isinstance(node, Text) and bool(_SIGN.fullmatch(node.text))


def leads_in(block: Found, following: Sequence[Found]) -> bool:
    """Whether a paragraph announces the list behind it: "By the end of this lesson you will be able to:"."""
    announces = isinstance(block, Paragraph) and plain_text(block.children).rstrip().endswith((":", "\u2026", "..."))
    return announces and bool(following) and isinstance(following[0], List)


def callout_kind(label: str) -> CalloutKind | None:
    """The kind of callout that a label opens, whatever signs or emoji stand before it."""
    return LABELS.get(re.sub(r"^[^\w]+", "", label).rstrip(":").strip().lower())


def _without_last(inlines: tuple[Inline, ...], ending: str) -> tuple[Inline, ...]:
    last = inlines[-1]
    if isinstance(last, Text):
        text = last.text.rstrip().removesuffix(ending).rstrip()
        return (*inlines[:-1], Text(last.at, text)) if text else inlines[:-1]
    return inlines


def _without_space(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    while inlines and (
        isinstance(inlines[0], SoftBreak | LineBreak) or (isinstance(inlines[0], Text) and not inlines[0].text.strip())
    ):
        inlines = inlines[1:]
    if inlines and isinstance(inlines[0], Text):
        first = inlines[0]
        inlines = (Text(first.at, first.text.lstrip()), *inlines[1:])
    return inlines


def _end_of_callout(blocks: list[Found], index: int, rest: tuple[Inline, ...]) -> int:
    """The index behind the last block of the callout that `blocks[index]` opens."""
    after = index + 1
    text = plain_text(rest)
    opening, closing = text[:1], _QUOTES.get(text[:1], "")
    depth = _depth(text, opening, closing) if closing else 0
    ending = 0
    same = opening == closing
    for place in range(after, len(blocks) if (depth % 2 if same else depth > 0) else 0):
        block = blocks[place]
        if isinstance(block, ThematicBreak | Heading) or _opens_callout(block):
            break
        said = blocks_text(only_blocks([block]))
        depth += _depth(said, opening, closing)
        if depth % 2 == 0 if same else depth <= 0:
            return place + 1
        if not ending and said.endswith(closing):
            ending = place + 1
    if ending:  # some mark is missing or too much: the first block that ends in a closing one
        return ending
    if after < len(blocks):
        following = blocks[after]
        is_list = isinstance(following, List | Checklist | VerdictList)
        if is_list and following.at.line == _last_line(blocks[index]) + 1:
            return after + 1
        if not text and (is_list or isinstance(following, Paragraph)) and not _opens_callout(following):
            return after + 1
    return after


def _depth(text: str, opening: str, closing: str) -> int:
    """How many quotation marks `text` leaves open; where both marks are the same, how many there are."""
    return text.count(opening) - (text.count(closing) if closing != opening else 0)


def _last_line(block: Found) -> int:
    if not isinstance(block, Paragraph):
        return block.at.line
    return max(node.at.line for node in nested_inlines(block.children))


# --- headings ------------------------------------------------------------------------------------------------


def _levelled(blocks: list[Found], highest: int) -> list[Found]:
    """`blocks` with the levels of headings counted from the highest in this text."""
    shift = max(highest - 1, 0)
    if not shift:
        return blocks
    return [
        Heading(block.at, block.level - shift, block.children, block.anchor, attributes=block.attributes)
        if isinstance(block, Heading)
        else block
        for block in blocks
    ]


def _headings(blocks: list[Found], context: TextContext, highest: int) -> list[Found]:
    made: list[Found] = []
    level = 0
    for index, block in enumerate(blocks):
        if type(block) is Heading:
            level = block.level
        title = _bold_title(block, blocks[index + 1 : index + 2]) if type(block) is Paragraph else None
        if title is None:
            made.append(block)
            continue
        context.references.bold_headings.append((block.at, level + highest))
        made.append(Heading(block.at, level + 1, title, context.anchor(plain_text(title))))
    return made


def report_bold_headings(places: Iterable[Position], report: Report) -> None:
    """Report the bold lines that became headings, once for each file."""
    of_file: dict[str, list[Position]] = {}
    for at in places:
        of_file.setdefault(at.file, []).append(at)
    for found in of_file.values():
        count = len(found)
        message = f"{count} bold lines were read as headings" if count > 1 else "a bold line was read as a heading"
        report.add(BOLD_HEADING, min(found, key=lambda at: at.line), message)
        report.infer("bold heading", count)


def _bold_title(block: Paragraph, following: list[Found]) -> tuple[Inline, ...] | None:
    """The title that a paragraph of one bold run is, or None where it is no heading."""
    children = block.children
    if not isinstance(children[0], Strong) or not following or isinstance(following[0], ThematicBreak | Heading):
        return None
    colon = len(children) == 2 and isinstance(children[1], Text) and children[1].text.strip() == ":"
    if len(children) != 1 and not colon:
        return None
    inner = children[0].children
    text = plain_text(inner)
    if not text or len(text) > MAX_HEADING or any(isinstance(node, SoftBreak | LineBreak) for node in inner):
        return None
    if (
        text[-1] in ".!\"'\u201d\u2019\u00bb\u201c,;"
        or text.rstrip(":").lower() in LABELS
        or _NOT_A_HEADING.match(text)
    ):
        return None
    return _without_last(inner, ":")


# --- mentions of units ---------------------------------------------------------------------------------------

_VERBS = (
    r"(?:see(?: also)?|do|go to|complete|start|try|take|open|read|continue with|next is|next:?|now do|move on to"
    r"|siehe(?: auch)?|bearbeite[nt]?|weiter mit|weiter zu|mache?|voir(?: aussi)?|faire|faites|aller à"
    r"|ver|véase|vea|ir a|veja|faça)"
)
_NUMBERED = late(r"\d(?<=\s\d)")


@cache
def _mention_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({alternatives(language)})\s+({NUMBER})(?![\w.]*\w)", re.IGNORECASE)


@cache
def _elsewhere(language: str) -> re.Pattern[str]:
    """What follows the name of a unit of another work: "in The Book", "of the *Handbook*"."""
    articles = "the|his|her|their|this|der|die|das|dem|la|le|les|el|los"
    work = rf"""(?:$|["“„«‘*_]|(?!(?i:{alternatives(language)})\b)[A-Z])"""
    return re.compile(rf",?\s+(?:in|of|from|aus|von|dans|de|du|en)\s+(?:(?:{articles})\s+)?{work}")


@cache
def only_mention(language: str) -> re.Pattern[str]:
    """What a paragraph reads like that is only a direction to a unit: "See activity 1.1"."""
    return re.compile(rf"\W*{_VERBS}\s+({alternatives(language)})\s+({NUMBER})\s*[.!]?", re.IGNORECASE)


def find_mentions(text: str, language: str) -> list[tuple[int, int, str, str]]:
    """The names of units in `text`: (start, end, label, number) of each."""
    if not _NUMBERED.search(text):
        return []
    table = words(language)
    return [
        (found.start(), found.end(), table[found[1].lower()], found[2].lower())
        for found in _mention_pattern(language).finditer(text)
        if not _elsewhere(language).match(text, found.end())
    ]
