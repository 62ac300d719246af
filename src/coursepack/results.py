"""What coursepack has read and made of a course: what the steps of the pipeline hand to each other."""

from functools import cached_property
from pathlib import Path

import msgspec

from coursepack.diagnostics import Diagnostic, Fidelity, Report
from coursepack.model.course import Course
from coursepack.reading.config import Config
from coursepack.reading.discovery import Sources
from coursepack.reading.identities import Pins
from coursepack.reading.lockfile import Lock, same_identities
from coursepack.targets.base import Output, Target

REPORT = "report.json"
"""The file that keeps what is known of a build."""


class Loaded(msgspec.Struct, frozen=True, dict=True):
    """A course as read. `root` is its folder, `lock_path` where its lock file belongs; `before` is what that held.

    `folder`: where the lessons lie, relative to `root`, with `/`.
    """

    root: Path
    config: Config
    course: Course
    report: Report
    sources: Sources
    before: Lock
    pins: Pins
    lock_path: Path
    config_path: Path
    folder: str

    @property
    def lock(self) -> Lock:
        """The lock file that pins the identifiers of `course`; it is made when it is first asked for."""
        return self.pins.lock()

    @cached_property
    def lock_changed(self) -> bool:
        """Whether the lock file differs from the one on disk."""
        return self.lock != self.before

    @cached_property
    def ids_changed(self) -> bool:
        """Whether it does so in more than in what texts are like."""
        return not same_identities(self.lock, self.before)


class BuiltOutput(msgspec.Struct, frozen=True):
    """One output as written: the target's name, its place in the output folder, and (path, size, SHA-256) of its files.

    `use` and `carries` are the target's. `path`s are relative to the output folder, with `/`. `place` is "" where the
    target had nothing to write. Of packages with a manifest: the `identifiers` of each, the `version` of the standard,
    and the `entries` that the LMS lists.
    """

    target: str
    place: str
    use: str
    carries: str
    files: tuple[tuple[str, int, str], ...]
    identifiers: tuple[str, ...] = ()
    version: str = ""
    entries: tuple[str, ...] = ()


class Built(msgspec.Struct, frozen=True):
    """What a build made. `sheet`: the place of the admin sheet."""

    outputs: tuple[BuiltOutput, ...]
    fidelity: tuple[Fidelity, ...]
    fingerprint: str
    sheet: str = ""


class Made(msgspec.Struct, frozen=True):
    """What a target made of a course, before anything is written."""

    target: Target
    output: Output


def findings(loaded: Loaded) -> list[Diagnostic]:
    """Everything found, in the order of the sources, each in the file in which its text stands."""
    place = {file: index for index, file in enumerate(loaded.sources.lessons)}
    found = sorted(loaded.report.diagnostics, key=lambda found: place.get(found.at.file, -1))
    read_from = loaded.sources.read_from
    if not read_from:
        return found
    return [
        msgspec.structs.replace(one, at=msgspec.structs.replace(one.at, file=read_from.get(one.at.file, one.at.file)))
        for one in found
    ]
