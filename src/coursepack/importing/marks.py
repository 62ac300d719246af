"""Blanks of a text that is still to be read: a mark stands in the place of each, and becomes the gap afterwards."""

from typing import Any

import msgspec

from coursepack.model.content import Attributes, Block, Inline, Node, Span, Text, walk_inlines
from coursepack.patterns import late

_MARKED = late("\ue900(\\d+)\ue901")


def mark(number: int) -> str:
    """What stands in a text for the blank of this number."""
    return f"\ue900{number}\ue901"


def with_gaps(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """`blocks` with the gap `g1` in the place of mark 1, and so on."""
    changed: tuple[Block, ...] = _changed(blocks)
    return changed


def has_gaps(blocks: tuple[Block, ...], number: int) -> bool:
    """Whether each of the gaps `g1` to `g<number>` stands in `blocks` once: code and titles swallow marks."""
    found = [
        node.attributes.id
        for node in walk_inlines(blocks)
        if isinstance(node, Span) and node.tag_name == "gap" and node.attributes is not None
    ]
    return sorted(found) == sorted(f"g{index}" for index in range(1, number + 1))


def _changed(value: Any) -> Any:
    if isinstance(value, tuple):
        made: list[object] = []
        for part in value:
            made += _divided(part) if isinstance(part, Text) else [_changed(part)]
        return tuple(made)
    if not isinstance(value, Node):
        return value
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    inner = {name: _changed(field) for name, field in fields.items() if isinstance(field, tuple)}
    return msgspec.structs.replace(value, **inner) if inner else value


def _divided(node: Text) -> list[Inline]:
    made: list[Inline] = []
    done = 0
    for found in _MARKED.finditer(node.text):
        before = node.text[done : found.start()]
        made += [Text(node.at, before)] if before else []
        made.append(Span(node.at, "gap", (), attributes=Attributes(f"g{found[1]}")))
        done = found.end()
    if not done:
        return [node]
    rest = node.text[done:]
    return [*made, Text(node.at, rest)] if rest else made
