"""Texts with blanks in Moodle: embedded answers (cloze), words to drag (ddwtos), words to select (gapselect)."""

import re
from collections.abc import Callable
from html import unescape

import msgspec
from lxml import etree

from coursepack.importing.answers import Given, choices_of, numbers_of, texts_of
from coursepack.importing.marks import has_gaps, mark, with_gaps
from coursepack.importing.moodle_xml.text import MoodleText, text_of, value_of
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import (
    AcceptedText,
    Choice,
    ChoiceInteraction,
    Gap,
    GapEntry,
    GapsInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import Block, Inline, Paragraph, Text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.choices import choice_code

Told = Callable[[str], None]

_CLOZE = late(
    r"\{(\d*):(NUMERICAL|NM|SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|MULTICHOICE_HS|MULTICHOICE_VS|MULTICHOICE_H|"
    r"MULTICHOICE_V|MULTICHOICE_S|MULTICHOICE|MCVS|MCHS|MCS|MCV|MCH|MC|MULTIRESPONSE_HS|MULTIRESPONSE_H|MULTIRESPONSE_S|"
    r"MULTIRESPONSE|MRHS|MRH|MRS|MR):((?:\\.|[^\\}])*)\}",
    re.DOTALL,
)
_PLACE = late(r"\[\[(\d{1,4})\]\]")
_TAGS = late(r"<[^>]*>")
_WEIGHT = late(r"\s*%(-?\d*\.?\d*)%")


def cloze_of(at: Position, element: etree._Element, text: MoodleText, told: Told) -> GapsInteraction | str:
    """The blanks of a cloze question, or in words why they cannot be had."""
    entries: list[GapEntry] = []
    weights: list[str] = []
    problems: list[str] = []

    def take(found: re.Match[str]) -> str:
        entry = _cloze_entry(at, found[2], found[3], told)
        if isinstance(entry, str):
            problems.append(entry)
            return ""
        entries.append(entry)
        weights.append(found[1] or "1")
        return mark(len(entries))

    question = element.find("questiontext")
    html = _CLOZE.sub(take, text_of(question))
    if problems:
        return problems[0]
    if not entries:
        return "it has no blank that can be read"
    if len(set(weights)) > 1:
        told("every blank is worth the same")
    return _made(at, text.blocks(question, html=html), entries)


def _cloze_entry(at: Position, kind: str, written: str, told: Told) -> GapEntry | str:
    given: list[Given] = []
    for part in re.split(r"(?<!\\)~", written):
        answer, _, feedback = _divided(part)
        is_right = answer.startswith("=")
        weight = _WEIGHT.match(answer)
        share = float(weight[1] or 0) if weight else 100.0 if is_right else 0.0
        words = answer[weight.end() :] if weight else answer.removeprefix("=")
        value, _, tolerance = _plain(words).partition(":") if kind in ("NUMERICAL", "NM") else (_plain(words), "", "0")
        blocks = RichText(at, told).blocks(_unescaped(feedback)) if feedback else ()
        given.append(Given(share, _choice_blocks(at, _plain(words)), value, blocks, tolerance or "0"))
    if kind in ("NUMERICAL", "NM"):
        numbers, otherwise = numbers_of(at, given, told)
        if otherwise:
            told("feedback for all other numbers in a blank is left out")
        return numbers or "a blank has no number that can be read"
    if kind.startswith(("SHORTANSWER", "SA", "MW")):
        sensitive = kind.endswith("C")
        texts, otherwise = texts_of(at, given, sensitive=sensitive, told=told)
        if otherwise:
            told("feedback for all other texts in a blank is left out")
        return texts or "a blank has no right answer"
    if kind.startswith(("MULTIRESPONSE", "MR")):
        return "a blank in which several choices can be right has no counterpart here"
    given = [each for each in given if each.text]
    if len(given) < 2 or all(each.share <= 0 for each in given):
        return "a blank offers no choice of which one is right"
    choice, _ = choices_of(at, given, single=True, told=told)
    return ChoiceInteraction(at, choice.choices, presentation="dropdown")


def _divided(part: str) -> tuple[str, str, str]:
    """The answer and the feedback behind the first `#` that is neither escaped nor part of a character's number."""
    found = re.search(r"(?<![\\&])#", part)
    return (part[: found.start()], "#", part[found.end() :]) if found else (part, "", "")


def _unescaped(text: str) -> str:
    return re.sub(r"\\([}#~/\"\\])", r"\1", text)


def _plain(text: str) -> str:
    return " ".join(unescape(_TAGS.sub("", _unescaped(text))).split())


def _choice_blocks(at: Position, words: str) -> tuple[Block, ...]:
    return (Paragraph(at, (Text(at, words),)),) if words else ()


def drag_words_of(at: Position, element: etree._Element, text: MoodleText, told: Told) -> GapsInteraction | str:
    """The blanks of a ddwtos question; each is filled by the box of its number."""
    boxes = [_plain(text_of(box)) for box in element.iterchildren("dragbox")]
    if len({value_of(box, "group", "1") for box in element.iterchildren("dragbox")}) > 1:
        told("groups of words are left out: every word can be put into every blank")
    html, numbers = _places(element)
    if not numbers or any(not 0 < number <= len(boxes) or not boxes[number - 1] for number in numbers):
        return "a blank of it has no word that belongs there"
    if any("|" in box for box in boxes):
        return "a word with a bar in it cannot stand in a blank"
    entries: list[GapEntry] = [
        TextEntryInteraction(at, (AcceptedText(at, boxes[number - 1], case_sensitive=True),), True)
        for number in numbers
    ]
    used = {boxes[number - 1] for number in numbers}
    distractors: tuple[tuple[Inline, ...], ...] = tuple(
        (Text(at, box),) for box in dict.fromkeys(boxes) if box and box not in used
    )
    made = _made(at, text.blocks(element.find("questiontext"), html=html), entries)
    if isinstance(made, str):
        return made
    return msgspec.structs.replace(made, distractors=distractors, presentation="drag")


def selected_words_of(at: Position, element: etree._Element, text: MoodleText) -> GapsInteraction | str:
    """The blanks of a gapselect question; the choices of each are those of the right one's group."""
    options = [
        (_plain(text_of(option)), value_of(option, "group", "1")) for option in element.iterchildren("selectoption")
    ]
    html, numbers = _places(element)
    entries: list[GapEntry] = []
    for number in numbers:
        if not 0 < number <= len(options):
            return "a blank of it has no choice that belongs there"
        right, group = options[number - 1]
        words = list(dict.fromkeys(word for word, of in options if of == group and word))
        if len(words) < 2:
            return "a blank of it offers fewer than two choices"
        choices = (
            Choice(at, choice_code(index), (Paragraph(at, (Text(at, word),)),), word == right)
            for index, word in enumerate(words)
        )
        entries.append(ChoiceInteraction(at, tuple(choices), presentation="dropdown"))
    if not entries:
        return "it has no blank that can be read"
    return _made(at, text.blocks(element.find("questiontext"), html=html), entries)


def _places(element: etree._Element) -> tuple[str, list[int]]:
    """A text with marks in the places of its blanks, and the number of each."""
    numbers: list[int] = []

    def take(found: re.Match[str]) -> str:
        numbers.append(int(found[1]))
        return mark(len(numbers))

    return _PLACE.sub(take, text_of(element.find("questiontext"))), numbers


def _made(at: Position, blocks: tuple[Block, ...], entries: list[GapEntry]) -> GapsInteraction | str:
    """The interaction of a text in which marks stand for blanks."""
    text = with_gaps(blocks)
    if not has_gaps(text, len(entries)):
        return "a blank of it stands where none can be: in code, or in the words of a picture"
    return GapsInteraction(at, text, tuple(Gap(at, f"g{index}", entry) for index, entry in enumerate(entries, 1)))
