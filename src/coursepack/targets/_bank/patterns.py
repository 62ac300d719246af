"""Regular expressions as the texts that they accept, where those are few: Moodle's shortanswer has no patterns."""

from itertools import product

MOST = 50
"""Answers above which a pattern counts as not expressible."""

LONGEST = 200
"""Characters of a pattern that is read."""

_SPECIAL = frozenset(r".^$*+?{}[]\|()")


class _InexpressibleError(Exception):
    """The pattern accepts too many texts, or has something that is not read here."""


def accepted_texts(pattern: str) -> tuple[str, ...]:
    r"""The answers of Moodle that together accept exactly what `pattern` accepts as a whole; () where it cannot be.

    Read are characters, escaped punctuation, sets, groups, alternatives, `?`, `{n}` and `{n,m}`; `.*` is Moodle's
    wildcard. In the answers `*` stands for any characters and `\*` for itself.
    """
    if len(pattern) > LONGEST:
        return ()
    try:
        reader = _Reader(pattern)
        texts = [text for text in reader.alternatives() if text]
    except _InexpressibleError:
        return ()
    # Moodle trims its answers.
    if reader.rest or any(text != text.strip() for text in texts):
        return ()
    return tuple(texts)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.rest = pattern.removeprefix("^")
        if self.rest.endswith("$") and not self.rest.endswith(r"\$"):
            self.rest = self.rest[:-1]

    def alternatives(self) -> list[str]:
        found = self._sequence()
        while self.rest.startswith("|"):
            self.rest = self.rest[1:]
            found = _few(found + self._sequence())
        return found

    def _sequence(self) -> list[str]:
        texts = [""]
        while self.rest and self.rest[0] not in "|)":
            texts = _few(["".join(pair) for pair in product(texts, self._repeated())])
        return texts

    def _repeated(self) -> list[str]:
        if self.rest.startswith(".*"):
            self.rest = self.rest[2:].removeprefix("?")
            return ["*"]
        atom = self._atom()
        low, high = self._quantifier()
        if (low, high) == (1, 1):
            return atom
        if len(atom) ** high > MOST:
            raise _InexpressibleError
        texts: list[str] = []
        for count in range(low, high + 1):
            texts = _few(texts + ["".join(parts) for parts in product(atom, repeat=count)])
        return texts

    def _quantifier(self) -> tuple[int, int]:
        first = self.rest[:1]
        bounds = (1, 1)
        if first in ("*", "+"):
            raise _InexpressibleError
        if first == "?":
            self.rest = self.rest[1:]
            bounds = (0, 1)
        elif first == "{":
            inner, closed, after = self.rest[1:].partition("}")
            low, _, high = inner.partition(",")
            if not closed or not low.isdecimal() or not (high.isdecimal() or inner == low):
                raise _InexpressibleError
            self.rest = after
            bounds = (int(low), int(high or low))
        if bounds != (1, 1) and self.rest[:1] in ("?", "+", "*", "{"):
            raise _InexpressibleError
        if bounds[1] > MOST:
            raise _InexpressibleError
        return bounds

    def _atom(self) -> list[str]:
        if self.rest.startswith("("):
            self.rest = self.rest[1:].removeprefix("?:")
            if self.rest.startswith("?"):
                raise _InexpressibleError
            found = self.alternatives()
            if not self.rest.startswith(")"):
                raise _InexpressibleError
            self.rest = self.rest[1:]
            return found
        if self.rest.startswith("["):
            return self._set()
        return [self._character(_SPECIAL)]

    def _set(self) -> list[str]:
        self.rest = self.rest[1:]
        if self.rest[:1] in ("^", "]"):
            raise _InexpressibleError
        found: list[str] = []
        while not self.rest.startswith("]"):
            first = self._character(frozenset("[]\\"))
            if self.rest.startswith("-") and not self.rest.startswith("-]"):
                self.rest = self.rest[1:]
                last = self._character(frozenset("[]\\"))
                if len(first) > 1 or len(last) > 1:
                    raise _InexpressibleError
                found.extend(map(chr, range(ord(first), min(ord(last), ord(first) + MOST) + 1)))
            else:
                found.append(first)
        self.rest = self.rest[1:]
        return _few([r"\*" if text == "*" else text for text in found])

    def _character(self, special: frozenset[str]) -> str:
        """One character, escaped for Moodle."""
        if not self.rest:
            raise _InexpressibleError
        character, self.rest = self.rest[0], self.rest[1:]
        if character == "\\":
            # A class such as \\d; and a backslash itself, behind which Moodle knows no wildcard.
            if not self.rest or self.rest[0].isalnum() or self.rest[0] in "_\\":
                raise _InexpressibleError
            character, self.rest = self.rest[0], self.rest[1:]
        elif character in special:
            raise _InexpressibleError
        return r"\*" if character == "*" else character


def _few(texts: list[str]) -> list[str]:
    found = list(dict.fromkeys(texts))
    if len(found) > MOST:
        raise _InexpressibleError
    return found
