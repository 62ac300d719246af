"""Finds the files of a course: what is a lesson, what may be an image, and what is passed over."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coursepack.errors import SourceError, UsageError
from coursepack.reading.exports.names import plain_name
from coursepack.reading.labels import natural_key

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
INTRODUCTIONS = ("readme", "index")
_PASSED_OVER = frozenset({"build", "node_modules", "__pycache__", "site-packages"})
_THEME = "theme"


LARGEST_TEXT = 4_000_000
"""Bytes of one Markdown file: more than a whole library of courses has, and what a hostile one should not pass."""


class UnreadableTextError(SourceError):
    """A source file that is no text, and where in it that shows."""

    def __init__(self, message: str, help: str = "", *, line: int = 1, column: int = 1) -> None:
        super().__init__(message, help)
        self.line = line
        self.column = column


class Sources(msgspec.Struct, frozen=True):
    """The files of a course.

    `root` is the folder that every path is relative to; `lessons` the Markdown files in natural order, `files`
    all that are not passed over. Paths are relative, with `/`. `unread`: the Markdown files of the course that are
    left out where only a part of it is read. `read_from`: {file: the one that is read in its place} of a course in
    several languages; `untranslated` are those of its texts that are still in the language of the originals.
    `texts`: what is read of files instead of what they hold. `skipped`: {file or folder that may have been meant as
    part of the course: why it is not}.
    """

    root: Path
    lessons: tuple[str, ...]
    files: frozenset[str]
    single: bool = False
    unread: frozenset[str] = frozenset()
    read_from: dict[str, str] = {}
    untranslated: frozenset[str] = frozenset()
    texts: Mapping[str, str] = {}
    skipped: Mapping[str, str] = {}

    def path(self, file: str) -> Path:
        return self.root.joinpath(*self.read_from.get(file, file).split("/"))


def find_sources(root: Path, start: Path) -> Sources:
    """The sources under `start` (a folder, or one Markdown file) of the course whose root is `root`.

    Hidden files, `build/`, `node_modules/`, virtual environments, a course's `theme/`, symbolic links out of the
    course, and what `.gitignore` files name are passed over. Raises `UsageError` where there is nothing to read.
    """
    if start.is_file():
        if start.suffix.lower() not in MARKDOWN:
            raise UsageError(
                f"{start.name} is no Markdown file", "give a folder of lessons, or one file that ends in .md"
            )
        files, _ = _walk(root, start.parent)
        return Sources(root, (_relative(root, start),), frozenset(files), single=True)
    if not start.is_dir():
        raise UsageError(f"{start} does not exist", "give the folder that holds the lessons")
    files, skipped = _walk(root, start)
    lessons = sorted((file for file in files if file.lower().endswith(MARKDOWN)), key=reading_order)
    if not lessons:
        raise UsageError(f"there is no Markdown file in {start}", "write lessons as files that end in .md")
    return Sources(root, tuple(lessons), frozenset(files), skipped=skipped)


def reading_order(file: str) -> tuple[object, ...]:
    """Folder by folder as people read them; a folder's README or index first."""
    *folders, name = file.split("/")
    stem = name.rsplit(".", 1)[0]
    introduces = stem.lower() in INTRODUCTIONS
    named = natural_key(plain_name(stem))
    return (*((1, natural_key(plain_name(folder))) for folder in folders), (0 if introduces else 1, named))


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _walk(root: Path, start: Path) -> tuple[list[str], dict[str, str]]:
    """The files under `start`, and what of it is skipped (see `Sources`)."""
    found: list[str] = []
    skipped: dict[str, str] = {}
    ignored = _Ignored(root)
    for folder, names, files in os.walk(start, followlinks=False):
        here = Path(folder)
        ignored.enter(here)
        for name in (*names, *files):
            _check_name(name, start)
        names[:] = sorted(
            name
            for name in names
            if not name.startswith(".")
            and name not in _PASSED_OVER
            and not (name == _THEME and here == root)
            and not (here / name / "pyvenv.cfg").exists()
            and not ignored.matches(here / name, folder=True)
        )
        for name in [name for name in names if (here / name).is_symlink()]:
            names.remove(name)
            skipped[_relative(root, here / name)] = "it is a link to a folder, and those are not followed"
        for name in sorted(files):
            path = here / name
            if name.startswith(".") or ignored.matches(path):
                continue
            if problem := _problem(path, root):
                if name.lower().endswith(MARKDOWN):
                    skipped[_relative(root, path)] = problem
            else:
                found.append(_relative(root, path))
    return found, skipped


def _problem(path: Path, root: Path) -> str:
    """Why a file is not taken, or ""."""
    linked = path.is_symlink()
    try:
        if linked and not path.resolve().is_relative_to(root.resolve()):
            return "it is a link to a place outside the course"
    except (OSError, RuntimeError):  # a link to itself; Python 3.13 resolves it without a word
        return "it is a link that leads nowhere"
    if path.is_file():
        return ""
    return "it is a link that leads nowhere" if linked else "it is no file of text, but a pipe or a device"


def _check_name(name: str, start: Path) -> None:
    """Raises `UsageError` for a name that is no text: no package could hold it."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(
            f"the name {os.fsencode(name)!r} in {start} is not UTF-8",
            "rename it; or run in a UTF-8 locale, such as LC_ALL=C.UTF-8, where names are fine",
        ) from None


class _Ignored:
    """The `.gitignore` files from the course's root down."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._specs: list[tuple[Path, GitIgnoreSpec]] = []
        self._entered: set[Path] = set()

    def enter(self, folder: Path) -> None:
        """Take in the `.gitignore` of a folder that is about to be walked."""
        for place in (self._root, folder):
            if place in self._entered:
                continue
            self._entered.add(place)
            ignore = place / ".gitignore"
            if not ignore.is_file():  # nor a pipe that nobody writes into
                continue
            try:
                lines = ignore.read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                continue
            # Imported late: it takes a while, and most courses leave nothing out.
            from pathspec import GitIgnoreSpec

            self._specs.append((place, GitIgnoreSpec.from_lines(lines)))

    def matches(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a `.gitignore` at or above `path` names it."""
        for place, spec in self._specs:
            if path.is_relative_to(place):
                name = path.relative_to(place).as_posix() + ("/" if folder else "")
                if spec.match_file(name):
                    return True
        return False


def read_text(sources: Sources, file: str) -> str:
    """The text of a source file with `\\n` line ends. Raises `UnreadableTextError` with the place that is not UTF-8."""
    if (text := sources.texts.get(file)) is not None:
        return text
    path = sources.path(file)
    try:
        if (size := path.stat().st_size) > LARGEST_TEXT:
            raise UnreadableTextError(
                f"the file has {size / 1e6:.1f} MB; the text of a lesson may have {LARGEST_TEXT / 1e6:.0f} MB",
                "divide it into lessons; images and data belong into files of their own",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableTextError(f"the file cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise UnreadableTextError("the file is UTF-16, not UTF-8", "save it as UTF-8 in the editor") from None
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace").removeprefix("\ufeff")
        raise UnreadableTextError(
            f"the byte 0x{data[error.start]:02X} is not UTF-8 (byte {error.start} of the file, counted from 0)",
            "save the file as UTF-8 in the editor",
            line=before.count(b"\n") + 1,
            column=len(line) + 1,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
