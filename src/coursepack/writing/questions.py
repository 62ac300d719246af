"""Questions as Markdown in coursepack's own form."""

import re

from coursepack.model.assessment import Question
from coursepack.model.content import (
    Block,
    Heading,
    Inline,
    LineBreak,
    List,
    Paragraph,
    SoftBreak,
    nested_inlines,
    plain_text,
)
from coursepack.patterns import late
from coursepack.writing.answers import answer_feedback, write_answer
from coursepack.writing.blocks import BETWEEN_LISTS, quoted, write_blocks, write_heading

LONGEST_HEADING = 150
"""Characters of a question's first line that is still its heading; a longer one is a paragraph under a number."""

_NO_HEADING = late(
    r"\W*(?:pool:|(?:question|q|frage|pregunta|pergunta|questão|سؤال)\s*[#.]?\s*\d|(?:question|frage)\s*:)"
    r"|\s*\d+\s*[.)](?:\s|$)|\d\ufe0f?\u20e3",
    re.IGNORECASE,
)
"""A first line that a heading would not be read as: it only counts, or opens a pool."""


_ONLY_COUNTS = late(r"Question \d+")


def write_question(question: Question, level: int, *, number: int = 1, remark: str = "") -> str:
    """A question as a heading of `level` with what belongs to it.

    `number` is its place, for a heading where its first line cannot be one; `remark` is for the author's eyes only.
    """
    answer = write_answer(question)
    stem = question.stem
    title = f"{'#' * level} Question {number}"
    first = stem[0] if stem else None
    if isinstance(first, Paragraph) and first.children == question.title and first.attributes is None:
        counts_only = len(stem) == 1 or not isinstance(stem[1], Paragraph)
        if _can_be_heading(first.children) or (counts_only and _ONLY_COUNTS.fullmatch(plain_text(first.children))):
            title = write_heading(first.children, level)
            stem = stem[1:]
    elif not stem and question.title and _can_be_heading(question.title):
        title = write_heading(question.title, level)
    text = write_blocks(stem, least_level=level + 1)
    parts = [title, _remark(remark), _attributes(question, answer.type, answer.attributes), text, answer.stem]
    if answer.is_list and not answer.stem and stem and isinstance(stem[-1], List):
        parts.append(BETWEEN_LISTS)
    parts.append(answer.text)
    parts += [_labelled(label, blocks) for label, blocks in answer.labelled]
    parts += [_labelled("Hint", hint) for hint in question.hints]
    feedback = question.feedback
    parts += [_labelled(label, blocks) for label, blocks in answer_feedback(question.interaction)]
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


def _can_be_heading(title: tuple[Inline, ...]) -> bool:
    words = plain_text(title).strip()
    if not words or len(words) > LONGEST_HEADING or words.endswith("}") or _NO_HEADING.match(words):
        return False
    return not any(isinstance(node, LineBreak | SoftBreak) for node in nested_inlines(title))


def _remark(text: str) -> str:
    return f"<!-- {re.sub('--+', '–', text)} -->" if text else ""


def _attributes(question: Question, kind: str, own: tuple[tuple[str, str], ...]) -> str:
    """The comment that says what the shape does not."""
    said: list[tuple[str, str]] = []
    if question.id:
        said.append(("id", question.id))
    if kind:
        said.append(("type", kind))
    if question.points != 1.0 and question.scored:
        said.append(("points", decimal(question.points)))
    if question.penalty:
        said.append(("penalty", decimal(question.penalty)))
    for name, value in (("partial", question.partial), ("shuffle", question.shuffle)):
        if value is not None:
            said.append((name, "on" if value else "off"))
    said += own
    said += [("objective", ", ".join(question.objectives)), ("tags", ", ".join(question.tags))]
    said.append(("difficulty", question.difficulty))
    written = write_comment("q", said)
    # A heading of the stem right before the answer would be taken for the question's own.
    return written or ("<!-- q -->" if any(isinstance(block, Heading) for block in question.stem) else "")


def write_comment(word: str, said: list[tuple[str, str]]) -> str:
    """A comment with attributes, "" where there are none; `word` says what it belongs to."""
    written = [f"{name}={quoted_value(value)}" for name, value in said if value]
    return f"<!-- {' '.join([word, *written])} -->" if written else ""


def quoted_value(value: str) -> str:
    """The value of an attribute, in quotation marks where it is more than a word."""
    value = " ".join(value.split()).replace("-->", "→")
    if re.fullmatch(r"[\w.%:/+-]+", value) and not value.endswith("--"):
        return value
    sign = "'" if '"' in value else '"'
    return f"{sign}{value.replace(sign, '’' if sign == chr(39) else '”')}{sign}"


def decimal(number: float) -> str:
    """A number without exponent and without zeros at its end."""
    return f"{number:.7f}".rstrip("0").rstrip(".")


def _labelled(label: str, blocks: tuple[Block, ...]) -> str:
    if not blocks:
        return ""
    written = write_blocks(blocks)
    separator = " " if isinstance(blocks[0], Paragraph) else "\n\n"
    return quoted(f"**{label}:**{separator}{written}")
