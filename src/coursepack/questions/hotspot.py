"""Hotspot: an image, then a task list with shapes and `type=hotspot`."""

from typing import Any

import msgspec

from coursepack.model.assessment import Area, HotspotInteraction, Interaction
from coursepack.model.content import Block, Checklist, Paragraph
from coursepack.questions.areas import read_shape, split_shape
from coursepack.questions.base import NO_RIGHT_ANSWER, QuestionSource, QuestionType
from coursepack.questions.choices import choice_code, own_feedback
from coursepack.questions.pairs import as_blocks


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    return attributes.get("type") == "hotspot" and isinstance(answer, Checklist)


def _parse(source: QuestionSource) -> Interaction | None:
    assert isinstance(source.answer, Checklist)
    if source.image is None:
        source.refuse(source.at, "this question has no image to point at", "put the image before the list of areas")
        return None
    areas: list[Area] = []
    for index, item in enumerate(source.answer.items):
        blocks, feedback = own_feedback(item.blocks)
        first = blocks[0] if blocks else None
        words, shape = split_shape(first.children) if isinstance(first, Paragraph) else ((), None)
        if shape is None:
            source.refuse(item.at, "this area has no shape", "write its shape behind its name: `circle 150,35 25`")
            return None
        area = read_shape(shape, choice_code(index), source)
        if area is None:
            return None
        areas.append(msgspec.structs.replace(area, label=as_blocks(words), correct=item.done, feedback=feedback))
    right = sum(area.correct for area in areas)
    if not right:
        source.report.add(NO_RIGHT_ANSWER, source.answer.at, "none of the areas is marked as right")
        return None
    return HotspotInteraction(source.answer.at, source.image.source, source.image.alt, tuple(areas), right > 1)


TYPE = QuestionType("hotspot", _recognise, _parse, takes="image", uses=("points", "penalty", "partial"))
