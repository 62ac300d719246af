"""Settings in words that two builds are compared by: the names are those that authors write."""

from coursepack.handover.outcomes import percent
from coursepack.model.scoring import Completion, CourseScoring, QuizSettings


def rules_in_words(rules: CourseScoring) -> dict[str, str]:
    """{key of the table [scoring]: its value}."""
    return {
        "pass": percent(rules.pass_mark),
        "pass-rule": rules.pass_rule,
        "mastery": rules.mastery,
        "on-fail": rules.on_fail,
        "complete": ", ".join(_asked(rules.complete)),
        "on-exit": rules.on_exit,
    }


def quiz_in_words(quiz: QuizSettings) -> dict[str, str]:
    """{key of a quiz's front matter: its value}."""
    shuffled = {"questions": quiz.shuffle_questions, "choices": quiz.shuffle_choices}
    return {
        "graded": _yes_no(quiz.graded),
        "pass": "that of the course" if quiz.pass_mark is None else percent(quiz.pass_mark),
        "weight": f"{quiz.weight:g}",
        "attempts": f"{quiz.attempts}" if quiz.attempts else "unlimited",
        "score": quiz.score,
        "feedback": quiz.feedback,
        "answers": quiz.reveal,
        "time-limit": _time(quiz.time_limit),
        "pause": _yes_no(quiz.pause),
        "extra-time": _time(quiz.extra_time),
        "shuffle": "both" if all(shuffled.values()) else "".join(what for what, on in shuffled.items() if on) or "none",
        "draw": f"{quiz.draw}" if quiz.draw else "all",
        "required": _yes_no(quiz.required),
    }


def _asked(complete: Completion) -> list[str]:
    shares = {"pages": complete.pages, "questions": complete.questions}
    asked = [what if share == 1 else f"{what} {percent(share)}" for what, share in shares.items() if share]
    return asked if complete.quizzes == "none" else [*asked, f"quizzes-{complete.quizzes}"]


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _time(seconds: int) -> str:
    if not seconds:
        return "none"
    return f"{seconds} s" if seconds % 60 else f"{seconds // 60} min"
