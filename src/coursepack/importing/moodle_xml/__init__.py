"""Moodle's question XML (question/format/xml/format.php of 4.5 and 5.1), read piece by piece: exports are large."""

import msgspec
from lxml import etree

from coursepack.errors import SourceError
from coursepack.formats.opening import Opening
from coursepack.importing.base import Bank, Files, ImportedQuiz, Importer, Notes
from coursepack.importing.categories import category_path
from coursepack.importing.moodle_xml.questions import USUAL_PENALTY, QuestionReader
from coursepack.importing.moodle_xml.text import MoodleText, text_of
from coursepack.model.assessment import ChoiceInteraction, Question
from coursepack.model.content import Block
from coursepack.model.source import Position
from coursepack.xml import XmlError, stream

MOST_BYTES = 512 << 20


class _Category:
    """A category in the making."""

    def __init__(self, path: tuple[str, ...], at: Position, blocks: tuple[Block, ...]) -> None:
        self.path = path
        self.at = at
        self.blocks = blocks
        self.questions: list[Question] = []
        self.remarks: dict[int, str] = {}

    def quiz(self) -> ImportedQuiz:
        """The quiz that it becomes; where all that can be shuffled is, the quiz says so instead."""
        able = [question for question in self.questions if _can_shuffle(question)]
        shuffled = bool(able) and all(question.shuffle for question in able)
        questions = tuple(
            msgspec.structs.replace(each, shuffle=None) if shuffled and _can_shuffle(each) else each
            for each in self.questions
        )
        quiz = ImportedQuiz(self.path, self.at, questions, self.blocks, remarks=self.remarks)
        if not shuffled:
            return quiz
        return msgspec.structs.replace(quiz, settings=msgspec.structs.replace(quiz.settings, shuffle_choices=True))


def _can_shuffle(question: Question) -> bool:
    interaction = question.interaction
    return isinstance(interaction, ChoiceInteraction) and interaction.presentation == "list"


def read(opening: Opening, notes: Notes) -> Bank:
    """The bank that an export is: one quiz for each category that has questions."""
    if opening.size > MOST_BYTES:
        raise SourceError(f"{opening.path} is larger than {MOST_BYTES >> 20} MB")
    files = Files()
    start = Position(opening.label, 1, 0)
    categories: dict[tuple[str, ...], _Category] = {}
    current = _Category((opening.path.stem,), start, ())
    number = usual = 0
    try:
        for element in stream(opening.path, "question"):
            at = Position(opening.label, element.sourceline or 0, 0)
            if element.get("type") == "category":
                opened = _opened(element, at, files, notes) or current
                current = categories.get(opened.path, opened)
                continue
            number += 1
            reader = QuestionReader(at, number, files, notes)
            question = reader.read(element)
            usual += reader.has_usual_penalty
            if question is None:
                continue
            categories.setdefault(current.path, current)
            if reader.remark:
                current.remarks[len(current.questions)] = reader.remark
            current.questions.append(question)
    except XmlError as error:
        place = f"{opening.path}:{error.line}" if error.line else f"{opening.path}"
        raise SourceError(f"{place}: {error.message}", "export it again; nothing was written") from None
    if usual:
        how = f"Moodle's usual penalty of {USUAL_PENALTY:.0%} for a wrong try is left out: without it there is one try"
        notes.degraded(f"{usual} questions" if usual > 1 else "1 question", start, how)
    return Bank(tuple(category.quiz() for category in categories.values() if category.questions), files.by_name)


def _opened(element: etree._Element, at: Position, files: Files, notes: Notes) -> _Category | None:
    """The category that an entry opens; None where it is Moodle's highest one."""
    path = category_path(text_of(element.find("category")))
    if not path:
        return None
    what = f'category "{path[-1]}"'
    text = MoodleText(at, lambda how: notes.degraded(what, at, how), files)
    if text_of(element.find("idnumber")):
        notes.degraded(what, at, "its ID number is left out: only questions have one")
    return _Category(path, at, text.blocks(element.find("info")))


IMPORTER = Importer("moodle-xml", "Moodle XML", lambda opening: opening.root == "quiz", read)
