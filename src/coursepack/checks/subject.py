"""What every check is given: the course, what one walk found in it, and the files that it was read from."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from coursepack.checks.survey import Survey
from coursepack.model.course import Course
from coursepack.model.source import Position


class Subject(msgspec.Struct, frozen=True):
    """A course to be judged.

    `files`: paths relative to `root`, with `/`, of all files that belong to the sources; `whole`: they are all files
    of this course and of no other. `read` returns the lines of a source file as the author has them.
    """

    course: Course
    survey: Survey
    root: Path
    files: frozenset[str]
    whole: bool
    read: Callable[[str], Sequence[str]]

    def line(self, at: Position) -> str:
        """The source line at a place; "" where there is none."""
        lines = self.read(at.file)
        return lines[at.line - 1] if 0 < at.line <= len(lines) else ""
