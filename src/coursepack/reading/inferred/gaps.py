"""Questions with one gap in prose: `The capital of France is ____.`, and `Answer: Paris` right below."""

import re

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    GapEntry,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.numeric import ambiguous_number, read_number, writes_comma
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, prose

_GAP = late(r"_{3,}")
_RULED = late(r"[\s>]*_(?:[ \t]*_){2,}\s*")
_MOST_WORDS = 4
_LONGEST = 40
_SEVERAL = late(r"[,;/|()\[\]{}\n]|\s(?:or|and|oder|und|ou|et|o|y|e)\s")
_END = late(r"\.+$|(?<=[^\W\d_]{2})!+$")
_QUOTED = late(r"([\"'“”„‘’‚«»‹›])([^\"“”„«»‹›]+)[\"'“”‘’«»‹›]")
_GROUPS = late(r",\d{3}[,.]")
_NUMBER = late(
    r"(?P<sign>[$€£¥])?\s*"
    r"(?P<number>[-\u2212]?(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,9})?|\d{1,3}(?:\.\d{3}){2}(?:,\d{1,9})?"
    r"|\d{1,3}(?:[\u2019' \u00a0\u202f]\d{3})+(?:[.,]\d{1,9})?|(?:0|[1-9]\d{0,8})(?:[.,]\d{1,9})?))"
    r"(?P<unit>.*)"
)
_UNIT = late(
    r"\s*(?:%|‰|°[CFK]?|℃|℉|[$€£¥Ω]|[kcdmµμn]m[²³]?|m[²³]|[mgl]|km/h|m/s(?:²|\^2)?|mph|[kmµμ]g|[mc]?[lL]|ms|min"
    r"|[kMG]?Hz|[kM]W|kWh|[kM]J|kcal|[hk]?Pa|m?bar|[km]V|mA|[kKMGT]i?B)"
    r"|\s+(?:[sthKNJWVA]|per ?cent|Prozent|pour ?cent|por ?ciento|por ?cento|degrees?|Grad|(?:second|minute|hour|day"
    r"|week|month|year|(?:kilo|centi|milli)?met(?:er|re)|(?:kilo)?gram|lit(?:er|re)|mile|kelvin|volt|watt|newton|joule|byte"
    r"|bit)s?|Sekunden?|Minuten?|Stunden?|Tage?|Wochen?|Monate?|Jahre?|(?:Kilo|Zenti|Milli)?meter|(?:Kilo)?gramm|Liter)"
)
"""Units, so that "2 Timothy", "3D" and "4K" stay words."""


def is_ruled_line(line: Line, source: list[str]) -> bool:
    """Whether a line is one to write on, which Markdown takes for a break: `________` alone."""
    return line.kind == "break" and 0 < line.at.line <= len(source) and bool(_RULED.fullmatch(source[line.at.line - 1]))


def has_one_gap(stem: list[Line], *, ruled: bool) -> bool:
    """Whether a stem has a single place to write in: a gap of its own, or the ruled line that was left below it."""
    if any(line.kind == "text" and marks.OPTION.match(line.text) for line in stem):
        return False
    if any(line.item for line in stem[1:]):
        return False
    gaps = sum(len(_GAP.findall(prose(line.inlines))) for line in stem)
    return gaps == (0 if ruled else 1) and (not ruled or stem[-1].text.endswith("?"))


def entry_of(said: str, at: Position, stem: list[Line], language: str) -> GapEntry | None:
    """What fills the gap of `stem`, by the words of an answer line; None where they are more than one short answer."""
    if len(said) > 2 * _LONGEST:
        return None
    text = _END.sub("", said.strip()).strip()
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        text = _END.sub("", quoted[2].strip()).strip()
    if not text or len(text) > _LONGEST or marks.names_truth(text) or marks.NO_ANSWER.match(text):
        return None
    found = _NUMBER.fullmatch(text)
    if found and ambiguous_number(found["number"], language):
        return None
    number = _number(found, at, stem, language) if found else None
    if number:
        return NumericEntryInteraction(at, (number,))
    if len(text.split()) > _MOST_WORDS or _SEVERAL.search(text):
        return None
    return TextEntryInteraction(at, (AcceptedText(at, text),))


def _number(found: re.Match[str], at: Position, stem: list[Line], language: str) -> AcceptedNumber | None:
    """The number that an answer is, with its unit unless that stands beside the gap; None where it may be none."""
    written, sign, unit = found["number"], found["sign"] or "", found["unit"]
    if "," in written and not (writes_comma(language) or _GROUPS.search(written)):
        return None  # "2,3" may be two answers where decimals have a point
    before, _, behind = " ".join(prose(line.inlines) for line in stem).partition("___")
    if sign and not unit.strip():
        return read_number(written if before.rstrip().endswith(sign) else f"{written} {sign}", at)
    named = unit.strip()
    behind = behind.lstrip("_ \u00a0\u202f")
    if not named or (behind.startswith(named) and not behind[len(named) : len(named) + 1].isalpha()):
        return read_number(written, at)
    return read_number(f"{written} {named}", at) if _UNIT.fullmatch(unit) and not sign else None


def answer_text(entry: GapEntry | None) -> str:
    """The right answer of a gap, as it was written."""
    match entry:
        case TextEntryInteraction(accepted=accepted) | NumericEntryInteraction(accepted=accepted):
            return accepted[0].text
        case _:
            return ""
