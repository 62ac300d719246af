"""Filling blanks in a text: fields and selects that stand in the sentence."""

from typing import assert_never

from coursepack.model.assessment import (
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    NumericEntryInteraction,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text
from coursepack.pages.answers.choice import data as choice_data
from coursepack.pages.answers.common import Asked, Data, group, mixed
from coursepack.pages.answers.entries import NUMBER_FIELD, TEXT_FIELD, number_data, shown_unit, text_data
from coursepack.pages.asked import answered_gaps
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText

_SHORTEST, _LONGEST = 8, 26
"""Characters that the fields of a text have room for."""


def markup(asked: Asked, interaction: GapsInteraction) -> str:
    """The text with its controls; a blank that the text does not mark stands below it."""
    is_drag = interaction.presentation == "drag"
    gaps = {gap.code: gap for gap in answered_gaps(interaction)}
    numbers = {code: number for number, code in enumerate(gaps, 1)}
    size = _size(interaction.gaps)
    shown: set[str] = set()

    def control(code: str) -> str:
        shown.add(code)
        return _control(asked, gaps[code], numbers[code], size) if code in gaps else ""

    text = asked.text.blocks_with_gaps(interaction.text, control)
    missing = "".join(control(code) for code in gaps if code not in shown)
    if missing:
        text += f"<p>{missing}</p>\n"
    hint = asked.words("Choose the words for the blanks.") if is_drag else asked.words("Fill in the blanks.")
    return group(
        "gaps",
        asked.legend(hint),
        f'<div class="gap-text">\n{text}</div>\n<ul class="gap-feedback" data-gap-feedback hidden></ul>\n',
    )


def _control(asked: Asked, gap: Gap, number: int, size: int) -> str:
    name = asked.element_id(gap.code)
    label = asked.words("Blank {number}").format(number=number)
    match gap.interaction:
        case ChoiceInteraction(choices=choices, presentation=presentation):
            shown = choices if presentation == "dropdown" else mixed(asked.question, choices)
            options = asked.options((one.code, blocks_text(one.blocks)) for one in shown)
            control = f'<select id="{name}-answer" name="{name}" aria-label="{escaped(label)}">{options}</select>'
        case NumericEntryInteraction() as entry:
            unit = shown_unit(entry)
            if unit:
                label = asked.words("Blank {number}, in {unit}").format(number=number, unit=unit)
            beside = f' <span class="unit" aria-hidden="true">{escaped(unit)}</span>' if unit else ""
            control = _field(name, label, size, NUMBER_FIELD) + beside
        case TextEntryInteraction():
            control = _field(name, label, size, TEXT_FIELD)
        case _:
            assert_never(gap.interaction)
    return f'<span class="gap-field row" data-code="{escaped(gap.code)}">{control}</span>'


def _field(name: str, label: str, size: int, attributes: str) -> str:
    return (
        f'<input type="text" id="{name}-answer" name="{name}" size="{size}" aria-label="{escaped(label)}"'
        f' autocomplete="off" {attributes}>'
    )


def _size(gaps: tuple[Gap, ...]) -> int:
    """One width for all fields: that of a single one would tell the length of its answer."""
    lengths = [
        len(one.text)
        for gap in gaps
        if isinstance(gap.interaction, TextEntryInteraction | NumericEntryInteraction)
        for one in gap.interaction.accepted
    ]
    return max(_SHORTEST, min(_LONGEST, max(lengths, default=0) + 2))


def data(interaction: GapsInteraction, text: RichText) -> Data:
    gaps = answered_gaps(interaction)
    return {"type": "gaps", "gaps": [{"code": gap.code, "interaction": _gap_data(gap, text)} for gap in gaps]}


def _gap_data(gap: Gap, text: RichText) -> Data:
    match gap.interaction:
        case ChoiceInteraction() as choice:
            return choice_data(choice, text)
        case TextEntryInteraction() as entry:
            return text_data(entry, text)
        case NumericEntryInteraction() as number:
            return number_data(number, text)
        case _:
            assert_never(gap.interaction)
