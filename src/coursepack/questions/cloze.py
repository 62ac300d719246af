"""Cloze: blanks inside text, to type a text or number or to choose: `[[by hand | (automatically) | never]]`."""

from typing import Any

from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    Interaction,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import Attributes, Block, Paragraph, Span, Text, map_nodes
from coursepack.questions.base import (
    Blank,
    QuestionSource,
    QuestionType,
    blank_of,
    has_blank,
    only_blank,
    split_alternatives,
)
from coursepack.questions.choices import choice_code
from coursepack.questions.numeric import read_numeric_entry
from coursepack.questions.short_text import kind_of_blank, read_text_entry


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    if attributes.get("type") not in (None, "cloze") or not has_blank(answer):
        return False
    blank = only_blank(answer)
    return blank is None or kind_of_blank(blank.text) == "dropdown" or attributes.get("type") == "cloze"


def take_gaps(source: QuestionSource) -> tuple[tuple[Block, ...], list[tuple[str, Blank]]]:
    """The passage with its blanks as gaps that have codes, and the code and blank of each."""
    gaps: list[tuple[str, Blank]] = []

    def mark(node: object) -> object:
        blank = blank_of(node)
        if blank is None:
            return node
        code = f"g{len(gaps) + 1}"
        gaps.append((code, blank))
        return Span(blank.at, "gap", (), attributes=Attributes(code))

    return map_nodes(source.passage, mark), gaps


def _gap(
    blank: Blank, source: QuestionSource
) -> TextEntryInteraction | NumericEntryInteraction | ChoiceInteraction | None:
    kind = kind_of_blank(blank.text)
    if kind == "numeric":
        return read_numeric_entry(blank, source)
    if kind == "text":
        return read_text_entry(blank, source)
    if kind == "dropdown":
        return _dropdown(blank, source)
    source.refuse(blank.at, f"a blank for {kind} cannot stand inside a text", "give it a paragraph of its own")
    return None


def _dropdown(blank: Blank, source: QuestionSource) -> ChoiceInteraction | None:
    choices: list[Choice] = []
    at = blank.at
    for index, part in enumerate(split_alternatives(blank.text)):
        right = part.startswith("(") and part.endswith(")") and len(part) > 2
        words = part[1:-1].strip() if right else part.strip("`")
        if not words:
            source.refuse(at, "a blank offers an empty choice", "remove the extra | or write a choice")
            return None
        choices.append(Choice(at, choice_code(index), (Paragraph(at, (Text(at, words),)),), right))
    if sum(choice.correct for choice in choices) != 1:
        source.refuse(at, "a blank marks several of its choices as right", "put brackets round one of them only")
        return None
    return ChoiceInteraction(at, tuple(choices), presentation="dropdown")


def _parse(source: QuestionSource) -> Interaction | None:
    text, blanks = take_gaps(source)
    gaps: list[Gap] = []
    for code, blank in blanks:
        interaction = _gap(blank, source)
        if interaction is not None:
            gaps.append(Gap(blank.at, code, interaction))
    if len(gaps) < len(blanks):
        return None
    return GapsInteraction(source.answer.at, text, tuple(gaps))


TYPE = QuestionType("cloze", _recognise, _parse, takes="passage", uses=("points", "penalty", "partial", "case"))
