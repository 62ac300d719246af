"""Wildcards and regular expressions as QTI compares them: XML Schema's patterns, which know no case and no anchors."""

import re

_SPECIAL = frozenset(r".\?*+{}()[]|^$-")
_CLASSES = frozenset("dDwWsS")
_REFUSED = re.compile(r"\(\?(?!:)|[*+?}][?+]|\\[1-9bBAZzkpPGQE]")
"""Look-around, lazy and possessive repetition, references and anchors, none of which XML Schema has."""


def escaped(character: str) -> str:
    """A character that means itself in a pattern."""
    return f"\\{character}" if character in _SPECIAL else character


def literal(text: str, *, sensitive: bool) -> str:
    """The pattern of a text; without `sensitive`, of its letters in upper and lower case."""
    return "".join(escaped(character) if sensitive else _either(character) for character in text)


def wildcard(text: str, *, sensitive: bool) -> str:
    r"""The pattern of a text in which `*` stands for any characters and `\*` for itself."""
    parts = re.split(r"(?<!\\)\*+", text)
    return r"(.|\s)*".join(literal(part.replace(r"\*", "*"), sensitive=sensitive) for part in parts)


def regular(pattern: str, *, sensitive: bool) -> str | None:
    """A regular expression in XML Schema's words, or None where these cannot say it."""
    body = pattern.removeprefix("^")
    if body.endswith("$") and not body.endswith(r"\$"):
        body = body[:-1]
    if _REFUSED.search(body) or re.search(r"(?<!\\)(?:\\\\)*[\^$]", re.sub(r"\[[^\]]*\]", "", body)):
        return None
    try:
        re.compile(pattern)
    except re.error:
        return None
    return _translated(body.replace("(?:", "("), sensitive=sensitive)


def _translated(body: str, *, sensitive: bool) -> str | None:
    parts: list[str] = []
    in_set = False
    index = 0
    while index < len(body):
        character = body[index]
        if character == "\\":
            following = body[index + 1 : index + 2]
            if following.isalnum() and following not in _CLASSES | {"n", "r", "t"}:
                return None
            parts.append(body[index : index + 2] if following.isalnum() else escaped(following))
            index += 2
            continue
        if character in "[]":
            in_set = character == "["
        if sensitive or not character.isalpha():
            parts.append(character)
        elif in_set:
            # A range of letters cannot simply be doubled.
            if "-" in (body[index + 1 : index + 2], body[index - 1]):
                end = index + 3 if body[index + 1 : index + 2] == "-" else index + 1
                piece = body[index:end]
                parts.append(piece + piece.swapcase())
                index = end
                continue
            parts.append(character + character.swapcase())
        else:
            parts.append(_either(character))
        index += 1
    return "".join(parts)


def _either(character: str) -> str:
    lower, upper = character.lower(), character.upper()
    if lower == upper or len(lower) > 1 or len(upper) > 1:
        return escaped(character)
    return f"[{lower}{upper}]"
