"""Units in the making: what the outline of a course is made of, before any text is read."""

from collections.abc import Iterator
from typing import Literal

from markdown_it.token import Token

from coursepack.model.course import ACTIVITY_LABELS, LESSON_LABELS, QUIZ_LABELS
from coursepack.model.source import Position
from coursepack.reading.document import Document
from coursepack.reading.labels import Label
from coursepack.reading.markdown.tokens import SPENT

Kind = Literal["course", "module", "lesson", "activity", "quiz"]


class Passage:
    """A run of a document's block tokens."""

    __slots__ = ("document", "end", "start")

    def __init__(self, document: Document, start: int, end: int) -> None:
        self.document = document
        self.start = start
        self.end = end

    def take(self) -> list[Token]:
        """The tokens, which the document lets go of: no passage is read twice, and tokens are large."""
        tokens = self.document.tokens[self.start : self.end]
        self.document.tokens[self.start : self.end] = [SPENT] * len(tokens)
        return tokens


class Draft:
    """A unit in the making. `title` is raw Markdown that stands in `document` at `at`.

    `named_by`: what the title comes from; a heading overrides a folder's or file's name. `parts` are its passages and,
    in a lesson or activity, the quizzes among them. `settings`: attributes of the comment that opened a quiz.
    `front` is the document whose front matter is the unit's; `files` are those that a link to leads to the unit.
    """

    def __init__(
        self, kind: Kind, title: str, at: Position, document: Document | None, label: Label | None = None
    ) -> None:
        self.kind: Kind = kind
        self.title = title
        self.at = at
        self.document = document
        self.label = label.label if label else ""
        self.number = label.number if label else ""
        self.schedule = label.schedule if label else ""
        self.written = label.written if label else ""
        self.named_by: Literal["heading", "file", "folder"] = "heading"
        self.parent: Draft | None = None
        self.children: list[Draft] = []
        self.parts: list[Passage | Draft] = []
        self.settings: str | None = None
        self.front: Document | None = None
        self.files: list[str] = []

    def add(self, child: "Draft") -> "Draft":
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator["Draft"]:
        """This unit and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def is_group(self) -> bool:
        return self.kind in ("course", "module")

    @property
    def is_declared_module(self) -> bool:
        """Whether its front matter says that it is a module."""
        return self.front is not None and str(self.front.front.values.get("type", "")).strip().lower() == "module"


def kind_of(label: str) -> Kind:
    """What a unit with this label is."""
    if label in LESSON_LABELS:
        return "lesson"
    if label in ACTIVITY_LABELS:
        return "activity"
    if label in QUIZ_LABELS:
        return "quiz"
    return "course" if label == "course" else "module"
