"""One question of the course as one question of the bank."""

from typing import assert_never

from lxml import etree

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.course import Course, Quiz
from coursepack.targets._bank.choices import true_choice, usable_choices
from coursepack.targets._bank.entries import expressible_texts
from coursepack.targets._bank.names import idnumber, question_name, tags_of
from coursepack.targets._bank.settings import shuffles
from coursepack.targets._bank.text import BankText, Field
from coursepack.targets._ledger import Ledger, feature_of
from coursepack.targets.base import BuildContext
from coursepack.targets.moodle_xml.choices import write_choices, write_true_false
from coursepack.targets.moodle_xml.entries import write_numbers, write_texts
from coursepack.targets.moodle_xml.essays import write_essay, write_upload
from coursepack.targets.moodle_xml.gaps import cloze_codes, drag_places, write_drag_words
from coursepack.targets.moodle_xml.matching import knows_ordering, write_match, write_order, write_order_as_match
from coursepack.targets.moodle_xml.pictures import described, write_hotspot, write_placement
from coursepack.targets.moodle_xml.text import MoodleText, add_html, add_text

_WITHOUT_HINTS = ("essay", "description")
"""Types whose import passes over hints (question/format/xml/format.php, import_essay)."""


def write_question(
    course: Course, quiz: Quiz, question: Question, ledger: Ledger, context: BuildContext
) -> etree._Element | None:
    """The question's element, or None where the bank cannot have it; `ledger` is told what got lost."""
    noted = len(ledger)
    text = MoodleText(course, question.id, context.shared)
    interaction = question.interaction
    match interaction:
        case None:
            element = _begin("description", question, text)
        case ChoiceInteraction():
            truth = true_choice(course, question, interaction)
            if truth is None and len(usable_choices(text, interaction)) < 2:
                # Moodle would refuse the whole file.
                ledger.dropped_question(question, "fewer than two of its choices have words or pictures")
                return None
            element = _begin("multichoice" if truth is None else "truefalse", question, text)
            if truth is None:
                write_choices(element, question, interaction, text, ledger, shuffle=shuffles(quiz, question.shuffle))
            else:
                write_true_false(element, question, interaction, truth, text, ledger)
        case TextEntryInteraction():
            texts = expressible_texts(question, interaction, ledger)
            if not texts:
                ledger.dropped_question(question, "its answers are patterns that Moodle cannot compare with")
                return None
            element = _begin("shortanswer", question, text)
            write_texts(element, question, interaction, texts, text, ledger)
        case NumericEntryInteraction():
            element = _begin("numerical", question, text)
            write_numbers(element, question, interaction, text, ledger)
        case MatchInteraction(presentation="likert"):
            ledger.dropped_question(question, "a bank has no scale of opinions")
            return None
        case MatchInteraction():
            element = _begin("matching", question, text)
            write_match(element, question, interaction, text, ledger, shuffle=question.shuffle is not False)
        case OrderInteraction() if not knows_ordering(context.moodle):
            element = _begin("matching", question, text)
            write_order_as_match(element, question, interaction, text, ledger)
        case OrderInteraction():
            element = _begin("ordering", question, text)
            write_order(element, question, interaction, text, ledger)
        case GapsInteraction(presentation="drag"):
            element = _begin("ddwtos", question, text)
            write_drag_words(element, question, interaction, text, ledger)
            _exchange_text(element, text.with_gaps(drag_places(interaction), question.stem, interaction.text))
        case GapsInteraction():
            codes = cloze_codes(question, interaction, text, ledger)
            if codes is None:
                ledger.dropped_question(question, "one of its blanks accepts patterns that Moodle cannot compare with")
                return None
            element = _begin("cloze", question, text)
            _exchange_text(element, text.with_gaps(codes, question.stem, interaction.text))
        case HotspotInteraction() | PlacementInteraction():
            if course.asset_of(question.at.file, interaction.image) is None:
                ledger.dropped_question(question, "its image is not there")
                return None
            element = _begin("ddmarker", question, text)
            if isinstance(interaction, HotspotInteraction):
                write_hotspot(element, course, question, interaction, text, ledger)
            else:
                write_placement(element, course, question, interaction, text, ledger)
            _exchange_text(element, described(text.field(question.stem), interaction.alt))
        case ExtendedTextInteraction():
            element = _begin("essay", question, text)
            write_essay(element, question, interaction, text, ledger)
        case UploadInteraction():
            element = _begin("essay", question, text)
            write_upload(element, question, interaction, text, ledger)
        case _:
            assert_never(interaction)
    _end(element, question, text, ledger)
    if question.feedback.partly_correct and not _can_be_partly_right(interaction):
        how = "the feedback for a partly right answer is left out: the answer is right or wrong"
        ledger.dropped_part(question, how, "partly correct feedback")
    if text.lost_links:
        ledger.degraded_question(question, "links to other pages of the course become plain words", "links")
    if len(ledger) == noted:
        ledger.kept(feature_of(question), question.at)
    return element


def _can_be_partly_right(interaction: Interaction | None) -> bool:
    """Whether the bank has a place for feedback to a partly right answer; those that people mark tell of it."""
    if isinstance(interaction, ChoiceInteraction):
        return interaction.multiple
    return not isinstance(interaction, TextEntryInteraction | NumericEntryInteraction | None)


def _begin(kind: str, question: Question, text: BankText) -> etree._Element:
    """The element with what every question has before its answers, in the order of Moodle's own exports."""
    element = etree.Element("question", type=kind)
    name = question_name(question)
    add_text(etree.SubElement(element, "name"), name)
    add_html(element, "questiontext", text.field(text.asked(question)) or Field(name))
    add_html(element, "generalfeedback", text.field(question.feedback.explanation))
    worth = question.points if question.scored and question.interaction is not None else 0.0
    etree.SubElement(element, "defaultgrade").text = _decimal(worth)
    etree.SubElement(element, "penalty").text = _decimal(question.penalty)
    etree.SubElement(element, "hidden").text = "0"
    etree.SubElement(element, "idnumber").text = idnumber(question)
    return element


def _exchange_text(element: etree._Element, field: Field) -> None:
    """Put a text in the place of the stem alone."""
    old = element.find("questiontext")
    assert old is not None
    element.replace(old, add_html(element, "questiontext", field))


def _end(element: etree._Element, question: Question, text: BankText, ledger: Ledger) -> None:
    if element.get("type") not in _WITHOUT_HINTS:
        for hint in question.hints:
            add_html(element, "hint", text.field(hint))
    elif question.hints:
        ledger.dropped_part(question, "hints are left out: Moodle has none where a person marks", "hints")
    tags = tags_of(question)
    if tags:
        parent = etree.SubElement(element, "tags")
        for tag in tags:
            add_text(etree.SubElement(parent, "tag"), tag)


def _decimal(number: float) -> str:
    """A number with at most 7 decimals, as Moodle stores it, and no exponent."""
    return f"{number:.7f}".rstrip("0").rstrip(".")
