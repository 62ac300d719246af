"""Ticked lists outside quizzes: the options of a question where what stands before them asks one, else a checklist."""

import itertools
import re
from collections.abc import Iterator

import msgspec

from coursepack.model.content import Block, Checklist, ChecklistItem, Heading, Paragraph, VerdictItem, VerdictList
from coursepack.patterns import late
from coursepack.questions.choices import own_feedback
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, cut, raw_text, split_lines
from coursepack.reading.inferred.options import Option

MOST_OPTIONS = 26
"""Items beyond which a list is no question's: there are no more letters."""

_ENDS = late(r"[?？؟]\W*(?:\([^()]*\)\W*)?$")
"""How a question ends, also where a remark in brackets follows."""

_CHOOSES = late(
    r"\W*(?:\w+\W+){0,3}?(?:which|select|choose|pick|tick|mark|identify|welche[rsnm]?|wählen?|kreuzen?|quel(?:le)?s?"
    r"|choisi\w*|coche[rz]?|cuál(?:es)?|selecciona?\w*|elige|elija|quais|qual|selecion\w*|escolh\w*|assinal\w*)\b",
    re.IGNORECASE,
)
"""What asks to choose, perhaps several."""

_RIGHT_ONES = late(
    r"\b(?:correct|right|true|best|apply|answers?|richtig\w*|correct[aeo]s?|corret[ao]s?)\b", re.IGNORECASE
)
_NAMED = late(r"\W*(?:question|q|frage|pregunta|pergunta|questão)\s*[#.]?\s*\d+", re.IGNORECASE)
_TICKED = late(r"\[[xX]\]\s")
_GLYPHS = late(r"\u2610.*[\u2611\u2612]|[\u2611\u2612].*\u2610")


def ticked_list(line: Line) -> Checklist | VerdictList | None:
    """The list of boxes or of ticks and crosses that a line stands for, where it is not longer than a question's."""
    block = line.block
    if isinstance(block, Checklist | VerdictList) and 2 <= len(block.items) <= MOST_OPTIONS:
        return block
    return None


def boxed_options(line: Line) -> list[Option]:
    """The options of a ticked list, with the letters that they would have."""
    block = ticked_list(line)
    options: list[Option] = []
    items: tuple[ChecklistItem | VerdictItem, ...] = block.items if block else ()
    for place, item in enumerate(items):
        blocks, feedback = own_feedback(item.blocks)
        letter = chr(ord("A") + place)
        options.append(Option(letter, list(_lines(blocks, line, place)), _ticks(block)[place], feedback))
    return _without_letters(options) if all(option.lines for option in options) else []


def asks(stem: list[Line], line: Line, *, counts_through: bool, tests: bool) -> bool:
    """Whether the lines of `stem` ask what the ticked list of `line` answers.

    `counts_through`: the text has several numbered lists with one ticked box each, which are questions though none ends
    in a question mark. `tests`: the list stands in a section that is called so ("Check yourself").
    """
    block = ticked_list(line)
    ticks = _ticks(block)
    texts = [part.text for part in stem if part.kind in ("text", "heading")]
    if not texts or all(ticks):
        return False
    if tests and any(ticks) and not marks.SELF_TEST.match(texts[0]):
        return True
    named = bool(_NAMED.match(texts[0]))
    counted = bool(stem[0].number or marks.NUMBERED.match(texts[0]))
    ends = any(_ENDS.search(text) or marks.BLANK.search(text) for text in texts)
    chooses = any(_CHOOSES.match(text) for text in texts)
    if isinstance(block, VerdictList):  # a list of what to do and what not to do, unless one of them is asked for
        return ends and (named or counted or (chooses and sum(ticks) == 1))
    if not any(ticks):
        return ends and (named or counted)
    if named or (counted and ends) or (counted and counts_through and sum(ticks) == 1):
        return True
    if ends:
        return sum(ticks) == 1 or chooses
    return chooses and any(_RIGHT_ONES.search(text) for text in texts)


def counts_through(lines: list[Line]) -> bool:
    """Whether several lists with one ticked box each stand right behind lines that are numbered."""
    found = (
        line
        for before, line in itertools.pairwise(lines)
        if isinstance(line.block, Checklist)
        and sum(_ticks(ticked_list(line))) == 1
        and before.kind in ("text", "heading")
        and (before.number or marks.NUMBERED.match(before.text))
    )
    return len(list(itertools.islice(found, 2))) > 1


def self_tests(lines: list[Line]) -> frozenset[int]:
    """The places of the lines in sections called "Check yourself" or the like."""
    found: set[int] = set()
    level = 0
    for index, line in enumerate(lines):
        if isinstance(line.block, Heading):
            if marks.SELF_TEST.match(line.text):
                level = line.block.level
            elif line.block.level <= level:
                level = 0
        elif level:
            found.add(index)
    return frozenset(found)


def shows_ticks(lines: list[Line], index: int) -> str:
    """What is wrong with boxes that cannot be read and answer the question before them; "" where there are none."""
    line = lines[index]
    if line.kind != "text" or (not (in_one_line := bool(_GLYPHS.search(line.text))) and not _TICKED.match(line.text)):
        return ""
    first = index
    while not in_one_line and first > max(0, index - MOST_OPTIONS) and lines[first].item and lines[first].depth:
        first -= 1
    before = lines[first - in_one_line] if first else None
    asked = before is not None and before.kind in ("text", "heading") and _ENDS.search(before.text)
    if in_one_line:
        own = _ENDS.search(re.split("[\u2610\u2611\u2612]", line.text)[0].rstrip())
        return "these boxes stand in one line" if asked or own or line.number else ""
    return "this box stands in a list that is no list of boxes throughout" if asked else ""


def _ticks(block: Checklist | VerdictList | None) -> list[bool]:
    match block:
        case Checklist(items=tasks):
            return [task.done for task in tasks]
        case VerdictList(items=verdicts):
            return [verdict.verdict == "do" for verdict in verdicts]
        case _:
            return []


def _lines(blocks: tuple[Block, ...], line: Line, place: int) -> Iterator[Line]:
    for index, block in enumerate(blocks):
        part = -(place * len(blocks) + index + 2)
        if isinstance(block, Paragraph):
            for at, inlines in split_lines(block.children):
                yield Line("text", at, line.top, part, inlines, depth=line.depth + 1)
        else:
            yield Line("block", block.at, line.top, part, block=block, depth=line.depth + 1)


def _without_letters(options: list[Option]) -> list[Option]:
    """`options` without the letters that each begins with, where they count through: `[x] B) Iron`."""
    found = [marks.OPTION.match(raw_text(option.lines[0].inlines)) for option in options]
    for option, letter in zip(options, found, strict=True):
        if letter is None or (letter[2] or letter[3]).upper() != option.letter:
            return options
    for option, letter in zip(options, found, strict=True):
        first = option.lines[0]
        rest = cut(first.inlines, letter.end() if letter else 0)
        option.lines = [msgspec.structs.replace(first, inlines=rest), *option.lines[1:]] if rest else option.lines[1:]
    return options if all(option.lines for option in options) else []
