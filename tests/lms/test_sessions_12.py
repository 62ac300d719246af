"""What becomes of a session of SCORM 1.2: entry, time, status, mastery, and what the switches change."""

import pytest

from tests.lms.playing import play

LAUNCH = ("launch",)
BEGIN = ("LMSInitialize", "")
END = ("LMSFinish", "")
COMMIT = ("LMSCommit", "")


def put(element: str, value: str) -> tuple[str, str, str]:
    return ("LMSSetValue", f"cmi.{element}", value)


def ask(element: str) -> tuple[str, str]:
    return ("LMSGetValue", f"cmi.{element}")


@pytest.mark.parametrize(("exit", "entry"), [("suspend", "resume"), ("", ""), ("time-out", ""), ("logout", "")])
def test_entry_says_how_the_last_session_ended(exit: str, entry: str) -> None:
    played = play("scorm12", [
        LAUNCH, BEGIN, ask("core.entry"), put("core.exit", exit), END,
        LAUNCH, BEGIN, ask("core.entry"), END,
        LAUNCH, BEGIN, ask("core.entry"),
    ])  # fmt: skip
    assert [answer[0] for answer in played.answers if answer[0] not in ("true", "false")] == ["ab-initio", entry, ""]


def test_what_was_not_committed_is_lost_with_its_session() -> None:
    played = play("scorm12", [
        LAUNCH, BEGIN, put("core.lesson_location", "one"), COMMIT, put("core.lesson_location", "two"),
        LAUNCH, BEGIN, ask("core.lesson_location"),
    ])  # fmt: skip
    assert played.answers[-1] == ["one", 0]


@pytest.mark.parametrize(("exit", "state"), [("suspend", "abc"), ("", "")])
def test_a_strict_system_keeps_the_state_of_suspended_sessions_only(exit: str, state: str) -> None:
    steps = [LAUNCH, BEGIN, put("suspend_data", "abc"), put("core.exit", exit), END, LAUNCH, BEGIN, ask("suspend_data")]
    assert play("scorm12", steps).answers[-1] == [state, 0]
    assert play("scorm12", steps, profile="moodle").answers[-1] == ["abc", 0]


def test_the_times_of_sessions_add_up() -> None:
    one = [LAUNCH, BEGIN, put("core.session_time", "0001:59:59.75"), END]
    played = play("scorm12", [*one, *one, LAUNCH, BEGIN, ask("core.total_time")])
    assert played.answers[-1] == ["0003:59:59.50", 0]


@pytest.mark.parametrize(
    ("raw", "said", "mastery", "becomes"),
    [
        ("", "", "", "completed"),
        ("", "incomplete", "", "incomplete"),
        ("80", "completed", "", "completed"),
        ("80", "completed", "80", "passed"),
        ("79.9", "passed", "80", "failed"),
        ("79.9", "incomplete", "80", "failed"),
        ("", "incomplete", "80", "incomplete"),
    ],
)
def test_the_status_at_the_end(raw: str, said: str, mastery: str, becomes: str) -> None:
    kept = {"cmi.student_data.mastery_score": mastery}
    steps = [LAUNCH, BEGIN]
    if raw:
        steps.append(put("core.score.raw", raw))
    if said:
        steps.append(put("core.lesson_status", said))
    assert play("scorm12", [*steps, END], kept).kept["cmi.core.lesson_status"] == becomes


def test_moodle_looks_back_once_there_is_a_result() -> None:
    steps = [LAUNCH, BEGIN, put("core.lesson_status", "passed"), END, LAUNCH, BEGIN, ask("core.lesson_mode")]
    assert play("scorm12", steps, profile="moodle").answers[-1] == ["review", 0]
    assert play("scorm12", steps).answers[-1] == ["normal", 0]


def test_a_class_that_failed_stays_failed_in_cornerstone() -> None:
    steps = [
        LAUNCH,
        BEGIN,
        put("core.lesson_status", "failed"),
        END,
        LAUNCH,
        BEGIN,
        put("core.lesson_status", "passed"),
        END,
    ]
    assert play("scorm12", steps, profile="cornerstone").kept["cmi.core.lesson_status"] == "failed"
    assert play("scorm12", steps).kept["cmi.core.lesson_status"] == "passed"


def test_an_element_that_a_system_does_not_have() -> None:
    steps = [LAUNCH, BEGIN, ask("interactions._children"), put("interactions.0.id", "q"), ask("core.lesson_mode")]
    assert play("scorm12", steps, profile="relaxed").answers[1:] == [["", 401], ["false", 401], ["normal", 0]]
    assert play("scorm12", steps, profile="modeless").answers[-1] == ["", 401]


def test_every_call_is_logged_with_its_error() -> None:
    played = play("scorm12", [LAUNCH, ask("core.entry"), BEGIN, LAUNCH, BEGIN, put("core.exit", "nonsense")])
    assert played.calls == [
        [1, "LMSGetValue", 301], [1, "LMSInitialize", 0], [2, "LMSInitialize", 0], [2, "LMSSetValue", 405]
    ]  # fmt: skip


def test_asking_for_an_error_changes_none() -> None:
    played = play("scorm12", [
        LAUNCH, BEGIN, put("core.exit", "nonsense"),
        ("LMSGetErrorString", "405"), ("LMSGetDiagnostic", ""), ("LMSGetLastError",),
    ])  # fmt: skip
    assert [answer[0] for answer in played.answers[2:]] == ["Incorrect data type", "405: Incorrect data type", "405"]


@pytest.mark.parametrize(
    ("switch", "call", "answer"),
    [
        ("initialize-throws", BEGIN, ["throws", 0]),
        ("initialize-already", BEGIN, ["false", 101]),
        ("get-undefined", ask("core.entry"), ["undefined", 0]),
        ("set-403-scorm12", put("suspend_data", "x"), ["false", 403]),
        ("commit-null", COMMIT, [None, 0]),
        ("login-page", COMMIT, ["throws", 101]),
        ("unauthorised", COMMIT, ["false", 101]),
        ("mode-browse", ask("core.lesson_mode"), ["browse", 0]),
        ("ended-by-lms", COMMIT, ["false", 301]),
        ("short-values", put("suspend_data", "x" * 256), ["false", 405]),
    ],
)
def test_a_switch(switch: str, call: tuple[str, ...], answer: list[object]) -> None:
    begin = () if call == BEGIN else (BEGIN,)
    played = play("scorm12", [LAUNCH, *begin, ("on", switch), call, ("off", switch), COMMIT])
    assert played.answers[-2] == answer


def test_a_switch_that_is_over_after_some_times() -> None:
    played = play("scorm12", [LAUNCH, BEGIN, ("on", "commit-false-once"), COMMIT, COMMIT])
    assert [answer[0] for answer in played.answers] == ["true", "false", "true"]


@pytest.mark.parametrize(
    ("switch", "found"),
    [("state-cut-255", "x" * 255), ("state-corrupt", "cp2.1.1.1.AA"), ("state-empty-words", "undefined")],
)
def test_a_state_that_comes_back_damaged(switch: str, found: str) -> None:
    played = play("scorm12", [
        LAUNCH, BEGIN, put("suspend_data", "x" * 300), put("core.exit", "suspend"), END,
        ("on", switch), LAUNCH, BEGIN, ask("suspend_data")
    ])  # fmt: skip
    assert played.answers[-1] == [found, 0]
