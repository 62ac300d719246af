"""Questions that a person marks: long texts and files."""

from lxml import etree

from coursepack.model.assessment import ExtendedTextInteraction, Question, UploadInteraction
from coursepack.targets._bank.text import BankText, Field
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.text import add_html

_LINES = "15"


def write_essay(
    element: etree._Element, question: Question, interaction: ExtendedTextInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes what an essay question has beyond the common part; model answer and rubric are told to graders."""
    for name, value in (
        ("responseformat", "editor"),
        ("responserequired", "1"),
        ("responsefieldlines", _LINES),
        ("minwordlimit", str(interaction.minimum_words or "")),
        ("maxwordlimit", str(interaction.maximum_words or "")),
        ("attachments", "0"),
        ("attachmentsrequired", "0"),
        ("maxbytes", "0"),
        ("filetypeslist", ""),
    ):
        etree.SubElement(element, name).text = value
    if interaction.model_answer:
        how = "the model answer is told to graders alone: learners do not see it after they answered"
        ledger.degraded_question(question, how, "model answer")
    _grading(element, text.field((*interaction.model_answer, *interaction.rubric)), question, ledger)


def write_upload(
    element: etree._Element, question: Question, interaction: UploadInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes a file to hand in as an essay question without a text field."""
    for name, value in (
        ("responseformat", "noinline"),
        ("responserequired", "0"),
        ("responsefieldlines", _LINES),
        ("minwordlimit", ""),
        ("maxwordlimit", ""),
        ("attachments", "1"),
        ("attachmentsrequired", "1"),
        ("maxbytes", "0"),
        ("filetypeslist", ",".join(f".{extension}" for extension in interaction.extensions)),
    ):
        etree.SubElement(element, name).text = value
    _grading(element, text.field(interaction.rubric), question, ledger)


def _grading(element: etree._Element, told: Field, question: Question, ledger: Ledger) -> None:
    add_html(element, "graderinfo", told)
    add_html(element, "responsetemplate", Field(""))
    if question.feedback.correct or question.feedback.partly_correct or question.feedback.incorrect:
        how = "feedback for right and wrong answers is left out: a person marks it"
        ledger.dropped_part(question, how, "correct feedback", "partly correct feedback", "incorrect feedback")
