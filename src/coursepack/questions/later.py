"""Answer shapes of question types that coursepack knows but cannot carry yet: each is an error, never a guess."""

import re
from collections.abc import Iterator

from coursepack.diagnostics import Rule, Severity
from coursepack.model.assessment import Interaction
from coursepack.model.content import (
    Block,
    Checklist,
    List,
    Paragraph,
    Quotation,
    Span,
    Table,
    blocks_text,
    nested_inlines,
    plain_text,
)
from coursepack.questions.base import QuestionSource, QuestionType, only_blank, split_alternatives

UNSUPPORTED = Rule(
    "question-type-unsupported",
    Severity.ERROR,
    "A question is of a type that this version cannot carry.",
    "Its answers would stand in the open on the page, or the question would be lost.",
    "use single or multiple choice, true/false, short text or numeric, or take the question out",
)

_LONE_BLANK = "for a short text or a number, put one blank [[…]] into a paragraph of its own, without a bullet"
_PAIR = re.compile(r"\s(?:->|→|=>)\s")
_SHAPE_TYPES = {
    "order": "ordering",
    "group": "categorise",
    "drag": "drag words into text",
    "hotspot": "hotspot",
    "drag-image": "drag onto image",
    "survey": "survey",
    "likert": "Likert",
    "matrix": "matrix",
    "essay": "essay",
    "upload": "file upload",
    "match": "matching",
    "cloze": "cloze",
}
_BY_TYPE_ONLY = ("order", "group", "survey", "likert", "hotspot", "drag-image")


def has_blank(block: Block) -> bool:
    """Whether a blank stands anywhere in the inlines of `block`."""
    return any(isinstance(node, Span) and node.tag_name == "gap" for group in _inlines(block) for node in group)


def _inlines(block: Block) -> Iterator[Iterator[object]]:
    if isinstance(block, Paragraph):
        yield nested_inlines(block.children)
    elif isinstance(block, List):
        for item in block.items:
            for inner in item.blocks:
                yield from _inlines(inner)
    elif isinstance(block, Table):
        for row in (block.head, *block.rows):
            for cell in row:
                yield nested_inlines(cell.children)


def shape_of(block: Block, wanted: str | None) -> str:
    """The name of the type whose answer shape `block` has, or ""; `wanted` is the question's `type=` or None."""
    if isinstance(block, Checklist):
        return wanted if wanted in ("survey", "hotspot") else ""
    blank = only_blank(block)
    if blank is not None:
        if blank.lstrip().startswith(("...", "…")):
            return "essay"
        if blank.lstrip().startswith("^"):
            return "upload"
        dropdown = any(part.startswith("(") and part.endswith(")") for part in split_alternatives(blank))
        return "cloze" if dropdown and "|" in blank else ""
    if isinstance(block, List):
        texts = [
            blocks_text(tuple(inner for inner in item.blocks if not isinstance(inner, Quotation)))
            for item in block.items
        ]
        if all(_PAIR.search(f" {text} ") for text in texts):
            return "drag-image" if wanted == "drag-image" else "match"
        if wanted in _BY_TYPE_ONLY:
            return wanted
    if isinstance(block, Table) and _is_matrix(block):
        return "matrix"
    if has_blank(block):
        return "drag" if wanted == "drag" else "cloze"
    return ""


def _is_matrix(table: Table) -> bool:
    """Whether every row of a table has exactly one `x` behind its first cell, and nothing else there."""
    rows = [[plain_text(cell.children).strip().lower() for cell in row[1:]] for row in table.rows]
    return bool(rows) and all(set(row) <= {"x", "", "✓", "✔", "✅"} and sum(map(bool, row)) == 1 for row in rows)


def _recognise(source: QuestionSource) -> bool:
    return bool(shape_of(source.answer, source.attributes.get("type")))


def _parse(source: QuestionSource) -> Interaction | None:
    name = _SHAPE_TYPES[shape_of(source.answer, source.attributes.get("type"))]
    source.report.add(
        UNSUPPORTED,
        source.answer.at,
        f"this is a question of the type {name}, which is not supported yet",
        help=_LONE_BLANK if name == "cloze" else "",
    )
    return None


TYPE = QuestionType("later", _recognise, _parse)
