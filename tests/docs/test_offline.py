"""What is told to machines without a network, and to containers, is done here with the network off."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.courses import write_sources
from tests.support.repository import text_of
from tests.support.tools import ROOT, node_modules, program

NOBODY = 65534
DOCUMENT = "docs/continuous-integration.md"
OWN_SETTINGS = ("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT")
"""Settings of pip that would let a machine find more than the recipe gives it."""


def commands(mark: str) -> str:
    """The commands in the block of the document behind a mark."""
    (found,) = re.findall(rf"<!-- {mark} -->\n```\n(.*?)```", text_of(DOCUMENT), re.DOTALL)
    return str(found)


def without_network(
    *command: str | Path, cwd: Path | None = None, user: int = 0, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command where there is no network, under the number of a user who may do no more than its files allow."""
    clean = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    return subprocess.run(
        [program("unshare"), "--net", f"--map-user={user}", f"--map-group={user}", *command],
        env=clean | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_COMPILE": "1"} | (env or {}),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def containerfile(path: Path) -> dict[str, Any]:
    """What an independent parser reads in a Containerfile, and what it has against it."""
    done = subprocess.run(
        [program("node"), ROOT / "tests" / "docs" / "containerfile.js", path],
        env=os.environ | {"NODE_PATH": str(node_modules())},
        check=True,
        capture_output=True,
        timeout=60,
    )
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.fixture(scope="module")
def steps() -> list[dict[str, Any]]:
    """The steps of our container."""
    read = containerfile(ROOT / "Containerfile")
    assert read["complaints"] == []
    found: list[dict[str, Any]] = read["steps"]
    return found


@pytest.fixture(scope="module")
def carried(steps: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with wheels and lock that the recipe makes on a machine with a network.

    It is given no more of the repository than the container copies, so that one shows what the other needs.
    """
    clone = tmp_path_factory.mktemp("clone")
    for step in steps:
        if step["word"] == "COPY" and not step["flags"]:
            *names, target = step["rest"].split()
            for name in names:
                source = ROOT / name
                shutil.copytree(source, clone / target) if source.is_dir() else shutil.copy(source, clone / target)
    # What builds the wheel is installed here already.
    places = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PIP_NO_BUILD_ISOLATION": "0"}
    command = ["sh", "-ec", commands("with a network")]
    subprocess.run(command, check=True, cwd=clone, env=os.environ | places, capture_output=True, timeout=300)
    folder = tmp_path_factory.mktemp("carried")
    shutil.move(clone / "wheels", folder)
    shutil.copy(clone / "requirements.lock", folder)
    return folder


@pytest.fixture(scope="module")
def installed(carried: Path) -> Path:
    """The virtual environment that the recipe makes with the network off."""
    done = without_network("sh", "-ec", commands("without a network"), cwd=carried)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("coursepack 0.")
    return carried / "coursepack-env"


def test_there_is_no_network_without_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reach = f"import socket; socket.create_connection(('127.0.0.1', {listener.getsockname()[1]}), 2)"
        assert subprocess.run([sys.executable, "-c", reach], check=False).returncode == 0
        assert without_network(sys.executable, "-c", reach).returncode != 0


def test_recipe_gives_a_command_that_builds_with_the_network_off(installed: Path, tmp_path: Path) -> None:
    write_sources(tmp_path, {"lesson-1.md": "# Lesson 1: Bread\n\nText.\n"})
    built = without_network(installed / "bin" / "coursepack", "build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr


def test_recipe_refuses_a_file_that_differs(carried: Path, tmp_path: Path) -> None:
    (wheel,) = (carried / "wheels").glob("click-*.whl")
    (tmp_path / wheel.name).write_bytes(wheel.read_bytes() + b"\0")
    lock = (carried / "requirements.lock").read_text(encoding="utf-8")
    (tmp_path / "one.lock").write_text(lock[lock.index("click==") : lock.index("# via", lock.index("click=="))])
    options = [
        "--no-index",
        "--find-links",
        ".",
        "--require-hashes",
        "-r",
        "one.lock",
        "--dry-run",
        "--ignore-installed",
    ]
    done = without_network(sys.executable, "-m", "pip", "install", *options, cwd=tmp_path)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_judge_of_containerfiles_refuses_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "Containerfile").write_text("FROM a\nRUNN x\nUSER\n", encoding="utf-8")
    assert len(containerfile(tmp_path / "Containerfile")["complaints"]) == 2


def test_container_installs_what_the_recipe_does(steps: list[dict[str, Any]]) -> None:
    lines = " && ".join(step["rest"] for step in steps if step["word"] == "RUN")
    assert "pip install --no-cache-dir --require-hashes -r requirements.lock" in lines
    assert lines.endswith("pip install --no-cache-dir --no-deps --no-build-isolation .")
    moved = [step["rest"].split() for step in steps if step["flags"] == ["--from=build"]]
    assert moved
    assert all(source == target for source, target in moved)  # a virtual environment stays where it was made


def test_container_checks_a_course_as_nobody(steps: list[dict[str, Any]], installed: Path, tmp_path: Path) -> None:
    """The last stage's settings, in a folder where nobody may write, with the environment that the recipe made."""
    last = {step["word"]: step["rest"] for step in steps}
    assert last["USER"] == f"{NOBODY}:{NOBODY}"
    settings = [word.partition("=") for word in shlex.split(last["ENV"])]
    environment = {name: value.replace("/opt/coursepack", str(installed)) for name, _, value in settings}
    write_sources(tmp_path, {"lesson-1.md": "# Lesson 1: Bread\n\nText.\n"})
    tmp_path.chmod(0o555)
    command = json.loads(last["ENTRYPOINT"]) + json.loads(last["CMD"])
    done = without_network("env", *command, cwd=tmp_path, user=NOBODY, env=environment)
    tried = without_network("touch", "new", cwd=tmp_path, user=NOBODY)
    tmp_path.chmod(0o755)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert tried.returncode != 0
    assert [path.name for path in tmp_path.iterdir()] == ["lesson-1.md"]
