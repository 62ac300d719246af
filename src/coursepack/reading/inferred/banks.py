"""Banks of questions in the plain text of other tools that is not read here: recognised, so that no key is shown.

The forms are those that qti-package-maker 26.7 writes (Blackboard's text upload, its own sheets for people to read, the
batch generator of Oklahoma Christian University, exam YAML) and text2qti 0.8 reads.
"""

import itertools
import re
from collections.abc import Container

from coursepack.model.content import List, Text, blocks_text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, last_line, raw_text
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
_ALIGNED = late(r"\*\s{2,}\S")
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


def short_answers(
    found: list[Found], source: list[str], *, in_quiz: bool, taken: Container[int] = ()
) -> Position | None:
    """The first list of accepted answers of a text; `taken` are the indexes of blocks that questions have.

    `* Paris` right under a numbered question is how text2qti has them. It is one where the question has a blank, stands
    in a quiz, or is aligned with its answers as that tool's users write it: `1.  ` above `*   `. Other lists are how
    people answer the questions of a page.
    """
    for index, (question, answers) in enumerate(itertools.pairwise(found), 1):
        if (
            index in taken
            or not isinstance(question, List)
            or not isinstance(answers, List)
            or not question.ordered
            or answers.ordered
        ):
            continue
        stem = blocks_text(question.items[-1].blocks).strip()
        last = max(last_line(question.items[-1].blocks), question.at.line)
        items = [source[item.at.line - 1] for item in answers.items]
        if answers.at.line != last + 1 or not all(item.startswith("*") for item in items):
            continue
        asked = stem.endswith("?") and (in_quiz or all(_ALIGNED.match(item) for item in items))
        if asked or marks.BLANK.search(stem):
            return answers.at
    return None
