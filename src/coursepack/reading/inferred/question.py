"""A question found in prose: first as the lines that make it, then as the model's own."""

import msgspec

from coursepack.model.assessment import Choice, ChoiceInteraction, Feedback, GapEntry, Question
from coursepack.model.content import Block, Element, Inline, Paragraph, Strong, plain_text
from coursepack.questions.choices import choice_code, stays_last
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, cut, cut_end, end_line, joined, raw_text
from coursepack.reading.inferred.options import Option


class KeyPlace(msgspec.Struct, frozen=True):
    """The lines `first` to `last` of an answer key, both included, and how many questions it is for.

    `mixed`: other text stands in them.
    """

    first: int
    last: int
    answered: int
    mixed: bool = False


class InferredQuestion(Element, frozen=True, tag=True):
    """A question found in prose, in the place of the blocks that held it.

    `first_line`, `last_line`: the lines of the source that it takes up; `key`: the answer key that was taken for it.
    """

    question: Question
    first_line: int
    last_line: int
    key: KeyPlace | None = None


class Candidate(msgspec.Struct):
    """A stem with options, or with a gap and its `entry`. It takes up the lines from `start` to before `end`.

    `number` as written, or 0; `points` likewise, or 1. `letters`: the right ones in upper case. `feedback` by letter.
    `key`: see `InferredQuestion`.
    """

    start: int
    end: int
    stem: list[Line]
    options: list[Option]
    number: int = 0
    points: float = 1.0
    letters: tuple[str, ...] = ()
    explanation: tuple[Block, ...] = ()
    feedback: dict[str, tuple[Block, ...]] = {}
    entry: GapEntry | None = None
    key: KeyPlace | None = None

    @property
    def known(self) -> list[str]:
        """The letters of its options in upper case."""
        return [option.letter.upper() for option in self.options]

    def made(self, lines: list[Line]) -> InferredQuestion:
        """The question; `lines` are those that it takes up."""
        title, rest = _title(self.stem)
        at = self.stem[0].at
        choices = tuple(
            Choice(
                option.lines[0].at,
                choice_code(place),
                joined(option.lines),
                option.letter.upper() in self.letters,
                self.feedback.get(option.letter.upper(), ()),
                stays_last(option.text),
            )
            for place, option in enumerate(self.options)
        )
        interaction = self.entry or ChoiceInteraction(
            self.options[0].lines[0].at, choices, multiple=len(self.letters) > 1
        )
        stem = ((Paragraph(at, title),) if title else ()) + rest
        question = Question(
            at, "", -1, title, stem, interaction, Feedback(explanation=self.explanation), points=self.points
        )
        return InferredQuestion(at, question, lines[0].at.line, max(end_line(line) for line in lines), self.key)


def without_number(stem: list[Line]) -> tuple[list[Line], int]:
    """The stem without "Question 1:" or "1." at its start, and the number; 0 where it has none."""
    first = stem[0]
    text = raw_text(first.inlines)
    found = marks.NUMBERED.match(text)
    number = int(found[1] or found[2] or found[3]) if found else first.number
    found = found or marks.UNNUMBERED.match(text)
    if found is None:
        return stem, number
    rest = cut(first.inlines, found.end())
    if plain_text(rest):
        return [msgspec.structs.replace(first, inlines=rest, kind="text", block=None), *stem[1:]], number
    return (stem[1:] or stem), number


def without_points(stem: list[Line]) -> tuple[list[Line], float]:
    """The stem without "(2 points)" before or behind its first line, and what it is worth; 1 where that is not said."""
    first = stem[0]
    text = raw_text(first.inlines)
    found = marks.POINTS.match(text)
    rest = cut(first.inlines, found.end()) if found else ()
    if found is None:
        found = marks.POINTS_BEHIND.search(text)
        if found is None:
            return stem, 1.0
        rest = cut_end(first.inlines, len(text) - found.start())
    points = float(found[1].replace(",", "."))
    if plain_text(rest):
        return [msgspec.structs.replace(first, inlines=rest), *stem[1:]], points
    return (stem[1:], points) if len(stem) > 1 else (stem, 1.0)


def _title(stem: list[Line]) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
    """The first line of text of a stem, and the blocks of the rest."""
    place = next((place for place, line in enumerate(stem) if line.kind in ("text", "heading")), None)
    if place is None:
        return (), joined(stem)
    first = stem[place]
    bold = first.inlines[0] if len(first.inlines) == 1 else None
    return bold.children if isinstance(bold, Strong) else first.inlines, joined([*stem[:place], *stem[place + 1 :]])
