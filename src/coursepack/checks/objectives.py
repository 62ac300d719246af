"""Whether questions and learning objectives fit each other."""

from coursepack.checks.subject import Subject
from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.course import Objective

UNTESTED_OBJECTIVE = Rule(
    "untested-objective",
    Severity.NOTE,
    "No question tests a learning objective.",
    "Neither the learner nor you find out whether it was reached.",
    "name it at a question: <!-- q objective=LO2 -->; or write a question for it",
    example="## Learning objectives\n\n- LO1: Bake bread\n- LO2: Sell bread, which no question names",
)
OBJECTIVE_NOT_LISTED = Rule(
    "objective-not-listed",
    Severity.WARNING,
    "A question names a learning objective that the course does not have.",
    "What the learner achieved in it is reported for nothing.",
    "correct the name, or add the objective to a list of learning objectives",
    example="### Which is a metal?\n<!-- q objective=L01 -->\n\n- [x] Iron\n- [ ] Wood",
)

RULES = (UNTESTED_OBJECTIVE, OBJECTIVE_NOT_LISTED)


def check(subject: Subject, report: Report) -> None:
    """Compare the objectives of the course and its units with those that questions name."""
    course = subject.course
    known: dict[str, Objective] = {}
    for unit in (course, *(page.unit for page in subject.survey.pages)):
        for objective in unit.objectives:
            known.setdefault(objective.id, objective)
    named: set[str] = set()
    for quiz in subject.survey.quizzes:
        for question in quiz.questions():
            for name in question.objectives:
                named.add(name)
                if name not in known:
                    import difflib

                    near = difflib.get_close_matches(name, known, 1, 0.5)
                    hint = f'; did you mean "{near[0]}"?' if near else ""
                    report.add(OBJECTIVE_NOT_LISTED, question.at, f'there is no objective "{name}"{hint}')
    if not subject.survey.quizzes or not known:
        return
    if not named:
        first = next(iter(known.values()))
        report.add(UNTESTED_OBJECTIVE, first.at, f"no question names any of the {len(known)} objectives of the course")
        return
    for name, objective in known.items():
        if name not in named:
            report.add(UNTESTED_OBJECTIVE, objective.at, f'no question names the objective "{name}"')
