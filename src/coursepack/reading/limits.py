"""What no course can be made of: more pages or questions than any learning system, or any learner, can take."""

from collections import Counter
from collections.abc import Iterator

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.document import Document
from coursepack.reading.drafts import Draft, Passage

MOST_PAGES = 5_000
MOST_QUESTIONS = 10_000

TOO_MANY_PAGES = Rule(
    "too-many-pages",
    Severity.ERROR,
    "A course has more than 5,000 lessons, activities and quizzes.",
    "No learning system lists that many, and no learner finds a way through them; most likely a file was divided at "
    "headings that were not meant as lessons.",
    "divide the course, or write the lessons' headings one level below the title of the file",
    example="a text of a megabyte in which every line begins with #",
)

TOO_MANY_QUESTIONS = Rule(
    "too-many-questions",
    Severity.ERROR,
    "A course asks more than 10,000 questions.",
    "No learning system keeps that many answers of a learner; most likely a whole bank of questions was put into one "
    "course.",
    "divide the bank into several courses",
    example="a quiz of a megabyte in which every other line begins with ##",
)

_FIRST_OPTION = late(r"[ \t>*_+\-]*\(?[Aa][.)][ \t*]")
_BOX = late(r"[ \t>]*[-*+] \[[ xX]\]")

_SIGNS = ("A)", "A.", "a)", "a.", "[ ]", "[x]", "[X]")
"""What a line has that `_FIRST_OPTION` or `_BOX` matches: most courses have far too few of these signs."""


def is_too_large(outline: Draft, documents: list[Document], report: Report) -> bool:
    """Whether a course has more than can be made into one; reported at once, before its texts are read.

    Questions are counted by their headings in quizzes, and where there are none of these by what options look like.
    """
    pages = sum(not draft.is_group for draft in outline.walk())
    if pages > MOST_PAGES:
        report.add(TOO_MANY_PAGES, outline.at, f"this course has {pages:,} pages, and {MOST_PAGES:,} are the most")
        return True
    headings = Counter(file for quiz in _quizzes(outline) for file in _headings(quiz))
    if headings.total() + sum(map(_signs, documents)) <= MOST_QUESTIONS:
        return False
    counts = {document.file: max(_options(document), headings[document.file]) for document in documents}
    total = sum(counts.values())
    if total > MOST_QUESTIONS:
        at = Position(max(counts, key=lambda file: counts[file]), 1)
        report.add(TOO_MANY_QUESTIONS, at, f"this course has {total:,} questions, and {MOST_QUESTIONS:,} are the most")
    return total > MOST_QUESTIONS


def _quizzes(draft: Draft) -> Iterator[Draft]:
    for unit in draft.walk():
        if unit.kind == "quiz":
            yield unit
        yield from (part for part in unit.parts if isinstance(part, Draft))


def _headings(quiz: Draft) -> Iterator[str]:
    """The file of each heading in a quiz."""
    for part in quiz.parts:
        if isinstance(part, Passage):
            for token in part.document.tokens[part.start : part.end]:
                if token.type == "heading_open":
                    yield part.document.file


def _signs(document: Document) -> int:
    """At most so many options does a document have."""
    text = "\n".join(document.source.lines)
    return sum(map(text.count, _SIGNS))


def _options(document: Document) -> int:
    """How many lines look like the first option of a question in prose: lettered A, or the first of some boxes.

    What is indented below a box, such as its feedback, belongs to it.
    """
    count, in_boxes = 0, False
    for line in filter(None, document.source.lines):
        is_box = _BOX.match(line) is not None
        count += (is_box and not in_boxes) or _FIRST_OPTION.match(line) is not None
        in_boxes = is_box or (in_boxes and line[0].isspace())
    return count
