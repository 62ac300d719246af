"""Numeric: `[[= 9.81 +- 1% m/s^2]]`, `[[= 16384 +- 0 | 2 KiB]]`, `[[= 1..5]]`; all arithmetic is decimal."""

import re
from decimal import Decimal

from coursepack.model.assessment import AcceptedNumber, Interaction, NumericEntryInteraction
from coursepack.model.scoring import parse_number
from coursepack.model.source import Position
from coursepack.questions.base import BAD_ANSWER, QuestionSource, QuestionType, only_blank, split_alternatives

_NUMBER = r"[-+\u2212]?(?:\d[\d\u2019' \u00a0\u202f]*(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:\.\.|…)\s*({_NUMBER})\s*(.*)", re.DOTALL)
_VALUE = re.compile(rf"({_NUMBER})\s*(?:(?:\+-|\+/-|±)\s*({_NUMBER})\s*(%?))?\s*(.*)", re.DOTALL)
_OPENING = re.compile(r"\s*=\s*(?=[-+\u2212]?[.,]?\d)")


def _recognise(source: QuestionSource) -> bool:
    blank = only_blank(source.answer)
    return blank is not None and bool(_OPENING.match(blank)) and source.attributes.get("type") in (None, "numeric")


def read_number(text: str, at: Position) -> AcceptedNumber | None:
    """The accepted range that one alternative names, without its `=`; None where it is no number."""
    spread = _RANGE.fullmatch(text)
    if spread:
        low, high = parse_number(spread[1]), parse_number(spread[2])
        if low is None or high is None or low > high:
            return None
        return AcceptedNumber(at, plain(low), plain(high), plain((low + high) / 2), text, spread[3].strip())
    found = _VALUE.fullmatch(text)
    value = parse_number(found[1]) if found else None
    if found is None or value is None:
        return None
    tolerance = parse_number(found[2]) if found[2] else Decimal(0)
    if tolerance is None or tolerance < 0:
        return None
    if found[3]:
        tolerance = abs(value) * tolerance / 100
    return AcceptedNumber(at, plain(value - tolerance), plain(value + tolerance), plain(value), text, found[4].strip())


def plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    written = format(number.normalize(), "f")
    return "0" if written in ("-0", "") else written


def _parse(source: QuestionSource) -> Interaction | None:
    blank = _OPENING.sub("", only_blank(source.answer) or "", count=1)
    accepted: list[AcceptedNumber] = []
    for part in split_alternatives(blank):
        number = read_number(part.removeprefix("=").strip(), source.answer.at)
        if number is None:
            source.report.add(
                BAD_ANSWER,
                source.answer.at,
                f'"{part}" is no number that can be read',
                help="write a number, a tolerance and a unit ([[= 9.81 +- 1% m/s^2]]) or a range ([[= 1..5]])",
            )
            return None
        accepted.append(number)
    return NumericEntryInteraction(source.answer.at, tuple(accepted))


TYPE = QuestionType("numeric", _recognise, _parse)
