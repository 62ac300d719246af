"""What a part of a course is called in messages: by its title, not by its id."""

import re

from coursepack.model.assessment import Pool
from coursepack.model.content import plain_text
from coursepack.model.course import Course

_LONGEST_TITLE = 60


def titled(feature: str, titles: dict[str, str]) -> str:
    """`feature` with the title of what it belongs to in place of the id at its end."""
    words, _, identifier = feature.rpartition(" ")
    title = titles.get(identifier, "")
    return f'{words} "{title}"' if words and title else feature


def titles_of(course: Course) -> dict[str, str]:
    """{id: title in plain words} of all that a loss can belong to."""
    named = [(unit.id, unit.name) for unit in course.units()]
    for quiz in course.quizzes():
        named.append((quiz.id, quiz.name))
        named.extend((item.id, plain_text(item.title)) for item in quiz.items if isinstance(item, Pool))
        named.extend((question.id, plain_text(question.title)) for question in quiz.questions())
    return {identifier: _short(title) for identifier, title in named}


def _short(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return re.sub(r"\W+\w*$", "", title[:_LONGEST_TITLE]) + "…"
