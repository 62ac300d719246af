"""Accepted numbers as Moodle has them: a value with an absolute tolerance, and one list of units."""

from decimal import Decimal, localcontext

import msgspec

from coursepack.model.assessment import AcceptedNumber

LONGEST_PLAIN = 40
"""Characters up to which a number is written without an exponent."""

LONGEST_UNIT = 50
"""Characters of a unit in Moodle's database."""


class NumberAnswer(msgspec.Struct, frozen=True):
    """A right answer: everything from `value` − `tolerance` to `value` + `tolerance`, in the first unit."""

    value: str
    tolerance: str


class Units(msgspec.Struct, frozen=True):
    """The units of a question, the first is the one that its answers are in: (name, how many of it make one first)."""

    rows: tuple[tuple[str, str], ...] = ()


def answers_of(accepted: tuple[AcceptedNumber, ...]) -> tuple[list[NumberAnswer], Units, list[AcceptedNumber]]:
    """Answers, units, and the accepted numbers that cannot be expressed beside the others.

    A question of Moodle has one base unit. A second unit is carried where its one accepted range is the first one's,
    scaled; where numbers without a unit are accepted, those with one are not carried.
    """
    bare = [number for number in accepted if not number.unit]
    if bare:
        return _answers(bare), Units(), [number for number in accepted if number.unit]
    first = accepted[0]
    own = [number for number in accepted if number.unit == first.unit]
    rows, lost = [(first.unit, "1")], []
    for number in accepted:
        if number.unit == first.unit:
            continue
        multiplier = _multiplier(first, number) if len(own) == 1 else None
        if multiplier is None or any(number.unit == name for name, _ in rows):
            lost.append(number)
        else:
            rows.append((number.unit, multiplier))
    if any(len(name) > LONGEST_UNIT for name, _ in rows):
        return _answers(own), Units(), list(accepted)
    return _answers(own), Units(tuple(rows)), lost


def _answers(accepted: list[AcceptedNumber]) -> list[NumberAnswer]:
    """Every range; where the number to show is not its middle, that number goes first as an answer of its own."""
    found: list[NumberAnswer] = []
    for number in accepted:
        with localcontext() as context:
            context.prec = 500
            low, high = Decimal(number.low), Decimal(number.high)
            middle, tolerance = (low + high) / 2, (high - low) / 2
            if Decimal(number.value) != middle and low <= Decimal(number.value) <= high:
                found.append(NumberAnswer(plain(Decimal(number.value)), "0"))
            found.append(NumberAnswer(plain(middle), plain(tolerance)))
    return found


def _multiplier(first: AcceptedNumber, other: AcceptedNumber) -> str | None:
    """How many of the other unit make one of the first, where both ranges are the same quantity; else None."""
    with localcontext() as context:
        context.prec = 100
        base, low, high = Decimal(first.value), Decimal(first.low), Decimal(first.high)
        if not base:
            return None
        ratio = Decimal(other.value) / base
        if ratio <= 0 or low * ratio != Decimal(other.low) or high * ratio != Decimal(other.high):
            return None
    return plain(ratio) if len(plain(ratio)) <= LONGEST_PLAIN else None


def is_accepted(value: Decimal, accepted: tuple[AcceptedNumber, ...]) -> bool:
    """Whether a bare number is among the accepted ones."""
    return any(Decimal(number.low) <= value <= Decimal(number.high) for number in accepted)


def plain(number: Decimal) -> str:
    """A number in the only notation that Moodle's import understands: ASCII digits, a point, no grouping."""
    with localcontext() as context:
        context.prec = 500
        text = f"{number.normalize():f}" if number else "0"
        return text if len(text) <= LONGEST_PLAIN else str(number.normalize())
