"""Questions whose answer is an arrangement: matching and ordering."""

from lxml import etree

from coursepack.ids import shortened
from coursepack.model.assessment import MatchInteraction, MatchItem, OrderInteraction, Question
from coursepack.model.content import Code, Image, Math, blocks_text, walk_inlines
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.choices import write_combined
from coursepack.targets.moodle_xml.text import BankText, add_html, add_text
from coursepack.xml import clean

LONGEST_ANSWER = 255
"""Characters of an answer in Moodle's table of matching questions; a longer one ends the import half way."""


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
    words = {target.code: _plain(target, question, ledger) for target in interaction.targets}
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


def note_item_feedback(items: tuple[MatchItem, ...], question: Question, ledger: Ledger) -> None:
    """Notes feedback on single items, for which Moodle has no place."""
    if any(item.feedback for item in items):
        how = "feedback on single items is left out: a bank has none for them"
        ledger.degraded_question(question, how, "item feedback")


def _plain(target: MatchItem, question: Question, ledger: Ledger) -> str:
    """The words of a target, which Moodle shows as plain text."""
    if any(isinstance(node, Image | Math | Code) for node in walk_inlines(target.blocks)):
        how = "pictures, code and mathematics in the things to match become plain words"
        ledger.degraded_question(question, how, "media", "code", "mathematics")
    words = clean(blocks_text(target.blocks))
    if len(words) > LONGEST_ANSWER:
        ledger.degraded_question(question, f"things to match are cut at {LONGEST_ANSWER} characters", "choices")
    return shortened(words, LONGEST_ANSWER) or target.code
