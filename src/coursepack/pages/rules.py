"""The rules of status and score of a course, together with what it holds that they speak of."""

from coursepack.model.course import Course, Quiz
from coursepack.model.status import CourseRules, QuizRule
from coursepack.pages.asked import asked_questions, is_graded


def course_rules(course: Course) -> CourseRules:
    """The rules as the player of the whole course goes by them; quizzes in reading order."""
    return CourseRules(
        course.scoring, sum(1 for _ in course.pages()), tuple(_quiz(course, quiz) for quiz in course.quizzes())
    )


def _quiz(course: Course, quiz: Quiz) -> QuizRule:
    settings, asked = quiz.settings, asked_questions(quiz)
    return QuizRule(
        graded=is_graded(quiz),
        required=settings.required and asked > 0,
        pass_mark=course.scoring.pass_mark if settings.pass_mark is None else settings.pass_mark,
        weight=settings.weight,
        attempts=settings.attempts,
        score=settings.score,
        asked=asked,
    )
