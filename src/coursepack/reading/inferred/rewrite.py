"""Rewrites questions found in prose into coursepack's own form: what `coursepack check --fix` writes."""

from bisect import bisect_left
from collections import Counter

from coursepack.diagnostics import Fix
from coursepack.reading.document import Document
from coursepack.reading.inferred.question import InferredQuestion

_RULE = "inferred-question"


def fixes_for(run: list[InferredQuestion], document: Document, *, opens_quiz: bool) -> list[Fix]:
    """The edits that rewrite a run of questions of one file; [] where one of them has no form of its own yet.

    `opens_quiz`: the run stands in a lesson, so that a comment must make it a quiz.
    """
    if opens_quiz and not _stands_under_heading(run, document):
        return []  # its own headings would divide the file
    from coursepack.writing.questions import write_question  # late: most courses have nothing to rewrite

    level = section_level(run, document) + 1
    fixes: list[Fix] = []
    for index, inferred in enumerate(run):
        written = write_question(inferred.question, min(level, 6))
        if not written:
            return []
        before = "<!-- quiz -->\n\n" if opens_quiz and index == 0 else ""
        fixes.append(Fix(_RULE, document.file, inferred.first_line, inferred.last_line, f"{before}{written}\n"))
    keys = Counter(inferred.key for inferred in run if inferred.key)
    if any(count < key.answered or key.mixed for key, count in keys.items()):
        return []  # the key is also that of questions elsewhere, or other text would go with it
    fixes += [Fix(_RULE, document.file, key.first, key.last, "") for key in sorted(keys, key=lambda key: key.first)]
    return fixes


def section_level(run: list[InferredQuestion], document: Document | None) -> int:
    """The level of the heading that the run stands under, those that the questions took up not counted."""
    place = _section_before(run, document) if document else 0
    return document.sections[place].level if document and place else 1


def _stands_under_heading(run: list[InferredQuestion], document: Document) -> bool:
    """Whether a heading stands before a run that is not one of its questions' own."""
    return _section_before(run, document) > 0


def _section_before(run: list[InferredQuestion], document: Document) -> int:
    """The index of the section whose heading is the last one before a run, 0 where there is none."""
    return bisect_left(document.sections, run[0].first_line, 1, key=lambda section: section.at.line) - 1
