"""One source file: its front matter, its block tokens, and the headings that divide it."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec
from markdown_it.token import Token

from coursepack.diagnostics import Ignore, Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.reading.characters import without_forbidden
from coursepack.reading.exports import front_matter
from coursepack.reading.exports.arrangement import Place
from coursepack.reading.exports.table import read_source
from coursepack.reading.frontmatter import FrontMatter, read_front_matter
from coursepack.reading.ignores import MARK, find_ignores
from coursepack.reading.labels import Label, read_label
from coursepack.reading.markdown.context import TextContext, UnitText
from coursepack.reading.markdown.footnotes import UNUSED_FOOTNOTE, cut_footnotes
from coursepack.reading.markdown.parser import Environment, block_tokens

_LINK = re.compile(r"\]\(<?([^)\s>#:]+)")

ACCIDENTAL_HEADING = Rule(
    "accidental-heading",
    Severity.WARNING,
    "A line of dashes right under a text makes that text a heading.",
    "It was probably meant as a break between sections.",
    "put an empty line before the ---, or write the heading with #",
    example="The dough rests.\n---\nThen you bake it.",
    source="CommonMark 0.31, 4.3 Setext headings",
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
    `lines` are the author's; `source` has them as they are read, without what other tools leave in their exports.
    `foreign`: front matter of other tools; `place`: where an export's structure puts the file, None where its path
    says it.
    """

    def __init__(self, file: str, text: str, language: str, report: Report) -> None:
        self.file = file
        text = without_forbidden(text, file, report)
        self.lines = text.split("\n")
        self.front: FrontMatter = read_front_matter(text, file, report)
        self.foreign = front_matter.set_aside(self.front)
        self.place: Place | None = None
        self.language = str(self.front.values.get("language") or language)
        self.report = report
        self.env: Environment = {}
        skipped = self.front.lines
        self.source = read_source(file, text, self.lines, skipped, report)
        source = text if not skipped and not self.source.changed else "\n".join(self.source.lines[skipped:])
        self.has_comments = "<!--" in source
        self.tokens, self.footnotes = cut_footnotes(block_tokens(source, self.env), self.env, self._unused_footnote)
        if MARK in text:
            report.ignores.extend(self._ignores())
        self.sections = self._divide()
        self.titles = {section.at: section.title for section in reversed(self.sections[1:])}

    def context(self, unit: UnitText, *, quiz: bool, trust_html: bool) -> TextContext:
        """What reading a passage of this file needs; `unit` is shared by all passages of one unit."""
        env = {**self.env, "blanks": quiz}
        return TextContext(
            self.file,
            self.source.lines,
            self.front.lines,
            env,
            self.report,
            quiz=quiz,
            trust_html=trust_html,
            unit=unit,
            source=self.source,
        )

    def position(self, token: Token) -> Position:
        line = (token.map[0] if token.map else 0) + self.front.lines
        text = self.source.lines[line] if line < len(self.lines) else ""
        return self.source.place(line, len(text) - len(text.lstrip()))

    def _ignores(self) -> Iterator[Ignore]:
        for tokens in (self.tokens, *self.footnotes.values()):
            for ignore in find_ignores(tokens, self.source.lines, self.front.lines):
                yield msgspec.structs.replace(ignore, at=msgspec.structs.replace(ignore.at, file=self.file))

    @property
    def title(self) -> str:
        """The first heading as it is written, or ""."""
        return self.sections[1].title if len(self.sections) > 1 else ""

    def linked_files(self) -> list[str]:
        """The files that the text links to, in its order, as paths relative to the course's root."""
        folder = posixpath.dirname(self.file)
        links = (found for line in self.source.lines for found in _LINK.findall(line))
        return [posixpath.normpath(posixpath.join(folder, unquote(link))) for link in links]

    def _unused_footnote(self, label: str, token: Token) -> None:
        self.report.add(UNUSED_FOOTNOTE, self.position(token), f"no mark points at the footnote [^{label}]")

    def _divide(self) -> list[Section]:
        tokens = self.tokens
        heads = [index for index, token in enumerate(tokens) if token.level == 0 and token.type == "heading_open"]
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
        if line < len(self.lines) and self.source.lines[line].strip() == "---":
            at = self.position(heading)
            self.report.add(ACCIDENTAL_HEADING, at, "the --- right under this text makes it a heading")
