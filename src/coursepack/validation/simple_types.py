"""The values that attributes and texts of the standards' documents may have, as far as their schemas say it.

A type is written as in a grammar: `string`, `string(200)`, `boolean`, `decimal(0,1)`, `enum(sco|asset)`, `ID` …
`problem` says in words what is wrong with a value.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

Check = Callable[[str], str]
"""A value to what is wrong with it, "" where nothing is."""

_NCNAME = re.compile(r"[^\W\d][\w.\-\u00b7]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DURATION = re.compile(r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_DATE_TIME = re.compile(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-][01]\d:[0-5]\d)?"
)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DOUBLE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF|NaN")
_MEDIA = re.compile(r"""[^()<>@,;:\\"/\[\]?=\x80-\U0010ffff]+/[^()<>@,;:\\"/\[\]?=\x80-\U0010ffff]+""")
_INTEGER = re.compile(r"[+-]?\d+")
_WRITTEN = re.compile(r"(\w+)(?:\((.*)\))?", re.DOTALL)
_BLANKS = re.compile("[ \\t\\r\\n]+")
_LONGEST_VALUE = 100_000
"""Characters; nothing in a manifest is longer, and patterns are not tried on what is."""
_SHORT = 100
"""Characters of a value that is worth remembering."""


@lru_cache(maxsize=1024)
def check_of(written: str) -> Check:
    """The check that a type stands for. Raises `ValueError` for a type that does not exist."""
    found = _WRITTEN.fullmatch(written)
    if not found or found[1] not in _TYPES:
        raise ValueError(f"there is no type {written}")
    return _TYPES[found[1]](found[2] or "")


def problem(written: str, value: str) -> str:
    """What is wrong with `value` as a value of the type `written`, or ""."""
    if len(value) > _LONGEST_VALUE:
        return "is too long"
    return _known_problem(written, value) if len(value) <= _SHORT else check_of(written)(value)


@lru_cache(maxsize=4096)
def _known_problem(written: str, value: str) -> str:
    """What `problem` says; most values of a document come again and again."""
    return check_of(written)(value)


def collapsed(value: str) -> str:
    """`value` with the blanks of XML at its ends taken off and single spaces between its words."""
    return " ".join(word for word in _BLANKS.split(value) if word)


def _string(limits: str) -> Check:
    if not limits:
        return lambda _value: ""
    low, _, high = limits.rpartition("..")
    least, most = int(low or 0), int(high)

    def check(value: str) -> str:
        if len(value) > most:
            return f"has {len(value)} characters; {most} are allowed"
        return f"has {len(value)} characters; at least {least} are needed" if len(value) < least else ""

    return check


def _pattern(expression: re.Pattern[str], words: str) -> Callable[[str], Check]:
    return lambda _: lambda value: "" if expression.fullmatch(collapsed(value)) else f"is no {words}"


def _enum(values: str) -> Check:
    allowed = values.split("|")
    words = ", ".join(allowed)
    return lambda value: "" if value in allowed else f"is none of: {words}"


def _token(values: str) -> Check:
    if not values:
        return lambda _value: ""
    check = _enum(values)
    return lambda value: check(collapsed(value))


def _decimal(limits: str) -> Check:
    low, _, high = limits.partition(",")

    def check(value: str) -> str:
        text = collapsed(value)
        if not _NUMBER.fullmatch(text):
            return "is no number"
        try:
            number = Decimal(text)
        except InvalidOperation:
            return "is no number"
        if (low and number < Decimal(low)) or (high and number > Decimal(high)):
            return f"is not between {low or 'minus infinity'} and {high or 'infinity'}"
        return ""

    return check


def _integer(limits: str) -> Check:
    within = _decimal(limits)
    return lambda value: within(value) if _INTEGER.fullmatch(collapsed(value)) else "is no whole number"


def _list(item: str) -> Check:
    check = check_of(item)
    return lambda value: next(filter(None, map(check, value.split())), "")


def _boolean(_: str) -> Check:
    return lambda value: "" if collapsed(value) in ("true", "false", "1", "0") else "is neither true nor false"


def _matching(expression: str) -> Check:
    compiled = re.compile(expression)
    return lambda value: "" if compiled.fullmatch(value) else "does not have the form that the standard gives it"


_TYPES: dict[str, Callable[[str], Check]] = {
    "string": _string,
    "token": _token,
    "enum": _enum,
    "decimal": _decimal,
    "double": _pattern(_DOUBLE, "number"),
    "integer": _integer,
    "list": _list,
    "media": _pattern(_MEDIA, "kind of file such as image/png"),
    "boolean": _boolean,
    "uri": _string,
    "ID": _pattern(_NCNAME, "identifier: it begins with a letter or _, and goes on with letters, digits, - . _"),
    "IDREF": _pattern(_NCNAME, "identifier: it begins with a letter or _, and goes on with letters, digits, - . _"),
    "NCName": _pattern(_NCNAME, "name: it begins with a letter or _, and goes on with letters, digits, - . _"),
    "language": _pattern(_LANGUAGE, "language tag such as en or de-CH"),
    "duration": _pattern(_DURATION, "duration such as PT1H30M"),
    "dateTime": _pattern(_DATE_TIME, "date and time such as 2026-05-01T12:00:00Z"),
    "pattern": _matching,
}
