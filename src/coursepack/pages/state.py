"""How long a learner's state can get: the worst case of what the player's codec and records write (R11).

The layout is that of docs/runtime.md, "The saved state"; `templates/player/core/codec.js` and `records.js` write it.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import assert_never

import msgspec

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Pool,
    Question,
    TextEntryInteraction,
    UploadInteraction,
    counts,
)
from coursepack.model.course import Course, Quiz
from coursepack.pages.asked import answered_gaps, asked_questions, is_graded, keys, placed_quizzes

LOST = (
    "",
    "the ends of long texts",
    "the texts of answers",
    "all answers that were given",
    "all answers that were given, and which pages were seen",
)
"""What a state leaves out, by the level at which it fits."""

MOST_TIMES = 1000
"""Attempts of a quiz, or tries of a question, that are reckoned with where they are not limited."""

_USUAL_TRIES, _USUAL_ATTEMPTS = 3, 10
_MOST_ROWS = 20
_MARK = 12
_FULL_SHARE = 66
_LONG, _SHORT, _USUAL = 4000, 255, 64
"""UTF-16 units of the longest essay, of the longest short text, and of one that somebody would really type."""
_USUAL_WORD = 10
"""Bytes of a word of an essay with the space behind it; most languages of Europe have six to eight on average."""


class StateLength(msgspec.Struct, frozen=True):
    """Characters of the longest state by level, and of each quiz's share in it at the first level."""

    levels: tuple[int, ...]
    quizzes: tuple[tuple[Quiz, int], ...]

    def level_within(self, limit: int) -> int | None:
        """The first level that fits into `limit` characters; None where even scores and completion do not."""
        return next((level for level, length in enumerate(self.levels) if length <= limit), None)


def longest_state(course: Course, whole: Course, *, usual: bool = False) -> StateLength:
    """The longest state that a learner of `course` can come to, which is `whole` or a part of it.

    Everything was seen and answered, with the longest answers in the widest characters, as often as can be. `usual`:
    short texts of 64 characters and a byte for each, no more words than an essay asks for, three tries of a question
    and ten attempts of a quiz, as people really do.
    """
    key_count = len(keys(whole))
    quizzes = [quiz for _, quiz in placed_quizzes(course)]
    head = 2 + _number(10_001) + _number(key_count)
    pages = _most_gaps(sorted(unit.key for unit in course.pages()))
    quiz_gaps = _gaps(sorted(quiz.key for quiz in quizzes))
    asked = [(quiz, one) for quiz in quizzes for one in quiz.asked()]
    question_gaps = _gaps(sorted(question.key for _, question in asked))
    fixed = {quiz.key: _quiz_bits(quiz, usual) + quiz_gaps[quiz.key] for quiz in quizzes}
    records = head + _number(len(quizzes)) + _number(len(asked)) + sum(fixed.values())
    bits = [records + (pages if level < 4 else _number(0)) for level in range(len(LOST))]
    for quiz, question in asked:
        fixed_part = _question_bits(quiz, question, usual) + question_gaps[question.key]
        answers = _answer_bits_by_level(question, usual)
        fixed[quiz.key] += fixed_part + answers[0]
        bits = [before + fixed_part + answer for before, answer in zip(bits, answers, strict=True)]
    by_level = [_frame(key_count) + math.ceil(length / 6) for length in bits]
    return StateLength(tuple(by_level), tuple((quiz, math.ceil(fixed[quiz.key] / 6)) for quiz in quizzes))


def _frame(count: int) -> int:
    """Characters around the bits: tag, checksum, number of keys and lineage with a point after each."""
    digits = 1
    while count >= 36**digits:
        digits += 1
    return len("cp2.") + 8 + digits + 1 + 8


def _number(most: int) -> int:
    """Bits of a number up to `most` (Exp-Golomb)."""
    return 2 * (most + 1).bit_length() - 1


def _gaps(sorted_keys: Sequence[int]) -> dict[int, int]:
    """{key: bits of the gap before it}."""
    before = [-1, *sorted_keys]
    return {key: _number(max(0, key - last - 1)) for last, key in zip(before, sorted_keys, strict=False)}


def _most_gaps(sorted_keys: Sequence[int]) -> int:
    """Bits of the number and gaps of the pages seen, at most.

    Some may cost more than all: gaps of one take three bits, none takes one. Only a neighbour of the pages around a
    gap can be worth leaving out, so a gap spans at most two pages.
    """
    places = [-1, *sorted_keys]
    best = [0]
    for at in range(1, len(places)):
        from_ = range(max(0, at - 3), at)
        best.append(max(best[before] + _number(places[at] - places[before] - 1) for before in from_))
    return _number(len(sorted_keys)) + max(best)


def _quiz_bits(quiz: Quiz, usual: bool) -> int:
    settings = quiz.settings
    drawn = settings.draw > 0 or any(isinstance(item, Pool) and item.draw for item in quiz.items)
    shuffled = settings.shuffle_questions or settings.shuffle_choices or any(one.shuffle for one in quiz.questions())
    seed = 16 if drawn or shuffled else 0
    clock = _number(settings.time_limit + settings.extra_time) + 1 if settings.time_limit else 0
    attempts = settings.attempts or MOST_TIMES
    attempts = min(attempts, _USUAL_ATTEMPTS) if usual else attempts
    return _number(attempts) + 3 * _score_bits(quiz, drawn=drawn) + 3 + seed + clock


def _score_bits(quiz: Quiz, *, drawn: bool) -> int:
    """Bits of a quiz's score, at most: few where each question is right or wrong and its points are whole numbers."""
    scored = [one for one in quiz.questions() if counts(one)]
    if not scored:
        return 2
    points = {one.points for one in scored}
    simple = all(set(_raw_shares(one)) <= {0.0, 1.0} and (not one.penalty or _tries(quiz, one) == 1) for one in scored)
    whole = all(point == int(point) for point in points)
    total = int(sum(one.points for one in scored))
    if drawn:
        whole = whole and len(points) == 1 and len(scored) == sum(1 for one in quiz.questions() if one.interaction)
        total = asked_questions(quiz)
    if not simple or not whole or not 0 < total <= 2000:
        return _FULL_SHARE
    return max(share_bits(right / total) for right in range(total + 1))


@lru_cache(maxsize=10_000)
def share_bits(share: float) -> int:
    """Bits of a share, as `writeShare` has it."""
    if share in (0, 1):
        return 2
    for below in range(2, 257):
        above = math.floor(share * below + 0.5)
        if above / below == share:
            return 2 + _number(below - 2) + _number(above)
    return _FULL_SHARE


def _tries(quiz: Quiz, question: Question) -> int:
    """How often a question can be handed in within an attempt of its quiz."""
    if not counts(question) or quiz.settings.feedback != "immediate":
        return 1
    if not is_graded(quiz):
        return MOST_TIMES
    return math.ceil(1 / question.penalty) if question.penalty else 1


def _question_bits(quiz: Quiz, question: Question, usual: bool) -> int:
    """Bits of a question's record without its answer."""
    tries = min(_tries(quiz, question), _USUAL_TRIES) if usual else _tries(quiz, question)
    rows = 1 + _number(_USUAL_TRIES if usual else _MOST_ROWS)
    return _number(tries) + _most_share_bits(tuple(_raw_shares(question)), question.penalty, tries) + rows


def _answer_bits_by_level(question: Question, usual: bool) -> list[int]:
    assert question.interaction is not None
    kept = [_answer_bits(question.interaction, level, usual) for level in range(4)]
    return [*kept, *kept[-1:] * (len(LOST) - len(kept))]


@lru_cache(maxsize=2000)
def _most_share_bits(raw: tuple[float, ...], penalty: float, tries: int) -> int:
    """Bits of the longest share that a question can earn. Both languages reckon with the same binary fractions."""
    wrong = range(min(tries, math.ceil(1 / penalty) + 1 if penalty else 1))
    return max(share_bits(max(0.0, share - penalty * times)) for share in raw for times in wrong)


def _raw_shares(question: Question) -> Iterable[float]:
    """The shares that answers can be worth, before penalties."""
    match question.interaction:
        case (
            ChoiceInteraction(choices=choices, multiple=multiple) | HotspotInteraction(areas=choices, multiple=multiple)
        ):
            right = sum(choice.correct for choice in choices)
            return _chosen_shares(right, len(choices) - right) if multiple and question.partial is not False else (0, 1)
        case MatchInteraction(pairs=pairs) | PlacementInteraction(pairs=pairs):
            parts = len({source for source, _ in pairs})
        case GapsInteraction(gaps=gaps):
            parts = len(gaps)
        case OrderInteraction(items=items):
            parts = len(items) if question.partial else 1
        case _:
            parts = 1
    if question.partial is False or parts < 2:
        return (0, 1)
    return tuple(hits / parts for hits in range(parts + 1))


@lru_cache(maxsize=2000)
def _chosen_shares(right: int, wrong: int) -> tuple[float, ...]:
    hits = [number / right for number in range(right + 1)] if right else [0.0]
    misses = [number / wrong for number in range(wrong + 1)] if wrong else [0.0]
    return tuple({max(0.0, hit - miss) for hit in hits for miss in misses})


def _answer_bits(interaction: Interaction, level: int, usual: bool) -> int:
    if level > 2:
        return 2
    match interaction:
        case (
            ChoiceInteraction(choices=choices, multiple=multiple) | HotspotInteraction(areas=choices, multiple=multiple)
        ):
            return _chosen_bits(len(choices), multiple)
        case UploadInteraction():
            return _chosen_bits(1, True)
        case TextEntryInteraction() | NumericEntryInteraction():
            return _typed_bits(_USUAL if usual else 3 * _SHORT, level)
        case ExtendedTextInteraction():
            most, in_bytes = (_LONG, 3) if level == 0 else (_SHORT, 4)
            asked = interaction.maximum_words * _USUAL_WORD or _LONG
            return _typed_bits(min(most, asked) if usual else most * in_bytes, level)
        case MatchInteraction(sources=sources, targets=targets):
            return _placed_bits(len(sources), len(targets))
        case PlacementInteraction(items=items, areas=areas):
            return _placed_bits(len(items), len(areas))
        case OrderInteraction(items=items):
            return _placed_bits(len(items), len(items))
        case GapsInteraction():
            parts = [_answer_bits(gap.interaction, level, usual) for gap in answered_gaps(interaction)]
            # From the second level on an answer with typed parts goes as a whole, unless all that was chosen is more.
            return 4 + _number(len(parts)) + sum(parts)
        case _:
            assert_never(interaction)


def _typed_bits(most_bytes: int, level: int) -> int:
    return 2 if level > 1 else 4 + _number(most_bytes) + 8 * most_bytes


def _chosen_bits(count: int, multiple: bool) -> int:
    """The choices with their marks, or without them as an answer of the first layout has it."""
    marked = 2 + _number(count) + 13 * count if multiple else 2 + _number(count - 1) + _MARK
    return max(marked, 2 + _number(0) + _number(count) + count)


def _placed_bits(places: int, of: int) -> int:
    return 4 + _MARK + _number(places) + _number(of) + places * of.bit_length()
