"""Categorise: a nested list with `type=group`; under each category its items."""

from typing import Any

from coursepack.model.assessment import Interaction, MatchInteraction, MatchItem
from coursepack.model.content import Block, List, ListItem
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import choice_code, own_feedback


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    return attributes.get("type") == "group" and isinstance(answer, List)


def _parse(source: QuestionSource) -> Interaction | None:
    assert isinstance(source.answer, List)
    sources: list[MatchItem] = []
    targets: list[MatchItem] = []
    right: list[tuple[str, str]] = []
    for category in source.answer.items:
        inner = _inner(category)
        if inner is None:
            source.refuse(category.at, "this category has no items under it", "indent its items under it")
            return None
        target = MatchItem(category.at, str(len(targets) + 1), category.blocks[:-1])
        targets.append(target)
        for entry in inner.items:
            item = MatchItem(entry.at, choice_code(len(sources)), *own_feedback(entry.blocks))
            sources.append(item)
            right.append((item.code, target.code))
    if len(targets) < 2:
        source.refuse(source.answer.at, "there are fewer than two categories", "write at least two categories")
        return None
    return MatchInteraction(
        source.answer.at, tuple(sources), tuple(targets), tuple(right), one_to_one=False, presentation="groups"
    )


def _inner(category: ListItem) -> List | None:
    last = category.blocks[-1] if len(category.blocks) > 1 else None
    return last if isinstance(last, List) else None


TYPE = QuestionType("group", _recognise, _parse, uses=("points", "penalty", "partial", "shuffle"))
