"""What only a process of its own shows: signals, closed pipes, names that are no text."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.commands import coursepack, environment
from tests.support.courses import write_sources

_SLOW = """
import sys, time
from coursepack import pipeline
from coursepack.cli.main import main
def slow(*_):
    print("ready", flush=True)
    time.sleep(30)
pipeline.read_course = slow
sys.argv[1:] = ["build"]
main()
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_command_with_its_code(number: signal.Signals, code: int, tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# A\n\nText.\n"})
    command = [sys.executable, "-c", _SLOW]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05)
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
    assert process.returncode == code
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md"]


@pytest.mark.parametrize("arguments", [["check"], ["build", "-t", "html"]])
def test_a_closed_pipe_is_no_fault(arguments: list[str], tmp_path: Path) -> None:
    write_sources(tmp_path, {f"{number}.md": "# A\n\nSee activity 9.9\n" * 30 for number in range(20)})
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "coursepack", *arguments],
        cwd=tmp_path,
        env=environment(),
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_a_terminal_shows_what_is_being_done_from_the_reading_on(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# A\n\nText.\n"})
    terminal, ours = pty.openpty()
    command = [sys.executable, "-m", "coursepack", "build", "-t", "html"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment({"TERM": "xterm", "COLUMNS": "80"}),
        stdout=subprocess.DEVNULL,
        stderr=ours,
    ) as process:
        assert process.wait(30) == 0
    os.close(ours)
    said = os.read(terminal, 1 << 16).decode()
    os.close(terminal)
    places = [said.index(doing) for doing in ("reading …", "building html …", "writing …")]
    assert places == sorted(places)


@pytest.mark.parametrize("arguments", [["rules"], ["build", "-t", "html"]])
def test_a_closed_output_is_no_fault(arguments: list[str], tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# A\n\nText.\n"})
    command = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "coursepack", *arguments]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [["--help"], ["rules"], ["schema", "report"]])
def test_a_full_disk_under_the_output_is_said(arguments: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coursepack", *arguments],
            cwd=tmp_path, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert "no space left on" in done.stderr
    assert "fault" not in done.stderr


@pytest.mark.parametrize("output_format", ["json", "junit"])
def test_what_programs_read_is_utf_8_whatever_the_locale(output_format: str, tmp_path: Path) -> None:
    write_sources(tmp_path, {"größe.md": "# A\n\n![](…)\n"})
    plain, foreign = (
        coursepack("check", "--output-format", output_format, cwd=tmp_path, env=env)
        for env in ({}, {"PYTHONIOENCODING": "cp1252"})
    )
    assert "größe.md" in foreign.out
    assert foreign.out == plain.out


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# A\n\nText.\n"})
    (tmp_path / os.fsdecode(b"gr\xf6sse.md")).write_text("# B\n", encoding="utf-8")
    done = coursepack("build", cwd=tmp_path)
    assert done.code == 2
    assert "error: the name b'gr\\xf6sse.md'" in done.err
    assert not (tmp_path / "build").exists()


def test_version_and_help_are_quick_and_clean(tmp_path: Path) -> None:
    assert coursepack("--version", cwd=tmp_path).out.startswith("coursepack 0.")
    for arguments in (["--help"], ["-h"], []):
        done = coursepack(*arguments, cwd=tmp_path)
        assert (done.code, done.err) == (0, "")
        assert "build" in done.out
