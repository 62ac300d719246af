"""text2qti's plain text: numbered questions in Markdown, choices with `*` before what is right (text2qti 0.7)."""

import re

import msgspec

from coursepack.formats.opening import Opening
from coursepack.importing.answers import Given, Told, accepted_number, choices_of, texts_of
from coursepack.importing.base import Bank, ImportedQuiz, Importer, Notes, question_name
from coursepack.importing.fitting import asked, fitted
from coursepack.importing.markdown import markdown_html
from coursepack.importing.rich_text import RichText
from coursepack.model.assessment import (
    AcceptedNumber,
    ExtendedTextInteraction,
    Feedback,
    Interaction,
    NumericEntryInteraction,
    Pool,
    Question,
    UploadInteraction,
)
from coursepack.model.content import Block, Text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.questions.numeric import read_number
from coursepack.writing.quizzes import USUAL

_QUESTION = late(r"(\d+)\.(\s+)(.*)")
_CHOICE = late(r"(\*?)([a-zA-Z])\)\s+(.*)")
_BOX = late(r"\[( |\*)\]\s+(.*)")
_TEXT = late(r"\*\s+(.*)")
_NUMBER = late(r"=\s+(.*)")
_SETTING = late(r"(quiz title|quiz description|shuffle answers|show correct answers|one question at a time|"
                r"can't go back|feedback is solution|solutions sample groups|title|text title|text|points|pick|"
                r"points per question)\s*:\s*(.*)", re.IGNORECASE)  # fmt: skip
_SPREAD = late(r"(\S+)\s*\+-\s*(\S+?)(%?)")


class _Found(msgspec.Struct):
    """A question in the making. `parts`: (mark, whether right, lines, lines of its feedback) of each answer."""

    at: Position
    stem: list[str]
    title: str = ""
    points: float = 1.0
    parts: list[tuple[str, bool, list[str], list[str]]] = []
    told: dict[str, list[str]] = {}


def looks_like_text2qti(text: str) -> bool:
    """Whether a text has a question with answers as text2qti marks them, or says that it is its quiz."""
    if re.search(r"^quiz title\s*:", text, re.MULTILINE | re.IGNORECASE):
        return True
    numbered = re.search(r"^\d+\.\s+\S", text, re.MULTILINE)
    marked = re.search(r"^(?:\*[a-z]\)\s|\[\*\]\s|=\s+[\[\d.+-]|\*\s+\S|_{3,}\s*$|\^{4,}\s*$)", text, re.MULTILINE)
    return bool(numbered and marked)


def read(opening: Opening, notes: Notes) -> Bank:
    """The quiz that a file is; a group becomes a pool."""
    return _Reader(opening, notes).read()


class _Reader:
    def __init__(self, opening: Opening, notes: Notes) -> None:
        self._opening = opening
        self._notes = notes
        self._title = opening.path.stem
        self._description: list[str] = []
        self._shuffle = False
        self._items: list[Question | Pool] = []
        self._pool: tuple[Position, int, float, list[Question]] | None = None
        self._current: _Found | None = None
        self._next = ("", 1.0)
        self._into: list[str] | None = None
        self._number = 0

    def read(self) -> Bank:
        comment = False
        for number, line in enumerate(self._opening.text.splitlines(), 1):
            at = Position(self._opening.label, number, 0)
            if comment or line.strip() == "COMMENT":
                comment = line.strip() != "END_COMMENT"
            elif not line.startswith("%"):
                self._line(line.rstrip(), at)
        self._close()
        self._close_pool()
        start = Position(self._opening.label, 1, 0)
        blocks = self._blocks(self._description, start, "the quiz")
        settings = msgspec.structs.replace(USUAL, shuffle_choices=self._shuffle)
        quiz = ImportedQuiz((self._title,), start, tuple(self._items), blocks, settings)
        return Bank((quiz,) if self._items else ())

    # --- lines -----------------------------------------------------------------------------------------------

    def _line(self, line: str, at: Position) -> None:
        if self._into is not None and (not line.strip() or line[0] in " \t"):
            self._into.append(line.strip() if not line.startswith("    ") else line[4:])
            return
        if line == "GROUP":
            self._close()
            self._close_pool()
            self._pool = (at, 0, 1.0, [])
        elif line == "END_GROUP":
            self._close()
            self._close_pool()
        elif found := _QUESTION.fullmatch(line):
            self._close()
            title, points = self._next
            self._next = ("", 1.0)
            points = self._pool[2] if self._pool and points == 1.0 else points
            self._current = _Found(at, [found[3]], title, points)
            self._into = self._current.stem
        elif setting := _SETTING.fullmatch(line):
            self._set(setting[1].lower(), setting[2].strip(), at)
        elif self._current is not None and line.strip():
            self._answer(line, self._current, at)

    def _answer(self, line: str, current: _Found, at: Position) -> None:
        mark = next((sign for sign in ("...", "+", "-", "!") if re.match(rf"{re.escape(sign)}\s", line)), "")
        if mark:
            lines = [line[len(mark) :].strip()]
            if mark == "..." and current.parts:
                current.parts[-1][3].extend(lines)
                self._into = current.parts[-1][3]
            else:
                self._into = current.told.setdefault(mark, [])
                self._into.extend(lines)
            return
        for kind, pattern in (("choice", _CHOICE), ("box", _BOX), ("text", _TEXT), ("number", _NUMBER)):
            if found := pattern.fullmatch(line):
                right = kind in ("text", "number") or found[1] == "*"
                lines = [found[found.re.groups]]
                current.parts.append((kind, right, lines, []))
                self._into = lines
                return
        if re.fullmatch(r"_{3,}", line) or re.fullmatch(r"\^{4,}", line):
            current.parts.append(("essay" if line[0] == "_" else "upload", True, [], []))
            self._into = None
            return
        self._notes.dropped(f'line "{line[:60]}"', at, "it is no part of a question that is known")

    def _set(self, name: str, value: str, at: Position) -> None:
        self._into = None
        match name:
            case "quiz title":
                self._title = value or self._title
            case "quiz description":
                self._description = [value]
                self._into = self._description
            case "shuffle answers":
                self._shuffle = value.lower() == "true"
            case "title":
                self._close()
                self._next = (value, self._next[1])
            case "points":
                self._close()
                self._next = (self._next[0], _points(value))
            case "pick" if self._pool is not None:
                self._pool = (self._pool[0], int(value) if value.isdecimal() else 0, *self._pool[2:])
            case "points per question" if self._pool is not None:
                self._pool = (*self._pool[:2], _points(value), self._pool[3])
            case "text title":
                self._close()
                self._next = (value, 1.0)
            case "text":
                self._close()
                self._note_text(value, at)
            case _:
                self._notes.dropped(f'setting "{name}"', at, "set it in the front matter of the quiz")

    def _note_text(self, value: str, at: Position) -> None:
        title, self._next = self._next[0], ("", 1.0)
        blocks = self._blocks([title], at, "a text") + self._blocks([value], at, "a text")
        if blocks:
            self._number += 1
            words, stem = asked(at, blocks, "", self._number)
            self._items.append(Question(at, "", -1, words, stem, None, scored=False))

    # --- questions -------------------------------------------------------------------------------------------

    def _close(self) -> None:
        current, self._current, self._into = self._current, None, None
        if current is None:
            return
        self._number += 1
        what = question_name(current.title, self._number)
        at = current.at

        def told(how: str) -> None:
            self._notes.degraded(what, at, how)

        def said(mark: str) -> tuple[Block, ...]:
            return self._blocks(current.told.get(mark, []), at, what)

        made = self._interaction(current, what, told)
        if isinstance(made, str):
            self._notes.dropped(what, at, made)
            return
        interaction, partial = made
        title, stem = asked(at, self._blocks(current.stem, at, what), current.title, self._number)
        if current.title:
            told(f'its title "{current.title}" is left out: learners see the question')
        by_hand = isinstance(interaction, ExtendedTextInteraction | UploadInteraction)
        feedback = Feedback(said("...") or said("!"), () if by_hand else said("+"), (), () if by_hand else said("-"))
        question = fitted(
            Question(at, "", -1, title, stem, interaction, feedback, points=current.points, partial=partial), told
        )
        (self._pool[3] if self._pool else self._items).append(question)

    def _interaction(self, current: _Found, what: str, told: Told) -> tuple[Interaction, bool | None] | str:
        at, parts = current.at, current.parts
        kinds = {kind for kind, *_ in parts}
        if len(kinds) != 1:
            return "it has answers of different kinds" if kinds else "it has no answer"
        (kind,) = kinds
        if kind in ("choice", "box"):
            right = sum(is_right for _, is_right, *_ in parts)
            if len(parts) < 2 or not right:
                return "it has fewer than two choices" if right else "none of its choices is right"
            cost = 0.0 if kind == "choice" or right == len(parts) else -100.0 / (len(parts) - right)
            given = [
                Given(
                    (100.0 if kind == "choice" else 100.0 / right) if is_right else cost,
                    self._blocks(lines, at, what),
                    feedback=self._blocks(feedback, at, what),
                )
                for _, is_right, lines, feedback in parts
            ]
            return choices_of(at, given, single=kind == "choice", told=told)
        if kind == "text":
            texts = [
                Given(
                    100.0, text=" ".join(lines).strip().replace("*", r"\*"), feedback=self._blocks(feedback, at, what)
                )
                for _, _, lines, feedback in parts
            ]
            entry, _ = texts_of(at, texts, sensitive=False, told=told)
            return (entry, None) if entry else "it has no answer"
        if kind == "number":
            numbers = [_number(at, " ".join(lines).strip()) for _, _, lines, _ in parts]
            usable = tuple(number for number in numbers if number is not None)
            return (NumericEntryInteraction(at, usable), None) if usable else "its answer is no number that can be read"
        return (ExtendedTextInteraction(at) if kind == "essay" else UploadInteraction(at)), None

    def _close_pool(self) -> None:
        if self._pool is not None and self._pool[3]:
            at, draw, _, questions = self._pool
            number = 1 + sum(isinstance(item, Pool) for item in self._items)
            self._items.append(
                Pool(at, "", (Text(at, f"Group {number}"),), tuple(questions), min(draw, len(questions)))
            )
        self._pool = None

    def _blocks(self, lines: list[str], at: Position, what: str) -> tuple[Block, ...]:
        text = "\n".join(lines).strip()
        rich = RichText(at, lambda how: self._notes.degraded(what, at, how))
        return rich.blocks(markdown_html(text, math=True)) if text else ()


def _points(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,6}(\.\d+)?", text) else 1.0


def _number(at: Position, text: str) -> AcceptedNumber | None:
    """`1.5`, `1.5 +- 0.1`, `1.5 +- 1%` or `[1, 2]`."""
    limits = re.fullmatch(r"\[\s*(\S+)\s*,\s*(\S+)\s*\]", text)
    if limits:
        return accepted_number(at, f"{limits[1]}..{limits[2]}")
    spread = _SPREAD.fullmatch(text)
    if spread and not spread[3]:
        return accepted_number(at, spread[1], spread[2])
    return read_number(text, at) if spread else accepted_number(at, text)


IMPORTER = Importer("text2qti", "text2qti", lambda opening: looks_like_text2qti(opening.text), read)
