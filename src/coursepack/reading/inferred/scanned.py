"""A text while questions are looked for in it: its lines, which of them are taken, and what was found so far."""

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.reading.inferred.boxes import self_tests
from coursepack.reading.inferred.lines import Line
from coursepack.reading.inferred.question import Candidate
from coursepack.reading.markdown.html import Found

ANSWERS_VISIBLE = Rule(
    "answers-visible",
    Severity.ERROR,
    "Something looks like a quiz but could not be read, so its answers would stand in the open.",
    "Learners would see the answers before they have thought.",
    "letter the options A), B), C), also those of True and False, and write the answer as a line such as Answer: B, "
    "or take the answer out",
    example="Which is a metal?\n\nAnswer: B",
)

LONGEST_ANSWER = 60
"""Characters of an answer in words, as the answers of quizzes are."""

MAX_BETWEEN = 8
"""Lines of other text that may stand between the options and their answer."""


class Scanned:
    """`lines` of the blocks `found`; `taken` says of each line whether a question or a key has it.

    `problems`: {index of a line: why its answer could not be used}. `kept`: {index of a taken line: what stands in its
    place}. `in_quiz`: the text is a quiz; `tests`: else its lines in sections called "Check yourself" or the like.
    `source`: the lines of its file, `language` its language.
    """

    def __init__(
        self,
        found: list[Found],
        lines: list[Line],
        source: list[str],
        report: Report,
        *,
        in_quiz: bool,
        language: str,
    ) -> None:
        self.found = found
        self.lines = lines
        self.source = source
        self.report = report
        self.in_quiz = in_quiz
        self.language = language
        self.tests = frozenset[int]() if in_quiz else self_tests(lines)
        self.taken = [False] * len(lines)
        self.questions: list[tuple[int, Candidate]] = []
        self.problems: dict[int, str] = {}
        self.kept: dict[int, list[Line]] = {}

    def take(self, candidate: Candidate) -> None:
        """Let a question have its lines."""
        for index in range(candidate.start, candidate.end):
            self.taken[index] = True
        self.questions.append((candidate.start, candidate))
