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
from coursepack.model.content import blocks_text, plain_text
from coursepack.targets.moodle_xml.choices import write_combined
from coursepack.targets.moodle_xml.entries import expressible_texts
from coursepack.targets.moodle_xml.ledger import Ledger, feature_of
from coursepack.targets.moodle_xml.numbers import numbers_of
from coursepack.targets.moodle_xml.text import BankText, Field, add_html, add_text
from coursepack.xml import clean

_CODED = frozenset("~}{#=%\"'\\/&<>:")
"""Characters that mean something inside the braces of a cloze question; Moodle decodes their numeric references."""


def cloze_codes(question: Question, interaction: GapsInteraction, ledger: Ledger) -> dict[str, str] | None:
    """{code of each gap: what stands for it in a cloze text}; None where Moodle can express one of them in no way."""
    weight = max(1, round(question.points / max(len(interaction.gaps), 1)))
    if weight * len(interaction.gaps) != question.points:
        how = f"it is worth {weight * len(interaction.gaps)} points: every blank counts a whole number"
        ledger.degraded(feature_of(question), question.at, how)
    codes: dict[str, str] = {}
    for gap in interaction.gaps:
        answers = _answers(question, gap, ledger)
        if not answers:
            return None
        codes[gap.code] = f"{{{weight}:{answers}}}"
    return codes


def _answers(question: Question, gap: Gap, ledger: Ledger) -> str:
    """Kind and answers of one gap, "" where it cannot be expressed."""
    match gap.interaction:
        case ChoiceInteraction(choices=choices):
            parts = [("=" if choice.correct else "~") + _coded(blocks_text(choice.blocks)) for choice in choices]
            return "MC:" + "~".join(part.lstrip("~") for part in parts)
        case TextEntryInteraction() as entry:
            texts = expressible_texts(question, entry, ledger)
            kind = "SAC" if entry.case_sensitive or any(text.case_sensitive for text in texts) else "SA"
            words = [text.text if text.kind == "wildcard" else text.text.replace("*", r"\*") for text in texts]
            return f"{kind}:" + "~".join(f"={_coded(word, wild=True)}" for word in words) if words else ""
        case NumericEntryInteraction(accepted=accepted):
            numbers = numbers_of(accepted)
            if numbers.units or numbers.lost:
                ledger.degraded(feature_of(question), question.at, "units in blanks are left out: the number counts")
            return "NM:" + "~".join(f"={answer.value}:{answer.tolerance}" for answer in numbers.answers)


def _coded(text: str, *, wild: bool = False) -> str:
    coded = _CODED - {"\\"} if wild else _CODED
    return "".join(f"&#{ord(character)};" if character in coded else character for character in clean(text))


def write_drag_words(element: etree._Element, question: Question, interaction: GapsInteraction, text: BankText) -> None:
    """Writes the words of a ddwtos question; those of gaps come first, in the order that `drag_places` numbers."""
    etree.SubElement(element, "shuffleanswers").text = "1"
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


def write_gap_text(element: etree._Element, field: Field) -> None:
    """Put a text with gaps into its question, in the place of the stem alone."""
    old = element.find("questiontext")
    assert old is not None
    new = add_html(element, "questiontext", field)
    element.replace(old, new)
