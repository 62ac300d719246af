"""Quizzes and questions as HTML: what a learner reads and answers; the player does the rest."""

from typing import assert_never

from markupsafe import Markup

from coursepack.model.assessment import (
    Choice,
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
)
from coursepack.model.content import Paragraph, plain_text
from coursepack.model.course import Course, Quiz
from coursepack.model.scoring import QuizSettings
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.pages.words import Words

Checked = ChoiceInteraction | TextEntryInteraction | NumericEntryInteraction
"""The interactions that the player can check."""

_LEGEND_LENGTH = 150


def checked(question: Question) -> Checked | None:
    """The interaction of `question` where the player can check it, else None."""
    interaction = question.interaction
    return interaction if isinstance(interaction, Checked) else None


def quiz_facts(quiz: Quiz, course: Course, words: Words) -> list[str]:
    """How a quiz is taken: questions, pass mark, attempts."""
    settings = quiz.settings
    facts = [words.count("{number} question", "{number} questions", sum(1 for _ in quiz.questions()))]
    if not settings.graded:
        return [*facts, words("not graded")]
    mark = settings.pass_mark if settings.pass_mark is not None else course.scoring.pass_mark
    facts.append(words("{percent} % to pass").format(percent=f"{mark * 100:g}"))
    if settings.attempts:
        facts.append(words.count("{number} attempt", "{number} attempts", settings.attempts))
    return facts


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
        parts.extend(self._question(quiz, question, number) for number, question in enumerate(quiz.questions(), 1))
        parts.append('<div class="quiz-result" data-result hidden></div>\n</section>\n')
        return Markup("".join(parts))

    def _question(self, quiz: Quiz, question: Question, number: int) -> str:
        identifier = question.id
        name = self._words("Question {number}").format(number=number)
        points = self._words.count("{number} point", "{number} points", question.points)
        shown = f'<span class="points">{escaped(points)}</span>' if question.scored and quiz.settings.graded else ""
        head = f'<div class="question-head"><h3 id="q-{identifier}-name">{escaped(name)}</h3>{shown}</div>\n'
        stem = f'<div class="stem">\n{self._text.blocks(question.stem)}</div>\n'
        interaction = checked(question)
        if interaction is None:
            return (
                f'<div class="question question-static" id="q-{identifier}" role="group"'
                f' aria-labelledby="q-{identifier}-name">\n{head}{stem}{self._unchecked(question.interaction)}</div>\n'
            )
        return (
            f'<form class="question" id="q-{identifier}" data-question="{identifier}"'
            f' aria-labelledby="q-{identifier}-name" novalidate>\n{head}{stem}'
            f"{self._answer(question, interaction, name)}"
            f'<div class="hints" data-hints></div>\n<div class="question-actions">{self._check(quiz.settings)}</div>\n'
            '<div class="outcome" data-outcome aria-live="polite"></div>\n</form>\n'
        )

    def _check(self, settings: QuizSettings) -> str:
        if settings.feedback != "immediate":
            return ""
        return f'<button type="submit" class="primary" data-check>{escaped(self._words("Check"))}</button>'

    def _answer(self, question: Question, interaction: Checked, name: str) -> str:
        match interaction:
            case ChoiceInteraction():
                return self._choices(question, interaction, name)
            case TextEntryInteraction():
                return self._field(question, "text", 'autocapitalize="off" spellcheck="false"')
            case NumericEntryInteraction(accepted=accepted):
                unit = next((number.unit for number in accepted if number.unit), "")
                return self._field(question, "numeric", 'inputmode="decimal" spellcheck="false"', unit)
            case _:
                assert_never(interaction)

    def _field(self, question: Question, kind: str, attributes: str, unit: str = "") -> str:
        label = self._words("Your answer")
        if unit:
            label = self._words("Your answer, in {unit}").format(unit=unit)
        return (
            f'<div class="answer" data-interaction="{kind}"><label><span>{escaped(label)}</span> '
            f'<input type="text" name="q-{question.id}" autocomplete="off" {attributes}></label></div>\n'
        )

    def _choices(self, question: Question, interaction: ChoiceInteraction, name: str) -> str:
        hint = self._words("Choose all that apply.") if interaction.multiple else self._words("Choose one answer.")
        asked = plain_text(question.title)
        if len(asked) > _LEGEND_LENGTH:
            asked = f"{asked[:_LEGEND_LENGTH]}…"
        visible = "legend-hint" if interaction.multiple else "visually-hidden"
        parts = [
            '<div class="answer" data-interaction="choice"><fieldset><legend>'
            f'<span class="visually-hidden">{escaped(name)}: {escaped(asked)} </span>'
            f'<span class="{visible}">{escaped(hint)}</span></legend>\n<ul class="choices">\n'
        ]
        control = "checkbox" if interaction.multiple else "radio"
        parts.extend(self._choice(question, choice, control) for choice in interaction.choices)
        parts.append("</ul>\n</fieldset></div>\n")
        return "".join(parts)

    def _choice(self, question: Question, choice: Choice, control: str) -> str:
        first = choice.blocks[0] if choice.blocks else None
        if isinstance(first, Paragraph):
            words, rest = self._text.inlines(first.children), choice.blocks[1:]
        else:
            words, rest = Markup.escape(choice.code.upper()), choice.blocks
        more, described = "", ""
        if rest:
            more_id = f"q-{question.id}-{choice.code}-more"
            more = f'<div class="choice-more" id="{more_id}">\n{self._text.blocks(rest)}</div>'
            described = f' aria-describedby="{more_id}"'
        return (
            f'<li class="choice" data-code="{choice.code}"><label>'
            f'<input type="{control}" name="q-{question.id}" value="{choice.code}"{described}>'
            f'<span class="choice-text">{words}</span></label>{more}'
            '<div class="choice-feedback" data-feedback hidden></div></li>\n'
        )

    def _unchecked(self, interaction: Interaction | None) -> str:
        """What stands in place of an answer that the player does not take."""
        match interaction:
            case None:
                return ""
            case ExtendedTextInteraction():
                sentence = self._words("Write your answer on paper or in a document of your own.")
            case UploadInteraction():
                sentence = self._words("Hand in your file where your course asks for it.")
            case (
                MatchInteraction()
                | OrderInteraction()
                | GapsInteraction()
                | HotspotInteraction()
                | PlacementInteraction()
            ):
                sentence = self._words("This kind of question cannot be answered on this page. Answer it on paper.")
            case ChoiceInteraction() | TextEntryInteraction() | NumericEntryInteraction():
                return ""
            case _:
                assert_never(interaction)
        return f'<p class="unchecked">{escaped(sentence)}</p>\n'
