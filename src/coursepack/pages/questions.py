"""Quizzes and questions as HTML: what a learner reads and answers; the player does the rest."""

from typing import assert_never

from markupsafe import Markup

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
    Question,
    TextEntryInteraction,
    UploadInteraction,
    counts,
)
from coursepack.model.course import Course, Quiz
from coursepack.model.scoring import QuizSettings
from coursepack.pages.answers import choice, entries, gaps, match, order, picture, written
from coursepack.pages.answers.common import Asked
from coursepack.pages.asked import asked_questions, is_graded
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.pages.words import Words


def quiz_facts(quiz: Quiz, course: Course, words: Words) -> list[str]:
    """How a quiz is taken: questions, time, pass mark, attempts."""
    settings = quiz.settings
    facts = [words.count("{number} question", "{number} questions", asked_questions(quiz))]
    if settings.time_limit:
        facts.append(_limit(settings.time_limit, words))
    if not is_graded(quiz):
        return [*facts, words("not graded")]
    mark = settings.pass_mark if settings.pass_mark is not None else course.scoring.pass_mark
    facts.append(words("{percent} % to pass").format(percent=words.number(mark * 100)))
    if settings.attempts:
        facts.append(words.count("{number} attempt", "{number} attempts", settings.attempts))
    return facts


def _limit(seconds: int, words: Words) -> str:
    if seconds % 60:
        return words.count("{number} second", "{number} seconds", seconds)
    return words.minutes(seconds // 60)


class QuizMarkup:
    """Writes the quizzes of one page. `text` renders at the level of headings inside a question's stem."""

    def __init__(self, course: Course, text: RichText, words: Words) -> None:
        self._course = course
        self._text = text
        self._words = words

    def quiz(self, quiz: Quiz, level: int) -> Markup:
        """A quiz with all its questions; `level` is its heading's (1: the page has its title already)."""
        parts = [f'<section class="quiz" id="z-{quiz.id}" data-quiz="{quiz.id}" aria-labelledby="z-{quiz.id}-title">\n']
        if level == 1:
            hidden = escaped(self._words("Questions"))
            parts.append(f'<h2 class="visually-hidden" id="z-{quiz.id}-title">{hidden}</h2>\n')
        else:
            title = self._text.inlines(quiz.title) or escaped(self._words("Check yourself"))
            parts.append(f'<h2 id="z-{quiz.id}-title">{title}</h2>\n')
            facts = escaped(" · ".join(quiz_facts(quiz, self._course, self._words)))
            parts.append(f'{self._text.blocks(quiz.blocks)}<p class="quiz-facts">{facts}</p>\n')
        sentence = escaped(self._words("Answering needs JavaScript, which is switched off in this browser."))
        parts.append(f'<noscript><p class="noscript">{sentence}</p></noscript>\n')
        number = 0
        for question in quiz.questions():
            number += question.interaction is not None
            parts.append(self._question(quiz, question, number))
        parts.append('<div class="quiz-result" data-result hidden></div>\n</section>\n')
        return Markup("".join(parts))

    def _question(self, quiz: Quiz, question: Question, number: int) -> str:
        identifier, interaction = question.id, question.interaction
        name = self._words("Question {number}").format(number=number) if interaction else self._words("Information")
        points = self._words.count("{number} point", "{number} points", question.points)
        shown = f'<span class="points">{escaped(points)}</span>' if counts(question) and is_graded(quiz) else ""
        head = f'<div class="question-head"><h3 id="q-{identifier}-name">{escaped(name)}</h3>{shown}</div>\n'
        stem = f'<div class="stem">\n{self._text.blocks(question.stem)}</div>\n'
        order = _order(question)
        if interaction is None:
            return (
                f'<div class="question question-static" id="q-{identifier}" role="group"{order}'
                f' aria-labelledby="q-{identifier}-name">\n{head}{stem}</div>\n'
            )
        return (
            f'<form class="question" id="q-{identifier}" data-question="{identifier}"{order}'
            f' aria-labelledby="q-{identifier}-name" novalidate>\n{head}{stem}'
            f"{_answer(Asked(question, name, self._text, self._words), interaction)}"
            '<div class="hints" data-hints></div>\n'
            f'<div class="question-actions">{self._check(quiz.settings, question)}</div>\n'
            '<div class="outcome" data-outcome aria-live="polite"></div>\n</form>\n'
        )

    def _check(self, settings: QuizSettings, question: Question) -> str:
        if settings.feedback != "immediate":
            return ""
        label = self._words("Check") if counts(question) else self._words("Save my answer")
        return f'<button type="submit" class="primary" data-check>{escaped(label)}</button>'


def _order(question: Question) -> str:
    """What a question is filed under: no learner sees it, but a course's own style or script can use it."""
    filed = {
        "objectives": ", ".join(question.objectives),
        "tags": ", ".join(question.tags),
        "difficulty": question.difficulty,
    }
    return "".join(f' data-{name}="{escaped(words)}"' for name, words in filed.items() if words)


def _answer(asked: Asked, interaction: Interaction) -> str:
    match interaction:
        case ChoiceInteraction():
            return choice.markup(asked, interaction)
        case TextEntryInteraction():
            return entries.text_markup(asked)
        case NumericEntryInteraction():
            return entries.number_markup(asked, interaction)
        case MatchInteraction():
            return match.markup(asked, interaction)
        case OrderInteraction():
            return order.markup(asked, interaction)
        case GapsInteraction():
            return gaps.markup(asked, interaction)
        case HotspotInteraction():
            return picture.hotspot_markup(asked, interaction)
        case PlacementInteraction():
            return picture.placement_markup(asked, interaction)
        case ExtendedTextInteraction():
            return written.essay_markup(asked, interaction)
        case UploadInteraction():
            return written.upload_markup(asked, interaction)
        case _:
            assert_never(interaction)
