"""What the answers to all kinds of questions share: names of controls, rows, and feedback as trees."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from coursepack.model.assessment import Area, Choice, MatchItem, Question
from coursepack.model.content import Block, Code, Emphasis, Paragraph, SoftBreak, Strong, Text, blocks_text, plain_text
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.pages.tree import Node, tree
from coursepack.pages.words import Words

Data = dict[str, Any]

LONGEST_TEXT = 250
"""Characters of a choice's or item's text that the player knows: what a report shows, and no more."""

_LEGEND_LENGTH = 150
_OPTION_LENGTH = 120

Coded = TypeVar("Coded", Choice, MatchItem, Area, str)


class Asked(NamedTuple):
    """A question on its page. `name` is what it is called there ("Question 1")."""

    question: Question
    name: str
    text: RichText
    words: Words

    def element_id(self, code: str) -> str:
        """The id of the element that belongs to `code` in this question."""
        return f"q-{self.question.id}-{code}"

    def legend(self, hint: str, *, visible: bool = True) -> str:
        """The name of a group of controls: the question for assistive technology, and how to answer it."""
        asked = plain_text(self.question.title)
        if len(asked) > _LEGEND_LENGTH:
            asked = f"{asked[:_LEGEND_LENGTH]}…"
        return (
            f'<legend><span class="visually-hidden">{escaped(self.name)}: {escaped(asked)} </span>'
            f'<span class="{"legend-hint" if visible else "visually-hidden"}">{escaped(hint)}</span></legend>\n'
        )

    def compact(self, blocks: tuple[Block, ...]) -> str:
        """`blocks` as HTML; a lone paragraph is its words alone."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self.text.inlines(blocks[0].children)
        return self.text.blocks(blocks)

    def options(self, items: Iterable[tuple[str, str]]) -> str:
        """The options of a select, of (code, text); the first one means that nothing was chosen."""
        parts = [f'<option value="">{escaped(self.words("Choose…"))}</option>']
        for code, text in items:
            shown = text if len(text) <= _OPTION_LENGTH else f"{text[:_OPTION_LENGTH]}…"
            parts.append(f'<option value="{escaped(code)}">{escaped(shown)}</option>')
        return "".join(parts)


def group(kind: str, legend: str, content: str) -> str:
    """The area of an answer that has several controls."""
    return f'<div class="answer" data-interaction="{kind}"><fieldset>{legend}{content}</fieldset></div>\n'


FEEDBACK_PLACE = '<div class="row-feedback" data-feedback hidden></div>'


def mixed(question: Question, items: Sequence[Coded]) -> list[Coded]:
    """`items` in an order of which nothing can be learned, the same in every build and never the one of the source."""
    salted = sorted(items, key=lambda item: _salted(question, item))
    if len(items) > 1 and salted == list(items):
        salted.append(salted.pop(0))
    return salted


def _salted(question: Question, item: Choice | MatchItem | Area | str) -> bytes:
    return hashlib.sha256(f"{question.id} {_code(item)}".encode()).digest()


def _code(item: Choice | MatchItem | Area | str) -> str:
    return item if isinstance(item, str) else item.code


def is_plain(blocks: tuple[Block, ...]) -> bool:
    """Whether `blocks` lose nothing as plain text, as in the options of a select."""
    plain = (Text, SoftBreak, Strong, Emphasis, Code)
    return (
        len(blocks) == 1
        and isinstance(blocks[0], Paragraph)
        and all(isinstance(one, plain) for one in blocks[0].children)
    )


def letter(index: int) -> str:
    """A, B, … Z, then AA, AB …"""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def item_data(item: MatchItem | Choice, text: RichText) -> Data:
    """What the player knows of an item: its code, its words for reports, its feedback."""
    return {
        "code": item.code,
        "text": blocks_text(item.blocks)[:LONGEST_TEXT],
        "feedback": feedback_tree(item.feedback, text),
    }


def feedback_tree(blocks: tuple[Block, ...], text: RichText) -> list[Node] | None:
    """`blocks` as the nodes that the player builds elements from."""
    return _tree_of(text.blocks(blocks)) if blocks else None


_tree_of = lru_cache(maxsize=20_000)(tree)
"""Every target asks for the same feedback; the nodes go into JSON and are never changed."""
