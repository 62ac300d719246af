"""Regular expressions of authors that can take a browser for ever."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import accumulate

import msgspec

from coursepack.diagnostics import Rule, Severity
from coursepack.patterns import late
from coursepack.questions.expressions import parts_of

SLOW_PATTERN = Rule(
    "slow-pattern",
    Severity.WARNING,
    "A regular expression can fit one answer in too many ways.",
    "A group that repeats what repeats or chooses inside, several repeats that fit the same characters and what "
    "stands between them, or many parts in a row that may be missing can keep a browser busy for minutes. So the pages "
    "compare such a pattern with short answers only: one of more than 24 characters is wrong whatever it says. Some "
    "patterns are slow even with those, and some slow ones are not found.",
    "repeat once: a+ in place of (a+)+, \\d+ in place of \\d*\\d*; or list the answers, or use * for any characters",
    example="### Which word has nothing but the letter a?\n\n[[/(a+)+/i]]",
)

_LONGEST = 255
"""Characters of an answer that is compared."""

_MOST_STEPS = 20_000_000
"""Steps of a comparison; V8 was measured to take 35 to 150 million in a second."""

_ENDLESS_FROM = 12
"""Repeats from which on more make no difference worth counting."""

_UNASKED = "\u2603"
"""A character that no pattern of a course asks for."""

_QUANTIFIER = late(r"([*+?]|\{\d+(?:,\d*)?\})\??")
_WITHOUT_WIDTH = frozenset(["^", "$", r"\b", r"\B"])
_LOOKING = ("(?=", "(?!", "(?<=", "(?<!")


@cache
def is_slow(pattern: str) -> bool:
    """Whether the player tries a pattern on short answers only."""
    parts = [part for part, _ in parts_of(pattern)]
    if sum(part in "*+?{|" for part in parts) < 2:
        return False
    try:
        paths = _Paths(pattern)
        return any(paths.steps(text) > _MOST_STEPS for text in _attacks(parts, pattern))
    except (RecursionError, OverflowError, _TooManyError):  # groups in groups in groups
        return True


def _attacks(parts: list[str], pattern: str) -> Iterable[str]:
    """Answers on which a pattern is likely to be slow: what it asks for, over and over, and nearly to its end."""
    plain = [part[-1] for part in parts if (len(part) == 1 and part not in "*+?{}()|.^$") or _is_escaped_sign(part)]
    words = [word for word in re.split(r"[^\w\s-]+|(?<=\w)[*+?]", pattern) if 1 < len(word) <= _LONGEST // 4]
    signs = [*dict.fromkeys(plain)][:16]
    whole = "".join(plain)
    texts = [
        *(_times(sign, _LONGEST) for sign in ("a", "0", " ", "_", *signs)),
        *(_times(word, _LONGEST) for word in dict.fromkeys((*words, whole)) if word),
        *(
            "".join(_times(each, _LONGEST // end) for each in row[:end])
            for row in (signs, [*dict.fromkeys(words)])
            for end in range(2, min(len(row), 8) + 1)
        ),
    ]
    return dict.fromkeys(texts)


def _times(word: str, length: int) -> str:
    return word * (length // len(word))


def _is_escaped_sign(part: str) -> bool:
    return len(part) == 2 and part[0] == "\\" and not part[1].isalnum()


class _TooManyError(Exception):
    """A pattern asks for more work than it gets: what this module cannot count, a browser cannot do."""


_MOST_PARTS = 5_000
"""With those that are read again for each time that they repeat, whether they have width or not."""

_MOST_LINKS = 100_000
_MOST_VISITS = 3_000_000
"""Of one place from another, for all answers that a pattern is tried on."""

_Ways = Counter[int]
"""{place: in how many ways it is reached}."""


class _Piece(msgspec.Struct, frozen=True):
    """A part of a pattern: the places that it can begin and end at, and in how many ways it can be nothing."""

    first: _Ways
    last: _Ways
    empty: int


_NOTHING = _Piece(Counter(), Counter(), empty=1)


class _Paths:
    """The places of a pattern, and in how many ways each follows the other.

    What a browser does that tries one way after the other is to walk all paths through them.
    """

    def __init__(self, pattern: str) -> None:
        self._parts = [part for part, _ in parts_of(pattern)]
        self._pattern, self._starts = pattern, list(accumulate(map(len, self._parts), initial=0))
        self._at = 0
        self._places: list[str] = []
        self._next: list[_Ways] = []
        self._begins: list[tuple[_Ways, _Ways]] = []
        self._links = self._read = self._visits = 0
        while self._at < len(self._parts):
            piece = self._choice()
            self._begins.append((piece.first, piece.last))
            self._at += 1  # a bracket that closes nothing

    def steps(self, text: str) -> float:
        """How many places are tried in vain for `text`, or for a text that begins like it, where it fits itself."""
        return max(self._steps(first, last, text) for first, last in self._begins)

    def _steps(self, first: _Ways, last: _Ways, text: str) -> float:
        ways = {place: float(number) for place, number in first.items()}
        steps = 0.0
        for index, character in enumerate(text):
            ways = {place: number for place, number in ways.items() if _fits(self._places[place], character)}
            steps += sum(ways.values())
            if not ways:
                return steps
            if index == len(text) - 1 and any(place in last for place in ways):
                return self._steps(first, last, f"{text[:-1]}{_UNASKED}") if character != _UNASKED else 0.0
            ended, ways = ways, {}
            for place, number in ended.items():
                self._visits += len(self._next[place])
                for following, times in self._next[place].items():
                    ways[following] = ways.get(following, 0.0) + number * times
            if self._visits > _MOST_VISITS:
                raise _TooManyError
        return steps

    def _count(self) -> None:
        self._read += 1
        if self._read > _MOST_PARTS:
            raise _TooManyError

    def _choice(self) -> _Piece:
        """The alternatives up to the end of their group."""
        first, last, empty = Counter[int](), Counter[int](), 0
        while True:
            self._count()
            piece = self._sequence()
            first += piece.first
            last += piece.last
            empty += piece.empty
            if self._at >= len(self._parts) or self._parts[self._at] == ")":
                return _Piece(first, last, empty)
            self._at += 1

    def _sequence(self) -> _Piece:
        made = _NOTHING
        while self._at < len(self._parts) and self._parts[self._at] not in "|)":
            made = self._joined(made, self._repeated())
        return made

    def _joined(self, one: _Piece, other: _Piece) -> _Piece:
        if one.empty * other.empty > _MOST_STEPS:
            raise _TooManyError
        self._link(one.last, other.first)
        return _Piece(
            one.first + _times_over(other.first, one.empty),
            other.last + _times_over(one.last, other.empty),
            one.empty * other.empty,
        )

    def _link(self, ends: _Ways, beginnings: _Ways) -> None:
        self._links += len(ends) * len(beginnings)
        if self._links > _MOST_LINKS:
            raise _TooManyError
        for end, ways in ends.items():
            for beginning, others in beginnings.items():
                self._next[end][beginning] += ways * others

    def _repeated(self) -> _Piece:
        """One part with what says how often it comes: once for each time, and from then on in a circle."""
        begin = self._at
        piece = before = self._once()
        low, high = self._bounds()
        behind = self._at
        # What can be nothing is tried as nothing at each time that is asked for, so none of these can be left out.
        low = low if piece.empty else min(low, _ENDLESS_FROM)
        is_endless = high > max(low, _ENDLESS_FROM)
        made = _NOTHING
        for time in range(max(low, 1 if is_endless else high)):
            if time:
                self._at = begin
                piece = self._once()
            if time < low:
                made = self._joined(made, piece)
            elif not time:
                made = _Piece(piece.first, piece.last, empty=1)
            else:  # one time more only after the one before
                self._link(before.last, piece.first)
                made = _Piece(made.first, made.last + piece.last, made.empty)
            before = piece
        if is_endless:
            self._link(piece.last, piece.first)
        self._at = behind
        return made

    def _once(self) -> _Piece:
        self._count()
        part = self._parts[self._at]
        self._at += 1
        if part.startswith("("):
            if part == "(?":
                self._at += 1  # its colon
            piece = self._choice()
            self._at += 1
            if part in _LOOKING:
                self._begins.append((piece.first, piece.last))
                return _NOTHING
            return piece
        if part in _WITHOUT_WIDTH:
            return _NOTHING
        self._places.append(part)
        self._next.append(Counter())
        place = Counter({len(self._places) - 1: 1})
        return _Piece(place, place, empty=0)

    def _bounds(self) -> tuple[int, int]:
        found = _QUANTIFIER.match(self._pattern, self._starts[self._at])
        if found is None:
            return 1, 1
        while self._starts[self._at] < found.end():
            self._at += 1
        if found[1] in "*+?":
            return int(found[1] == "+"), 1 if found[1] == "?" else _LONGEST
        low, comma, high = found[1].strip("{}").partition(",")
        return int(low), int(high) if high else (_LONGEST if comma else int(low))


def _times_over(ways: _Ways, number: int) -> _Ways:
    return Counter({place: times * number for place, times in ways.items()}) if number else Counter()


@cache
def _fits(part: str, character: str) -> bool:
    """Whether one part of a pattern, which is no group, can be this character."""
    try:
        return re.fullmatch(part, character, re.IGNORECASE) is not None
    except re.error:  # what means nothing by itself, such as a reference to a group
        return True
