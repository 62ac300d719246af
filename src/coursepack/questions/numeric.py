"""Numeric: `[[= 9.81 +- 1% m/s^2]]`, `[[= 16384 +- 0 | 2 KiB]]`, `[[= 1..5]]`; all arithmetic is decimal."""

import re
from decimal import Decimal, localcontext
from typing import Any

from coursepack.model.assessment import AcceptedNumber, Interaction, NumericEntryInteraction
from coursepack.model.content import Block
from coursepack.model.scoring import parse_number
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.base import (
    ALL_OR_NOTHING,
    Blank,
    QuestionSource,
    QuestionType,
    only_blank,
    split_alternatives,
)

_SPACES = r"[\u2019' \u00a0\u202f]"
_GROUPED = rf"\d{{1,3}}(?:{_SPACES}\d{{3}})+|\d{{1,3}}(?:,\d{{3}}){{2,}}|\d{{1,3}}(?:\.\d{{3}}){{2,}}"
_BEFORE_POINT = r"\d{1,3}(?:,\d{3})+(?=\.\d)|\d{1,3}(?:\.\d{3})+(?=,\d)|\d+"
_NUMBER = rf"[-+\u2212]?(?:(?:{_GROUPED}|{_BEFORE_POINT})(?:[.,]\d+)?|[.,]\d+)(?:[eE][-+\u2212]?\d+)?"
_RANGE = late(rf"({_NUMBER})\s*(?:\.\.|…)\s*({_NUMBER})\s*(.*)", re.DOTALL)
_VALUE = late(rf"({_NUMBER})\s*(?:(?:\+-|\+/-|±)\s*({_NUMBER})\s*(%?))?\s*(.*)", re.DOTALL)
_NOT_A_UNIT = late(r"[-+=*/.,…±\d\u2212]|.*(?:\+-|\+/-|±|\.\.|…)", re.DOTALL)
_COMMA = late(r"[-+\u2212]?[1-9]\d{0,2},\d{3}")
_POINT = late(r"[-+\u2212]?[1-9]\d{0,2}\.\d{3}")
_COMMA_LANGUAGES = frozenset("cs da de es fi fr hu it nb nl nn no pl pt ro ru sk sl sv tr uk".split())
"""Languages that write a comma before decimals, and may group thousands with a point."""
_LONGEST = 40
_GREATEST_EXPONENT = 100
_PRECISION = 2 * (_LONGEST + _GREATEST_EXPONENT)
_OPENING = late(r"\s*=\s*(?=[-+\u2212]?[.,]?\d)")


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    blank = only_blank(answer)
    return blank is not None and bool(_OPENING.match(blank.text)) and attributes.get("type") in (None, "numeric")


def read_number(text: str, at: Position) -> AcceptedNumber | None:
    """The accepted range that one alternative names, without its `=`; None where it is no number."""
    spread = _RANGE.fullmatch(text)
    if spread:
        low, high = _decimal(spread[1]), _decimal(spread[2])
        if low is None or high is None or low > high or _NOT_A_UNIT.match(spread[3]):
            return None
        return AcceptedNumber(at, plain(low), plain(high), plain(_middle(low, high)), text, spread[3].strip())
    found = _VALUE.fullmatch(text)
    value = _decimal(found[1]) if found else None
    if found is None or value is None or _NOT_A_UNIT.match(found[4]):
        return None
    tolerance = _decimal(found[2]) if found[2] else Decimal(0)
    if tolerance is None or tolerance < 0:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        if found[3]:
            tolerance = abs(value) * tolerance / 100
        low, high = value - tolerance, value + tolerance
    return AcceptedNumber(at, plain(low), plain(high), plain(value), text, found[4].strip())


def _decimal(text: str) -> Decimal | None:
    """The number that an author wrote; None where it is too long to be meant."""
    compact = re.sub(_SPACES, "", text).replace("\u2212", "-")
    for group, point in ((",", "."), (".", ",")):
        if compact.count(group) > 1 or (group in compact and compact.rfind(point) > compact.rfind(group)):
            compact = compact.replace(group, "")
    number = parse_number(compact)
    if number is None or len(number.as_tuple().digits) > _LONGEST or abs(number.adjusted()) > _GREATEST_EXPONENT:
        return None
    return number


def _middle(low: Decimal, high: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = _PRECISION
        return (low + high) / 2


def writes_comma(language: str) -> bool:
    """Whether decimals have a comma in a language."""
    return language.split("-")[0].lower() in _COMMA_LANGUAGES


def ambiguous_number(text: str, language: str) -> str:
    """The number in `text` that could be thousands as well as decimals ("1,000"), or ""."""
    pattern = _POINT if writes_comma(language) else _COMMA
    return next((part for part in re.findall(_NUMBER, text) if pattern.fullmatch(part)), "")


def plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    written = format(number, "f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in ("-0", "") else written


def read_numeric_entry(blank: Blank, source: QuestionSource) -> NumericEntryInteraction | None:
    """The interaction of a blank that asks for a number, or None, reported, where it cannot be read."""
    accepted: list[AcceptedNumber] = []
    for part in split_alternatives(_OPENING.sub("", blank.text, count=1)):
        unclear = ambiguous_number(part, source.language)
        if unclear:
            source.refuse(
                blank.at,
                f'"{unclear}" could be thousands or decimals',
                f"write {re.sub('[.,]', '', unclear)} for thousands, or one decimal more or less",
            )
            return None
        number = read_number(part.removeprefix("=").strip(), blank.at)
        if number is None:
            source.refuse(
                blank.at,
                f'"{part}" is no number that can be read',
                "write a number, a tolerance and a unit ([[= 9.81 +- 1% m/s^2]]) or a range ([[= 1..5]])",
            )
            return None
        accepted.append(number)
    return NumericEntryInteraction(blank.at, tuple(accepted))


def _parse(source: QuestionSource) -> Interaction | None:
    blank = only_blank(source.answer)
    return read_numeric_entry(blank, source) if blank else None


TYPE = QuestionType("numeric", _recognise, _parse, outcomes=ALL_OR_NOTHING)
