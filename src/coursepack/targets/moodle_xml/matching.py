"""Questions whose answer is an arrangement: matching and ordering."""

from lxml import etree

from coursepack.ids import shortened
from coursepack.model.assessment import MatchInteraction, MatchItem, OrderInteraction, Question
from coursepack.model.content import Code, Image, Math, blocks_text, walk_inlines
from coursepack.targets.moodle_xml.choices import write_combined
from coursepack.targets.moodle_xml.ledger import Ledger, feature_of
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
    losses: list[str] = []
    words = {target.code: _plain(target, losses) for target in interaction.targets}
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
        losses.append("each right pair earns its part of the points")
    if any(item.feedback for item in interaction.sources):
        losses.append("feedback on single items is left out: a bank has none for them")
    _tell(losses, question, ledger)


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
    if any(item.feedback for item in interaction.items):
        _tell(["feedback on single items is left out: a bank has none for them"], question, ledger)


def _plain(target: MatchItem, losses: list[str]) -> str:
    """The words of a target, which Moodle shows as plain text."""
    if any(isinstance(node, Image | Math | Code) for node in walk_inlines(target.blocks)):
        losses.append("pictures, code and mathematics in the things to match become plain words")
    words = clean(blocks_text(target.blocks))
    if len(words) > LONGEST_ANSWER:
        losses.append(f"things to match are cut at {LONGEST_ANSWER} characters")
    return shortened(words, LONGEST_ANSWER) or target.code


def _tell(losses: list[str], question: Question, ledger: Ledger) -> None:
    for loss in dict.fromkeys(losses):
        ledger.degraded(feature_of(question), question.at, loss)
