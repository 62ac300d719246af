"""Regular expressions of authors: what browsers do not read as Python does."""

import re
from collections.abc import Iterator

from coursepack.patterns import late

_PARTS = late(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P?<?[=!>#(]?|.", re.DOTALL)
_FLAGS = late(r"\(\?[aiLmsux]*(?:-[imsx]+)?[:)]")
_POSSESSIVE = late(r"(?:[*+?]|\{\d+(?:,\d*)?\})\+")
_WITHOUT_LEAST = late(r"\{,\d+\}")

_ESCAPES = {
    r"\A": "leave it out: the whole answer is compared",
    r"\Z": "leave it out: the whole answer is compared",
    r"\z": "leave it out: the whole answer is compared",
    r"\a": "write the character itself",
    r"\U": "write the character itself",
    r"\N": "write the character itself",
}
_OPENINGS = {
    "(?P": ("a group with a name", "write ( in place of (?P<…>"),
    "(?#": ("a comment", "leave the comment out"),
    "(?>": ("an atomic group", "write (?: in place of (?>"),
    "(?(": ("a condition", "write both cases with a bar between them"),
}


def unlike_browsers(pattern: str) -> tuple[str, str] | None:
    """What of a pattern, which Python reads, browsers read otherwise or not at all, and what to write in its stead."""
    for part, rest in parts_of(pattern):
        if part in _ESCAPES:
            return f'"{part}"', _ESCAPES[part]
        if part.startswith(("[]", "[^]")):
            return 'a set that begins with "]"', "write \\] in the set"
        for opening, (what, instead) in _OPENINGS.items():
            if part.startswith(opening):
                return f'{what}, "{opening}"', instead
        found = _FLAGS.match(part + rest) if part == "(?" else None
        if found and found[0] != "(?:":
            return f'"{found[0]}"', "write i behind the last slash where capitals do not count"
        if part in "*+?{":
            found = _POSSESSIVE.match(part + rest)
            if found:
                return f'"{found[0]}"', f"write {found[0][:-1]}"
            found = _WITHOUT_LEAST.match(part + rest)
            if found:
                return f'"{found[0]}"', f"write {{0{found[0][1:]}"
    return None


def as_wildcard(pattern: str) -> str | None:
    r"""A pattern that has nothing but characters and `.*`, as a text in which `*` stands for any characters.

    None for any other, and where a text cannot say it. `\*` is an asterisk.
    """
    text = ""
    parts = iter([part for part, _ in parts_of(pattern.removeprefix("^"))])
    for part in parts:
        if part == ".":
            if next(parts, "") != "*":
                return None
            part = "*"
        elif part == "*" or part[0] in "^$+?{}[]|()":
            return None
        elif part[0] == "\\":
            if part[1:].isalnum() or part[1:] in ("", "_", "\\"):
                return None
            part = r"\*" if part == r"\*" else part[1:]
        text += part
    return text if text == " ".join(text.split()) else None


def parts_of(pattern: str) -> Iterator[tuple[str, str]]:
    """Each escape, set, opening of a group or other character, with what comes after it."""
    at = 0
    while at < len(pattern):
        found = _PARTS.match(pattern, at)
        assert found is not None
        at = found.end()
        yield found[0], pattern[at:]
