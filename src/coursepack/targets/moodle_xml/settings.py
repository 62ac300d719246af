"""What a quiz sets and a question bank cannot carry: noted where it differs from what is usual."""

from coursepack.model.course import Course, Quiz
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.targets.moodle_xml.categories import Category
from coursepack.targets.moodle_xml.ledger import Ledger

_USUAL = QuizSettings()

_IN_THE_QUIZ = "set it in the Moodle quiz that you make from the bank"


def note_course(course: Course, ledger: Ledger) -> None:
    """Notes what the course sets for all its quizzes."""
    usual = CourseScoring()
    if not any(quiz.items for quiz in course.quizzes()):
        return
    if course.scoring.pass_mark != usual.pass_mark:
        ledger.dropped(f"pass mark {_percent(course.scoring.pass_mark)} of the course", course.at, _IN_THE_QUIZ)
    if course.scoring.pass_rule != usual.pass_rule:
        ledger.dropped(f'pass rule "{course.scoring.pass_rule}"', course.at, "set it in Moodle's course completion")


def note_quiz(category: Category, ledger: Ledger) -> None:
    """Notes what the category's quiz or pool sets; each quiz once, however many categories it fills."""
    quiz = category.quiz
    for setting in _unusual(quiz.settings):
        ledger.dropped(f"{setting} of quiz {quiz.id}", quiz.at, _IN_THE_QUIZ)
    if category.pool is not None and 0 < category.pool.draw < len(category.pool.questions):
        how = f"the bank has all of them: add {category.pool.draw} random questions from this category to the quiz"
        ledger.degraded(f"draw {category.pool.draw} of pool {category.pool.id}", category.pool.at, how)


def shuffles(quiz: Quiz, shuffle: bool | None) -> bool:
    """Whether a question's choices are shuffled: its own word, else the quiz's."""
    return quiz.settings.shuffle_choices if shuffle is None else shuffle


def _unusual(settings: QuizSettings) -> list[str]:
    """The settings that differ from the usual, in words; shuffled choices are not among them: each question has it."""
    told = {
        "pass_mark": f"pass mark {_percent(settings.pass_mark or 0.0)}",
        "weight": f"weight {settings.weight:g}",
        "attempts": f"limit of {settings.attempts} attempts",
        "score": f"score of the {settings.score} attempt",
        "feedback": f'feedback "{settings.feedback}"',
        "reveal": f'right answers "{settings.reveal}"',
        "time_limit": f"time limit of {settings.time_limit} seconds",
        "pause": "clock that stops while away",
        "extra_time": f"extra time of {settings.extra_time} seconds",
        "shuffle_questions": "shuffled questions",
        "draw": f"draw of {settings.draw} questions",
        "required": "being required",
    }
    return [words for name, words in told.items() if getattr(settings, name) != getattr(_USUAL, name)]


def _percent(share: float) -> str:
    return f"{share * 100:g} %"
