"""Regular expressions of authors that can take a browser for ever, and how long an answer they may be given."""

import re
import sys
from collections import Counter
from collections.abc import Collection
from functools import cache
from itertools import accumulate

import msgspec

from coursepack.diagnostics import Rule, Severity
from coursepack.patterns import late
from coursepack.questions.expressions import as_wildcard, parts_of

SLOW_PATTERN = Rule(
    "slow-pattern",
    Severity.WARNING,
    "A regular expression can fit one answer in too many ways.",
    "A group that repeats what repeats or chooses inside, several repeats that fit the same characters and what "
    "stands between them, or many parts in a row that may be missing can keep a browser busy for minutes. So the pages "
    "compare such a pattern with answers up to a length that it surely is done with at once; a longer answer is wrong "
    "whatever it says.",
    "repeat once: a+ in place of (a+)+, \\d+ in place of \\d*\\d*; or list the answers, or use * for any characters",
    example="### Which word has nothing but the letter a?\n\n[[/(a+)+/i]]",
)

LONGEST = 255
"""Characters of an answer that is compared with anything."""

_MOST_STEPS = 1_500_000
"""Steps of a comparison; V8 was measured to take 30 to 150 million in a second."""

_ENDLESS_FROM = 12
"""Repeats from which on more make no difference worth counting."""

_QUANTIFIER = late(r"([*+?]|\{\d+(?:,\d*)?\})\??")
_WITHOUT_WIDTH = frozenset(["^", "$", r"\b", r"\B"])
_LOOKING = ("(?=", "(?!", "(?<=", "(?<!")
_REFERENCE = late(r"\\[1-9]")


@cache
def longest_answer(pattern: str) -> int:
    """The most characters, up to 255, of an answer that the player may compare with a pattern; 0 for none.

    No answer up to that length takes a browser more than a twentieth of a second. A pattern that is a text with
    wildcards is compared as one, which takes no time.
    """
    if as_wildcard(pattern) is not None:
        return LONGEST
    if sum(part in "*+?{|" for part, _ in parts_of(pattern)) < 2 and not _REFERENCE.search(pattern):
        return LONGEST
    try:
        costs = _Paths(pattern).costs()
    except (RecursionError, OverflowError, _TooManyError):  # groups in groups in groups
        return 0
    return next((max(length - 1, 0) for length, steps in enumerate(costs) if steps > _MOST_STEPS), LONGEST)


def shortest_answer(pattern: str) -> int:
    """The fewest characters that a pattern, of which `longest_answer` is not 0, can fit."""
    return _Paths(pattern).shortest


class _Automaton(msgspec.Struct, frozen=True):
    """Places of a pattern: in how many ways it begins at each and each follows another, and which a text gets to.

    `states`: places that one text gets to together; `moves`: the states that the next character may lead to from each.
    """

    first: "_Ways"
    following: "list[_Ways]"
    states: "list[frozenset[int]]"
    moves: "list[list[int]]"


def _costs(automaton: _Automaton, looks: "dict[int, list[float]]") -> list[float]:
    """For each length from 0 on, how many steps an answer of it takes at most.

    A browser tries one way through the places after the other, so its steps are no more than the ways to each place.
    For each state these are the most that any text has which leads to it. At a place in `looks` it looks ahead or back,
    once for each way there: whatever comes later, it does not do so in another way. The lists say what that costs.
    """
    first = automaton.first
    total = float(sum(first.values()))
    entered = {place: float(first[place]) for place in looks if place in first}
    costs = [total + _inside(entered, looks, 0)]
    ways = [{place: float(first[place]) for place in state if place in first} for state in automaton.states]
    worst, entering, visits = 0.0, dict[int, float](), 0
    goes_on = False
    while len(costs) <= LONGEST and costs[-1] <= _MOST_STEPS:
        if not goes_on:
            before, worst, entering = ways, 0.0, {}
            ways = [{} for _ in before]
            for state, here in enumerate(before):
                steps, after = _after(here, automaton.following)
                worst = max(worst, steps)
                for place in looks.keys() & after.keys():
                    entering[place] = max(entering.get(place, 0.0), after[place])
                for move in automaton.moves[state] if after else ():
                    most = ways[move]
                    for place in automaton.states[move]:
                        if after.get(place, 0.0) > most.get(place, 0.0):
                            most[place] = after[place]
                    visits += len(automaton.states[move])
                visits += len(looks) + sum(len(automaton.following[place]) for place in here)
                if visits > _MOST_VISITS:
                    raise _TooManyError
            goes_on = ways == before
        total += worst
        for place, often in entering.items():
            entered[place] = entered.get(place, 0.0) + often
        costs.append(total + _inside(entered, looks, len(costs)))
    return [*costs, *[sys.float_info.max] * (LONGEST + 1 - len(costs))]


def _inside(entered: dict[int, float], looks: "dict[int, list[float]]", length: int) -> float:
    return sum(often * looks[place][length] for place, often in entered.items())


def _after(here: dict[int, float], following: "list[_Ways]") -> tuple[float, dict[int, float]]:
    """The steps that are taken at these places, and in how many ways they lead to others."""
    steps = 0.0
    after: dict[int, float] = {}
    for place, number in here.items():
        steps += number
        for other, times in following[place].items():
            steps += number * times
            after[other] = after.get(other, 0.0) + number * times
    return steps, after


class _TooManyError(Exception):
    """A pattern asks for more work than it gets: what this module cannot count, a browser cannot do."""


_MOST_PARTS = 5_000
"""With those that are read again for each time that they repeat, whether they have width or not."""

_MOST_LINKS = 100_000
_MOST_STATES = 300
_MOST_VISITS = 3_000_000
"""Of one place from another, for all answers that a pattern is tried on."""

_Ways = Counter[int]
"""{place: in how many ways it is reached}."""


class _Piece(msgspec.Struct, frozen=True):
    """A part of a pattern: the places that it can begin and end at, and in how many ways it can be nothing.

    `shortest`: the fewest characters that fit it.
    """

    first: _Ways
    last: _Ways
    empty: int
    shortest: int


_NOTHING = _Piece(Counter(), Counter(), empty=1, shortest=0)


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
        self._looks: dict[int, _Ways] = {}
        self._links = self._read = 0
        whole = _NOTHING
        while self._at < len(self._parts):
            whole = self._joined(whole, self._choice())
            self._at += 1  # a bracket that closes nothing
        self._first, self.shortest = whole.first, whole.shortest

    def costs(self) -> list[float]:
        """For each length up to the longest, how many steps an answer of it takes at most."""
        fitting = _fitting(self._places, self._pattern)
        looks: dict[int, list[float]] = {}
        for place, first in self._looks.items():  # the inner ones come first
            looks[place] = _costs(self._automaton(first, fitting), looks)
        return _costs(self._automaton(self._first, fitting), looks)

    def _automaton(self, first: _Ways, fitting: list[frozenset[int]]) -> _Automaton:
        return _Automaton(first, self._next, *_states(first, self._next, fitting))

    def _count(self) -> None:
        self._read += 1
        if self._read > _MOST_PARTS:
            raise _TooManyError

    def _choice(self) -> _Piece:
        """The alternatives up to the end of their group."""
        first, last, empty, shortest = Counter[int](), Counter[int](), 0, sys.maxsize
        while True:
            self._count()
            piece = self._sequence()
            first += piece.first
            last += piece.last
            empty += piece.empty
            shortest = min(shortest, piece.shortest)
            if self._at >= len(self._parts) or self._parts[self._at] == ")":
                return _Piece(first, last, empty, shortest)
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
            one.shortest + other.shortest,
        )

    def _link(self, ends: _Ways, beginnings: _Ways) -> None:
        self._links += len(ends) * len(beginnings)
        if self._links > _MOST_LINKS:
            raise _TooManyError
        for end, ways in ends.items():
            for beginning, others in beginnings.items():
                self._next[end][beginning] += ways * others
                if end == beginning and _REFERENCE.match(self._places[end]):
                    self._next[end][end] = 1  # how often it fits is settled by what it refers to

    def _repeated(self) -> _Piece:
        """One part with what says how often it comes: once for each time, and from then on in a circle."""
        begin = self._at
        before = _Ways()
        piece = self._once()
        low, high = self._bounds()
        behind = self._at
        shortest = piece.shortest * low
        # What can be nothing is tried as nothing at each time that is asked for, so none of these can be left out.
        low = low if piece.empty else min(low, _ENDLESS_FROM)
        is_endless = high > max(low, _ENDLESS_FROM)
        made = more = _NOTHING
        for time in range(low + 1 if is_endless else high):
            if time:
                self._at = begin
                piece = self._once()
            if time < low:
                made = self._joined(made, piece)
                continue
            # Once more is only after the time before, and browsers try it in vain where it turns out to be nothing.
            vain = Counter({self._place(""): piece.empty}) if piece.empty else _Ways()
            first = piece.first + vain
            if is_endless:
                self._link(piece.last, first)
            if time > low:
                self._link(before, first)
            before = piece.last
            more = _Piece(first if time == low else more.first, more.last + piece.last, empty=1, shortest=0)
        self._at = behind
        made = self._joined(made, more) if high else _NOTHING
        return msgspec.structs.replace(made, shortest=shortest)

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
                look = self._place("")
                self._looks[look] = piece.first
                return msgspec.structs.replace(_NOTHING, first=Counter({look: 1}))
            return piece
        if part in _WITHOUT_WIDTH:
            return _NOTHING
        place = Counter({self._place(part): 1})
        if _REFERENCE.match(part):  # it is as long as what it refers to, or nothing
            self._link(place, place)
            return _Piece(place, place, empty=1, shortest=0)
        return _Piece(place, place, empty=0, shortest=1)

    def _place(self, part: str) -> int:
        """A new place, which one character fits; none fits where `part` is ""."""
        self._places.append(part)
        self._next.append(Counter())
        return len(self._places) - 1

    def _bounds(self) -> tuple[int, int]:
        found = _QUANTIFIER.match(self._pattern, self._starts[self._at])
        if found is None:
            return 1, 1
        while self._starts[self._at] < found.end():
            self._at += 1
        if found[1] in "*+?":
            return int(found[1] == "+"), 1 if found[1] == "?" else LONGEST
        low, comma, high = found[1].strip("{}").partition(",")
        return int(low), int(high) if high else (LONGEST if comma else int(low))


def _times_over(ways: _Ways, number: int) -> _Ways:
    return Counter({place: times * number for place, times in ways.items()}) if number else Counter()


def _fitting(places: list[str], pattern: str) -> list[frozenset[int]]:
    """Which places one character fits, for each character that fits some that no other one fits besides them."""
    signs = {*map(chr, range(0x20, 0x180)), "\n", "\u2028", "\u3000", "\u0301", "\u4e00", "\u2603"}
    for character in set(pattern):
        signs.update((character, character.swapcase()[:1], chr(max(ord(character) - 1, 0)), chr(ord(character) + 1)))
    where: dict[str, list[int]] = {}
    for place, part in enumerate(places):
        where.setdefault(part, []).append(place)
    found = {tuple(part for part in where if _fits(part, sign)) for sign in signs}
    return _largest({frozenset(place for part in parts for place in where[part]) for parts in found})


def _states(
    first: _Ways, following: list[_Ways], fitting: list[frozenset[int]]
) -> tuple[list[frozenset[int]], list[list[int]]]:
    """The states and moves of an automaton; where they are too many, a state for each character that leads to all."""
    after: dict[frozenset[int], list[frozenset[int]]] = {}
    waiting = [begun for one in fitting if (begun := one.intersection(first))]
    while waiting:
        state = waiting.pop()
        if state in after:
            continue
        if len(after) == _MOST_STATES:
            return fitting, [[*range(len(fitting))]] * len(fitting)
        reached = {place for each in state for place in following[each]}
        after[state] = [places for one in fitting if (places := one & reached)]
        waiting.extend(after[state])
    states = _largest(after.keys())
    # What leads to a part of a state is taken for what leads to all of it.
    index = {part: next(at for at, state in enumerate(states) if part <= state) for part in after}
    return states, [[*dict.fromkeys(index[part] for part in after[state])] for state in states]


def _largest(found: Collection[frozenset[int]]) -> list[frozenset[int]]:
    """Those that are not part of others."""
    return [one for one in found if not any(one < other for other in found)]


@cache
def _fits(part: str, character: str) -> bool:
    """Whether one part of a pattern, which is no group, can be this character."""
    try:
        return re.fullmatch(part, character, re.IGNORECASE) is not None
    except re.error:  # what means nothing by itself, such as a reference to a group
        return True
