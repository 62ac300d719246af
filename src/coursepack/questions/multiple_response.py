"""Multiple response: a task list with several `[x]`, or `type=multiple` where only one is right."""

from typing import Any

from coursepack.model.assessment import ChoiceInteraction, Interaction
from coursepack.model.content import Block, Checklist
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import read_choices


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    if not isinstance(answer, Checklist):
        return False
    wanted = attributes.get("type")
    return wanted == "multiple" or (not wanted and sum(item.done for item in answer.items) > 1)


def _parse(source: QuestionSource) -> Interaction | None:
    choices = read_choices(source)
    return ChoiceInteraction(source.answer.at, choices, multiple=True) if choices else None


TYPE = QuestionType("multiple", _recognise, _parse, uses=("points", "penalty", "partial", "shuffle"))
