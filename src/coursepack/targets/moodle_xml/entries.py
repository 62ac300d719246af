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
from coursepack.model.scoring import parse_number
from coursepack.targets.moodle_xml.ledger import Ledger, feature_of
from coursepack.targets.moodle_xml.numbers import Units, answers_of, is_accepted, plain
from coursepack.targets.moodle_xml.text import BankText, add_html, add_text
from coursepack.xml import clean


def expressible_texts(
    question: Question, interaction: TextEntryInteraction, ledger: Ledger
) -> tuple[AcceptedText, ...]:
    """The accepted texts that Moodle can compare with; it has no regular expressions."""
    kept = tuple(accepted for accepted in interaction.accepted if accepted.kind != "regex" and accepted.text.strip())
    if kept and len(kept) < len(interaction.accepted):
        lost = ", ".join(f"/{accepted.text}/" for accepted in interaction.accepted if accepted.kind == "regex")
        ledger.degraded(feature_of(question), question.at, f"answers that only {lost or 'a blank'} accepts are wrong")
    return kept


def write_texts(
    element: etree._Element,
    question: Question,
    interaction: TextEntryInteraction,
    accepted: tuple[AcceptedText, ...],
    text: BankText,
    ledger: Ledger,
) -> None:
    """Writes what a shortanswer question has beyond the common part. Moodle takes the first answer that fits."""
    sensitive = [each.case_sensitive or interaction.case_sensitive for each in accepted]
    if any(sensitive) and not all(sensitive):
        how = "upper and lower case are the same in all answers, not only in those that the author let be"
        ledger.degraded(feature_of(question), question.at, how)
    etree.SubElement(element, "usecase").text = "1" if all(sensitive) else "0"
    fold = str if all(sensitive) else str.casefold
    told = {fold(each.text.strip()): each for each in interaction.answer_feedback}
    own = {fold(each.text.strip()) for each in accepted if each.kind == "literal"}
    right: list[tuple[str, TextFeedback | None]] = []
    wrong: list[tuple[str, TextFeedback | None]] = []
    for key, feedback in told.items():
        if key not in own:
            fits = any(_fits(fold(each.text.strip()), key) for each in accepted if each.kind == "wildcard")
            (right if fits else wrong).append((_literal(feedback.text), feedback))
    for each in accepted:
        pattern = each.text.strip() if each.kind == "wildcard" else _literal(each.text)
        right.append((pattern, told.get(fold(each.text.strip())) if each.kind == "literal" else None))
    for pattern, specific in right:
        _answer(element, "100", pattern, text, specific.blocks if specific else (), question.feedback.correct)
    for pattern, specific in wrong:
        _answer(element, "0", pattern, text, specific.blocks if specific else (), question.feedback.incorrect)
    if question.feedback.incorrect:
        _answer(element, "0", "*", text, question.feedback.incorrect)


def write_numbers(
    element: etree._Element, question: Question, interaction: NumericEntryInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes what a numerical question has beyond the common part: for each range its middle and a tolerance."""
    answers, units, lost = answers_of(interaction.accepted)
    for number in lost:
        how = f"{clean(number.text) or number.value} with its unit {number.unit} is not accepted beside the others"
        ledger.degraded(feature_of(question), question.at, how)
    told: dict[Decimal, TextFeedback] = {}
    for feedback in interaction.answer_feedback:
        value = parse_number(feedback.text)
        if value is None:
            how = f'the feedback for the answer "{clean(feedback.text)}" is left out: it is not a number'
            ledger.degraded(feature_of(question), question.at, how)
        else:
            told.setdefault(value, feedback)
    general = question.feedback
    for value, feedback in told.items():
        if is_accepted(value, interaction.accepted):
            answer = _answer(element, "100", plain(value), text, feedback.blocks, general.correct)
            etree.SubElement(answer, "tolerance").text = "0"
    for number_answer in answers:
        answer = _answer(element, "100", number_answer.value, text, general.correct)
        etree.SubElement(answer, "tolerance").text = number_answer.tolerance
    for value, feedback in told.items():
        if not is_accepted(value, interaction.accepted):
            answer = _answer(element, "0", plain(value), text, feedback.blocks, general.incorrect)
            etree.SubElement(answer, "tolerance").text = "0"
    if general.incorrect:
        etree.SubElement(_answer(element, "0", "*", text, general.incorrect), "tolerance").text = "0"
    _units(element, units)


def _units(element: etree._Element, units: Units) -> None:
    if units.rows:
        parent = etree.SubElement(element, "units")
        for name, multiplier in units.rows:
            unit = etree.SubElement(parent, "unit")
            etree.SubElement(unit, "multiplier").text = multiplier
            etree.SubElement(unit, "unit_name").text = clean(name)
    etree.SubElement(element, "unitgradingtype").text = "0"  # a missing or wrong unit costs nothing, as in our player
    etree.SubElement(element, "unitpenalty").text = "0"
    etree.SubElement(element, "showunits").text = "0" if units.rows else "3"  # typed beside the number; none
    etree.SubElement(element, "unitsleft").text = "0"


def _answer(
    element: etree._Element, share: str, pattern: str, text: BankText, *feedback: tuple[Block, ...]
) -> etree._Element:
    answer = etree.SubElement(element, "answer", fraction=share, format="moodle_auto_format")
    add_text(answer, pattern)
    add_html(answer, "feedback", text.field(*feedback))
    return answer


def _literal(text: str) -> str:
    """A text in which no asterisk stands for other characters."""
    return clean(text).strip().replace("*", r"\*")


def _fits(pattern: str, text: str) -> bool:
    parts = (re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(".*".join(parts), text, re.DOTALL) is not None
