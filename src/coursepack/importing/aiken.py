"""Aiken: a question on one line, lettered choices, and `ANSWER:` with a letter (Moodle's plainest format)."""

import re

from coursepack.formats.opening import Opening
from coursepack.importing.answers import Given, choices_of
from coursepack.importing.base import Bank, ImportedQuiz, Importer, Notes, question_name
from coursepack.importing.fitting import asked, fitted
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import Question
from coursepack.model.source import Position
from coursepack.patterns import late

_CHOICE = late(r"([A-Z])[.)]\s+(.*\S)")
_ANSWER = late(r"ANSWER:\s*([A-Z])\s*", re.IGNORECASE)


def looks_like_aiken(text: str) -> bool:
    """Whether an answer line follows lettered lines somewhere."""
    return re.search(r"^\s*[B-Z][.)]\s+.*\S\s*\n(?:\s*\n)*\s*ANSWER:\s*[A-Z]\s*$", text, re.MULTILINE) is not None


def read(opening: Opening, notes: Notes) -> Bank:
    """The bank that a file is; lines before the choices are the question."""
    questions: list[Question] = []
    stem: list[str] = []
    choices: list[tuple[str, str]] = []
    start = number = 0
    for line_number, line in enumerate(opening.text.splitlines(), 1):
        text = line.strip()
        choice, answer = _CHOICE.fullmatch(text), _ANSWER.fullmatch(text)
        if answer:
            number += 1
            at = Position(opening.label, start or line_number, 0)
            made = _question(at, number, stem, choices, answer[1].upper(), notes)
            questions += [made] if made else []
            stem, choices, start = [], [], 0
        elif choice and stem and choice[1] == chr(ord("A") + len(choices)):
            choices.append((choice[1], choice[2]))
        elif text:
            if choices:
                at = Position(opening.label, start, 0)
                notes.dropped(question_name("", number + 1), at, "its choices are followed by no ANSWER: line")
                number += 1
                stem, choices, start = [], [], 0
            start = start or line_number
            stem.append(text)
    if stem:
        notes.dropped(" ".join(stem)[:60], Position(opening.label, start, 0), "no ANSWER: line follows it")
    quiz = ImportedQuiz((opening.path.stem,), Position(opening.label, 1, 0), tuple(questions))
    return Bank((quiz,) if questions else ())


def _question(
    at: Position, number: int, stem: list[str], choices: list[tuple[str, str]], right: str, notes: Notes
) -> Question | None:
    what = question_name("", number)
    if not stem or len(choices) < 2 or right not in dict(choices):
        why = "it has fewer than two choices" if len(choices) < 2 else f"its answer {right} is none of its choices"
        notes.dropped(what, at, why if stem else "no question stands before its choices")
        return None

    def told(how: str) -> None:
        notes.degraded(what, at, how)

    rich = RichText(at, told)
    given = [Given(100.0 if letter == right else 0.0, rich.plain(words)) for letter, words in choices]
    interaction, _ = choices_of(at, given, single=True, told=told)
    title, blocks = asked(at, rich.plain("\n".join(stem)), "", number)
    return fitted(Question(at, "", -1, title, blocks, interaction), told)


IMPORTER = Importer("aiken", "Aiken", lambda opening: looks_like_aiken(opening.text), read)
