"""The rules of a course and a learner's standing, as the player's own functions take them."""

from typing import Any

import msgspec

from coursepack.model.scoring import CourseScoring
from coursepack.model.status import CourseRules, Outcome, QuizRule, Standing
from tests.runtime.node import Player


def player_outcome(player: Player, rules: CourseRules, standing: Standing, mastery: float | None = None) -> Outcome:
    """What the player makes of `standing`."""
    found = player_progress(player, rules, standing, mastery)
    return msgspec.convert({name: found[name] for name in Outcome.__struct_fields__}, Outcome)


def player_progress(
    player: Player, rules: CourseRules, standing: Standing, mastery: float | None = None
) -> dict[str, Any]:
    """The same, with the progress measure of SCORM 2004 (`measure`)."""
    pages = [f"page {number}" for number in range(rules.pages)]
    results: dict[str, Any] = {}
    answered: list[str] = []
    quizzes = []
    for number, quiz in enumerate(rules.quizzes):
        known = standing.answered[number] if number < len(standing.answered) else 0
        # More was answered than one attempt has: of a draw, in several attempts.
        questions = [f"{number} question {one}" for one in range(max(quiz.asked, known))]
        answered += questions[:known]
        attempts = standing.attempts[number] if number < len(standing.attempts) else ()
        if attempts:
            results[f"quiz {number}"] = {
                "done": len(attempts),
                "first": attempts[0],
                "last": attempts[-1],
                "best": max(attempts),
            }
        quizzes.append(_quiz(quiz, f"quiz {number}", questions))
    data = {"pages": pages, "quizzes": quizzes, "rules": rules_data(rules.scoring)}
    found: dict[str, Any] = player("progress", data, results, pages[: standing.seen], answered, mastery)
    return found


def rules_data(scoring: CourseScoring) -> dict[str, Any]:
    """The rules as a page carries them."""
    return {
        "pass": scoring.pass_mark,
        "passRule": scoring.pass_rule,
        "mastery": scoring.mastery,
        "onFail": scoring.on_fail,
        "complete": msgspec.to_builtins(scoring.complete),
        "onExit": scoring.on_exit,
    }


def _quiz(quiz: QuizRule, identifier: str, questions: list[str]) -> dict[str, Any]:
    return {
        "id": identifier,
        "graded": quiz.graded,
        "required": quiz.required,
        "pass": quiz.pass_mark,
        "weight": quiz.weight,
        "attempts": quiz.attempts,
        "score": quiz.score,
        "questions": questions,
        "draw": quiz.asked if quiz.asked < len(questions) else 0,
        "pools": [],
    }
