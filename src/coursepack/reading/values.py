"""Reads single settings: what an author wrote for one key becomes a typed value, or a sentence that says what would do.

Every reader takes a value of YAML, TOML or a comment's attribute (text, number, boolean) and raises `ValueError`
with the sentence.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Reader = Callable[[Any], Any]

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


def text(value: Any) -> str:
    """Any scalar as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip()
    raise ValueError("one text is expected")


def yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("yes or no is expected")


def share(value: Any) -> float:
    """A share from 0 to 1, written as per cent ("70 %", 70) or as a fraction (0.7)."""
    word = str(value).strip()
    number = _number(word.removesuffix("%").strip(), "a percentage such as 60 % is expected")
    if word.endswith("%") or number > 1:
        number /= 100
    if not 0 <= number <= 1:
        raise ValueError("a percentage from 0 % to 100 % is expected")
    return number


def positive(value: Any) -> float:
    number = _number(str(value).strip(), "a number is expected")
    if number < 0:
        raise ValueError("a number of 0 or more is expected")
    return number


def count(value: Any) -> int:
    """A whole number of 0 or more; "unlimited" and "all" are 0."""
    word = str(value).strip().lower()
    if word in ("unlimited", "all", "none"):
        return 0
    if not word.isdecimal():
        raise ValueError("a whole number is expected")
    return int(word)


def conditions(value: Any) -> list[tuple[str, float | None]]:
    """(a quiz as it is named, share or None: its pass mark) of each score that is asked for: "quiz 1.1 70 %"."""
    found: list[tuple[str, float | None]] = []
    for part in texts(value):
        words = re.fullmatch(r"(.*?\S)(?:\s+(?:>=\s*)?(\d+(?:[.,]\d+)?\s*%|passed))?", part.strip())
        if not words or re.fullmatch(r"[\d.,]+\s*%", part.strip()):
            raise ValueError('a quiz is expected, with or without a percentage, such as "quiz 1.1 70 %"')
        mark = words[2] if words[2] and words[2] != "passed" else ""
        found.append((words[1], share(mark.replace(",", ".")) if mark else None))
    return found


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


def minutes(value: Any) -> int:
    """A length of time in whole minutes, rounded up."""
    return -(-seconds(value) // 60)


def texts(value: Any) -> tuple[str, ...]:
    """Several texts: a list, or one text with commas."""
    parts: Iterable[Any] = value if isinstance(value, list) else str(value).split(",")
    return tuple(part for part in (text(item) for item in parts) if part)


def language(value: Any) -> str:
    """A language tag (BCP 47) such as en, pt-BR or zh-Hant: two or three letters, then parts of up to eight."""
    tag = text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
        raise ValueError("a language tag such as en, de or pt-BR is expected")
    return tag


def one_of(*words: str) -> Reader:
    """A reader of one of `words`; the first is the default and only matters to the documentation."""

    def read(value: Any) -> str:
        word = text(value).lower()
        if word not in words:
            raise ValueError(f"one of {', '.join(words)} is expected{did_you_mean(word, words)}")
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
