"""Steps on the disk that outputs are written with: synced, independent of the umask, and with errors told in words."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from coursepack.errors import UsageError
from coursepack.packaging.files import CHUNK
from coursepack.packaging.system import give_file_mode, give_folder_mode, has_file_mode


def write_plain(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes a new file; whoever writes many waits for the disk once (`sync_tree`)."""
    with path.open("xb") as stream:
        for chunk in chunks:
            stream.write(chunk)
        stream.flush()
        give_file_mode(stream.fileno())


def finish(stream: BinaryIO) -> None:
    """Gives a written file its mode, and waits until the disk has it."""
    stream.flush()
    give_file_mode(stream.fileno())
    os.fsync(stream.fileno())


def make_folder(folder: Path) -> None:
    """Makes `folder` and what is missing above it, readable for all whatever the umask."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        give_folder_mode(folder)


def is_same(path: Path, size: int, digest: str) -> bool:
    """Whether `path` is a plain file with these bytes and the mode that we give."""
    if path.is_symlink() or not path.is_file():
        return False
    state = path.stat()
    return state.st_size == size and has_file_mode(state) and fingerprint(path)[1] == digest


def fingerprint(path: Path) -> tuple[int, str]:
    """A file's size in bytes and its SHA-256 in hex."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def remove(path: Path, *, unless_missing: Path | None = None) -> None:
    """Removes a file or folder if it is there; not, where `unless_missing` is missing and may need it."""
    if unless_missing is not None and not os.path.lexists(unless_missing):
        return
    if path.is_dir() and not path.is_symlink():
        try:
            shutil.rmtree(path)
        except PermissionError:  # somebody made folders of an output read-only
            for folder in (path, *(found for found in path.rglob("*") if found.is_dir() and not found.is_symlink())):
                give_folder_mode(folder)
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
def in_words(path: Path) -> Iterator[None]:
    """Turns an `OSError` from writing into a `UsageError`."""
    try:
        yield
    except OSError as error:
        reason = _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
        raise UsageError(f"cannot write {path}: {reason}", "make room or choose another -o") from None
