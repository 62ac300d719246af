"""The texts of units: an outline's passages become blocks, quizzes and objectives."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import msgspec

from coursepack.diagnostics import Fix, Report, Rule, Severity
from coursepack.model.assessment import ChoiceInteraction
from coursepack.model.content import (
    Block,
    Callout,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    Inline,
    List,
    Paragraph,
    QuizPlacement,
    Text,
    ThematicBreak,
    blocks_text,
    plain_text,
    walk_inlines,
)
from coursepack.model.course import Objective
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading import values
from coursepack.reading.boldheadings import heading_fix
from coursepack.reading.config import Config
from coursepack.reading.document import Document
from coursepack.reading.drafts import Draft, Kind, Passage
from coursepack.reading.exports.names import is_export
from coursepack.reading.exports.notion import toggles
from coursepack.reading.inferred.find import infer_questions
from coursepack.reading.inferred.question import InferredQuestion
from coursepack.reading.inferred.rewrite import fixes_for, section_level
from coursepack.reading.markdown.blocks import BlockReader
from coursepack.reading.markdown.context import References, TextContext, UnitText
from coursepack.reading.markdown.footnotes import read_footnotes
from coursepack.reading.markdown.html import Comment, Found, only_blocks
from coursepack.reading.markdown.inlines import text_inlines
from coursepack.reading.prose import (
    callout_kind,
    find_mentions,
    leads_in,
    read_prose,
    report_bold_headings,
    without_edges,
)
from coursepack.reading.question import QuestionDraft
from coursepack.reading.quizzes import MISPLACED_QUIZ, STRAY_COMMENT, QuizDraft, read_quiz
from coursepack.reading.settings import (
    UNKNOWN_KEY,
    comment_attributes,
    front_matter_keys,
    place_of_key,
    quiz_settings,
    read_keys,
)

EMPTY_UNIT = Rule(
    "empty-unit",
    Severity.NOTE,
    "A lesson or an activity has no text.",
    "Learners open an empty page, and have to have seen it to complete the course.",
    "write the text, or take the heading or the file out",
    example="a file lesson-1.3.md that is empty, or a heading ## Lesson 1.3 with nothing under it",
)

_OBJECTIVE = late(r"([A-Za-z]{1,8}[\w.-]{0,8}\d[\w.-]*)\s*[:.)–—-]\s+")
_DEFAULT_TITLES = {
    "lesson": "Lesson",
    "activity": "Activity",
    "quiz": "Quiz",
    "module": "Module",
    "course": "Course",
}


class ReadUnit(msgspec.Struct):
    """A unit whose text is read; identifiers come later.

    `blocks` hold a `QuizPlacement` for each of `quizzes`, whose id is that quiz's index in them. `front`: the values
    of its front matter, as read. `quiz`: what a quiz holds.
    """

    draft: Draft
    title: tuple[Inline, ...]
    file: str
    blocks: tuple[Block, ...] = ()
    quizzes: list["ReadUnit"] = []
    children: list["ReadUnit"] = []
    front: dict[str, Any] = {}
    objectives: tuple[Objective, ...] = ()
    duration: int = 0
    quiz: QuizDraft | None = None

    @property
    def kind(self) -> Kind:
        return self.draft.kind


class UnitReader:
    """Reads the text of one unit after the other; `references` collects what they refer to.

    `alone`: the course has one file only, whose front matter may say what belongs to the course.
    """

    def __init__(self, config: Config, report: Report, *, alone: bool = False) -> None:
        self._config = config
        self._alone = alone
        self._report = report
        self.references = References()

    def read(self, draft: Draft, page: UnitText | None = None) -> ReadUnit:
        """The unit of a draft, with all that is inside it; `page` is that of the lesson that a quiz stands in."""
        front = self._front(draft)
        unit_text = page or UnitText()
        unit = ReadUnit(draft, self._title(draft, front), draft.at.file, front=front)
        unit.duration = front.get("duration", 0)
        if draft.kind == "quiz":
            unit.quiz = self._quiz(draft, front, unit_text, alone=page is None)
        else:
            self._text(unit, unit_text)
            if not unit.blocks and draft.kind in ("lesson", "activity"):
                self._report.add(EMPTY_UNIT, draft.at, f'"{plain_text(unit.title)}" has no text')
        unit.objectives = (*listed_objectives(front.get("objectives", ()), draft.at), *unit.objectives)
        unit.children = [self.read(child) for child in draft.children]
        if draft.is_group and unit.quizzes:  # a module's page asks nothing: its quizzes are pages behind the lessons
            unit.blocks = tuple(block for block in unit.blocks if not isinstance(block, QuizPlacement))
            unit.children += unit.quizzes
            unit.quizzes = []
        return unit

    def read_plain(self, document: Document) -> tuple[Block, ...]:
        """The blocks of a file that is no unit of its own, such as a transcript; nothing is inferred from its looks."""
        found, _ = self._found(Passage(document, 0, len(document.tokens)), UnitText(), quiz=False)
        return only_blocks(found)

    # --- head ------------------------------------------------------------------------------------------------

    def _front(self, draft: Draft) -> dict[str, Any]:
        if draft.front is None:
            return {}
        front = draft.front.front
        known = front_matter_keys(draft.kind, whole_course=self._alone)
        written = {key: value for key, value in front.values.items() if value not in ("", [], {})}
        for key in [key for key in written if key not in known and place_of_key(key)]:
            message = f'"{key}" has no effect in a {draft.kind}: {place_of_key(key)}'
            self._report.add(UNKNOWN_KEY, front.where[key], message, help="move it there, or remove it", width=len(key))
            del written[key]
        return read_keys(written, known, front.where, self._report)

    def _title(self, draft: Draft, front: Mapping[str, Any]) -> tuple[Inline, ...]:
        if front.get("title"):
            return (Text(draft.at, front["title"]),)
        if draft.title and draft.document is not None:
            context = draft.document.context(UnitText(), quiz=False, trust_html=False)
            title = text_inlines(draft.title, draft.at.line - 1 - context.offset, context, linking=False)
            if plain_text(title):
                return title
        label = draft.written or _DEFAULT_TITLES[draft.kind]
        return (Text(draft.at, f"{label[:1].upper()}{label[1:]}"),)

    # --- lessons, activities and introductions ---------------------------------------------------------------

    def _context(self, document: Document, unit: UnitText, *, quiz: bool) -> TextContext:
        context = document.context(unit, quiz=quiz, trust_html=self._config.trust_html)
        context.references = self.references
        context.mentions = partial(find_mentions, language=document.language)
        return context

    def _found(self, passage: Passage, unit: UnitText, *, quiz: bool) -> tuple[list[Found], TextContext]:
        context = self._context(passage.document, unit, quiz=quiz)
        found = BlockReader(passage.take(), context).read()
        if not quiz and is_export(passage.document.file):
            found = toggles(found)
        return found, context

    def _text(self, unit: ReadUnit, unit_text: UnitText) -> None:
        found: list[Found] = []
        context: TextContext | None = None
        for part in unit.draft.parts:
            if isinstance(part, Draft):
                found.append(QuizPlacement(part.at, str(len(unit.quizzes))))
                unit.quizzes.append(self.read(part, unit_text))
            else:
                blocks, context = self._found(part, unit_text, quiz=False)
                found.extend(blocks)
        if context is None:
            unit.blocks = only_blocks(found)
            return
        self._stray_comments(found)
        language = unit.draft.document.language if unit.draft.document else self._config.language
        found = self._inferred(unit, infer_questions(found, context, in_quiz=False, language=language))
        told = len(self.references.bold_headings)
        found = read_prose(found, context, bold_headings=self._config.bold_headings)
        self._offer_headings(unit, self.references.bold_headings[told:])
        footnotes = self._footnotes(unit.draft, unit_text)
        unit.blocks = (*self._head_matter(unit, only_blocks(found)), *_together(footnotes))

    def _inferred(self, unit: ReadUnit, found: list[Found | InferredQuestion]) -> list[Found]:
        """`found` with each run of questions found in prose as a quiz of the unit, which does not count."""
        made: list[Found] = []
        index = 0
        while index < len(found):
            block = found[index]
            if not isinstance(block, InferredQuestion):
                made.append(block)
                index += 1
                continue
            end, run = _run(found, index)
            title: tuple[Inline, ...] = ()
            last = made[-1] if made else None
            if isinstance(last, Heading):
                title = last.children
                made.pop()
            made.append(self._run_of_questions(unit, run, title))
            self._offer_fixes(unit, run, found, end)
            index = end
        return _in_reading_order(unit, made)

    def _run_of_questions(
        self, unit: ReadUnit, run: list[InferredQuestion], title: tuple[Inline, ...]
    ) -> QuizPlacement:
        at = title[0].at if title else run[0].at
        settings = quiz_settings(self._config.quiz, QuizSettings())
        questions = tuple(QuestionDraft("", inferred.question) for inferred in run)
        draft = Draft("quiz", "", at, unit.draft.document)
        title = title or (Text(at, _DEFAULT_TITLES["quiz"]),)
        unit.quizzes.append(ReadUnit(draft, title, at.file, quiz=QuizDraft("", (), questions, settings)))
        return QuizPlacement(at, str(len(unit.quizzes) - 1))

    def _offer_fixes(
        self, unit: ReadUnit, run: list[InferredQuestion], found: list[Found | InferredQuestion], end: int
    ) -> None:
        """Offer to rewrite a run in a lesson, unless text follows in its section, which would fall to the quiz."""
        document = _document_of(unit.draft, run[0].at.file)
        after = (found[index] for index in range(end, len(found)))
        first = next((block for block in after if not isinstance(block, ThematicBreak)), None)
        ends_section = first is None or (isinstance(first, Heading) and first.level <= section_level(run, document))
        if document is not None and ends_section:
            self._report.offer(partial(self._rewritten, run, document, opens_quiz=True))

    def _rewritten(self, run: list[InferredQuestion], document: Document, *, opens_quiz: bool) -> list[Fix]:
        """The edits that rewrite a run; none where its file has an error, whose question would be left behind."""
        found = self._report.diagnostics
        broken = any(one.severity is Severity.ERROR and one.at.file == document.file for one in found)
        return [] if broken else fixes_for(run, document, opens_quiz=opens_quiz)

    def _offer_headings(self, unit: ReadUnit, found: list[tuple[Position, int]]) -> None:
        """Offer to write the bold lines that became headings as headings."""
        for at, level in found:
            document = _document_of(unit.draft, at.file)
            if document is not None and (fix := heading_fix(document, at, level)):
                self._report.fix(fix)

    def _footnotes(self, draft: Draft, unit_text: UnitText) -> tuple[Footnote, ...]:
        if not unit_text.footnotes:
            return ()
        documents = {part.document.file: part.document for part in draft.parts if isinstance(part, Passage)}
        return read_footnotes(
            unit_text,
            {
                file: (document.footnotes, self._context(document, unit_text, quiz=False))
                for file, document in documents.items()
            },
        )

    def _stray_comments(self, found: list[Found]) -> None:
        self._check_comments((block.text, block.at) for block in found if isinstance(block, Comment))

    def finish(self) -> None:
        """Report what is told once for all texts: comments with attributes inside other texts, and bold headings."""
        self._check_comments(self.references.comments)
        report_bold_headings((at for at, _ in self.references.bold_headings), self._report)

    def _check_comments(self, comments: Iterable[tuple[str, Position]]) -> None:
        for text, at in comments:
            word = comment_attributes(text)[0]
            if word == "quiz":
                self._report.add(MISPLACED_QUIZ, at, "no quiz can begin here")
            elif word in ("q", "pool"):
                self._report.add(STRAY_COMMENT, at, "this is a question's comment, but there is no question here")

    def _head_matter(self, unit: ReadUnit, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """`blocks` without what the head of the page says: objectives in a list, and the duration."""
        kept: list[Block] = []
        skipped = 0
        for index, block in enumerate(blocks):
            if index < skipped:
                continue
            objectives: tuple[Objective, ...] = ()
            if type(block) is Callout and block.kind == "objectives":
                objectives, taken = _objectives(block.blocks, len(unit.objectives))
                objectives = objectives if taken == len(block.blocks) else ()
            elif type(block) is Heading and callout_kind(plain_text(block.children)) == "objectives":
                objectives, taken = _objectives(blocks[index + 1 : index + 3], len(unit.objectives))
                skipped = index + 1 + taken
            elif type(block) is Callout and block.kind == "duration" and not unit.duration:
                try:
                    unit.duration = values.minutes(blocks_text(block.blocks))
                    continue
                except ValueError:
                    pass
            if objectives:
                unit.objectives += objectives
            else:
                kept.append(block)
        if not kept and unit.kind == "module":  # it would have no page to say them on
            unit.objectives = ()
            return blocks
        return tuple(without_edges(kept)) if len(kept) < len(blocks) else tuple(kept)

    # --- quizzes ---------------------------------------------------------------------------------------------

    def _quiz(self, draft: Draft, front: Mapping[str, Any], unit_text: UnitText, *, alone: bool) -> QuizDraft:
        by_comment = draft.settings is not None
        graded = not by_comment and draft.label != "self-check"
        settings = quiz_settings(self._config.quiz, QuizSettings(graded=graded))
        settings = quiz_settings(front, settings)
        blocks: list[Found] = []
        context: TextContext | None = None
        for part in draft.parts:
            if isinstance(part, Passage):
                found, context = self._found(part, unit_text, quiz=True)
                blocks.extend(found)
        language = draft.document.language if draft.document else self._config.language
        read = infer_questions(blocks, context, in_quiz=True, language=language) if context else []
        quiz = read_quiz(read, settings, draft.at, language, self._report)
        self._offer_quiz_fixes(draft, read)
        if unit_text.footnotes:
            quiz = _with_footnotes(quiz, self._footnotes(draft, unit_text), unit_text.footnotes_placed, alone)
        return quiz

    def _offer_quiz_fixes(self, draft: Draft, read: list[Found | InferredQuestion]) -> None:
        """Offer to rewrite the questions found in prose in a quiz that has nothing else between them."""
        first = next((index for index, block in enumerate(read) if isinstance(block, InferredQuestion)), None)
        if first is None:
            return
        end, run = _run(read, first)
        document = _document_of(draft, run[0].at.file)
        others = any(not isinstance(block, ThematicBreak) for block in read[end:])
        if document is not None and not others and not any(isinstance(block, Heading) for block in read[:first]):
            self._report.offer(partial(self._rewritten, run, document, opens_quiz=False))


def listed_objectives(listed: list[Any] | dict[str, Any], at: Position) -> tuple[Objective, ...]:
    """The objectives that front matter lists, as they stand there."""
    pairs: list[tuple[Any, Any]] = []
    for entry in listed.items() if isinstance(listed, dict) else listed:
        if isinstance(entry, dict):  # "- LO1: …" is a mapping to YAML
            pairs.extend(entry.items())
        else:
            pairs.append(entry if isinstance(entry, tuple) else (None, entry))
    objectives: list[Objective] = []
    for number, (name, entry) in enumerate(pairs, 1):
        text = str(entry)
        found = _OBJECTIVE.match(text)
        identifier = str(name) if name is not None else found[1] if found else f"LO{number}"
        words = text[found.end() :] if found and name is None else text
        objectives.append(Objective(at, identifier, (Text(at, words),)))
    return tuple(objectives)


def _in_reading_order(unit: ReadUnit, blocks: list[Found]) -> list[Found]:
    """`blocks`, with the quizzes of `unit` brought into the order in which they stand there."""
    order = [int(block.quiz_id) for block in blocks if isinstance(block, QuizPlacement)]
    unit.quizzes = [unit.quizzes[index] for index in order]
    places = {str(index): str(place) for place, index in enumerate(order)}
    return [
        QuizPlacement(block.at, places[block.quiz_id]) if isinstance(block, QuizPlacement) else block
        for block in blocks
    ]


def _run(found: list[Found | InferredQuestion], index: int) -> tuple[int, list[InferredQuestion]]:
    """The questions found in prose from `index` on, with nothing but breaks between them, and the index behind them."""
    run: list[InferredQuestion] = []
    end = index
    for place in range(index, len(found)):
        block = found[place]
        if isinstance(block, InferredQuestion):
            run.append(block)
            end = place + 1
        elif not isinstance(block, ThematicBreak):
            break
    return end, run


def _document_of(draft: Draft, file: str) -> Document | None:
    return next(
        (part.document for part in draft.parts if isinstance(part, Passage) and part.document.file == file), None
    )


def _together(notes: tuple[Footnote, ...]) -> tuple[Footnotes, ...]:
    return (Footnotes(notes[0].at, notes),) if notes else ()


def _with_footnotes(quiz: QuizDraft, footnotes: tuple[Footnote, ...], placed: set[int], alone: bool) -> QuizDraft:
    """`quiz` with each footnote in the question that has its first mark, and all others in its introduction.

    Those others stay with the lesson where the quiz is not `alone` on its page. Adds their numbers to `placed`.
    """
    left = {note.number: note for note in footnotes}

    def taken(blocks: tuple[Block, ...]) -> tuple[Footnotes, ...]:
        marks = (node.number for node in walk_inlines(blocks) if isinstance(node, FootnoteReference))
        return _together(tuple(note for number in marks if (note := left.pop(number, None)) is not None))

    intro = taken(quiz.blocks)
    questions = []
    for draft in quiz.questions:
        question = draft.question
        choices = question.interaction.choices if isinstance(question.interaction, ChoiceInteraction) else ()
        notes = taken((*question.stem, *(block for choice in choices for block in (*choice.blocks, *choice.feedback))))
        question = msgspec.structs.replace(question, stem=(*question.stem, *notes))
        questions.append(msgspec.structs.replace(draft, question=question))
    if alone:
        intro += _together(tuple(left.values()))
        left = {}
    placed.update(note.number for note in footnotes if note.number not in left)
    return msgspec.structs.replace(quiz, blocks=(*quiz.blocks, *intro), questions=tuple(questions))


def _objectives(blocks: tuple[Block, ...], before: int) -> tuple[tuple[Objective, ...], int]:
    """The objectives that a list states, with or without a line that leads in to it, and how many blocks that takes.

    () and 0 where there is no list of single texts. What leads in only says what the head of the page says anyway.
    """
    skipped = 1 if blocks and leads_in(blocks[0], blocks[1:]) else 0
    block = blocks[skipped] if skipped < len(blocks) else None
    if not isinstance(block, List):
        return (), 0
    objectives: list[Objective] = []
    for number, item in enumerate(block.items, before + 1):
        if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph):
            return (), 0
        children = item.blocks[0].children
        found = _OBJECTIVE.match(plain_text(children))
        first = children[0]
        if found and isinstance(first, Text) and first.text.startswith(found[0].rstrip()):
            place = Position(first.at.file, first.at.line, first.at.column + found.end())
            children = (Text(place, first.text[found.end() :]), *children[1:])
            objectives.append(Objective(item.at, found[1], children))
        else:
            objectives.append(Objective(item.at, f"LO{number}", children))
    return tuple(objectives), skipped + 1
