"""What the readers of one unit's text share: its file, its lines, its footnotes and where problems go."""

import re
import unicodedata
from collections.abc import Callable

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.content import Block
from coursepack.model.source import Position
from coursepack.reading.exports.source import Source
from coursepack.reading.markdown.parser import Environment

NESTING_TOO_DEEP = Rule(
    "nesting-too-deep",
    Severity.ERROR,
    "Lists, quotations or emphasis stand inside each other deeper than can be read.",
    "What stands deeper would be lost, and no learner can follow such a structure.",
    "move the inner part to a list or section of its own",
    example="a list whose items stand 50 levels inside each other",
)


MentionReader = Callable[[str], list[tuple[int, int, str, str]]]


class References:
    """What a course's texts refer to, collected while they are read, and what is told of them all in the end."""

    def __init__(self) -> None:
        self.links: list[tuple[str, Position]] = []
        self.mentions: list[tuple[str, str, Position]] = []
        self.images: list[tuple[str, Position]] = []
        self.comments: list[tuple[str, Position]] = []
        """Comments inside a text, a list or another block, where they mean nothing."""
        self.bold_headings: list[tuple[Position, int]] = []
        """Each with the number of # that it takes among the headings of its unit, 0 where the unit has no other."""


class UnitText:
    """What all passages of one unit share, in whatever files they stand: footnotes and anchors.

    A quiz inside a lesson shares them with it: both are on one page. `footnotes`: {(file, label): number};
    `footnote_texts` by number, once they are read; `footnotes_placed`: numbers of those that have their place.
    """

    def __init__(self) -> None:
        self.footnotes: dict[tuple[str, str], int] = {}
        self.footnote_marks: dict[int, int] = {}
        self.footnote_texts: dict[int, tuple[Block, ...]] = {}
        self.footnotes_placed: set[int] = set()
        self.anchors: dict[str, int] = {}


class TextContext:
    """The state of reading one passage of a unit's text.

    `lines` are those of the whole file; `offset` is how many of them come before the parser's line 0. `quiz`:
    the text is in a quiz, where blanks are read and nothing is inferred from looks. `trust_html` lets HTML through.
    `mentions` finds words that name units ("lesson 1.1") in a text: (start, end, label, number) of each.
    """

    def __init__(
        self,
        file: str,
        lines: list[str],
        offset: int,
        env: Environment,
        report: Report,
        *,
        quiz: bool = False,
        trust_html: bool = False,
        unit: UnitText | None = None,
        mentions: MentionReader | None = None,
        references: References | None = None,
        source: Source | None = None,
    ) -> None:
        self.file = file
        self.lines = lines
        self.offset = offset
        self.env = env
        self.report = report
        self.quiz = quiz
        self.trust_html = trust_html
        self.unit = unit or UnitText()
        self.mentions = mentions
        self.references = references or References()
        self.source = source
        self.quoted = 0
        self.html_depth = 0

    @property
    def linking(self) -> bool:
        """Whether mentions of units become links here: everywhere but in the questions and choices of a quiz."""
        return self.mentions is not None and (not self.quiz or self.quoted > 0)

    def position(self, line: int, text: str = "") -> Position:
        """The place of the parser's line number `line`, at the column where `text` stands in it."""
        return self.place(*self.find(line, text))

    def find(self, line: int, text: str = "") -> tuple[int, int]:
        """The index in `lines` of the parser's line number `line`, and the column of `text` in it, from 0."""
        number = line + self.offset
        column = 0
        if 0 <= number < len(self.lines):
            source = self.lines[number]
            column = source.find(text) if text else len(source) - len(source.lstrip())
        return number, max(column, 0)

    def place(self, number: int, column: int) -> Position:
        """The author's place of a character of `lines`; both count from 0."""
        if self.source is not None and self.source.changed:
            return self.source.place(number, column)
        return Position(self.file, number + 1, column + 1)

    def footnote(self, label: str) -> tuple[int, int]:
        """The number of a footnote and the occurrence of this mark of it, both from 1 in the unit."""
        unit = self.unit
        number = unit.footnotes.setdefault((self.file, label), len(unit.footnotes) + 1)
        occurrence = unit.footnote_marks[number] = unit.footnote_marks.get(number, 0) + 1
        return number, occurrence

    def anchor(self, title: str) -> str:
        """An anchor for a heading, unique in the unit, formed as forges form theirs so that links keep working."""
        anchors = self.unit.anchors
        base = slug(title) or "section"
        count = anchors.get(base, 0)
        anchors[base] = count + 1
        if not count:
            return base
        candidate = f"{base}-{count}"
        while candidate in anchors:
            count += 1
            candidate = f"{base}-{count}"
        anchors[base] = count + 1
        anchors[candidate] = 1
        return candidate


_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


def slug(title: str) -> str:
    """A heading's anchor as GitHub writes it: lower case, letters of any script, hyphens for spaces."""
    text = unicodedata.normalize("NFC", title).strip().lower()
    return _NOT_IN_SLUG.sub("", text).replace(" ", "-")
