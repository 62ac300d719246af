"""Lists of contents that other tools build from: SUMMARY.md (mdBook, GitBook), _sidebar.md (docsify), mkdocs.yml.

A list of contents gives the order, the titles and the nesting of the files in and below its folder.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.discovery import INTRODUCTIONS, MARKDOWN, Sources
from coursepack.reading.exports.repository import NOT_A_LESSON
from coursepack.reading.values import did_you_mean

NOT_IN_CONTENTS = Rule(
    "not-in-contents",
    Severity.WARNING,
    "A Markdown file is not named in the list of contents (SUMMARY.md, _sidebar.md, mkdocs.yml) that governs it.",
    "It is left out of the course: authors keep drafts and solutions so.",
    "add a line for it to the list of contents, or move it out of the folder",
    example="draft.md beside a SUMMARY.md that does not name it",
)
CONTENTS_ENTRY = Rule(
    "contents-entry",
    Severity.WARNING,
    "An entry of the list of contents names a file that is not there.",
    "The chapter is missing from the course.",
    "write the file, correct its path, or remove the entry",
    example="- [Bread](bread.md) in SUMMARY.md where there is no bread.md",
)

MKDOCS = ("mkdocs.yml", "mkdocs.yaml")

_ENTRY = late(r"(?P<indent>[ \t]*)(?:[-*+]|\d+[.)])[ \t]+(?P<text>\S.*)$")
_LINK = late(r"(?:!?)\[(?P<title>(?:\\.|[^\]\\])*)\]\((?P<path><[^>]*>|[^)\s]*)(?:\s+[^)]*)?\)\s*$")
_PART = late(r"#{1,6}[ \t]+(?P<title>.+?)[ \t#]*$")
_BREAK = late(r"[ \t]*(?:-[ \t]*){3,}$|[ \t]*(?:\*[ \t]*){3,}$|[ \t]*(?:_[ \t]*){3,}$")
_WEB = late(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_OPENING = late(r"(?:summary|contents|table of contents)$", re.IGNORECASE)


class Entry(msgspec.Struct):
    """A line of a list of contents: raw Markdown `title`, the `file` that it names ("" for none), what is below it."""

    title: str
    file: str
    at: Position
    children: list["Entry"] = []
    outside: bool = False

    def walk(self) -> Iterator["Entry"]:
        yield self
        for child in self.children:
            yield from child.walk()


class Contents(msgspec.Struct):
    """The list of contents in `file`, which governs the Markdown files in and below `folder`."""

    file: str
    folder: str
    entries: list[Entry]

    def governs(self, file: str) -> bool:
        return not self.folder or file.startswith(f"{self.folder}/")

    def welcomes(self, file: str) -> bool:
        """Whether `file` is the README or index of the folder itself: it introduces the course, listed or not."""
        return posixpath.dirname(file) == self.folder and is_welcome(file)

    def walk(self) -> Iterator[Entry]:
        for entry in self.entries:
            yield from entry.walk()


def settings_files(sources: Sources) -> list[str]:
    """The files beside the lessons that say how these are ordered."""
    return sorted(file for file in sources.files if file.rsplit("/", 1)[-1] in MKDOCS)


def is_welcome(file: str) -> bool:
    """Whether a file is a README or index."""
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower() in INTRODUCTIONS


def is_contents(file: str) -> bool:
    """Whether a file's name says that it may be a list of contents."""
    return file.rsplit("/", 1)[-1] in ("SUMMARY.md", "_sidebar.md")


def read_markdown(file: str, text: str, sources: Sources, report: Report) -> Contents | None:
    """The contents that a SUMMARY.md or _sidebar.md lists; None where it is an ordinary text."""
    folder = posixpath.dirname(file)
    reader = _Reader(file, folder, sources)
    if not reader.read(text.split("\n")):
        return None
    contents = Contents(file, folder, reader.top)
    if not any(entry.file in sources.files for entry in contents.walk()):
        return None
    _check(contents, sources, report)
    return contents


def _check(contents: Contents, sources: Sources, report: Report) -> None:
    for entry in contents.walk():
        if entry.file and entry.file not in sources.lessons:
            hint = did_you_mean(posixpath.basename(entry.file), [posixpath.basename(name) for name in sources.lessons])
            report.add(CONTENTS_ENTRY, entry.at, f'"{entry.file}" is not there{hint}')
            entry.file = ""
        elif not entry.file and not entry.children:
            why = "leads to another site" if entry.outside else "has no file yet"
            report.add(NOT_A_LESSON, entry.at, f'"{entry.title}" {why} and is left out')


class _Reader:
    def __init__(self, file: str, folder: str, sources: Sources) -> None:
        self._file = file
        self._folder = folder
        self._sources = sources
        self.top: list[Entry] = []

    def read(self, lines: list[str]) -> bool:
        """Read the list; False where there are lines that no list of contents has."""
        part: Entry | None = None
        stack: list[tuple[int, Entry]] = []
        comment = False
        for number, line in enumerate(lines, 1):
            text = line.strip()
            if comment or text.startswith("<!--"):
                comment = "-->" not in text
                continue
            if not text:
                continue
            if _BREAK.match(line):
                part, stack = None, []
                continue
            heading = _PART.match(line)
            if heading:
                stack = []
                part = None
                if not _OPENING.match(heading["title"]) and (self.top or number > 1):
                    part = Entry(heading["title"], "", Position(self._file, number, 1 + line.index(heading["title"])))
                    self.top.append(part)
                continue
            entry = _ENTRY.match(line)
            found = self._entry(entry["text"] if entry else text, line, number)
            if found is None:
                return False
            if entry is None:
                if not found.file and not _LINK.match(text):
                    return False
                stack, part = [], None  # a chapter before or behind the list belongs to no part
                self.top.append(found)
                continue
            indent = len(entry["indent"].expandtabs(4))
            while stack and stack[-1][0] >= indent:
                stack.pop()
            siblings = stack[-1][1].children if stack else part.children if part else self.top
            siblings.append(found)
            stack.append((indent, found))
        self.top = [entry for entry in self.top if entry.children or entry.file or not _is_part(entry, lines)]
        return bool(self.top)

    def _entry(self, text: str, line: str, number: int) -> Entry | None:
        at = Position(self._file, number, 1 + line.index(text))
        link = _LINK.match(text)
        if link is None:
            plain = re.sub(r"[*_]{1,2}", "", text).strip()
            return None if "](" in text or len(plain) > 120 else Entry(plain, "", at)
        path = unquote(link["path"].strip("<>")).partition("#")[0]
        if _WEB.match(path):
            return Entry(link["title"], "", at, outside=True)
        return Entry(link["title"], _file_of(path, self._folder, self._sources), at)


def _is_part(entry: Entry, lines: list[str]) -> bool:
    return _PART.match(lines[entry.at.line - 1]) is not None


def _file_of(path: str, folder: str, sources: Sources) -> str:
    """The source file that a path in a list of contents names; "" for none, the path itself where it is not there."""
    if not path:
        return ""
    clean = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    tries = [clean, *(clean + suffix for suffix in MARKDOWN[:1])]
    tries += [posixpath.join(clean, name) for name in ("README.md", "index.md", "readme.md")]
    return next((name for name in tries if name in sources.files), clean)


# --- mkdocs.yml ----------------------------------------------------------------------------------------------


def read_mkdocs(file: str, text: str, sources: Sources, report: Report) -> Contents | None:
    """The `nav` of an mkdocs.yml; None where there is none, or none that is simple enough."""
    lines = text.split("\n")
    first = next((index for index, line in enumerate(lines) if re.match(r"nav:\s*(?:#.*)?$", line)), None)
    if first is None:
        return None
    last = next((i for i in range(first + 1, len(lines)) if re.match(r"[\w'\"]", lines[i])), len(lines))
    nav = _yaml("\n".join(lines[first:last]))
    docs = next((found[1] for line in lines if (found := re.match(r"docs_dir:\s*['\"]?([\w./-]+)", line))), "docs")
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(file), docs))
    folder = "" if folder == "." else folder
    if not isinstance(nav, list):
        return None

    def entries(listed: list[Any]) -> list[Entry]:
        found: list[Entry] = []
        for each in listed:
            title, value = next(iter(each.items())) if isinstance(each, dict) and each else ("", each)
            wanted = value if isinstance(value, str) else title
            line = next((i for i in range(first, last) if str(wanted) in lines[i]), first)
            at = Position(file, line + 1, max(lines[line].find(str(wanted)), 0) + 1)
            if isinstance(value, list):
                found.append(Entry(str(title), "", at, entries(value)))
            elif isinstance(value, str) and not _WEB.match(value):
                found.append(Entry(str(title), _file_of(value, folder, sources), at))
        return found

    contents = Contents(file, folder, entries(nav))
    if not any(entry.file in sources.files for entry in contents.walk()):
        return None
    _check(contents, sources, report)
    return contents


def _yaml(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if len(text) > 65_536 or re.search(r"(?m)(?:^|[:\-\[,]\s+)[&*!][\w-]+", text):
        return None
    try:
        return (YAML(typ="safe", pure=True).load(text) or {}).get("nav")
    except (YAMLError, ValueError, AttributeError):
        return None
