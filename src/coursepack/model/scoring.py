"""What counts, how much, and when it is enough: one definition for every target.

Shares and marks are fractions from 0 to 1. The player's JavaScript holds the same definitions; one table of
cases (`tests/cases/scoring`) is run by both.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

import msgspec

from coursepack.patterns import late

ScoreRule = Literal["best", "last", "first"]
FeedbackRule = Literal["immediate", "end", "none"]
RevealRule = Literal["after-last-attempt", "end", "never"]
PassRule = Literal["average", "each", "none"]


NOISE = 1e-9
"""Marks are compared unrounded; this much is the error of adding binary fractions, never a point."""


class QuizSettings(msgspec.Struct, frozen=True):
    """How a quiz is taken. `attempts` 0 and `time_limit` 0 (seconds) are unlimited; `draw` 0 takes every question.

    `pass_mark` None leaves it to the course.
    """

    graded: bool = False
    pass_mark: float | None = None
    weight: float = 1.0
    attempts: int = 0
    score: ScoreRule = "best"
    feedback: FeedbackRule = "immediate"
    reveal: RevealRule = "after-last-attempt"
    time_limit: int = 0
    pause: bool = False
    extra_time: int = 0
    shuffle_questions: bool = False
    shuffle_choices: bool = False
    draw: int = 0
    required: bool = False


class Completion(msgspec.Struct, frozen=True):
    """What makes a course complete; all of it must be done. At least one of the three asks for something.

    `pages` seen and `questions` answered are shares from 0 to 1 (0: not asked); `quizzes`: what is asked of the
    graded ones.
    """

    pages: float = 1.0
    questions: float = 0.0
    quizzes: Literal["none", "taken", "passed"] = "taken"


class CourseScoring(msgspec.Struct, frozen=True):
    """When a course is complete and passed. `mastery`: who decides, the package or a mastery score given to the LMS.

    `pass_rule` "none": nobody passes or fails, and complete is all there is. `on_fail`: what is reported while a
    learner who has not passed may still try again. `on_exit`: whether the attempt ends once nothing is left to reach
    ("finish"), or is kept open for ever ("suspend").
    """

    pass_mark: float = 0.6
    pass_rule: PassRule = "average"
    mastery: Literal["package", "lms"] = "package"
    on_fail: Literal["incomplete", "failed"] = "incomplete"
    complete: Completion = Completion()
    on_exit: Literal["finish", "suspend"] = "finish"


def choice_share(chosen: set[str], right: set[str], every: set[str], *, multiple: bool, partial: bool | None) -> float:
    """The share of the points that a set of chosen codes earns.

    Single choice is all or nothing. Several: right chosen / right − wrong chosen / wrong, never below 0;
    with `partial` False all or nothing.
    """
    if not multiple or partial is False:
        return 1.0 if chosen == right else 0.0
    wrong = every - right
    earned = len(chosen & right) / len(right) if right else 0.0
    lost = len(chosen & wrong) / len(wrong) if wrong else 0.0
    return max(0.0, earned - lost)


def paired_share(given: Mapping[str, str], pairs: Collection[tuple[str, str]], *, partial: bool | None) -> float:
    """The share that sources earn by the targets `given` to them: matching, groups, matrices, placement.

    Right / total over the sources that have a target; a source without one, like a target without a source, costs
    nothing. With `partial` False all or nothing.
    """
    sources = dict.fromkeys(source for source, _ in pairs)
    return parts_share([(source, given.get(source, "")) in pairs for source in sources], partial=partial)


def parts_share(right: Sequence[bool], *, partial: bool | None) -> float:
    """The share that parts earn of which each is right or not, as the gaps of a text: right / total.

    With `partial` False all or nothing; 0 where there are none.
    """
    if partial is False:
        return 1.0 if right and all(right) else 0.0
    return sum(right) / len(right) if right else 0.0


def order_share(given: Sequence[str], right: Sequence[str], *, partial: bool | None) -> float:
    """The share that an order earns: all or nothing, with `partial` True the share of items in their absolute place."""
    if partial is not True:
        return 1.0 if right and list(given) == list(right) else 0.0
    return sum(one == other for one, other in zip(given, right, strict=False)) / len(right) if right else 0.0


def after_penalty(share: float, penalty: float, wrong_tries: int) -> float:
    """`share` less `penalty` (share of the question's points) for each earlier wrong try, never below 0."""
    return max(0.0, share - penalty * wrong_tries)


def quiz_share(earned: list[tuple[float, float]]) -> float:
    """The score of a quiz from (share, points) of each scored question; 0 where nothing can be earned."""
    possible = sum(points for _, points in earned)
    return sum(share * points for share, points in earned) / possible if possible else 0.0


def course_share(scores: list[tuple[float, float]]) -> float:
    """The weighted mean of (score, weight) of every graded quiz; one that was not attempted scores 0."""
    total = sum(weight for _, weight in scores)
    return sum(score * weight for score, weight in scores) / total if total else 0.0


def reported_score(share: float, mark: float) -> float:
    """A share as 0 to 100 with at most two decimals, never rounded across `mark`."""
    rounded = math.floor(share * 10000 + 0.5) / 100
    if share >= mark - NOISE:
        return math.ceil(share * 10000 - 1e-5) / 100 if rounded < mark * 100 else rounded
    return math.floor(share * 10000) / 100 if rounded >= mark * 100 else rounded


_GROUPS = late(r"[-+]?\d{1,3}(?:(?:,\d{3}){2,}|(?:\.\d{3}){2,})")


def parse_number(text: str) -> Decimal | None:
    """The number that a person wrote, or None.

    Accepts a decimal point or comma, a Unicode minus, spaces or apostrophes between groups of digits, several commas
    or points each before three digits ("1,000,000"), and an exponent. A lone comma is a decimal comma unless exactly
    three digits follow and the number does not start with 0, where it could be either: that is read as a decimal comma
    only if nothing else in the number says so.
    """
    compact = text.strip().replace("\u2212", "-").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    compact = compact.replace("'", "").replace("\u2019", "")
    if "," in compact and "." in compact:
        thousands = "," if compact.rindex(",") < compact.rindex(".") else "."
        compact = compact.replace(thousands, "")
    elif _GROUPS.fullmatch(compact):
        compact = compact.replace(",", "").replace(".", "")
    compact = compact.replace(",", ".")
    if not compact or not set(compact) <= set("0123456789+-.eE"):
        return None
    try:
        number = Decimal(compact)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
