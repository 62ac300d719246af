"""Questions that are answered by typing: shortanswer and numerical."""

import re
from decimal import Decimal

from lxml import etree

from coursepack.model.assessment import (
    AcceptedText,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import Block
from coursepack.questions.numeric import read_number
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.numbers import NumberAnswer, first_unit, is_accepted, numbers_of, plain
from coursepack.targets.moodle_xml.patterns import accepted_texts
from coursepack.targets.moodle_xml.text import BankText, add_html, add_text
from coursepack.xml import clean


def expressible_texts(
    question: Question, interaction: TextEntryInteraction, ledger: Ledger
) -> tuple[AcceptedText, ...]:
    """The accepted texts that Moodle can compare with; a pattern that accepts few texts becomes those.

    An asterisk behind a backslash never is a wildcard there.
    """
    kept: list[AcceptedText] = []
    lost: list[AcceptedText] = []
    for accepted in interaction.accepted:
        if accepted.kind == "regex":
            texts = accepted_texts(clean(accepted.text))
            kept.extend(AcceptedText(accepted.at, text, "wildcard", accepted.case_sensitive) for text in texts)
            lost.extend(() if texts else (accepted,))
        elif (accepted.kind == "wildcard" and r"\*" in accepted.text) or not clean(accepted.text).strip():
            lost.append(accepted)
        else:
            kept.append(accepted)
    if kept and lost:
        patterns = ", ".join(f"/{each.text}/" if each.kind == "regex" else each.text for each in lost)
        how = f"answers that only {patterns} accepts are wrong"
        ledger.degraded_question(question, how, "answers", "regular expression", "wildcard")
    return tuple(kept)


def write_texts(
    element: etree._Element,
    question: Question,
    interaction: TextEntryInteraction,
    accepted: tuple[AcceptedText, ...],
    text: BankText,
    ledger: Ledger,
) -> None:
    """Writes what a shortanswer question has beyond the common part. Moodle takes the first answer that fits."""
    sensitive = matters_case(question, interaction, accepted, ledger)
    etree.SubElement(element, "usecase").text = "1" if sensitive else "0"
    general = question.feedback
    for pattern, blocks, is_right in answer_rows(interaction, accepted, sensitive=sensitive):
        more = general.correct if is_right else general.incorrect
        _answer(element, "100" if is_right else "0", pattern, text, blocks, more)
    if general.incorrect:
        _answer(element, "0", "*", text, general.incorrect)


def matters_case(
    question: Question, interaction: TextEntryInteraction, accepted: tuple[AcceptedText, ...], ledger: Ledger
) -> bool:
    """Whether upper and lower case differ in the answers; Moodle has one word on it for all of them."""
    sensitive = [each.case_sensitive or interaction.case_sensitive for each in accepted]
    if any(sensitive) and not all(sensitive):
        how = "upper and lower case are the same in all answers, not only in those that the author let be"
        ledger.degraded_question(question, how, "case")
    return all(sensitive)


def answer_rows(
    interaction: TextEntryInteraction, accepted: tuple[AcceptedText, ...], *, sensitive: bool
) -> list[tuple[str, tuple[Block, ...], bool]]:
    """(pattern, feedback to it, whether it is right) in the order in which Moodle is to compare them."""
    fold = str if sensitive else str.casefold
    patterns = {fold(_pattern(each)): _pattern(each) for each in accepted}
    # As in the player, an asterisk in the text of feedback stands for any characters.
    told = {fold(each.text.strip()): each for each in interaction.answer_feedback if clean(each.text).strip()}
    right: list[tuple[str, tuple[Block, ...], bool]] = []
    wrong: list[tuple[str, tuple[Block, ...], bool]] = []
    for key, feedback in told.items():
        if key in patterns:
            continue
        if "*" not in key and any(_fits(pattern, key) for pattern in patterns):
            right.append((clean(feedback.text), feedback.blocks, True))
        else:
            wrong.append((clean(feedback.text).strip(), feedback.blocks, False))
    right.extend((pattern, told[key].blocks if key in told else (), True) for key, pattern in patterns.items())
    return right + wrong


def write_numbers(
    element: etree._Element, question: Question, interaction: NumericEntryInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes what a numerical question has beyond the common part: for each range its middle and a tolerance."""
    numbers = numbers_of(interaction.accepted)
    for number in numbers.lost:
        how = f"{clean(number.text)} is not accepted: its unit cannot stand beside the others"
        ledger.degraded_question(question, how, "answers", "unit")
    if numbers.is_mixed:
        how = "numbers meant without a unit are accepted with one, too"
        ledger.degraded_question(question, how, "unit")
    general = question.feedback
    right: list[tuple[str, tuple[Block, ...]]] = []
    wrong: list[tuple[str, tuple[Block, ...]]] = []
    for value, feedback in told_numbers(question, interaction, ledger).items():
        (right if is_accepted(value, interaction.accepted) else wrong).append((plain(value), feedback.blocks))
    for answer, blocks in right:
        _number(element, "100", NumberAnswer(answer, "0"), text, blocks, general.correct)
    for accepted in numbers.answers:
        _number(element, "100", accepted, text, general.correct)
    for answer, blocks in wrong:
        _number(element, "0", NumberAnswer(answer, "0"), text, blocks, general.incorrect)
    if general.incorrect:
        _number(element, "0", NumberAnswer("*", "0"), text, general.incorrect)
    if numbers.units:
        parent = etree.SubElement(element, "units")
        for name, multiplier in numbers.units:
            unit = etree.SubElement(parent, "unit")
            etree.SubElement(unit, "multiplier").text = multiplier
            etree.SubElement(unit, "unit_name").text = clean(name)
    etree.SubElement(element, "unitgradingtype").text = "0"  # a unit that is missing costs nothing, as in the player
    etree.SubElement(element, "unitpenalty").text = "0"
    etree.SubElement(element, "showunits").text = "0" if numbers.units else "3"  # typed beside the number; none
    etree.SubElement(element, "unitsleft").text = "0"


def told_numbers(
    question: Question, interaction: NumericEntryInteraction, ledger: Ledger
) -> dict[Decimal, TextFeedback]:
    """The feedback for single numbers, by the number in the first unit."""
    units = ("", first_unit(interaction.accepted))
    told: dict[Decimal, TextFeedback] = {}
    for feedback in interaction.answer_feedback:
        number = read_number(feedback.text.strip(), feedback.at)
        if number is None or number.low != number.high or number.unit not in units:
            how = f'the feedback for the answer "{clean(feedback.text)}" is left out: it is no number in the first unit'
            ledger.degraded_question(question, how, "answer feedback")
        else:
            told.setdefault(Decimal(number.value), feedback)
    return told


def _number(
    element: etree._Element, share: str, number: NumberAnswer, text: BankText, *feedback: tuple[Block, ...]
) -> None:
    answer = _answer(element, share, number.value, text, *feedback)
    etree.SubElement(answer, "tolerance").text = number.tolerance


def _answer(
    element: etree._Element, share: str, pattern: str, text: BankText, *feedback: tuple[Block, ...]
) -> etree._Element:
    answer = etree.SubElement(element, "answer", fraction=share, format="moodle_auto_format")
    add_text(answer, pattern)
    add_html(answer, "feedback", text.field(*feedback))
    return answer


def _pattern(accepted: AcceptedText) -> str:
    """What Moodle compares with; in a literal text, no asterisk stands for other characters."""
    text = clean(accepted.text).strip()
    return text.replace("*", r"\*") if accepted.kind == "literal" else text


def _fits(pattern: str, text: str) -> bool:
    """Whether a pattern of Moodle accepts a text."""
    parts = (re.escape(part.replace(r"\*", "*")) for part in re.split(r"(?<!\\)\*+", pattern))
    return re.fullmatch(".*".join(parts), text, re.DOTALL) is not None
