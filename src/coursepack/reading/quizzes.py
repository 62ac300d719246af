"""Quizzes in our form: the blocks of a quiz become an introduction, questions and pools."""

import itertools
from typing import Any

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import Question
from coursepack.model.content import (
    Block,
    Heading,
    Inline,
    List,
    Paragraph,
    Text,
    ThematicBreak,
    plain_text,
    walk_blocks,
)
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading import values
from coursepack.reading.inferred.question import InferredQuestion
from coursepack.reading.markdown.blocks import has_box
from coursepack.reading.markdown.html import Comment, Found, only_blocks
from coursepack.reading.question import MIXED_ANSWERS, WRITE_HEADING, QuestionDraft, QuestionReader, answer_in
from coursepack.reading.settings import (
    BAD_VALUE,
    POOL_KEYS,
    attribute_places,
    comment_attributes,
    quiz_readers,
    quiz_settings,
    read_keys,
)

NO_QUESTION = Rule(
    "no-question",
    Severity.ERROR,
    "A quiz has no question that is understood.",
    "What it holds would be shown as plain text, with its answers in the open.",
    "write each question as a heading with its choices as - [ ] and - [x] lines under it",
    example="# Quiz 1: Metals\n\nWhich of these are metals? Iron, wood, stone.",
)
STRAY_COMMENT = Rule(
    "stray-comment",
    Severity.WARNING,
    "A comment with attributes of a question stands where there is no question.",
    "Its attributes have no effect.",
    "put it right under the question's heading",
    example="Some text of a lesson.\n\n<!-- q points=2 -->",
)


MISPLACED_QUIZ = Rule(
    "misplaced-quiz",
    Severity.ERROR,
    "A quiz comment stands where no quiz can begin.",
    "The questions would be shown as plain text, with their answers in the open.",
    "write <!-- quiz --> on a line of its own in a lesson or activity, outside lists and quotations",
    example="- An item\n\n  <!-- quiz -->",
)


class PoolDraft(msgspec.Struct, frozen=True):
    """A pool before it has an identity: `draw` of its questions are drawn for each attempt (0: all)."""

    at: Position
    title: tuple[Inline, ...]
    id: str = ""
    draw: int = 0
    said: dict[str, Any] = {}


class QuizDraft(msgspec.Struct, frozen=True):
    """What a quiz holds, before it has an identity; `id` is what its comment says, or "".

    A question's `pool` is the index of its pool in `pools`, -1 where it is in none. `said`: what its comment says.
    """

    id: str
    blocks: tuple[Block, ...]
    questions: tuple[QuestionDraft, ...]
    settings: QuizSettings
    pools: tuple[PoolDraft, ...] = ()
    said: dict[str, Any] = {}


def read_quiz(
    found: list[Found | InferredQuestion], settings: QuizSettings, at: Position, language: str, report: Report
) -> QuizDraft:
    """The quiz that the blocks of its text make."""
    return _QuizReader(settings, at, language, report).read(found)


class _Group:
    """A question's heading and what follows it, a question found in prose, or text between questions."""

    def __init__(
        self,
        heading: Heading | None,
        blocks: list[Found],
        inferred: InferredQuestion | None = None,
        pool: int = -1,
    ) -> None:
        self.heading = heading
        self.blocks = blocks
        self.inferred = inferred
        self.pool = pool


class _QuizReader:
    def __init__(self, settings: QuizSettings, at: Position, language: str, report: Report) -> None:
        self._settings = settings
        self._id = ""
        self._said: dict[str, Any] = {}
        self._at = at
        self._report = report
        self._questions = QuestionReader(language, report)
        self._pools: list[PoolDraft] = []
        self._points: list[float] = []

    def read(self, found: list[Found | InferredQuestion]) -> QuizDraft:
        intro, groups = self._divide(self._quiz_comment(found))
        questions = [draft for draft in map(self._question, groups) if draft is not None]
        if not questions and not self._report.has_errors:
            miss = _near_miss(only_blocks(intro))
            if miss is None:
                self._report.add(NO_QUESTION, self._at, "this quiz has no question that is understood")
            else:
                at, text, advice = miss
                self._report.add(NO_QUESTION, at, f'"{text}" is not understood as an answer', help=advice)
        for block in intro:
            if isinstance(block, Comment) and comment_attributes(block.text)[0] in ("q", "pool"):
                self._report.add(
                    STRAY_COMMENT, block.at, "this is a question's comment, but stands before the first question"
                )
        introduction = only_blocks(intro)
        between = (draft.question.stem for draft in questions if draft.question.interaction is None)
        for blocks in (introduction, *between):
            other = answer_in(blocks)
            if other is not None:
                self._report.add(MIXED_ANSWERS, other, "an answer stands here, but no question it could belong to")
        self._check_pools(questions)
        return QuizDraft(self._id, introduction, tuple(questions), self._settings, tuple(self._pools), self._said)

    def _quiz_comment(self, found: list[Found | InferredQuestion]) -> list[Found | InferredQuestion]:
        """`found` without the comment that holds the quiz's settings, which are taken from it."""
        rest: list[Found | InferredQuestion] = []
        for block in found:
            if isinstance(block, Comment):
                word, attributes = comment_attributes(block.text)
                if word == "quiz":
                    where = attribute_places(block.text, block.at)
                    read = read_keys(attributes, {**quiz_readers(), "id": values.text}, where, self._report)
                    self._id = read.get("id", self._id)
                    self._settings = quiz_settings(read, self._settings)
                    self._said |= read
                    continue
            rest.append(block)
        return rest

    # --- dividing into questions -----------------------------------------------------------------------------

    def _divide(self, found: list[Found | InferredQuestion]) -> tuple[list[Found], list[_Group]]:
        """What comes before the first question, and each question with what belongs to it."""
        level = self._question_level(found)
        answer = next((block for block in found if self._questions.is_answer(block)), None) if level is None else None
        if answer is not None:
            written = [block for block in found if not isinstance(block, InferredQuestion)]
            if len(written) < len(found):
                message = "this answer stands among lettered questions, but no heading says which question is its own"
                self._report.add(MIXED_ANSWERS, answer.at, message, help=WRITE_HEADING)
                return [], []
            return [], [_Group(None, written)]
        intro: list[Found] = []
        groups: list[_Group] = []
        pool: Heading | None = None
        for index, block in enumerate(found):
            if isinstance(block, Heading) and pool is not None and block.level <= pool.level:
                pool = None
            number = len(self._pools) - 1 if pool is not None else -1
            if isinstance(block, InferredQuestion):
                groups.append(_Group(None, [], block, number))
            elif isinstance(block, Heading) and level is not None and block.level < level and _pool_title(block):
                pool = block
                self._pools.append(PoolDraft(block.at, _pool_title(block)))
                self._points.append(1.0)
            elif isinstance(block, Heading) and level is not None and self._opens_question(found, index, level):
                groups.append(_Group(block, [], pool=number))
            elif isinstance(block, Comment) and pool is not None and self._pool_comment(block):
                continue
            elif not groups and pool is None:
                intro.append(block)
            elif (
                not groups
                or groups[-1].inferred
                or groups[-1].pool != number
                or (isinstance(block, Heading) and (level is None or block.level < level))
            ):
                if not isinstance(block, ThematicBreak | Comment):
                    groups.append(_Group(None, [block], pool=number))
            elif groups[-1].heading or not isinstance(block, ThematicBreak):
                groups[-1].blocks.append(block)
        return intro, groups

    def _opens_question(self, found: list[Found | InferredQuestion], index: int, level: int) -> bool:
        """Whether the heading at `index` is a question's: on their `level`, or higher with an answer of its own.

        Those under a pool stand one level deeper than the one that follows the pool.
        """
        heading = found[index]
        assert isinstance(heading, Heading)
        if heading.level >= level:
            return heading.level == level
        for block in itertools.islice(found, index + 1, None):
            if isinstance(block, Heading | InferredQuestion):
                return False
            if self._questions.is_answer(block) or _asks(block):
                return True
        return False

    def _question_level(self, found: list[Found | InferredQuestion]) -> int | None:
        heading: Heading | None = None
        for block in found:
            if isinstance(block, Heading):
                heading = block
            elif isinstance(block, InferredQuestion):
                heading = None
            elif heading is not None and (self._questions.is_answer(block) or _asks(block)):
                return heading.level
        return None

    def _question(self, group: _Group) -> QuestionDraft | None:
        if group.inferred is not None:
            return QuestionDraft("", group.inferred.question, group.pool)
        if group.heading is None and not any(self._questions.is_answer(block) for block in group.blocks):
            return _information(only_blocks(group.blocks))
        if group.heading is not None and _pool_title(group.heading):
            message = "this pool has no questions: they stand under headings one level below its own"
            self._report.add(NO_QUESTION, group.heading.at, message, help="give the questions' headings one # more")
            return None
        points = self._points[group.pool] if group.pool >= 0 else 1.0
        draft = self._questions.read(group.heading, group.blocks, points)
        if draft is None:
            return None
        said = {"points": points, **draft.said} if points != 1 else draft.said
        return msgspec.structs.replace(draft, pool=group.pool, said=said)

    # --- pools -----------------------------------------------------------------------------------------------

    def _pool_comment(self, comment: Comment) -> bool:
        """Read the settings of the pool that was opened last; whether `comment` holds them."""
        word, attributes = comment_attributes(comment.text)
        if word != "pool":
            return False
        read = read_keys(attributes, POOL_KEYS, attribute_places(comment.text, comment.at), self._report)
        self._pools[-1] = msgspec.structs.replace(
            self._pools[-1], id=read.get("id", ""), draw=read.get("draw", 0), at=comment.at, said=read
        )
        self._points[-1] = read.get("points", 1.0)
        return True

    def _check_pools(self, questions: list[QuestionDraft]) -> None:
        for index, pool in enumerate(self._pools):
            number = sum(draft.pool == index for draft in questions)
            name = plain_text(pool.title)
            if not number:
                self._report.add(NO_QUESTION, pool.at, f'the pool "{name}" has no question')
            elif pool.draw > number:
                self._report.add(
                    BAD_VALUE, pool.at, f'draw={pool.draw}, but the pool "{name}" has only {number} questions'
                )


_NEAR_MISSES = (
    (late(r"\[[ xX]?\]\S|-\s?\[[ xX]?\]"), "write a box as - [x] text or - [ ] text, with blanks round the brackets"),
    (late(r"\([xX ]?\)\s"), "write a box with square brackets: - [x] text or - [ ] text"),
    (late(r".*\S\s+- ?>\s+\S"), "write a pair with an arrow of - and > without a blank: - left -> right"),
    (late(r".*\[\[[^\]]*$"), "close the blank with two brackets: [[Paris]]"),
)
"""(what an answer looks like that misses its form by a sign, what to write instead)"""


def _near_miss(blocks: tuple[Block, ...]) -> tuple[Position, str, str] | None:
    """The first line of a text that is nearly an answer: where it stands, its words, and what to write."""
    for block in walk_blocks(blocks):
        if isinstance(block, Paragraph):
            for line in plain_text(block.children).split("\n"):
                for pattern, advice in _NEAR_MISSES:
                    if pattern.match(line.strip()):
                        return block.at, line.strip()[:60], advice
    return None


def _pool_title(heading: Heading) -> tuple[Inline, ...]:
    """The title of a pool's heading without the word, or () where it is none."""
    first = heading.children[0] if heading.children else None
    if not isinstance(first, Text) or not first.text.lower().startswith("pool:"):
        return ()
    rest = first.text[len("pool:") :].lstrip()
    at = Position(first.at.file, first.at.line, first.at.column + len(first.text) - len(rest))
    return (Text(at, rest), *heading.children[1:]) if rest else heading.children


def _asks(block: Found | InferredQuestion) -> bool:
    """Whether a block shows that a question was meant, though it has no answer that is understood."""
    if isinstance(block, Comment):
        return comment_attributes(block.text)[0] == "q"
    return isinstance(block, List) and has_box(block)


def _information(blocks: tuple[Block, ...]) -> QuestionDraft | None:
    """Text between questions, which is shown in its place and asks nothing."""
    if not blocks:
        return None
    first = blocks[0]
    title = first.children if isinstance(first, Heading | Paragraph) else ()
    return QuestionDraft("", Question(first.at, "", -1, title, blocks, None, scored=False))
