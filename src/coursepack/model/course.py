"""A course: modules of lessons, activities and quizzes, with what links and scores them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from coursepack.model.assessment import Part, Pool, Question
from coursepack.model.content import Block, Inline, Link, UnitMention, plain_text
from coursepack.model.delivery import Delivery
from coursepack.model.gating import Condition, Gate
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.model.source import Position
from coursepack.model.theme import Theme

GROUP_LABELS = ("course", "module", "unit", "chapter", "section", "week", "part")
LESSON_LABELS = ("lesson", "topic")
ACTIVITY_LABELS = ("activity", "lab", "exercise", "assignment")
QUIZ_LABELS = ("quiz", "knowledge check", "assessment", "self-check")
UNIT_LABELS = GROUP_LABELS + LESSON_LABELS + ACTIVITY_LABELS + QUIZ_LABELS
"""The labels that can open a unit, in the words of the format; other languages are translated into these."""


class Objective(Part, frozen=True, tag=True):
    """A learning objective; `id` is what questions name ("LO1")."""

    id: str
    text: tuple[Inline, ...]


class UnitHead(Part, frozen=True, tag=True):
    """What every unit has.

    `id` is stable for ever and `[A-Za-z][A-Za-z0-9_]*`; `key` is the serial number pinned beside it, by which a
    learner's state is indexed. `label` is one of `UNIT_LABELS` or "", `number` as written ("1.1") or "".
    `schedule` is what stood in brackets behind the title ("Week 1"). `duration`: minutes, 0 where not said.
    `file` is the source file that holds the unit's text. `gate` is what the unit asks for before the next page opens,
    `opens_after` what opens it and all that is in it.
    """

    id: str
    key: int
    title: tuple[Inline, ...]
    file: str
    label: str = ""
    number: str = ""
    schedule: str = ""
    duration: int = 0
    language: str = ""
    objectives: tuple[Objective, ...] = ()
    gate: Gate = ""
    opens_after: tuple[Condition, ...] = ()

    @property
    def name(self) -> str:
        """The title in plain words."""
        return plain_text(self.title)

    @property
    def kicker(self) -> str:
        """Label and number as written above a title ("Lesson 1.1"), or ""."""
        return f"{self.label.capitalize()} {self.number}".strip() if self.number else ""


class Quiz(UnitHead, frozen=True, tag=True):
    """A quiz: a page of its own, or standing in a lesson or activity (see `QuizPlacement`)."""

    blocks: tuple[Block, ...] = ()
    items: tuple[Question | Pool, ...] = ()
    settings: QuizSettings = QuizSettings()

    def questions(self) -> Iterator[Question]:
        """Every question, those of pools included, in source order."""
        for item in self.items:
            if isinstance(item, Pool):
                yield from item.questions
            else:
                yield item

    def asked(self) -> Iterator[Question]:
        """Those that ask something; information that stands between them does not."""
        return (question for question in self.questions() if question.interaction is not None)


class Lesson(UnitHead, frozen=True, tag=True):
    blocks: tuple[Block, ...] = ()
    quizzes: tuple[Quiz, ...] = ()


class Activity(UnitHead, frozen=True, tag=True):
    """Something to do. `submission`: what is handed in; `points` what it is worth where a person marks it."""

    blocks: tuple[Block, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    submission: Literal["none", "text", "file", "link"] = "none"
    points: float = 0.0


class Module(UnitHead, frozen=True, tag=True):
    """A group of units; `blocks` introduce it."""

    blocks: tuple[Block, ...] = ()
    children: tuple["Unit", ...] = ()


Unit: TypeAlias = Module | Lesson | Activity | Quiz


Piece: TypeAlias = bytes | tuple[int, int]
"""Bytes, or (start, length) of bytes in a file."""


class Asset(msgspec.Struct, frozen=True):
    """A file that the course carries.

    `path` names it inside every output (`assets/…`, portable, unique); `source` is the file on disk;
    `width` and `height` are pixels of an image as it is shown, 0 where not known. `size` and `sha256` (in hex) are of
    the bytes that outputs carry: of the whole file, or where there are any, of the `pieces` of it.
    `data`: the bytes of a picture that stands in a text and has no file of its own; then `source` is that text's file.
    """

    path: str
    source: Path
    media_type: str
    size: int
    sha256: str
    width: int = 0
    height: int = 0
    data: bytes = b""
    pieces: tuple[Piece, ...] = ()

    @property
    def content(self) -> bytes | Path:
        """The bytes, or the file that has them."""
        return self.data or self.source


class WebTarget(msgspec.Struct, frozen=True, tag=True):
    """An address outside the course."""

    url: str


class UnitTarget(msgspec.Struct, frozen=True, tag=True):
    """A unit of the course, or a heading in it (`anchor` is the heading's, or "")."""

    unit_id: str
    anchor: str = ""


class CourseTarget(msgspec.Struct, frozen=True, tag=True):
    """The course's own first page."""


class AssetTarget(msgspec.Struct, frozen=True, tag=True):
    """A file of the course: the asset's `path`."""

    path: str


Target: TypeAlias = WebTarget | UnitTarget | CourseTarget | AssetTarget


class Retired(msgspec.Struct, frozen=True):
    """An identifier that is no longer used; its key is never given again."""

    id: str
    key: int


class Course(Part, frozen=True, tag=True):
    """A whole course, ready to be written.

    `targets`: {source file: {reference as written: where it leads}}; a reference that is missing there leads
    nowhere, and its text stands alone. A mention of a unit is written "label number" there. `assets` by path.
    `retired`: identifiers of earlier versions (see `coursepack.lock`). `version` is the author's word for it.
    """

    id: str
    title: tuple[Inline, ...]
    language: str = "en"
    version: str = ""
    description: str = ""
    blocks: tuple[Block, ...] = ()
    children: tuple[Unit, ...] = ()
    objectives: tuple[Objective, ...] = ()
    scoring: CourseScoring = CourseScoring()
    delivery: Delivery = Delivery()
    theme: Theme = Theme()
    gate: Gate = "always"
    assets: dict[str, Asset] = {}
    targets: dict[str, dict[str, Target]] = {}
    retired: tuple[Retired, ...] = ()
    scoring_places: dict[str, Position] = {}

    @property
    def name(self) -> str:
        """The title in plain words."""
        return plain_text(self.title)

    def scoring_at(self, field: str) -> Position:
        """Where a field of `scoring` is set; the course's own place where that is nowhere."""
        return self.scoring_places.get(field, self.at)

    def target_of(self, node: Link | UnitMention) -> Target | None:
        """Where a link or mention leads, or None."""
        reference = node.href if isinstance(node, Link) else f"{node.label} {node.number}"
        return self.targets.get(node.at.file, {}).get(reference)

    def asset_of(self, file: str, reference: str) -> Asset | None:
        """The asset that `reference`, written in `file`, means (images and media), or None."""
        target = self.targets.get(file, {}).get(reference)
        if not isinstance(target, AssetTarget):
            return None
        return self.assets.get(target.path)

    def units(self) -> Iterator[Unit]:
        """Every unit, parents first, in reading order; quizzes inside lessons are not among them."""
        yield from _units(self.children)

    def pages(self) -> Iterator[Unit]:
        """The units that a learner reads as pages, in order: all leaves, and modules that have an introduction."""
        for unit in self.units():
            if not isinstance(unit, Module) or unit.blocks:
                yield unit

    def quizzes(self) -> Iterator[Quiz]:
        """Every quiz in reading order, whether a page of its own or inside a lesson or activity."""
        for unit in self.units():
            if isinstance(unit, Quiz):
                yield unit
            elif not isinstance(unit, Module):
                yield from unit.quizzes


def _units(children: tuple[Unit, ...]) -> Iterator[Unit]:
    for unit in children:
        yield unit
        if isinstance(unit, Module):
            yield from _units(unit.children)
