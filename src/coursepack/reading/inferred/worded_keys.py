"""Entries of an answer key that are words: they fill gaps, or would show what nobody could connect with a question."""

import itertools
from collections.abc import Iterable

import msgspec

from coursepack.reading.inferred import marks
from coursepack.reading.inferred.gaps import entry_of, has_one_gap
from coursepack.reading.inferred.lines import Line, prose
from coursepack.reading.inferred.question import Candidate, without_number, without_points
from coursepack.reading.inferred.scanned import ANSWERS_VISIBLE, LONGEST_ANSWER, Scanned

_CURE = (
    "letter the options of the question, also True and False, or give it a gap (____) and an answer of few words; "
    "or take the answer out"
)


class Worded(msgspec.Struct):
    """What became of such entries: `own` are their places, `gaps` the questions that they answer."""

    own: list[int] = []
    gaps: list[Candidate] = []


class OpenQuestions:
    """Numbered questions that nothing answers yet, found as the lines are gone through; `pending` are with options.

    Prose numbers its problems and questions, too. So outside a quiz an entry in words is read only where the question
    has a gap, stands in a section called "Review questions" or the like, or has a question with options beside it.
    """

    def __init__(self, text: Scanned, pending: list[Candidate]) -> None:
        self._text = text
        self._others = {place for one in pending for place in range(one.start, one.end)}
        self._seen = 0
        self._places: dict[int, int] = {}
        self._sections = list(itertools.accumulate(map(_opens_section, text.lines)))
        read = (*pending, *(one for _, one in text.questions if not one.entry))
        self._with_options = {self._sections[one.start] for one in read}

    def answers(self, index: int, section: Iterable[int]) -> Worded:
        """The entries in words among the lines `section` of the key at `index`, by the numbers of open questions.

        What answers a question that could not be read is reported.
        """
        text = self._text
        self._look(index)
        found = Worded()
        solves = bool(marks.SOLUTION.match(text.lines[index].text))
        for place in section:
            line = text.lines[place]
            number = 0 if text.taken[place] else _number_of(line)
            if number not in self._places:
                continue
            said = line.text if line.number else line.text[_length_of_number(line) :]
            start = self._places[number]
            if not self._has_options_beside(start) and not self._is_quiz(start, said, solves=solves):
                continue
            if marks.NO_ANSWER.match(said):
                found.own.append(place)
            elif gap := _gap(text, start, said, line):
                found.own.append(place)
                found.gaps.append(gap)
            else:
                message = f'"{said[:60]}" would show learners the answer to question {number} ({text.lines[start].at})'
                text.report.add(ANSWERS_VISIBLE, line.at, message, help=_CURE, width=len(line.text))
        return found

    def forget(self, end: int) -> None:
        """Let only what stands from `end` on count."""
        self._places = {}
        self._seen = max(self._seen, end)

    def _look(self, end: int) -> None:
        """Look for questions in the lines before `end` that were not looked at.

        Of two with one number the later counts, unless only the earlier one asks.
        """
        text = self._text
        for index in range(self._seen, end):
            line = text.lines[index]
            number = 0 if text.taken[index] or index in self._others else _number_of(line)
            if not number or not (text.in_quiz or _asks(line)):
                continue
            if number not in self._places or _asks(line) or not _asks(text.lines[self._places[number]]):
                self._places[number] = index
        self._seen = max(self._seen, end)

    def _has_options_beside(self, start: int) -> bool:
        return self._text.in_quiz or self._sections[start] in self._with_options

    def _is_quiz(self, start: int, said: str, *, solves: bool) -> bool:
        """Whether a question of prose is one of a quiz; `solves`: its key is called like that of problems."""
        tested = start in self._text.tests
        gap = bool(marks.BLANK.search(prose(self._text.lines[start].inlines)))
        return len(said) <= LONGEST_ANSWER and ((tested and gap) if solves else (tested or gap))


def _gap(text: Scanned, index: int, said: str, line: Line) -> Candidate | None:
    stem, number = without_number([text.lines[index]])
    if not has_one_gap(stem, ruled=False):
        return None
    entry = entry_of(said, line.at, stem, text.language)
    if entry is None:
        return None
    stem, points = without_points(stem)
    return Candidate(index, index + 1, stem, [], number, points, entry=entry)


def _opens_section(line: Line) -> bool:
    return line.kind == "heading" and not marks.NUMBERED.match(line.text)


def _asks(line: Line) -> bool:
    """Whether a numbered line is a question: it has a gap or a question mark, or asks to explain something."""
    if marks.BLANK.search(prose(line.inlines)):
        return True
    text = line.text[_length_of_number(line) :].rstrip()
    return text.endswith("?") or bool(marks.TASK.match(text))


def _number_of(line: Line) -> int:
    """The number that a line begins with; 0 where it has none."""
    if line.kind not in ("text", "heading"):
        return 0
    found = marks.NUMBERED.match(line.text)
    return line.number or (int(found[1] or found[2] or found[3]) if found else 0)


def _length_of_number(line: Line) -> int:
    found = marks.NUMBERED.match(line.text)
    return found.end() if found else 0
