"""GIFT's matching: pairs, groups and matrices, and things to put in order as places to match."""

from coursepack.model.assessment import MatchInteraction, OrderInteraction, Question
from coursepack.targets._bank.matching import note_item_feedback, plain_targets
from coursepack.targets._ledger import Ledger
from coursepack.targets.gift.answers import Answer, Entry, note_combined
from coursepack.targets.gift.text import GiftText

FEWEST = 2
"""Answers below which Moodle refuses a matching question."""


def match_of(question: Question, interaction: MatchInteraction, text: GiftText, ledger: Ledger) -> Entry | str:
    """Pairs; what belongs to nothing stands alone behind its arrow."""
    right = dict(interaction.pairs)
    others = [target.code for target in interaction.targets if target.code not in right.values()]
    if len(interaction.sources) + len(others) < FEWEST:
        return "it has fewer than two pairs"
    words = plain_targets(interaction, question, ledger)
    answers = [
        Answer("=", text.words(source.blocks), target=words[right[source.code]]) for source in interaction.sources
    ]
    answers.extend(Answer("=", "", target=words[code]) for code in others)
    note_item_feedback((*interaction.sources, *interaction.targets), question, ledger)
    if interaction.presentation == "matrix":
        ledger.degraded_question(question, "the rows of the table are asked one below the other", "layout")
    note_pairs(question, ledger)
    return Entry("matching", tuple(answers))


def order_of(question: Question, interaction: OrderInteraction, text: GiftText, ledger: Ledger) -> Entry | str:
    """Each item with the number of its place."""
    if len(interaction.items) < FEWEST:
        return "it has fewer than two things to put in order"
    ledger.degraded_question(question, "learners choose each item's place from a list", "layout")
    if not question.partial:
        ledger.degraded_question(question, "each right place earns its part of the points", "partial credit")
    note_item_feedback(interaction.items, question, ledger)
    note_combined(question, ledger)
    places = enumerate(interaction.items, 1)
    return Entry("matching", tuple(Answer("=", text.words(item.blocks), target=str(place)) for place, item in places))


def note_pairs(question: Question, ledger: Ledger) -> None:
    """Notes what a question of pairs loses."""
    if question.partial is False:
        ledger.degraded_question(question, "each right pair earns its part of the points", "partial credit")
    note_combined(question, ledger)
