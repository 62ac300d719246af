"""Giving each source its target: a list of selects for pairs and groups, a table of radio buttons for a matrix."""

from collections.abc import Sequence

from coursepack.model.assessment import MatchInteraction, MatchItem
from coursepack.model.content import blocks_text
from coursepack.pages.answers.common import FEEDBACK_PLACE, Asked, Data, group, is_plain, item_data, letter, mixed
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText

_MATRIX_LETTERS = 50
"""Letters that the heads of a matrix have room for beside each other; where there are more, each row gets a select."""


def markup(asked: Asked, interaction: MatchInteraction) -> str:
    words = asked.words
    if interaction.presentation in ("matrix", "likert"):
        hint = words("Choose one answer in each row.")
    elif interaction.presentation == "groups":
        hint = words("Choose the group of each.")
    else:
        hint = words("Choose what belongs to each.")
    if interaction.presentation in ("matrix", "likert") and _fits(interaction.targets):
        return group("match", asked.legend(hint), _table(asked, interaction))
    # In the order of the source, the first target would belong to the first source.
    targets = mixed(asked.question, interaction.targets) if interaction.presentation == "pairs" else interaction.targets
    if all(is_plain(target.blocks) for target in targets):
        options = asked.options((target.code, blocks_text(target.blocks)) for target in targets)
        return group("match", asked.legend(hint), select_rows(asked, interaction.sources, options))
    shown = "".join(f"<li>{asked.compact(target.blocks)}</li>\n" for target in targets)
    named = ((target.code, _named(index, target)) for index, target in enumerate(targets))
    rows = select_rows(asked, interaction.sources, asked.options(named))
    return group("match", asked.legend(hint), f'<ol class="targets" type="A">\n{shown}</ol>\n{rows}')


def _fits(targets: tuple[MatchItem, ...]) -> bool:
    """Whether the columns fit beside each other in the width of a page's text."""
    longest = max((len(word) for target in targets for word in blocks_text(target.blocks).split()), default=0)
    return len(targets) * max(longest, _MATRIX_LETTERS // 7) <= _MATRIX_LETTERS


def _named(index: int, target: MatchItem) -> str:
    text = blocks_text(target.blocks).strip()
    return f"{letter(index)}: {text}" if text else letter(index)


def select_rows(asked: Asked, items: Sequence[MatchItem], options: str) -> str:
    """A row for each item with a select of the same `options`."""
    parts = ['<ul class="rows">\n']
    for item in items:
        name = asked.element_id(item.code)
        parts.append(
            f'<li class="row" data-code="{item.code}"><div class="row-head">'
            f'<div class="row-text" id="{name}">{asked.compact(item.blocks)}</div>'
            f'<select id="{name}-answer" name="{name}" aria-labelledby="{name}">{options}</select></div>'
            f"{FEEDBACK_PLACE}</li>\n"
        )
    parts.append("</ul>\n")
    return "".join(parts)


def _table(asked: Asked, interaction: MatchInteraction) -> str:
    """Radio buttons, each named by its row and its column; on a phone the rows are stacked."""
    heads = [(target.code, asked.element_id(f"to-{target.code}")) for target in interaction.targets]
    parts = ['<table class="matrix">\n<thead><tr><td></td>']
    for target, (_, name) in zip(interaction.targets, heads, strict=True):
        content = asked.compact(target.blocks)
        parts.append(f'<th scope="col" id="{name}">{content}</th>')
    parts.append("</tr></thead>\n<tbody>\n")
    for source in interaction.sources:
        row = asked.element_id(source.code)
        parts.append(
            f'<tr class="row" data-code="{source.code}"><th scope="row">'
            f'<div class="row-head"><div class="row-text" id="{row}">{asked.compact(source.blocks)}</div></div>'
            f"{FEEDBACK_PLACE}</th>"
        )
        for target, (code, head) in zip(interaction.targets, heads, strict=True):
            shown = f'<span class="cell-text" aria-hidden="true">{escaped(blocks_text(target.blocks))}</span>'
            parts.append(
                f'<td><label><input type="radio" id="{row}-{code}" name="{row}" value="{code}"'
                f' aria-labelledby="{row} {head}">{shown}</label></td>'
            )
        parts.append("</tr>\n")
    parts.append("</tbody></table>\n")
    return "".join(parts)


def data(interaction: MatchInteraction, text: RichText) -> Data:
    return {
        "type": "match",
        "sources": [item_data(item, text) for item in interaction.sources],
        "targets": [item_data(item, text) for item in interaction.targets],
        "pairs": [list(pair) for pair in interaction.pairs],
    }
