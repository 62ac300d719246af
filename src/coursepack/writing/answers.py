"""The answer of a question as Markdown: one shape for every interaction."""

from typing import assert_never

import msgspec

from coursepack.model.assessment import (
    Area,
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.content import (
    Block,
    Code,
    Figure,
    Image,
    Inline,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Span,
    Text,
    blocks_text,
    map_nodes,
    plain_text,
    walk_blocks,
)
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.true_false import may_be_truth
from coursepack.writing.blanks import blank_of, literal
from coursepack.writing.blocks import (
    guarded_item,
    guarded_start,
    indented,
    quoted,
    write_blocks,
    write_cell,
    write_item,
    write_table,
)
from coursepack.writing.inlines import write_inlines

_ARROW = late(r"(?:^|(?<=\s))(?:->|→|=>|⟶)(?=\s|$)")


class Answer(msgspec.Struct, frozen=True):
    """An answer as written: its Markdown, what of it belongs to the stem, and what the question's comment must say.

    `type`: the word for `type=`, "" where the shape says it. `is_list`: it begins with a list. `labelled`: passages
    behind it, as (label, blocks).
    """

    text: str
    type: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    stem: str = ""
    is_list: bool = False
    labelled: tuple[tuple[str, tuple[Block, ...]], ...] = ()


def write_answer(question: Question) -> Answer:
    """The answer of a question in coursepack's own form."""
    interaction = question.interaction
    match interaction:
        case None:
            return Answer("", "info")
        case ChoiceInteraction():
            return _choice(interaction, scored=question.scored)
        case TextEntryInteraction():
            return Answer(f"[[{blank_of(interaction)}]]", attributes=_case(interaction))
        case NumericEntryInteraction():
            return Answer(f"[[{blank_of(interaction)}]]")
        case MatchInteraction():
            return _match(interaction)
        case OrderInteraction(items=items):
            written = [_item(f"{number}. ", item.blocks, item.feedback) for number, item in enumerate(items, 1)]
            return Answer("\n".join(written), "order", is_list=True)
        case GapsInteraction():
            return _gaps(interaction)
        case HotspotInteraction(areas=areas):
            lines = [
                _item(f"- [{'x' if area.correct else ' '}] ", _with_shape(area.label, area), area.feedback)
                for area in areas
            ]
            return Answer("\n".join(lines), "hotspot", stem=_picture(interaction), is_list=True)
        case PlacementInteraction():
            return Answer(_placement(interaction), "drag-image", stem=_picture(interaction), is_list=True)
        case ExtendedTextInteraction(minimum_words=least, maximum_words=most):
            length = f"{least}-{most or ''}" if least else str(most or "")
            told = (("Model answer", interaction.model_answer), ("Rubric", interaction.rubric))
            return Answer(f"[[... {length} words]]" if length else "[[...]]", labelled=told)
        case UploadInteraction(extensions=extensions, rubric=rubric):
            return Answer(f"[[^ {', '.join(extensions)}]]" if extensions else "[[^]]", labelled=(("Rubric", rubric),))
        case _:
            assert_never(interaction)


def answer_feedback(interaction: Interaction | None) -> list[tuple[str, tuple[Block, ...]]]:
    """What is said to single answers that are typed, dragged or picked in a text: (label as Markdown, blocks)."""
    told: list[tuple[str, tuple[Block, ...]]] = []
    match interaction:
        case TextEntryInteraction(answer_feedback=feedback) | NumericEntryInteraction(answer_feedback=feedback):
            told = [(f"Incorrect {_as_code(each.text)}", each.blocks) for each in feedback]
        case GapsInteraction(gaps=gaps):
            for gap in gaps:
                entry = gap.interaction
                if isinstance(entry, ChoiceInteraction):
                    told += [
                        (_label(blocks_text(choice.blocks), right=choice.correct), choice.feedback)
                        for choice in entry.choices
                        if choice.feedback
                    ]
                else:
                    told += [
                        (_label(each.text, right=_accepts(entry, each.text)), each.blocks)
                        for each in entry.answer_feedback
                    ]
        case _:
            pass
    return list(dict.fromkeys(told))


# --- choices -------------------------------------------------------------------------------------------------


def _choice(interaction: ChoiceInteraction, *, scored: bool) -> Answer:
    choices = interaction.choices
    lines = [_item(f"- [{'x' if each.correct else ' '}] ", each.blocks, each.feedback) for each in choices]
    kind = ""
    if not scored:
        kind = "survey"
    elif interaction.multiple:
        kind = "multiple" if sum(choice.correct for choice in choices) == 1 else ""
    elif interaction.presentation != "true-false" and len(choices) == 2:
        kind = "single" if may_be_truth([blocks_text(choice.blocks) for choice in choices]) else ""
    return Answer("\n".join(lines), kind, is_list=True)


def _item(marker: str, blocks: tuple[Block, ...], feedback: tuple[Block, ...]) -> str:
    """A line of a list with the feedback quoted under it."""
    written = write_item(marker, blocks if "[" in marker else guarded_item(blocks))
    if feedback:
        glue = "\n" if blocks and isinstance(blocks[-1], Paragraph) else "\n\n"
        width = " " * (2 if marker.startswith("-") else len(marker))
        written += f"{glue}{width}{indented(quoted(write_blocks(feedback)), len(width))}"
    return written


# --- matching ------------------------------------------------------------------------------------------------


def _match(interaction: MatchInteraction) -> Answer:
    targets = {target.code: target for target in interaction.targets}
    pairs = dict(interaction.pairs)
    match interaction.presentation:
        case "likert":
            scale = " | ".join(" ".join(blocks_text(target.blocks).split()) for target in interaction.targets)
            lines = [_item("- ", source.blocks, ()) for source in interaction.sources]
            return Answer("\n".join(lines), "likert", (("scale", scale),), is_list=True)
        case "matrix":
            head = ["", *(write_cell(_words(target.blocks)) for target in interaction.targets)]
            rows = [
                [
                    write_cell(_words(source.blocks)),
                    *("x" if pairs.get(source.code) == code else "" for code in targets),
                ]
                for source in interaction.sources
            ]
            return Answer(write_table(head, rows))
        case "groups":
            return Answer(_groups(interaction, pairs), "group", is_list=True)
        case "pairs":
            return Answer("\n".join(_pairs(interaction, pairs, targets)), is_list=True)


def _pairs(interaction: MatchInteraction, pairs: dict[str, str], targets: dict[str, MatchItem]) -> list[str]:
    """Pairs in the order of their sources; a target that no source has stands where its number says."""
    written: list[str] = []
    waiting = [target for target in interaction.targets if target.code not in pairs.values()]
    numbers = {code: index for index, code in enumerate(targets)}
    for source in interaction.sources:
        target = targets[pairs[source.code]]
        while waiting and numbers[waiting[0].code] < numbers[target.code]:
            written.append(_pair((), _words(waiting.pop(0).blocks)))
        written.append(_pair(_words(source.blocks), _words(target.blocks), source.feedback))
    return written + [_pair((), _words(target.blocks)) for target in waiting]


def _pair(left: tuple[Inline, ...], right: tuple[Inline, ...], feedback: tuple[Block, ...] = ()) -> str:
    line = f"- {_left(left)}{' ' if left else ''}-> {write_inlines(right, one_line=True)}".rstrip()
    return f"{line}\n  {indented(quoted(write_blocks(feedback)), 2)}" if feedback else line


def _left(words: tuple[Inline, ...]) -> str:
    """What stands before an arrow, with an arrow of its own, or nothing but dashes, in an element."""
    words = guarded_start(words)
    bare = len(words) == 1 and isinstance(words[0], Text) and not words[0].text.strip("- ")
    return write_inlines(
        tuple(
            Span(node.at, "span", (node,)) if isinstance(node, Text) and (bare or _ARROW.search(node.text)) else node
            for node in words
        ),
        one_line=True,
    )


def _groups(interaction: MatchInteraction, pairs: dict[str, str]) -> str:
    lines: list[str] = []
    for target in interaction.targets:
        lines.append(write_item("- ", guarded_item(target.blocks)))
        own = (source for source in interaction.sources if pairs.get(source.code) == target.code)
        lines += [f"  {indented(_item('- ', source.blocks, source.feedback), 2)}" for source in own]
    return "\n".join(lines)


def _words(blocks: tuple[Block, ...]) -> tuple[Inline, ...]:
    """Blocks as what can stand on one line, where a line is all that there is."""
    made: list[Inline] = []
    for block in walk_blocks(blocks):
        words: tuple[Inline, ...] = ()
        if isinstance(block, Paragraph):
            words = block.children
        elif isinstance(block, Figure):
            words = (block.image,)
        elif not isinstance(block, List | ListItem):
            plain = blocks_text((block,))
            words = (Text(block.at, plain),) if plain else ()
        if words:
            made += [LineBreak(block.at)] if made else []
            made += words
    return tuple(made)


# --- blanks --------------------------------------------------------------------------------------------------


def _gaps(interaction: GapsInteraction) -> Answer:
    is_drag = interaction.presentation == "drag"
    contents: dict[str, str] = {}
    for gap in interaction.gaps:
        entry = gap.interaction
        if is_drag and isinstance(entry, TextEntryInteraction):
            contents[gap.code] = literal(entry.accepted[0].text)
        else:
            contents[gap.code] = blank_of(entry)

    def fill(node: object) -> object:
        if not isinstance(node, Span) or node.tag_name != "gap" or node.attributes is None:
            return node
        return Span(node.at, "gap", (Code(node.at, contents.get(node.attributes.id, "")),))

    text = map_nodes(interaction.text, fill)
    alone = any(isinstance(block, Paragraph) and len(block.children) == 1 for block in text)
    attributes = next(
        (_case(gap.interaction) for gap in interaction.gaps if isinstance(gap.interaction, TextEntryInteraction)), ()
    )
    labelled = (("Distractors", _distractors(interaction)),)
    is_list = isinstance(text[0], List)
    kind = "drag" if is_drag else "cloze" if alone else ""
    return Answer(write_blocks(text), kind, () if is_drag else attributes, is_list=is_list, labelled=labelled)


def _distractors(interaction: GapsInteraction) -> tuple[Block, ...]:
    words = [plain_text(inlines) for inlines in interaction.distractors]
    if not words:
        return ()
    bar = " |" if len(words) == 1 and set(words[0]) & set(",;") else ""
    at = interaction.at
    return (Paragraph(at, (Text(at, " | ".join(words) + bar),)),)


def _label(text: str, *, right: bool) -> str:
    return f"{'Correct' if right else 'Incorrect'} {_as_code(text)}"


def _as_code(text: str) -> str:
    return write_inlines((Code(Position("", 0), " ".join(text.split())),))


def _accepts(entry: TextEntryInteraction | NumericEntryInteraction, text: str) -> bool:
    """Whether feedback to `text` is feedback to a right answer, as reading it decides."""
    from decimal import Decimal

    from coursepack.questions.numeric import read_number

    if isinstance(entry, TextEntryInteraction):
        return any(one.text.strip().casefold() == text.strip().casefold() for one in entry.accepted)
    number = read_number(text.strip(), entry.at)
    return number is not None and any(
        Decimal(one.low) <= Decimal(number.value) <= Decimal(one.high) for one in entry.accepted
    )


def _case(interaction: TextEntryInteraction) -> tuple[tuple[str, str], ...]:
    plain = [text.case_sensitive for text in interaction.accepted if text.kind != "regex"]
    sensitive = interaction.case_sensitive or (bool(plain) and all(plain))
    return (("case", "sensitive"),) if sensitive else ()


# --- pictures ------------------------------------------------------------------------------------------------


def _picture(interaction: HotspotInteraction | PlacementInteraction) -> str:
    return write_inlines((Image(interaction.at, interaction.image, interaction.alt),))


def _shape(area: Area) -> str:
    numbers = [_number(number) for number in area.coordinates]
    if area.shape == "circle":
        return f"circle {numbers[0]},{numbers[1]} {numbers[2]}"
    points = " ".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2], strict=True))
    return f"{area.shape} {points}"


def _number(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _with_shape(label: tuple[Block, ...], area: Area) -> tuple[Block, ...]:
    words = _words(label)
    space = (Text(area.at, " "),) if words else ()
    return (Paragraph(area.at, (*words, *space, Code(area.at, _shape(area)))),)


def _placement(interaction: PlacementInteraction) -> str:
    areas = {area.code: area for area in interaction.areas}
    pairs = dict(interaction.pairs)
    holders = {area: item for item, area in interaction.pairs}
    waiting = list(interaction.items)
    lines: list[str] = []

    def add(item: MatchItem | None, area: Area | None) -> None:
        shape = _with_shape(area.label, area)[0] if area is not None else None
        right = shape.children if isinstance(shape, Paragraph) else ()
        lines.append(_pair(_words(item.blocks) if item else (), right, item.feedback if item else ()))

    for code, area in areas.items():
        holder = next((item for item in waiting if item.code == holders.get(code)), None)
        while holder is not None and waiting[0].code != holder.code:
            item = waiting.pop(0)
            add(item, areas.get(pairs.get(item.code, "")))
        if holder is not None:
            waiting.pop(0)
        add(holder, area)
    for item in waiting:
        add(item, None)
    return "\n".join(lines)
