"""Multiple response: a task list with several `[x]`, or `type=multiple` where only one is right."""

from coursepack.model.assessment import ChoiceInteraction, Interaction
from coursepack.model.content import Checklist
from coursepack.questions.base import QuestionSource, QuestionType
from coursepack.questions.choices import read_choices


def _recognise(source: QuestionSource) -> bool:
    if not isinstance(source.answer, Checklist):
        return False
    wanted = source.attributes.get("type")
    return wanted == "multiple" or (not wanted and sum(item.done for item in source.answer.items) > 1)


def _parse(source: QuestionSource) -> Interaction | None:
    choices = read_choices(source)
    return ChoiceInteraction(source.answer.at, choices, multiple=True) if choices else None


TYPE = QuestionType("multiple", _recognise, _parse)
