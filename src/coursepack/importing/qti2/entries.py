"""What is typed in QTI 2: texts, numbers and lists in a line, from declarations and comparisons."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from coursepack.importing.answers import accepted_of
from coursepack.importing.qti2.processing import conditions_of
from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    ChoiceInteraction,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import Paragraph, Text
from coursepack.model.source import Position
from coursepack.questions.choices import choice_code

_EITHER_CASE = re.compile(r"\[(.)(.)\]", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<any>\(\.\|\\s\)\*|\.\*)|\[(?P<low>[^\W\d_])(?P<up>[^\W\d_])\]|\\(?P<escaped>\W)|(?P<plain>[^\\\[\](){}|.*+?^$])"
)
_MOST_DIGITS = 40


def choice_codes(elements: Iterable[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """Each element with the letter of its place."""
    for index, element in enumerate(each for each in elements if isinstance(each.tag, str)):
        yield choice_code(index), element


def entry_of(
    item: etree._Element, declared: etree._Element, at: Position
) -> TextEntryInteraction | NumericEntryInteraction | None:
    """How the field of a response is answered; None where nothing is right."""
    if declared.get("baseType") in ("float", "integer"):
        numbers = _numbers(item, declared, at)
        return NumericEntryInteraction(at, numbers) if numbers else None
    texts = _texts(item, declared, at)
    sensitive = bool(texts) and all(text.case_sensitive for text in texts)
    return TextEntryInteraction(at, texts, sensitive) if texts else None


def list_of(interaction: etree._Element, declared: etree._Element, at: Position) -> ChoiceInteraction | None:
    """A list in a line; None where no choice is right."""
    right = right_values(declared)
    choices = tuple(
        Choice(
            at,
            code,
            (Paragraph(at, (Text(at, " ".join("".join(each.itertext()).split())),)),),
            each.get("identifier") in right,
        )
        for code, each in choice_codes(interaction.iterfind("inlineChoice"))
    )
    return ChoiceInteraction(at, choices, presentation="dropdown") if any(each.correct for each in choices) else None


def right_values(declared: etree._Element) -> list[str]:
    """What a declaration calls right: its correct response, or what its mapping gives points for."""
    found = [" ".join((value.text or "").split()) for value in declared.iterfind("correctResponse/value")]
    return found or [
        " ".join(entry.get("mapKey", "").split())
        for entry in declared.iterfind("mapping/mapEntry")
        if _decimal(entry.get("mappedValue", "")) > 0
    ]


def _texts(item: etree._Element, declared: etree._Element, at: Position) -> tuple[AcceptedText, ...]:
    name = declared.get("identifier", "")
    found: dict[str, AcceptedText] = {}
    for condition in conditions_of(item, name):
        if condition.tag in ("stringMatch", "match") and (value := condition.findtext("baseValue")):
            sensitive = condition.tag == "match" or condition.get("caseSensitive", "true") != "false"
            found.setdefault(value, AcceptedText(at, value, "literal", sensitive))
        elif condition.tag == "patternMatch" and (pattern := condition.get("pattern")):
            found.setdefault(pattern, _pattern(pattern, at))
    sensitive_of = {
        entry.get("mapKey", ""): entry.get("caseSensitive", "true") != "false"
        for entry in declared.iterfind("mapping/mapEntry")
        if _decimal(entry.get("mappedValue", "")) > 0
    }
    if not found:
        for text in (*right_values(declared), *sensitive_of):
            found.setdefault(text, AcceptedText(at, text, "literal", sensitive_of.get(text, True)))
    return tuple(found.values())


def _pattern(pattern: str, at: Position) -> AcceptedText:
    """A pattern as text with wildcards where it is no more than that."""
    parts = [""]
    place = 0
    cases: set[bool] = set()
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None or (token["low"] and token["low"].lower() != token["up"].lower()):
            return AcceptedText(at, pattern, "regex", case_sensitive=True)
        place = token.end()
        if token["any"]:
            parts.append("")
            continue
        character = token["low"] or token["escaped"] or token["plain"]
        if character.lower() != character.upper():
            cases.add(not token["low"])
        parts[-1] += character
    if len(cases) > 1:
        return AcceptedText(at, pattern, "regex", case_sensitive=True)
    return accepted_of(at, parts, sensitive=cases != {False})


def _numbers(item: etree._Element, declared: etree._Element, at: Position) -> tuple[AcceptedNumber, ...]:
    name = declared.get("identifier", "")
    found: list[AcceptedNumber] = []
    for condition in conditions_of(item, name):
        if condition.tag == "and":
            low, high = condition.findtext("gte/baseValue"), condition.findtext("lte/baseValue")
            found += _range(low, high, at)
        elif condition.tag in ("equal", "match"):
            value = condition.findtext("baseValue")
            for text in [value] if value else right_values(declared):
                found += _equal(condition, text, at)
    if not found:
        for text in right_values(declared):
            found += _range(text, text, at)
    return tuple(dict.fromkeys(found))


def _equal(condition: etree._Element, text: str, at: Position) -> list[AcceptedNumber]:
    value = _decimal(text)
    spread = [_decimal(each) for each in condition.get("tolerance", "").split()]
    if not spread or condition.get("toleranceMode", "exact") == "exact":
        return _range(text, text, at)
    below, above = spread[0], spread[-1]
    if condition.get("toleranceMode") == "relative":
        below, above = abs(value) * below / 100, abs(value) * above / 100
    return _range(str(value - below), str(value + above), at)


def _range(low: str | None, high: str | None, at: Position) -> list[AcceptedNumber]:
    try:
        bottom, top = Decimal((low or "").strip()), Decimal((high or "").strip())
    except InvalidOperation:
        return []
    if not (bottom.is_finite() and top.is_finite()) or bottom > top or abs(bottom.adjusted()) > _MOST_DIGITS:
        return []
    if bottom == top:
        return [AcceptedNumber(at, _plain(bottom), _plain(bottom), _plain(bottom), _plain(bottom))]
    text = f"{_plain(bottom)}..{_plain(top)}"
    return [AcceptedNumber(at, _plain(bottom), _plain(top), _plain((bottom + top) / 2), text)]


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
