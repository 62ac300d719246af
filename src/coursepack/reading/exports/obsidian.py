"""Obsidian's Markdown: wiki links, embedded notes and pictures, comments and tag lines.

Wiki links become links whose address begins with `wiki:`; `find_page` finds what they name.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping

from coursepack.diagnostics import Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.exports.names import PAGE_PROPERTIES, plain_name
from coursepack.reading.exports.source import Source

PRIVATE_COMMENT = Rule(
    "private-comment",
    Severity.NOTE,
    "A comment for other authors, or a deletion under review, stands in the text.",
    "Learners should not read it; it is left out.",
    "nothing; to show the words to learners, take the comment's marks away",
    example="%%Ask Ada whether this is still true%%",
)
EMBEDDED_NOTE = Rule(
    "embedded-note",
    Severity.WARNING,
    "A page is embedded in another one.",
    "Packages show each page in one place only; a link stands where it was embedded.",
    "copy the text to the place where learners should read it, or keep the link: [[Page]]",
    example="![[Recipes#Bread]]",
)

SCHEME = "wiki:"
SIGNS = (re.compile(r"\n[ \t]*(?:%%|#[^\W\d_])"), re.compile(r"\^(?<=[ \n]\^)[A-Za-z0-9-]{3,}\n"))

_COMMENT = late(r"[ \t]*%%[ \t]*$")
_COMMENT_END = late(r".*%%[ \t]*$")
_TAG = r"#[^\W\d_][\w/-]*"
_TAGS = late(rf"[ \t]*{_TAG}(?:[ \t,]+{_TAG})*[ \t]*$")
_BLOCK = late(r"(?:^|[ \t]+)\^(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9-]{3,}[ \t]*$")
"""The name of a block, which links to it use: `^summer-menu`; fewer letters are an exponent."""
_SIZE = late(r"\d+(?:x\d+)?")
_NOT_NOTES = late(r"\.(?!md$|markdown$)[A-Za-z0-9]{2,5}$", re.IGNORECASE)


def read(source: Source) -> None:
    """Take comments that span lines, and lines of tags, out of the text."""
    prose = list(source.prose())
    _comments(source, prose)
    _blocks(source, prose)
    filled = [index for index in prose if source.lines[index].strip()]
    for index in filled:
        line = source.lines[index]
        if "#" in line and _TAGS.match(line) and _is_tag_line(source, index, filled[0], filled[1:2], filled[-1]):
            at = Position(source.file, index + 1, len(line) - len(line.lstrip()) + 1)
            source.report.add(PAGE_PROPERTIES, at, f"left out: the tags {line.strip()}", width=len(line.strip()))
            source.blank(index)


def _comments(source: Source, prose: list[int]) -> None:
    opened: int | None = None
    for index in prose:
        line = source.lines[index]
        if opened is None:
            if _COMMENT.match(line):
                opened = index
        elif _COMMENT_END.match(line):
            words = " ".join(" ".join(source.lines[opened + 1 : index]).split())
            message = f'left out: the comment "{words[:60]}{"…" * (len(words) > 60)}"'
            source.report.add(PRIVATE_COMMENT, Position(source.file, opened + 1), message, width=2)
            for inside in range(opened, index + 1):
                source.blank(inside)
            opened = None


def _blocks(source: Source, prose: list[int]) -> None:
    """Take out the names of blocks; links to a block lead to its page."""
    for index in prose:
        line = source.lines[index]
        found = _BLOCK.search(line) if "^" in line and "$" not in line else None
        if found:
            source.drop("a block's name", "the names of {} blocks", source.place(index, found.start()))
            source.replace(index, found.start(), len(line), "")


def _is_tag_line(source: Source, index: int, first: int, second: list[int], last: int) -> bool:
    """Whether a line of `#words` is tags: several, nested, or a small one at an edge. `#Title` may be a heading."""
    above = source.lines[index - 1].strip() if index > source.begin else ""
    below = source.lines[index + 1].strip() if index + 1 < len(source.lines) else ""
    if (above and not above.startswith("# ")) or below:
        return False
    line = source.lines[index].strip()
    if "/" in line or len(line.split()) > 1:
        return True
    edge = index in (first, last) or (index in second and source.lines[first].startswith("# "))
    return edge and line[1].islower()


# --- what wiki links say -------------------------------------------------------------------------------------


def shown_words(target: str, words: str) -> str:
    """What a learner reads of a wiki link."""
    if words:
        return words
    page, _, heading = target.partition("#")
    heading = heading.rpartition("#")[2]
    page = posixpath.basename(page)
    if heading.startswith("^") or not heading:
        return page
    return f"{page} > {heading}" if page else heading


def is_note(target: str) -> bool:
    """Whether `![[target]]` embeds a page rather than a picture or other file."""
    return not _NOT_NOTES.search(target.partition("#")[0])


def alternative(words: str) -> str:
    """The alternative text of an embedded picture: a size is none."""
    return " ".join(part.strip() for part in words.split("|") if not _SIZE.fullmatch(part.strip())).strip()


def split_target(reference: str) -> tuple[str, str]:
    """The page and the heading that a reference (`wiki:Page#Heading`) names; a block's mark (`#^…`) is dropped."""
    page, _, heading = reference.removeprefix(SCHEME).partition("#")
    heading = heading.rpartition("#")[2]
    return page.strip(), "" if heading.startswith("^") else heading.strip()


class Pages:
    """Finds the files that wiki links name: by name, by the end of the path, or by an alias."""

    def __init__(self, files: Iterable[str], aliases: Mapping[str, str]) -> None:
        self._aliases = {alias.casefold(): file for alias, file in aliases.items()}
        self._by_name: dict[str, list[str]] = {}
        for file in sorted(files, key=lambda name: (name.count("/"), name)):
            for name in _names(file):
                self._by_name.setdefault(name, []).append(file)

    def find(self, page: str, near: str) -> str | None:
        """The file that `page`, written in the file `near`, means: in the same folder first, then the highest."""
        wanted = page.strip("/").casefold()
        name = wanted.rpartition("/")[2]
        found = [
            file
            for file in self._by_name.get(name, ())
            if "/" not in wanted or any(_fits(form, wanted) for form in _forms(file))
        ]
        folder = posixpath.dirname(near)
        return next((file for file in found if posixpath.dirname(file) == folder), None) or (
            found[0] if found else self._aliases.get(wanted)
        )


def _names(file: str) -> list[str]:
    return list(dict.fromkeys(form.rpartition("/")[2] for form in _forms(file)))


def _forms(file: str) -> list[str]:
    """How a wiki link may write a file: with its ending, and where it is a page without it."""
    whole = file.casefold()
    stem, dot, suffix = whole.rpartition(".")
    if dot and suffix in ("md", "markdown", "mdown", "mkd"):
        return [whole, stem, plain_name(stem)]
    return [whole]


def _fits(form: str, wanted: str) -> bool:
    return form == wanted or form.endswith(f"/{wanted}")
