"""What single choice, multiple response and true/false share: a task list becomes choices."""

import re

from coursepack.model.assessment import Choice
from coursepack.model.content import Block, Checklist, Quotation, blocks_text
from coursepack.patterns import late
from coursepack.questions.base import BAD_ANSWER, NO_RIGHT_ANSWER, TOO_FEW_CHOICES, QuestionSource

_DIGITS = "abcdefghijklmnopqrstuvwxyz"


_LAST_ONES = late(
    r"(?:all|none|both|neither)\s+(?:of\s+)?(?:the\s+)?(?:above|these)|alle\s+genannten|keine\s+der\s+genannten|"
    r"toutes?\s+(?:ces\s+)?réponses|aucune\s+(?:de\s+ces\s+)?réponses?|todas\s+las\s+anteriores|ninguna\s+de\s+las\s+anteriores|"
    r"todas\s+as\s+anteriores|nenhuma\s+das\s+anteriores",
    re.IGNORECASE,
)


def choice_code(index: int) -> str:
    """The letter of a choice by its place in the source: a … z, then aa, ab …"""
    code = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, len(_DIGITS))
        code = _DIGITS[digit] + code
    return code


def read_choices(source: QuestionSource) -> tuple[Choice, ...] | None:
    """The choices of a task list, each with the feedback quoted under it; None where they make no question."""
    assert isinstance(source.answer, Checklist)
    items = source.answer.items
    if len(items) < 2:
        source.report.add(TOO_FEW_CHOICES, source.answer.at, "this question has only one choice")
        return None
    if not any(item.done for item in items):
        source.report.add(NO_RIGHT_ANSWER, source.answer.at, "none of the choices is marked as right")
        return None
    choices: list[Choice] = []
    for index, item in enumerate(items):
        blocks, feedback = own_feedback(item.blocks)
        if not blocks or isinstance(blocks[0], Quotation):
            source.report.add(BAD_ANSWER, item.at, "this choice is empty", help="write what it says behind its box")
            return None
        fixed = stays_last(blocks_text(blocks))
        choices.append(Choice(item.at, choice_code(index), blocks, item.done, feedback, fixed))
    return tuple(choices)


def own_feedback(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of a choice without the quotation at their end, and what that quotation says."""
    if blocks and isinstance(blocks[-1], Quotation):
        return blocks[:-1], blocks[-1].blocks
    return blocks, ()


def stays_last(text: str) -> bool:
    """Whether a choice such as "All of the above" must keep its place when choices are shuffled."""
    return bool(_LAST_ONES.match(text.strip()))
