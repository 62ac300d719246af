"""The course in whose middle learners of every released version were left: its ids and keys must never change."""

from coursepack.model.course import Course
from tests.runtime.packages import choice, course, lesson, quiz, text


def practised() -> Course:
    questions = (choice("q_one", 4, "b"), text("q_text", 6, "Käse"), choice("q_two", 5, "ac", points=2.0))
    return course(lesson("first", 0), lesson("second", 1, length=60), quiz("final", 2, *questions))
