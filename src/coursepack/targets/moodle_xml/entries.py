"""Questions that are answered by typing: shortanswer and numerical."""

from lxml import etree

from coursepack.model.assessment import AcceptedText, NumericEntryInteraction, Question, TextEntryInteraction
from coursepack.model.content import Block
from coursepack.targets._bank.entries import answer_rows, matters_case, number_rows
from coursepack.targets._bank.numbers import NumberAnswer
from coursepack.targets._bank.text import BankText
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.text import add_html, add_text
from coursepack.xml import clean


def write_texts(
    element: etree._Element,
    question: Question,
    interaction: TextEntryInteraction,
    accepted: tuple[AcceptedText, ...],
    text: BankText,
    ledger: Ledger,
) -> None:
    """Writes what a shortanswer question has beyond the common part. Moodle takes the first answer that fits."""
    sensitive = matters_case(question, accepted, ledger)
    etree.SubElement(element, "usecase").text = "1" if sensitive else "0"
    general = question.feedback
    for pattern, blocks, is_right in answer_rows(interaction, accepted, sensitive=sensitive):
        more = general.correct if is_right else general.incorrect
        _answer(element, "100" if is_right else "0", pattern, text, blocks, more)
    if general.incorrect:
        _answer(element, "0", "*", text, general.incorrect)


def write_numbers(
    element: etree._Element, question: Question, interaction: NumericEntryInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes what a numerical question has beyond the common part: for each range its middle and a tolerance."""
    numbers, entries = number_rows(question, interaction, ledger)
    for number, blocks, is_right in entries:
        _number(element, "100" if is_right else "0", number, text, *blocks)
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
