"""One question of the course as one entry of a GIFT file."""

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
from coursepack.targets._bank.names import idnumber, question_name, tags_of
from coursepack.targets._bank.settings import note_rubric
from coursepack.targets._ledger import Ledger, feature_of
from coursepack.targets.gift.answers import Entry, choices_of, note_combined, numbers_of_question, texts_of, truth_of
from coursepack.targets.gift.gaps import gaps_of
from coursepack.targets.gift.matching import match_of, order_of
from coursepack.targets.gift.text import GiftText, as_html, escape, escape_html, is_markup
from coursepack.xml import clean

GAP = "\0"
"""Where the answers stand inside a text: no text of a course holds it."""


def question_lines(course: Course, quiz: Quiz, question: Question, ledger: Ledger, shared: Shared) -> str:
    """The entry, or "" where GIFT cannot have the question; `ledger` is told what got lost."""
    text = GiftText(course, question.id, shared)
    noted = len(ledger)
    entry = _entry(course, question, text, ledger)
    if isinstance(entry, str):
        ledger.dropped_question(question, entry)
        return ""
    lines = _written(question, entry, text)
    _tell(quiz, question, text, ledger)
    if len(ledger) == noted:
        ledger.kept(feature_of(question), question.at)
    return lines


def _entry(course: Course, question: Question, text: GiftText, ledger: Ledger) -> Entry | str:
    """The answers of a question, or in words why GIFT has no way to ask it."""
    interaction = question.interaction
    match interaction:
        case None:
            note_combined(question, ledger)
            return Entry("description")
        case ChoiceInteraction() if not question.scored:
            return "GIFT has no question without a right answer"
        case ChoiceInteraction():
            truth = true_choice(course, question, interaction)
            if truth is not None:
                return truth_of(question, interaction, truth, text)
            return choices_of(question, interaction, text, ledger)
        case TextEntryInteraction():
            return texts_of(question, interaction, text, ledger)
        case NumericEntryInteraction():
            return numbers_of_question(question, interaction, text, ledger)
        case MatchInteraction(presentation="likert"):
            return "a bank has no scale of opinions"
        case MatchInteraction():
            return match_of(question, interaction, text, ledger)
        case OrderInteraction():
            return order_of(question, interaction, text, ledger)
        case GapsInteraction():
            return gaps_of(question, interaction, text, ledger, GAP)
        case HotspotInteraction() | PlacementInteraction():
            return "GIFT has no question on a picture"
        case ExtendedTextInteraction():
            if interaction.minimum_words or interaction.maximum_words:
                ledger.dropped_part(question, "the limits of words are left out", "word limit")
            if interaction.model_answer:
                how = "the model answer is shown to learners as general feedback"
                ledger.degraded_question(question, how, "model answer")
            note_combined(question, ledger)
            return Entry("essay", general=(interaction.model_answer,))
        case UploadInteraction():
            return "GIFT has no question that takes a file"
        case _:
            assert_never(interaction)


def _tell(quiz: Quiz, question: Question, text: GiftText, ledger: Ledger) -> None:
    """Notes what every question loses."""
    if question.points != 1 and question.scored and question.interaction is not None:
        how = f"its {question.points:g} points are left out: GIFT carries none, and systems give 1"
        ledger.dropped_part(question, how, "points")
    note_rubric(question, ledger)
    if question.penalty:
        ledger.dropped_part(question, "its penalty for wrong tries is left out", "penalty")
    if question.hints:
        ledger.dropped_part(question, "its hints are left out", "hints")
    is_kept_in_order = question.shuffle is False  # systems shuffle of themselves
    if is_kept_in_order or (question.shuffle and not quiz.settings.shuffle_choices):
        ledger.dropped_part(question, "whether its choices are shuffled is left out: the system decides", "shuffle")
    if text.lost_links:
        ledger.degraded_question(question, "links to other pages of the course become plain words", "links")
    if text.lost_files:
        ledger.degraded_question(question, "videos, audio and files to download become plain words", "media")


def _written(question: Question, entry: Entry, text: GiftText) -> str:
    """The entry as text; no line of it is blank or begins with a comment's mark but the first."""
    stem = text.words(text.asked(question)) if entry.stem is None else entry.stem
    stem = stem or as_html(question_name(question))
    general = text.words(question.feedback.explanation, *entry.general)
    if entry.kind == "description" and general:
        stem = f"{stem}<br>{general}"
        general = ""
    is_html = any(map(is_markup, (stem, general, *entry.html())))
    answers = [answer.line(is_html=is_html) for answer in entry.answers]
    if general:
        answers.append(f"####{escape_html(general)}")
    comment = " ".join([f"[id:{idnumber(question)}]", *(f"[tag:{_tag(tag)}]" for tag in tags_of(question))])
    beginning = f"// {comment}\n::{escape(clean(question_name(question)))}::{'[html]' if is_html else ''}"
    return beginning + _with_answers(escape_html(stem), entry, answers)


def _with_answers(stem: str, entry: Entry, answers: list[str]) -> str:
    if entry.kind == "description":
        return stem
    opening = {"numerical": "{#", "truefalse": "{" + entry.truth}.get(entry.kind, "{")
    if entry.kind in ("truefalse", "essay"):
        block = opening + "".join(answers) + "}"
    else:
        block = "\n".join([opening, *(f"\t{answer}" for answer in answers), "}"])
    return stem.replace(GAP, block) if GAP in stem else stem + block


def _tag(tag: str) -> str:
    """A tag without what would end it, or what Moodle refuses in one."""
    return tag.translate(str.maketrans("[]<>`", "()‹›'"))
