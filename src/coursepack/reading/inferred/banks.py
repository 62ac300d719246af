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
    r"(?:(?:MC|MA)\t.*\t(?i:in)?(?i:correct)(?:\t|$)|TF\t.*\t(?i:true|false)\s*$|NUM\t.*\t\s*[-+]?[\d.]+"
    r"|(?:FIB|FIB_PLUS|FIL|MAT|ORD|SR|ESS|JUMBLED_SENTENCE|QUIZ_BOWL)\t[^\t]+\t)"
)
_GIVEN = late(r"_\]?\s*\((?:the\s+)?(?:correct|right)(?:\s+answer)?\s*:\s*\S", re.IGNORECASE)
_LISTED = late(r"\W*answer:\s*\[[a-z]\]\s+\S", re.IGNORECASE)
_PART = late(r"\W*(?:blank|match)\s+\d+\.\s+\S", re.IGNORECASE)
_ANSWER_OF_PART = late(r"\W*[a-z][\].)]\s+\S", re.IGNORECASE)
_OPENING = late(r"\W*(?:(?:blank|match)\s+\d|answer:)|statement:", re.IGNORECASE)
_PAIR = late(r".*\s/\s([A-Z])\.\s+\S")

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
    before = lines[index - 1].text if index else ""
    named = text.startswith("statement:") and following in ("choices:", "table:")
    given = _GIVEN.search(text) or _LISTED.match(text)
    if named or given or (opens_part(text) and _ANSWER_OF_PART.match(following)):
        return _PLAIN
    pair = _PAIR.match(text)
    if pair and any(
        other and abs(ord(other[1]) - ord(pair[1])) == 1 for other in (_PAIR.match(before), _PAIR.match(following))
    ):
        return _PLAIN
    return ""


def opens_part(text: str) -> bool:
    """Whether a stem begins with "blank 4." or "match 6.": what follows are accepted answers or pairs, not choices."""
    return bool(_PART.match(text))


def short_answers(found: list[Found], source: list[str]) -> Position | None:
    """The first list of accepted answers of a text that is nothing but numbered questions with such lists.

    `* Paris` right under a question is how text2qti has them. In any other text it is a list like all others.
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
        if not (len(question.items) == 1 and glued and starred and (stem.endswith("?") or marks.BLANK.search(stem))):
            return None
    return blocks[1].at
