"""Builds that are killed, starved and disturbed: what was built before stays whole, and the next build cleans up."""

import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.hostile.running import (
    COURSE,
    LESSON,
    coursepack,
    environment,
    good_build,
    leftovers,
    limited,
    outputs,
    without_privileges,
)
from tests.support.courses import write_sources
from tests.support.tools import ROOT, program

LONG = "# Lesson 1: Long\n\n" + "Words *and* more `words`, and [a link](https://example.org).\n\n" * 40_000


def started(folder: Path) -> "subprocess.Popen[bytes]":
    """A long build that is under way: it has used enough processor time to be past the interpreter's start."""
    write_sources(folder, {"lesson-1.md": LONG})
    process = subprocess.Popen(
        [sys.executable, "-m", "coursepack", "build", str(folder), "-o", str(folder / "build")],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    ticks = os.sysconf("SC_CLK_TCK")
    while process.poll() is None:
        used = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        if (int(used[11]) + int(used[12])) / ticks > 0.8:
            return process
        time.sleep(0.01)
    pytest.fail("the build ended before it could be disturbed")


def test_b14_builds_that_are_killed_leave_whole_outputs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.killed_builds", str(tmp_path), "100"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("100 builds killed")


FULL_DISK = """
set -eu
mount -t tmpfs -o size=400k tmpfs "$1/build"
python=$2
"$python" -m coursepack build "$1" -o "$1/build" >&2
(cd "$1/build" && find . -type f | sort | xargs sha256sum) > "$1/before"
head -c 1000000 /dev/urandom | base64 -w 60 > "$1/noise.txt"
{ printf '# Lesson 1: Long\\n\\n~~~\\n'; cat "$1/noise.txt"; printf '~~~\\n'; } > "$1/lesson-1.md"
code=0
"$python" -m coursepack build "$1" -o "$1/build" 2> "$1/said" || code=$?
(cd "$1/build" && find . -type f | sort | xargs sha256sum) > "$1/after"
cmp "$1/before" "$1/after"
exit $code
"""


def test_b15_disk_that_is_full(tmp_path: Path) -> None:
    """On a small file system of its own where the machine allows one, else with a limit on the size of files."""
    write_sources(tmp_path, COURSE)
    (tmp_path / "build").mkdir()
    probe = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", str(tmp_path / "build")]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        before = good_build(tmp_path)
        write_sources(tmp_path, {"lesson-1.md": LESSON + "word " * 50_000})
        limit = limited(resource.RLIMIT_FSIZE, 50_000)
        ran = coursepack("build", tmp_path, "-o", tmp_path / "build", before=limit)
        assert (ran.code, outputs(tmp_path) == before, leftovers(tmp_path)) == (2, True, [])
        return
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", program("sh"), "-c", FULL_DISK, "sh", str(tmp_path), sys.executable],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    said = (tmp_path / "said").read_text()
    assert "no space is left on the disk" in said
    assert "Traceback" not in said


def test_b15_files_that_may_not_get_larger(tmp_path: Path) -> None:
    before = good_build(tmp_path)
    write_sources(tmp_path, {"lesson-1.md": LESSON + "word " * 50_000})
    ran = coursepack("build", tmp_path, "-o", tmp_path / "build", before=limited(resource.RLIMIT_FSIZE, 60_000))
    assert ran.code == 2
    assert "larger than the system allows" in ran.err
    assert outputs(tmp_path) == before
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("place", ["build", "build/html", "."])
def test_b15_folders_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    before = good_build(tmp_path)
    write_sources(tmp_path, {"lesson-1.md": LESSON + "More.\n", "lesson-9.md": "# Lesson 9: New\n\nNew.\n"})
    (tmp_path / place).chmod(0o555)
    out = tmp_path / "build"
    ran = coursepack("build", tmp_path, "-o", out, wrapper=without_privileges())
    (tmp_path / place).chmod(0o755)
    if place == "build/html":  # the folder is replaced, not written into
        assert (ran.code, leftovers(tmp_path)) == (0, []), ran.err
        return
    assert ran.code == 2, ran.err
    assert "permission denied" in ran.err
    if place != ".":  # there it is the lock file that cannot be written, after the outputs
        assert outputs(tmp_path) == before


def test_b16_two_builds_at_once(tmp_path: Path) -> None:
    write_sources(tmp_path, COURSE)
    command = [sys.executable, "-m", "coursepack", "build", str(tmp_path), "-o", str(tmp_path / "build")]
    builds = [
        subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    ends = [(process.communicate()[1].decode(), process.returncode) for process in builds]
    assert [code for _, code in ends] == [0, 0, 0], ends
    assert leftovers(tmp_path) == []
    for path in (tmp_path / "build").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_b16_builds_that_are_interrupted(tmp_path: Path, number: signal.Signals, code: int) -> None:
    before = good_build(tmp_path)
    process = started(tmp_path)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert b"Traceback" not in said
    assert outputs(tmp_path) == before
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("command", ["build", "check", "targets", "--help"])
def test_b16_output_that_nobody_reads(tmp_path: Path, command: str) -> None:
    write_sources(tmp_path, {**COURSE, "lesson-2.md": "# L\n\n[x](y.md)\n\n" * 300})
    reading, writing = os.pipe()
    os.close(reading)
    source = [str(tmp_path)] if command in ("build", "check") else []
    done = subprocess.run(
        [sys.executable, "-m", "coursepack", command, *source],
        cwd=tmp_path,
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert done.returncode in ((0, 141) if command != "--help" else (0, 1, 141))  # click's own way to end


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C", "TERM": None},
        {"PYTHONIOENCODING": "ascii", "TERM": "dumb"},
        {"PYTHONIOENCODING": "cp1252"},
        {"HOME": "/proc", "XDG_CACHE_HOME": "/proc", "TMPDIR": "/proc"},
        {"HOME": "/nonexistent", "USER": None, "LOGNAME": None},
        {"PYTHONDONTWRITEBYTECODE": "1", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
    ],
    ids=["LANG=C", "ascii", "cp1252", "HOME is read-only", "HOME is nowhere", "elsewhere"],
)
def test_b16_surroundings_that_give_little(tmp_path: Path, env: dict[str, str | None]) -> None:
    files = {**COURSE, "ä €-日本.md": "# Überblick · 日本 🎓\n\n[ü](fehlt-ü-日本.md)\n"}
    write_sources(tmp_path / "one", files)
    write_sources(tmp_path / "two", files)
    (tmp_path / "two").rename(tmp_path / "another")
    plain = coursepack("build", "one", "-o", "one/build", cwd=tmp_path)
    strange = coursepack("build", "another", "-o", "another/build", cwd=tmp_path, env=env)
    assert (plain.code, strange.code) == (0, 0), strange.err
    assert "[broken-link]" in strange.err
    one, other = outputs(tmp_path / "one"), outputs(tmp_path / "another")
    assert len(one) == len(other)


def test_b16_names_that_the_locale_cannot_say(tmp_path: Path) -> None:
    write_sources(tmp_path, {**COURSE, "ä.md": LESSON})
    env = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = coursepack("build", tmp_path, "-o", tmp_path / "build", env=env)
    assert ran.code in (0, 2)
    assert ran.code == 0 or "LC_ALL=C.UTF-8" in ran.err


def test_b16_builds_ask_nothing_of_the_network(tmp_path: Path) -> None:
    write_sources(
        tmp_path, {**COURSE, "lesson-2.md": "# L\n\n![x](https://example.org/x.png) [y](http://example.org)\n"}
    )
    script = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise SystemExit('the network was asked')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from coursepack.cli.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "build", str(tmp_path), "-o", str(tmp_path / "build")],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
