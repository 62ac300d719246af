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


VALUES_2004: dict[str, tuple[str, ...]] = {
    "cmi.learner_id": ("x",),
    "cmi.learner_name": ("x",),
    "cmi.credit": ("credit",),
    "cmi.mode": ("review",),
    "cmi.entry": ("resume",),
    "cmi.launch_data": ("x",),
    "cmi.total_time": ("PT1S",),
    "cmi.completion_threshold": ("0.5",),
    "cmi.scaled_passing_score": ("0.5",),
    "cmi.max_time_allowed": ("PT1H",),
    "cmi.time_limit_action": ("exit,message",),
    "cmi.location": ("", "page-3", "ü" * 1000, "x" * 1001),
    "cmi.suspend_data": ("", "a=1", "x" * 64000, "x" * 64001),
    "cmi.completion_status": ("completed", "incomplete", "not attempted", "unknown", "passed", "Completed", ""),
    "cmi.success_status": ("passed", "failed", "unknown", "completed", ""),
    "cmi.progress_measure": ("0", "1", "0.5", "1.1", "-0.1", "half"),
    "cmi.score.scaled": ("-1", "1", "0.6667", "1.5", "-1.01", "abc", "5."),
    "cmi.score.raw": ("66.67", "-5", "abc"),
    "cmi.score.min": ("0",),
    "cmi.score.max": ("100",),
    "cmi.exit": ("time-out", "suspend", "logout", "normal", "", "quit"),
    "cmi.session_time": ("PT0S", "PT1H2M3.45S", "P1DT2H", "PT1.234S", "00:00:01", "P", ""),
    "cmi.learner_preference.audio_level": ("1", "0.5", "-1", "loud"),
    "cmi.learner_preference.language": ("en", "", "en-GB", "not a language"),
    "cmi.learner_preference.delivery_speed": ("2", "-1"),
    "cmi.learner_preference.audio_captioning": ("-1", "0", "1", "2"),
    "cmi.comments_from_learner.0.comment": ("Fine.", "{lang=en}Fine.", "x" * 4001),
    "cmi.comments_from_learner.1.comment": ("gap",),
    "cmi.comments_from_lms.0.comment": ("x",),
    "cmi.objectives.0.id": ("goal_1", "urn:x:y", "has space", ""),
    "cmi.objectives.0.success_status": ("passed", "done"),
    "cmi.objectives.0.completion_status": ("completed",),
    "cmi.objectives.0.progress_measure": ("0.5", "2"),
    "cmi.objectives.0.score.scaled": ("0.5", "2"),
    "cmi.objectives.0.description": ("A goal.",),
    "cmi.objectives.1.id": ("gap",),
    "cmi.interactions.0.id": ("q_1", "has space", ""),
    "cmi.interactions.0.type": ("choice", "true-false", "essay"),
    "cmi.interactions.0.timestamp": ("2026-05-01T10:00:00", "2026-05-01T10:00:00.25", "2026-05-01", "yesterday"),
    "cmi.interactions.0.weighting": ("1", "-2.5", "x"),
    "cmi.interactions.0.learner_response": ("a",),
    "cmi.interactions.0.correct_responses.0.pattern": ("a",),
    "cmi.interactions.0.result": ("correct", "incorrect", "unanticipated", "neutral", "0.5", "wrong"),
    "cmi.interactions.0.latency": ("PT5.25S", "5"),
    "cmi.interactions.0.description": ("What is it?",),
    "cmi.interactions.0.objectives.0.id": ("goal_1",),
    "cmi.interactions.0.objectives.2.id": ("gap",),
    "cmi.interactions.5.id": ("gap",),
    "adl.nav.request": ("continue", "_none_", "exitAll", "jump to the end"),
    "cmi.nothing": ("1",),
    "cmi._version": ("2",),
    "cmi.interactions._count": ("1",),
    "cmi.score._children": ("raw",),
    "nonsense": ("1",),
    "": ("1",),
}  # fmt: skip

KEYWORDS_2004 = (
    "cmi._version", "cmi.score._children", "cmi.comments_from_learner._children", "cmi.comments_from_learner._count",
    "cmi.comments_from_lms._children", "cmi.comments_from_lms._count", "cmi.interactions._children",
    "cmi.interactions._count", "cmi.interactions.0.objectives._count", "cmi.interactions.0.correct_responses._count",
    "cmi.learner_preference._children", "cmi.objectives._children", "cmi.objectives._count",
    "cmi.completion_status._children", "cmi.score.raw._count",
)  # fmt: skip

RESPONSES_2004 = {
    "true-false": ("true", "false", "t"),
    "choice": ("a", "a[,]b", "a[,]a", "has space"),
    "fill-in": ("Any words.", "one[,]two", "x" * 251),
    "long-fill-in": ("Any words.", "x" * 4001),
    "numeric": ("3.5", "three"),
    "likert": ("agree", "not at all"),
    "matching": ("a[.]1", "a[.]1[,]b[.]2", "a"),
    "performance": ("step[.]done", "step"),
    "sequencing": ("a[,]b[,]c", "a[,] b"),
    "other": ("anything at all",),
}


def sequences_2004() -> list[list[Call]]:
    """Each sequence is one session."""
    begin, end = ("Initialize", ""), ("Terminate", "")
    row: tuple[Call, ...] = (("SetValue", "cmi.interactions.0.id", "row"),)
    typed: tuple[Call, ...] = (*row, ("SetValue", "cmi.interactions.0.type", "choice"))
    found: list[list[Call]] = [
        [("GetValue", "cmi.mode"), ("SetValue", "cmi.exit", ""), ("Commit", ""), end, begin],
        [begin, begin, ("Commit", ""), end, end, begin, ("GetValue", "cmi.mode"), ("SetValue", "cmi.exit", ""),
         ("Commit", "")],
        [("Initialize", "x"), begin, ("Commit", "x"), ("Terminate", "x"), end],
        [begin, *(("GetValue", element) for element in VALUES_2004), end],
        [begin, *row, *(("GetValue", name) for name in KEYWORDS_2004)],
        [begin, *(("SetValue", name, "x") for name in KEYWORDS_2004)],
        [begin, ("SetValue", "cmi.interactions.0.type", "choice")],
        [begin, *row, ("SetValue", "cmi.interactions.0.learner_response", "a")],
        [begin, ("SetValue", "cmi.objectives.0.success_status", "passed")],
        [begin, ("SetValue", "cmi.objectives.0.id", "one"), ("SetValue", "cmi.objectives.1.id", "one")],
        [begin, ("SetValue", "cmi.objectives.0.id", "one"), ("SetValue", "cmi.objectives.0.id", "two")],
    ]  # fmt: skip
    for element, values in VALUES_2004.items():
        parent = ".".join(element.split(".")[:3])
        first = typed if "interactions.0." in element and not element.endswith((".0.id", "0.type")) else ()
        if "interactions.0.objectives" in element:
            first = typed
        if element == "cmi.interactions.0.type":
            first = row
        if element.startswith("cmi.objectives.0.") and element != "cmi.objectives.0.id":
            first = (("SetValue", f"{parent}.id", "row"),)
        found.extend([begin, *first, ("SetValue", element, value), ("GetValue", element)] for value in values)
    for kind, responses in RESPONSES_2004.items():
        kinds: tuple[Call, ...] = (begin, *row, ("SetValue", "cmi.interactions.0.type", kind))
        found.extend([*kinds, ("SetValue", "cmi.interactions.0.learner_response", response)] for response in responses)
    return found
