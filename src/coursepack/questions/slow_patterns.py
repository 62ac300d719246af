"""Regular expressions of authors that can take a browser for ever."""

import re
from functools import cache
from itertools import accumulate

from coursepack.diagnostics import Rule, Severity
from coursepack.patterns import late
from coursepack.questions.expressions import parts_of

SLOW_PATTERN = Rule(
    "slow-pattern",
    Severity.WARNING,
    "A regular expression can fit one answer in too many ways.",
    "A group that repeats what repeats or chooses inside, or repeats in a row that fit the same characters, can "
    "keep a browser busy for minutes. So the pages compare such a pattern with short answers only: one of more than 24 "
    "characters is wrong whatever it says.",
    "repeat once: a+ in place of (a+)+, \\d+ in place of \\d*\\d*; or list the answers, or use * for any characters",
    example="### Which word has nothing but the letter a?\n\n[[/(a+)+/i]]",
)

_LONGEST = 255
"""Characters of an answer that is compared."""

_MOST_WAYS = 10**8
"""Three endless repeats in a row on the longest answer stay below it, and four do not."""

_ENOUGH = _MOST_WAYS**2

_MOST_TIMES = 40
"""Repeats of a group from which on more make no difference."""

_ENDLESS = late(r"[*+]|\{\d+,\}")
_QUANTIFIER = late(r"([*+?]|\{\d+(?:,\d*)?\})\??")
_WITHOUT_WIDTH = frozenset(["^", "$", r"\b", r"\B"])


def is_slow(pattern: str) -> bool:
    """Whether the player tries a pattern on short answers only."""
    parts = [part for part, _ in parts_of(pattern)]
    if sum(part in "*+?{|" for part in parts) < 2:
        return False
    probes = {*"a0 _", *(part for part in parts if len(part) == 1 and part not in "*+?{}()|.^$")}
    try:
        return _repeats_inside(pattern) or any(_Ways(pattern, probe).most > _MOST_WAYS for probe in sorted(probes))
    except RecursionError:  # groups in groups in groups
        return True


def _repeats_inside(pattern: str) -> bool:
    """Whether a group that repeats without end repeats or chooses inside: the cost doubles with each character."""
    open_groups: list[bool] = []
    for part, rest in parts_of(pattern):
        if part.startswith("("):
            open_groups.append(False)
        elif part == ")":
            is_lively = open_groups.pop() if open_groups else False
            if is_lively and _ENDLESS.match(rest):
                return True
            if is_lively and open_groups:
                open_groups[-1] = True
        elif part in "*+{|" and open_groups:
            open_groups[-1] = True
    return False


class _Ways:
    """In how many ways a pattern shares out an answer that is one character many times; `most`: an estimate from above.

    What must stand between two repeats and is another character ends the sharing: `\\d+ \\d+` has one way only.
    """

    def __init__(self, pattern: str, probe: str) -> None:
        self._parts = [part for part, _ in parts_of(pattern)]
        self._pattern, self._starts = pattern, list(accumulate(map(len, self._parts), initial=0))
        self._probe = probe
        self._at = 0
        self._ways = 1
        self.most = 1
        while self._at < len(self._parts):
            self._choice()
            self._at += 1  # a bracket that closes nothing

    def _choice(self) -> bool:
        """Goes through alternatives up to the end of their group; whether one of them lets the sharing go on."""
        before, after, open_ways = self._ways, 1, 0
        while True:
            self._ways = before
            goes_on = self._sequence()
            open_ways += goes_on
            after = max(after, self._ways)
            if self._at >= len(self._parts) or self._parts[self._at] == ")":
                break
            self._at += 1
        self._ways = after * max(1, open_ways)
        return open_ways > 0

    def _sequence(self) -> bool:
        goes_on = True
        while self._at < len(self._parts) and self._parts[self._at] not in "|)":
            goes_on = self._repeated() and goes_on
        return goes_on

    def _repeated(self) -> bool:
        """Goes through one part with what says how often it comes; whether it lets the sharing go on."""
        is_group, before = self._parts[self._at].startswith("("), self._ways
        fits = self._once()
        low, high = self._bounds()
        behind = self._ways
        if is_group and fits and high < _LONGEST:
            behind = min(before * (behind // before) ** min(high, _MOST_TIMES), _ENOUGH)
        if fits:
            self._ways = min(behind * max(1, high - low), _ENOUGH)
        elif low == 0:
            self._ways = max(before, behind)
        self.most = max(self.most, self._ways)
        return fits or low == 0

    def _once(self) -> bool:
        part = self._parts[self._at]
        self._at += 1
        if part.startswith("("):
            fits = self._choice()
            self._at += 1
            return fits
        fits = part in _WITHOUT_WIDTH or _fits(part, self._probe)
        if not fits:
            self._ways = 1
        return fits

    def _bounds(self) -> tuple[int, int]:
        found = _QUANTIFIER.match(self._pattern, self._starts[self._at])
        if found is None:
            return 1, 1
        self._at += len(found[0])
        if found[1] in "*+?":
            return int(found[1] == "+"), 1 if found[1] == "?" else _LONGEST
        low, comma, high = found[1].strip("{}").partition(",")
        return int(low), int(high) if high else (_LONGEST if comma else int(low))


@cache
def _fits(part: str, probe: str) -> bool:
    """Whether one part of a pattern, which is no group, can be this character."""
    try:
        return re.fullmatch(part, probe, re.IGNORECASE) is not None
    except re.error:  # what means nothing by itself, such as a reference to a group
        return True
