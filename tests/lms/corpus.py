"""Calls to an LMS as good and bad content makes them: for each element good values, wrong ones and its reading."""

Call = tuple[str, ...]

VALUES_12: dict[str, tuple[str, ...]] = {
    "cmi.core.student_id": ("x",),
    "cmi.core.student_name": ("x",),
    "cmi.core.lesson_location": ("", "page-3", "ü" * 255, "x" * 256),
    "cmi.core.credit": ("credit",),
    "cmi.core.lesson_status": (
        "passed", "completed", "failed", "incomplete", "browsed", "not attempted", "Passed", "", "unknown"
    ),
    "cmi.core.entry": ("resume",),
    "cmi.core.score.raw": ("", "0", "100", "66.67", "-1", "100.01", "abc", "1e2", "5.", "07"),
    "cmi.core.score.min": ("0", "101"),
    "cmi.core.score.max": ("100", "-5"),
    "cmi.core.score.scaled": ("0.5",),
    "cmi.core.total_time": ("00:00:01",),
    "cmi.core.lesson_mode": ("review",),
    "cmi.core.exit": ("time-out", "suspend", "logout", "", "normal"),
    "cmi.core.session_time": (
        "00:00:00", "0000:00:01.5", "9999:59:59.99", "00:61:00", "1:00:00", "00:00:01.123", "PT1S", ""
    ),
    "cmi.core._children": ("raw",),
    "cmi.core.nothing": ("1",),
    "cmi.suspend_data": ("", "a=1;b=2", "x" * 4096, "x" * 4097, "😀" * 2048),
    "cmi.launch_data": ("x",),
    "cmi.comments": ("Fine.", "x" * 4097),
    "cmi.comments_from_lms": ("x",),
    "cmi.objectives.0.id": ("goal_1", "has space", "x" * 256, ""),
    "cmi.objectives.0.status": ("passed", "not attempted", "done"),
    "cmi.objectives.0.score.raw": ("50", "500"),
    "cmi.objectives.1.id": ("gap",),
    "cmi.objectives._count": ("1",),
    "cmi.student_data.mastery_score": ("50",),
    "cmi.student_data.max_time_allowed": ("01:00:00",),
    "cmi.student_data.time_limit_action": ("exit,message",),
    "cmi.student_preference.audio": ("-1", "0", "100", "101", "1.5", "loud"),
    "cmi.student_preference.language": ("en", "x" * 256),
    "cmi.student_preference.speed": ("-100", "100", "-101"),
    "cmi.student_preference.text": ("-1", "0", "1", "2"),
    "cmi.interactions.0.id": ("q_1", "has space", "x" * 256, ""),
    "cmi.interactions.0.type": ("choice", "true-false", "essay"),
    "cmi.interactions.0.objectives.0.id": ("goal_1",),
    "cmi.interactions.0.objectives.3.id": ("goal_1",),
    "cmi.interactions.0.time": ("23:59:59", "24:00:00", "9:00:00"),
    "cmi.interactions.0.weighting": ("1", "-2.5", "x"),
    "cmi.interactions.0.student_response": ("a", "anything at all"),
    "cmi.interactions.0.correct_responses.0.pattern": ("a", "b,c"),
    "cmi.interactions.0.result": ("correct", "wrong", "unanticipated", "neutral", "0.5", "incorrect"),
    "cmi.interactions.0.latency": ("00:00:05.25", "5"),
    "cmi.interactions.5.id": ("gap",),
    "cmi.nothing": ("1",),
    "cmi": ("1",),
    "": ("1",),
    "nonsense": ("1",),
}  # fmt: skip

KEYWORDS_12 = (
    "cmi._version", "cmi._children", "cmi.core._children", "cmi.core.score._children", "cmi.objectives._children",
    "cmi.objectives._count", "cmi.student_data._children", "cmi.student_preference._children",
    "cmi.interactions._children", "cmi.interactions._count", "cmi.interactions.0.objectives._count",
    "cmi.interactions.0.correct_responses._count", "cmi.core.lesson_status._children", "cmi.core.score.raw._count",
)  # fmt: skip

RESPONSES_12 = {
    "true-false": ("t", "f", "0", "1", "x"),
    "choice": ("a", "a,b", "{a,b}", "A", "ab"),
    "fill-in": ("Any words.", "x" * 256),
    "numeric": ("3.5", "three"),
    "likert": ("4", "12"),
    "matching": ("a.1", "a.1,b.2", "a"),
    "performance": ("anything",),
    "sequencing": ("a,b,c", "a b"),
}


def sequences_12() -> list[list[Call]]:
    """Each sequence is one session."""
    begin, end = ("LMSInitialize", ""), ("LMSFinish", "")
    found: list[list[Call]] = [
        [("LMSGetValue", "cmi.core.student_id"), ("LMSSetValue", "cmi.core.exit", ""), ("LMSCommit", ""), end, begin],
        [begin, begin, ("LMSCommit", ""), end, end, begin, ("LMSGetValue", "cmi.core.exit"), ("LMSCommit", "")],
        [("LMSInitialize", "x"), begin, ("LMSCommit", "x"), ("LMSFinish", "x"), end],
        [begin, *(("LMSGetValue", element) for element in VALUES_12), end],
        [begin, ("LMSSetValue", "cmi.interactions.0.id", "q"), *(("LMSGetValue", name) for name in KEYWORDS_12)],
        [begin, *(("LMSSetValue", name, "x") for name in KEYWORDS_12)],
        [begin, ("LMSSetValue", "cmi.interactions.0.type", "choice"), ("LMSSetValue", "cmi.interactions.0.id", "late")],
    ]  # fmt: skip
    for element, values in VALUES_12.items():
        row = ".".join(element.split(".")[:3])
        inside = ".0." in element and element != f"{row}.id"
        first: tuple[Call, ...] = (("LMSSetValue", f"{row}.id", "row"),) if inside else ()
        found.extend([begin, *first, ("LMSSetValue", element, value), ("LMSGetValue", element)] for value in values)
    found.extend(
        [
            begin,
            ("LMSSetValue", "cmi.interactions.0.id", "row"),
            ("LMSSetValue", "cmi.interactions.0.type", kind),
            ("LMSSetValue", "cmi.interactions.0.student_response", response),
            ("LMSSetValue", "cmi.interactions.0.correct_responses.0.pattern", response),
        ]
        for kind, responses in RESPONSES_12.items()
        for response in responses
    )
    return found
