"""Survey: a task list without a right answer, with `type=survey`; it is recorded and never scored."""

from typing import Any

from coursepack.model.assessment import Choice, ChoiceInteraction, Interaction
from coursepack.model.content import Block, Checklist, blocks_text
from coursepack.questions.base import TOO_FEW_CHOICES, QuestionSource, QuestionType
from coursepack.questions.choices import choice_code, own_feedback, stays_last


def _recognise(answer: Block, attributes: dict[str, Any], _language: str) -> bool:
    return attributes.get("type") == "survey" and isinstance(answer, Checklist)


def _parse(source: QuestionSource) -> Interaction | None:
    assert isinstance(source.answer, Checklist)
    items = source.answer.items
    ticked = next((item for item in items if item.done), None)
    if ticked is not None:
        source.refuse(
            ticked.at, "a survey has no right answer, but this choice is ticked", "write [ ] or leave out type=survey"
        )
        return None
    if len(items) < 2:
        source.report.add(TOO_FEW_CHOICES, source.answer.at, "this question has only one choice")
        return None
    choices: list[Choice] = []
    for index, item in enumerate(items):
        blocks, feedback = own_feedback(item.blocks)
        fixed = stays_last(blocks_text(blocks))
        choices.append(Choice(item.at, choice_code(index), blocks, feedback=feedback, fixed=fixed))
    return ChoiceInteraction(source.answer.at, tuple(choices))


TYPE = QuestionType("survey", _recognise, _parse, scored=False, uses=("shuffle",), outcomes=())
