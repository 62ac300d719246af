"""R41: what a learner's doings mean to an LMS, as a table."""

from typing import Any

import pytest

from tests.runtime.node import Player

PAGES = ["one", "two"]


def quiz(identifier: str, **changes: Any) -> dict[str, Any]:
    fresh = {
        "id": identifier,
        "graded": True,
        "required": False,
        "pass": 0.6,
        "weight": 1,
        "attempts": 0,
        "score": "best",
    }
    return fresh | changes


def done(*scores: float) -> dict[str, Any]:
    """A quiz that was handed in with each of these scores."""
    return {"done": len(scores), "first": scores[0], "last": scores[-1], "best": max(scores)}


def course(*quizzes: dict[str, Any], **rules: Any) -> dict[str, Any]:
    fresh = {"pass": 0.6, "passRule": "average", "mastery": "package", "onFail": "incomplete"}
    return {"pages": PAGES, "quizzes": list(quizzes), "rules": fresh | rules}


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str], float | None, str]] = {
    "nothing done": (course(quiz("a")), {}, [], None, "incomplete"),
    "no quizzes, all seen": (course(), {}, PAGES, None, "completed"),
    "no quizzes, one page missing": (course(), {}, ["one"], None, "incomplete"),
    "practice alone": (course(quiz("a", graded=False)), {}, PAGES, None, "completed"),
    "practice alone, required, not taken": (
        *(course(quiz("a", graded=False, required=True)), {}, PAGES, None, "incomplete"),
    ),
    "practice alone, required, passed": (
        *(course(quiz("a", graded=False, required=True)), {"a": done(0.6)}, PAGES, None, "completed"),
    ),
    "passed": (course(quiz("a")), {"a": done(0.6)}, PAGES, None, "passed"),
    "passed, a page missing": (course(quiz("a")), {"a": done(1)}, ["one"], None, "incomplete"),
    "not passed, attempts without end": (course(quiz("a")), {"a": done(0.5)}, PAGES, None, "incomplete"),
    "not passed, one attempt left": (course(quiz("a", attempts=2)), {"a": done(0.5)}, PAGES, None, "incomplete"),
    "not passed, no attempt left": (course(quiz("a", attempts=1)), {"a": done(0.5)}, PAGES, None, "failed"),
    "failing at once": (course(quiz("a"), onFail="failed"), {"a": done(0.5)}, PAGES, None, "failed"),
    "best of two": (course(quiz("a", attempts=2)), {"a": done(0.8, 0.1)}, PAGES, None, "passed"),
    "last of two": (course(quiz("a", attempts=2, score="last")), {"a": done(0.8, 0.1)}, PAGES, None, "failed"),
    "first counts, so more attempts cannot help": (
        *(course(quiz("a", score="first")), {"a": done(0.1, 0.9)}, PAGES, None, "failed"),
    ),
    "average of two": (course(quiz("a"), quiz("b")), {"a": done(0.2), "b": done(1)}, PAGES, None, "passed"),
    "each of two": (
        *(course(quiz("a"), quiz("b"), passRule="each"), {"a": done(0.2), "b": done(1)}, PAGES, None, "incomplete"),
    ),
    "each, and the bad one is used up": (
        *(course(quiz("a", attempts=1), quiz("b"), passRule="each"),),
        *({"a": done(0.2), "b": done(0.5)}, PAGES, None, "failed"),
    ),
    "average, out of reach": (
        *(course(quiz("a", attempts=1, weight=3), quiz("b")), {"a": done(0), "b": done(0.5)}, PAGES, None, "failed"),
    ),
    "weights": (course(quiz("a", weight=3), quiz("b")), {"a": done(0.8), "b": done(0)}, PAGES, None, "passed"),
    "a required quiz is missing": (
        *(course(quiz("a"), quiz("b", graded=False, required=True)), {"a": done(1)}, PAGES, None, "incomplete"),
    ),
    "a required quiz is passed": (
        *(course(quiz("a"), quiz("b", graded=False, required=True)),),
        *({"a": done(1), "b": done(0.7)}, PAGES, None, "passed"),
    ),
    "a required quiz is used up": (
        *(
            course(quiz("a"), quiz("b", required=True, attempts=1)),
            {"a": done(1), "b": done(0.5)},
            PAGES,
            None,
            "failed",
        ),
    ),
    "the LMS asks for more": (course(quiz("a", attempts=1)), {"a": done(0.8)}, PAGES, 0.9, "failed"),
    "the LMS asks for less": (course(quiz("a", attempts=1)), {"a": done(0.4)}, PAGES, 0.3, "passed"),
    "a third of three, exactly": (
        *(course(quiz("a"), quiz("b"), quiz("c")),),
        *({"a": done(0.7), "b": done(0.6), "c": done(0.5)}, PAGES, None, "passed"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_r18_r41_status(player: Player, name: str) -> None:
    data, quizzes, seen, mastery, status = CASES[name]
    assert player("progress", data, quizzes, seen, mastery)["status"] == status


def test_r17_a_score_means_something_when_every_graded_quiz_was_taken(player: Player) -> None:
    data = course(quiz("a"), quiz("b"), quiz("c", graded=False))
    assert player("progress", data, {"a": done(1)}, PAGES, None)["scored"] is False
    assert player("progress", data, {"a": done(1), "b": done(0)}, [], None)["scored"] is True
    assert player("progress", course(), {}, PAGES, None)["scored"] is False
