"""R4: the strict validator of SCORM 2004, by the error codes of a strict LMS."""

import pytest

from tests.runtime.node import Player

GOOD = [
    ("cmi.completion_status", "not attempted"),
    ("cmi.success_status", "unknown"),
    ("cmi.location", "x" * 1000),
    ("cmi.suspend_data", "x" * 64000),
    ("cmi.score.scaled", "-1"),
    ("cmi.score.scaled", "0.6667"),
    ("cmi.score.raw", "-12.5"),
    ("cmi.progress_measure", "1"),
    ("cmi.exit", ""),
    ("cmi.exit", "normal"),
    ("cmi.session_time", "PT0S"),
    ("cmi.session_time", "P1Y2M3DT4H5M6.78S"),
    ("cmi.session_time", "P3D"),
    ("cmi.learner_preference.language", ""),
    ("cmi.learner_preference.language", "fr-CA"),
    ("cmi.learner_preference.audio_level", "12.5"),
    ("cmi.learner_preference.audio_captioning", "-1"),
    ("cmi.comments_from_learner.0.comment", "{lang=de-CH}Grüezi"),
    ("cmi.comments_from_learner.0.comment", "x" * 4000),
    ("cmi.interactions.0.id", "urn:coursepack:q_first"),
    ("cmi.interactions.0.id", "q_first_a2"),
    ("cmi.objectives.0.id", "LO1"),
    ("adl.nav.request", "suspendAll"),
    ("adl.nav.request", "{target=item_first}choice"),
    ("adl.nav.request", "{target=item_first}jump"),
]

BAD = [
    ("cmi.completion_status", "passed", 406),
    ("cmi.success_status", "completed", 406),
    ("cmi.location", "x" * 1001, 406),
    ("cmi.location", "a\x00", 406),
    ("cmi.suspend_data", "x" * 64001, 406),
    ("cmi.score.scaled", "1.0000001", 407),
    ("cmi.score.scaled", "-2", 407),
    ("cmi.score.scaled", "1e-1", 406),
    ("cmi.score.scaled", ".5", 406),
    ("cmi.score.scaled", "0.12345678", 406),
    ("cmi.score.raw", "NaN", 406),
    ("cmi.score.raw", "", 406),
    ("cmi.progress_measure", "1.5", 407),
    ("cmi.progress_measure", "-0.1", 407),
    ("cmi.learner_preference.audio_level", "-1", 407),
    ("cmi.learner_preference.language", "english language", 406),
    ("cmi.learner_preference.audio_captioning", "2", 406),
    ("cmi.exit", "done", 406),
    ("cmi.session_time", "P", 406),
    ("cmi.session_time", "PT", 406),
    ("cmi.session_time", "P1DT", 406),
    ("cmi.session_time", "PT1.234S", 406),
    ("cmi.session_time", "PT5S1M", 406),
    ("cmi.session_time", "00:00:01", 406),
    ("cmi.comments_from_learner.0.comment", "{lang=no such}x", 406),
    ("cmi.comments_from_learner.0.timestamp", "2026-11-23T10:00:00Z", 406),
    ("cmi.interactions.0.id", "q 1", 406),
    ("cmi.interactions.0.id", "urn:q", 406),
    ("cmi.interactions.0.id", "", 406),
    ("cmi.interactions.0.id", "x" * 4001, 406),
    ("cmi.interactions.1.id", "q", 351),
    ("cmi.interactions.n.id", "q", 401),
    ("cmi.interactions.00.id", "q", 401),
    ("cmi.interactions.0.type", "choice", 408),
    ("cmi.objectives.0.success_status", "passed", 408),
    ("cmi.objectives.0.score.scaled", "1", 408),
    ("cmi.interactions._count", "1", 404),
    ("cmi.score._children", "", 404),
    ("cmi.learner_name", "Ann", 404),
    ("cmi.completion_threshold", "1", 404),
    ("adl.nav.request_valid.continue", "true", 404),
    ("adl.nav.request", "next", 406),
    ("adl.nav.request", "choice", 406),
    ("adl.data.0.store", "x", 351),
    ("cmi.core.lesson_status", "passed", 401),
    ("__proto__", "", 401),
    ("", "", 401),
]

TIMES = [
    ("2026", True),
    ("2026-11", True),
    ("2026-11-23", True),
    ("2026-11-23T10", True),
    ("2026-11-23T10:59", True),
    ("2026-11-23T10:59:59", True),
    ("2026-11-23T10:59:59.5", True),
    ("2038-01-01T00:00:00.00", True),
    ("2039-01-01T00:00:00", False),
    ("1969-12-31", False),
    ("2026-11-23T10:59:59.123", False),
    ("2026-11-23T10:59:59Z", False),
    ("2026-11-23T10:59:59+01:00", False),
    ("2026-13-01", False),
    ("2026-11-23 10:59", False),
    ("10:59:59", False),
]

# type, answer, is it one, pattern, is it one
ANSWERS = [
    ("true-false", "true", True, "false", True),
    ("true-false", "t", False, "t", False),
    ("true-false", "", False, "", False),
    ("choice", "a_Pipeline", True, "a[,]c_2", True),
    ("choice", "", True, "", True),
    ("choice", "a[,]a", False, "a[,]a", False),
    ("choice", "a,b", False, "é", False),
    ("choice", "[,]".join(f"c{n}" for n in range(37)), False, "x" * 251, False),
    ("sequencing", "c[,]a[,]c", True, "a[,]b[,]c", True),
    ("matching", "a[.]x[,]b[.]y", True, "a[.]x[,]a[.]y", True),
    ("matching", "a.x,b.y", False, "a[.]b[.]c", False),
    ("likert", "b", True, "b", True),
    ("likert", "", False, "a b", False),
    ("numeric", "-9.81", True, "9.8[:]9.82", True),
    ("numeric", "9,81", False, "9.81", False),
    ("numeric", "", False, "[:]5", True),
    ("numeric", "1[:]2", False, "2[:]1", False),
    ("fill-in", "Größe[,]zwei", True, "{case_matters=true}{order_matters=false}{lang=de}Größe[,]zwei", True),
    ("fill-in", "x" * 251, False, "{case_matters=perhaps}x", False),
    ("fill-in", "{a}", False, "{case_matters=true}{case_matters=true}x", False),
    ("fill-in", "[,]".join("x" * 11), False, "{order_matters=true}", True),
    ("long-fill-in", "x" * 4000, True, "{case_matters=false}x", True),
    ("long-fill-in", "x" * 4001, False, "{order_matters=true}x", False),
    ("performance", "done[.]true[,]sent[.]2", True, "{order_matters=false}done[.]true[,]sent[.]1[:]3", True),
    ("performance", "done", False, "[.]", False),
    ("performance", "[.]ready", True, "step[.]", True),
    ("other", "anything {at} all", True, "x" * 4000, True),
    ("other", "x" * 4001, False, "x" * 4001, False),
]


@pytest.mark.parametrize(("element", "value"), GOOD)
def test_r4_good_values_are_accepted(player: Player, element: str, value: str) -> None:
    assert player("setErrors2004", [[element, value]]) == [0]


@pytest.mark.parametrize(("element", "value", "code"), BAD)
def test_r4_bad_values_get_the_codes_of_a_strict_lms(player: Player, element: str, value: str, code: int) -> None:
    assert player("setErrors2004", [[element, value]]) == [code]


@pytest.mark.parametrize(("time", "good"), TIMES)
def test_r25_times_have_no_zone_and_at_most_two_decimals(player: Player, time: str, good: bool) -> None:
    rows = [["cmi.interactions.0.id", "q"], ["cmi.interactions.0.timestamp", time]]
    assert player("setErrors2004", rows) == [0, 0 if good else 406]


@pytest.mark.parametrize(("kind", "answer", "good_answer", "pattern", "good_pattern"), ANSWERS)
def test_r4_r26_answers_by_type(
    player: Player, kind: str, answer: str, good_answer: bool, pattern: str, good_pattern: bool
) -> None:
    rows = [["cmi.interactions.0.id", "q"], ["cmi.interactions.0.type", kind]]
    rows.append(["cmi.interactions.0.learner_response", answer])
    rows.append(["cmi.interactions.0.correct_responses.0.pattern", pattern])
    assert player("setErrors2004", rows) == [0, 0, 0 if good_answer else 406, 0 if good_pattern else 406]


def test_r27_a_row_begins_with_its_id_then_its_type(player: Player) -> None:
    response, pattern = "cmi.interactions.0.learner_response", "cmi.interactions.0.correct_responses.0.pattern"
    rows = [[response, "a"], ["cmi.interactions.0.id", "q"], [response, "a"], [pattern, "a"]]
    rows += [["cmi.interactions.0.type", "choice"], [response, "a"], [pattern, "a"]]
    assert player("setErrors2004", rows) == [408, 0, 408, 408, 0, 0, 0]


def test_r4_identifiers_of_objectives_are_fixed_and_differ(player: Player) -> None:
    rows: list[list[object]] = [["cmi.objectives.0.id", "LO1"], ["cmi.objectives", "", 1]]
    rows += [["cmi.objectives.0.id", "LO1"], ["cmi.objectives.0.id", "LO2"]]
    rows += [["cmi.objectives.1.id", "LO1"], ["cmi.objectives.1.id", "LO2"]]
    # A third argument tells how many rows there are, and is no call.
    assert [code for code in player("setErrors2004", rows) if code is not None] == [0, 0, 351, 351, 0]


@pytest.mark.parametrize(("kind", "other", "code"), [("likert", "b", 351), ("choice", "a", 351), ("choice", "b", 0)])
def test_r4_further_patterns(player: Player, kind: str, other: str, code: int) -> None:
    rows: list[list[object]] = [["cmi.interactions.0.id", "q"], ["cmi.interactions.0.type", kind]]
    rows += [["cmi.interactions.0.correct_responses.0.pattern", "a"]]
    rows += [["cmi.interactions", "", 1], ["cmi.interactions.0.correct_responses", "", 1]]
    rows += [["cmi.interactions.0.correct_responses.1.pattern", other]]
    assert player("setErrors2004", rows)[-1] == code


def test_r4_what_can_be_read(player: Player) -> None:
    expected = {
        "cmi._version": 0,
        "cmi.completion_status": 0,
        "cmi.interactions._count": 0,
        "cmi.interactions.0.id": 0,
        "cmi.interactions.0.objectives._count": 0,
        "adl.nav.request_valid.choice.{target=item_a}": 0,
        "cmi.exit": 405,
        "cmi.session_time": 405,
        "cmi.interactions.1.id": 301,
        "cmi.location._children": 301,
        "cmi.score._count": 301,
        "cmi.nothing": 401,
        "cmi.nothing._children": 401,
        "cmi.interactions.n.id": 401,
    }
    assert player("getErrors2004", list(expected)) == list(expected.values())
