"""What the sections of a file are to a course: titles, quizzes inside lessons, questions, answer keys."""

import re
from typing import Literal

from coursepack.model.course import LESSON_LABELS
from coursepack.patterns import late
from coursepack.reading.discovery import INTRODUCTIONS
from coursepack.reading.document import Document, Section
from coursepack.reading.drafts import Draft, kind_of
from coursepack.reading.exports.names import plain_name
from coursepack.reading.inferred.keys import holds_key, names_question

_NEVER_IN_QUIZ = ("course", "module", "unit", "chapter", "week", *LESSON_LABELS)
_ANSWER = late(
    r"^\[[ xX]\]\s|\[\\?\[|^\W*[A-Da-d][).]\W|^\W*(?:answer|antwort|lösung|réponse|respuesta|resposta)\b",
    re.MULTILINE | re.IGNORECASE,
)
_KEY = late(
    r"^\[[xX]\]\s|\[\\?\[|^\W*(?:(?:correct |right )?answers?|antwort|lösung|réponse|respuesta|resposta)\W*:"
    r"|[✅✔☑]|\((?:correct|richtig|correcte?|correcto|correta)\)",
    re.MULTILINE | re.IGNORECASE,
)


def type_of(document: Document) -> Literal["", "lesson", "activity", "quiz", "module"]:
    """What the front matter of a file says that it is."""
    match str(document.front.values.get("type", "")).strip().lower():
        case "lesson" | "activity" | "quiz" | "module" as kind:
            return kind
        case _:
            return ""


def stem_of(document: Document) -> str:
    return plain_name(document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0])


def is_readme(document: Document) -> bool:
    return stem_of(document).lower() in INTRODUCTIONS


def opens_units(document: Document) -> bool:
    """Whether labelled headings divide a file into units; a quiz in a file that is a lesson stands inside that."""
    labelled = [section for section in document.sections if section.label]
    if not labelled or type_of(document) == "quiz":
        return False
    if not all(is_quiz(section) for section in labelled):
        return True
    if document.sections[1].label:  # it begins with a quiz: there is nothing that this could stand in
        return any(section.level <= labelled[0].level for section in document.sections[2:])
    return not _has_own_text(document)


def _has_own_text(document: Document) -> bool:
    """Whether a file has text outside its quizzes."""
    quiz: Section | None = None
    for section in document.sections:
        if quiz is not None and section.level <= quiz.level:
            quiz = None
        if quiz is None and is_quiz(section):
            quiz = section
        if quiz is None and section.has_text:
            return True
    return False


def is_quiz(section: Section) -> bool:
    """Whether a heading is labelled as a quiz."""
    return section.label is not None and kind_of(section.label.label) == "quiz"


def may_ask(section: Section) -> bool:
    """Whether a labelled heading may be a question of a quiz ("Exercise 3: What is …?")."""
    return section.label is not None and section.label.label not in _NEVER_IN_QUIZ


def asks(document: Document, section: Section) -> bool:
    """Whether a section beside a quiz's heading looks like one of its questions: it has boxes, blanks or letters."""
    return any(
        token.type == "inline" and _ANSWER.search(token.content)
        for token in document.tokens[section.start : section.end]
    )


def quizzes_with_key(document: Document) -> frozenset[int]:
    """Where the quizzes begin (`Section.start`) that show right answers, in themselves or in the deeper sections."""
    shown: set[int] = set()
    around: list[Section] = []
    for section in document.sections:
        while around and around[-1].level >= section.level:
            around.pop()
        in_text = any(
            token.type == "inline" and _KEY.search(token.content)
            for token in document.tokens[section.body : section.end]
        )
        if in_text or _KEY.search(section.title):
            shown.update(outer.start for outer in around if is_quiz(outer))
        if in_text and is_quiz(section):
            shown.add(section.start)
        around.append(section)
    return frozenset(shown)


def is_question(first: Section, sections: list[Section]) -> bool:
    """Whether the first heading of a quiz's file is a question already: it is alone, or others stand on its level."""
    return len(sections) == 2 or any(section.level == first.level for section in sections[2:])


def may_be_lesson(document: Document, section: Section) -> bool:
    """Whether a heading is neither that of an answer key nor one that only counts a question ("Question 1")."""
    return not names_question(section.title) and not holds_key(document, section)


def is_bare(document: Document, section: Section) -> bool:
    """Whether nothing but breaks and comments stands before a file's first heading."""
    return all(
        token.type == "hr" or (token.type == "html_block" and token.content.lstrip().startswith("<!--"))
        for token in document.tokens[section.start : section.end]
    )


def deepest_labels(document: Document) -> list[int]:
    """For each section of a file the deepest level of the labelled headings behind it, 0 where there are none."""
    deepest = [0]
    for section in reversed(document.sections[1:]):
        deepest.append(max(deepest[-1], section.level if section.label else 0))
    return deepest[::-1]


class QuizInside:
    """A quiz inside a unit while its sections are looked for; `level` is that of its heading or its comment's section.

    `titled`: its heading asks nothing itself, so that its questions may stand on the same level.
    """

    def __init__(self, level: int, draft: Draft, document: Document, *, titled: bool = False) -> None:
        self.draft = draft
        self._level = level
        self._document = document
        self._beside = titled
        self._began = False

    def holds(self, section: Section) -> bool:
        """Whether the next section belongs to the quiz: it stands deeper, asks beside its title, or is its key."""
        deeper = section.level > self._level
        if deeper and not self._began:
            self._beside = False
        self._began = True
        beside = self._beside and section.level == self._level and asks(self._document, section)
        return deeper or beside or holds_key(self._document, section)
