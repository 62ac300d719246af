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


class Numbers(msgspec.Struct, frozen=True):
    """All right answers of a question, and its units.

    `units`: (name, how many of it make one of the first); the answers are in the first. `lost` are the accepted
    numbers that cannot be expressed beside the others. `is_mixed`: numbers without a unit stand beside numbers in
    the first unit, which Moodle takes for the same.
    """

    answers: tuple[NumberAnswer, ...]
    units: tuple[tuple[str, str], ...] = ()
    lost: tuple[AcceptedNumber, ...] = ()
    is_mixed: bool = False


def numbers_of(accepted: tuple[AcceptedNumber, ...]) -> Numbers:
    """The accepted numbers as Moodle can have them.

    As in the player, the first unit stands beside the field and need not be written. Another one is carried where its
    one accepted range is that of the first unit, scaled.
    """
    first = first_unit(accepted)
    own = [number for number in accepted if number.unit in ("", first)]
    in_first = [number for number in accepted if number.unit == first]
    rows = [(first, "1")] if 0 < len(first) <= LONGEST_UNIT else []
    lost: list[AcceptedNumber] = []
    for number in accepted:
        if number.unit in ("", first):
            continue
        multiplier = _multiplier(in_first[0], number) if rows and len(in_first) == 1 else None
        if multiplier is None or len(number.unit) > LONGEST_UNIT or any(number.unit == name for name, _ in rows):
            lost.append(number)
        else:
            rows.append((number.unit, multiplier))
    is_mixed = bool(first) and len(in_first) < len(own)
    return Numbers(tuple(_answers(own)), tuple(rows), tuple(lost), is_mixed)


def first_unit(accepted: tuple[AcceptedNumber, ...]) -> str:
    """The unit that stands beside the field, or ""."""
    return next((number.unit for number in accepted if number.unit), "")


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
    """Whether a number in the first unit is among the accepted ones."""
    units = ("", first_unit(accepted))
    return any(Decimal(number.low) <= value <= Decimal(number.high) for number in accepted if number.unit in units)


def plain(number: Decimal) -> str:
    """A number in the only notation that Moodle's import understands: ASCII digits, a point, no grouping."""
    with localcontext() as context:
        context.prec = 500
        text = f"{number.normalize():f}" if number else "0"
        return text if len(text) <= LONGEST_PLAIN else str(number.normalize())
