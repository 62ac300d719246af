"""Whether the rules of status fit what the course holds."""

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.course import Course
from coursepack.model.source import Position
from coursepack.model.status import asks_for_nothing
from coursepack.pages.rules import course_rules

NOTHING_TO_COMPLETE = Rule(
    "nothing-to-complete",
    Severity.ERROR,
    "The course completes by things that it does not have.",
    "Learners could never complete it, or would complete it by opening it.",
    'complete by what the course has: complete = ["pages"] under [scoring] in coursepack.toml',
    example='[scoring]\ncomplete = ["quizzes-passed"] in a course without a quiz',
)


def check_status(course: Course, at: Position, report: Report) -> None:
    """Report rules that ask for nothing that is there; `at` is where they are written."""
    rules = course_rules(course)
    if not asks_for_nothing(rules):
        return
    complete = rules.scoring.complete
    asked = [
        name
        for name, wanted in (
            ("page", complete.pages > 0),
            ("question that can be answered", complete.questions > 0),
            ("graded quiz", complete.quizzes != "none"),
        )
        if wanted
    ]
    report.add(NOTHING_TO_COMPLETE, at, f"the course has no {' and no '.join(asked)}, by which it is to be completed")
