"""One question of the course as one item of QTI 1.2."""

from typing import assert_never

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.course import Course, Quiz
from coursepack.pages.shared import Shared
from coursepack.targets._bank.choices import true_choice
from coursepack.targets._bank.settings import note_rubric, shuffles
from coursepack.targets._ledger import Ledger, feature_of
from coursepack.targets._qti12.answers import write_choices, write_essay, write_number, write_text
from coursepack.targets._qti12.canvas import write_gaps, write_match, write_order, write_upload
from coursepack.targets._qti12.item import Item
from coursepack.targets._qti12.text import PackageText

_NO_PROFILE = "Common Cartridge has no such question: qti12-canvas has it for Canvas"


def write_question(
    course: Course, quiz: Quiz, question: Question, ledger: Ledger, shared: Shared, *, for_canvas: bool
) -> Item | None:
    """The item, or None where QTI 1.2 cannot have the question; `ledger` is told what got lost."""
    item = Item(question, PackageText(course, question.id, shared), ledger, for_canvas=for_canvas)
    why = _write(course, quiz, question, item)
    if why:
        ledger.dropped_question(question, why)
        return None
    return item


def note_rest(item: Item, noted: int) -> None:
    """Notes what every question loses, and that it is kept where that is nothing."""
    question, ledger = item.question, item.ledger
    if not item.for_canvas and item.profile and question.points != max(1, round(question.points)):
        how = f"its weight is {max(1, round(question.points))}: Common Cartridge has whole numbers"
        ledger.degraded_question(question, how, "points")
    note_rubric(question, ledger)
    if question.penalty:
        ledger.dropped_part(question, "its penalty for wrong tries is left out", "penalty")
    if question.shuffle is not None:
        ledger.dropped_part(question, "whether its choices are shuffled is left out: the system decides", "shuffle")
    if question.tags or question.objectives or question.difficulty:
        how = "tags, objectives and difficulty are left out"
        ledger.dropped_part(question, how, "tags", "objectives", "difficulty")
    if item.text.lost_links:
        ledger.degraded_question(question, "links to other pages of the course become plain words", "links")
    if len(ledger) == noted:
        ledger.kept(feature_of(question), question.at)


def _write(course: Course, quiz: Quiz, question: Question, item: Item) -> str:
    """Fill the item; why it cannot be, or ""."""
    interaction = question.interaction
    match interaction:
        case None:
            return "" if item.for_canvas else "Common Cartridge has no text without a question in a quiz"
        case ChoiceInteraction():
            if not item.for_canvas and not (question.scored and any(each.correct for each in interaction.choices)):
                return "Common Cartridge has no question without a right answer"
            truth = true_choice(course, question, interaction)
            write_choices(item, interaction, truth, shuffle=shuffles(quiz, question.shuffle))
            return ""
        case TextEntryInteraction():
            return "" if write_text(item, interaction) else "its answers are patterns that QTI 1.2 does not have"
        case NumericEntryInteraction():
            return "" if write_number(item, interaction) else f"it accepts a range of numbers. {_NO_PROFILE}"
        case ExtendedTextInteraction():
            write_essay(item, interaction)
            return ""
        case MatchInteraction(presentation="likert"):
            return "QTI 1.2 in these systems has no scale of opinions"
        case HotspotInteraction() | PlacementInteraction():
            return "these systems read no question on a picture from QTI 1.2"
        case MatchInteraction() | OrderInteraction() | GapsInteraction() | UploadInteraction():
            if not item.for_canvas:
                return _NO_PROFILE
        case _:
            assert_never(interaction)
    match interaction:
        case MatchInteraction():
            write_match(item, interaction)
        case OrderInteraction():
            write_order(item, interaction)
        case UploadInteraction():
            write_upload(item, interaction)
        case GapsInteraction():
            if not write_gaps(item, interaction):
                return "Canvas has no fields and lists side by side in one text, and no patterns"
    return ""
