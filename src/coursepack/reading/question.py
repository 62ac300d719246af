"""One question in our form: what stands under its heading becomes stem, answer, feedback and attributes."""

from typing import Any

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import (
    Feedback,
    Interaction,
    Question,
)
from coursepack.model.content import (
    Block,
    Checklist,
    Figure,
    Heading,
    Image,
    Inline,
    List,
    Paragraph,
    Quotation,
    Span,
    Table,
    Text,
    ThematicBreak,
    nested_inlines,
    own_inlines,
    plain_text,
    walk_blocks,
)
from coursepack.model.source import Position
from coursepack.questions.base import BAD_ANSWER, QUESTION_WITHOUT_ANSWER, QuestionSource, QuestionType, has_blank
from coursepack.questions.table import TYPE_NAMES, TYPES
from coursepack.reading.answer_feedback import check_answers, with_answer_feedback
from coursepack.reading.feedback import FEEDBACK_LABEL, Labelled, read_labelled
from coursepack.reading.inferred.marks import NUMBERED
from coursepack.reading.markdown.blocks import has_box, is_mixed, without_box
from coursepack.reading.markdown.html import Comment, Found, only_blocks
from coursepack.reading.markdown.inlines import GAP
from coursepack.reading.settings import (
    BAD_VALUE,
    QUESTION_KEYS,
    UNKNOWN_KEY,
    attribute_places,
    comment_attributes,
    read_keys,
)
from coursepack.reading.values import did_you_mean

MIXED_ANSWERS = Rule(
    "mixed-answers",
    Severity.ERROR,
    "A question mixes answers of different kinds, or a list mixes lines with and without a box.",
    "It cannot be told what learners are to do.",
    "give every line of the list a box, - [ ] or - [x] with a space behind it, and every question one kind of answer",
    example="### Which is a metal?\n\n- [x] Iron\n- [ ] Wood\n- Stone",
)

NO_EFFECT = Rule(
    "no-effect",
    Severity.WARNING,
    "An attribute or a labelled passage has no effect on this type of question.",
    "It would never be used or shown, in no target.",
    "remove it, or write the question in a type that has it",
    example="### Which is a metal?\n<!-- q case=sensitive -->\n\n- [x] Iron\n- [ ] Wood",
)

WRITE_HEADING = "write the question as a heading, such as ## What is it?"

_UNKNOWN_TYPE = "unknown type"
"""What takes the place of a `type` that is none: reported by then, and without it nothing else can be judged."""

_ALWAYS = ("id", "type", "objective", "tags", "difficulty")
_OUTCOMES = {
    "hint": "answered",
    "explanation": "answered",
    "correct": "marked as right",
    "partly": "marked as partly right",
    "incorrect": "marked as wrong",
}
"""{kind of a labelled passage: what would have to happen for it to be shown}."""


class QuestionDraft(msgspec.Struct, frozen=True):
    """A question as read, before it has an identity; `id` is what its comment says, or ""; `pool`: see `QuizDraft`.

    `said`: what its comment says.
    """

    id: str
    question: Question
    pool: int = -1
    said: dict[str, Any] = {}


class QuestionReader:
    """Reads questions of one quiz."""

    def __init__(self, language: str, report: Report) -> None:
        self._language = language
        self._report = report

    def read(self, heading: Heading | None, found: list[Found], points: float = 1.0) -> QuestionDraft | None:
        """The question under `heading`, or None, reported, where it is none; `points` where it says nothing itself."""
        at = heading.at if heading else found[0].at
        attributes, places, blocks = self._attributes(found)
        if not self._check_tables(blocks) or _UNKNOWN_TYPE in attributes:
            return None
        kind, place = self._kind(blocks, attributes)
        info = attributes.get("type") == "info"
        if kind is None and not info:
            self._without_answer(at, blocks, attributes)
            return None
        start = place if kind is not None else len(blocks)
        if kind is not None and kind.takes == "passage":
            start = next(index for index, block in enumerate(blocks) if has_blank(block))
        labelled, stem = self._labelled(blocks[:start], blocks[place + 1 :] if kind else [])
        image = None
        if kind is not None and kind.takes == "image":
            image, stem = _take_image(stem)
        if heading is not None and NUMBERED.fullmatch(plain_text(heading.children)) and _first_line(stem):
            heading = None  # "Question 2" only counts, which the page does itself
        lead: tuple[Block, ...] = (Paragraph(at, heading.children),) if heading and heading.children else ()
        if not self._is_sound(lead + tuple(stem), info=info, headed=heading is not None):
            return None
        if kind is not None and kind.takes != "passage" and not self._check_blanks(blocks[place]):
            return None
        self._check_told(kind, labelled)
        self._check_effects(kind, places, labelled)
        interaction: Interaction | None = None
        if kind is not None:
            said = {name: _said(labelled, name) for name in kind.told}
            passage = tuple(blocks[start : place + 1])
            source = QuestionSource(at, blocks[place], attributes, self._language, self._report, passage, image, said)
            interaction = kind.parse(source)
            if interaction is None:
                return None
        check_answers(interaction, labelled, self._report)
        return QuestionDraft(
            str(attributes.get("id", "")),
            Question(
                at,
                "",
                -1,
                heading.children if heading else _first_line(stem),
                lead + tuple(stem),
                with_answer_feedback(interaction, labelled),
                Feedback(*(_said(labelled, name) for name in ("explanation", "correct", "partly", "incorrect"))),
                tuple(part.blocks for part in labelled if part.kind == "hint"),
                points=attributes.get("points", points),
                scored=kind is not None and kind.scored,
                partial=attributes.get("partial"),
                penalty=attributes.get("penalty", 0.0),
                shuffle=attributes.get("shuffle"),
                objectives=attributes.get("objective", ()),
                tags=attributes.get("tags", ()),
                difficulty=attributes.get("difficulty", ""),
            ),
            said=attributes,
        )

    def is_answer(self, block: object, attributes: dict[str, Any] | None = None) -> bool:
        """Whether `block` is the answer shape of some type of question."""
        return isinstance(block, Checklist) or (
            isinstance(block, Paragraph | List | Table) and self._type_of(block, attributes or {}) is not None
        )

    # --- parts -----------------------------------------------------------------------------------------------

    def _type_of(self, block: Block, attributes: dict[str, Any]) -> QuestionType | None:
        return next((kind for kind in TYPES if kind.recognise(block, attributes, self._language)), None)

    def _kind(self, blocks: list[Block], attributes: dict[str, Any]) -> tuple[QuestionType | None, int]:
        """The type of the last answer shape among `blocks`, and its index."""
        if attributes.get("type") == "info":
            return None, -1
        for index in reversed(range(len(blocks))):
            kind = self._type_of(blocks[index], attributes) if not isinstance(blocks[index], Quotation) else None
            if kind is not None:
                return kind, index
        return None, -1

    def _attributes(self, found: list[Found]) -> tuple[dict[str, Any], dict[str, Position], list[Block]]:
        """The attributes of the question's comment, the place of each, and its blocks without comments."""
        read: dict[str, Any] = {}
        places: dict[str, Position] = {}
        for block in found:
            if not isinstance(block, Comment):
                continue
            word, attributes = comment_attributes(block.text)
            if word == "q":
                places |= attribute_places(block.text, block.at)
                read |= read_keys(attributes, QUESTION_KEYS, places, self._report)
                kind = read.get("type")
                if kind is not None and kind not in TYPE_NAMES:
                    self._report.add(
                        BAD_VALUE, places["type"], f'type="{kind}" is not known{did_you_mean(kind, TYPE_NAMES)}'
                    )
                    read[_UNKNOWN_TYPE] = read.pop("type")
            elif word in ("question", "Q") or word.partition("=")[0] in QUESTION_KEYS:
                self._report.add(UNKNOWN_KEY, block.at, f'a question\'s comment begins with "q", not "{word}"')
        return read, {key: places[key] for key in read if key in places}, list(only_blocks(found))

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

    # --- what is wrong ---------------------------------------------------------------------------------------

    def _without_answer(self, at: Position, blocks: list[Block], attributes: dict[str, Any]) -> None:
        mixed = next((block for block in blocks if isinstance(block, List) and is_mixed(block)), None)
        shape = next((block for block in blocks if self.is_answer(block)), None)
        if mixed is not None:
            self._report.add(MIXED_ANSWERS, without_box(mixed), "this line has no box, but others of its list have one")
        elif shape is not None and attributes.get("type"):
            self._report.add(QUESTION_WITHOUT_ANSWER, shape.at, f"this answer does not fit type={attributes['type']}")
        else:
            message = "this question has no answer that is understood"
            self._report.add(QUESTION_WITHOUT_ANSWER, at, message, help=_advice(blocks))

    def _is_sound(self, stem: tuple[Block, ...], *, info: bool, headed: bool) -> bool:
        """Whether a stem holds no answer; reported where it does."""
        other = answer_in(stem)
        if other is None:
            return True
        message = "this question has answers of two kinds"
        if info:
            message = "mere information has an answer here"
        elif not headed:
            message = "several answers stand here, but no heading says where a question begins"
        self._report.add(MIXED_ANSWERS, other, message, help="" if headed else WRITE_HEADING)
        return False

    def _check_tables(self, blocks: list[Block]) -> bool:
        """Whether no blank is cut by the bars of a table; reported where one is."""
        cut = [
            Position(node.at.file, node.at.line, node.at.column + node.text.rfind("[["))
            for block in walk_blocks(tuple(blocks))
            if isinstance(block, Table)
            for group in own_inlines(block)
            for node in nested_inlines(group)
            if isinstance(node, Text) and node.text.rfind("[[") > node.text.rfind("]]")
        ]
        for place in cut:
            message = "a blank opens here, but a bar ends its cell before ]]"
            self._report.add(BAD_ANSWER, place, message, help="write \\| for a bar inside a blank")
        return not cut

    def _check_blanks(self, answer: Block) -> bool:
        """Whether no blank stands inside a list or table that is answered otherwise; reported where one does."""
        blank = answer_in((answer,)) if isinstance(answer, List | Table) else None
        if blank is not None:
            message = "a blank stands here inside another kind of answer, where nobody could fill it"
            advice = "write a link as [words](lesson-1.md), or take the brackets away"
            self._report.add(BAD_ANSWER, blank, message, help=advice)
        return blank is None

    def _check_told(self, kind: QuestionType | None, labelled: list[Labelled]) -> None:
        """Report labelled passages that this type of question has no place for."""
        for part in labelled:
            if part.kind in ("model", "rubric", "distractors") and (kind is None or part.kind not in kind.told):
                self._report.add(
                    FEEDBACK_LABEL, part.at, "this kind of question has no model answer, rubric or distractors"
                )

    def _check_effects(self, kind: QuestionType | None, places: dict[str, Position], labelled: list[Labelled]) -> None:
        """Report what is said of this question and could never matter."""
        name = kind.name if kind else "info"
        uses = (*_ALWAYS, *(kind.uses if kind else ()))
        for key, place in places.items():
            if key not in uses:
                self._report.add(NO_EFFECT, place, f'"{key}" has no effect on a question of type {name}')
        shown = ("hint", "explanation", *kind.outcomes) if kind else ()
        for part in labelled:
            if part.kind in _OUTCOMES and part.kind not in shown and not part.answer:
                message = f"a learner could never see this: a question of type {name} is never {_OUTCOMES[part.kind]}"
                self._report.add(NO_EFFECT, part.at, message)


def _advice(blocks: list[Block]) -> str:
    """What to write where the last list or table of a question only lacks its type or its marks, else ""."""
    for block in reversed(blocks):
        if isinstance(block, List):
            if has_box(block):
                return "write the choices with dashes: - [ ] and - [x], not with numbers"
            if any(isinstance(part, List) for item in block.items for part in item.blocks):
                return "for groups and what belongs to them, write <!-- q type=group --> under the heading"
            if block.ordered:
                return "for steps to put in order, write <!-- q type=order --> under the heading"
            return "mark what is right: - [x] for a right choice, - [ ] for the others; or write pairs: - A -> B"
        if isinstance(block, Table):
            return "for a matrix, mark one cell of each row with x and leave the others empty"
    return ""


def answer_in(blocks: tuple[Block, ...]) -> Position | None:
    """The place of an answer inside blocks that are shown to learners as they stand: a box, or a blank."""
    for block in walk_blocks(blocks):
        if isinstance(block, Checklist) or (isinstance(block, List) and has_box(block)):
            return block.at
        for group in own_inlines(block):
            for node in nested_inlines(group):
                if isinstance(node, Span) and node.tag_name == GAP:
                    return node.at
    return None


def _take_image(stem: list[Block]) -> tuple[Image | None, list[Block]]:
    """The last figure of a stem, and the stem without it."""
    for index in reversed(range(len(stem))):
        block = stem[index]
        if isinstance(block, Figure):
            return block.image, stem[:index] + stem[index + 1 :]
    return None, stem


def _first_line(blocks: list[Block]) -> tuple[Inline, ...]:
    first = blocks[0] if blocks else None
    return first.children if isinstance(first, Paragraph) else ()


def _said(labelled: list[Labelled], kind: str) -> tuple[Block, ...]:
    return tuple(block for part in labelled if part.kind == kind and not part.answer for block in part.blocks)
