"""Feedback to one answer by its text, ``> **Incorrect `plumber`:** …``: what it may stand with, and where it goes."""

from decimal import Decimal

import msgspec

from coursepack.diagnostics import Report
from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    Interaction,
    NumericEntryInteraction,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import blocks_text, plain_text
from coursepack.questions.numeric import read_number
from coursepack.reading.feedback import FEEDBACK_LABEL, Labelled

_OUTCOMES = ("correct", "partly", "incorrect")


def check_answers(interaction: Interaction | None, labelled: list[Labelled], report: Report) -> None:
    """Report feedback to one answer where no answer is typed or dragged, or where nobody could give it."""
    answered = isinstance(interaction, TextEntryInteraction | NumericEntryInteraction | GapsInteraction)
    for part in labelled:
        if not part.answer:
            continue
        if not (answered and part.kind in _OUTCOMES):
            report.add(
                FEEDBACK_LABEL,
                part.at,
                "feedback to one answer by its text is for text and numeric questions and for blanks",
                help="write the feedback as a quotation under the choice that it answers",
            )
        elif isinstance(interaction, NumericEntryInteraction) and not _is_number(part):
            message = f'"{part.answer}" is no number, so nobody could give it as an answer'
            report.add(FEEDBACK_LABEL, part.at, message, help="write the number as learners would type it")
        elif isinstance(interaction, GapsInteraction) and not _can_be_given(interaction, part):
            message = f'no blank can be answered by "{part.answer}"'
            report.add(
                FEEDBACK_LABEL, part.at, message, help="write the words as the blank or the distractors have them"
            )


def with_answer_feedback(interaction: Interaction | None, labelled: list[Labelled]) -> Interaction | None:
    """`interaction` with the feedback that answers one text or number."""
    told = [part for part in labelled if part.answer]
    match interaction:
        case TextEntryInteraction() | NumericEntryInteraction() if told:
            return msgspec.structs.replace(interaction, answer_feedback=_feedback(told))
        case GapsInteraction(gaps=gaps) if told:
            return msgspec.structs.replace(interaction, gaps=tuple(_told_gap(gap, told) for gap in gaps))
        case _:
            return interaction


def _feedback(told: list[Labelled]) -> tuple[TextFeedback, ...]:
    return tuple(TextFeedback(part.at, part.answer, part.blocks) for part in told)


def _told_gap(gap: Gap, told: list[Labelled]) -> Gap:
    """A gap with the feedback that fits it: what answers a wrong text stands only where that is wrong."""
    entry = gap.interaction
    fitting = [part for part in told if (part.kind == "incorrect") != _is_right(gap, part)]
    if isinstance(entry, ChoiceInteraction):
        choices = tuple(_told_choice(choice, fitting) for choice in entry.choices)
        return msgspec.structs.replace(gap, interaction=msgspec.structs.replace(entry, choices=choices))
    if isinstance(entry, NumericEntryInteraction):
        fitting = [part for part in fitting if _is_number(part)]
    if not fitting:
        return gap
    return msgspec.structs.replace(gap, interaction=msgspec.structs.replace(entry, answer_feedback=_feedback(fitting)))


def _told_choice(choice: Choice, told: list[Labelled]) -> Choice:
    blocks = next((part.blocks for part in told if _same(blocks_text(choice.blocks), part.answer)), ())
    return msgspec.structs.replace(choice, feedback=blocks) if blocks else choice


def _is_right(gap: Gap, part: Labelled) -> bool:
    """Whether the text of a feedback is what the gap accepts."""
    match gap.interaction:
        case ChoiceInteraction(choices=choices):
            return any(choice.correct and _same(blocks_text(choice.blocks), part.answer) for choice in choices)
        case TextEntryInteraction(accepted=texts):
            return any(_same(text.text, part.answer) for text in texts)
        case NumericEntryInteraction(accepted=numbers):
            number = read_number(part.answer.strip(), part.at)
            value = Decimal(number.value) if number else None
            return value is not None and any(Decimal(one.low) <= value <= Decimal(one.high) for one in numbers)


def _can_be_given(interaction: GapsInteraction, part: Labelled) -> bool:
    if interaction.presentation == "drag":
        words = [plain_text(distractor) for distractor in interaction.distractors]
        entries = [gap.interaction for gap in interaction.gaps]
        words += [text.text for one in entries if isinstance(one, TextEntryInteraction) for text in one.accepted]
        return any(_same(word, part.answer) for word in words)
    return any(_gap_takes(gap, part) for gap in interaction.gaps)


def _gap_takes(gap: Gap, part: Labelled) -> bool:
    match gap.interaction:
        case ChoiceInteraction(choices=choices):
            return any(_same(blocks_text(choice.blocks), part.answer) for choice in choices)
        case NumericEntryInteraction():
            return _is_number(part)
        case TextEntryInteraction():
            return True


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return text.replace(r"\*", "*").strip().casefold()


def _is_number(part: Labelled) -> bool:
    return read_number(part.answer.strip(), part.at) is not None
