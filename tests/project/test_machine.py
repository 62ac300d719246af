"""`make` finds a Python that will do, or says in one sentence what to type."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tools import ROOT

TOOLS = ("sh", "dirname", "cat", "env")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs in which nobody is root: nothing else is on the PATH of the script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(str(shutil.which(name)))
    pretend(folder, "id", "echo 1000")
    return folder


def pretend(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def run(machine: Path, step: str, **variables: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a step."""
    environment = {"PATH": str(machine), "LANG": os.environ.get("LANG", "C.UTF-8"), **variables}
    script = ROOT / "tests" / "setup" / "machine.sh"
    done = subprocess.run(
        [machine / "sh", script, step], env=environment, cwd=machine, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def test_python3_is_taken_where_it_is_new_enough(machine: Path) -> None:
    (machine / "python3").symlink_to(sys.executable)
    assert run(machine, "python") == (0, str(machine / "python3"), "")


@pytest.mark.parametrize("name", ["python3.13", "python3.12", "python3.11"])
def test_newer_python_beside_an_old_python3_is_found(machine: Path, name: str) -> None:
    pretend(machine, "python3", "exit 1")
    (machine / name).symlink_to(sys.executable)
    assert run(machine, "python") == (0, str(machine / name), "")


def test_shim_that_starts_nothing_is_passed_over(machine: Path) -> None:
    pretend(machine, "python3", "exit 1")
    pretend(machine, "python3.13", "echo 'command not found' >&2; exit 127")
    (machine / "python3.12").symlink_to(sys.executable)
    assert run(machine, "python") == (0, str(machine / "python3.12"), "")


def test_old_python_without_rights_ends_with_the_command_to_type(machine: Path) -> None:
    pretend(machine, "python3", '[ "$1" = --version ] || exit 1; echo Python 3.9.2')
    pretend(machine, "apt-get", "exit 0")
    code, output, error = run(machine, "python")
    assert (code, output) == (1, "")
    assert error == (
        "error: coursepack needs Python 3.11 or newer, and here is Python 3.9.2; to install it, run: "
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends python3 python3-venv"
    )


def test_python_without_ensurepip_asks_for_its_venv_package(machine: Path) -> None:
    pretend(machine, "python3", f'case "$2" in *ensurepip*) exit 1;; esac; exec {sys.executable} "$@"')
    pretend(machine, "apt-get", "exit 0")
    code, _, error = run(machine, "python")
    assert code == 1
    assert error.endswith(f"python3.{sys.version_info.minor}-venv")


def test_other_system_is_told_what_to_look_for(machine: Path) -> None:
    code, _, error = run(machine, "python")
    assert code == 1
    assert "install it with this system's package manager" in error


def test_named_python_that_is_too_old_is_refused(machine: Path) -> None:
    pretend(machine, "old", "exit 1")
    assert run(machine, "python", PYTHON="old") == (1, "", "error: PYTHON=old is not a Python of at least 3.11")


def test_unknown_step_is_a_usage_error(machine: Path) -> None:
    code, _, error = run(machine, "nonsense")
    assert code == 2
    assert error.startswith("usage:")
