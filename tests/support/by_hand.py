"""Courses and what they consist of, built by hand: no reader is involved."""

import hashlib
from pathlib import Path

import msgspec

from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    Interaction,
    Question,
)
from coursepack.model.content import Block, Image, Inline, Paragraph, Text
from coursepack.model.course import Asset, AssetTarget, Course, Lesson, Module, Quiz, Unit
from coursepack.model.source import Position
from coursepack.targets.base import BuildContext

AT = Position("lesson.md", 1)
CONTEXT = BuildContext(coursepack_version="0.0.0", fingerprint="0123456789ab")

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccff0bf1e000584027fc24e5c"
    "1d0000000049454e44ae426082"
)


def words(text: str) -> tuple[Inline, ...]:
    return (Text(AT, text=text),)


def blocks(*texts: str) -> tuple[Block, ...]:
    """A paragraph of each text."""
    return tuple(Paragraph(AT, children=words(text)) for text in texts)


def paragraph(text: str) -> tuple[Block, ...]:
    return blocks(text)


def picture(source: str, alt: str = "a picture") -> tuple[Block, ...]:
    return (Paragraph(AT, children=(Image(AT, source=source, alt=alt),)),)


def choice(code: str, text: str, *, correct: bool = False, feedback: str = "") -> Choice:
    return Choice(AT, code, paragraph(text), correct, paragraph(feedback) if feedback else ())


def choices(*marks: str, multiple: bool = False) -> ChoiceInteraction:
    """Choices written as "+text" (right) and "-text" (wrong)."""
    made = [choice(chr(97 + index), mark[1:], correct=mark[0] == "+") for index, mark in enumerate(marks)]
    return ChoiceInteraction(AT, tuple(made), multiple=multiple)


def question(interaction: Interaction | None, identifier: str = "q1", text: str = "What?") -> Question:
    return Question(AT, identifier, 1, words(text), paragraph(text), interaction)


def quiz(*questions: Question, identifier: str = "quiz_one", title: str = "A quiz") -> Quiz:
    return Quiz(AT, identifier, 2, words(title), "lesson.md", items=questions)


def course(*children: Unit, assets: dict[str, Asset] | None = None, identifier: str = "a-course") -> Course:
    """A course; the assets are known in its sources by their own paths."""
    known = assets or {}
    return Course(
        AT,
        identifier,
        words("A course"),
        children=children,
        assets=known,
        targets={"lesson.md": {path: AssetTarget(path) for path in known}},
    )


def course_of(*questions: Question) -> Course:
    return course(quiz(*questions))


def asset(path: str, folder: Path, content: bytes = PIXEL) -> Asset:
    source = folder / hashlib.sha256(path.encode()).hexdigest()
    source.write_bytes(content)
    return Asset(path, source, "image/png", len(content), hashlib.sha256(content).hexdigest(), 1, 1)


def small_course(folder: Path) -> Course:
    """A module with a lesson, a picture in it, a quiz in the lesson and one after it."""
    dot = asset("assets/dot.png", folder)
    inside = quiz(question(choices("+Yes", "-No"), "q_inside"), identifier="quiz_inside", title="Check yourself")
    lesson = Lesson(AT, "lesson", 3, words("A lesson"), "lesson.md", blocks=picture(dot.path), quizzes=(inside,))
    own = quiz(question(choices("+One", "-Two", "+Three", multiple=True), "q_own"), identifier="quiz_own")
    module = Module(AT, "module", 4, words("A module"), "lesson.md", children=(lesson, own))
    return course(module, assets={dot.path: dot})


def with_feedback(made: Question, **texts: str) -> Question:
    """The question with feedback, given as words."""
    feedback = msgspec.structs.replace(made.feedback, **{name: paragraph(text) for name, text in texts.items()})
    return msgspec.structs.replace(made, feedback=feedback)
