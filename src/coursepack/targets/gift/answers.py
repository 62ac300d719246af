"""The answers of a GIFT entry: choices, true or false, texts and numbers."""

from typing import Literal

import msgspec

from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import Block
from coursepack.targets._bank.choices import choice_shares, usable_choices
from coursepack.targets._bank.entries import answer_rows, expressible_texts, number_rows
from coursepack.targets._ledger import Ledger
from coursepack.targets.gift.text import GiftText, escape, escape_html, escape_plain, one_line

_ONE_OR_OTHER = "the feedback for a partly right answer is left out: the answer is right or wrong"


class Answer(msgspec.Struct, frozen=True):
    """One answer: `mark` and weight as they are written, its words, and its feedback as HTML.

    `plain` words are no HTML; `target` is what stands behind the arrow of a pair.
    """

    mark: str
    words: str
    feedback: str = ""
    plain: bool = False
    target: str | None = None

    def line(self, *, is_html: bool) -> str:
        """The answer as it is written in a question whose texts are HTML or not."""
        words = escape_plain(self.words, is_html=is_html) if self.plain else escape_html(self.words)
        if self.plain and self.mark == "=" and self.words.startswith("%"):
            words = f"%100%{words}"  # else its beginning would be a weight
        arrow = "" if self.target is None else f" -> {escape(self.target)}"
        feedback = f"#{escape_html(self.feedback)}" if self.feedback else ""
        return f"{self.mark}{words}{arrow}{feedback}"


class Entry(msgspec.Struct, frozen=True):
    """What GIFT has of a question besides its name: `stem` replaces that of the question, `general` its feedback.

    `truth` is that of a true/false question, with the feedback behind it in `answers`.
    """

    kind: Literal["description", "multichoice", "truefalse", "shortanswer", "numerical", "matching", "essay"]
    answers: tuple[Answer, ...] = ()
    stem: str | None = None
    general: tuple[tuple[Block, ...], ...] = ()
    truth: str = ""

    def html(self) -> list[str]:
        """Every text of it that is HTML."""
        return [text for each in self.answers for text in ("" if each.plain else each.words, each.feedback)]


def truth_of(question: Question, interaction: ChoiceInteraction, truth: Choice, text: GiftText) -> Entry:
    """A true/false question; its feedback stands in the order wrong, right."""
    general = question.feedback
    right = next(choice for choice in interaction.choices if choice.correct)
    wrong = next(choice for choice in interaction.choices if not choice.correct)
    told = [text.words(wrong.feedback, general.incorrect), text.words(right.feedback, general.correct)]
    while told and not told[-1]:
        told.pop()
    answers = tuple(Answer("#", words) for words in told)
    return Entry("truefalse", answers, truth="TRUE" if truth.correct else "FALSE")


def note_combined(question: Question, ledger: Ledger) -> None:
    """Notes feedback for right, partly right and wrong answers where GIFT has no answer that it could belong to."""
    told = question.feedback
    if told.correct or told.partly_correct or told.incorrect:
        how = "feedback for right, partly right and wrong answers is left out: GIFT has it for single answers"
        ledger.dropped_part(question, how, "correct feedback", "partly correct feedback", "incorrect feedback")


def choices_of(question: Question, interaction: ChoiceInteraction, text: GiftText, ledger: Ledger) -> Entry | str:
    """A question with choices, several right ones with their shares."""
    choices = usable_choices(text, interaction)
    if len(choices) < 2:
        return "fewer than two of its choices have words or pictures"
    if len(choices) < len(interaction.choices):
        ledger.dropped_part(question, "a choice without words is left out", "choices")
    if any(choice.fixed for choice in interaction.choices):
        how = "the choice for all or none of them may be shuffled away from its place"
        ledger.degraded_question(question, how, "fixed choice")
    general = question.feedback
    if interaction.multiple:
        note_combined(question, ledger)
    elif general.partly_correct:
        ledger.dropped_part(question, _ONE_OR_OTHER, "partly correct feedback")
    answers: list[Answer] = []
    shares = choice_shares(question, interaction, [choice for choice, _ in choices], ledger)
    for (choice, field), share in zip(choices, shares, strict=True):
        told: tuple[Block, ...] = ()
        if not interaction.multiple:
            told = general.correct if choice.correct else general.incorrect
        mark = ("=" if choice.correct else "~") if not interaction.multiple else "~" if share == "0" else f"~%{share}%"
        answers.append(Answer(mark, one_line(field.html), text.words(choice.feedback, told)))
    return Entry("multichoice", tuple(answers))


def texts_of(question: Question, interaction: TextEntryInteraction, text: GiftText, ledger: Ledger) -> Entry | str:
    """A question with texts to type; the first answer that fits counts."""
    accepted = expressible_texts(question, interaction, ledger)
    if not accepted:
        return "its answers are patterns that GIFT does not have"
    if interaction.case_sensitive or any(each.case_sensitive for each in accepted):
        ledger.degraded_question(question, "upper and lower case are the same in its answers", "case")
    if question.feedback.partly_correct:
        ledger.dropped_part(question, _ONE_OR_OTHER, "partly correct feedback")
    general = question.feedback
    answers: list[Answer] = []
    for pattern, blocks, is_right in answer_rows(interaction, accepted, sensitive=False):
        told = text.words(blocks, general.correct if is_right else general.incorrect)
        answers.append(Answer("=" if is_right else "=%0%", pattern, told, plain=True))
    if general.incorrect:
        answers.append(Answer("=%0%", "*", text.words(general.incorrect), plain=True))
    return Entry("shortanswer", tuple(answers))


def numbers_of_question(
    question: Question, interaction: NumericEntryInteraction, text: GiftText, ledger: Ledger
) -> Entry:
    """A question with numbers to type: for each range its middle and a tolerance, and last what is said of others."""
    _, rows = number_rows(question, interaction, ledger)
    if any(number.unit for number in interaction.accepted):
        how = "units are left out: the number is typed without one, in the first of them"
        ledger.dropped_part(question, how, "unit", "answers")
    if question.feedback.partly_correct:
        ledger.dropped_part(question, _ONE_OR_OTHER, "partly correct feedback")
    answers: list[Answer] = []
    for number, blocks, is_right in rows:
        told = text.words(*blocks)
        if number.value == "*":
            answers.append(Answer("~", "", told))
        else:
            # A tolerance stands behind a colon that is not escaped, so both are part of the mark.
            answers.append(Answer(f"{'=' if is_right else '=%0%'}{number.value}:{number.tolerance}", "", told))
    return Entry("numerical", tuple(answers))
