"""Courses for the learners of these tests, and packages of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    ChoiceInteraction,
    Feedback,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import Figure, Image
from coursepack.model.course import Course, Lesson, Quiz, Retired, Unit
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.packaging.files import OutputFile
from coursepack.pages.document import single_document
from coursepack.pages.player import Standard
from tests.support.by_hand import AT, blocks, words


@dataclass(frozen=True)
class Build:
    coursepack_version: str = "1"
    fingerprint: str = "0" * 12


def package(course: Course, standard: Standard = "scorm12") -> tuple[OutputFile, ...]:
    """The files of the course as one document."""
    return single_document(course, Build(), standard)


def lesson(identifier: str, key: int, *, length: int = 3, quizzes: tuple[Quiz, ...] = ()) -> Lesson:
    """A lesson of `length` paragraphs; sixty of them do not fit into a frame."""
    text = blocks(*(f"Paragraph {number} of {identifier}." for number in range(length)))
    return Lesson(
        at=AT, id=identifier, key=key, title=words(f"About {identifier}"), file="", blocks=text, quizzes=quizzes
    )


def with_ways(made: Course) -> Course:
    """`made` with what ships parts of the player beside questions: a search, a figure, and pages that wait."""
    figure = Figure(AT, image=Image(AT, source="x.svg", alt=""), caption=())
    pages = tuple(lesson(f"page_{number}", 1000 + number) for number in range(4))
    return msgspec.structs.replace(made, children=(*made.children, *pages), blocks=(figure,), gate="seen")


def choice(identifier: str, key: int, right: str = "a", choices: str = "abcd", **settings: object) -> Question:
    """A choice question whose right choices are the letters of `right`."""
    interaction = ChoiceInteraction(
        at=AT,
        multiple=len(right) > 1,
        choices=tuple(
            Choice(
                at=AT, code=code, blocks=blocks(f"Choice {code}"), correct=code in right, feedback=blocks(f"On {code}")
            )
            for code in choices
        ),
    )
    return _question(identifier, key, interaction, settings)


def reordered(identifier: str, key: int, right: str, order: str) -> Question:
    """The same question in a later version: choices with their old texts in another order, and so with new letters."""
    made = choice(identifier, key, right, order)
    assert isinstance(made.interaction, ChoiceInteraction)
    choices = tuple(
        msgspec.structs.replace(one, code="abcdefgh"[at]) for at, one in enumerate(made.interaction.choices)
    )
    interaction = msgspec.structs.replace(made.interaction, multiple=len(right) > 1, choices=choices)
    return msgspec.structs.replace(made, interaction=interaction)


def text(identifier: str, key: int, accepted: str, **settings: object) -> Question:
    interaction = TextEntryInteraction(at=AT, accepted=(AcceptedText(at=AT, text=accepted),))
    return _question(identifier, key, interaction, settings)


def number(identifier: str, key: int, low: str, high: str, unit: str = "", **settings: object) -> Question:
    one = AcceptedNumber(at=AT, low=low, high=high, value=low, text=low, unit=unit)
    return _question(identifier, key, NumericEntryInteraction(at=AT, accepted=(one,)), settings)


def _question(
    identifier: str,
    key: int,
    interaction: ChoiceInteraction | TextEntryInteraction | NumericEntryInteraction,
    settings: dict[str, object],
) -> Question:
    question = Question(
        at=AT, id=identifier, key=key, title=words(identifier), stem=blocks(f"What about {identifier}?"),
        interaction=interaction, hints=(blocks("A hint."),),
        feedback=Feedback(explanation=blocks("Because."), incorrect=blocks("Look again.")),
    )  # fmt: skip
    return msgspec.structs.replace(question, **settings)


def quiz(identifier: str, key: int, *questions: Question, graded: bool = True, **settings: object) -> Quiz:
    """A quiz; `settings` are those of `QuizSettings`."""
    return Quiz(
        at=AT, id=identifier, key=key, title=words(f"Quiz {identifier}"), file="", items=questions,
        settings=msgspec.structs.replace(QuizSettings(graded=graded), **settings),
    )  # fmt: skip


def course(*units: Unit, scoring: CourseScoring | None = None, retired: Sequence[Retired] = ()) -> Course:
    return Course(
        at=AT, id="course", title=words("A course"), children=units, scoring=scoring or CourseScoring(),
        retired=tuple(retired),
        blocks=blocks("What this course is about."),
    )  # fmt: skip


def small(**settings: Any) -> Course:
    """Two lessons and a graded quiz of two questions; `settings` are the quiz's."""
    questions = (choice("q_one", 4, "b"), choice("q_two", 5, "ac", points=2.0))
    return course(lesson("first", 0), lesson("second", 1, length=60), quiz("final", 2, *questions, **settings))
