"""Puts a course together: sources → documents → outline → units → identifiers and links → `Course`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.errors import SourceError
from coursepack.ids import slug as slug_id
from coursepack.model.assessment import (
    Pool,
    Question,
)
from coursepack.model.content import (
    Block,
    Heading,
    Inline,
    Media,
    QuizPlacement,
    Text,
    plain_text,
    walk_blocks,
)
from coursepack.model.course import (
    Activity,
    Asset,
    Course,
    Lesson,
    Module,
    Quiz,
    Retired,
    Unit,
)
from coursepack.model.gating import Condition
from coursepack.model.glossary import is_glossary
from coursepack.model.source import Position
from coursepack.reading.areas import check_areas
from coursepack.reading.assets import AssetStore
from coursepack.reading.config import FILE_NAME, Config, line_of
from coursepack.reading.discovery import Sources, UnreadableTextError, read_text
from coursepack.reading.document import Document
from coursepack.reading.entities import Entities, read_units
from coursepack.reading.exports.arrangement import arrange, exports_of, find_lessons
from coursepack.reading.gating import with_conditions
from coursepack.reading.identities import Entity, Pins, assign
from coursepack.reading.inherited import with_settings
from coursepack.reading.limits import is_too_large
from coursepack.reading.lockfile import Lock
from coursepack.reading.media import media_sources, transcripts, with_companions
from coursepack.reading.outline import build_outline
from coursepack.reading.places import UnitPlaces
from coursepack.reading.references import Resolver
from coursepack.reading.settings import quiz_settings
from coursepack.reading.theme import read_theme
from coursepack.reading.translations import share_identities
from coursepack.reading.units import ReadUnit, UnitReader, listed_objectives

UNREADABLE_FILE = Rule(
    "unreadable-file",
    Severity.ERROR,
    "A source file cannot be read as text.",
    "Its lessons would be missing from the course.",
    "save the file as UTF-8 in the editor",
    example='a file that an old editor saved as Latin-1: the é in "café" is one byte, 0xE9',
)
SKIPPED_SOURCE = Rule(
    "skipped-source",
    Severity.WARNING,
    "A Markdown file or a folder is no part of the course, though it stands in its folder.",
    "Its lessons are missing. Links to folders or out of the course are not followed: they could lead anywhere, also "
    "to what nobody meant to publish.",
    "copy what is meant into the course's folder, or take the link out",
    example="a link shared.md that leads to ../other-course/shared.md",
)
EMPTY_COURSE = Rule(
    "empty-course",
    Severity.ERROR,
    "The sources hold no lesson, activity or quiz.",
    "There is nothing to make a package of.",
    "write at least one lesson",
    example="a folder with nothing but a README.md in which # Module 1: Bread stands",
)


def read_course(
    sources: Sources, base: str, config: Config, lock: Lock, report: Report, original: Pins | None = None
) -> tuple[Course, Pins]:
    """The course that `sources` hold, and what pins its identifiers.

    `base`: the folder of the sources relative to the course's root ("" is the root). `original`: what pins those of
    the course that this one is a translation of, which are its own, too.
    """
    for file, why in sources.skipped.items():
        report.add(SKIPPED_SOURCE, Position(file, 1), f"{file} is not read: {why}")
    lessons = find_lessons(sources, base, report)
    documents, sources = arrange(_documents(lessons.sources, config, report), lessons, base, report)
    if not documents:
        return Course(Position("", 1), "course", ()), Pins(lambda: lock)
    outline = build_outline(documents, base, config.language, report)
    if is_too_large(outline, documents, report):
        return Course(Position("", 1), "course", ()), Pins(lambda: lock)
    reader = UnitReader(config, report, alone=len(documents) == 1)
    root = reader.read(outline)
    reader.finish()
    title = _course_title(root, config, sources)
    if original is not None:
        assembler = _Assembler(root, reader, sources, base, config, report)
        assembler.places.exports = exports_of(documents, sources)
        assembler.share_identities(original)
        return assembler.course(f"{original.course}-{config.language}", title, original), original
    course_id = config.id or str(root.front.get("id", "")) or lock.course or slug_id(plain_text(title), 60) or "course"
    assembler = _Assembler(root, reader, sources, base, config, report)
    assembler.places.exports = exports_of(documents, sources)
    pins = assembler.identify(lock, course_id)
    course = assembler.course(course_id, title, pins)
    check_areas(course, report)
    return course, pins


def _documents(sources: Sources, config: Config, report: Report) -> list[Document]:
    documents: list[Document] = []
    spoken = set(transcripts(sources).values())
    for file in sources.lessons:
        if file in spoken:
            continue
        try:
            language = config.languages[0] if file in sources.untranslated else config.language
            documents.append(Document(file, read_text(sources, file), language, report))
        except UnreadableTextError as problem:
            at = Position(file, problem.line, problem.column)
            report.add(UNREADABLE_FILE, at, problem.message, help=problem.help)
    return documents


def _course_title(root: ReadUnit, config: Config, sources: Sources) -> tuple[Inline, ...]:
    """The configured title, the root's own heading, the only module's title, or the folder's name."""
    at = root.draft.at
    if config.title:
        return (Text(at, config.title),)
    if root.front.get("title") or root.draft.title:
        return root.title
    if len(root.children) == 1 or sources.single:
        return root.children[0].title if root.children else root.title
    name = sources.root.resolve().name.replace("-", " ").replace("_", " ").strip()
    return (Text(at, name[:1].upper() + name[1:] or "Course"),)


class _Assembler:
    """Gives identifiers, then makes the model's own units of what was read."""

    def __init__(
        self, root: ReadUnit, reader: UnitReader, sources: Sources, base: str, config: Config, report: Report
    ) -> None:
        self._root = root
        self._reader = reader
        self._sources = sources
        self._base = base
        self._config = config
        self._report = report
        self._entities = Entities(root)
        self.places = UnitPlaces()

    def identify(self, lock: Lock, course_id: str) -> Pins:
        return assign(self._entities.all, lock, course_id, self._report, self._sources.unread)

    def share_identities(self, original: Pins) -> None:
        share_identities(self._entities.all, original.entities, self._report)

    # --- the model -------------------------------------------------------------------------------------------

    def course(self, course_id: str, title: tuple[Inline, ...], pins: Pins) -> Course:
        assets = AssetStore()
        root = self._root
        read = [unit for child in root.children if (unit := self._unit(child)) is not None]
        children = tuple(sorted(read, key=is_glossary))  # a glossary is the last page, whatever its file is called
        if not any(True for unit in _leaves(children)) and not root.blocks:
            self._report.add(EMPTY_COURSE, root.draft.at, "there is no lesson, activity or quiz")
        blocks = self._texts("", root)
        self.places.locate(root, self._entities, self._sources.lessons)
        children = with_conditions(children, self.places, self._report)
        resolver = Resolver(self._sources, self.places, assets, self._report)
        references = self._reader.references
        for href, at in references.links:
            resolver.link(href, at)
        for label, number, at in references.mentions:
            resolver.mention(label, number, at)
        for source, at in references.images:
            resolver.image(source, at)
        for text in (blocks, *(text for unit in _all(children) for text in _texts_of(unit))):
            for block in walk_blocks(text):
                for source, at in media_sources(block) if type(block) is Media else ():
                    resolver.image(source, at)
            if references.mentions:
                resolver.direction(text, self._config.language)
        theme = read_theme(self._config.theme, self._sources.root, assets, self._report, self._logo_at)
        front = self._course_front()
        return Course(
            root.draft.at,
            course_id,
            title,
            language=str(front.get("language", self._config.language)),
            version=self._config.version or str(front.get("version", "")),
            description=self._config.description or str(front.get("description", "")),
            blocks=blocks,
            children=children,
            objectives=root.objectives,
            scoring=self._config.scoring,
            delivery=self._config.delivery,
            theme=theme,
            gate=self._config.gate,
            assets=_sorted(assets.assets),
            targets=resolver.targets,
            retired=tuple(Retired(entry.id, entry.key) for entry in pins.retired),
        )

    def _logo_at(self) -> Position:
        file = self._sources.root / FILE_NAME
        line = line_of(file, "logo", "theme") if file.is_file() else None
        return Position(FILE_NAME, line or 1)

    def _course_front(self) -> dict[str, Any]:
        """The front matter of the course: that of its README, and where all units share a language that one."""
        fronts = [read.front for read in read_units(self._root) if read.draft.front is not None]
        alone = len(self._sources.lessons) == 1
        front = {**(fronts[0] if alone and fronts else {}), **self._root.front}
        languages = {str(front.get("language", "")) for front in fronts}
        if "language" not in front and len(languages) == 1 and "" not in languages:
            front["language"] = languages.pop()
        return front

    def _unit(self, read: ReadUnit) -> Unit | None:
        if read.kind == "quiz":
            return self._quiz(read)
        entity = self._entities.unit(read)
        head = self._head(read, entity)
        blocks = self._texts(entity.id, read)
        if read.kind == "lesson":
            return Lesson(**head, blocks=blocks, quizzes=self._quizzes(read))
        if read.kind == "activity":
            return Activity(
                **head,
                blocks=blocks,
                quizzes=self._quizzes(read),
                submission=entity.said.get("submission", "none"),
                points=entity.said.get("points", 0.0),
            )
        children = tuple(unit for child in read.children if (unit := self._unit(child)) is not None)
        return Module(**head, blocks=blocks, children=children)

    def _head(self, read: ReadUnit, entity: Entity) -> dict[str, Any]:
        draft, said = read.draft, entity.said
        return {
            "at": draft.at,
            "id": entity.id,
            "key": entity.key,
            "title": read.title,
            "file": read.file,
            "label": draft.label,
            "number": draft.number,
            "schedule": draft.schedule,
            "duration": read.duration or said.get("duration", 0),
            "language": str(read.front.get("language", "")) or self._language_of(read.file),
            "objectives": read.objectives or listed_objectives(said.get("objectives", ()), draft.at),
            "gate": said.get("next-when", ""),
            "opens_after": tuple(Condition(quiz, share) for quiz, share in said.get("opens-after", ())),
        }

    def _language_of(self, file: str) -> str:
        """The language of the originals where a text is not translated, else ""."""
        return self._config.languages[0] if file in self._sources.untranslated else ""

    def _texts(self, unit_id: str, read: ReadUnit) -> tuple[Block, ...]:
        """The unit's blocks with the identifiers of its quizzes and the captions beside its media."""
        blocks = tuple(
            QuizPlacement(block.at, self._entities.unit(read.quizzes[int(block.quiz_id)]).id)
            if type(block) is QuizPlacement
            else block
            for block in read.blocks
        )
        for block in walk_blocks(blocks):
            if type(block) is Heading:
                self.places.anchors.setdefault(f"{unit_id}\0{block.at.file}", set()).add(block.anchor)
                self.places.headings.setdefault(block.at.file, []).append((block.at.line, unit_id, block.anchor))
        return with_companions(blocks, self._sources, self._transcript)

    def _transcript(self, file: str) -> tuple[Block, ...]:
        try:
            text = read_text(self._sources, file)
        except SourceError as problem:
            self._report.add(UNREADABLE_FILE, Position(file, 1), problem.message, help=problem.help)
            return ()
        return self._reader.read_plain(Document(file, text, self._config.language, self._report))

    def _quizzes(self, read: ReadUnit) -> tuple[Quiz, ...]:
        return tuple(self._quiz(quiz) for quiz in read.quizzes)

    def _quiz(self, read: ReadUnit) -> Quiz:
        assert read.quiz is not None
        entity = self._entities.unit(read)
        items: list[Question | Pool] = []
        pooled: dict[int, list[Question]] = {}
        for number, draft in enumerate(read.quiz.questions):
            given = self._entities.question(read, number)
            question = msgspec.structs.replace(draft.question, id=given.id, key=given.key)
            question = with_settings(question, given.said)
            if draft.pool < 0:
                items.append(question)
                continue
            if draft.pool not in pooled:
                pool = read.quiz.pools[draft.pool]
                made = self._entities.pool(read, draft.pool)
                items.append(Pool(pool.at, made.id, pool.title, (), made.said.get("draw", 0)))
            pooled.setdefault(draft.pool, []).append(question)
        groups = iter(pooled.values())
        whole = tuple(
            msgspec.structs.replace(item, questions=tuple(next(groups))) if isinstance(item, Pool) else item
            for item in items
        )
        settings = quiz_settings(entity.said, read.quiz.settings)
        return Quiz(**self._head(read, entity), blocks=read.quiz.blocks, items=whole, settings=settings)


def _sorted(assets: dict[str, Asset]) -> dict[str, Asset]:
    return dict(sorted(assets.items()))


def _all(children: tuple[Unit, ...]) -> Iterator[Unit]:
    for unit in children:
        yield unit
        if isinstance(unit, Module):
            yield from _all(unit.children)


def _leaves(children: tuple[Unit, ...]) -> Iterator[Unit]:
    return (unit for unit in _all(children) if not isinstance(unit, Module))


def _texts_of(unit: Unit) -> Iterator[tuple[Block, ...]]:
    """Every text of a unit: its own, and those of its quizzes and questions."""
    yield unit.blocks
    quizzes = (unit,) if isinstance(unit, Quiz) else () if isinstance(unit, Module) else unit.quizzes
    for quiz in quizzes:
        if quiz is not unit:
            yield quiz.blocks
        for question in quiz.questions():
            yield question.stem


def course_root(source: Path, config_name: str) -> Path:
    """The course's root for a source: the nearest folder at or above it with a configuration, else its own."""
    folder = source if source.is_dir() else source.parent
    return next((place for place in (folder, *folder.parents) if (place / config_name).is_file()), folder)
