"""One table of cases for the two implementations of the scoring rules: Python's and the player's."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from coursepack.model import scoring
from tests.runtime.node import Player
from tests.support.cases import CASES


def rows(name: str) -> list[Any]:
    """The rows of one table, each named after its `why`."""
    found = json.loads((CASES / "scoring" / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["why"]) for row in found]


@pytest.mark.parametrize("row", rows("choice"))
def test_r15_choice(player: Player, row: dict[str, Any]) -> None:
    chosen, right, every = set(row["chosen"]), set(row["right"]), set(row["every"])
    share = scoring.choice_share(chosen, right, every, multiple=row["multiple"], partial=row["partial"])
    assert share == pytest.approx(row["share"], abs=1e-12)
    sets = [{"$set": row[name]} for name in ("chosen", "right", "every")]
    assert player("choiceShare", *sets, row["multiple"], row["partial"]) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize("row", rows("pairs"))
def test_r15_pairs(player: Player, row: dict[str, Any]) -> None:
    pairs = [(source, target) for source, target in row["pairs"]]
    share = scoring.paired_share(row["given"], pairs, partial=row["partial"])
    assert share == pytest.approx(row["share"], abs=1e-12)
    given = list(row["given"].items())
    assert player("pairedShare", given, pairs, row["partial"]) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize("row", rows("parts"))
def test_r15_parts(player: Player, row: dict[str, Any]) -> None:
    share = scoring.parts_share(row["right"], partial=row["partial"])
    assert share == pytest.approx(row["share"], abs=1e-12)
    assert player("partsShare", row["right"], row["partial"]) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize("row", rows("order"))
def test_r15_order(player: Player, row: dict[str, Any]) -> None:
    share = scoring.order_share(row["given"], row["right"], partial=row["partial"])
    assert share == pytest.approx(row["share"], abs=1e-12)
    assert player("orderShare", row["given"], row["right"], row["partial"]) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize("row", rows("penalty"))
def test_r15_penalty(player: Player, row: dict[str, Any]) -> None:
    values = (row["share"], row["penalty"], row["wrong_tries"])
    assert scoring.after_penalty(*values) == pytest.approx(row["after"], abs=1e-12)
    assert player("afterPenalty", *values) == pytest.approx(row["after"], abs=1e-12)


@pytest.mark.parametrize("row", rows("mean"))
def test_r15_quizzes_and_courses(player: Player, row: dict[str, Any]) -> None:
    pairs = [(share, weight) for share, weight in row["pairs"]]
    assert scoring.quiz_share(pairs) == scoring.course_share(pairs) == pytest.approx(row["mean"], abs=1e-12)
    assert player("quizShare", pairs) == player("courseShare", pairs) == pytest.approx(row["mean"], abs=1e-12)


@pytest.mark.parametrize("row", rows("number"))
def test_r15_numbers(player: Player, row: dict[str, Any]) -> None:
    expected = None if row["number"] is None else Decimal(row["number"])
    assert scoring.parse_number(row["text"]) == expected
    found = player("parseNumber", row["text"])
    if expected is None:
        assert found is None
    else:
        assert Fraction(int(found["digits"])) * Fraction(10) ** found["power"] == Fraction(expected)


def test_marks_are_compared_unrounded_and_reported_on_their_side(player: Player) -> None:
    assert player("reaches", 0.59999, 0.6) is False
    assert player("reaches", 0.1 + 0.2, 0.3) is True
    assert player("reaches", 0.7 + 0.1, 0.8) is True
    assert player("reportedScore", 0.599999, 0.6) == 59.99
    assert player("reportedScore", 2 / 3, 2 / 3) == 66.67
    assert player("reportedScore", 2 / 3, 0.6) == 66.67
    assert player("reportedScore", 1 / 3, 1 / 3) == 33.34
    assert player("reportedScore", 1, 1) == 100
    assert player("reportedScore", 0, 0.6) == 0
