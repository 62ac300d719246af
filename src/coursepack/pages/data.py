"""The data that a page gives the player: how the course is scored, and (encoded) what is right."""

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any, assert_never

import msgspec
from markupsafe import Markup

from coursepack.languages import translations
from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Pool,
    Question,
    TextEntryInteraction,
    UploadInteraction,
    counts,
)
from coursepack.model.course import Course, Quiz
from coursepack.model.glossary import is_glossary
from coursepack.pages.answers import choice, entries, gaps, match, order, picture, written
from coursepack.pages.answers.common import feedback_tree
from coursepack.pages.asked import is_graded, keys, placed_quizzes
from coursepack.pages.gating import gates
from coursepack.pages.markup import clean
from coursepack.pages.player import words
from coursepack.pages.rich_text import RichText
from coursepack.pages.words import Words

FORMAT = 1
"""The version of this data's shape."""

_OF_A_PART = "-of-part"
"""How keys of words end that are for documents that hold a part of a course: these replace the others there."""

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
    own, common = own_data(course, fingerprint), keys_and_words(course)
    return {"format": own["format"], "course": own["course"], "keys": common["keys"], **own, **common}


def keys_and_words(course: Course, *, is_part: bool = False) -> Data:
    """What is the same in every part of a course; `is_part`: the words are for a part."""
    texts = words(translations(course.language), course.language)
    for key in [key for key in texts if key.endswith(_OF_A_PART)]:
        of_a_part = texts.pop(key)
        if is_part:
            texts[key.removesuffix(_OF_A_PART)] = of_a_part
    return {"keys": keys(course), "words": texts}


def own_data(course: Course, fingerprint: str) -> Data:
    """What a course, or a part of one, has for itself."""
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
        "pages": list(counted_pages(course)),
        "quizzes": [_quiz(course, quiz, unit_id) for unit_id, quiz in placed_quizzes(course)],
        **({"gates": found} if (found := gates(course)) else {}),
        "rules": {
            "pass": scoring.pass_mark,
            "passRule": scoring.pass_rule,
            "mastery": scoring.mastery,
            "onFail": scoring.on_fail,
            "complete": msgspec.structs.asdict(scoring.complete),
            "onExit": scoring.on_exit,
            # SCORM 2004 alone can ask, and only where the course says so.
            **({"onLeave": leave} if (leave := course.delivery.scorm2004.on_leave) != "nothing" else {}),
        },
    }


def counted_pages(course: Course) -> Iterator[str]:
    """The ids of the pages that a learner works through: all but a glossary, which one looks things up in."""
    pages = list(course.pages())
    worked = [unit for unit in pages if not is_glossary(unit)]
    return (unit.id for unit in worked or pages)


def encoded_questions(questions: Iterable[Question], text: RichText) -> str:
    """Questions with their answers and feedback, encoded so that they are not read by chance (no more than that)."""
    page_words = Words(text.course.language)
    data = {}
    for question in questions:
        if question.interaction is not None:
            data[question.id] = _question(question, question.interaction, text, page_words)
    return base64.b64encode(to_json(data).encode()).decode()


def _quiz(course: Course, quiz: Quiz, unit_id: str) -> Data:
    settings = quiz.settings
    return {
        "id": quiz.id,
        "unit": unit_id,
        "title": quiz.name,
        "graded": is_graded(quiz),
        "pass": settings.pass_mark if settings.pass_mark is not None else course.scoring.pass_mark,
        "weight": settings.weight,
        "attempts": settings.attempts,
        "score": settings.score,
        "feedback": settings.feedback,
        "reveal": settings.reveal,
        "shuffleQuestions": settings.shuffle_questions,
        "shuffleChoices": settings.shuffle_choices,
        "required": settings.required,
        "draw": settings.draw,
        "pools": list(_pools(quiz)),
        "timeLimit": settings.time_limit,
        "pause": settings.pause,
        "extraTime": settings.extra_time,
        "questions": [question.id for question in quiz.asked()],
    }


def _pools(quiz: Quiz) -> Iterator[Data]:
    """Where the questions of each pool that is drawn from stand among the quiz's."""
    start = 0
    for item in quiz.items:
        questions = item.questions if isinstance(item, Pool) else (item,)
        count = sum(question.interaction is not None for question in questions)
        if isinstance(item, Pool) and item.draw:
            yield {"from": start, "count": count, "draw": item.draw}
        start += count


def _question(question: Question, interaction: Interaction, text: RichText, page_words: Words) -> Data:
    feedback = question.feedback
    return {
        "points": question.points,
        "scored": counts(question),
        "penalty": question.penalty,
        "partial": question.partial,
        "shuffle": question.shuffle,
        "objectives": list(question.objectives),
        "interaction": _interaction(interaction, text, page_words),
        "hints": [feedback_tree(hint, text) for hint in question.hints],
        "explanation": feedback_tree(feedback.explanation, text),
        "correct": feedback_tree(feedback.correct, text),
        "incorrect": feedback_tree(feedback.incorrect, text),
        "partlyCorrect": feedback_tree(feedback.partly_correct, text),
    }


def _interaction(interaction: Interaction, text: RichText, page_words: Words) -> Data:
    match interaction:
        case ChoiceInteraction():
            return choice.data(interaction, text)
        case TextEntryInteraction():
            return entries.text_data(interaction, text)
        case NumericEntryInteraction():
            return entries.number_data(interaction, text)
        case MatchInteraction():
            return match.data(interaction, text)
        case OrderInteraction():
            return order.data(interaction, text)
        case GapsInteraction():
            return gaps.data(interaction, text)
        case HotspotInteraction():
            return picture.hotspot_data(interaction, text, page_words)
        case PlacementInteraction():
            return picture.placement_data(interaction, text, page_words)
        case ExtendedTextInteraction():
            return written.essay_data(interaction, text)
        case UploadInteraction():
            return written.upload_data()
        case _:
            assert_never(interaction)
