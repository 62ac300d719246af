"""Matrix: a table whose first column are statements and whose other columns are choices, with one `x` a row."""

from typing import Any

from coursepack.model.assessment import Interaction, MatchInteraction, MatchItem
from coursepack.model.content import Block, Table, TableCell, plain_text
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import choice_code
from coursepack.questions.pairs import as_blocks

_MARKS = frozenset({"x", "✓", "✔", "✅", "[x]"})


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    if not isinstance(answer, Table) or len(answer.head) < 3:
        return False
    if attributes.get("type") == "matrix":
        return True
    marks = [[_words(cell) for cell in row[1:]] for row in answer.rows]
    return all(set(row) <= _MARKS | {""} for row in marks) and any(any(row) for row in marks)


def _words(cell: TableCell) -> str:
    return plain_text(cell.children).strip().lower()


def _parse(source: QuestionSource) -> Interaction | None:
    table = source.answer
    assert isinstance(table, Table)
    targets = tuple(
        MatchItem(cell.at, str(number), as_blocks(cell.children)) for number, cell in enumerate(table.head[1:], 1)
    )
    sources: list[MatchItem] = []
    right: list[tuple[str, str]] = []
    for index, row in enumerate(table.rows):
        marked = [str(number) for number, cell in enumerate(row[1:], 1) if _words(cell) in _MARKS]
        if len(marked) != 1:
            what = "no choice" if not marked else "several choices"
            source.refuse(row[0].at, f'"{plain_text(row[0].children)}" has {what} marked', "put one x into each row")
            return None
        item = MatchItem(row[0].at, choice_code(index), as_blocks(row[0].children))
        sources.append(item)
        right.append((item.code, marked[0]))
    return MatchInteraction(table.at, tuple(sources), targets, tuple(right), one_to_one=False, presentation="matrix")


TYPE = QuestionType("matrix", _recognise, _parse, uses=("points", "penalty", "partial"))
