"""Drag words into text: blanks in text with `type=drag`; `> **Distractors:** …` names words that fit nowhere."""

import re
from typing import Any

from coursepack.model.assessment import AcceptedText, Gap, GapsInteraction, Interaction, TextEntryInteraction
from coursepack.model.content import Block, Inline, Text, blocks_text
from coursepack.questions.base import QuestionSource, QuestionType, has_blank
from coursepack.questions.cloze import take_gaps


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    return attributes.get("type") == "drag" and has_blank(answer)


def _parse(source: QuestionSource) -> Interaction | None:
    text, blanks = take_gaps(source)
    at = source.answer.at
    gaps: list[Gap] = []
    for code, blank in blanks:
        words = blank.text.strip().strip("`")
        if not words or "|" in words:
            message = f"[[{blank.text}]] is not one word or phrase to drag"
            source.refuse(blank.at, message, "write exactly what belongs there")
            return None
        accepted = AcceptedText(blank.at, words, case_sensitive=True)
        gaps.append(Gap(blank.at, code, TextEntryInteraction(blank.at, (accepted,), True)))
    return GapsInteraction(at, text, tuple(gaps), _distractors(source), "drag")


def _distractors(source: QuestionSource) -> tuple[tuple[Inline, ...], ...]:
    blocks = source.said.get("distractors", ())
    words = blocks_text(blocks)
    parts = re.split(r"\s*\|\s*" if "|" in words else r"\s*[,;]\s*", words)
    return tuple((Text(blocks[0].at, part.strip()),) for part in parts if part.strip())


TYPE = QuestionType(
    "drag", _recognise, _parse, takes="passage", told=("distractors",), uses=("points", "penalty", "partial")
)
