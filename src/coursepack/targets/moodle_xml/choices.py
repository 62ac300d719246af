"""Choice questions: multichoice and truefalse."""

from lxml import etree

from coursepack.model.assessment import Choice, ChoiceInteraction, Feedback, Question
from coursepack.targets._bank.choices import choice_shares, usable_choices
from coursepack.targets._bank.text import BankText
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.text import add_html, add_text


def write_true_false(
    element: etree._Element,
    question: Question,
    interaction: ChoiceInteraction,
    truth: Choice,
    text: BankText,
    ledger: Ledger,
) -> None:
    """Writes the two answers; their words and their order are Moodle's, in each learner's language."""
    if question.shuffle:
        ledger.degraded_question(question, "True always stands before False", "shuffle")
    for choice in sorted(interaction.choices, key=lambda choice: choice is not truth):
        answer = _answer(element, "100" if choice.correct else "0", "moodle_auto_format")
        add_text(answer, "true" if choice is truth else "false")
        general = question.feedback.correct if choice.correct else question.feedback.incorrect
        add_html(answer, "feedback", text.field(choice.feedback, general))


def write_choices(
    element: etree._Element,
    question: Question,
    interaction: ChoiceInteraction,
    text: BankText,
    ledger: Ledger,
    *,
    shuffle: bool,
) -> None:
    """Writes what a multichoice question has beyond the common part."""
    choices = usable_choices(text, interaction)
    if len(choices) < len(interaction.choices):
        ledger.dropped_part(question, "a choice without words is left out", "choices")
    if shuffle and any(choice.fixed for choice in interaction.choices):
        shuffle = False
        how = "choices are not shuffled, so that the one for all or none of them stays at its place"
        ledger.degraded_question(question, how, "shuffle", "shuffled choices", "fixed choice")
    shares = choice_shares(question, interaction, [choice for choice, _ in choices], ledger)
    etree.SubElement(element, "single").text = "false" if interaction.multiple else "true"
    etree.SubElement(element, "shuffleanswers").text = "true" if shuffle else "false"
    etree.SubElement(element, "answernumbering").text = "abc"
    etree.SubElement(element, "showstandardinstruction").text = "1"
    write_combined(element, question.feedback, text)
    for (choice, field), share in zip(choices, shares, strict=True):
        answer = add_html(element, "answer", field)
        answer.set("fraction", share)
        add_html(answer, "feedback", text.field(choice.feedback))


def write_combined(element: etree._Element, feedback: Feedback, text: BankText) -> None:
    """Writes the feedback for right, partly right and wrong answers."""
    add_html(element, "correctfeedback", text.field(feedback.correct))
    add_html(element, "partiallycorrectfeedback", text.field(feedback.partly_correct))
    add_html(element, "incorrectfeedback", text.field(feedback.incorrect))


def _answer(element: etree._Element, share: str, text_format: str) -> etree._Element:
    return etree.SubElement(element, "answer", fraction=share, format=text_format)
