"""What a target is: a name, a word on its use, and a pure function from a course to files."""

from collections.abc import Callable
from typing import Literal

import msgspec

from coursepack.diagnostics import Diagnostic, Fidelity
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile

__all__ = ["BuildContext", "Output", "OutputFile", "Target"]


class Output(msgspec.Struct, frozen=True):
    """What a target made: files in the order in which they are written, and what it could not carry as it was."""

    files: tuple[OutputFile, ...]
    fidelity: tuple[Fidelity, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class BuildContext(msgspec.Struct, frozen=True):
    """What writers may know besides the course: the producing version and its own name for this build's content.

    `fingerprint` identifies the content (12 hex digits of a hash over it): shown to people, never
    used as an identifier.
    """

    coursepack_version: str
    fingerprint: str


class Target(msgspec.Struct, frozen=True):
    """A row of the table of targets.

    `kind` says what the files become: a zip `<course>-<name>.zip`, a folder `<name>/`, or one file
    `<course>-<stem><suffix>` of the single file's suffix. `use` tells a designer what to do with it.
    """

    name: str
    kind: Literal["zip", "folder", "file"]
    use: str
    write: Callable[[Course, BuildContext], Output]
    suffix: str = ""
