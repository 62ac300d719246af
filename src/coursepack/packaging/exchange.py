"""Puts one folder in another's place, so that a reader sees the old one or the new one and never none."""

import ctypes
import os
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h; renameat2(2), Linux 3.15


def replace_folder(new: Path, place: Path, aside: Path) -> None:
    """Makes `new` the folder at `place`; afterwards `new` or `aside` may hold what was there before.

    All three are in one folder. Where the file system cannot exchange two folders in one step, the old one is
    renamed to `aside` first: killed just then, a build leaves it there, and the next one brings it back.
    """
    if not place.exists():
        new.rename(place)
    elif not _exchanged(new, place):
        place.rename(aside)
        new.rename(place)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system exchanged the two in one step."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:  # a C library before glibc 2.28, or not Linux
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)
