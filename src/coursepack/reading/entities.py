"""What of a course needs an identifier: its units, pools and questions, and the words that each is known by."""

from collections.abc import Iterator
from functools import partial
from typing import assert_never

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.content import Block, blocks_text, plain_text
from coursepack.reading.identities import Entity, is_generic
from coursepack.reading.quizzes import QuizDraft
from coursepack.reading.units import ReadUnit


class Entities:
    """The entities below a read root, in the order of the text; `all` is what identifiers are assigned to."""

    def __init__(self, root: ReadUnit) -> None:
        self.all: list[Entity] = []
        self._of_unit: dict[int, Entity] = {}
        self._of_question: dict[tuple[int, int], Entity] = {}
        self._of_pool: dict[tuple[int, int], Entity] = {}
        for unit in (*root.children, *root.quizzes):
            self._enter(unit, -1)

    def unit(self, read: ReadUnit) -> Entity:
        return self._of_unit[id(read)]

    def pool(self, quiz: ReadUnit, number: int) -> Entity:
        return self._of_pool[id(quiz), number]

    def question(self, quiz: ReadUnit, number: int) -> Entity:
        return self._of_question[id(quiz), number]

    def id_of(self, read: ReadUnit) -> str:
        """The identifier of a unit; "" is the root's."""
        entity = self._of_unit.get(id(read))
        return entity.id if entity else ""

    def id_around(self, read: ReadUnit) -> str:
        """The identifier of what a unit stands in; "" is the root's."""
        entity = self._of_unit.get(id(read))
        return self.all[entity.parent].id if entity and entity.parent >= 0 else ""

    def _enter(self, unit: ReadUnit, parent: int) -> None:
        index = len(self.all)
        said = {**unit.front, **(unit.quiz.said if unit.quiz else {})}
        if unit.objectives:
            said.setdefault("objectives", ())
        entity = Entity(
            unit.kind,
            plain_text(unit.title),
            partial(_words, unit.blocks, unit.quiz),
            unit.file,
            unit.draft.at,
            parent,
            str(unit.front.get("id", "")) or (unit.quiz.id if unit.quiz else ""),
            said,
        )
        self.all.append(entity)
        self._of_unit[id(unit)] = entity
        if unit.quiz:
            self._enter_quiz(unit, unit.quiz, index)
        for inner in (*unit.quizzes, *unit.children):
            self._enter(inner, index)

    def _enter_quiz(self, unit: ReadUnit, quiz: QuizDraft, index: int) -> None:
        pools: list[int] = []
        for number, pool in enumerate(quiz.pools):
            pools.append(len(self.all))
            made = Entity("pool", plain_text(pool.title), str, pool.at.file, pool.at, index, pool.id, pool.said)
            self.all.append(made)
            self._of_pool[id(unit), number] = made
        for number, draft in enumerate(quiz.questions):
            question = draft.question
            name = plain_text(question.title) or "question"
            asked = Entity(
                "question",
                name,
                partial(_question_words, name, question),
                question.at.file,
                question.at,
                pools[draft.pool] if draft.pool >= 0 else index,
                draft.id,
                draft.said,
            )
            self.all.append(asked)
            self._of_question[id(unit), number] = asked


def read_units(unit: ReadUnit) -> Iterator[ReadUnit]:
    """A unit and all below it, quizzes before children."""
    yield unit
    for inner in (*unit.quizzes, *unit.children):
        yield from read_units(inner)


def _words(blocks: tuple[Block, ...], quiz: QuizDraft | None) -> str:
    words = blocks_text(blocks)
    if quiz:
        words += " ".join(plain_text(draft.question.title) for draft in quiz.questions)
    return words


def _question_words(name: str, question: Question) -> str:
    stem = question.stem[1:] if is_generic(name) else question.stem
    return f"{blocks_text(stem)} {_answer_words(question)}"


def _answer_words(question: Question) -> str:
    """The words of a question's answer, to recognise it by."""
    match question.interaction:
        case ChoiceInteraction(choices=choices):
            parts = [choice.blocks for choice in choices]
        case MatchInteraction(sources=sources, targets=targets):
            parts = [item.blocks for item in (*sources, *targets)]
        case OrderInteraction(items=items):
            parts = [item.blocks for item in items]
        case PlacementInteraction(items=items, areas=areas):
            parts = [*(item.blocks for item in items), *(area.label for area in areas)]
        case HotspotInteraction(areas=areas):
            parts = [area.label for area in areas]
        case GapsInteraction(text=text):
            parts = [text]
        case TextEntryInteraction(accepted=texts):
            return " ".join(text.text for text in texts)
        case NumericEntryInteraction(accepted=numbers):
            return " ".join(number.text for number in numbers)
        case ExtendedTextInteraction() | UploadInteraction() | None:
            return ""
        case _:
            assert_never(question.interaction)
    return " ".join(blocks_text(blocks) for blocks in parts)
