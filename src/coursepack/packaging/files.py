"""The file of an output: what targets hand over and packaging writes, and which paths it may have."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from coursepack.errors import CoursepackError, SourceError
from coursepack.model.course import Asset, Piece

CHUNK = 1 << 20
"""Bytes of a file on disk that are held in memory at a time."""

LONGEST_PATH = 255
"""Characters in a path; longer ones fail in Moodle's file table (4.5 and 5.1)."""

_STRIPPED = frozenset("&'\"|\\<>:")
"""Characters that Moodle strips from names in an uploaded zip, which breaks every link to them."""

_UNPORTABLE = _STRIPPED | frozenset("*?")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


class OutputFile(msgspec.Struct, frozen=True):
    """A file of an output: its path there (with `/`), and its bytes or the file on disk that has them.

    `sha256`: that of these bytes when the course was read, in hex; "" where it does not matter. `pieces`: what goes
    out of the file on disk, where that is not all of it.
    """

    path: str
    content: bytes | Path
    sha256: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def size(self) -> int:
        """How many bytes there are; 0 where the file on disk is not there."""
        if isinstance(self.content, bytes):
            return len(self.content)
        if self.pieces:
            return sum(len(piece) if isinstance(piece, bytes) else piece[1] for piece in self.pieces)
        return self.content.stat().st_size if self.content.is_file() else 0

    def chunks(self) -> Iterator[bytes]:
        """The bytes, a bounded piece at a time.

        Raises `SourceError` where the file on disk cannot be read, and behind the last piece where it has changed.
        """
        if isinstance(self.content, bytes):
            yield self.content
            return
        digest = hashlib.sha256()
        try:
            with self.content.open("rb") as stream:
                for chunk in _pieces_of(stream, self.pieces) if self.pieces else _all_of(stream):
                    if self.sha256:
                        digest.update(chunk)
                    yield chunk
        except OSError as error:
            raise SourceError(
                f"cannot read {self.content}: {(error.strerror or str(error)).lower()}",
                "the file was there when the course was read; leave the sources alone during a build",
            ) from None
        if self.sha256 and digest.hexdigest() != self.sha256:
            raise SourceError(
                f"{self.content} changed during the build",
                "build again; what was built before is untouched",
            )

    def whole(self) -> bytes:
        """All bytes at once; raises as `chunks` does."""
        return b"".join(self.chunks())


def asset_file(asset: Asset, path: str = "") -> OutputFile:
    """A file of the course as outputs carry it, at its own path or another one."""
    return OutputFile(path or asset.path, asset.content, asset.sha256, asset.pieces)


def _all_of(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _pieces_of(stream: BinaryIO, pieces: tuple[Piece, ...]) -> Iterator[bytes]:
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
            continue
        start, left = piece
        stream.seek(start)
        while left and (chunk := stream.read(min(left, CHUNK))):
            left -= len(chunk)
            yield chunk


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file on disk in hex, read piece by piece. Raises `SourceError` where it cannot be read."""
    digest = hashlib.sha256()
    for chunk in OutputFile(path.name, path).chunks():
        digest.update(chunk)
    return digest.hexdigest()


def check_paths(files: Iterable[OutputFile]) -> None:
    """Raises `CoursepackError` at the first path that some system would refuse, rename or confuse with another."""
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for file in files:
        path = file.path
        if problem := path_problem(path):
            raise CoursepackError(f"cannot write a file named {path!a} into the output: {problem}")
        folded = _folded(path)
        if other := taken.get(folded) or folders.get(folded):
            raise CoursepackError(f"two files of the output cannot be told apart on every system: {other!a}, {path!a}")
        taken[folded] = path
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            folded = _folded(folder)
            if other := taken.get(folded):
                raise CoursepackError(f"{other!a} is a file of the output, and a folder for {path!a}")
            if (other := folders.setdefault(folded, folder)) != folder:
                raise CoursepackError(f"two folders cannot be told apart on every system: {other!a}, {folder!a}")


def path_problem(path: str) -> str:
    """Why `path` cannot be the path of a file in an output, or "" where it can."""
    if not path or len(path) > LONGEST_PATH:
        return f"its length is not between 1 and {LONGEST_PATH} characters"
    if path.startswith("/") or "\\" in path:
        return "it is not a relative path with /"
    # Moodle 4.5 and 5.1 take every run of two dots out of a name, wherever it stands.
    if ".." in path:
        return "it has two dots in a row"
    if not (path.isascii() and path.isprintable() and _UNPORTABLE.isdisjoint(path)) and any(
        character in _UNPORTABLE or unicodedata.category(character) in ("Cc", "Cs", "Zl") for character in path
    ):
        return "it has a character that is not portable"
    if unicodedata.normalize("NFC", path) != path:
        return "it is not in Unicode normal form C"
    for part in path.split("/"):
        if part in ("", ".") or part != part.strip() or part.endswith("."):
            return "a part of it is empty, or begins or ends with a space or a dot at its end"
        if part.split(".")[0].lower() in _DEVICES:
            return f"{part.split('.')[0]!r} is a device on Windows"
        if len(part.encode()) > 255:
            return "a part of it has more than 255 bytes"
    return ""


def _folded(path: str) -> str:
    """What file systems that ignore case and normal form see of a path."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())
