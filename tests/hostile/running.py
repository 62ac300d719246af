"""Runs the command `coursepack` as people do, with what a hostile machine takes away from it."""

import contextlib
import io
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from coursepack.cli.main import run
from tests.hostile.words import visible_text
from tests.support.courses import write_sources
from tests.support.tools import ROOT, program

LESSON = "# Lesson 1: Storage\n\nData rests in files.\n\n## Kinds\n\nRows and columns.\n"
QUIZ = "# Quiz 1: Check\n\n## Which one?\n\n- [x] This\n- [ ] That\n"
COURSE: dict[str, str | bytes] = {"lesson-1.md": LESSON, "quiz-1.md": QUIZ}

_PLACE = re.compile(r"^(\S.*?):(\d+):(\d+): (error|warning|note): .* \[([a-z-]+)\]$", re.MULTILINE)

MEGABYTE = 1_000_000

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000000000500017a5eab3f0000000049454e44ae426082"
)
"""A picture of one point."""


class Ran(msgspec.Struct, frozen=True):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[tuple[str, int, int, str]]:
        """(file, line, column, name) of each error and warning that was printed."""
        found = (match for match in _PLACE.finditer(self.err + self.out))
        return [(file, int(line), int(column), name) for file, line, column, _, name in (m.groups() for m in found)]


def environment(extra: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The environment of a run; None in `extra` takes a variable away."""
    merged: dict[str, str | None] = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **(extra or {})}
    return {name: value for name, value in merged.items() if value is not None}


def coursepack(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str | None] | None = None,
    before: Callable[[], None] | None = None,
    wrapper: tuple[str, ...] = (),
) -> Ran:
    """Runs `coursepack` and judges what holds always: no traceback, and words on standard error where it failed."""
    done = subprocess.run(
        [*wrapper, sys.executable, "-m", "coursepack", *map(str, arguments)],
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        preexec_fn=before,
        timeout=120,
        check=False,
    )
    return _judged(Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")))


def _judged(ran: Ran) -> Ran:
    """What holds however a run ends."""
    assert "Traceback" not in ran.err, ran.err
    assert ran.code in (0, 1, 2, 130, 141, 143), (ran.code, ran.err)
    assert ran.code == 0 or ran.err.strip(), "it failed without a word"
    return ran


def build(folder: Path, files: Mapping[str, str | bytes] | None = None, *options: str | Path) -> Ran:
    """Writes `files` into `folder` and builds them into `folder`/build, in this process."""
    write_sources(folder, files or {})
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["build", str(folder), "-o", str(folder / "build"), *map(str, options)])
    return _judged(Ran(code, out.getvalue(), err.getvalue()))


def good_build(folder: Path) -> dict[str, bytes]:
    """A course in `folder` that is built; returns what stands in its output folder."""
    ran = build(folder, COURSE)
    assert ran.code == 0, ran.err
    return outputs(folder)


def outputs(folder: Path) -> dict[str, bytes]:
    """{path: bytes} of all that stands in `folder`/build."""
    place = folder / "build"
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def leftovers(folder: Path) -> list[str]:
    """What a build that was cut short left anywhere under `folder`."""
    return sorted(path.name for path in folder.rglob(".coursepack-p*"))


def without_privileges() -> tuple[str, ...]:
    """The command that runs another one to which the modes of files apply; to root they else do not."""
    if os.getuid() != 0:
        return ()
    return (program("setpriv"), "--bounding-set=-dac_override,-dac_read_search")


def limited(kind: int, amount: int) -> Callable[[], None]:
    """Sets a limit of the system in the process that is about to run."""
    return lambda: resource.setrlimit(kind, (amount, amount))


def fails(folder: Path, files: dict[str, str | bytes], *, code: int = 1) -> Ran:
    """Builds a good course, then a bad one over it: that must fail and leave the outputs as they were."""
    before = good_build(folder)
    ran = build(folder, files)
    assert ran.code == code, ran.err
    assert outputs(folder) == before
    assert leftovers(folder) == []
    return ran


def page(folder: Path) -> str:
    """All words of the site."""
    return "".join(visible_text(path.read_text(encoding="utf-8")) for path in (folder / "build").rglob("*.html"))
