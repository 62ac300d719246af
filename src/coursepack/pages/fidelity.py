"""What the pages cannot carry as it was written: questions and settings that the player does not know yet."""

from collections.abc import Iterator

from coursepack.diagnostics import Diagnostic, Fate, Fidelity, Report, Rule, Severity
from coursepack.model.assessment import Pool, Question
from coursepack.model.course import Activity, Course, Quiz
from coursepack.pages.questions import checked

UNASKABLE = Rule(
    "question-type-unsupported",
    Severity.ERROR,
    "The pages cannot ask a question of this type yet.",
    "Learners could read it, but not answer it, and its quiz could never be passed as it was meant.",
    "build a question bank alone (coursepack build -t moodle-xml), or ask in another way",
)

_INTERACTIONS = {
    "MatchInteraction": "matching",
    "OrderInteraction": "ordering",
    "GapsInteraction": "cloze",
    "HotspotInteraction": "hotspot",
    "PlacementInteraction": "placement on an image",
    "ExtendedTextInteraction": "essay",
    "UploadInteraction": "upload",
}


def fidelity(course: Course, target: str) -> tuple[Fidelity, ...]:
    """A row for every question, and for every setting that does not work in the pages."""
    rows: list[Fidelity] = []
    for quiz in course.quizzes():
        rows.extend(_question(question, target) for question in quiz.questions())
        rows.extend(
            Fidelity(target, f"{feature} of quiz {quiz.id}", "dropped", quiz.at, how)
            for feature, how in _settings(quiz)
        )
    rows.extend(
        Fidelity(target, f"submission of activity {unit.id}", "degraded", unit.at, "the page says where to hand in")
        for unit in course.units()
        if isinstance(unit, Activity) and unit.submission != "none"
    )
    return tuple(rows)


def refused(course: Course, target: str) -> tuple[Diagnostic, ...]:
    """An error for each question that learners could not answer on a page."""
    report = Report()
    for quiz in course.quizzes():
        for question in quiz.questions():
            if question.interaction is not None and (checked(question) is None or not question.scored):
                kind = _INTERACTIONS.get(type(question.interaction).__name__, "survey")
                report.add(UNASKABLE, question.at, f"{target} cannot ask a question of the type {kind} yet")
    return tuple(report.diagnostics)


def _question(question: Question, target: str) -> Fidelity:
    fate: Fate = "kept"
    how = ""
    if question.interaction is not None and checked(question) is None:
        kind = _INTERACTIONS[type(question.interaction).__name__]
        fate, how = "degraded", f"{kind} cannot be answered on a page yet: the text is shown, nothing is scored"
    return Fidelity(target, f"question {question.id}", fate, question.at, how)


def _settings(quiz: Quiz) -> Iterator[tuple[str, str]]:
    """(setting, what happens instead) of what the player does not do."""
    settings = quiz.settings
    if settings.time_limit:
        yield "time-limit", "the quiz can be taken without limit of time"
    if settings.pause:
        yield "pause", "there is no clock that could be stopped"
    if settings.extra_time:
        yield "extra-time", "there is no clock that could be stopped"
    if settings.draw:
        yield "draw", "every question is asked"
    if any(isinstance(item, Pool) and item.draw for item in quiz.items):
        yield "draw of a pool", "every question of the pool is asked"
