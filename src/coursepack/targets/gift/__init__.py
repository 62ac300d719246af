"""GIFT: the questions of every quiz as text that Moodle and many small tools import.

Written to what Moodle's importer reads (question/format/gift/format.php, 4.5 and 5.1) and to the grammar on
docs.moodle.org, "GIFT format". GIFT names no points, hints, shuffling or files: the table of losses tells them.
"""

from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.shared import Shared
from coursepack.targets._bank.categories import Category, bank_name, categories_of
from coursepack.targets._bank.settings import note_category
from coursepack.targets._ledger import NO_QUESTIONS, Ledger, note_course
from coursepack.targets.base import BuildContext, Output, Target
from coursepack.targets.gift.questions import question_lines
from coursepack.targets.gift.text import GiftText, escape, escape_html, is_markup
from coursepack.xml import clean

NAME = "gift"

_IN_QUIZ = "set it in the quiz that you make from the questions"
_IN_COURSE = "set it in the learning system's course completion"


def write(course: Course, context: BuildContext) -> Output:
    """The bank as one file; no file where no question is left to write."""
    ledger = Ledger(NAME)
    parts: list[str] = []
    note_course(course, ledger, instead=_IN_QUIZ, rule_instead=_IN_COURSE)
    for category in categories_of(course):
        note_category(category, ledger, instead=_IN_QUIZ, shuffles_too=True)
        written = [
            question_lines(course, category.quiz, question, ledger, context.shared) for question in category.questions
        ]
        kept = [lines for lines in written if lines]
        if kept:
            parts.append(f"$CATEGORY: {_path(category)}")
            parts.extend(_introduction(course, category, ledger, context.shared))
            parts.extend(kept)
    files: tuple[OutputFile, ...] = ()
    if parts:
        text = clean("\n\n".join(parts)) + "\n"
        files = (OutputFile(TARGET.place_of(course), text.encode()),)
    elif not any(quiz.items for quiz in course.quizzes()):
        ledger.report.add(NO_QUESTIONS, course.at, f"no question in the course: {NAME} writes no file")
    return Output(files, ledger.rows, tuple(ledger.report.diagnostics))


def _path(category: Category) -> str:
    """The category's path; Moodle puts the highest category above it by itself, and reads escapes in it no further."""
    return category.path.removeprefix("top/").replace("\\", "\\\\")


def _introduction(course: Course, category: Category, ledger: Ledger, shared: Shared) -> list[str]:
    """What introduces a quiz, as an entry without an answer."""
    if not category.blocks:
        return []
    text = GiftText(course, "c", shared)
    html = text.words(category.blocks)
    how = "it stands before the questions as an entry without an answer"
    ledger.degraded(f"introduction of quiz {category.quiz.id}", category.at, how, "introduction")
    form = "[html]" if is_markup(html) else ""
    return [f"::{escape(bank_name(category.name))}::{form}{escape_html(html)}"] if html else []


TARGET = Target(
    name=NAME,
    kind="file",
    suffix=".txt",
    use="import into Moodle or another question bank that reads GIFT",
    write=write,
    by_default=False,
    carries="questions",
)
