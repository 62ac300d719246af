"""Blanks in a text: Moodle's cloze questions, and words to drag into a text."""

from lxml import etree

from coursepack.model.assessment import (
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import Block, blocks_text, plain_text
from coursepack.targets._bank.entries import answer_rows, expressible_texts, matters_case, told_numbers
from coursepack.targets._bank.numbers import is_accepted, numbers_of, plain
from coursepack.targets._bank.text import BankText
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.choices import write_combined
from coursepack.targets.moodle_xml.text import add_text
from coursepack.xml import clean

_CODED = frozenset("~}{#=%\"'\\/&<>:")
"""Characters that mean something inside the braces of a cloze question; Moodle decodes their numeric references."""


def cloze_codes(
    question: Question, interaction: GapsInteraction, text: BankText, ledger: Ledger
) -> dict[str, str] | None:
    """{code of each gap: what stands for it in a cloze text}; None where Moodle can express one of them in no way."""
    weight = max(1, round(question.points / max(len(interaction.gaps), 1)))
    if weight * len(interaction.gaps) != question.points:
        how = f"it is worth {weight * len(interaction.gaps)} points: every blank counts a whole number"
        ledger.degraded_question(question, how, "points")
    if question.partial is False:
        ledger.degraded_question(question, "each right blank earns its part of the points", "partial credit")
    feedback = question.feedback
    if feedback.correct or feedback.partly_correct or feedback.incorrect:
        how = "feedback for the whole text is left out: a cloze question has it for single blanks alone"
        ledger.dropped_part(question, how, "correct feedback", "partly correct feedback", "incorrect feedback")
    codes: dict[str, str] = {}
    for gap in interaction.gaps:
        answers = _answers(question, gap, text, ledger)
        if not answers:
            return None
        codes[gap.code] = f"{{{weight}:{answers}}}"
    return codes


def _answers(question: Question, gap: Gap, text: BankText, ledger: Ledger) -> str:
    """Kind and answers of one gap, "" where it cannot be expressed."""
    match gap.interaction:
        case ChoiceInteraction(choices=choices):
            parts = [
                f"{'=' if choice.correct else ''}{_coded(blocks_text(choice.blocks))}"
                f"{_told(question, choice.feedback, text, ledger)}"
                for choice in choices
            ]
            return "MC:" + "~".join(parts)
        case TextEntryInteraction() as entry:
            return _texts(question, entry, text, ledger)
        case NumericEntryInteraction() as entry:
            numbers = numbers_of(entry.accepted)
            if numbers.units or numbers.lost:
                how = "units in blanks are left out: the number counts"
                ledger.dropped_part(question, how, "unit", "answers")
            right: list[str] = []
            wrong: list[str] = []
            for value, feedback in told_numbers(question, entry, ledger).items():
                accepted = is_accepted(value, entry.accepted)
                said = f"{plain(value)}:0{_told(question, feedback.blocks, text, ledger)}"
                (right if accepted else wrong).append(f"={said}" if accepted else said)
            right.extend(f"={answer.value}:{answer.tolerance}" for answer in numbers.answers)
            return "NM:" + "~".join((*right, *wrong))


def _texts(question: Question, entry: TextEntryInteraction, text: BankText, ledger: Ledger) -> str:
    """Kind and answers of a gap that is filled with words; Moodle takes the first answer that fits."""
    accepted = expressible_texts(question, entry, ledger)
    if not accepted:
        return ""
    kind = "SAC" if matters_case(question, accepted, ledger) else "SA"
    rows = answer_rows(entry, accepted, sensitive=kind == "SAC")
    parts = (
        f"{'=' if is_right else ''}{_coded(pattern, wild=True)}{_told(question, blocks, text, ledger)}"
        for pattern, blocks, is_right in rows
    )
    return f"{kind}:" + "~".join(parts)


def _told(question: Question, blocks: tuple[Block, ...], text: BankText, ledger: Ledger) -> str:
    """The feedback for one answer of a gap; no file can stand in it."""
    if not blocks:
        return ""
    if text.field(blocks).files:
        how = "feedback to single blanks has no files: words stand for pictures and media in it"
        ledger.degraded_question(question, how, "media")
    return "#" + _coded(text.without_files(blocks))


def _coded(text: str, *, wild: bool = False) -> str:
    coded = _CODED - {"\\"} if wild else _CODED
    return "".join(f"&#{ord(character)};" if character in coded else character for character in clean(text))


def write_drag_words(
    element: etree._Element, question: Question, interaction: GapsInteraction, text: BankText, ledger: Ledger
) -> None:
    """Writes the words of a ddwtos question; those of gaps come first, in the order that `drag_places` numbers."""
    if question.partial is False:
        ledger.degraded_question(question, "each right word earns its part of the points", "partial credit")
    if any(
        isinstance(gap.interaction, TextEntryInteraction) and gap.interaction.answer_feedback
        for gap in interaction.gaps
    ):
        ledger.dropped_part(question, "feedback for single words is left out: a bank has none", "answer feedback")
    etree.SubElement(element, "shuffleanswers").text = "0" if question.shuffle is False else "1"
    write_combined(element, question.feedback, text)
    etree.SubElement(element, "shownumcorrect")
    words = drag_words(interaction)
    used = [_word(gap) for gap in interaction.gaps]
    for word in (*words, *(plain_text(words) for words in interaction.distractors)):
        box = etree.SubElement(element, "dragbox")
        add_text(box, clean(word))
        etree.SubElement(box, "group").text = "1"
        if used.count(word) > 1:
            etree.SubElement(box, "infinite")


def drag_words(interaction: GapsInteraction) -> list[str]:
    """The words that fit somewhere, each once."""
    return list(dict.fromkeys(_word(gap) for gap in interaction.gaps))


def drag_places(interaction: GapsInteraction) -> dict[str, str]:
    """{code of each gap: what stands for it in the text}."""
    words = drag_words(interaction)
    return {gap.code: f"[[{words.index(_word(gap)) + 1}]]" for gap in interaction.gaps}


def _word(gap: Gap) -> str:
    assert isinstance(gap.interaction, TextEntryInteraction)
    return gap.interaction.accepted[0].text
