"""Reads single settings: what an author wrote for one key becomes a typed value, or a sentence that says what would do.

Every reader takes a value of YAML, TOML or a comment's attribute (text, number, boolean) and raises `ValueError`
with the sentence.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Reader = Callable[[Any], Any]
Schema = dict[str, Any]
_Reading = TypeVar("_Reading", bound=Reader)
_taken: dict[Reader, Schema] = {}

_YES = {"yes", "on", "true", "1"}
_NO = {"no", "off", "false", "0"}
_UNITS = {
    "s": 1,
    "sec": 1,
    "second": 1,
    "seconds": 1,
    "m": 60,
    "min": 60,
    "mins": 60,
    "minute": 60,
    "minutes": 60,
    "h": 3600,
    "hour": 3600,
    "hours": 3600,
}


def takes(schema: Schema) -> Callable[[_Reading], _Reading]:
    """Says in JSON Schema what a reader takes, for editors; it may allow more than the reader, never less."""

    def register(reader: _Reading) -> _Reading:
        _taken[reader] = schema
        return reader

    return register


def schema_of(reader: Reader) -> Schema:
    """What `takes` says of a reader."""
    return _taken[reader]


def words(*known: str) -> Schema:
    """Some words, in capitals or not: the list completes them in an editor, the pattern lets the others pass."""
    spelt = "|".join("".join(f"[{c.upper()}{c}]" if c.isalpha() else re.escape(c) for c in word) for word in known)
    return {"anyOf": [{"enum": list(known)}, {"type": "string", "pattern": rf"^\s*(?:{spelt})\s*$"}]}


def either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


SCALAR: Schema = {"type": ["string", "number", "boolean"]}
SCALARS: Schema = either(SCALAR, {"type": "array", "items": SCALAR})


@takes(SCALAR)
def text(value: Any) -> str:
    """Any scalar as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip()
    raise ValueError("one text is expected")


@takes(either({"type": "boolean"}, words("yes", "no", "on", "off", "true", "false"), {"enum": [0, 1, "0", "1"]}))
def yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("yes or no is expected")


@takes(
    either(
        {"type": "number", "minimum": 0, "maximum": 100},
        {"type": "string", "pattern": r"^\s*[+-]?\d+([.,]\d+)?\s*%?\s*$", "examples": ["70 %"]},
    )
)
def share(value: Any) -> float:
    """A share from 0 to 1, written as per cent ("70 %", 70) or as a fraction (0.7)."""
    word = str(value).strip()
    number = _number(word.removesuffix("%").strip(), "a percentage such as 60 % is expected")
    if word.endswith("%") or number > 1:
        number /= 100
    if not 0 <= number <= 1:
        raise ValueError("a percentage from 0 % to 100 % is expected")
    return number


@takes(either({"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\s*[+-]?\d+([.,]\d+)?\s*$"}))
def positive(value: Any) -> float:
    number = _number(str(value).strip(), "a number is expected")
    if number < 0:
        raise ValueError("a number of 0 or more is expected")
    return number


@takes(
    either(
        {"type": "integer", "minimum": 0},
        words("unlimited", "all", "none"),
        {"type": "string", "pattern": r"^\s*\d+\s*$"},
    )
)
def count(value: Any) -> int:
    """A whole number of 0 or more; "unlimited" and "all" are 0."""
    word = str(value).strip().lower()
    if word in ("unlimited", "all", "none"):
        return 0
    if not word.isdecimal():
        raise ValueError("a whole number is expected")
    return int(word)


@takes({**SCALARS, "examples": ["quiz 1.1 70 %"]})
def conditions(value: Any) -> list[tuple[str, float | None]]:
    """(a quiz as it is named, share or None: its pass mark) of each score that is asked for: "quiz 1.1 70 %"."""
    found: list[tuple[str, float | None]] = []
    for part in texts(value):
        said = re.fullmatch(r"(.*?\S)(?:\s+(?:>=\s*)?(\d+(?:[.,]\d+)?\s*%|passed))?", part.strip())
        if not said or re.fullmatch(r"[\d.,]+\s*%", part.strip()):
            raise ValueError('a quiz is expected, with or without a percentage, such as "quiz 1.1 70 %"')
        mark = said[2] if said[2] and said[2] != "passed" else ""
        found.append((said[1], share(mark.replace(",", ".")) if mark else None))
    return found


@takes({"type": ["string", "number"], "examples": ["20 min", "1 h 30 min"]})
def seconds(value: Any) -> int:
    """A length of time in seconds: "20 min", "1 h 30 min", "90 s", "1:30:00", or a number of minutes."""
    word = str(value).strip().lower()
    if word in ("none", "0", ""):
        return 0
    clock = re.fullmatch(r"(\d+):(\d\d)(?::(\d\d))?", word)
    if clock:
        hours, minutes, rest = (clock[1], clock[2], clock[3]) if clock[3] else ("0", clock[1], clock[2])
        return int(hours) * 3600 + int(minutes) * 60 + int(rest)
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return round(float(word) * 60)
    parts = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]+)", word)
    if not parts or re.sub(r"(\d+(?:\.\d+)?)\s*([a-z]+)[\s,]*", "", word).strip(" ~."):
        raise ValueError('a length of time such as "20 min" or "1 h 30 min" is expected')
    total = 0.0
    for amount, unit in parts:
        if unit not in _UNITS:
            raise ValueError(f'"{unit}" is no unit of time; s, min and h are')
        total += float(amount) * _UNITS[unit]
    return round(total)


@takes({"type": ["string", "number"], "examples": ["20 min", "1 h 30 min"]})
def minutes(value: Any) -> int:
    """A length of time in whole minutes, rounded up."""
    return -(-seconds(value) // 60)


@takes(SCALARS)
def texts(value: Any) -> tuple[str, ...]:
    """Several texts: a list, or one text with commas."""
    if isinstance(value, dict):
        raise ValueError("a text or a list of texts is expected")
    parts: Iterable[Any] = value if isinstance(value, list) else str(value).split(",")
    return tuple(part for part in (text(item) for item in parts) if part)


@takes({"type": "string", "pattern": r"^\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\s*$", "examples": ["en", "de", "pt-BR"]})
def language(value: Any) -> str:
    """A language tag (BCP 47) such as en, pt-BR or zh-Hant: two or three letters, then parts of up to eight."""
    tag = "" if isinstance(value, bool) else text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
        raise ValueError("a language tag such as en, de or pt-BR is expected")
    return tag


def one_of(*allowed: str) -> Reader:
    """A reader of one of `allowed`; the first is the default and only matters to the documentation."""

    @takes(words(*allowed))
    def read(value: Any) -> str:
        word = text(value).lower()
        if word not in allowed:
            raise ValueError(f"one of {', '.join(allowed)} is expected{did_you_mean(word, allowed)}")
        return word

    return read


def _number(word: str, expected: str) -> float:
    if not re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", word):
        raise ValueError(expected)
    return float(word.replace(",", "."))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was probably meant to be, or ""."""
    import difflib  # late: most courses have nothing misspelt

    return next(iter(difflib.get_close_matches(word.lower(), list(known), 1, 0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "; did you mean …?" with the nearest known word, or ""."""
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""
