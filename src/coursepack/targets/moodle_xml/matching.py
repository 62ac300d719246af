"""Questions whose answer is an arrangement: matching and ordering."""

from lxml import etree

from coursepack.model.assessment import MatchInteraction, OrderInteraction, Question
from coursepack.targets._bank.matching import note_item_feedback, plain_targets
from coursepack.targets._bank.text import BankText
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.choices import write_combined
from coursepack.targets.moodle_xml.text import add_html, add_text


def write_match(
    element: etree._Element,
    question: Question,
    interaction: MatchInteraction,
    text: BankText,
    ledger: Ledger,
    *,
    shuffle: bool,
) -> None:
    """Writes what a matching question has beyond the common part; groups and matrices are matching questions too."""
    words = plain_targets(interaction, question, ledger)
    right = dict(interaction.pairs)
    etree.SubElement(element, "shuffleanswers").text = "true" if shuffle else "false"
    write_combined(element, question.feedback, text)
    etree.SubElement(element, "shownumcorrect")
    for source in interaction.sources:
        pair = add_html(element, "subquestion", text.field(source.blocks))
        add_text(etree.SubElement(pair, "answer"), words[right[source.code]])
    for target in interaction.targets:
        if target.code not in right.values():
            distractor = etree.SubElement(element, "subquestion", format="html")
            add_text(distractor, "")
            add_text(etree.SubElement(distractor, "answer"), words[target.code])
    if question.partial is False:
        ledger.degraded_question(question, "each right pair earns its part of the points", "partial credit")
    if interaction.presentation == "matrix":
        ledger.degraded_question(question, "the rows of the table are asked one below the other", "layout")
    note_item_feedback((*interaction.sources, *interaction.targets), question, ledger)


def knows_ordering(version: str) -> bool:
    """Whether a version of Moodle has ordering questions of its own; before 4.4 they were a plugin."""
    major, minor = map(int, version.split("."))
    return (major, minor) >= (4, 4)


def write_order_as_match(
    element: etree._Element, question: Question, interaction: OrderInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes an order as things and their places, for a Moodle that has no ordering questions."""
    how = "it is asked as each thing's place: Moodle has ordering from 4.4 on"
    ledger.degraded_question(question, how, "layout")
    if not question.partial:
        ledger.degraded_question(question, "each right place earns its part of the points", "partial credit")
    etree.SubElement(element, "shuffleanswers").text = "true"
    write_combined(element, question.feedback, text)
    etree.SubElement(element, "shownumcorrect")
    for place, item in enumerate(interaction.items, 1):
        pair = add_html(element, "subquestion", text.field(item.blocks))
        add_text(etree.SubElement(pair, "answer"), str(place))
    note_item_feedback(interaction.items, question, ledger)


def write_order(
    element: etree._Element, question: Question, interaction: OrderInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes what an ordering question has beyond the common part (part of Moodle from 4.4 on, a plugin before)."""
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "2"),
        ("gradingtype", "ABSOLUTE_POSITION" if question.partial else "ALL_OR_NOTHING"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        etree.SubElement(element, name).text = value
    write_combined(element, question.feedback, text)
    # Without it, and without hints, the import ends with a database error (4.5 and 5.1).
    etree.SubElement(element, "shownumcorrect").text = "1"
    for place, item in enumerate(interaction.items, 1):
        add_html(element, "answer", text.field(item.blocks)).set("fraction", str(place))
    note_item_feedback(interaction.items, question, ledger)
