"""True/false: a task list of exactly True and False, in English or in the course's language."""

from typing import Any

from coursepack.model.assessment import ChoiceInteraction, Interaction
from coursepack.model.content import Block, Checklist, blocks_text
from coursepack.questions.base import ALL_OR_NOTHING, BAD_ANSWER, QuestionSource, QuestionType
from coursepack.questions.choices import own_feedback, read_choices

_WORDS = {
    "en": ("true", "false"),
    "de": ("wahr", "falsch"),
    "fr": ("vrai", "faux"),
    "es": ("verdadero", "falso"),
    "pt": ("verdadeiro", "falso"),
    "ar": ("صح", "خطأ"),
}


def truth(text: str, language: str) -> bool | None:
    """Whether `text` is the word for true or for false in English or in `language`; None where it is neither."""
    word = text.strip().strip(".").casefold()
    for right, wrong in (_WORDS["en"], _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])):
        if word in (right, wrong):
            return word == right
    return None


def may_be_truth(texts: list[str]) -> bool:
    """Whether two texts are the words for true and false in some language, so that they would be read as such."""
    return any(sorted(str(truth(text, language)) for text in texts) == ["False", "True"] for language in _WORDS)


def _recognise(answer: Block, attributes: dict[str, Any], language: str) -> bool:
    if not isinstance(answer, Checklist) or len(answer.items) != 2:
        return False
    wanted = attributes.get("type")
    said = [truth(blocks_text(own_feedback(item.blocks)[0]), language) for item in answer.items]
    return wanted in (None, "true-false", "truefalse") and sorted(map(str, said)) == ["False", "True"]


def _parse(source: QuestionSource) -> Interaction | None:
    choices = read_choices(source)
    if choices is None:
        return None
    if all(choice.correct for choice in choices):
        source.report.add(
            BAD_ANSWER, source.answer.at, "both True and False are marked as right", help="mark one of them"
        )
        return None
    return ChoiceInteraction(source.answer.at, choices, presentation="true-false")


TYPE = QuestionType("true-false", _recognise, _parse, uses=("points", "penalty", "shuffle"), outcomes=ALL_OR_NOTHING)
