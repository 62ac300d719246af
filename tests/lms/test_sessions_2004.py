"""What becomes of a session of SCORM 2004: attempts, time, threshold and passing score; and what switches change."""

import pytest

from tests.lms.playing import play

LAUNCH = ("launch",)
BEGIN = ("Initialize", "")
END = ("Terminate", "")


def put(element: str, value: str) -> tuple[str, str, str]:
    return ("SetValue", f"cmi.{element}", value)


def ask(element: str) -> tuple[str, str]:
    return ("GetValue", f"cmi.{element}")


@pytest.mark.parametrize(
    ("exit", "entry", "state"), [("suspend", "resume", ["abc", 0]), ("normal", "ab-initio", ["", 403])]
)
def test_a_session_that_was_not_suspended_ends_its_attempt(exit: str, entry: str, state: list[object]) -> None:
    played = play("scorm2004", [
        LAUNCH, BEGIN, put("suspend_data", "abc"), put("exit", exit), END,
        LAUNCH, BEGIN, ask("entry"), ask("suspend_data"),
    ])  # fmt: skip
    assert played.answers[-2:] == [[entry, 0], state]


def test_the_times_of_suspended_sessions_add_up() -> None:
    one = [LAUNCH, BEGIN, put("session_time", "PT1H59M59.75S"), put("exit", "suspend"), END]
    assert play("scorm2004", [*one, *one, LAUNCH, BEGIN, ask("total_time")]).answers[-1] == ["PT3H59M59.50S", 0]


@pytest.mark.parametrize(
    ("known", "said", "becomes"),
    [
        ({}, [put("completion_status", "completed")], ("completed", "unknown")),
        ({}, [put("success_status", "passed")], ("completed", "passed")),
        ({"completion_threshold": "0.9"}, [put("progress_measure", "0.5"), put("completion_status", "completed")],
         ("incomplete", "unknown")),
        ({"completion_threshold": "0.9"}, [put("progress_measure", "0.9")], ("completed", "unknown")),
        ({"completion_threshold": "0.9"}, [put("completion_status", "incomplete")], ("incomplete", "unknown")),
        ({"scaled_passing_score": "0.6"}, [put("score.scaled", "0.6"), put("success_status", "failed")],
         ("completed", "passed")),
        ({"scaled_passing_score": "0.6"}, [put("score.scaled", "0.59")], ("completed", "failed")),
    ],
)  # fmt: skip
def test_the_statuses_at_the_end(
    known: dict[str, str], said: list[tuple[str, str, str]], becomes: tuple[str, str]
) -> None:
    kept = {f"cmi.{name}": value for name, value in known.items()}
    found = play("scorm2004", [LAUNCH, BEGIN, *said, put("exit", "suspend"), END], kept).kept
    assert (found["cmi.completion_status"], found["cmi.success_status"]) == becomes


def test_a_threshold_already_decides_while_the_session_runs() -> None:
    kept = {"cmi.completion_threshold": "0.9", "cmi.scaled_passing_score": "0.6"}
    played = play("scorm2004", [
        LAUNCH, BEGIN, put("progress_measure", "1"), put("score.scaled", "0.2"), ask("completion_status"),
        ask("success_status"),
    ], kept)  # fmt: skip
    assert played.answers[-2:] == [["completed", 0], ["failed", 0]]


@pytest.mark.parametrize("stamp", ["2026-05-01T10:00:00Z", "2026-05-01T10:00:00+01:00", "2026-05-01T10:00:00.123"])
def test_moodle_refuses_zones_and_more_than_two_decimals(stamp: str) -> None:
    steps = [LAUNCH, BEGIN, put("interactions.0.id", "q"), put("interactions.0.timestamp", stamp)]
    assert play("scorm2004", steps, profile="moodle").answers[-1] == ["false", 406]


def test_codes_of_a_session_that_is_not_open() -> None:
    steps = [LAUNCH, ask("mode"), put("exit", ""), ("Commit", ""), END, BEGIN, BEGIN, END]
    after = [ask("mode"), put("exit", ""), ("Commit", ""), END, BEGIN]
    codes = [answer[1] for answer in play("scorm2004", [*steps, *after]).answers]
    assert codes == [122, 132, 142, 112, 0, 103, 0, 123, 133, 143, 113, 104]


@pytest.mark.parametrize(
    ("switch", "call", "answer"),
    [
        ("initialize-already", BEGIN, ["false", 103]),
        ("set-408-scorm2004", put("suspend_data", "x"), ["false", 408]),
        ("commit-false", ("Commit", ""), ["false", 391]),
        ("mode-missing", ask("mode"), ["", 402]),
        ("short-values", put("suspend_data", "x" * 256), ["false", 406]),
    ],
)
def test_a_switch(switch: str, call: tuple[str, ...], answer: list[object]) -> None:
    begin = () if call == BEGIN else (BEGIN,)
    assert play("scorm2004", [LAUNCH, *begin, ("on", switch), call]).answers[-1] == answer
