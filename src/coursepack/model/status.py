"""What a learner's doings mean to an LMS: complete, passed, and the one status that SCORM 1.2 has.

The player's `core/progress.js` holds the same definitions; one table of cases (`tests/cases/scoring/status.json`) is
run by both. The admin sheet tells by them what this very course reports.
"""

import math
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from coursepack.model.scoring import NOISE, CourseScoring, ScoreRule, course_share, reported_score

Status = Literal["incomplete", "completed", "passed", "failed"]


class QuizRule(msgspec.Struct, frozen=True):
    """How a quiz counts. `asked`: how many questions one attempt has; `attempts` 0 is unlimited."""

    graded: bool = True
    required: bool = False
    pass_mark: float = 0.6
    weight: float = 1.0
    attempts: int = 0
    score: ScoreRule = "best"
    asked: int = 1


class CourseRules(msgspec.Struct, frozen=True):
    """The rules of a course together with what it holds: the number of its pages and its quizzes in order."""

    scoring: CourseScoring
    pages: int
    quizzes: tuple[QuizRule, ...]


class Standing(msgspec.Struct, frozen=True):
    """What a learner has done: pages seen, and for each quiz its questions answered and the score of each attempt."""

    seen: int = 0
    answered: tuple[int, ...] = ()
    attempts: tuple[tuple[float, ...], ...] = ()


class Needs(msgspec.Struct, frozen=True):
    """How much completes a course: numbers of pages and questions, and what is asked of its graded quizzes."""

    pages: int
    questions: int
    quizzes: Literal["none", "taken", "passed"]


class Outcome(msgspec.Struct, frozen=True):
    """What a standing comes to.

    `scored`: every graded quiz was taken, so that the score means something. `share`: the course's score, 0 to 1.
    `passed`: the marks are reached, whether the course is complete or not. `open`: something is left to do that can
    still change the status.
    """

    complete: bool
    scored: bool
    share: float
    passed: bool
    status: Status
    open: bool


def needs_of(rules: CourseRules) -> Needs:
    """What completes the course; every page where the rules ask for nothing that it has."""
    asked = rules.scoring.complete
    graded = any(quiz.graded for quiz in rules.quizzes)
    pages = _number(asked.pages, rules.pages)
    questions = _number(asked.questions, sum(quiz.asked for quiz in rules.quizzes))
    quizzes = asked.quizzes if graded else "none"
    if not pages and not questions and quizzes == "none" and not any(quiz.required for quiz in rules.quizzes):
        pages = rules.pages
    return Needs(pages, questions, quizzes)


def asks_for_nothing(rules: CourseRules) -> bool:
    """Whether nothing that the rules ask for is in the course, so that opening it could complete it."""
    asked = rules.scoring.complete
    return not (
        (asked.pages and rules.pages)
        or (asked.questions and any(quiz.asked for quiz in rules.quizzes))
        or (asked.quizzes != "none" and any(quiz.graded for quiz in rules.quizzes))
        or any(quiz.required for quiz in rules.quizzes)
    )


def outcome_of(rules: CourseRules, standing: Standing, mastery: float | None = None) -> Outcome:
    """What `standing` means. `mastery`: the LMS's own mark from 0 to 1, which then decides about passing."""
    return _Judge(rules, standing, mastery).outcome()


def _number(share: float, whole: int) -> int:
    """The least number of `whole` things that makes the share."""
    return math.ceil(share * whole - NOISE)


def reaches(share: float, mark: float) -> bool:
    """Whether a share makes a mark, unrounded."""
    return share >= mark - NOISE


_Share = Callable[[QuizRule, tuple[float, ...]], float]


def counted(quiz: QuizRule, attempts: tuple[float, ...]) -> float:
    """The score that counts of those of a quiz's attempts; 0 where there was none."""
    if not attempts:
        return 0.0
    return {"best": max(attempts), "last": attempts[-1], "first": attempts[0]}[quiz.score]


def _reachable(quiz: QuizRule, attempts: tuple[float, ...]) -> float:
    left = not quiz.attempts or len(attempts) < quiz.attempts
    return 1.0 if left and not (quiz.score == "first" and attempts) else counted(quiz, attempts)


class _Judge:
    def __init__(self, rules: CourseRules, standing: Standing, mastery: float | None) -> None:
        self._rules = rules
        self._standing = standing
        self._mastery = mastery
        self._needs = needs_of(rules)
        attempts = (*standing.attempts, *([()] * len(rules.quizzes)))
        self._quizzes: Sequence[tuple[QuizRule, tuple[float, ...]]] = list(zip(rules.quizzes, attempts, strict=False))
        self._graded = [(quiz, made) for quiz, made in self._quizzes if quiz.graded]

    def outcome(self) -> Outcome:
        needs, scoring = self._needs, self._rules.scoring
        scored = bool(self._graded) and all(made for _, made in self._graded)
        judged = bool(self._graded) and scoring.pass_rule != "none"
        taken = (
            bool(needs.pages or needs.questions or needs.quizzes != "none" or any(q.required for q, _ in self._quizzes))
            and self._standing.seen >= needs.pages
            and self._answered() >= needs.questions
            and (needs.quizzes == "none" or scored)
        )
        complete = taken and self._required_passed(counted)
        passed = judged and self._passes(counted)
        status: Status = "incomplete"
        if taken and complete and (passed or not judged or needs.quizzes == "none"):
            status = "passed" if passed else "completed"
        elif taken and judged and ((scoring.on_fail == "failed" and scored) or not self._passes(_reachable)):
            status = "failed"
        open_ = status == "incomplete" or (status != "passed" and judged and self._passes(_reachable))
        return Outcome(complete, scored, self._share(counted), passed, status, open_)

    def _answered(self) -> int:
        return sum(
            min(quiz.asked, number) for (quiz, _), number in zip(self._quizzes, self._standing.answered, strict=False)
        )

    def _required_passed(self, share: _Share) -> bool:
        return all(
            (share is _reachable or made) and reaches(share(quiz, made), quiz.pass_mark)
            for quiz, made in self._quizzes
            if quiz.required or (quiz.graded and self._needs.quizzes == "passed")
        )

    def _passes(self, share: _Share) -> bool:
        return self._required_passed(share) and self._pass_rule_holds(share)

    def _share(self, share: _Share) -> float:
        return course_share([(share(quiz, made), quiz.weight) for quiz, made in self._graded])

    def _pass_rule_holds(self, share: _Share) -> bool:
        if self._mastery is not None:
            score = reported_score(self._share(share), self._rules.scoring.pass_mark)
            return score >= self._mastery * 100 - NOISE  # the LMS compares the very number that it was sent (R18)
        if self._rules.scoring.pass_rule == "each":
            return all(reaches(share(quiz, made), quiz.pass_mark) for quiz, made in self._graded)
        return reaches(self._share(share), self._rules.scoring.pass_mark)
