"""Texts with blanks in Moodle: embedded answers (cloze), words to drag (ddwtos), words to select (gapselect)."""

import re
from collections.abc import Callable
from html import unescape

import msgspec
from lxml import etree

from coursepack.importing.answers import Given, choices_of, numbers_of, texts_of
from coursepack.importing.moodle_xml.text import MoodleText, text_of, value_of
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import (
    AcceptedText,
    Choice,
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import Attributes, Block, Inline, Paragraph, Span, Text, map_nodes
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.choices import choice_code

Told = Callable[[str], None]
Entry = TextEntryInteraction | NumericEntryInteraction | ChoiceInteraction

_CLOZE = late(
    r"\{(\d*):(NUMERICAL|NM|SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|MULTICHOICE_HS|MULTICHOICE_VS|MULTICHOICE_H|"
    r"MULTICHOICE_V|MULTICHOICE_S|MULTICHOICE|MCVS|MCHS|MCS|MCV|MCH|MC|MULTIRESPONSE_HS|MULTIRESPONSE_H|MULTIRESPONSE_S|"
    r"MULTIRESPONSE|MRHS|MRH|MRS|MR):((?:\\.|[^\\}])*)\}",
    re.DOTALL,
)
_PLACE = late(r"\[\[(\d{1,4})\]\]")
_TAGS = late(r"<[^>]*>")
_WEIGHT = late(r"\s*%(-?\d*\.?\d*)%")
_MARK = "\ue900{}\ue901"
_MARKED = late("\ue900(\\d+)\ue901")


class Gaps(msgspec.Struct, frozen=True):
    """A text with its blanks."""

    interaction: GapsInteraction


def cloze_of(at: Position, element: etree._Element, text: MoodleText, told: Told) -> Gaps | str:
    """The blanks of a cloze question, or in words why they cannot be had."""
    entries: list[Entry] = []
    weights: list[str] = []
    problems: list[str] = []

    def take(found: re.Match[str]) -> str:
        entry = _cloze_entry(at, found[2], found[3], told)
        if isinstance(entry, str):
            problems.append(entry)
            return ""
        entries.append(entry)
        weights.append(found[1] or "1")
        return _MARK.format(len(entries))

    question = element.find("questiontext")
    html = _CLOZE.sub(take, text_of(question))
    if problems:
        return problems[0]
    if not entries:
        return "it has no blank that can be read"
    if len(set(weights)) > 1:
        told("every blank is worth the same")
    return _made(at, text.blocks(question, html=html), entries)


def _cloze_entry(at: Position, kind: str, written: str, told: Told) -> Entry | str:
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


def drag_words_of(at: Position, element: etree._Element, text: MoodleText, told: Told) -> Gaps | str:
    """The blanks of a ddwtos question; each is filled by the box of its number."""
    boxes = [_plain(text_of(box)) for box in element.iterchildren("dragbox")]
    if len({value_of(box, "group", "1") for box in element.iterchildren("dragbox")}) > 1:
        told("groups of words are left out: every word can be put into every blank")
    html, numbers = _places(element)
    if not numbers or any(not 0 < number <= len(boxes) or not boxes[number - 1] for number in numbers):
        return "a blank of it has no word that belongs there"
    if any("|" in box for box in boxes):
        return "a word with a bar in it cannot stand in a blank"
    entries: list[Entry] = [
        TextEntryInteraction(at, (AcceptedText(at, boxes[number - 1], case_sensitive=True),), True)
        for number in numbers
    ]
    used = {boxes[number - 1] for number in numbers}
    distractors: tuple[tuple[Inline, ...], ...] = tuple(
        (Text(at, box),) for box in dict.fromkeys(boxes) if box and box not in used
    )
    made = _made(at, text.blocks(element.find("questiontext"), html=html), entries)
    return Gaps(msgspec.structs.replace(made.interaction, distractors=distractors, presentation="drag"))


def selected_words_of(at: Position, element: etree._Element, text: MoodleText, told: Told) -> Gaps | str:  # noqa: ARG001 - as its siblings
    """The blanks of a gapselect question; the choices of each are those of the right one's group."""
    options = [
        (_plain(text_of(option)), value_of(option, "group", "1")) for option in element.iterchildren("selectoption")
    ]
    html, numbers = _places(element)
    entries: list[Entry] = []
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
        return _MARK.format(len(numbers))

    return _PLACE.sub(take, text_of(element.find("questiontext"))), numbers


def _made(at: Position, blocks: tuple[Block, ...], entries: list[Entry]) -> Gaps:
    """The interaction of a text in which marks stand for blanks."""
    seen: list[int] = []

    def divide(node: object) -> object:
        if isinstance(node, Text) and _MARKED.search(node.text):
            raise AssertionError("texts with marks are divided with their parents")
        children = getattr(node, "children", None)
        if not children or not any(isinstance(child, Text) and _MARKED.search(child.text) for child in children):
            return node
        made: list[Inline] = []
        for child in children:
            made += _with_gaps(child, seen) if isinstance(child, Text) else _inner(child)
        return msgspec.structs.replace(node, children=tuple(made))  # type: ignore[type-var] # it has children

    def _inner(child: Inline) -> list[Inline]:
        changed = divide(child) if hasattr(child, "children") else child
        return [changed]  # type: ignore[list-item] # a node stays a node

    text = map_nodes(blocks, divide)
    gaps = tuple(Gap(at, f"g{index}", entry) for index, entry in enumerate(entries, 1))
    return Gaps(GapsInteraction(at, text, gaps))


def _with_gaps(node: Text, seen: list[int]) -> list[Inline]:
    made: list[Inline] = []
    done = 0
    for found in _MARKED.finditer(node.text):
        before = node.text[done : found.start()]
        made += [Text(node.at, before)] if before else []
        seen.append(int(found[1]))
        made.append(Span(node.at, "gap", (), attributes=Attributes(f"g{found[1]}")))
        done = found.end()
    rest = node.text[done:]
    return [*made, Text(node.at, rest)] if rest else made
