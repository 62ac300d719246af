"""GIFT: whether its questions can be read, and whether a learner can get them right.

The form is Moodle's (question/format/gift/format.php of 4.5 and 5.1): questions stand between blank lines, each with
one block of answers in braces; a backslash takes the meaning of `~ = # { } :` away.
"""

import re

from coursepack.diagnostics import Report
from coursepack.formats.gift import divided, entries, signed, type_of
from coursepack.model.source import Position
from coursepack.validation.documents import MOST_FINDINGS, MOST_QUESTIONS, QUESTIONS_NOT_JUDGED
from coursepack.validation.moodle_xml import (
    ILLEGAL_FRACTION,
    NO_FULL_MARKS,
    SPOILED_ANSWER,
    UNREADABLE_QUESTION,
    is_legal_fraction,
    is_number,
)

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_HIDDEN = "\ue000"
"""Stands for an escaped character, which means nothing."""

_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_WEIGHT = re.compile(r"%(-?[\d.,]*)%")
_RANGE = re.compile(r"(.+?)\.\.(.+)")


def judge(label: str, text: str, report: Report) -> int:
    """What Moodle would refuse or spoil of a GIFT file; how many questions it has."""
    count = 0
    is_cut = False
    for entry in entries(text):
        if entry.category is not None:
            continue
        count += 1
        if count > MOST_QUESTIONS or report.count > MOST_FINDINGS:
            if not is_cut:
                is_cut = True
                message = f"the questions from number {count:,} on were not looked at"
                report.add(QUESTIONS_NOT_JUDGED, Position(label, entry.line, 0), message)
            continue
        _Question(Position(label, entry.line, 0), report).judge(_ESCAPED.sub(_HIDDEN * 2, entry.text))
    return count


def types_of(text: str) -> list[str]:
    """The type of each question of a GIFT file, by Moodle's names; what cannot be read is none."""
    found: list[str] = []
    for entry in entries(text):
        if entry.category is None:
            stem = _TITLE.sub("", _ESCAPED.sub(_HIDDEN * 2, entry.text), count=1)
            block = re.search(r"\{([^{}]*)\}", stem)
            found.append("description" if block is None else type_of(divided(block[1])[0]))
    return found


class _Question:
    def __init__(self, at: Position, report: Report) -> None:
        self._at = at
        self._report = report

    def judge(self, text: str) -> None:
        stem = _TITLE.sub("", text, count=1) if text.lstrip().startswith("::") else text
        opened, closed = stem.count("{"), stem.count("}")
        if opened != closed or opened > 1:
            what = "has more than one block of answers" if opened == closed else "has a brace without its other half"
            self._report.add(UNREADABLE_QUESTION, self._at, f"the question {what}; write \\{{ and \\}} for the signs")
            return
        if not opened:
            return  # a description
        start, end = stem.index("{"), stem.index("}")
        if end < start:
            self._report.add(UNREADABLE_QUESTION, self._at, "the question closes a brace before it opens one")
            return
        self._answers(divided(stem[start + 1 : end])[0])

    def _answers(self, block: str) -> None:
        match type_of(block):
            case "numerical":
                self._numbers(block[1:])
            case "matching":
                self._pairs(block)
            case "multichoice" | "shortanswer":
                self._choices(block)

    def _numbers(self, block: str) -> None:
        numbers = block.partition("~")[0]  # behind it stands what is said to every other number
        answers = [part for part in numbers.split("=") if part.strip()] or [""]
        shares = []
        for answer in answers:
            written = answer.partition("#")[0].strip()
            share = self._share(written, default=100.0)
            written = _WEIGHT.sub("", written).strip()
            limits = _RANGE.fullmatch(written)
            parts = (limits[1], limits[2]) if limits else tuple(written.split(":"))
            if not all(is_number(part.strip()) for part in parts) or len(parts) > 2:
                self._report.add(SPOILED_ANSWER, self._at, f'"{_shown(written)}" is not read as a number')
            shares.append(share)
        if max(shares) < 100:
            self._report.add(NO_FULL_MARKS, self._at, "no number is worth 100")

    def _pairs(self, block: str) -> None:
        pairs = [part for part in re.split(r"(?<!\\)=", block) if part.strip()]
        for pair in pairs:
            if "->" not in pair:
                message = f'"{_shown(pair.strip())}" of the matching question has no ->'
                self._report.add(UNREADABLE_QUESTION, self._at, message)
            elif not pair.partition("->")[2].partition("#")[0].strip():
                self._report.add(UNREADABLE_QUESTION, self._at, "a pair of the matching question has no answer")
        if len(pairs) < 2:
            self._report.add(UNREADABLE_QUESTION, self._at, "a matching question needs two pairs")

    def _choices(self, block: str) -> None:
        _, found = signed(block)
        shares = []
        for mark, answer in found:
            text = answer.partition("#")[0]
            shares.append(self._share(text.strip(), default=100.0 if mark == "=" else 0.0))
            if not _WEIGHT.sub("", text).strip():
                self._report.add(SPOILED_ANSWER, self._at, "an answer is empty")
        wrong = sum(mark == "~" for mark, _ in found)
        if not wrong:  # short text: one of the answers is enough
            if max(shares) < 100:
                self._report.add(NO_FULL_MARKS, self._at, "no answer is worth 100")
            return
        if len(found) < 2:
            self._report.add(UNREADABLE_QUESTION, self._at, "a choice needs two answers")
        right = max(shares) if any(mark == "=" for mark, _ in found) else sum(share for share in shares if share > 0)
        if right < 99.9:
            self._report.add(NO_FULL_MARKS, self._at, "the right answers are worth less than 100")

    def _share(self, text: str, *, default: float) -> float:
        """The weight that an answer begins with, in percent."""
        found = _WEIGHT.match(text)
        if not found:
            return default
        if not is_number(found[1]) or not is_legal_fraction(float(found[1])):
            self._report.add(ILLEGAL_FRACTION, self._at, f"%{_shown(found[1])}% is no weight that Moodle knows")
            return default
        return float(found[1])


def _shown(text: str) -> str:
    return text.replace(_HIDDEN * 2, "\\…")[:60]
