"""What a quiz sets and a question bank cannot carry, and what Moodle sets for each question in its stead."""

from coursepack.model.course import Course, Quiz
from coursepack.targets import _ledger
from coursepack.targets._ledger import Ledger, draws
from coursepack.targets.moodle_xml.categories import Category

_IN_THE_QUIZ = "set it in the Moodle quiz that you make from the bank"


def note_course(course: Course, ledger: Ledger) -> None:
    """Notes what the course holds and sets besides its questions."""
    _ledger.note_course(course, ledger, instead=_IN_THE_QUIZ, rule_instead="set it in Moodle's course completion")


def note_category(category: Category, ledger: Ledger) -> None:
    """Notes what the category's quiz or pool sets; each quiz once, however many categories it fills."""
    _ledger.note_quiz(category.quiz, ledger, instead=_IN_THE_QUIZ)
    pool = category.pool
    if pool is not None and draws(pool):
        how = f"the bank has all of them: add {pool.draw} random questions from this category to the quiz"
        ledger.degraded(f"draw {pool.draw} of pool {pool.id}", pool.at, how, "draw")


def shuffles(quiz: Quiz, shuffle: bool | None) -> bool:
    """Whether a question's choices are shuffled: its own word, else the quiz's."""
    return quiz.settings.shuffle_choices if shuffle is None else shuffle
