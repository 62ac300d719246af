"""What SCORM 2004 is told of each answer, and of the objectives that questions name."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coursepack.model.assessment import Question
from coursepack.model.course import Course
from tests.runtime.learner import BOTH_2004, STRICT_2004, Learner
from tests.runtime.node import Player
from tests.runtime.packages import choice, course, lesson, number, package, quiz, text
from tests.runtime.test_every_interaction import NAMES, TYPES, Answer, left_open, press
from tests.support import every_interaction as every

ROW = re.compile(r"cmi\.interactions\.(\d+)\.(.+)")


def rows(learner: Learner) -> list[list[str]]:
    """The names of what was set in each row of the journal, in their order."""
    found: dict[str, list[str]] = {}
    for call in learner.calls:
        row = ROW.fullmatch(call[1]) if call[0] == "SetValue" else None
        if row:
            found.setdefault(row[1], []).append(row[2])
    return list(found.values())


REPORTED = {
    "pairs": ("matching", 3),
    "groups": ("matching", 4),
    "matrix": ("matching", 2),
    "likert": ("matching", 2),
    "survey": ("likert", 1),
    "order": ("sequencing", 4),
    "gaps": ("fill-in", 3),
    "drag": ("fill-in", 3),
    "hotspot": ("choice", 1),
    "placement": ("matching", 2),
    "essay": ("long-fill-in", 1),
    "upload": ("performance", 1),
    "text": ("fill-in", 1),
    "number": ("numeric", 1),
    "single": ("choice", 1),
}
"""{way to answer: (type, parts of the answer)}"""


@BOTH_2004
@pytest.mark.parametrize(("make", "answer", "verdict", "row"), TYPES, ids=NAMES)
def test_r4_r26_r27_each_way_to_answer_is_reported_without_one_refused_value(
    page: Page, tmp_path: Path, lms: tuple[str, ...], make: Callable[..., Question], answer: Answer, verdict: str,
    row: tuple[str, str, str, str],
) -> None:  # fmt: skip
    question = make()
    learner = Learner(page, package(every.course_of(tmp_path, question, left_open()), "scorm2004"), lms)
    learner.open()
    learner.go("final")
    form = learner.question(question.id)
    form.locator(".answer :is(input, select, textarea, button):visible").first.focus()
    answer(page)
    press(page, "Enter")
    expect(form.locator("[data-outcome]")).to_contain_text(verdict)
    kept = learner.kept
    kind, parts = REPORTED[make.__name__]
    response = kept["cmi.interactions.0.learner_response"]
    assert kept["cmi.interactions.0.type"] == kind
    assert len(response.split("[,]")) == parts
    expected = {"correct": "correct", "wrong": "incorrect", "neutral": "neutral"}
    if row[3]:
        assert kept["cmi.interactions.0.result"] == expected[row[3]]
    pattern = kept.get("cmi.interactions.0.correct_responses.0.pattern", "")
    assert bool(pattern) == (kept["cmi.interactions.0.result"] != "neutral")
    if kept["cmi.interactions.0.result"] == "correct" and kind not in ("fill-in", "numeric"):
        assert response == pattern
    [names] = rows(learner)
    assert names[:2] == ["id", "type"]
    assert "description" in names
    assert "[" not in re.sub(r"\[[,.:]\]", "", response)
    learner.leave()
    assert learner.errors == []


def test_r21_r26_the_row_of_a_question_can_be_read(page: Page) -> None:
    questions = (choice("q_one", 4, "b", objectives=("LO1",)), number("q_two", 5, "3.1", "3.2", points=2.0))
    learner = Learner(page, package(course(lesson("first", 0), quiz("final", 2, *questions)), "scorm2004"), STRICT_2004)
    learner.open()
    learner.go("final")
    learner.choose("q_one", "c")
    learner.check("q_one")
    learner.type("q_two", "3,15")
    learner.check("q_two")
    kept = {name: value for name, value in learner.kept.items() if name.startswith("cmi.interactions")}
    times = [kept.pop(f"cmi.interactions.{at}.{name}") for at in (0, 1) for name in ("timestamp", "latency")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", time) for time in times[::2])
    assert all(re.fullmatch(r"PT0H0M\d+(\.\d+)?S", time) for time in times[1::2])
    assert kept == {
        "cmi.interactions.0.id": "q_one",
        "cmi.interactions.0.type": "choice",
        "cmi.interactions.0.objectives.0.id": "LO1",
        "cmi.interactions.0.correct_responses.0.pattern": "b_Choice_b",
        "cmi.interactions.0.weighting": "1",
        "cmi.interactions.0.learner_response": "c_Choice_c",
        "cmi.interactions.0.result": "incorrect",
        "cmi.interactions.0.description": "What about q_one?",
        "cmi.interactions.1.id": "q_two",
        "cmi.interactions.1.type": "numeric",
        "cmi.interactions.1.correct_responses.0.pattern": "3.1[:]3.2",
        "cmi.interactions.1.weighting": "2",
        "cmi.interactions.1.learner_response": "3.15",
        "cmi.interactions.1.result": "correct",
        "cmi.interactions.1.description": "What about q_two?",
    }


def with_objectives() -> Course:
    """Two questions on LO1, one of them on LO2 as well."""
    questions = (
        choice("q_one", 4, "b", objectives=("LO1",)),
        choice("q_two", 5, "ac", points=3.0, objectives=("LO1", "LO2")),
        text("q_three", 6, "x"),
    )
    return course(lesson("first", 0), quiz("final", 2, *questions, score="last"))


def objectives(learner: Learner) -> dict[str, str]:
    return {name: value for name, value in learner.kept.items() if name.startswith("cmi.objectives") and value}


@BOTH_2004
def test_objectives_are_measured_once_all_their_questions_were_answered(page: Page, lms: tuple[str, ...]) -> None:
    learner = Learner(page, package(with_objectives(), "scorm2004"), lms)
    frame = learner.open()
    learner.go("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    assert objectives(learner)["cmi.objectives.0.id"] == "LO1"
    assert learner.sets("cmi.objectives.0.score.scaled") == []
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    kept = objectives(learner)
    found = [
        [kept.get(f"cmi.objectives.{at}.{part}") for part in ("id", "score.scaled", "success_status")] for at in (0, 1)
    ]
    assert found == [["LO1", "0.75", "passed"], ["LO2", "1", "passed"]]
    assert [kept[f"cmi.objectives.0.score.{part}"] for part in ("raw", "min", "max")] == ["75", "0", "100"]
    assert kept["cmi.objectives.1.completion_status"] == "completed"
    learner.leave()
    # What is practised later does not take back what was met, and no objective gets a second row.
    frame = learner.open()
    learner.type("q_three", "y")
    learner.check("q_three")
    frame.locator("[data-again]").click()
    for identifier in ("q_one", "q_two"):
        learner.choose(identifier, "d")
        learner.check(identifier)
    learner.leave()
    kept = objectives(learner)
    assert kept["cmi.objectives.1.score.scaled"] == "1"
    assert kept["cmi.objectives.0.success_status"] == "passed"
    assert {name for name in kept if name.endswith(".id")} == {"cmi.objectives.0.id", "cmi.objectives.1.id"}
    assert learner.errors == []


def test_the_primary_objective_of_the_lms_is_left_alone(page: Page) -> None:
    learner = Learner(page, package(with_objectives(), "scorm2004"), STRICT_2004)
    page.evaluate("lms.kept['cmi.objectives.0.id'] = 'obj_course'")
    learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.choose("q_two", "a", "c")
    learner.check("q_two")
    kept = objectives(learner)
    assert [kept[f"cmi.objectives.{at}.id"] for at in range(3)] == ["obj_course", "LO1", "LO2"]
    assert [name for name in kept if name.startswith("cmi.objectives.0.")] == ["cmi.objectives.0.id"]
    assert learner.errors == []


def reported(player: Player, **answer: object) -> tuple[str, str, list[str]]:
    found = player("scorm2004Reported", answer)
    judged = [["cmi.interactions.0.id", "q"], ["cmi.interactions.0.type", found["type"]]]
    judged.append(["cmi.interactions.0.learner_response", found["response"]])
    judged += [["cmi.interactions.0.correct_responses.0.pattern", pattern] for pattern in found["patterns"][:1]]
    assert set(player("setErrors2004", judged)) == {0}
    return found["type"], found["response"], found["patterns"]


def test_r26_identifiers_are_readable_and_of_letters_that_every_lms_takes(player: Player) -> None:
    items = ["Größe & Gewicht", "日本語", "x" * 300, "a.b"]
    given = reported(player, type="choice", items=items, given=[0, 1, 3], right=[2])
    assert given == ("choice", "a_Grosse_Gewicht[,]b[,]d_a_b", [f"c_{'x' * 40}"]) or given[1].startswith("a_Gr")
    assert reported(player, type="choice", items=items * 10, given=[37], right=[])[1] == "n38"


def test_r26_more_than_an_lms_must_take_becomes_text(player: Player) -> None:
    items = [f"Item {number}" for number in range(37)]
    kind, response, patterns = reported(player, type="sequencing", items=items, given=[*range(37)], right=[*range(37)])
    assert (kind, patterns) == ("long-fill-in", [response])
    assert response.startswith("Item 0; Item 1; ")
    texts = ["word"] * 11
    kind, response, _ = reported(player, type="fill-in", given=texts, right=[{"texts": texts, "caseMatters": False}])
    assert (kind, response) == ("long-fill-in", "; ".join(texts))


def test_r26_texts_that_look_like_rules_or_delimiters_stay_texts(player: Player) -> None:
    right = [{"texts": ['{"a": 1}'], "caseMatters": True}, {"texts": ["b"], "caseMatters": False}]
    found = reported(player, type="fill-in", given=["{lang=en}x[,]y[.]z"], right=right)
    assert found == ("fill-in", " {lang=en}x[ , ]y[ . ]z", ['{case_matters=true} {"a": 1}', "b"])
    assert reported(player, type="long-fill-in", given=["x" * 5000], right=[])[1] == "x" * 3999


@pytest.mark.parametrize(
    ("given", "span", "found"),
    [
        ("3.15", ["3.1", "3.2"], ("numeric", "3.15", ["3.1[:]3.2"])),
        ("-99999.5", ["0", "0"], ("numeric", "-99999.5", ["0[:]0"])),
        ("100000", ["1", "2"], ("fill-in", "100000", ["1.5"])),
        ("4", ["1", "1000000"], ("fill-in", "4", ["1.5"])),
        ("4", None, ("numeric", "4", [])),
    ],
)
def test_r13_numbers(player: Player, given: str, span: list[str] | None, found: tuple[str, str, list[str]]) -> None:
    assert reported(player, type="numeric", given=given, right="1.5", range=span) == found


def test_r21_choices_without_latin_letters_are_told_in_the_description(player: Player) -> None:
    answer = {"type": "choice", "items": ["雪", "雨"], "given": [0], "right": [1]}
    row = {"text": "どちらですか。", "answer": answer}
    assert player("scorm2004Description", row) == "どちらですか。 (a: 雪; b: 雨)"
    assert len(player("scorm2004Description", {**row, "text": "x" * 400})) == 249


@pytest.mark.parametrize(
    ("milliseconds", "span"),
    [
        (0, "PT0H0M0S"),
        (5, "PT0H0M0S"),
        (50, "PT0H0M0.05S"),
        (99, "PT0H0M0.09S"),
        (999, "PT0H0M0.99S"),
        (59_999, "PT0H0M59.99S"),
        (3_599_995, "PT0H59M59.99S"),
        (86_400_000, "PT24H0M0S"),
        (9999 * 3_600_000, "PT9999H0M0S"),
        (-5, "PT0H0M0S"),
    ],
)
def test_r12_r25_durations(player: Player, milliseconds: int, span: str) -> None:
    assert player("scorm2004Span", milliseconds) == span
    assert player("setErrors2004", [["cmi.session_time", span]]) == [0]
