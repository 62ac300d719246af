"""Things to match, where a bank shows them as plain text."""

from coursepack.ids import shortened
from coursepack.model.assessment import MatchInteraction, MatchItem, Question
from coursepack.model.content import Code, Image, Math, blocks_text, walk_inlines
from coursepack.targets._ledger import Ledger
from coursepack.xml import clean

LONGEST_ANSWER = 255
"""Characters of an answer in Moodle's table of matching questions; a longer one ends the import half way."""


def note_item_feedback(items: tuple[MatchItem, ...], question: Question, ledger: Ledger) -> None:
    """Notes feedback on single items, for which Moodle has no place."""
    if any(item.feedback for item in items):
        how = "feedback on single items is left out: a bank has none for them"
        ledger.dropped_part(question, how, "item feedback")


def plain_targets(interaction: MatchInteraction, question: Question, ledger: Ledger) -> dict[str, str]:
    """{code of a target: its words}, as Moodle shows them; two that read alike are one there."""
    words = {target.code: _plain(target, question, ledger) for target in interaction.targets}
    if len({*words.values()}) < len(words):
        how = "some of the things to match with read alike, and are one"
        ledger.degraded_question(question, how, "choices")
    return words


def _plain(target: MatchItem, question: Question, ledger: Ledger) -> str:
    if any(isinstance(node, Image | Math | Code) for node in walk_inlines(target.blocks)):
        how = "pictures, code and mathematics in the things to match become plain words"
        ledger.degraded_question(question, how, "media", "code", "mathematics")
    words = clean(blocks_text(target.blocks))
    if len(words) > LONGEST_ANSWER:
        ledger.degraded_question(question, f"things to match are cut at {LONGEST_ANSWER} characters", "choices")
    return shortened(words, LONGEST_ANSWER) or target.code
