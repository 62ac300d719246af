"""A quiz as a Markdown file of its own: settings as front matter, questions, and pools with theirs."""

import json
from collections.abc import Mapping

from coursepack.model.assessment import Pool, Question
from coursepack.model.content import Block, Text
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.writing.blocks import write_blocks, write_heading
from coursepack.writing.inlines import heading_words
from coursepack.writing.questions import decimal, write_comment, write_question

USUAL = QuizSettings(graded=True)
"""The settings of a quiz with a file of its own, where it says nothing."""


def write_quiz(
    title: str,
    items: tuple[Question | Pool, ...],
    *,
    blocks: tuple[Block, ...] = (),
    settings: QuizSettings = USUAL,
    identifier: str = "",
    remarks: Mapping[int, str] | None = None,
) -> str:
    """The text of a quiz's file. `remarks`: {index among all questions of `items`: what the author alone is to see}.

    The order is that of `items`: a question on the level of a pool's heading is outside of the pool before it.
    """
    remarks = remarks or {}
    heading = write_heading((Text(Position("", 0), title),), 1)
    written: list[str] = []
    has_pools, is_after_pool = any(isinstance(item, Pool) for item in items), False
    number = 0
    for item in items:
        questions = item.questions if isinstance(item, Pool) else (item,)
        if isinstance(item, Pool):
            written.append(_pool_heading(item))
        level = 2 if isinstance(item, Question) and (is_after_pool or not has_pools) else 3
        is_after_pool = is_after_pool or isinstance(item, Pool)
        for question in questions:
            number += 1
            written.append(write_question(question, level, number=number, remark=remarks.get(number - 1, "")))
    introduction = write_blocks(blocks, least_level=4 if has_pools else 3)
    parts = [_front_matter(title, settings, identifier), heading, introduction, *written]
    return "\n\n".join(part for part in parts if part) + "\n"


def _pool_heading(pool: Pool) -> str:
    comment = write_comment("pool", [("id", pool.id), ("draw", str(pool.draw or ""))])
    return f"## Pool: {heading_words(pool.title)}" + (f"\n\n{comment}" if comment else "")


def _front_matter(title: str, settings: QuizSettings, identifier: str) -> str:
    lines = ["---", "type: quiz", f"title: {json.dumps(title, ensure_ascii=False)}"]
    lines += [f"id: {identifier}"] if identifier else []
    lines += [f"{key}: {value}" for key, value in _settings(settings)]
    return "\n".join([*lines, "---"])


def _settings(settings: QuizSettings) -> list[tuple[str, str]]:
    """The keys of front matter for what is not as usual."""
    shuffled = {(True, False): "questions", (False, True): "choices", (True, True): "both"}
    shuffle = shuffled.get((settings.shuffle_questions, settings.shuffle_choices), "")
    said = [
        ("graded", "" if settings.graded else "no"),
        ("pass", "" if settings.pass_mark is None else decimal(settings.pass_mark)),
        ("weight", "" if settings.weight == USUAL.weight else decimal(settings.weight)),
        ("attempts", str(settings.attempts or "")),
        ("score", "" if settings.score == USUAL.score else settings.score),
        ("feedback", "" if settings.feedback == USUAL.feedback else settings.feedback),
        ("answers", "" if settings.reveal == USUAL.reveal else settings.reveal),
        ("time-limit", f"{settings.time_limit} s" if settings.time_limit else ""),
        ("pause", "yes" if settings.pause else ""),
        ("extra-time", f"{settings.extra_time} s" if settings.extra_time else ""),
        ("shuffle", shuffle),
        ("draw", str(settings.draw or "")),
        ("required", "yes" if settings.required else ""),
    ]
    return [(key, value) for key, value in said if value]
