"""What becomes of each question and setting in a question bank."""

from coursepack.diagnostics import Fate, Fidelity, Report, Rule, Severity
from coursepack.model.assessment import Question
from coursepack.model.source import Position

NAME = "moodle-xml"

QUESTION_NOT_EXPRESSIBLE = Rule(
    name="question-not-expressible",
    severity=Severity.WARNING,
    problem="A target has no way to ask this question.",
    why="The question is missing in that target's output; everything else of the quiz is there.",
    mend="write the question in another type, or add it by hand after the import",
)


class Ledger:
    """Collects a row for each feature that is not kept as it is, and diagnostics for what an author should know."""

    def __init__(self) -> None:
        self.report = Report()
        self._rows: list[Fidelity] = []

    @property
    def rows(self) -> tuple[Fidelity, ...]:
        return tuple(dict.fromkeys(self._rows))

    def __len__(self) -> int:
        """How many rows there are so far."""
        return len(self._rows)

    def degraded(self, feature: str, at: Position, how: str) -> None:
        self._add(feature, "degraded", at, how)

    def dropped(self, feature: str, at: Position, how: str) -> None:
        self._add(feature, "dropped", at, how)

    def kept(self, feature: str, at: Position) -> None:
        self._add(feature, "kept", at, "")

    def dropped_question(self, question: Question, why: str) -> None:
        """Notes that a question is not in the bank, and why."""
        self.dropped(feature_of(question), question.at, why)
        self.report.add(
            QUESTION_NOT_EXPRESSIBLE, question.at, f"question {question.id} is not in the question bank: {why}"
        )

    def _add(self, feature: str, fate: Fate, at: Position, how: str) -> None:
        self._rows.append(Fidelity(NAME, feature, fate, at, how))


def feature_of(question: Question) -> str:
    """The name of a question in the table of what was kept."""
    return f"question {question.id}"
