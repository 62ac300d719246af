"""A course that changes: each build reads new sources with the lock file that the one before left.

A case's `input.md` holds all of them: `@@ build` begins the sources of a build, `@@ file PATH` a file in it.
"""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from coursepack.pipeline import Loaded, load, save_lock
from coursepack.reading.lockfile import Lock
from tests.support.courses import write_sources


def builds_of(text: str) -> list[dict[str, str]]:
    """The sources of every build in a case: {path: text}."""
    builds: list[dict[str, str]] = []
    for stage in re.split(r"(?m)^@@ build\n", text)[1:]:
        _, *parts = re.split(r"(?m)^@@ file (.+)\n", stage)
        builds.append(dict(zip(parts[::2], parts[1::2], strict=True)))
    return builds


class ChangingCourse:
    """A course on disk that is built again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def build(self, files: Mapping[str, str]) -> Loaded:
        """Replace all sources, read them, and pin their identifiers unless there are errors."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "coursepack.lock":
                path.unlink()
        write_sources(self.folder, files)
        loaded = load(self.folder)
        if not loaded.report.has_errors:
            save_lock(loaded)
        return loaded


def identifiers(lock: Lock) -> str:
    """A line for each entry of a lock file: key, id, what it is."""
    lines = (
        f"{entry.key:>2} {entry.kind:<8} {entry.id}{' (retired)' if entry.retired else ''}"
        f" · {entry.title} · {entry.file}{f' · in {entry.parent}' if entry.parent else ''}"
        for entry in lock.entries
    )
    return "".join(f"{line}\n" for line in lines)
