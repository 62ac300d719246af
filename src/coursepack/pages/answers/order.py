"""Putting items in order: a list with two buttons on each item, and a grip to drag it by."""

from coursepack.model.assessment import OrderInteraction
from coursepack.model.content import blocks_text
from coursepack.pages.answers.common import FEEDBACK_PLACE, Asked, Data, group, item_data, mixed
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText


def markup(asked: Asked, interaction: OrderInteraction) -> str:
    """The items, never in the right order."""
    words = asked.words
    parts = ['<ol class="order">\n']
    for item in mixed(asked.question, interaction.items):
        name = escaped(blocks_text(item.blocks))
        buttons = "".join(
            f'<button type="button" data-move="{step}" aria-label="{escaped(label)}: {name}">'
            f'<span aria-hidden="true">{arrow}</span></button>'
            for step, arrow, label in (("-1", "↑", words("Move up")), ("1", "↓", words("Move down")))
        )
        parts.append(
            f'<li class="row" data-code="{item.code}"><div class="row-head">'
            '<span class="grip" aria-hidden="true"></span>'
            f'<div class="row-text">{asked.compact(item.blocks)}</div>'
            f'<span class="moves">{buttons}</span></div>{FEEDBACK_PLACE}</li>\n'
        )
    parts.append('</ol>\n<p class="visually-hidden" role="status" data-live></p>')
    return group("order", asked.legend(words("Put these into the right order, first on top.")), "".join(parts))


def data(interaction: OrderInteraction, text: RichText) -> Data:
    return {"type": "order", "items": [item_data(item, text) for item in interaction.items]}
