"""The keys of front matter and of attribute comments, with how each is read: one table for each place."""

from collections.abc import Mapping
from typing import Any

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading import values
from coursepack.reading.values import Reader

UNKNOWN_KEY = Rule(
    "unknown-key",
    Severity.WARNING,
    "A key of the front matter or of an attribute comment is not known.",
    "A misspelt setting has no effect, and nobody notices until learners do.",
    "correct the key, or remove it",
    example="---\nduraton: 25 min\n---",
)
BAD_VALUE = Rule(
    "bad-value",
    Severity.ERROR,
    "A setting has a value that cannot be read.",
    "The course would be built with another setting than the one that was meant.",
    "write a value of the kind that the message says",
    example="---\nduration: soon\n---",
)

GATES = ("always", "seen", "answered", "passed")
UNIT_TYPES = ("lesson", "activity", "quiz", "module")

QUIZ_KEYS: dict[str, tuple[str, Reader]] = {
    "graded": ("graded", values.yes_no),
    "pass": ("pass_mark", values.share),
    "weight": ("weight", values.positive),
    "attempts": ("attempts", values.count),
    "score": ("score", values.one_of("best", "last", "first")),
    "feedback": ("feedback", values.one_of("immediate", "end", "none")),
    "answers": ("reveal", values.one_of("after-last-attempt", "end", "never")),
    "time-limit": ("time_limit", values.seconds),
    "pause": ("pause", values.yes_no),
    "extra-time": ("extra_time", values.seconds),
    "shuffle": ("shuffle", values.one_of("none", "questions", "choices", "both")),
    "draw": ("draw", values.count),
    "required": ("required", values.yes_no),
}
"""Settings of a quiz: {key: (field of `QuizSettings`, reader)}; `shuffle` becomes two fields."""


@values.takes({"type": ["string", "number", "boolean", "array", "object"]})
def _objectives(value: Any) -> list[Any] | dict[str, Any]:
    return value if isinstance(value, list | dict) else [values.text(value)]


UNIT_KEYS: dict[str, Reader] = {
    "title": values.text,
    "id": values.text,
    "type": values.one_of(*UNIT_TYPES),
    "duration": values.minutes,
    "objectives": _objectives,
    "language": values.language,
    "description": values.text,
    "next-when": values.one_of(*GATES),
    "opens-after": values.conditions,
}
"""Keys of the front matter of every unit."""

ACTIVITY_KEYS: dict[str, Reader] = {
    "submission": values.one_of("none", "text", "file", "link"),
    "points": values.positive,
}
COURSE_KEYS: dict[str, Reader] = {"version": values.text}

QUESTION_KEYS: dict[str, Reader] = {
    "id": values.text,
    "points": values.positive,
    "type": values.text,
    "partial": values.yes_no,
    "penalty": values.share,
    "case": values.one_of("insensitive", "sensitive"),
    "shuffle": values.yes_no,
    "objective": values.texts,
    "tags": values.texts,
    "difficulty": values.text,
    "scale": values.text,
}

POOL_KEYS: dict[str, Reader] = {"id": values.text, "draw": values.count, "points": values.positive}

_FIRST_WORD = late(r"\s*\S*")
_AMOUNT = r"\d+(?:[.,]\d+)?\s+(?:%|(?:s|sec|seconds?|m|mins?|minutes?|h|hours?)\b)"
_QUOTED = r"""\"[^"]*"|'[^']*'|[“”„«][^“”»]*[“”»]|[‘’‚][^‘’]*[‘’]"""
_ATTRIBUTE = late(rf"""([\w-]+)(?:\s*=\s*({_QUOTED}|{_AMOUNT}(?:[\s,]+{_AMOUNT})*|[^\s"']+))?""")
"""A word processor makes quotation marks curly, and a number and its unit may stand apart ("1 h 30 min")."""


def read_keys(
    written: Mapping[str, Any], known: Mapping[str, Reader], where: Mapping[str, Position], report: Report
) -> dict[str, Any]:
    """The values of `written` as the readers in `known` read them; what is unknown or unreadable is reported."""
    read: dict[str, Any] = {}
    for key, value in written.items():
        reader = known.get(key)
        if reader is None:
            hint = values.did_you_mean(key, known)
            report.add(UNKNOWN_KEY, where[key], f'"{key}" is not known here{hint}', width=len(key))
            continue
        try:
            read[key] = reader(value)
        except ValueError as problem:
            report.add(BAD_VALUE, where[key], f'"{key}: {value}" cannot be read: {problem}', width=len(key))
    return read


def front_matter_keys(kind: str, *, whole_course: bool) -> dict[str, Reader]:
    """The readers of the front matter of a unit; `whole_course`: its file is all that the course has."""
    known = {**UNIT_KEYS}
    if kind == "activity":
        known |= ACTIVITY_KEYS
    if kind == "quiz":
        known |= quiz_readers()
    if kind == "course" or whole_course:
        known |= COURSE_KEYS
    return known


def place_of_key(key: str) -> str:
    """Where a key of front matter has an effect, in words; "" where it has none anywhere."""
    if key in QUIZ_KEYS:
        return "it belongs to a quiz: to the front matter of its file, or to its comment <!-- quiz … -->"
    if key in ACTIVITY_KEYS:
        return "it belongs to the front matter of an activity"
    return "it belongs to coursepack.toml or to the README of the course" if key in COURSE_KEYS else ""


def quiz_settings(read: Mapping[str, Any], base: QuizSettings) -> QuizSettings:
    """`base` with the quiz settings among the values that `read_keys` returned."""
    fields: dict[str, Any] = {name: getattr(base, name) for name in QuizSettings.__struct_fields__}
    for key, value in read.items():
        if key == "shuffle":
            fields["shuffle_questions"] = value in ("questions", "both")
            fields["shuffle_choices"] = value in ("choices", "both")
        elif key in QUIZ_KEYS:
            fields[QUIZ_KEYS[key][0]] = value
    return QuizSettings(**fields)


def quiz_readers() -> dict[str, Reader]:
    """The readers of quiz settings by key."""
    return {key: reader for key, (_, reader) in QUIZ_KEYS.items()}


def comment_attributes(text: str) -> tuple[str, dict[str, str]]:
    """The first word of an attribute comment ("q", "quiz", "pool" …) and its attributes; a bare word is "yes"."""
    head, *rest = text.split(None, 1) or [""]
    attributes = {found[1]: _unquoted(found[2] or "yes") for found in _ATTRIBUTE.finditer("".join(rest))}
    return head, attributes


def _unquoted(value: str) -> str:
    return value[1:-1] if value[0] in "\"'“”„«‘’‚" else value


def attribute_places(text: str, at: Position) -> dict[str, Position]:
    """Where each attribute of a comment stands; `text` is all between `<!--` and `-->`, and `at` where it opens."""
    places: dict[str, Position] = {}
    first = _FIRST_WORD.match(text)
    for found in _ATTRIBUTE.finditer(text, first.end() if first else 0):
        before = text[: found.start()]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else at.column + len("<!--") + len(before)
        places[found[1]] = Position(at.file, at.line + lines, column)
    return places
