"""R11: the longest state that the build reckons with, against what the player really writes."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    UploadInteraction,
)
from coursepack.model.course import Course
from coursepack.pages.asked import answered_gaps
from coursepack.pages.state import longest_state, share_bits
from coursepack.targets._state import STATE_IMPOSSIBLE, STATE_TOO_LONG, state_findings
from tests.runtime.node import Player
from tests.runtime.packages import choice, course, lesson, number, quiz, text
from tests.support.by_hand import AT
from tests.support.every_interaction import essay, every_question

TRICKY = 0.123456789
"""A share that is no fraction of small numbers."""


def worst_answer(question: Question) -> dict[str, Any]:
    """The longest answer, as the player keeps it."""
    match question.interaction:
        case (
            ChoiceInteraction(choices=choices, multiple=multiple) | HotspotInteraction(areas=choices, multiple=multiple)
        ):
            chosen = list(range(len(choices))) if multiple else [len(choices) - 1]
            return {"chosen": chosen, "marks": [4095] * len(chosen)}
        case UploadInteraction():
            return {"chosen": [0], "marks": [4095]}
        case ExtendedTextInteraction():
            return {"text": "漢" * 4000}
        case OrderInteraction(items=items):
            return placed(len(items), len(items))
        case MatchInteraction(sources=sources, targets=targets):
            return placed(len(sources), len(targets))
        case PlacementInteraction(items=items, areas=areas):
            return placed(len(items), len(areas))
        case GapsInteraction() as gaps:
            inside = (msgspec.structs.replace(question, interaction=gap.interaction) for gap in answered_gaps(gaps))
            return {"parts": [worst_answer(one) for one in inside]}
        case _:
            return {"text": "漢" * 255}


def placed(places: int, of: int) -> dict[str, Any]:
    return {"places": [of] * places, "of": of, "mark": 4095}


def worst_state(made: Course, score: float) -> dict[str, Any]:
    """Everything was seen, and answered as long as can be, in many attempts."""
    quizzes = list(made.quizzes())
    record = {"done": 1000, "first": score, "last": score, "best": score, "closed": True}
    return {
        "location": max(unit.key for unit in made.pages()),
        "completed": True,
        "passed": True,
        "score": 10000,
        "pages": {"$set": [unit.key for unit in made.pages()]},
        "quizzes": {
            "$map": [[one.key, record | {"seed": 0, "left": -1, "extended": False, **own(one)}] for one in quizzes]
        },
        "questions": {
            "$map": [
                [
                    question.key,
                    {"tries": tries(one, question), "share": 1, "rows": 20, "answer": worst_answer(question)},
                ]
                for one in quizzes
                for question in one.questions()
                if question.interaction is not None
            ]
        },
    }


def own(one: Any) -> dict[str, Any]:
    limit = one.settings.time_limit
    return {"left": limit + one.settings.extra_time, "extended": True} if limit else {}


def tries(one: Any, question: Question) -> int:
    return 1000 if not one.settings.graded and question.scored else 1


COURSES = {
    # (course, a score of its quiz that takes as many bits as any)
    "choices": (course(lesson("a", 0), quiz("z", 1, *(choice(f"q{n}", n + 2) for n in range(20)))), 19 / 20),
    "texts": (course(quiz("z", 0, text("t", 1, "x"), number("n", 2, "1", "2"), graded=False)), 1 / 2),
    "everything": (course(lesson("a", 90), quiz("z", 91, *every_question(), time_limit=600, extra_time=60)), TRICKY),
}


@pytest.mark.parametrize("name", COURSES)
def test_r11_the_worst_state_is_hardly_shorter_than_reckoned(player: Player, name: str) -> None:
    made, score = COURSES[name]
    reckoned = longest_state(made, made).levels
    state = worst_state(made, score)
    for level in (0, 2, 3, 4):
        length = len(player("stateBits", state, level)) + len("cp2.1234567.1.1234567.")
        assert length <= reckoned[level] <= 1.04 * length + 10, level


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_r11_no_state_is_longer_than_reckoned(player: Player, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 30))
    spread = sorted(data.draw(st.sets(st.integers(0, 400), min_size=2 * count + 1, max_size=2 * count + 1)))
    units = [lesson(f"u{key}", key) for key in spread[:count]]
    rights = data.draw(st.lists(st.sampled_from(["a", "ab", "abc"]), min_size=count, max_size=count))
    questions = [choice(f"q{key}", key, right) for key, right in zip(spread[count:-1], rights, strict=True)]
    final = quiz("z", spread[-1], *questions, attempts=3)
    made, whole = course(*units, final), course(*units, final, lesson("last", 400))
    state = worst_state(made, TRICKY if set(rights) != {"a"} else 1)
    state["pages"] = {"$set": data.draw(st.lists(st.sampled_from(spread[:count]), unique=True))}
    state["quizzes"]["$map"][0][1]["done"] = 3
    assert len(player("encodeState", state, [""] * 401, 1_000_000)) <= longest_state(made, whole).levels[0]


@given(st.integers(0, 300), st.integers(1, 300))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_r11_shares_are_reckoned_as_they_are_written(player: Player, above: int, below: int) -> None:
    share = min(1.0, above / below)
    assert share_bits(share) == player("shareBits", share)


def test_r11_five_hundred_choices_fit_into_scorm_1_2(player: Player) -> None:
    made = course(*(quiz(f"z{n}", n, *(choice(f"q{n}x{m}", 50 + 10 * n + m) for m in range(10))) for n in range(50)))
    assert longest_state(made, made).level_within(4096) == 0
    assert state_findings(made, 4096, "SCORM 1.2") == ()


def test_r11_a_course_that_may_not_fit_is_warned_of(player: Player) -> None:
    many = [choice(f"q{n}", n + 2, "abcd", "abcdefgh") for n in range(300)]
    made = course(lesson("a", 0), quiz("small", 1, choice("q", 999)), quiz("big", 1000, *many))
    (found,) = state_findings(made, 4096, "SCORM 1.2")
    assert found.rule is STATE_TOO_LONG
    assert "all answers that were given would be forgotten" in found.message
    assert "“Quiz big”" in found.message
    assert state_findings(made, 64_000, "SCORM 2004") == ()


@pytest.mark.parametrize(("words", "fits"), [(0, False), (80, True), (250, True), (350, False)])
def test_r11_an_essay_has_usually_no_more_words_than_it_asks_for(words: int, fits: bool) -> None:
    one = essay()
    asked = msgspec.structs.replace(one, interaction=ExtendedTextInteraction(AT, maximum_words=words))
    assert (state_findings(course(quiz("z", 1, asked, graded=False)), 4096, "SCORM 1.2") == ()) is fits


def test_r11_scores_that_do_not_fit_stop_the_build() -> None:
    made = course(*(quiz(f"z{n}", n, choice(f"q{n}", 2000 + n, "ab", points=0.3)) for n in range(1500)))
    (found,) = state_findings(made, 4096, "SCORM 1.2")
    assert found.rule is STATE_IMPOSSIBLE
