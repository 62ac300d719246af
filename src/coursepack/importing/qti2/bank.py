"""A bank of QTI 2: each test becomes a quiz, and the items in no test one more."""

import posixpath

from lxml import etree

from coursepack.formats.opening import Opening
from coursepack.importing.answers import as_number
from coursepack.importing.base import Bank, ImportedQuiz, Importer, Notes
from coursepack.importing.packages import Document, Source, stem_of
from coursepack.importing.qti2.item import read_item
from coursepack.importing.qti2.source import Contents, is_qti2
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import Pool, Question
from coursepack.model.content import Block, Text
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position


def read(opening: Opening, notes: Notes) -> Bank:
    """All that a package, test or item holds."""
    with Source(opening) as source:
        contents = Contents(source)
        for path, why in source.unreadable:
            notes.dropped(f"file {path or opening.path.name}", Position(source.label_of(path), 0), why)
        questions: dict[str, Question] = {}
        for number, (path, document) in enumerate(contents.items.items(), 1):
            question = read_item(document, notes, number)
            if question is not None:
                questions[path] = question
        quizzes = [_Test(test, source.label, questions, notes).quiz() for test in contents.tests.values()]
        used = {path for test in contents.tests.values() for path in _paths(test)}
        rest = tuple(question for path, question in questions.items() if path not in used)
        if rest:
            quizzes.append(ImportedQuiz((stem_of(opening.path.name),), rest[0].at, rest))
        return Bank(tuple(quizzes), source.files.by_name)


IMPORTER = Importer("qti2", "QTI 2.1, 2.2 or 3.0 (package, test or item)", is_qti2, read)


class _Test:
    def __init__(self, document: Document, label: str, questions: dict[str, Question], notes: Notes) -> None:
        self._document, self._questions, self._notes = document, questions, notes
        root = document.root
        self._at = document.at(root)
        self._title = " ".join(root.get("title", "").split()) or stem_of(document.path or label)
        self._what = f'test "{self._title}"'

    def quiz(self) -> ImportedQuiz:
        root = self._document.root
        for name in ("preCondition", "branchRule", "testFeedback", "templateDefault"):
            if next(root.iter(name), None) is not None:
                self._notes.dropped(self._what, self._at, f"<{name}> is left out: a quiz has no such rule")
        parts = root.findall("testPart") or [root]
        if len(parts) > 1:
            self._notes.degraded(self._what, self._at, "its parts follow each other in one quiz")
        sections = [section for part in parts for section in part.findall("assessmentSection")] or [root]
        items: list[Question | Pool] = []
        blocks: tuple[Block, ...] = ()
        draw = 0
        for section in sections:
            select = _number(section.find("selection"), "select")
            if len(sections) > 1 and (select or section.get("title")):
                items.append(self._pool(section, len(items)))
                continue
            draw = self._draw(section)
            rich = RichText(self._at, self._lost, file=self._document.file)
            for block in section.iterfind("rubricBlock"):
                blocks += rich.of_element(block)
            for child in section.iterchildren("assessmentSection", "assessmentItemRef"):
                if child.tag == "assessmentSection":
                    items.append(self._pool(child, len(items)))
                elif (question := self._question(child)) is not None:
                    items.append(question)
        return ImportedQuiz((self._title,), self._at, tuple(items), blocks, self._settings(root, draw))

    def _settings(self, root: etree._Element, draw: int) -> QuizSettings:
        control = next(root.iter("itemSessionControl"), None)
        part = root.find("testPart")
        at_end = part is not None and part.get("submissionMode") == "simultaneous"
        attempts = _number(control, "maxAttempts")
        mastery = [as_number(each.get("masteryValue", "")) for each in root.iterfind("outcomeDeclaration")]
        marks = [mark for mark in mastery if mark is not None]
        if any(mark > 1 for mark in marks):
            self._notes.dropped(self._what, self._at, "its pass mark in points is left out: a quiz has a share")
        shuffled = any(each.get("shuffle") == "true" for each in root.iter("ordering"))
        limit = next((as_number(each.get("maxTime", "")) for each in root.iterfind("timeLimits")), None)
        hidden = control is not None and control.get("showFeedback") == "false"
        return QuizSettings(
            graded=True,
            pass_mark=next((mark for mark in marks if 0 < mark <= 1), None),
            attempts=0 if at_end else attempts,
            feedback="end" if at_end else "none" if hidden else "immediate",
            reveal="never" if control is not None and control.get("showSolution") == "false" else "after-last-attempt",
            time_limit=int(limit or 0),
            shuffle_questions=shuffled,
            draw=draw,
        )

    def _pool(self, section: etree._Element, number: int) -> Pool:
        title = " ".join(section.get("title", "").split()) or f"Part {number + 1}"
        at = self._document.at(section)
        found = tuple(
            question for each in section.iter("assessmentItemRef") if (question := self._question(each)) is not None
        )
        identifier = self._notes.identifier(section.get("identifier", ""), f'pool "{title}"', at)
        return Pool(at, identifier, (Text(at, title),), found, self._draw(section))

    def _draw(self, section: etree._Element) -> int:
        """How many questions of a section are drawn; what is said of single ones beside it is noted.

        Information that is always shown counts for QTI, and here it comes with the questions that it introduces.
        """
        selection, ordering = section.find("selection"), section.find("ordering")
        select = _number(selection, "select")
        shuffles = ordering is not None and ordering.get("shuffle") == "true"
        told = 0
        for reference in section.iterchildren("assessmentItemRef"):
            question = self._questions.get(self._document.path_of(reference.get("href", "")))
            name, is_asked = reference.get("identifier", ""), question is not None and question.interaction is not None
            if select and reference.get("required") == "true":
                told += not is_asked
                if is_asked:
                    self._lost(f'question "{name}" was always among the drawn ones; here chance decides')
            if shuffles and reference.get("fixed") == "true" and is_asked:
                self._lost(f'question "{name}" kept its place when questions are shuffled; here it does not')
        if selection is not None and selection.get("withReplacement") == "true":
            self._lost("a question could be drawn twice; here each is drawn once")
        return max(select - told, 0)

    def _question(self, reference: etree._Element) -> Question | None:
        path = self._document.path_of(reference.get("href", ""))
        document = self._document.source.documents.get(path)
        if document is None or document.root.tag != "assessmentItem":
            words = f'its item "{reference.get("href", "")}" is not in the package'
            self._notes.dropped(self._what, self._document.at(reference), words)
        return self._questions.get(path)

    def _lost(self, words: str) -> None:
        self._notes.degraded(self._what, self._at, words)


def _paths(test: Document) -> set[str]:
    """The paths of the items of a test."""
    return {posixpath.normpath(test.path_of(each.get("href", ""))) for each in test.root.iter("assessmentItemRef")}


def _number(element: etree._Element | None, name: str) -> int:
    text = element.get(name, "") if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
