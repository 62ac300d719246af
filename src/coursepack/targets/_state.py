"""Warnings about courses whose learners' state does not fit into what a standard keeps of it (R11)."""

from collections.abc import Iterator

from coursepack.diagnostics import Diagnostic, Report, Rule, Severity
from coursepack.model.course import Course
from coursepack.pages.parts import arranged, flat
from coursepack.pages.state import LOST, longest_state

STATE_TOO_LONG = Rule(
    name="state-too-long",
    severity=Severity.WARNING,
    problem="What a learner did may not fit into the memory that the standard gives a package.",
    why="The learner who comes back finds the score and what was completed, but not all answers.",
    mend='split the quiz, make a part of each module (`layout = "module"` under `[packages]`), or build SCORM 2004',
    source="cmi.suspend_data in the RTE books: SCORM 1.2 (4,096 characters), SCORM 2004 from the 3rd edition (64,000)",
    example="a quiz of 300 cloze texts in a SCORM 1.2 package",
)

STATE_IMPOSSIBLE = Rule(
    name="state-does-not-fit",
    severity=Severity.ERROR,
    problem="Even scores and completion alone do not fit into the memory that the standard gives a package.",
    why="A learner's score would be lost on leaving.",
    mend='make a part of each module or lesson (`layout = "module"` under `[packages]`), or build SCORM 2004',
    source="cmi.suspend_data in the RTE books: SCORM 1.2 (4,096 characters), SCORM 2004 from the 3rd edition (64,000)",
    example="40,000 questions in one SCORM 1.2 package",
)

RULES = (STATE_TOO_LONG, STATE_IMPOSSIBLE)

KEPT = {"scorm12": (4096, "SCORM 1.2"), "scorm2004": (64_000, "SCORM 2004")}
"""{target: (characters of a learner's state that its standard keeps, the standard's name)}."""

MADE_UNASKED = ("scorm12",)
"""Those that are made where nobody names targets: the table of targets says so, and takes longer to load."""


def foreseen(course: Course, targets: tuple[str, ...]) -> Iterator[Diagnostic]:
    """What builds for these targets will say of the learner's state; () are those that are made unasked."""
    for name in targets or MADE_UNASKED:
        if name in KEPT:
            yield from state_findings(course, *KEPT[name])


def state_findings(course: Course, limit: int, standard: str) -> tuple[Diagnostic, ...]:
    """What does not fit into `limit` characters, for each content object of `course` by its own layout."""
    parts = [(part.inside, part.title) for part in flat(arranged(course, course.delivery.layout))]
    report = Report()
    for inside, title in parts or [(course, course.name)]:
        _judge(inside, course, title, limit, standard, report)
    return tuple(report.diagnostics)


def _judge(inside: Course, whole: Course, title: str, limit: int, standard: str, report: Report) -> None:
    longest = longest_state(inside, whole)
    level = longest.level_within(limit)
    usual = longest_state(inside, whole, usual=True)
    # Short texts could each be 255 characters of three bytes, and each question be tried a thousand times: nobody is
    # warned of what nobody types, and only what does not fit even for usual learners stops a build.
    if (level is not None and level < 3) or usual.level_within(limit) is None:
        longest, level = usual, usual.level_within(limit)
    elif level is None:
        level = len(LOST) - 1
    if level == 0:
        return
    rule = STATE_IMPOSSIBLE if level is None else STATE_TOO_LONG
    length = longest.levels[-1 if level is None else 0]
    quiz, weight = max(longest.quizzes, key=lambda pair: pair[1], default=(None, 0))
    message = f"a learner's state in “{title}” may need {length:,} characters, and {standard} keeps {limit:,}"
    if level is not None:
        message += f"; {LOST[level]} would be forgotten"
    if quiz is not None:
        message += f". The quiz “{quiz.name}” needs most of it: {weight:,}"
    report.add(rule, quiz.at if quiz is not None else inside.at, message)
