"""Questions of foreign banks in the form that Markdown holds, so that what is written reads as the same and builds."""

import re
from collections.abc import Callable

import msgspec

from coursepack.importing.settling import as_inlines, settled
from coursepack.model.assessment import (
    Area,
    Choice,
    ChoiceInteraction,
    Feedback,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    MatchItem,
    OrderInteraction,
    PlacementInteraction,
    Question,
)
from coursepack.model.content import (
    Block,
    CodeBlock,
    Container,
    Figure,
    Inline,
    LineBreak,
    List,
    MathBlock,
    Paragraph,
    Quotation,
    Span,
    Table,
    Text,
    nested_inlines,
    own_inlines,
    plain_text,
    walk_blocks,
)
from coursepack.model.source import Position
from coursepack.patterns import late

Told = Callable[[str], None]

_WORDS = (
    "answers?|ans|solutions?|rationale|explanation|hint|correct|incorrect|wrong|rubric|model answer|distractors|key|"
    "part(?:ly|ially) correct|antwort|lösung|réponse|solution|respuesta|solución|resposta|gabarito"
)
_LOUD = late(rf"\W*(?:[A-Za-z]\s?[).:]\s|(?:\w+ )?(?:{_WORDS})\b[^:\n]{{0,20}}:)", re.IGNORECASE)
_OPTION = late(r"(?:^|\s)[A-B][).]\s")
_FLAT = "lists, tables and code in what is matched are plain lines"


def asked(
    at: Position, stem: tuple[Block, ...], name: str, number: int
) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
    """The title and the stem of a question: its first line, or its name where no text stands at its beginning."""
    if stem and isinstance(stem[0], Paragraph):
        return stem[0].children, stem
    words = " ".join(name.split()) or f"Question {number}"
    title: tuple[Inline, ...] = (Text(at, words),)
    return title, (Paragraph(at, title), *stem)


def fitted(question: Question, told: Told) -> Question:
    """`question` as Markdown can hold it; `told` hears what had to change its form."""
    stem, interaction = question.stem, question.interaction
    if isinstance(interaction, GapsInteraction):
        before, interaction = divided_text(interaction)
        stem += before
    elif interaction is not None:
        interaction = _fitted(interaction, told)
    told_to_all = question.feedback
    feedback = Feedback(
        _quiet(told_to_all.explanation),
        _quiet(told_to_all.correct),
        _quiet(told_to_all.partly_correct),
        _quiet(told_to_all.incorrect),
    )
    hints = tuple(map(_quiet, question.hints))
    stem = (*stem[:1], *_quiet(stem[1:], first=True)) if stem else ()
    tags = tuple(dict.fromkeys(" ".join(tag.replace(",", " ").split()) for tag in question.tags))
    if tags != question.tags:
        told("commas in its tags are spaces: a comma stands between tags")
    return msgspec.structs.replace(
        question,
        stem=stem,
        interaction=interaction,
        feedback=feedback,
        hints=hints,
        tags=tuple(filter(None, tags)),
    )


def _quiet(blocks: tuple[Block, ...], *, first: bool = False) -> tuple[Block, ...]:
    """`blocks` with each paragraph in an element that would be read as an answer, an option or a label.

    The first one stands behind a label of its own, unless `first` is to be looked at, too.
    """
    return tuple(
        _boxed(block) if (index or first) and _is_loud(block) else _quiet_quotation(block)
        for index, block in enumerate(blocks)
    )


def _quiet_quotation(block: Block) -> Block:
    if isinstance(block, Quotation):
        return Quotation(block.at, _quiet(block.blocks, first=True))
    return block


def _is_loud(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    lines = plain_text(block.children).replace("\u2028", "\n").split("\n")
    broken = any(isinstance(node, LineBreak) for node in block.children)
    return any(_LOUD.match(line) for line in lines) or (
        broken and _OPTION.search(plain_text(block.children)) is not None
    )


def _fitted(interaction: Interaction, told: Told) -> Interaction:
    replace = msgspec.structs.replace
    match interaction:
        case ChoiceInteraction(choices=choices):
            return replace(interaction, choices=tuple(map(_choice, choices)))
        case OrderInteraction(items=items):
            return replace(interaction, items=tuple(map(_item, items)))
        case MatchInteraction(presentation="groups"):
            return replace(interaction, sources=tuple(map(_item, interaction.sources)))
        case MatchInteraction():
            sources = tuple(_on_one_line(item, told) for item in interaction.sources)
            return replace(
                interaction, sources=sources, targets=tuple(_on_one_line(item, told) for item in interaction.targets)
            )
        case PlacementInteraction(items=items, areas=areas):
            return replace(
                interaction,
                items=tuple(_on_one_line(item, told) for item in items),
                areas=tuple(_area(area) for area in areas),
            )
        case HotspotInteraction(areas=areas):
            return replace(interaction, areas=tuple(_area(area) for area in areas))
        case _:
            return interaction


def _choice(choice: Choice) -> Choice:
    return msgspec.structs.replace(choice, blocks=_as_item(choice.blocks, bool(choice.feedback)))


def _item(item: MatchItem) -> MatchItem:
    return msgspec.structs.replace(item, blocks=_as_item(item.blocks, bool(item.feedback)))


def _as_item(blocks: tuple[Block, ...], told: bool) -> tuple[Block, ...]:
    """What stands in a choice: text first where it is a lone picture, and no quotation where feedback would stand."""
    if blocks and isinstance(blocks[0], Figure):
        image = blocks[0].image
        blocks = (Paragraph(image.at, (image,)), *blocks[1:])
    if blocks and isinstance(blocks[0], MathBlock | Quotation):
        blocks = (_boxed(blocks[0]), *blocks[1:])
    if len(blocks) > 1 and isinstance(blocks[-1], Quotation) and not told:
        blocks = (*blocks[:-1], _boxed(blocks[-1]))
    return blocks


def _boxed(block: Block) -> Block:
    return Container(block.at, "div", (block,))


def _on_one_line(item: MatchItem, told: Told) -> MatchItem:
    if any(isinstance(block, List | Table | CodeBlock) for block in walk_blocks(item.blocks)):
        told(_FLAT)
    words = as_inlines(item.blocks)
    return msgspec.structs.replace(item, blocks=(Paragraph(words[0].at, words),) if words else ())


def _area(area: Area) -> Area:
    words = as_inlines(area.label)
    return msgspec.structs.replace(area, label=(Paragraph(area.at, words),) if words else ())


# --- texts with blanks ---------------------------------------------------------------------------------------


def divided_text(interaction: GapsInteraction) -> tuple[tuple[Block, ...], GapsInteraction]:
    """What stands before the first blank, which belongs to the stem, and the interaction with the rest.

    What stands behind the last blank is joined to its paragraph, or all of it to one block: a text ends with a blank's.
    """
    text = interaction.text
    places = [index for index, block in enumerate(text) if _has_gap(block)]
    if not places:
        return (), interaction
    first, last = places[0], places[-1]
    passage = list(text[first : last + 1])
    for block in text[last + 1 :]:
        end = passage[-1]
        if isinstance(end, Paragraph) and isinstance(block, Paragraph):
            breaks = (LineBreak(block.at), LineBreak(block.at))
            passage[-1] = Paragraph(end.at, settled((*end.children, *breaks, *block.children)))
        else:
            passage = [Container(interaction.at, "div", (*text[first:],))]
            break
    return text[:first], msgspec.structs.replace(interaction, text=tuple(passage))


def _has_gap(block: Block) -> bool:
    return any(
        isinstance(node, Span) and node.tag_name == "gap"
        for inner in walk_blocks((block,))
        for group in own_inlines(inner)
        for node in nested_inlines(group)
    )
