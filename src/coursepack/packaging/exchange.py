"""Puts one folder in another's place, so that a reader sees the old one or the new one and never none."""

from pathlib import Path

from coursepack.packaging import system


def replace_folder(new: Path, place: Path, aside: Path) -> None:
    """Makes `new` the folder at `place`; afterwards `new` or `aside` may hold what was there before.

    All three are in one folder. Where the file system cannot exchange two folders in one step, the old one is
    renamed to `aside` first: killed just then, a build leaves it there, and the next one brings it back.
    """
    if not place.exists():
        new.rename(place)
    elif not system.exchanged(new, place):
        place.rename(aside)
        new.rename(place)
