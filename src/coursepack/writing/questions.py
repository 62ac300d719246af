"""Questions as Markdown in coursepack's own form."""

from collections.abc import Sequence

from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import Block, Paragraph
from coursepack.writing.blocks import indented, quoted, write_blocks
from coursepack.writing.inlines import write_inlines


def write_question(question: Question, level: int) -> str:
    """A question as a heading of `level` with what belongs to it, or "" where its interaction has no form here yet."""
    answer = _answer(question)
    if answer is None:
        return ""
    stem = question.stem
    if stem and isinstance(stem[0], Paragraph) and stem[0].children == question.title:
        stem = stem[1:]
    title = write_inlines(question.title).replace("\n", " ")
    parts = [f"{'#' * level} {title}", _attributes(question), write_blocks(stem, heading_level=level + 1), answer]
    parts += [_labelled("Hint", hint) for hint in question.hints]
    feedback = question.feedback
    parts += [
        _labelled(label, blocks)
        for label, blocks in (
            ("Correct", feedback.correct),
            ("Partly correct", feedback.partly_correct),
            ("Incorrect", feedback.incorrect),
            ("Explanation", feedback.explanation),
        )
    ]
    return "\n\n".join(part for part in parts if part)


def _attributes(question: Question) -> str:
    interaction = question.interaction
    words: list[str] = []
    if question.points != 1.0:
        words.append(f"points={question.points:g}")
    if isinstance(interaction, ChoiceInteraction):
        right = sum(choice.correct for choice in interaction.choices)
        if interaction.multiple and right == 1:
            words.append("type=multiple")
    return f"<!-- q {' '.join(words)} -->" if words else ""


def _answer(question: Question) -> str | None:
    match question.interaction:
        case ChoiceInteraction(choices=choices):
            if not all(choice.blocks and isinstance(choice.blocks[0], Paragraph) for choice in choices):
                return None  # a box must stand before text
            return "\n".join(_choice(choice) for choice in choices)
        case TextEntryInteraction(accepted=accepted):
            return f"[[{' | '.join(_accepted(answer.text, answer.kind) for answer in accepted)}]]"
        case NumericEntryInteraction(accepted=numbers):
            return f"[[= {' | '.join(f'{number.text}' for number in numbers)}]]"
        case _:
            return None


def _accepted(text: str, kind: str) -> str:
    if kind == "regex":
        return f"/{text}/"
    plain = kind == "wildcard" or not set(text) & set("|*`/[]()=\\")
    return text if plain else f"`{text}`"


def _choice(choice: Choice) -> str:
    body = "\n".join(_joined(choice.blocks))
    mark = "x" if choice.correct else " "
    written = f"- [{mark}] {indented(body, 2)}"
    if choice.feedback:
        written += f"\n  {indented(quoted(write_blocks(choice.feedback)), 2)}"
    return written


def _joined(blocks: Sequence[Block]) -> list[str]:
    parts: list[str] = []
    for index, block in enumerate(blocks):
        if index:
            parts.append("")
        parts.append(write_blocks((block,)))
    return parts


def _labelled(label: str, blocks: tuple[Block, ...]) -> str:
    if not blocks:
        return ""
    written = write_blocks(blocks)
    separator = " " if isinstance(blocks[0], Paragraph) else "\n\n"
    return quoted(f"**{label}:**{separator}{written}")
