"""What coursepack has read and made of a course: what the steps of the pipeline hand to each other."""

from pathlib import Path

import msgspec

from coursepack.diagnostics import Diagnostic, Fidelity, Report
from coursepack.model.course import Course
from coursepack.reading.config import Config
from coursepack.reading.discovery import Sources
from coursepack.reading.lockfile import Lock
from coursepack.targets.base import Output, Target


class Loaded(msgspec.Struct, frozen=True):
    """A course as read. `root` is its folder, `lock_path` where its lock file belongs.

    `lock` pins the identifiers of `course`; `lock_changed` says whether that differs from the file on disk, and
    `ids_changed` whether in more than in what texts are like.
    """

    root: Path
    config: Config
    course: Course
    report: Report
    sources: Sources
    lock: Lock
    lock_path: Path
    lock_changed: bool
    ids_changed: bool
    config_path: Path


class BuiltOutput(msgspec.Struct, frozen=True):
    """One output as written: the target's name, its place in the output folder, and (path, size, SHA-256) of its files.

    `use` and `carries` are the target's. `path`s are relative to the output folder, with `/`. `place` is "" where the
    target had nothing to write.
    """

    target: str
    place: str
    use: str
    carries: str
    files: tuple[tuple[str, int, str], ...]


class Built(msgspec.Struct, frozen=True):
    """What a build made."""

    outputs: tuple[BuiltOutput, ...]
    fidelity: tuple[Fidelity, ...]
    fingerprint: str


class Made(msgspec.Struct, frozen=True):
    """What a target made of a course, before anything is written."""

    target: Target
    output: Output


def findings(loaded: Loaded) -> list[Diagnostic]:
    """Everything found, in the order of the sources."""
    place = {file: index for index, file in enumerate(loaded.sources.lessons)}
    return sorted(loaded.report.diagnostics, key=lambda found: place.get(found.at.file, -1))
