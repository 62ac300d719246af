"""One source file: its front matter, its block tokens, and the headings that divide it."""

import msgspec
from markdown_it.token import Token

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.reading.frontmatter import FrontMatter, read_front_matter
from coursepack.reading.labels import Label, read_label
from coursepack.reading.markdown.context import TextContext, UnitText
from coursepack.reading.markdown.footnotes import UNUSED_FOOTNOTE, cut_footnotes
from coursepack.reading.markdown.parser import Environment, block_tokens

ACCIDENTAL_HEADING = Rule(
    "accidental-heading",
    Severity.WARNING,
    "A line of dashes right under a text makes that text a heading.",
    "It was probably meant as a break between sections.",
    "put an empty line before the ---, or write the heading with #",
)


class Section(msgspec.Struct, frozen=True):
    """What stands from one top-level heading to the next; `level` 0 is the text before the first heading.

    `start` and `end` are indexes of the document's tokens; `body` is the first one behind the heading. `title` is
    the heading's raw Markdown.
    """

    level: int
    start: int
    body: int
    end: int
    title: str
    at: Position
    label: Label | None = None

    @property
    def has_text(self) -> bool:
        return self.end > self.body


class Document:
    """A source file, divided at its headings. Texts are read later, when it is known what unit they belong to.

    `footnotes`: {label: block tokens of its text}, wherever in the file it stands; `tokens` are without them.
    """

    def __init__(self, file: str, text: str, language: str, report: Report) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.front: FrontMatter = read_front_matter(text, file, report)
        self.language = str(self.front.values.get("language") or language)
        self.report = report
        self.env: Environment = {}
        skipped = self.front.lines
        source = text if not skipped else "\n".join(self.lines[skipped:])
        self.tokens, self.footnotes = cut_footnotes(
            block_tokens(source.replace("\0", "\ufffd"), self.env), self._unused_footnote
        )
        self.sections = self._divide()

    def context(self, unit: UnitText, *, quiz: bool, trust_html: bool) -> TextContext:
        """What reading a passage of this file needs; `unit` is shared by all passages of one unit."""
        env = {**self.env, "blanks": quiz}
        return TextContext(
            self.file, self.lines, self.front.lines, env, self.report, quiz=quiz, trust_html=trust_html, unit=unit
        )

    def position(self, token: Token) -> Position:
        line = (token.map[0] if token.map else 0) + self.front.lines
        source = self.lines[line] if line < len(self.lines) else ""
        return Position(self.file, line + 1, len(source) - len(source.lstrip()) + 1)

    def _unused_footnote(self, label: str, token: Token) -> None:
        self.report.add(UNUSED_FOOTNOTE, self.position(token), f"no mark points at the footnote [^{label}]")

    def _divide(self) -> list[Section]:
        tokens = self.tokens
        heads = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
        sections = [Section(0, 0, 0, heads[0] if heads else len(tokens), "", Position(self.file, 1))]
        for index, end in zip(heads, [*heads[1:], len(tokens)], strict=False):
            title = tokens[index + 1].content
            self._check_underline(tokens[index])
            sections.append(
                Section(
                    int(tokens[index].tag[1]),
                    index,
                    index + 3,
                    end,
                    title,
                    self.position(tokens[index]),
                    read_label(title, self.language),
                )
            )
        return sections

    def _check_underline(self, heading: Token) -> None:
        """Report a heading that only a glued `---` makes: the author most likely meant a break."""
        if heading.markup != "-" or not heading.map:
            return
        line = heading.map[1] - 1 + self.front.lines
        if line < len(self.lines) and self.lines[line].strip() == "---":
            at = self.position(heading)
            self.report.add(ACCIDENTAL_HEADING, at, "the --- right under this text makes it a heading")
