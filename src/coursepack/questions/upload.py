"""File upload: `[[^ pdf, png]]` in a paragraph of its own."""

import re
from typing import Any

from coursepack.model.assessment import Interaction, UploadInteraction
from coursepack.model.content import Block
from coursepack.questions.base import QuestionSource, QuestionType, only_blank
from coursepack.questions.short_text import kind_of_blank


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    blank = only_blank(answer)
    return blank is not None and kind_of_blank(blank.text) == "upload" and attributes.get("type") in (None, "upload")


def _parse(source: QuestionSource) -> Interaction | None:
    blank = only_blank(source.answer)
    assert blank is not None
    asked = blank.text.strip().removeprefix("^")
    extensions = [part.lower().lstrip(".*") for part in re.split(r"[\s,;|]+", asked) if part]
    odd = next((part for part in extensions if not re.fullmatch(r"[a-z0-9]{1,10}", part)), None)
    if odd is not None:
        source.refuse(blank.at, f'"{odd}" is no kind of file', "write endings such as [[^ pdf, png]]")
        return None
    return UploadInteraction(source.answer.at, tuple(dict.fromkeys(extensions)), source.said.get("rubric", ()))


TYPE = QuestionType("upload", _recognise, _parse, told=("rubric",), uses=("points",), outcomes=())
