"""Questions in a table: CSV as spreadsheets write it, with a header that docs/importing.md describes."""

import csv
import io
import re

from coursepack.formats.opening import MOST_TEXT_BYTES, Opening
from coursepack.importing.answers import Given, accepted_number, choices_of, texts_of, true_or_false
from coursepack.importing.base import Bank, ImportedQuiz, Importer, Notes, question_name
from coursepack.importing.fitting import asked, fitted
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import (
    AcceptedNumber,
    ExtendedTextInteraction,
    Feedback,
    Interaction,
    MatchInteraction,
    MatchItem,
    NumericEntryInteraction,
    OrderInteraction,
    Question,
)
from coursepack.model.content import Paragraph, Text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.choices import choice_code
from coursepack.questions.numeric import read_number
from coursepack.questions.true_false import truth

COLUMNS = (
    *("question", "type", "answer", "category", "id", "points", "tags", "objective", "difficulty"),
    *("hint", "explanation", "correct", "incorrect"),
)
"""What a column may be called, besides `choice 1`, `choice 2` … and `feedback 1`, `feedback 2` …"""

_NUMBERED = late(r"(choice|feedback)\s*([0-9]{1,2}|[a-z])|([a-j])")
_LETTERS = late(r"[A-Za-z0-9](?:\s*[,;/ ]\s*[A-Za-z0-9])*")
_MOST_COLUMNS = 100


def decoded_text(opening: Opening) -> str:
    """The text of a file in UTF-8 or UTF-16, or as Excel saves "CSV" in Western Europe (Windows-1252)."""
    if opening.size > MOST_TEXT_BYTES:
        return ""
    data = opening.path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """What stands between the columns: what parts the header into the most of them."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("sep=")), "")
    return max(",;\t", key=first.count)


def _header(row: list[str]) -> list[str]:
    names = []
    for cell in row[:_MOST_COLUMNS]:
        name = " ".join(cell.strip().lower().replace("_", " ").split())
        found = _NUMBERED.fullmatch(name)
        if found:
            mark = found[2] or found[3]
            number = int(mark) if mark.isdecimal() else ord(mark) - ord("a") + 1
            name = f"{found[1] or 'choice'} {number}"
        names.append(name)
    return names


def looks_like_table(opening: Opening) -> bool:
    """Whether the first row names a column `question` and another that is known."""
    if b"question" not in opening.start[:4096].replace(b"\0", b"").lower():
        return False
    text = decoded_text(opening)
    lines = [line for line in text.splitlines()[:3] if line.strip() and not line.startswith("sep=")]
    row = next(csv.reader(lines[:1], delimiter=_delimiter(text)), [])
    names = _header(row)
    return "question" in names and len([name for name in names if name in COLUMNS or name == "choice 1"]) > 1


def read(opening: Opening, notes: Notes) -> Bank:
    """The bank that a table is: one quiz for each category."""
    text = decoded_text(opening)
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    names: list[str] = []
    quizzes: dict[tuple[str, ...], list[Question]] = {}
    number = 0
    for row in rows:
        if not any(cell.strip() for cell in row) or row[0].startswith("sep="):
            continue
        at = Position(opening.label, rows.line_num, 0)
        if not names:
            names = _header(row)
            for name in names:
                if name and name not in COLUMNS and not re.match(r"(choice|feedback) \d", name):
                    notes.dropped(f'column "{name}"', at, "no such column is known")
            continue
        number += 1
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
        question = _Row(cells, at, number, notes).read()
        if question is not None:
            path = tuple(filter(None, (part.strip() for part in cells.get("category", "").split("/"))))
            quizzes.setdefault(path or (opening.path.stem,), []).append(question)
    start = Position(opening.label, 1, 0)
    return Bank(tuple(ImportedQuiz(path, start, tuple(questions)) for path, questions in quizzes.items()))


class _Row:
    def __init__(self, cells: dict[str, str], at: Position, number: int, notes: Notes) -> None:
        self._cells = cells
        self._at = at
        self._number = number
        self._notes = notes
        self._what = question_name(cells.get("question", "")[:60], number)
        self._rich = RichText(at, self._told)
        self._partial: bool | None = None

    def _told(self, how: str) -> None:
        self._notes.degraded(self._what, self._at, how)

    def _cell(self, name: str) -> str:
        return self._cells.get(name, "")

    def read(self) -> Question | None:
        """The question of the row, or None, noted."""
        if not self._cell("question"):
            self._notes.dropped(self._what, self._at, "its column question is empty")
            return None
        kind = self._cell("type").lower().replace(" ", "-").replace("/", "-") or self._kind()
        made = self._interaction(kind)
        if isinstance(made, str):
            self._notes.dropped(self._what, self._at, made)
            return None
        title, stem = asked(self._at, self._rich.plain(self._cell("question")), "", self._number)
        plain = self._rich.plain
        hint = plain(self._cell("hint"))
        feedback = Feedback(*(plain(self._cell(name)) for name in ("explanation", "correct", "none", "incorrect")))
        return fitted(
            Question(
                self._at,
                self._notes.identifier(self._cell("id"), self._what, self._at),
                -1,
                title,
                stem,
                made,
                feedback if made is not None else Feedback(),
                (hint,) if hint and made is not None else (),
                points=self._points(),
                scored=made is not None,
                partial=self._partial,
                objectives=self._listed("objective"),
                tags=self._listed("tags"),
                difficulty=self._cell("difficulty"),
            ),
            self._told,
        )

    def _points(self) -> float:
        written = self._cell("points").replace(",", ".")
        if not written or re.fullmatch(r"\d{1,6}(\.\d+)?", written):
            return float(written or 1)
        self._told(f'its points "{written}" are no number: it is worth 1 point')
        return 1.0

    def _listed(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in re.split(r"[,;|]", self._cell(name)) if part.strip())

    def _choices(self) -> list[tuple[int, str]]:
        found = [(int(name.split()[1]), cell) for name, cell in self._cells.items() if name.startswith("choice ")]
        return sorted((number, cell) for number, cell in found if cell)

    def _kind(self) -> str:
        """The type of a question that does not say it."""
        choices, answer = self._choices(), self._cell("answer")
        if choices:
            return "match" if all("->" in cell for _, cell in choices) else "choice"
        if truth(answer, "en") is not None:
            return "true-false"
        return "essay" if not answer else "numeric" if read_number(answer, self._at) else "text"

    def _interaction(self, kind: str) -> Interaction | str | None:
        answer, at = self._cell("answer"), self._at
        match kind:
            case "info" | "information":
                return None
            case "essay":
                return ExtendedTextInteraction(at, model_answer=self._rich.plain(answer))
            case "true-false" | "truefalse":
                right = truth(answer, "en")
                return "its answer is neither true nor false" if right is None else true_or_false(at, right)
            case "text" | "short-text":
                given = [Given(100.0, text=part.strip()) for part in answer.split("|") if part.strip()]
                return texts_of(at, given, sensitive=False, told=self._told)[0] or "it has no answer"
            case "numeric":
                numbers = [self._accepted(part.strip()) for part in answer.split("|")]
                usable = tuple(number for number in numbers if number is not None)
                return NumericEntryInteraction(at, usable) if usable else f'its answer "{answer}" is no number'
            case "match":
                return self._pairs()
            case "order":
                items = [self._rich.plain(cell) for _, cell in self._choices()]
                made = (MatchItem(at, choice_code(index), blocks) for index, blocks in enumerate(items))
                return OrderInteraction(at, tuple(made)) if len(items) > 1 else "it has fewer than two items"
            case "choice" | "single" | "multiple":
                return self._choice(kind)
            case _:
                return f'its type "{kind}" is not known'

    def _accepted(self, text: str) -> AcceptedNumber | None:
        return accepted_number(self._at, text) or read_number(text, self._at)

    def _choice(self, kind: str) -> Interaction | str:
        choices = self._choices()
        if len(choices) < 2:
            return "it has fewer than two choices"
        if not self._cell("answer"):
            return "its column answer is empty: it holds the letter, the number or the text of the right choice"
        right = self._right(choices)
        if not right:
            return f'its answer "{self._cell("answer")}" is none of its choices'
        single = kind == "single" or (kind == "choice" and len(right) == 1)
        share = 100.0 if single else 100.0 / len(right)
        cost = 0.0 if single or len(right) == len(choices) else -100.0 / (len(choices) - len(right))
        given = [
            Given(
                share if number in right else cost,
                self._rich.plain(cell),
                feedback=self._rich.plain(self._cell(f"feedback {number}")),
            )
            for number, cell in choices
        ]
        made, self._partial = choices_of(self._at, given, single=single, told=self._told)
        return made

    def _right(self, choices: list[tuple[int, str]]) -> set[int]:
        """The numbers of the right choices, which the answer names by letter, by number or by their text."""
        answer = self._cell("answer")
        numbers = {number for number, _ in choices}
        by_text = {number for number, cell in choices if cell.casefold() == answer.casefold()}
        if by_text or not _LETTERS.fullmatch(answer):
            parts = [part.strip().casefold() for part in re.split(r"[|;\n]", answer)]
            return by_text or {number for number, cell in choices if cell.casefold() in parts}
        marks = re.findall(r"[a-z0-9]", answer.lower())
        named = {int(mark) if mark.isdecimal() else ord(mark) - ord("a") + 1 for mark in marks}
        return named if named <= numbers else set()

    def _pairs(self) -> Interaction | str:
        sources: list[MatchItem] = []
        targets: dict[str, MatchItem] = {}
        pairs: list[tuple[str, str]] = []
        for _, cell in self._choices():
            left, arrow, right = (part.strip() for part in cell.partition("->"))
            if not arrow or not right:
                return f'"{cell}" is no pair: write left -> right'
            words = (Paragraph(self._at, (Text(self._at, right),)),)
            target = targets.setdefault(right, MatchItem(self._at, str(len(targets) + 1), words))
            if blocks := self._rich.plain(left):
                sources.append(MatchItem(self._at, choice_code(len(sources)), blocks))
                pairs.append((sources[-1].code, target.code))
        if len(sources) < 2:
            return "it has fewer than two things to match"
        one_to_one = len({target for _, target in pairs}) == len(pairs)
        return MatchInteraction(self._at, tuple(sources), tuple(targets.values()), tuple(pairs), one_to_one)


IMPORTER = Importer("csv", "CSV", looks_like_table, read)
