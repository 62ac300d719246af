"""What a reader of a foreign bank is given, and what it hands over."""

import hashlib
import re
from collections.abc import Callable

import msgspec

from coursepack.diagnostics import Fate, Fidelity
from coursepack.errors import SourceError
from coursepack.formats.opening import Opening
from coursepack.ids import slug
from coursepack.model.assessment import Pool, Question
from coursepack.model.content import Block
from coursepack.model.scoring import QuizSettings
from coursepack.model.source import Position
from coursepack.writing.quizzes import USUAL

FOLDER = "images"
"""Where the files of a bank stand, beside the Markdown that shows them."""

MOST_FILES_BYTES = 256 << 20
"""They are in memory until all is read, and an import needs no more than 512 MB."""
_LONGEST_STEM = 60
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,89}")


class UnreadableItemError(Exception):
    """An item of a bank cannot be a question; its message says why. The others are read all the same."""


class ImportedQuiz(msgspec.Struct, frozen=True):
    """A quiz, category or pool of a bank, which becomes one Markdown file.

    `path`: the names of all that it stands in, and its own at the end. `remarks`: {index among all of its
    questions: a name or comment that learners never see}. Places are in the foreign file.
    """

    path: tuple[str, ...]
    at: Position
    items: tuple[Question | Pool, ...]
    blocks: tuple[Block, ...] = ()
    settings: QuizSettings = USUAL
    id: str = ""
    remarks: dict[int, str] = {}


class Files:
    """The files of a bank: {name: bytes}. A file that comes twice is kept once; two that share a name get a number."""

    def __init__(self) -> None:
        self.by_name: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._stems: set[str] = set()
        self._size = 0

    def add(self, name: str, data: bytes) -> str:
        """Keep a file that the bank calls `name`; return the reference to it in the Markdown."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._names:
            self._size += len(data)
            if self._size > MOST_FILES_BYTES:
                raise SourceError(
                    f"the bank holds more than {MOST_FILES_BYTES >> 20} MB of pictures and other files",
                    "export it in parts, category by category; nothing was written",
                )
            self._names[digest] = self._free(name)
            self.by_name[self._names[digest]] = data
        return f"{FOLDER}/{self._names[digest]}"

    def _free(self, name: str) -> str:
        plain = name.replace("\\", "/").rsplit("/", 1)[-1]
        stem, dot, ending = plain.rpartition(".")
        stem, ending = (stem, ending) if dot else (plain, "")
        ending = re.sub(r"[^a-z0-9]", "", ending.lower())[:8]
        stem = slug(stem, _LONGEST_STEM).replace("_", "-") or "file"
        number, free = 1, stem
        while free in self._stems:
            number += 1
            free = f"{stem}-{number}"
        self._stems.add(free)
        return f"{free}.{ending}" if ending else free


class Bank(msgspec.Struct, frozen=True):
    """All that a foreign file holds."""

    quizzes: tuple[ImportedQuiz, ...]
    files: dict[str, bytes] = {}


class Notes:
    """What our format could not hold as the bank has it: rows of the fidelity table, in the order of the file.

    It also gives out identifiers: one that the bank has twice, or that no learning system takes, is not used.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._rows: dict[Fidelity, None] = {}
        self._ids: set[str] = set()

    @property
    def rows(self) -> tuple[Fidelity, ...]:
        return tuple(self._rows)

    def degraded(self, what: str, at: Position, how: str) -> None:
        """`what` (`question "Ohm's law"`) is there, but not as the bank has it."""
        self._add(what, "degraded", at, how)

    def dropped(self, what: str, at: Position, why: str) -> None:
        """`what` is left out."""
        self._add(what, "dropped", at, why)

    def identifier(self, wanted: str, what: str, at: Position) -> str:
        """`wanted` as the id of a question, or "" where it cannot be one; a change is noted."""
        wanted = wanted.strip()
        if not wanted:
            return ""
        plain = wanted if _ID.fullmatch(wanted) else slug(wanted, 80)
        plain = plain if plain[:1].isalpha() or not plain else f"q_{plain}"
        if not plain or plain in self._ids:
            why = "another question has it" if plain else "no learning system takes it"
            self.degraded(what, at, f'its identifier "{wanted}" is left out: {why}')
            return ""
        if plain != wanted:
            self.degraded(what, at, f'its identifier "{wanted}" is written {plain}: not every learning system takes it')
        self._ids.add(plain)
        return plain

    def _add(self, what: str, fate: Fate, at: Position, how: str) -> None:
        self._rows[Fidelity(self._source, what, fate, at, how)] = None


class Importer(msgspec.Struct, frozen=True):
    """A row of the table of formats that can be imported.

    `name` is what programs call it, `label` what people do. `recognise` looks at how a file begins; `read` makes the
    bank, and raises `SourceError` where the file is damaged as a whole.
    """

    name: str
    label: str
    recognise: Callable[[Opening], bool]
    read: Callable[[Opening, Notes], Bank]


def question_name(name: str, number: int) -> str:
    """A question as it is called in notes: by its name in the bank, or by its place in it."""
    return f'question "{name}"' if name.strip() else f"question {number}"
