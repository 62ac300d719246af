"""Choosing one of several, or any number of them: radio buttons and boxes to tick, whole rows as targets."""

from markupsafe import Markup

from coursepack.model.assessment import Choice, ChoiceInteraction
from coursepack.model.content import Block, Paragraph, blocks_text
from coursepack.pages.answers.common import LONGEST_TEXT, Asked, Data, feedback_tree
from coursepack.pages.rich_text import RichText


def markup(asked: Asked, interaction: ChoiceInteraction) -> str:
    """The choices as a list; a scale of agreement stands in a row where there is room."""
    words = asked.words
    hint = words("Choose all that apply.") if interaction.multiple else words("Choose one answer.")
    look = "choices scale" if interaction.presentation == "likert" else "choices"
    parts = [
        f'<div class="answer" data-interaction="choice"><fieldset>{asked.legend(hint, visible=interaction.multiple)}'
        f'<ul class="{look}">\n'
    ]
    control = "checkbox" if interaction.multiple else "radio"
    parts.extend(choice_row(asked, choice.code, choice.blocks, control) for choice in interaction.choices)
    parts.append("</ul>\n</fieldset></div>\n")
    return "".join(parts)


def choice_row(asked: Asked, code: str, blocks: tuple[Block, ...], control: str, name: str = "") -> str:
    """One choice. `name` is HTML before its words, which are then shown to everybody only after the answer."""
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph):
        shown, rest = asked.text.inlines(first.children), blocks[1:]
    else:
        shown, rest = Markup.escape(code.upper()), blocks
    more, described = "", ""
    if rest:
        more_id = asked.element_id(f"{code}-more")
        more = f'<div class="choice-more" id="{more_id}">\n{asked.text.blocks(rest)}</div>'
        described = f' aria-describedby="{more_id}"'
    text = f'<span class="choice-text">{shown}</span>'
    if name:
        text = f'<span class="choice-text">{name}<span class="area-name"> · {shown}</span></span>'
    return (
        f'<li class="choice" data-code="{code}"><label>'
        f'<input type="{control}" name="q-{asked.question.id}" value="{code}"{described}>'
        f"{text}</label>{more}"
        '<div class="choice-feedback" data-feedback hidden></div></li>\n'
    )


def data(interaction: ChoiceInteraction, text: RichText) -> Data:
    return {
        "type": "choice",
        "multiple": interaction.multiple,
        "presentation": interaction.presentation,
        "choices": [choice_data(choice, text) for choice in interaction.choices],
    }


def choice_data(choice: Choice, text: RichText) -> Data:
    return {
        "code": choice.code,
        "correct": choice.correct,
        "fixed": choice.fixed,
        "text": blocks_text(choice.blocks)[:LONGEST_TEXT],
        "feedback": feedback_tree(choice.feedback, text),
    }
