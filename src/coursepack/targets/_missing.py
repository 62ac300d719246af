"""Questions that targets have no way to ask: one diagnostic for each, whatever number of targets lack it."""

from collections.abc import Iterable

from coursepack.diagnostics import Fidelity, Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.titles import titled

QUESTION_NOT_EXPRESSIBLE = Rule(
    name="question-not-expressible",
    severity=Severity.WARNING,
    problem="A target has no way to ask this question.",
    why="The question is missing in that target's output; everything else of the quiz is there.",
    mend="write the question in another type, or add it by hand after the import",
    example="[[^ pdf]], a file to hand in, in a question bank",
)

RULES = (QUESTION_NOT_EXPRESSIBLE,)


def report_missing(rows: Iterable[Fidelity], titles: dict[str, str], report: Report) -> None:
    """Reports each question that is missing in some targets once; those with the same reason are named together."""
    missing: dict[tuple[str, Position], dict[str, list[str]]] = {}
    for row in rows:
        if row.is_question and row.fate == "dropped" and not row.is_lost_part:
            missing.setdefault((row.feature, row.at), {}).setdefault(row.how, []).append(row.target)
    for (feature, at), reasons in missing.items():
        told = (f"not in {' and '.join(targets)}: {why}" for why, targets in reasons.items())
        message = f"{titled(feature, titles)} is {'; '.join(told)}"
        report.add(QUESTION_NOT_EXPRESSIBLE, at, message)
