"""Drag onto image: an image, then a list ``- Storage -> `rect 10,10 90,60` `` with `type=drag-image`."""

from typing import Any

import msgspec

from coursepack.model.assessment import Area, Interaction, MatchItem, PlacementInteraction
from coursepack.model.content import Block, plain_text
from coursepack.questions.areas import read_shape, split_shape
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import choice_code
from coursepack.questions.pairs import as_blocks, read_pairs


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    return attributes.get("type") == "drag-image" and read_pairs(answer) is not None


def _parse(source: QuestionSource) -> Interaction | None:
    if source.image is None:
        source.refuse(source.at, "this question has no image to place things on", "put the image before the list")
        return None
    items: list[MatchItem] = []
    areas: list[Area] = []
    right: list[tuple[str, str]] = []
    for pair in read_pairs(source.answer) or ():
        words, shape = split_shape(pair.right)
        item = None
        if pair.left:
            item = MatchItem(pair.at, choice_code(len(items)), as_blocks(pair.left), pair.feedback)
            items.append(item)
        if shape is None:
            if pair.left and not pair.right:
                continue  # an item that belongs nowhere
            source.refuse(pair.at, f'"{plain_text(pair.left)}" has no shape', "write `rect 10,10 90,60` behind ->")
            return None
        area = read_shape(shape, str(len(areas) + 1), source)
        if area is None:
            return None
        areas.append(msgspec.structs.replace(area, label=as_blocks(words)))
        if item is not None:
            right.append((item.code, area.code))
    if not right:
        source.refuse(source.answer.at, "there is nothing to place", "write at least one line NAME -> `rect …`")
        return None
    image = source.image
    return PlacementInteraction(source.answer.at, image.source, image.alt, tuple(items), tuple(areas), tuple(right))


TYPE = QuestionType("drag-image", _recognise, _parse, takes="image", uses=("points", "penalty", "partial", "shuffle"))
