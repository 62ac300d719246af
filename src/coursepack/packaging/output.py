"""Writes outputs so that an interrupted build leaves the last good ones: beside their place, synced, then renamed."""

import errno
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from coursepack.errors import UsageError
from coursepack.packaging.exchange import replace_folder
from coursepack.packaging.files import CHUNK, OutputFile, check_paths
from coursepack.packaging.zip import write_zip

PARTIAL = ".coursepack-partial"
"""The name under which an output is written; whatever has it was left by a build that was killed."""

PREVIOUS = ".coursepack-previous-"
"""What a folder's last state is called for a moment, before its name, where two folders cannot be exchanged."""

MARKER = ".coursepack-output"
"""The file that says of a folder that coursepack wrote it and may replace it."""

_FILE_MODE = 0o644
_FOLDER_MODE = 0o755


class Written(msgspec.Struct, frozen=True):
    """A file as it stands in the output folder: `path` within it with `/`, `size` in bytes, SHA-256 in hex.

    `changed` is False where the file already had these bytes and was left alone.
    """

    path: str
    size: int
    sha256: str
    changed: bool


class OutputFolder:
    """The folder that outputs are written into; made by `output_folder`, which locks it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write_zip(self, name: str, files: tuple[OutputFile, ...], *, timestamp: int | None = None) -> Written:
        """Writes `files` as the zip `name` (see `coursepack.packaging.zip.write_zip`)."""
        return self._write(name, lambda stream: write_zip(files, stream, timestamp=timestamp))

    def write_file(self, name: str, content: OutputFile | bytes) -> Written:
        """Writes one file."""
        file = content if isinstance(content, OutputFile) else OutputFile(name, content)

        def copy(stream: BinaryIO) -> None:
            for chunk in file.chunks():
                stream.write(chunk)

        return self._write(name, copy)

    def write_folder(self, name: str, files: tuple[OutputFile, ...]) -> tuple[Written, ...]:
        """Makes `files` the whole content of the folder `name`, all at once; files that stay the same keep their time.

        Raises `UsageError` where a folder of that name holds what coursepack did not write.
        """
        check_paths(files)
        final, partial = self.root / name, self.root / PARTIAL
        with _in_words(final):
            _refuse_foreign(final)
            try:
                written = tuple(
                    _write_member(final, partial, name, file) for file in sorted(files, key=lambda file: file.path)
                )
                if all(not file.changed for file in written) and _members(final) == {file.path for file in files}:
                    return written
                _write_plain(partial / MARKER, [b"This folder is written by coursepack: every build replaces it.\n"])
                for folder in sorted({path.parent for path in partial.rglob("*")} | {partial}):
                    folder.chmod(_FOLDER_MODE)
                    _sync_folder(folder)
                replace_folder(partial, final, self.root / (PREVIOUS + name))
                _sync_folder(self.root)
            finally:
                _remove(partial)
                _remove(self.root / (PREVIOUS + name), unless_missing=final)
        return written

    def remove(self, name: str) -> bool:
        """Removes an output that the course no longer has; whether there was one."""
        final = self.root / name
        with _in_words(final):
            if not os.path.lexists(final):
                return False
            if final.is_dir() and not final.is_symlink():
                _refuse_foreign(final)
            _remove(final)
            _sync_folder(self.root)
        return True

    def _write(self, name: str, fill: Callable[[BinaryIO], None]) -> Written:
        final, partial = self.root / name, self.root / PARTIAL
        with _in_words(final):
            if final.is_dir() and not final.is_symlink():
                raise UsageError(f"cannot write {final}: a folder has that name", "move it away, or choose another -o")
            try:
                with partial.open("xb") as stream:
                    fill(stream)
                    _finish(stream)
                size, digest = _fingerprint(partial)
                if _is_same(final, size, digest):
                    return Written(name, size, digest, changed=False)
                partial.replace(final)
                _sync_folder(self.root)
            finally:
                _remove(partial)
        return Written(name, size, digest, changed=True)


@contextmanager
def output_folder(root: Path, *, patience: float = 10.0) -> Iterator[OutputFolder]:
    """Makes the folder `root` if need be, locks it, and clears away what a killed build left there.

    `patience`: seconds to wait for another build in the same folder. Raises `UsageError`.
    """
    with _in_words(root):
        if root.exists() and not root.is_dir():
            raise UsageError(f"cannot write into {root}: it is not a folder", "choose another -o")
        _make_folder(root)
        handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # The lock sits on the folder itself: no file is left behind, and the system releases it however a build ends.
        if not _locked(handle, patience):
            raise UsageError(f"another build is writing into {root}", "wait until it has ended, or choose another -o")
        with _in_words(root):
            _sweep(root)
        yield OutputFolder(root)
    finally:
        os.close(handle)


def sha256sums(digests: Mapping[str, str]) -> bytes:
    """The text of a SHA256SUMS file, as `sha256sum --check` reads it, from {path: SHA-256 in hex}."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(digests.items())]
    return "".join(lines).encode()


def _locked(handle: int, patience: float) -> bool:
    pause = 0.05
    for _ in range(max(1, round(patience / pause))):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                return True  # a file system without locks
            time.sleep(pause)
        else:
            return True
    return False


def _sweep(root: Path) -> None:
    _remove(root / PARTIAL)
    for entry in sorted(root.glob(f"{PREVIOUS}*")):
        final = root / entry.name.removeprefix(PREVIOUS)
        if os.path.lexists(final):
            _remove(entry)
        else:
            entry.rename(final)  # killed between two renames: the last good folder comes back


def _refuse_foreign(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"cannot write {folder}: something that is not a folder has that name", "choose another -o")
    if folder.is_dir() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise UsageError(
            f"{folder} holds files that coursepack did not write, and a build would replace them",
            "move the folder away, or choose another -o",
        )


def _write_member(final: Path, partial: Path, name: str, file: OutputFile) -> Written:
    """Puts one file of a folder into `partial`; one that stays the same is linked from `final`."""
    old, new = final / file.path, partial / file.path
    new.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
    changed = not _is_same(old, size, digest.hexdigest())
    if not changed:
        try:
            os.link(old, new)
        except OSError:
            _write_plain(new, file.chunks())
    else:
        _write_plain(new, file.chunks())
    return Written(f"{name}/{file.path}", size, digest.hexdigest(), changed)


def _members(folder: Path) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return set(found) - {MARKER}


def _write_plain(path: Path, chunks: Iterator[bytes] | list[bytes]) -> None:
    with path.open("xb") as stream:
        for chunk in chunks:
            stream.write(chunk)
        _finish(stream)


def _finish(stream: BinaryIO) -> None:
    stream.flush()
    os.fchmod(stream.fileno(), _FILE_MODE)
    os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    """Makes `folder` and what is missing above it, readable for all whatever the umask."""
    if not folder.is_dir():
        if folder.parent != folder:
            _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(_FOLDER_MODE)


def _is_same(path: Path, size: int, digest: str) -> bool:
    """Whether `path` is a plain file with these bytes and the mode that we give."""
    if path.is_symlink() or not path.is_file():
        return False
    state = path.stat()
    return state.st_size == size and state.st_mode & 0o777 == _FILE_MODE and _fingerprint(path)[1] == digest


def _fingerprint(path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _remove(path: Path, *, unless_missing: Path | None = None) -> None:
    """Removes a file or folder if it is there; not, where `unless_missing` is missing and may need it."""
    if unless_missing is not None and not os.path.lexists(unless_missing):
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


_WORDS = {
    errno.ENOSPC: "no space is left on the disk",
    errno.EDQUOT: "the quota of disk space is used up",
    errno.EFBIG: "the file gets larger than the system allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EEXIST: "a file with that name is in the way",
    errno.ENAMETOOLONG: "the name is too long",
}


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turns an `OSError` from writing into a `UsageError`."""
    try:
        yield
    except OSError as error:
        reason = _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
        raise UsageError(f"cannot write {path}: {reason}", "make room or choose another -o") from None
