"""Quizzes in our form: the blocks of a quiz become an introduction and questions."""

from typing import Any

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import (
    Feedback,
    Interaction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import (
    Block,
    Checklist,
    Heading,
    Inline,
    List,
    Paragraph,
    Quotation,
    Span,
    Table,
    ThematicBreak,
    blocks_text,
    nested_inlines,
    own_inlines,
    plain_text,
    walk_blocks,
)
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.questions.base import QuestionSource, only_blank
from coursepack.questions.later import UNSUPPORTED, shape_of
from coursepack.questions.numeric import read_number
from coursepack.questions.table import TYPE_NAMES, TYPES
from coursepack.reading import values
from coursepack.reading.feedback import FEEDBACK_LABEL, Labelled, read_labelled
from coursepack.reading.inferred.question import InferredQuestion
from coursepack.reading.markdown.blocks import has_box, is_mixed
from coursepack.reading.markdown.html import Comment, Found, only_blocks
from coursepack.reading.markdown.inlines import GAP
from coursepack.reading.settings import (
    BAD_VALUE,
    QUESTION_KEYS,
    UNKNOWN_KEY,
    comment_attributes,
    quiz_readers,
    quiz_settings,
    read_keys,
)
from coursepack.reading.values import did_you_mean

QUESTION_WITHOUT_ANSWER = Rule(
    "question-without-answer",
    Severity.ERROR,
    "A question in a quiz has no answer that is understood.",
    "Learners could not answer it, or would see its answer in the open.",
    "write the choices as - [ ] and - [x] lines, or a blank [[…]] in a paragraph of its own; "
    "type=info in a comment makes it mere information",
)
NO_QUESTION = Rule(
    "no-question",
    Severity.ERROR,
    "A quiz has no question that is understood.",
    "What it holds would be shown as plain text, with its answers in the open.",
    "write each question as a heading with its choices as - [ ] and - [x] lines under it",
)
MIXED_ANSWERS = Rule(
    "mixed-answers",
    Severity.ERROR,
    "A question mixes answers of different kinds, or a list mixes lines with and without a box.",
    "It cannot be told what learners are to do.",
    "give every line of the list a box, - [ ] or - [x] with a space behind it, and every question one kind of answer",
)
STRAY_COMMENT = Rule(
    "stray-comment",
    Severity.WARNING,
    "A comment with attributes of a question stands where there is no question.",
    "Its attributes have no effect.",
    "put it right under the question's heading",
)


MISPLACED_QUIZ = Rule(
    "misplaced-quiz",
    Severity.ERROR,
    "A quiz comment stands where no quiz can begin.",
    "The questions would be shown as plain text, with their answers in the open.",
    "write <!-- quiz --> on a line of its own in a lesson or activity, outside lists and quotations",
)


_HEADING = "write the question as a heading, such as ## What is it?"


class QuestionDraft(msgspec.Struct, frozen=True):
    """A question as read, before it has an identity; `id` is what its comment says, or ""."""

    id: str
    question: Question


class QuizDraft(msgspec.Struct, frozen=True):
    """What a quiz holds, before it has an identity; `id` is what its comment says, or ""."""

    id: str
    blocks: tuple[Block, ...]
    questions: tuple[QuestionDraft, ...]
    settings: QuizSettings


def read_quiz(
    found: list[Found | InferredQuestion], settings: QuizSettings, at: Position, language: str, report: Report
) -> QuizDraft:
    """The quiz that the blocks of its text make."""
    return _QuizReader(settings, at, language, report).read(found)


class _Group:
    """A question's heading and what follows it, a question found in prose, or text between questions."""

    def __init__(self, heading: Heading | None, blocks: list[Found], inferred: InferredQuestion | None = None) -> None:
        self.heading = heading
        self.blocks = blocks
        self.inferred = inferred


class _QuizReader:
    def __init__(self, settings: QuizSettings, at: Position, language: str, report: Report) -> None:
        self._settings = settings
        self._id = ""
        self._at = at
        self._language = language
        self._report = report

    def read(self, found: list[Found | InferredQuestion]) -> QuizDraft:
        self._refuse_pools(found)
        intro, groups = self._divide(self._quiz_comment(found))
        questions: list[QuestionDraft] = []
        for group in groups:
            draft = self._question(group)
            if draft is not None:
                questions.append(draft)
        if not questions and not self._report.has_errors:
            self._report.add(NO_QUESTION, self._at, "this quiz has no question that is understood")
        for block in intro:
            if isinstance(block, Comment) and comment_attributes(block.text)[0] == "q":
                self._report.add(
                    STRAY_COMMENT, block.at, "this is a question's comment, but stands before the first question"
                )
        introduction = only_blocks(intro)
        between = (draft.question.stem for draft in questions if draft.question.interaction is None)
        for blocks in (introduction, *between):
            other = _answer_in(blocks)
            if other is not None:
                self._report.add(MIXED_ANSWERS, other, "an answer stands here, but no question it could belong to")
        return QuizDraft(self._id, introduction, tuple(questions), self._settings)

    def _quiz_comment(self, found: list[Found | InferredQuestion]) -> list[Found | InferredQuestion]:
        """`found` without the comment that holds the quiz's settings, which are taken from it."""
        rest: list[Found | InferredQuestion] = []
        for block in found:
            if isinstance(block, Comment):
                word, attributes = comment_attributes(block.text)
                if word == "quiz":
                    where = dict.fromkeys(attributes, block.at)
                    read = read_keys(attributes, {**quiz_readers(), "id": values.text}, where, self._report)
                    self._id = read.get("id", self._id)
                    self._settings = quiz_settings(read, self._settings)
                    continue
            rest.append(block)
        return rest

    def _refuse_pools(self, found: list[Found | InferredQuestion]) -> None:
        for block in found:
            named = isinstance(block, Heading) and plain_text(block.children).lower().startswith(("pool:", "pool "))
            if named or (isinstance(block, Comment) and comment_attributes(block.text)[0] == "pool"):
                self._report.add(UNSUPPORTED, block.at, "pools of questions are not supported yet")
                return

    # --- dividing into questions -----------------------------------------------------------------------------

    def _divide(self, found: list[Found | InferredQuestion]) -> tuple[list[Found], list[_Group]]:
        """What comes before the first question, and each question with what belongs to it."""
        level = self._question_level(found)
        answer = next((block for block in found if _is_answer(block, None)), None) if level is None else None
        if answer is not None:
            written = [block for block in found if not isinstance(block, InferredQuestion)]
            if len(written) < len(found):
                message = "this answer stands among lettered questions, but no heading says which question is its own"
                self._report.add(MIXED_ANSWERS, answer.at, message, help=_HEADING)
                return [], []
            return [], [_Group(None, written)]
        intro: list[Found] = []
        groups: list[_Group] = []
        for block in found:
            if isinstance(block, InferredQuestion):
                groups.append(_Group(None, [], block))
            elif isinstance(block, Heading) and level is not None and block.level == level:
                groups.append(_Group(block, []))
            elif not groups:
                intro.append(block)
            elif groups[-1].inferred or (isinstance(block, Heading) and (level is None or block.level < level)):
                if not isinstance(block, ThematicBreak | Comment):
                    groups.append(_Group(None, [block]))
            else:
                groups[-1].blocks.append(block)
        return intro, groups

    def _question_level(self, found: list[Found | InferredQuestion]) -> int | None:
        heading: Heading | None = None
        for block in found:
            if isinstance(block, Heading):
                heading = block
            elif isinstance(block, InferredQuestion):
                heading = None
            elif heading is not None and (_is_answer(block, None) or _asks(block)):
                return heading.level
        return None

    # --- one question ----------------------------------------------------------------------------------------

    def _question(self, group: _Group) -> QuestionDraft | None:
        if group.inferred is not None:
            return QuestionDraft("", group.inferred.question)
        heading = group.heading
        if heading is None and not any(_is_answer(block, None) for block in group.blocks):
            return _information(only_blocks(group.blocks))
        at = heading.at if heading else group.blocks[0].at
        attributes, blocks = self._attributes(group.blocks)
        wanted = attributes.get("type")
        answer = next((index for index in reversed(range(len(blocks))) if _is_answer(blocks[index], wanted)), None)
        if answer is None and wanted != "info":
            mixed = next((block for block in blocks if isinstance(block, List) and is_mixed(block)), None)
            if mixed is not None:
                self._report.add(MIXED_ANSWERS, mixed.at, "some lines of this list have a box, others have none")
            else:
                self._report.add(QUESTION_WITHOUT_ANSWER, at, "this question has no answer that is understood")
            return None
        stem = blocks[:answer] if answer is not None else blocks
        after = blocks[answer + 1 :] if answer is not None else []
        labelled, stem_blocks = self._labelled(stem, after)
        shape = blocks[answer] if answer is not None else None
        lead: tuple[Block, ...] = (Paragraph(at, heading.children),) if heading and heading.children else ()
        other = _answer_in((*lead, *stem_blocks)) or (shape.at if shape is not None and wanted == "info" else None)
        if other is not None:
            message = "this question has answers of two kinds" if shape else "an answer stands where it is not read"
            if heading is None:
                message = "several answers stand here, but no heading says where a question begins"
            self._report.add(
                MIXED_ANSWERS,
                other,
                "mere information has an answer here" if wanted == "info" else message,
                help="" if heading else _HEADING,
            )
            return None
        interaction: Interaction | None = None
        if shape is not None:
            interaction = self._interaction(at, shape, attributes)
            if interaction is None:
                return None
        self._check_feedback(interaction, labelled)
        title = heading.children if heading else _first_line(stem_blocks)
        return QuestionDraft(
            str(attributes.get("id", "")),
            Question(
                at,
                "",
                -1,
                title,
                lead + tuple(stem_blocks),
                _with_answer_feedback(interaction, labelled),
                _feedback(labelled),
                tuple(part.blocks for part in labelled if part.kind == "hint"),
                points=attributes.get("points", 1.0),
                scored=interaction is not None,
                partial=attributes.get("partial"),
                penalty=attributes.get("penalty", 0.0),
                shuffle=attributes.get("shuffle"),
                objectives=attributes.get("objective", ()),
                tags=attributes.get("tags", ()),
                difficulty=attributes.get("difficulty", ""),
            ),
        )

    def _attributes(self, found: list[Found]) -> tuple[dict[str, Any], list[Block]]:
        """The attributes of the question's comment, and its blocks without comments."""
        read: dict[str, Any] = {}
        for block in found:
            if not isinstance(block, Comment):
                continue
            word, attributes = comment_attributes(block.text)
            if word == "q":
                read |= read_keys(attributes, QUESTION_KEYS, dict.fromkeys(attributes, block.at), self._report)
                kind = read.get("type")
                if kind is not None and kind not in TYPE_NAMES:
                    self._report.add(BAD_VALUE, block.at, f'type="{kind}" is not known{did_you_mean(kind, TYPE_NAMES)}')
                    del read["type"]
            elif word in ("question", "Q") or word.partition("=")[0] in QUESTION_KEYS:
                self._report.add(UNKNOWN_KEY, block.at, f'a question\'s comment begins with "q", not "{word}"')
        return read, list(only_blocks(found))

    def _labelled(self, stem: list[Block], after: list[Block]) -> tuple[list[Labelled], list[Block]]:
        """The labelled quotations of a question, and what remains for its stem."""
        labelled: list[Labelled] = []
        kept: list[Block] = []
        for block in stem:
            parts = read_labelled(block, self._report, strict=False) if isinstance(block, Quotation) else None
            if parts is None:
                kept.append(block)
            else:
                labelled.extend(parts)
        for block in after:
            if isinstance(block, Quotation):
                labelled.extend(read_labelled(block, self._report, strict=True) or ())
            elif not isinstance(block, ThematicBreak):  # behind the answer it ends the question
                kept.append(block)
        return labelled, kept

    def _check_feedback(self, interaction: Interaction | None, labelled: list[Labelled]) -> None:
        """Report labelled passages that this kind of question has no place for."""
        answers = isinstance(interaction, TextEntryInteraction | NumericEntryInteraction)
        for part in labelled:
            if part.answer and not (answers and part.kind in ("correct", "partly", "incorrect")):
                self._report.add(
                    FEEDBACK_LABEL,
                    part.at,
                    "feedback to one answer by its text is for text and numeric questions",
                    help="write the feedback as a quotation under the choice that it answers",
                )
            elif part.answer and isinstance(interaction, NumericEntryInteraction) and not _is_number(part):
                self._report.add(
                    FEEDBACK_LABEL, part.at, f'"{part.answer}" is no number, so nobody could give it as an answer'
                )
            elif part.kind in ("model", "rubric", "distractors"):
                self._report.add(
                    FEEDBACK_LABEL, part.at, "this kind of question has no model answer, rubric or distractors"
                )

    def _interaction(self, at: Position, shape: Block, attributes: dict[str, Any]) -> Interaction | None:
        source = QuestionSource(at, shape, attributes, self._language, self._report)
        for kind in TYPES:
            if kind.recognise(source):
                return kind.parse(source)
        wanted = attributes.get("type", "")
        self._report.add(QUESTION_WITHOUT_ANSWER, shape.at, f"this answer does not fit type={wanted}")
        return None


def _is_number(part: Labelled) -> bool:
    return read_number(part.answer.strip(), part.at) is not None


def _asks(block: Found | InferredQuestion) -> bool:
    """Whether a block shows that a question was meant, though it has no answer that is understood."""
    if isinstance(block, Comment):
        return comment_attributes(block.text)[0] == "q"
    return isinstance(block, List) and has_box(block)


def _answer_in(blocks: tuple[Block, ...]) -> Position | None:
    """The place of an answer inside blocks that are shown to learners as they stand: a box, or a blank."""
    for block in walk_blocks(blocks):
        if isinstance(block, Checklist) or (isinstance(block, List) and has_box(block)):
            return block.at
        for group in own_inlines(block):
            for node in nested_inlines(group):
                if isinstance(node, Span) and node.tag_name == GAP:
                    return node.at
    return None


def _information(blocks: tuple[Block, ...]) -> QuestionDraft | None:
    """Text between questions, which is shown in its place and asks nothing."""
    if not blocks:
        return None
    first = blocks[0]
    title = first.children if isinstance(first, Heading | Paragraph) else ()
    return QuestionDraft("", Question(first.at, "", -1, title, blocks, None, scored=False))


def _is_answer(block: Found | InferredQuestion, wanted: str | None) -> bool:
    """Whether `block` is an answer shape."""
    match block:
        case Checklist():
            return True
        case Paragraph() | List() | Table():
            return only_blank(block) is not None or bool(shape_of(block, wanted))
        case _:
            return False


def _first_line(blocks: list[Block]) -> tuple[Inline, ...]:
    first = blocks[0] if blocks else None
    return first.children if isinstance(first, Paragraph) else ()


def _feedback(labelled: list[Labelled]) -> Feedback:
    def said(kind: str) -> tuple[Block, ...]:
        return tuple(block for part in labelled if part.kind == kind and not part.answer for block in part.blocks)

    return Feedback(said("explanation"), said("correct"), said("partly"), said("incorrect"))


def _with_answer_feedback(interaction: Interaction | None, labelled: list[Labelled]) -> Interaction | None:
    """`interaction` with the feedback that answers one text or number."""
    told = tuple(TextFeedback(part.at, part.answer, part.blocks) for part in labelled if part.answer)
    if told and isinstance(interaction, TextEntryInteraction):
        return msgspec.structs.replace(interaction, answer_feedback=told)
    if told and interaction is not None and hasattr(interaction, "answer_feedback"):
        return msgspec.structs.replace(interaction, answer_feedback=told)
    return interaction


def question_text(question: Question) -> str:
    """All words of a question's stem, to recognise it by."""
    return blocks_text(question.stem)
