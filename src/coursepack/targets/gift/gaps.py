"""Blanks in a text: one of them is GIFT's missing word, several are matched with numbers where words are given."""

from coursepack.model.assessment import (
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text, plain_text
from coursepack.targets._ledger import Ledger
from coursepack.targets.gift.answers import Answer, Entry, choices_of, numbers_of_question, texts_of
from coursepack.targets.gift.matching import FEWEST, note_pairs
from coursepack.targets.gift.text import GiftText, one_line
from coursepack.xml import clean


def gaps_of(question: Question, interaction: GapsInteraction, text: GiftText, ledger: Ledger, mark: str) -> Entry | str:
    """A text with blanks; `mark` holds the place of the answers inside the text."""
    if len(interaction.gaps) == 1 and interaction.presentation == "inline":
        return _missing_word(question, interaction, text, ledger, mark)
    is_drag = interaction.presentation == "drag"
    words = [_word(gap, is_drag=is_drag) for gap in interaction.gaps]
    if not all(words):
        return "GIFT has one blank to type into in a text, not several"
    return _numbered(question, interaction, words, text, ledger)


def _missing_word(
    question: Question, interaction: GapsInteraction, text: GiftText, ledger: Ledger, mark: str
) -> Entry | str:
    gap = interaction.gaps[0]
    match gap.interaction:
        case ChoiceInteraction() as choice:
            entry = choices_of(question, choice, text, ledger)
        case TextEntryInteraction() as typed:
            entry = texts_of(question, typed, text, ledger)
        case NumericEntryInteraction() as number:
            entry = numbers_of_question(question, number, text, ledger)
    if isinstance(entry, str):
        return entry
    stem = one_line(text.with_gaps({gap.code: mark}, question.stem, interaction.text).html)
    return Entry(entry.kind, entry.answers, stem)


def _numbered(
    question: Question, interaction: GapsInteraction, words: list[str], text: GiftText, ledger: Ledger
) -> Entry | str:
    """Numbers in the text, each to be matched with its word."""
    others = [plain_text(inlines) for inlines in interaction.distractors]
    for gap in interaction.gaps:
        if isinstance(gap.interaction, ChoiceInteraction):
            others.extend(blocks_text(choice.blocks) for choice in gap.interaction.choices if not choice.correct)
    answers = [Answer("=", f"({number})", target=clean(word)) for number, word in enumerate(words, 1)]
    answers.extend(Answer("=", "", target=clean(word)) for word in dict.fromkeys(others) if word not in words)
    if len(answers) < FEWEST:
        return "it has fewer than two words to match"
    how = "its blanks are numbered, and learners match each number with its word"
    ledger.degraded_question(question, how, "layout", "choices")
    if any(_has_feedback(gap) for gap in interaction.gaps):
        how = "feedback for single words is left out: GIFT has none for pairs"
        ledger.dropped_part(question, how, "answer feedback", "choice feedback")
    note_pairs(question, ledger)
    codes = {gap.code: f"<b>({number})</b>" for number, gap in enumerate(interaction.gaps, 1)}
    stem = one_line(text.with_gaps(codes, question.stem, interaction.text).html)
    return Entry("matching", tuple(answers), stem)


def _has_feedback(gap: Gap) -> bool:
    if isinstance(gap.interaction, ChoiceInteraction):
        return any(choice.feedback for choice in gap.interaction.choices)
    return bool(gap.interaction.answer_feedback)


def _word(gap: Gap, *, is_drag: bool) -> str:
    """The one word that fits a gap whose words are given to choose from; "" where it is typed."""
    match gap.interaction:
        case ChoiceInteraction(choices=choices):
            return next((blocks_text(choice.blocks) for choice in choices if choice.correct), "")
        case TextEntryInteraction(accepted=accepted):
            return accepted[0].text if is_drag else ""
        case NumericEntryInteraction():
            return ""
