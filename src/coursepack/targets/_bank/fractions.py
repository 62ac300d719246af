"""The shares of a grade that Moodle accepts for the choices of a question (`question/engine/bank.php`)."""

from decimal import Decimal
from fractions import Fraction

EQUAL_SHARES = {
    1: "100",
    2: "50",
    3: "33.33333",
    4: "25",
    5: "20",
    6: "16.66667",
    7: "14.28571",
    8: "12.5",
    9: "11.11111",
    10: "10",
    20: "5",
}
"""{number of choices: what each of them is worth, in per cent, so that all of them are worth 100}.

Moodle compares with a tolerance of 0.001 per cent, and refuses the whole file for any other number.
"""

LEGAL = frozenset({*EQUAL_SHARES.values(), "0", "90", "83.33333", "80", "75", "70", "66.66667", "60", "40", "30"})
"""Every grade that is accepted, without its sign."""


def right_shares(count: int) -> list[str]:
    """What each of `count` right choices is worth; together 100 per cent, as nearly equal as Moodle allows."""
    if count in EQUAL_SHARES:
        return [EQUAL_SHARES[count]] * count
    if count < 20:
        return ["10"] * (20 - count) + ["5"] * (2 * count - 20)
    return ["5"] * 20 + ["0"] * (count - 20)


def wrong_share(count: int) -> str:
    """What each of `count` wrong choices costs: the share nearest to 1/count."""
    wanted = Fraction(100, count)
    return "-" + min(EQUAL_SHARES.values(), key=lambda share: (abs(Fraction(Decimal(share)) - wanted), share))


def is_equal(count: int) -> bool:
    """Whether Moodle has a share for each of `count` choices that are worth the same."""
    return count in EQUAL_SHARES
