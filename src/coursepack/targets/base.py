"""What a target is: a name, a word on its use, and a pure function from a course to files."""

from collections.abc import Callable
from typing import Literal

import msgspec

from coursepack.diagnostics import Diagnostic, Fidelity
from coursepack.ids import file_stem
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.shared import Shared

__all__ = ["BuildContext", "Output", "OutputFile", "Target"]


class Output(msgspec.Struct, frozen=True):
    """What a target made: files in the order in which they are written, and what it could not carry as it was.

    `zips`: {name of a part of the course: the files of its package}, where a target of the kind "zip" makes a package
    of each part; `files` are then none.
    """

    files: tuple[OutputFile, ...]
    fidelity: tuple[Fidelity, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    zips: dict[str, tuple[OutputFile, ...]] = {}


class BuildContext(msgspec.Struct, frozen=True):
    """What writers may know besides the course: the producing version and its own name for this build's content.

    `fingerprint` identifies the content (12 hex digits of a hash over it): shown to people, never
    used as an identifier. `shared` saves time and changes nothing. `moodle`: the oldest version of Moodle that is to
    import what is written for it.
    """

    coursepack_version: str
    fingerprint: str
    shared: Shared = msgspec.field(default_factory=Shared)
    moodle: str = "4.5"


class Target(msgspec.Struct, frozen=True):
    """A row of the table of targets.

    `kind` says what the files become: a zip, a folder that holds them, or the one file that they are; `place_of`
    says where. `use` tells a designer what to do with it. `stem` is the word for the target in a file's name where
    its own name does not serve; `suffix` is a single file's. `carries` "questions": a bank, which holds no page.
    `by_default`: it is made where nobody names targets.
    """

    name: str
    kind: Literal["zip", "folder", "file"]
    use: str
    write: Callable[[Course, BuildContext], Output]
    suffix: str = ""
    stem: str = ""
    carries: Literal["course", "questions"] = "course"
    by_default: bool = True

    def place_of(self, course: Course) -> str:
        """The name of the output in the output folder: `<course>-<stem>.zip`, `<course>-<stem><suffix>` or `<name>`."""
        if self.kind == "folder":
            return self.name
        return self.stem_of(course) + (".zip" if self.kind == "zip" else self.suffix)

    def stem_of(self, course: Course) -> str:
        """How the names of files begin, `<course>-<stem>`: also the folder's for packages of a course's parts."""
        return f"{file_stem(course.id)}-{self.stem or self.name}"
