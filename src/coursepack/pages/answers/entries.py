"""Typing a short text or a number into one field."""

from coursepack.model.assessment import AcceptedText, NumericEntryInteraction, TextEntryInteraction, TextFeedback
from coursepack.pages.answers.common import Asked, Data, feedback_tree
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.questions.expressions import as_wildcard
from coursepack.questions.slow_patterns import LONGEST, longest_answer

TEXT_FIELD = 'autocapitalize="off" spellcheck="false"'
NUMBER_FIELD = 'inputmode="decimal" spellcheck="false"'
"""Attributes of the fields: nothing corrects what a learner types."""


def text_markup(asked: Asked) -> str:
    return _field(asked, "text", TEXT_FIELD, asked.words("Your answer"))


def number_markup(asked: Asked, interaction: NumericEntryInteraction) -> str:
    unit = shown_unit(interaction)
    label = asked.words("Your answer, in {unit}").format(unit=unit) if unit else asked.words("Your answer")
    return _field(asked, "numeric", NUMBER_FIELD, label)


def shown_unit(interaction: NumericEntryInteraction) -> str:
    """The unit that is named beside the field: the first one among the accepted numbers, or ""."""
    return next((number.unit for number in interaction.accepted if number.unit), "")


def _field(asked: Asked, kind: str, attributes: str, label: str) -> str:
    return (
        f'<div class="answer" data-interaction="{kind}"><label><span>{escaped(label)}</span> '
        f'<input type="text" name="q-{asked.question.id}" autocomplete="off" {attributes}></label></div>\n'
    )


def text_data(interaction: TextEntryInteraction, text: RichText) -> Data:
    return {
        "type": "text",
        "accepted": [
            # A pattern says by itself, with an i behind it, whether capitals count.
            _pattern(one)
            if one.kind == "regex"
            else {
                "text": one.text,
                "kind": one.kind,
                "caseSensitive": one.case_sensitive or interaction.case_sensitive,
            }
            for one in interaction.accepted
        ],
        "answerFeedback": _answer_feedback(interaction.answer_feedback, text),
    }


def _pattern(one: AcceptedText) -> Data:
    wild = as_wildcard(one.text)
    if wild is not None:
        return {"text": wild, "kind": "wildcard", "caseSensitive": one.case_sensitive}
    longest = longest_answer(one.text)
    return {
        "text": one.text,
        "kind": "regex",
        "caseSensitive": one.case_sensitive,
        **({"longest": longest} if longest < LONGEST else {}),
    }


def number_data(interaction: NumericEntryInteraction, text: RichText) -> Data:
    return {
        "type": "numeric",
        "accepted": [
            {"low": one.low, "high": one.high, "value": one.value, "text": one.text, "unit": one.unit}
            for one in interaction.accepted
        ],
        "answerFeedback": _answer_feedback(interaction.answer_feedback, text),
    }


def _answer_feedback(answers: tuple[TextFeedback, ...], text: RichText) -> list[Data]:
    return [{"text": one.text, "feedback": feedback_tree(one.blocks, text)} for one in answers]
