"""What the pages cannot carry as it was written: what a person marks, and what is handed in."""

from coursepack.diagnostics import Fate, Fidelity
from coursepack.model.assessment import ExtendedTextInteraction, Question, UploadInteraction
from coursepack.model.course import Activity, Course


def fidelity(course: Course, target: str) -> tuple[Fidelity, ...]:
    """A row for every question, and for all that is handed in elsewhere."""
    rows: list[Fidelity] = []
    for quiz in course.quizzes():
        rows.extend(_question(question, target) for question in quiz.questions())
    rows.extend(
        Fidelity(target, f"submission of activity {unit.id}", "degraded", unit.at, "the page says where to hand in")
        for unit in course.units()
        if isinstance(unit, Activity) and unit.submission != "none"
    )
    return tuple(rows)


def _question(question: Question, target: str) -> Fidelity:
    fate: Fate = "kept"
    how = ""
    if isinstance(question.interaction, ExtendedTextInteraction):
        fate = "degraded"
        compared = ", and learners compare it with the model answer themselves"
        how = f"the text is saved{compared if question.interaction.model_answer else ''}; nobody marks it"
    elif isinstance(question.interaction, UploadInteraction):
        fate, how = "degraded", "the page says where to hand in and takes no file"
    return Fidelity(target, f"question {question.id}", fate, question.at, how)
