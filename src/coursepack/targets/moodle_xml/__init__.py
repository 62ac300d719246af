"""Moodle's question XML: every quiz of the course, also those inside lessons, as categories of a question bank.

Written to what Moodle 4.5 and 5.1 import (question/format/xml/format.php and each question type's own code). A
bank holds questions and nothing else: what a quiz sets (pass mark, attempts, time …) is told as lost.
"""

from collections.abc import Iterator

from lxml import etree

from coursepack import xml
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.shared import Shared
from coursepack.targets._bank.categories import Category, categories_of
from coursepack.targets._bank.settings import note_category
from coursepack.targets._ledger import NO_QUESTIONS, Ledger, note_course
from coursepack.targets.base import BuildContext, Output, Target
from coursepack.targets.moodle_xml.questions import write_question
from coursepack.targets.moodle_xml.text import MoodleText, add_html

NAME = "moodle-xml"

_IN_QUIZ = "set it in the Moodle quiz that you make from the bank"
_IN_COURSE = "set it in Moodle's course completion"


def write(course: Course, context: BuildContext) -> Output:
    """The bank as one file; no file where no question is left to write."""
    ledger = Ledger(NAME)
    note_course(course, ledger, instead=_IN_QUIZ, rule_instead=_IN_COURSE)
    data = xml.write_list("quiz", _elements(course, ledger, context))
    files: tuple[OutputFile, ...] = ()
    if data:
        files = (OutputFile(TARGET.place_of(course), data),)
    elif not any(quiz.items for quiz in course.quizzes()):
        ledger.report.add(NO_QUESTIONS, course.at, f"no question in the course: {NAME} writes no file")
    return Output(files, ledger.rows, tuple(ledger.report.diagnostics))


def _elements(course: Course, ledger: Ledger, context: BuildContext) -> Iterator[etree._Element]:
    """Each category that has a question to write, and the questions behind it."""
    for category in categories_of(course):
        note_category(category, ledger, instead=_IN_QUIZ)
        is_open = False
        for question in category.questions:
            element = write_question(course, category.quiz, question, ledger, context)
            if element is None:
                continue
            if not is_open:
                is_open = True
                yield _category(course, category, ledger, context.shared)
            yield element


def _category(course: Course, category: Category, ledger: Ledger, shared: Shared) -> etree._Element:
    """A category, which holds the questions after it; its description is what introduces the quiz."""
    element = etree.Element("question", type="category")
    etree.SubElement(etree.SubElement(element, "category"), "text").text = category.path
    # A file cannot travel in a category's description: the text alternative stands for an image.
    text = MoodleText(course, "c", shared, assets={})
    add_html(element, "info", text.field(category.blocks))
    if text.lost_links or text.lost_files:
        how = "files in it and links to other pages of the course become plain words"
        ledger.degraded(f"introduction of quiz {category.quiz.id}", category.at, how, "introduction", "media", "links")
    return element


TARGET = Target(
    name=NAME,
    kind="file",
    suffix=".xml",
    stem="moodle",
    use="import into the question bank",
    write=write,
    carries="questions",
)
