"""Ordering: a numbered list in the right order, with `type=order`."""

from typing import Any

from coursepack.model.assessment import Interaction, MatchItem, OrderInteraction
from coursepack.model.content import Block, List
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import choice_code, own_feedback


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    return attributes.get("type") == "order" and isinstance(answer, List)


def _parse(source: QuestionSource) -> Interaction | None:
    assert isinstance(source.answer, List)
    if len(source.answer.items) < 2:
        source.refuse(source.answer.at, "there are fewer than two things to put in order", "write at least two items")
        return None
    items = tuple(
        MatchItem(item.at, choice_code(index), *own_feedback(item.blocks))
        for index, item in enumerate(source.answer.items)
    )
    return OrderInteraction(source.answer.at, items)


TYPE = QuestionType("order", _recognise, _parse, uses=("points", "penalty", "partial", "shuffle"))
