"""What becomes of each question and setting in a bank of questions: what all writers of banks note, and how."""

from coursepack.diagnostics import Fate, Fidelity, Report, Rule, Severity
from coursepack.model.assessment import Pool, Question
from coursepack.model.course import Course, Quiz
from coursepack.model.facets import Facet
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.model.source import Position

NO_QUESTIONS = Rule(
    name="course-without-questions",
    severity=Severity.NOTE,
    problem="The course has no question, so that a question bank would be empty.",
    why="A file without questions cannot be imported; the system reports an error.",
    mend="write a quiz, or leave the target out",
    example="coursepack build -t moodle-xml of lessons without a quiz",
)

RULES = (NO_QUESTIONS,)
"""The kinds of diagnostics that banks give."""

_USUAL = QuizSettings()


class Ledger:
    """Collects a row for each feature that is not kept as it is, and diagnostics for what an author should know.

    `target` is the target's name.
    """

    def __init__(self, target: str) -> None:
        self.report = Report()
        self._target = target
        self._rows: list[Fidelity] = []

    @property
    def rows(self) -> tuple[Fidelity, ...]:
        return tuple(dict.fromkeys(self._rows))

    def __len__(self) -> int:
        """How many rows there are so far."""
        return len(self._rows)

    def degraded(self, feature: str, at: Position, how: str, *facets: Facet) -> None:
        self._add(feature, "degraded", at, how, facets)

    def dropped(self, feature: str, at: Position, how: str, *facets: Facet) -> None:
        self._add(feature, "dropped", at, how, facets)

    def kept(self, feature: str, at: Position) -> None:
        self._add(feature, "kept", at, "", ())

    def degraded_question(self, question: Question, how: str, *facets: Facet) -> None:
        """Notes that a question is there, but not as it was written."""
        self.degraded(feature_of(question), question.at, how, *facets)

    def dropped_part(self, question: Question, how: str, *facets: Facet) -> None:
        """Notes that a question is there without some of its parts."""
        assert facets, "without facets, the row would speak of the whole question"
        self.dropped(feature_of(question), question.at, how, *facets)

    def dropped_question(self, question: Question, why: str) -> None:
        """Notes that a question is not in the bank, and why."""
        self.dropped(feature_of(question), question.at, why)

    def _add(self, feature: str, fate: Fate, at: Position, how: str, facets: tuple[Facet, ...]) -> None:
        self._rows.append(Fidelity(self._target, feature, fate, at, how, facets))


def feature_of(question: Question) -> str:
    """The name of a question in the table of what was kept."""
    return f"question {question.id}"


def note_course(course: Course, ledger: Ledger, *, instead: str, rule_instead: str) -> None:
    """Notes how the course is passed, which no bank has.

    `instead` says where a pass mark is set after the import, `rule_instead` where a rule for passing the course is.
    """
    if not any(quiz.items for quiz in course.quizzes()):
        return
    usual, scoring, at = CourseScoring(), course.scoring, course.scoring_at
    if scoring.pass_mark != usual.pass_mark:
        ledger.dropped(f"pass mark {percent(scoring.pass_mark)} of the course", at("pass_mark"), instead, "pass mark")
    if scoring.pass_rule != usual.pass_rule:
        ledger.dropped(f'pass rule "{scoring.pass_rule}"', at("pass_rule"), rule_instead, "pass rule")
    note_reporting(course, ledger, completion=rule_instead)
    note_graded(course, ledger, instead=instead)


def note_reporting(course: Course, ledger: Ledger, *, completion: str) -> None:
    """Notes what a package tells a learning system of the whole course; `completion` says where that is set instead."""
    usual, scoring = CourseScoring(), course.scoring
    if scoring.complete != usual.complete:
        ledger.dropped("what makes the course complete", course.scoring_at("complete"), completion, "completion")
    reported: dict[str, Facet] = {"mastery": "mastery", "on_fail": "on fail", "on_exit": "on exit"}
    for name, facet in reported.items():
        value = getattr(scoring, name)
        if value != getattr(usual, name):
            how = "a bank opens no attempt of the course that could tell it"
            ledger.dropped(f'{name.replace("_", "-")} "{value}"', course.scoring_at(name), how, facet)


def note_graded(course: Course, ledger: Ledger, *, instead: str) -> None:
    """Notes each quiz that counts although such a quiz usually does not, or the other way round."""
    pages = {unit.id for unit in course.units() if isinstance(unit, Quiz)}
    for quiz in course.quizzes():
        usually = quiz.label != "self-check" and (bool(quiz.label) or quiz.id in pages)
        if quiz.items and quiz.settings.graded != usually:
            words = "being graded" if quiz.settings.graded else "not being graded"
            ledger.dropped(f"{words} of quiz {quiz.id}", quiz.at, instead, "graded")


def note_quiz(quiz: Quiz, ledger: Ledger, *, instead: str) -> None:
    """Notes the settings of a quiz that no bank has, where they differ from what is usual.

    Shuffled choices are not among them, since some banks have that for each question.
    """
    settings = quiz.settings
    told: dict[str, tuple[Facet, str]] = {
        "pass_mark": ("pass mark", f"pass mark {percent(settings.pass_mark or 0.0)}"),
        "weight": ("weight", f"weight {settings.weight:g}"),
        "attempts": ("attempts", f"limit of {settings.attempts} attempts"),
        "score": ("score rule", f"score of the {settings.score} attempt"),
        "feedback": ("feedback rule", f'feedback "{settings.feedback}"'),
        "reveal": ("reveal rule", f'right answers "{settings.reveal}"'),
        "time_limit": ("time limit", f"time limit of {settings.time_limit} seconds"),
        "pause": ("pause", "clock that stops while away"),
        "extra_time": ("extra time", f"extra time of {settings.extra_time} seconds"),
        "shuffle_questions": ("shuffled questions", "shuffled questions"),
        "draw": ("draw", f"draw of {settings.draw} questions"),
        "required": ("required", 'the setting "required"'),
    }
    for name, (facet, words) in told.items():
        if getattr(settings, name) != getattr(_USUAL, name):
            ledger.dropped(f"{words} of quiz {quiz.id}", quiz.at, instead, facet)


def draws(pool: Pool) -> bool:
    """Whether a pool asks for some of its questions only."""
    return 0 < pool.draw < len(pool.questions)


def percent(share: float) -> str:
    return f"{share * 100:g} %"
