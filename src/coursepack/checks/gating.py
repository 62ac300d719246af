"""Whether every page can be opened by a learner who does all that is asked."""

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import counts
from coursepack.model.course import Course, Module, Quiz, Unit
from coursepack.pages.gating import pages_with_conditions

NEVER_OPENS = Rule(
    "gate-never-opens",
    Severity.ERROR,
    "A page can never be opened.",
    "Learners would be stuck before it for ever.",
    "let it open after a quiz that stands before it, or leave the condition out",
    example="---\nopens-after: quiz 1.1\n---\n\nin the front matter of quiz 1.1 itself",
)
MAY_LOCK_OUT = Rule(
    "gate-may-lock-out",
    Severity.WARNING,
    "A learner who uses up all attempts of a quiz cannot go on.",
    "Whoever fails for the last time sees no way to the rest of the course.",
    "give the quiz unlimited attempts, or ask for answered instead of passed",
    example="---\nattempts: 1\nnext-when: passed\n---",
)
RULES = (NEVER_OPENS, MAY_LOCK_OUT)


def check_gates(course: Course, report: Report) -> None:
    """Report pages that nobody can open, and quizzes after which somebody may be stuck."""
    pages = list(pages_with_conditions(course))
    asked = {unit.id: unit.gate or course.gate for unit, _ in pages}
    if not any(conditions or asked[unit.id] not in ("", "always") for unit, conditions in pages):
        return
    opened = _openable(course)
    for unit, conditions in pages:
        missing = [one.quiz for one in conditions if one.quiz not in opened]
        if missing:
            names = {quiz.id: quiz.name for quiz in course.quizzes()}
            said = ", ".join(f'"{names.get(quiz, quiz)}"' for quiz in missing)
            why = "which cannot be taken before it" if missing[0] in names else "which the course does not have"
            report.add(NEVER_OPENS, unit.at, f'"{unit.name}" opens after {said}, {why}')
    wanted = {one.quiz for _, conditions in pages for one in conditions}
    for unit, _ in pages:
        for quiz in _quizzes(unit):
            if quiz.settings.attempts and (asked[unit.id] == "passed" or quiz.id in wanted):
                times = "one attempt" if quiz.settings.attempts == 1 else f"{quiz.settings.attempts} attempts"
                message = f'"{quiz.name}" has {times}, and who does not pass it cannot go on'
                cure = "" if asked[unit.id] == "passed" else "give the quiz unlimited attempts, or take opens-after out"
                report.add(MAY_LOCK_OUT, quiz.at, message, help=cure)


def _openable(course: Course) -> set[str]:
    """The ids of the quizzes that can be scored by somebody who begins at the front and never fails."""
    scored: set[str] = set()
    waiting = list(pages_with_conditions(course))
    before = -1
    while before != len(scored):
        before = len(scored)
        for unit, conditions in waiting:
            if any(one.quiz not in scored for one in conditions):
                if (unit.gate or course.gate) not in ("", "always"):
                    break  # what comes after waits for this page
                continue
            scored.update(quiz.id for quiz in _quizzes(unit) if any(map(counts, quiz.questions())))
    return scored


def _quizzes(unit: Unit) -> tuple[Quiz, ...]:
    return (unit,) if isinstance(unit, Quiz) else () if isinstance(unit, Module) else unit.quizzes
