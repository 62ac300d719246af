"""What matching and drag onto image share: list items of the form `A -> B`."""

from itertools import pairwise

import msgspec

from coursepack.model.content import Block, Inline, List, Paragraph, SoftBreak, Text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.choices import own_feedback

_ARROW = late(r"(?:^|(?<=\s))(?:->|→|=>|⟶)(?=\s|$)")


class Pair(msgspec.Struct, frozen=True):
    """One item: what stands before the arrow and behind it (either may be empty), and the feedback under it."""

    at: Position
    left: tuple[Inline, ...]
    right: tuple[Inline, ...]
    feedback: tuple[Block, ...] = ()


def read_pairs(block: Block) -> tuple[Pair, ...] | None:
    """The pairs of a list in which every item is one, or None."""
    if not isinstance(block, List) or not block.items:
        return None
    pairs: list[Pair] = []
    for item in block.items:
        blocks, feedback = own_feedback(item.blocks)
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            return None
        sides = _sides(blocks[0].children)
        if sides is None:
            return None
        pairs.append(Pair(item.at, *sides, feedback))
    return tuple(pairs)


def _sides(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]] | None:
    for index, node in enumerate(inlines):
        if not isinstance(node, Text):
            continue
        found = _ARROW.search(node.text)
        if found is None:
            continue
        before, behind = node.text[: found.start()].rstrip(), node.text[found.end() :].lstrip()
        place = Position(node.at.file, node.at.line, node.at.column + found.end())
        left = (*inlines[:index], *((Text(node.at, before),) if before.strip("- ") else ()))
        right = (*((Text(place, behind),) if behind else ()), *inlines[index + 1 :])
        return left, right
    return None


def without_dash(pair: Pair) -> Position | None:
    """Where a line of the item begins with an arrow: it was to be an item of its own, and lost its dash."""
    for before, node in pairwise(pair.right):
        if isinstance(before, SoftBreak) and isinstance(node, Text) and _ARROW.match(node.text):
            return node.at
    return None


def as_blocks(inlines: tuple[Inline, ...]) -> tuple[Block, ...]:
    """One paragraph of `inlines`, or () where there are none."""
    return (Paragraph(inlines[0].at, inlines),) if inlines else ()
