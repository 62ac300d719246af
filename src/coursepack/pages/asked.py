"""What learners are asked, and where: what the pages, the player's data and the length of its state agree on.

Nothing here writes HTML, so that the length of a state is foreseen without what does.
"""

from typing import assert_never

import msgspec

from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    Gap,
    GapsInteraction,
    NumericEntryInteraction,
    Pool,
    TextEntryInteraction,
    counts,
)
from coursepack.model.content import Block, Paragraph, Text, blocks_text, plain_text
from coursepack.model.course import Course, Module, Quiz


def is_graded(quiz: Quiz) -> bool:
    """Whether the player grades `quiz`: one in which nothing counts could never be passed."""
    return quiz.settings.graded and any(map(counts, quiz.questions()))


def asked_questions(quiz: Quiz) -> int:
    """How many questions a learner is asked in one attempt; information is none."""
    number = 0
    for item in quiz.items:
        if isinstance(item, Pool):
            inside = sum(question.interaction is not None for question in item.questions)
            number += min(inside, item.draw or inside)
        else:
            number += item.interaction is not None
    return min(number, quiz.settings.draw or number)


def placed_quizzes(course: Course) -> list[tuple[str, Quiz]]:
    """(id of the page it stands on, quiz) of every quiz in reading order."""
    found: list[tuple[str, Quiz]] = []
    for unit in course.units():
        if isinstance(unit, Quiz):
            found.append((unit.id, unit))
        elif not isinstance(unit, Module):
            found.extend((unit.id, quiz) for quiz in unit.quizzes)
    return found


def keys(course: Course) -> list[str]:
    """Every identifier by its key, retired ones included; "" where a key is not known."""
    pairs = [(retired.key, retired.id) for retired in course.retired]
    pairs.extend((unit.key, unit.id) for unit in course.units())
    for _, quiz in placed_quizzes(course):
        pairs.append((quiz.key, quiz.id))
        pairs.extend((question.key, question.id) for question in quiz.questions())
    found = [""] * (max((key for key, _ in pairs), default=-1) + 1)
    for key, identifier in pairs:
        found[key] = identifier
    return found


def answered_gaps(interaction: GapsInteraction) -> tuple[Gap, ...]:
    """The gaps as they are answered: where words are dragged into the text, each is a choice among all words."""
    if interaction.presentation != "drag":
        return interaction.gaps
    found = [_solution(gap) for gap in interaction.gaps]
    found.extend(plain_text(words) for words in interaction.distractors)
    words = list(dict.fromkeys(word.strip() for word in found if word.strip()))
    return tuple(msgspec.structs.replace(gap, interaction=_among(gap, words)) for gap in interaction.gaps)


def _among(gap: Gap, words: list[str]) -> ChoiceInteraction:
    choices = []
    for number, word in enumerate(words):
        correct, feedback = _judged(gap, word)
        blocks = (Paragraph(at=gap.at, children=(Text(at=gap.at, text=word),)),)
        choices.append(Choice(at=gap.at, code=f"w{number}", blocks=blocks, correct=correct, feedback=feedback))
    return ChoiceInteraction(at=gap.at, choices=tuple(choices))


def _judged(gap: Gap, word: str) -> tuple[bool, tuple[Block, ...]]:
    """Whether `word` is right in `gap`, and the feedback that it has there."""
    match gap.interaction:
        case ChoiceInteraction(choices=choices):
            same = [one for one in choices if blocks_text(one.blocks).strip() == word]
            return any(one.correct for one in same), next((one.feedback for one in same), ())
        case TextEntryInteraction(accepted=texts, answer_feedback=answers):
            correct = any(_same(word, one.text, exact=one.case_sensitive) for one in texts)
        case NumericEntryInteraction(accepted=numbers, answer_feedback=answers):
            correct = word in {one.text.strip() for one in numbers}
        case _:
            assert_never(gap.interaction)
    return correct, next((one.blocks for one in answers if _same(word, one.text.replace(r"\*", "*"), exact=False)), ())


def _same(word: str, text: str, *, exact: bool) -> bool:
    return word == text.strip() if exact else word.casefold() == text.strip().casefold()


def _solution(gap: Gap) -> str:
    match gap.interaction:
        case ChoiceInteraction(choices=choices):
            return next((blocks_text(one.blocks) for one in choices if one.correct), "")
        case TextEntryInteraction(accepted=texts):
            return texts[0].text if texts else ""
        case NumericEntryInteraction(accepted=numbers):
            return numbers[0].text if numbers else ""
        case _:
            assert_never(gap.interaction)
