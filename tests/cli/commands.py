"""Runs the command line as people do: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from tests.support.tools import ROOT


class Run(msgspec.Struct, frozen=True):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """A quiet environment that does not depend on who runs the tests, with `changes`."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "VIRTUAL_ENV", "TMPDIR")}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8", **(changes or {})}


def coursepack(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """Run `coursepack` with `arguments` in the folder `cwd`."""
    done = subprocess.run(
        [sys.executable, "-m", "coursepack", *map(str, arguments)],
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    return Run(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
