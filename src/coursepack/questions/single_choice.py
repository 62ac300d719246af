"""Single choice: a task list with one `[x]`."""

from typing import Any

from coursepack.model.assessment import ChoiceInteraction, Interaction
from coursepack.model.content import Block, Checklist
from coursepack.questions.base import ALL_OR_NOTHING, BAD_ANSWER, QuestionSource, QuestionType
from coursepack.questions.choices import read_choices


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    if not isinstance(answer, Checklist):
        return False
    wanted = attributes.get("type")
    return wanted == "single" or (not wanted and sum(item.done for item in answer.items) < 2)


def _parse(source: QuestionSource) -> Interaction | None:
    choices = read_choices(source)
    if choices is None:
        return None
    right = [choice for choice in choices if choice.correct]
    if len(right) > 1:
        source.report.add(
            BAD_ANSWER,
            right[1].at,
            f"type=single, but {len(right)} choices are marked as right",
            help="mark one choice only",
        )
        return None
    return ChoiceInteraction(source.answer.at, choices)


TYPE = QuestionType("single", _recognise, _parse, uses=("points", "penalty", "shuffle"), outcomes=ALL_OR_NOTHING)
