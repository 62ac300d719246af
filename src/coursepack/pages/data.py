"""The data that a page gives the player: how the course is scored, and (encoded) what is right."""

import base64
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, assert_never

import msgspec
from markupsafe import Markup

from coursepack.languages import translations
from coursepack.model.assessment import (
    ChoiceInteraction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import Block, blocks_text
from coursepack.model.course import Course, Module, Quiz
from coursepack.pages.markup import clean
from coursepack.pages.player import words
from coursepack.pages.questions import Checked, checked
from coursepack.pages.rich_text import RichText
from coursepack.pages.tree import Node, tree

FORMAT = 1
"""The version of this data's shape."""

_LONGEST_CHOICE = 250
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}

Data = dict[str, Any]


def script_json(data: object) -> Markup:
    """`data` as JSON that can stand in a script element: nothing in it can end the element or open a comment."""
    return Markup(to_json(data).translate(_ESCAPES))


def to_json(data: object) -> str:
    """`data` as compact JSON without what UTF-8 cannot hold."""
    try:
        return clean(msgspec.json.encode(data).decode())
    except UnicodeEncodeError:  # a lone surrogate, of which msgspec cannot make UTF-8
        return clean(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def course_data(course: Course, fingerprint: str) -> Data:
    """What is the same on every page of a course."""
    scoring = course.scoring
    return {
        "format": FORMAT,
        "course": {
            "id": course.id,
            "title": course.name,
            "version": course.version,
            "fingerprint": fingerprint,
            "language": course.language,
        },
        "keys": _keys(course),
        "pages": [unit.id for unit in course.pages()],
        "quizzes": [_quiz(course, quiz, unit_id) for unit_id, quiz in placed_quizzes(course)],
        "rules": {
            "pass": scoring.pass_mark,
            "passRule": scoring.pass_rule,
            "mastery": scoring.mastery,
            "onFail": scoring.on_fail,
        },
        "words": words(translations(course.language), course.language),
    }


def encoded_questions(questions: Iterable[Question], text: RichText) -> str:
    """Questions with their answers and feedback, encoded so that they are not read by chance (no more than that)."""
    data = {}
    for question in questions:
        interaction = checked(question)
        if interaction is not None:
            data[question.id] = _question(question, interaction, text)
    return base64.b64encode(to_json(data).encode()).decode()


def placed_quizzes(course: Course) -> list[tuple[str, Quiz]]:
    """(id of the page it stands on, quiz) of every quiz in reading order."""
    found: list[tuple[str, Quiz]] = []
    for unit in course.units():
        if isinstance(unit, Quiz):
            found.append((unit.id, unit))
        elif not isinstance(unit, Module):
            found.extend((unit.id, quiz) for quiz in unit.quizzes)
    return found


def _keys(course: Course) -> list[str]:
    """Every identifier by its key, retired ones included; "" where a key is not known."""
    pairs = [(retired.key, retired.id) for retired in course.retired]
    pairs.extend((unit.key, unit.id) for unit in course.units())
    for _, quiz in placed_quizzes(course):
        pairs.append((quiz.key, quiz.id))
        pairs.extend((question.key, question.id) for question in quiz.questions())
    keys = [""] * (max((key for key, _ in pairs), default=-1) + 1)
    for key, identifier in pairs:
        keys[key] = identifier
    return keys


def _quiz(course: Course, quiz: Quiz, unit_id: str) -> Data:
    settings = quiz.settings
    return {
        "id": quiz.id,
        "unit": unit_id,
        "title": quiz.name,
        "graded": settings.graded,
        "pass": settings.pass_mark if settings.pass_mark is not None else course.scoring.pass_mark,
        "weight": settings.weight,
        "attempts": settings.attempts,
        "score": settings.score,
        "feedback": settings.feedback,
        "reveal": settings.reveal,
        "shuffleQuestions": settings.shuffle_questions,
        "shuffleChoices": settings.shuffle_choices,
        "required": settings.required,
        "questions": [question.id for question in quiz.questions() if checked(question)],
    }


def _question(question: Question, interaction: Checked, text: RichText) -> Data:
    feedback = question.feedback
    return {
        "points": question.points,
        "scored": question.scored,
        "penalty": question.penalty,
        "partial": question.partial,
        "shuffle": question.shuffle,
        "objectives": list(question.objectives),
        "interaction": _interaction(interaction, text),
        "hints": [_tree(hint, text) for hint in question.hints],
        "explanation": _tree(feedback.explanation, text),
        "correct": _tree(feedback.correct, text),
        "incorrect": _tree(feedback.incorrect, text),
        "partlyCorrect": _tree(feedback.partly_correct, text),
    }


def _interaction(interaction: Checked, text: RichText) -> Data:
    match interaction:
        case ChoiceInteraction(choices=choices, multiple=multiple, presentation=presentation):
            return {
                "type": "choice",
                "multiple": multiple,
                "presentation": presentation,
                "choices": [
                    {
                        "code": choice.code,
                        "correct": choice.correct,
                        "fixed": choice.fixed,
                        "text": blocks_text(choice.blocks)[:_LONGEST_CHOICE],
                        "feedback": _tree(choice.feedback, text),
                    }
                    for choice in choices
                ],
            }
        case TextEntryInteraction(accepted=accepted, answer_feedback=answers, case_sensitive=case_sensitive):
            return {
                "type": "text",
                "accepted": [
                    {
                        "text": one.text,
                        "kind": one.kind,
                        "caseSensitive": one.case_sensitive or case_sensitive,
                    }
                    for one in accepted
                ],
                "answerFeedback": _answer_feedback(answers, text),
            }
        case NumericEntryInteraction(accepted=numbers, answer_feedback=answers):
            return {
                "type": "numeric",
                "accepted": [
                    {"low": one.low, "high": one.high, "value": one.value, "text": one.text, "unit": one.unit}
                    for one in numbers
                ],
                "answerFeedback": _answer_feedback(answers, text),
            }
        case _:
            assert_never(interaction)


def _answer_feedback(answers: tuple[TextFeedback, ...], text: RichText) -> list[Data]:
    return [{"text": one.text, "feedback": _tree(one.blocks, text)} for one in answers]


def _tree(blocks: tuple[Block, ...], text: RichText) -> list[Node] | None:
    return _tree_of(text.blocks(blocks)) if blocks else None


_tree_of = lru_cache(maxsize=20_000)(tree)
"""Every target asks for the same feedback; the nodes go into JSON and are never changed."""
