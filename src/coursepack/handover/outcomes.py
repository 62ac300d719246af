"""What the LMS hears of a learner under the rules in force, as a table whose rows are all worked out."""

import math
from collections.abc import Iterator

import msgspec

from coursepack.model.status import (
    CourseRules,
    Needs,
    Outcome,
    QuizRule,
    Standing,
    counted,
    needs_of,
    outcome_of,
    reaches,
)


class Row(msgspec.Struct, frozen=True):
    """A learner's standing in words, the standing itself, and what it comes to.

    `score` says whether SCORM 1.2 has one. `exit` is that of SCORM 1.2; in SCORM 2004 an empty one is "normal".
    """

    case: str
    situation: str
    standing: Standing
    outcome: Outcome
    score: bool
    exit: str
    reached: bool = False
    """Whether so much is done that the LMS, which has a completion threshold, takes it for complete."""

    @property
    def completion(self) -> str:
        """`cmi.completion_status` of SCORM 2004: who may still try to pass is not completed yet."""
        if self.reached:
            return "completed"
        status = self.outcome.status
        done = status in ("passed", "completed") or (status == "failed" and self.outcome.complete)
        return "completed" if done else "incomplete"

    @property
    def scaled(self) -> bool:
        """Whether SCORM 2004 has a score, which it has with every pass, too: see `core/answers.js`."""
        return self.score or self.success == "passed"

    def told(self, scorm12: bool, scorm2004: bool) -> str:
        """Whether a score is reported, in a word, for the standards that are asked for."""
        if scorm12 and scorm2004 and self.score != self.scaled:
            return "reported in SCORM 2004 only"
        return "reported" if (self.score if scorm12 else self.scaled) else "none"

    @property
    def success(self) -> str:
        """`cmi.success_status` of SCORM 2004."""
        if self.outcome.passed and self.outcome.scored:
            return "passed"
        return "failed" if self.outcome.status == "failed" else "unknown"


def rows(rules: CourseRules, threshold: float | None = None) -> tuple[Row, ...]:
    """The rows for a course, from opening it to the end. `threshold`: that of SCORM 2004, by which the LMS decides."""
    return tuple(_row(rules, threshold, *found) for found in _standings(rules, needs_of(rules)))


def mastery_of(rules: CourseRules) -> float | None:
    """The mark that the LMS itself decides by, or None where the package does."""
    return rules.scoring.pass_mark if rules.scoring.mastery == "lms" and _graded(rules) else None


def conditions(rules: CourseRules) -> tuple[str, ...]:
    """What completes the course, one sentence each."""
    return tuple(_conditions(rules, needs_of(rules)))


def _row(rules: CourseRules, threshold: float | None, case: str, situation: str, standing: Standing) -> Row:
    mastery = mastery_of(rules)
    outcome = outcome_of(rules, standing, mastery)
    # An LMS with a mark of its own would fail a learner who may still try again: it gets no score before the end.
    score = outcome.scored and (mastery is None or not outcome.open or outcome.status == "failed")
    suspended = outcome.open or rules.scoring.on_exit == "suspend"
    reached = threshold is not None and (outcome.complete or _measure(rules, standing) >= threshold)
    return Row(case, situation, standing, outcome, score, "suspend" if suspended else "", reached)


def _measure(rules: CourseRules, standing: Standing) -> float:
    """`cmi.progress_measure` of a standing that is not complete: steps done of all steps, as the player has it."""
    needs = needs_of(rules)
    made = [standing.attempts[at] if at < len(standing.attempts) else () for at in range(len(rules.quizzes))]
    both = list(zip(rules.quizzes, made, strict=True))
    taken = [bool(tries) for quiz, tries in both if quiz.graded and needs.quizzes != "none"]
    passed = [
        bool(tries) and reaches(counted(quiz, tries), quiz.pass_mark)
        for quiz, tries in both
        if quiz.required or (quiz.graded and needs.quizzes == "passed")
    ]
    answered = sum(min(quiz.asked, n) for quiz, n in zip(rules.quizzes, standing.answered, strict=False))
    steps = needs.pages + needs.questions + len(taken) + len(passed)
    done = min(standing.seen, needs.pages) + min(answered, needs.questions) + sum(taken) + sum(passed)
    return done / steps if steps else 0.0


def _standings(rules: CourseRules, needs: Needs) -> Iterator[tuple[str, str, Standing]]:
    whole = _standing(rules, needs, 1.0)
    yield "opened", "only opened the course", Standing(0, (), ())
    if needs.pages:
        seen = f"only {needs.pages - 1}" if needs.pages > 1 else "none"
        text = f"seen {seen} of {_number(rules.pages, 'page', 'pages')}, and done all else"
        yield "pages", text, msgspec.structs.replace(whole, seen=needs.pages - 1)
    if needs.questions:
        yield (
            "questions",
            "answered one question too few, and done all else",
            _with_answers(whole, needs.questions - 1),
        )
    graded = _graded(rules)
    if needs.quizzes != "none":
        text = "not taken the graded quiz" if len(graded) == 1 else "not taken every graded quiz"
        yield "quizzes", f"{text}, and done all else", _without_a_quiz(rules, whole)
    if not graded or rules.scoring.pass_rule == "none":
        yield "complete", "done everything that the course asks for", whole
        return
    if needs.quizzes == "none" and not any(quiz.required for quiz in rules.quizzes):
        open_ = msgspec.structs.replace(whole, attempts=tuple(() for _ in rules.quizzes))
        yield "complete", "done everything that the course asks for, and taken no graded quiz", open_
    yield "passed", "done everything, and reached the pass mark", whole
    poor = _standing(rules, needs, 0.0)
    if outcome_of(rules, poor, mastery_of(rules)).passed:
        return
    if outcome_of(rules, poor, mastery_of(rules)).open:
        yield "retry", "done everything, not reached the pass mark, and may still try again", poor
    # The least that can be reached: where not even this shuts out a pass, nothing does.
    used = msgspec.structs.replace(poor, attempts=tuple((0.0,) * (quiz.attempts or 1) for quiz in rules.quizzes))
    if not outcome_of(rules, used, mastery_of(rules)).open:
        none_left = all(quiz.attempts or quiz.score == "first" for quiz in graded)
        left = "has no attempt left" if none_left else "no attempt that is left can lead to a pass"
        yield "failed", f"done everything, not reached the pass mark, and {left}", used


def _standing(rules: CourseRules, needs: Needs, share: float) -> Standing:
    """Somebody who did all that is asked, with this score in each quiz."""
    answered = tuple(quiz.asked for quiz in rules.quizzes)
    return Standing(needs.pages, answered, tuple((share,) for _ in rules.quizzes))


def _with_answers(standing: Standing, number: int) -> Standing:
    """`standing` with only `number` questions answered."""
    left, kept = number, []
    for answered in standing.answered:
        kept.append(min(answered, left))
        left -= kept[-1]
    return msgspec.structs.replace(standing, answered=tuple(kept))


def _without_a_quiz(rules: CourseRules, standing: Standing) -> Standing:
    """`standing` without the last graded quiz."""
    last = max(number for number, quiz in enumerate(rules.quizzes) if quiz.graded)
    return msgspec.structs.replace(
        standing, attempts=tuple(() if at == last else made for at, made in enumerate(standing.attempts))
    )


def _graded(rules: CourseRules) -> list[QuizRule]:
    return [quiz for quiz in rules.quizzes if quiz.graded]


def _conditions(rules: CourseRules, needs: Needs) -> Iterator[str]:
    graded, questions = len(_graded(rules)), sum(quiz.asked for quiz in rules.quizzes)
    if needs.pages:
        yield f"{_of(needs.pages, rules.pages, 'page', 'pages')} seen to the end"
    if needs.questions:
        yield f"{_of(needs.questions, questions, 'question', 'questions')} answered, right or wrong"
    if needs.quizzes == "taken":
        yield f"{_of(graded, graded, 'graded quiz', 'graded quizzes')} handed in"
    if needs.quizzes == "passed":
        yield f"{_of(graded, graded, 'graded quiz', 'graded quizzes')} passed, each by its own mark"
    required = sum(quiz.required for quiz in rules.quizzes)
    if required:
        yield f"{_of(required, required, 'required quiz', 'required quizzes')} passed"


def _of(number: int, whole: int, one: str, many: str) -> str:
    if number == whole:
        return f"the {one}" if whole == 1 else f"all {whole} {many}"
    return f"at least {number} of {whole} {many}"


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def percent(share: float) -> str:
    """A share for people: "82.5 %"."""
    return f"{math.floor(share * 10000 + 0.5) / 100:g} %"
