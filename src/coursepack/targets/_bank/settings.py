"""What a quiz sets and a question bank cannot carry, and what a bank sets for each question in its stead."""

from coursepack.model.assessment import Question
from coursepack.model.course import Quiz
from coursepack.targets._bank.categories import Category
from coursepack.targets._ledger import Ledger, draws, note_quiz


def note_category(category: Category, ledger: Ledger, *, instead: str, shuffles_too: bool = False) -> None:
    """Notes what the category's quiz or pool sets; each quiz once, however many categories it fills.

    `shuffles_too`: the bank cannot say either whether choices are shuffled.
    """
    quiz = category.quiz
    note_quiz(quiz, ledger, instead=instead)
    if shuffles_too and quiz.settings.shuffle_choices:
        ledger.dropped(f"shuffled choices of quiz {quiz.id}", quiz.at, instead, "shuffled choices")
    pool = category.pool
    if pool is not None and draws(pool):
        questions = "1 random question" if pool.draw == 1 else f"{pool.draw} random questions"
        how = f"the bank has all of them: add {questions} from this category to the quiz"
        ledger.degraded(f"draw {pool.draw} of pool {pool.id}", pool.at, how, "draw")


def note_rubric(question: Question, ledger: Ledger) -> None:
    """Notes a rubric where the bank has no place of its own for it."""
    if getattr(question.interaction, "rubric", ()):
        ledger.degraded_question(question, "the rubric stands at the end of the question's text", "rubric")


def shuffles(quiz: Quiz, shuffle: bool | None) -> bool:
    """Whether a question's choices are shuffled: its own word, else the quiz's."""
    return quiz.settings.shuffle_choices if shuffle is None else shuffle
