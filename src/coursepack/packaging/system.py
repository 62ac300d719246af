"""What differs between operating systems when outputs are written: locks, file modes, folders that are exchanged.

The only module that knows. What a system lacks is left out: Windows has no modes and cannot sync a folder's list of
names, and there two folders are exchanged by renaming them one after the other.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module that is not there has no type

FILE_MODE = 0o644
FOLDER_MODE = 0o755
"""Readable for all: what is built is meant to be handed on."""

LOCK = ".coursepack-lock"
"""The file that is locked where a folder itself cannot be."""

_HAS_MODES = hasattr(os, "fchmod")
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h; renameat2(2), Linux 3.15


def give_file_mode(handle: int) -> None:
    """Gives an open file the mode of outputs."""
    if _HAS_MODES:
        os.fchmod(handle, FILE_MODE)


def give_folder_mode(folder: Path) -> None:
    """Gives a folder the mode of outputs."""
    if _HAS_MODES:
        folder.chmod(FOLDER_MODE)


def has_file_mode(state: os.stat_result) -> bool:
    """Whether a file has the mode of outputs."""
    return not _HAS_MODES or state.st_mode & 0o777 == FILE_MODE


def sync_folder(folder: Path) -> None:
    """Waits until the disk has the folder's list of names."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Waits until the disk has every file below `folder`, and the lists of their names.

    On Linux the file system is asked once: a call for each file is a tenth of a website's build.
    """
    if sys.platform == "linux":
        import ctypes

        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is not None:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                if syncfs(handle) == 0:
                    return
            finally:
                os.close(handle)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)


def exchanged(one: Path, other: Path) -> bool:
    """Whether the system exchanged two folders in one step."""
    if sys.platform != "linux":
        return False
    import ctypes

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:  # a C library before glibc 2.28
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)


@contextmanager
def locked(folder: Path, patience: float) -> Iterator[bool]:
    """Whether the folder could be locked within `patience` seconds; it is released at the end, however that comes."""
    handle = os.open(folder, os.O_RDONLY) if fcntl else _lock_file(folder)
    try:
        yield handle < 0 or _wait(handle, patience)
    finally:
        if handle >= 0:
            os.close(handle)


def _lock_file(folder: Path) -> int:
    """A file to lock on a system that cannot open folders; -1 where there is no way to lock it either."""
    if find_spec("msvcrt") is None:
        return -1
    return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT)


def _wait(handle: int, patience: float) -> bool:
    pause = 0.05
    for _ in range(max(1, round(patience / pause))):
        try:
            _try_lock(handle)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
                return True  # a file system without locks
            time.sleep(pause)
        else:
            return True
    return False


def _try_lock(handle: int) -> None:
    if fcntl:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    import msvcrt

    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # only on Windows are they there
