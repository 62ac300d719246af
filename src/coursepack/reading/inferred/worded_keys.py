"""Entries of an answer key that are words: they fill gaps, or would show what nobody could connect with a question."""

import re
from collections.abc import Container, Iterable

import msgspec

from coursepack.patterns import late
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.gaps import entry_of, has_one_gap
from coursepack.reading.inferred.lines import Line
from coursepack.reading.inferred.question import Candidate, without_number, without_points
from coursepack.reading.inferred.scanned import ANSWERS_VISIBLE, Scanned

_ANY_ANSWER = late(
    r"\W*(?:(?:sample |open |student )?answers? (?:will |may |can )?var(?:y|ies)"
    r"|open(?:-ended)? (?:answer|question|response)"
    r"|(?:individuelle|eigene|freie) antwort(?:en)?|réponses? (?:variables?|libres?)|respuestas? (?:libres?|abiertas?)"
    r"|respostas? (?:livres?|abertas?))\b",
    re.IGNORECASE,
)


_CURE = (
    "letter the options of the question, also True and False, or give it a gap (____) and an answer of few words; "
    "or take the answer out"
)


class Worded(msgspec.Struct):
    """What became of such entries: `own` are their places, `gaps` the questions that they answer."""

    own: list[int] = []
    gaps: list[Candidate] = []


class OpenQuestions:
    """Numbered questions that nothing answers yet, found as the lines are gone through; `others` belong to others."""

    def __init__(self, others: Container[int]) -> None:
        self._others = others
        self._seen = 0
        self.places: dict[int, int] = {}

    def look(self, text: Scanned, end: int) -> None:
        """Look for them in the lines before `end` that were not looked at."""
        for index in range(self._seen, end):
            number = 0 if text.taken[index] or index in self._others else _number_of(text.lines[index])
            if number and (text.in_quiz or _asks(text.lines[index])):
                self.places.setdefault(number, index)
        self._seen = max(self._seen, end)

    def forget(self, end: int) -> None:
        """Let only what stands from `end` on count."""
        self.places = {}
        self._seen = max(self._seen, end)


def read_worded(text: Scanned, opened: OpenQuestions, section: Iterable[int]) -> Worded:
    """The entries in words among the lines `section` of a key whose numbers are those of open questions.

    What answers a question that could not be read is reported.
    """
    found = Worded()
    asked = opened.places
    for place in section:
        line = text.lines[place]
        number = 0 if text.taken[place] else _number_of(line)
        if number not in asked:
            continue
        said = line.text if line.number else line.text[_length_of_number(line) :]
        start = asked[number]
        if _ANY_ANSWER.match(said):
            found.own.append(place)
        elif gap := _gap(text, start, said, line):
            found.own.append(place)
            found.gaps.append(gap)
        else:
            message = f'"{said[:60]}" would show learners the answer to question {number} ({text.lines[start].at})'
            text.report.add(ANSWERS_VISIBLE, line.at, message, help=_CURE, width=len(line.text))
    return found


def _gap(text: Scanned, index: int, said: str, line: Line) -> Candidate | None:
    stem, number = without_number([text.lines[index]])
    entry = entry_of(said, line.at)
    if entry is None or not has_one_gap(stem, ruled=False):
        return None
    stem, points = without_points(stem)
    return Candidate(index, index + 1, stem, [], number, points, entry=entry)


def _asks(line: Line) -> bool:
    """Whether a numbered line is a question: it has a gap or a question mark, or asks to explain something."""
    text = line.text[_length_of_number(line) :].rstrip()
    return bool(marks.BLANK.search(text)) or text.endswith("?") or bool(marks.TASK.match(text))


def _number_of(line: Line) -> int:
    """The number that a line begins with; 0 where it has none."""
    if line.kind not in ("text", "heading"):
        return 0
    found = marks.NUMBERED.match(line.text)
    return line.number or (int(found[1] or found[2] or found[3]) if found else 0)


def _length_of_number(line: Line) -> int:
    found = marks.NUMBERED.match(line.text)
    return found.end() if found else 0
