"""The teacher's key: every question with what is right and why, on one page to print. It is never part of a package."""

from collections.abc import Iterable, Iterator
from typing import assert_never

import msgspec
from markupsafe import Markup

from coursepack import resources
from coursepack.languages import direction
from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Area,
    Choice,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Gap,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
    counts,
)
from coursepack.model.content import Block
from coursepack.model.course import Course, Quiz, Unit
from coursepack.packaging.files import OutputFile
from coursepack.pages.answers.common import Asked
from coursepack.pages.answers.picture import area_name, picture
from coursepack.pages.asked import is_graded, placed_quizzes
from coursepack.pages.document import Build
from coursepack.pages.environment import environment
from coursepack.pages.inlined import InlineAddresses, inline_part, too_large
from coursepack.pages.markup import encoded, escaped
from coursepack.pages.player import stylesheet
from coursepack.pages.questions import quiz_facts
from coursepack.pages.rich_text import RichText
from coursepack.pages.words import Words

_STEM_LEVEL = 4
"""The level of a heading inside a question: page 1, quiz 2, question 3."""


class KeyQuestion(msgspec.Struct, frozen=True):
    """A question as the template has it. `points` is "" where it gives none; `notes`: (label, text) below it."""

    name: str
    points: str
    stem: Markup
    answer: Markup
    notes: tuple[tuple[str, Markup], ...]


class KeyQuiz(msgspec.Struct, frozen=True):
    label: str
    title: Markup
    facts: tuple[str, ...]
    questions: tuple[KeyQuestion, ...]


def answer_key(course: Course, context: Build) -> OutputFile:
    """The key as one file, with its pictures and its look in it and without a script."""
    left_out = {asset.path for asset in too_large(course)}
    assets = {path: asset for path, asset in course.assets.items() if path not in left_out}
    course = msgspec.structs.replace(course, assets=assets)
    words = Words(course.language)
    text = RichText(course, InlineAddresses(course), heading_level=_STEM_LEVEL, translation=words.translation)
    key = _Key(course, text, words)
    units = {unit.id: unit for unit in course.units()}
    html = (
        environment()
        .get_template("answer_key.html")
        .render(
            _=words,
            language=course.language,
            direction=direction(course.language),
            course_title=course.name,
            generator=f"coursepack {context.coursepack_version}",
            version=course.version,
            fingerprint=context.fingerprint,
            style=inline_part(stylesheet(course.theme) + resources.read("player/answer_key.css").encode()),
            quizzes=[key.quiz(quiz, units[unit]) for unit, quiz in placed_quizzes(course)],
        )
    )
    return OutputFile("index.html", encoded(html))


class _Key:
    def __init__(self, course: Course, text: RichText, words: Words) -> None:
        self._course = course
        self._text = text
        self._words = words

    def quiz(self, quiz: Quiz, unit: Unit) -> KeyQuiz:
        """A quiz and the page it stands on: itself, or the lesson that it is part of."""
        questions: list[KeyQuestion] = []
        number = 0
        for question in quiz.questions():
            number += question.interaction is not None
            questions.append(self._question(quiz, question, number))
        facts = tuple(quiz_facts(quiz, self._course, self._words))
        label = self._words.label(unit)
        if unit is not quiz:
            label = f"{label}: {unit.name}" if label else unit.name
        return KeyQuiz(label, self._text.inlines(quiz.title), facts, tuple(questions))

    def _question(self, quiz: Quiz, question: Question, number: int) -> KeyQuestion:
        words, interaction = self._words, question.interaction
        name = words("Question {number}").format(number=number) if interaction else words("Information")
        points = words.count("{number} point", "{number} points", question.points)
        asked = Asked(question, name, self._text, words)
        return KeyQuestion(
            name=name,
            points=points if counts(question) and is_graded(quiz) else "",
            stem=self._text.blocks(question.stem),
            answer=Markup("".join(self._answer(asked, interaction)) if interaction else ""),
            notes=tuple(self._notes(question)),
        )

    def _notes(self, question: Question) -> Iterator[tuple[str, Markup]]:
        interaction, words = question.interaction, self._words
        found: list[tuple[str, tuple[Block, ...]]] = []
        if isinstance(interaction, ExtendedTextInteraction):
            found.append((words("Model answer"), interaction.model_answer))
        if isinstance(interaction, ExtendedTextInteraction | UploadInteraction):
            found.append((words("What a good answer has"), interaction.rubric))
        found.extend((words("Hint"), hint) for hint in question.hints)
        found.append((words("Explanation"), question.feedback.explanation))
        for label, blocks in found:
            if blocks:
                yield label, self._text.blocks(blocks)

    def _answer(self, asked: Asked, interaction: Interaction) -> Iterator[str]:
        """What is right, as HTML."""
        match interaction:
            case ChoiceInteraction(choices=choices):
                yield self._choices(asked, choices)
            case TextEntryInteraction() | NumericEntryInteraction():
                yield self._right(self._entries(interaction))
            case MatchInteraction(sources=sources, targets=targets, pairs=pairs):
                names = {target.code: asked.compact(target.blocks) for target in targets}
                yield self._pairs(asked, sources, names, pairs)
            case OrderInteraction(items=items):
                rows = "".join(f"<li>{asked.compact(item.blocks)}</li>\n" for item in items)
                yield f'<ol class="key-order">\n{rows}</ol>\n'
            case GapsInteraction(text=text, gaps=gaps):
                said = {gap.code: self._gap(asked, gap) for gap in gaps}
                yield str(self._text.blocks_with_gaps(text, lambda code: said.get(code, "")))
            case HotspotInteraction(at=at, image=image, alt=alt, areas=areas):
                yield picture(asked, at, image, alt, areas)
                yield self._choices(asked, areas)
            case PlacementInteraction(at=at, image=image, alt=alt, items=items, areas=areas, pairs=pairs):
                yield picture(asked, at, image, alt, areas)
                names = {area.code: escaped(area_name(area, n, self._words)) for n, area in enumerate(areas, 1)}
                yield self._pairs(asked, items, names, pairs)
            case ExtendedTextInteraction() | UploadInteraction():
                return
            case _:
                assert_never(interaction)

    def _choices(self, asked: Asked, choices: Iterable[Choice | Area]) -> str:
        """All of them, the right ones marked by shape and by a word, with what is said to who chose them."""
        rows: list[str] = []
        for number, one in enumerate(choices, 1):
            if isinstance(one, Choice):
                shown = asked.compact(one.blocks)
            else:
                shown = escaped(area_name(one, number, self._words))
            word = f'<span class="visually-hidden">{escaped(self._words("Right"))}: </span>' if one.correct else ""
            said = f'<div class="key-said">{asked.compact(one.feedback)}</div>' if one.feedback else ""
            look = ' class="key-right"' if one.correct else ""
            rows.append(f"<li{look}>{word}{shown}{said}</li>\n")
        return f'<ul class="key-choices">\n{"".join(rows)}</ul>\n'

    def _right(self, answers: Iterable[str]) -> str:
        rows = "".join(f"<li>{answer}</li>\n" for answer in answers)
        label = escaped(self._words("Right answer"))
        return f'<p class="key-label">{label}</p>\n<ul class="key-accepted">\n{rows}</ul>\n' if rows else ""

    def _entries(self, interaction: TextEntryInteraction | NumericEntryInteraction) -> Iterator[str]:
        for one in interaction.accepted:
            yield _text(one) if isinstance(one, AcceptedText) else self._number(one)

    def _number(self, one: AcceptedNumber) -> str:
        unit = f" {one.unit}" if one.unit else ""
        if one.low == one.high:
            return escaped(f"{one.value}{unit}")
        between = self._words("{low} to {high}").format(low=one.low, high=one.high)
        return escaped(f"{one.value}{unit} ({between}{unit})" if one.value else f"{between}{unit}")

    def _gap(self, asked: Asked, gap: Gap) -> str:
        if isinstance(gap.interaction, ChoiceInteraction):
            said = [asked.compact(choice.blocks) for choice in gap.interaction.choices if choice.correct]
        else:
            said = list(self._entries(gap.interaction))
        return f'<strong class="key-gap">{" / ".join(said)}</strong>'

    def _pairs(
        self, asked: Asked, items: Iterable[MatchItem], names: dict[str, str], pairs: tuple[tuple[str, str], ...]
    ) -> str:
        rows: list[str] = []
        for item in items:
            right = " / ".join(names[target] for source, target in pairs if source == item.code and target in names)
            rows.append(f"<div><dt>{asked.compact(item.blocks)}</dt><dd>{right or '–'}</dd></div>\n")
        return f'<dl class="key-pairs">\n{"".join(rows)}</dl>\n'


def _text(one: AcceptedText) -> str:
    return f"<code>{escaped(one.text)}</code>" if one.kind == "regex" else escaped(one.text)
