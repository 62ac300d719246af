"""R4: the strict validator of SCORM 1.2, by the error codes of a strict LMS."""

import pytest

from tests.runtime.node import Player

GOOD = [
    ("cmi.core.lesson_status", "incomplete"),
    ("cmi.core.lesson_location", "x" * 255),
    ("cmi.core.lesson_location", ""),
    ("cmi.suspend_data", "x" * 4096),
    ("cmi.core.score.raw", "0"),
    ("cmi.core.score.raw", "100"),
    ("cmi.core.score.raw", "66.67"),
    ("cmi.core.score.raw", ""),
    ("cmi.core.exit", ""),
    ("cmi.core.exit", "suspend"),
    ("cmi.core.session_time", "0000:00:00.00"),
    ("cmi.core.session_time", "00:00:00"),
    ("cmi.interactions.0.id", "q_first_a2"),
    ("cmi.interactions.0.objectives.0.id", "LO1"),
    ("cmi.interactions.0.time", "23:59:59.5"),
    ("cmi.interactions.0.type", "true-false"),
    ("cmi.interactions.0.weighting", "-2.5"),
    ("cmi.interactions.0.result", "wrong"),
    ("cmi.interactions.0.latency", "00:00:01.25"),
    ("cmi.objectives.0.status", "not attempted"),
    ("cmi.student_preference.audio", "-1"),
]

BAD = [
    ("cmi.core.lesson_status", "not attempted", 405),
    ("cmi.core.lesson_status", "Passed", 405),
    ("cmi.core.lesson_location", "x" * 256, 405),
    ("cmi.core.lesson_location", "a\x00", 405),
    ("cmi.suspend_data", "x" * 4097, 405),
    ("cmi.core.score.raw", "100.1", 405),
    ("cmi.core.score.raw", "-1", 405),
    ("cmi.core.score.raw", "1e1", 405),
    ("cmi.core.score.raw", ".5", 405),
    ("cmi.core.score.raw", "NaN", 405),
    ("cmi.core.exit", "normal", 405),
    ("cmi.core.session_time", "0:00:01", 405),
    ("cmi.core.session_time", "00:00:00.001", 405),
    ("cmi.core.session_time", "00:60:00", 405),
    ("cmi.core.session_time", "PT1S", 405),
    ("cmi.core.student_name", "Ann", 403),
    ("cmi.core.total_time", "00:00:01", 403),
    ("cmi.interactions._count", "1", 402),
    ("cmi.core._children", "", 402),
    ("cmi.interactions.1.id", "q", 201),
    ("cmi.interactions.n.id", "q", 201),
    ("cmi.interactions.00.id", "q", 201),
    ("cmi.interactions.-1.id", "q", 201),
    ("cmi.interactions.0.id", "q 1", 405),
    ("cmi.interactions.0.id", "", 405),
    ("cmi.interactions.0.id", "é", 405),
    ("cmi.interactions.0.result", "incorrect", 405),
    ("cmi.interactions.0.type", "true_false", 405),
    ("cmi.interactions.0.time", "24:00:00", 405),
    ("cmi.interactions.0.correct_responses.1.pattern", "a", 201),
    ("cmi.nothing", "", 201),
    ("cmi.core.exit._children", "", 202),
    ("cmi.core.exit._count", "", 203),
    ("__proto__", "", 201),
    ("cmi.constructor", "", 201),
    ("", "", 201),
]

FEEDBACK = [
    ("true-false", "t", True),
    ("true-false", "x", False),
    ("choice", "a", True),
    ("choice", "a,c,9", True),
    ("choice", "{a,c}", True),
    ("choice", "A", False),
    ("choice", "ab", False),
    ("choice", "", False),
    ("fill-in", "ein Größenwort", True),
    ("fill-in", "x" * 256, False),
    ("numeric", "9.81", True),
    ("numeric", "9,81", False),
    ("likert", "b", True),
    ("matching", "a.1,b.2", True),
    ("matching", "a-1", False),
    ("sequencing", "c,a,b", True),
]


@pytest.mark.parametrize(("element", "value"), GOOD)
def test_r4_good_values_are_accepted(player: Player, element: str, value: str) -> None:
    assert player("setErrors", [[element, value]]) == [0]


@pytest.mark.parametrize(("element", "value", "code"), BAD)
def test_r4_bad_values_get_the_codes_of_a_strict_lms(player: Player, element: str, value: str, code: int) -> None:
    assert player("setErrors", [[element, value]]) == [code]


@pytest.mark.parametrize(("kind", "response", "good"), FEEDBACK)
def test_r4_r21_responses_by_type(player: Player, kind: str, response: str, good: bool) -> None:
    rows = [["cmi.interactions.0.type", kind], ["cmi.interactions.0.student_response", response]]
    rows.append(["cmi.interactions.0.correct_responses.0.pattern", response])
    assert player("setErrors", rows) == [0, 0 if good else 405, 0 if good else 405]


def test_r22_write_only_elements_are_not_read(player: Player) -> None:
    elements = ["cmi.core.lesson_status", "cmi.core.session_time", "cmi.interactions.0.id", "cmi.core.exit", "cmi.x"]
    assert player("getErrors", elements) == [0, 404, 404, 404, 201]
    assert player("getErrors", ["cmi.interactions._count", "cmi.core._children", "cmi.interactions.2.id"]) == [
        0,
        0,
        201,
    ]
