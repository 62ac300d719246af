"""Likert: a list of statements with `scale="Disagree | Neutral | Agree"`; it is recorded and never scored."""

from typing import Any

from coursepack.model.assessment import Interaction, MatchInteraction, MatchItem
from coursepack.model.content import Block, List, Paragraph, Text
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import choice_code


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    wanted = attributes.get("type")
    return isinstance(answer, List) and (wanted == "likert" or (wanted is None and "scale" in attributes))


def _parse(source: QuestionSource) -> Interaction | None:
    assert isinstance(source.answer, List)
    at = source.answer.at
    scale = [part.strip() for part in str(source.attributes.get("scale", "")).split("|") if part.strip()]
    if len(scale) < 2:
        source.refuse(
            at, "the scale has fewer than two steps", 'write scale="Disagree | Neutral | Agree" in the comment'
        )
        return None
    sources = tuple(
        MatchItem(item.at, choice_code(index), item.blocks) for index, item in enumerate(source.answer.items)
    )
    targets = tuple(
        MatchItem(source.at, str(number), (Paragraph(source.at, (Text(source.at, step),)),))
        for number, step in enumerate(scale, 1)
    )
    return MatchInteraction(at, sources, targets, (), one_to_one=False, presentation="likert")


TYPE = QuestionType("likert", _recognise, _parse, scored=False, uses=("scale",), outcomes=())
