"""Choice questions: multichoice and truefalse."""

from lxml import etree

from coursepack.model.assessment import Choice, ChoiceInteraction, Feedback, Question
from coursepack.model.content import blocks_text
from coursepack.model.course import Course
from coursepack.questions.true_false import truth
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.fractions import is_equal, right_shares, wrong_share
from coursepack.targets.moodle_xml.text import BankText, Field, add_html, add_text


def true_choice(course: Course, question: Question, interaction: ChoiceInteraction) -> Choice | None:
    """The choice that says True, where the question is one that Moodle's own true/false can ask; else None."""
    if interaction.presentation != "true-false" or not question.scored or interaction.multiple:
        return None
    if len(interaction.choices) != 2 or sum(choice.correct for choice in interaction.choices) != 1:
        return None
    said = {truth(blocks_text(choice.blocks), course.language): choice for choice in interaction.choices}
    return said[True] if set(said) == {True, False} else None


def write_true_false(
    element: etree._Element, question: Question, interaction: ChoiceInteraction, truth: Choice, text: BankText
) -> None:
    """Writes the two answers; their words are Moodle's, in each learner's language."""
    for choice in sorted(interaction.choices, key=lambda choice: choice is not truth):
        answer = _answer(element, "100" if choice.correct else "0", "moodle_auto_format")
        add_text(answer, "true" if choice is truth else "false")
        general = question.feedback.correct if choice.correct else question.feedback.incorrect
        add_html(answer, "feedback", text.field(choice.feedback, general))


def usable_choices(text: BankText, interaction: ChoiceInteraction) -> list[tuple[Choice, Field]]:
    """The choices that are not empty, with their texts; Moodle drops empty ones in silence."""
    fields = ((choice, text.field(choice.blocks)) for choice in interaction.choices)
    return [(choice, field) for choice, field in fields if field]


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
        ledger.degraded_question(question, "a choice without words is left out", "choices")
    if shuffle and any(choice.fixed for choice in interaction.choices):
        shuffle = False
        how = "choices are not shuffled, so that the one for all or none of them stays at its place"
        ledger.degraded_question(question, how, "shuffle", "shuffled choices")
    shares = _shares(question, interaction, [choice for choice, _ in choices], ledger)
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


def _shares(question: Question, interaction: ChoiceInteraction, choices: list[Choice], ledger: Ledger) -> list[str]:
    """The share of the grade of each choice, in per cent; `ledger` is told where our rule is not Moodle's."""
    right = sum(choice.correct for choice in choices)
    wrong = len(choices) - right
    if not question.scored or not right:
        # Moodle has no question without a right answer: for 0 points it does not matter which are.
        how = "every choice counts as right, for 0 points: a bank has no survey"
        ledger.degraded_question(question, how, "survey")
        return ["100"] * len(choices)
    if not interaction.multiple:
        return ["100" if choice.correct else "0" for choice in choices]
    earned = iter(right_shares(right))
    if not is_equal(right):
        ledger.degraded_question(question, f"the {right} right choices are not all worth the same", "partial credit")
    if question.partial is False:
        cost = "-100"
        how = "a part of the right choices earns a part of the points; any wrong one leaves none"
        ledger.degraded_question(question, how, "partial credit")
    else:
        cost = wrong_share(wrong) if wrong else "0"
        if wrong and not is_equal(wrong):
            how = f"each wrong choice costs {cost.lstrip('-')} % instead of one part in {wrong}"
            ledger.degraded_question(question, how, "partial credit")
    return [next(earned) if choice.correct else cost for choice in choices]


def _answer(element: etree._Element, share: str, text_format: str) -> etree._Element:
    return etree.SubElement(element, "answer", fraction=share, format=text_format)
