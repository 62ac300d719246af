"""Essay: `[[... 150-300 words]]` in a paragraph of its own, with `> **Model answer:**` and `> **Rubric:**`."""

import re
from typing import Any

from coursepack.model.assessment import ExtendedTextInteraction, Interaction
from coursepack.model.content import Block
from coursepack.patterns import late
from coursepack.questions.base import QuestionSource, QuestionType, only_blank
from coursepack.questions.short_text import kind_of_blank

_LENGTH = late(r"(?:(\d+)\s*[-–—]\s*)?(\d+)?\s*(?:words?|wörter|mots|palabras|palavras)?", re.IGNORECASE)


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    blank = only_blank(answer)
    return blank is not None and kind_of_blank(blank.text) == "essay" and attributes.get("type") in (None, "essay")


def _parse(source: QuestionSource) -> Interaction | None:
    blank = only_blank(source.answer)
    assert blank is not None
    asked = blank.text.strip().lstrip(".…").strip()
    found = _LENGTH.fullmatch(asked)
    least, most = (int(found[1] or 0), int(found[2] or 0)) if found else (0, 0)
    if found is None or (most and least > most):
        source.refuse(blank.at, f'"{asked}" is no length that can be read', "write [[... 150-300 words]]")
        return None
    said = source.said
    return ExtendedTextInteraction(source.answer.at, least, most, said.get("model", ()), said.get("rubric", ()))


TYPE = QuestionType("essay", _recognise, _parse, told=("model", "rubric"), uses=("points",), outcomes=())
