"""Banks of questions in the plain text of other tools that is not read here: recognised, so that no key is shown.

The forms are those that qti-package-maker 26.7 writes (Blackboard's text upload, its own sheets for people to read, the
batch generator of Oklahoma Christian University, exam YAML) and text2qti 0.8 reads.
"""

import re

from coursepack.model.content import List, Text, ThematicBreak, blocks_text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, raw_text
from coursepack.reading.markdown.html import Found

BANK_CURE = (
    "write the question under a heading with its choices as - [ ] and - [x] lines, or take it out; `coursepack import` "
    "reads banks that were saved as files, among them those of text2qti, Aiken, GIFT, Moodle and Canvas"
)

_TABBED = late(
    r"(?:(?:MC|MA)\t.*\t(?i:in)?(?i:correct)(?:\t|$)|TF\t.*\t(?i:true|false)\s*$|NUM\t[^\t]+\t *[-+]?[\d.]+"
    r"|(?:FIB|FIB_PLUS|FIL|MAT|ORD|SR|ESS|JUMBLED_SENTENCE|QUIZ_BOWL)\t[^\t]+\t)"
)
_GIVEN = late(r"_\]?\s*\((?:the\s+)?(?:correct|right)(?:\s+answer)?\s*:\s*\S", re.IGNORECASE)
_LISTED = late(r"\W*answer:\s*\[[a-z]\]\s+\S", re.IGNORECASE)
_BLANK_OF_TEXT = late(r"\W*Blank \d+\. [^\n]*:$")
_ACCEPTED = late(r"\W*\[a\]\s+\S")
_BLANK_OF_BATCH = late(r"blank\s+\d+\.\s+\S")
_STARRED = late(r"\*[a-z][.)]\s+\S")
_MATCH_OF_BATCH = late(r"match\s+\d+\.\s+\S")
_PAIR_OF_BATCH = late(r"([a-z])\)\s[^/]*[^/\s]/[^/\s][^/]*$")
_OPENING = late(r"\W*(?:(?:blank|match)\s+\d|answer:)|statement:", re.IGNORECASE)
_PAIR = late(r"(\d{1,2})\.\s+(\S.*?)\s/\s([A-Z])\.\s+\S")

_BLACKBOARD = "this is a line of a bank of questions for Blackboard, with its answer"
_PLAIN = "this is a question of a bank in plain text, with its answer"


def may_be_bank(line: Line) -> bool:
    """Whether a line may be one of such a bank: asked of every line of every lesson, hence by the cheapest signs."""
    text, first = line.text, line.inlines[0] if line.inlines else None
    return (
        " / " in text
        or ("[" in text and "_" in text)
        or bool(_OPENING.match(text))
        or (isinstance(first, Text) and "\t" in first.text)
    )


def bank_line(lines: list[Line], index: int) -> str:
    """What is wrong with a line that belongs to such a bank and gives an answer; "" where it does not."""
    text = raw_text(lines[index].inlines)
    if _TABBED.match(text):
        return _BLACKBOARD
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    named = text.startswith("statement:") and following in ("choices:", "table:")
    if named or _GIVEN.search(text) or _LISTED.match(text) or opens_part(lines, index):
        return _PLAIN
    pair = _pair(lines, index)
    if pair and any(
        other and other[0] == pair[0] + step and other[1] != pair[1]
        for step in (-1, 1)
        if (other := _pair(lines, index + step))
    ):
        return _PLAIN
    return ""


def opens_part(lines: list[Line], index: int) -> bool:
    """Whether a line begins a part of a bank below which stand accepted answers or pairs, not choices.

    "Blank 4." and "match 6." open other texts as well: only the exact form of what follows tells.
    """
    text, *following = (line.text for line in lines[index : index + 3])
    if not following:
        return False
    if _BLANK_OF_TEXT.match(text):
        return bool(_ACCEPTED.match(following[0]))
    if _BLANK_OF_BATCH.match(text):
        return bool(marks.BLANK.search(text) and _STARRED.match(following[0]))
    pairs = [found[1] for line in following if (found := _PAIR_OF_BATCH.match(line))]
    return bool(_MATCH_OF_BATCH.match(text)) and pairs == ["a", "b"]


def _pair(lines: list[Line], index: int) -> tuple[int, str] | None:
    """The number of a line such as `2. hen / B. chick` and its first half; None where number and letter differ."""
    if not 0 <= index < len(lines):
        return None
    line, text = lines[index], raw_text(lines[index].inlines)
    found = _PAIR.match(f"{line.number}. {text}" if line.number else text)
    if found is None or int(found[1]) != ord(found[3]) - ord("A") + 1:
        return None
    return int(found[1]), marks.plain_words(found[2])


def short_answers(found: list[Found], source: list[str], *, in_quiz: bool) -> Position | None:
    """The first list of accepted answers of a text that is nothing but numbered questions with such lists.

    `* Paris` right under a question with a blank is how text2qti has them; in a quiz also under one that only asks.
    Elsewhere that is how people answer the questions of a page, and in any other text it is a list like all others.
    """
    blocks = [block for block in found if not isinstance(block, ThematicBreak)]
    if len(blocks) < 2 or len(blocks) % 2:
        return None
    for question, answers in zip(blocks[::2], blocks[1::2], strict=True):
        if not isinstance(question, List) or not isinstance(answers, List) or not question.ordered or answers.ordered:
            return None
        stem = blocks_text(question.items[-1].blocks).strip()
        glued = answers.at.line == question.at.line + stem.count("\n") + 1
        starred = all(source[item.at.line - 1].startswith("*") for item in answers.items)
        asks = bool(marks.BLANK.search(stem)) or (in_quiz and stem.endswith("?"))
        if not (len(question.items) == 1 and glued and starred and asks):
            return None
    return blocks[1].at
