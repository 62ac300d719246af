"""R15, R18, R41: what a learner's doings mean to an LMS: one table for the player and for `coursepack.model.status`."""

import json
from typing import Any

import msgspec
import pytest

from coursepack.model.scoring import Completion, CourseScoring, reported_score
from coursepack.model.status import CourseRules, QuizRule, Standing, asks_for_nothing, outcome_of
from tests.runtime.node import Player
from tests.runtime.standings import player_outcome
from tests.support.cases import CASES

ROWS: list[dict[str, Any]] = json.loads((CASES / "scoring" / "status.json").read_text(encoding="utf-8"))

_RULES = {"pass": "pass_mark", "passRule": "pass_rule", "onFail": "on_fail"}


def rules_of(row: dict[str, Any]) -> CourseRules:
    rules = {_RULES.get(name, name): value for name, value in row.get("rules", {}).items()}
    quizzes = [
        {("pass_mark" if name == "pass" else name): value for name, value in quiz.items()}
        for quiz in row.get("quizzes", [])
    ]
    return CourseRules(
        msgspec.convert(rules, CourseScoring), row["pages"], msgspec.convert(quizzes, tuple[QuizRule, ...])
    )


def standing_of(row: dict[str, Any]) -> Standing:
    attempts = tuple(tuple(scores) for scores in row.get("attempts", []))
    return Standing(row["seen"], tuple(row.get("answered", [])), attempts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_r15_r18_r41_status(player: Player, row: dict[str, Any]) -> None:
    rules, standing, mastery = rules_of(row), standing_of(row), row.get("mastery")
    found = outcome_of(rules, standing, mastery)
    expected = {name: row[name] for name in ("status", "open", "complete", "passed", "scored") if name in row}
    assert {name: getattr(found, name) for name in expected} == expected
    assert player_outcome(player, rules, standing, mastery) == found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_opening_and_closing_never_completes(player: Player, row: dict[str, Any]) -> None:
    assert outcome_of(rules_of(row), Standing()).status == "incomplete"
    assert player_outcome(player, rules_of(row), Standing()).status == "incomplete"


@pytest.mark.parametrize(
    ("complete", "quizzes", "nothing"),
    [
        (Completion(), (), False),
        (Completion(0, 0, "taken"), (), True),
        (Completion(0, 0, "passed"), (QuizRule(graded=False),), True),
        (Completion(0, 0, "taken"), (QuizRule(),), False),
        (Completion(0, 1, "none"), (), True),
        (Completion(0, 1, "none"), (QuizRule(graded=False, asked=3),), False),
        (Completion(0, 0, "taken"), (QuizRule(graded=False, required=True),), False),
    ],
)
def test_rules_that_ask_for_nothing_are_known(
    complete: Completion, quizzes: tuple[QuizRule, ...], nothing: bool
) -> None:
    assert asks_for_nothing(CourseRules(CourseScoring(complete=complete), 3, quizzes)) is nothing


def test_r17_a_score_means_something_when_every_graded_quiz_was_taken(player: Player) -> None:
    rules = CourseRules(CourseScoring(), 2, (QuizRule(), QuizRule(), QuizRule(graded=False)))
    assert not player_outcome(player, rules, Standing(2, (), ((1.0,),))).scored
    assert player_outcome(player, rules, Standing(0, (), ((1.0,), (0.0,)))).scored
    assert not player_outcome(player, CourseRules(CourseScoring(), 2, ()), Standing(2)).scored


@pytest.mark.parametrize(
    ("share", "mark"),
    [(0.599999, 0.6), (2 / 3, 2 / 3), (2 / 3, 0.6), (1 / 3, 1 / 3), (1, 1), (0, 0.6), (0.59996, 0.6), (0.825, 0.825)],
)
def test_both_report_the_same_score(player: Player, share: float, mark: float) -> None:
    assert player("reportedScore", share, mark) == reported_score(share, mark)
