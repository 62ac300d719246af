"""Courses written for a test and built by the real pipeline."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from coursepack.diagnostics import Fidelity
from coursepack.pipeline import Built, Loaded, build, load, save_lock


class BuiltCourse(msgspec.Struct, frozen=True):
    """A course on disk and what became of it; `out` is the folder of its outputs."""

    folder: Path
    out: Path
    loaded: Loaded
    built: Built

    @property
    def rules(self) -> list[str]:
        """The names of the diagnostics, in the order of the sources."""
        return [found.rule.name for found in self.loaded.report.diagnostics]

    @property
    def fidelity(self) -> tuple[Fidelity, ...]:
        return self.built.fidelity

    def place(self, target: str) -> Path:
        """The zip, folder or file that a target wrote."""
        (output,) = (output for output in self.built.outputs if output.target == target)
        return self.out / output.place


def write_sources(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes `files`, {path with `/`: text or bytes}, into `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def build_course(
    folder: Path, files: Mapping[str, str | bytes], *targets: str, allow_errors: bool = False
) -> BuiltCourse:
    """Writes the sources into `folder` and builds the named targets, or all, into `folder`/build.

    Fails the test where the course has an error, but for `allow_errors`.
    """
    write_sources(folder, files)
    loaded = load(folder)
    errors = [f"{found.at}: {found.message} [{found.rule.name}]" for found in loaded.report.diagnostics]
    assert allow_errors or not loaded.report.has_errors, "\n".join(errors)
    save_lock(loaded)
    out = folder / "build"
    return BuiltCourse(folder, out, loaded, build(loaded, targets, out))
