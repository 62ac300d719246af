"""Outputs on disk: whole or not at all, whatever happens in between."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coursepack.errors import SourceError, UsageError
from coursepack.packaging import system
from coursepack.packaging.files import OutputFile
from coursepack.packaging.output import MARKER, PACKING, PARTIAL, PREVIOUS, OutputFolder, output_folder, sha256sums
from coursepack.packaging.zip import zip_bytes
from tests.support.cases import tree_of_folder
from tests.support.tools import ROOT

OLD = (OutputFile("index.html", b"old"), OutputFile("same.txt", b"same"), OutputFile("a/old.txt", b"old"))
NEW = (OutputFile("index.html", b"new"), OutputFile("same.txt", b"same"), OutputFile("b/new.txt", b"new"))


def tree(files: tuple[OutputFile, ...]) -> dict[str, Any]:
    return {file.path: file.content for file in files}


def site(root: Path) -> dict[str, Any]:
    found = tree_of_folder(root / "html")
    found.pop(MARKER)
    return found


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".coursepack")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "build"


@pytest.fixture
def out(root: Path) -> Iterator[OutputFolder]:
    with output_folder(root) as folder:
        yield folder


def test_written_says_what_stands_there(out: OutputFolder, root: Path) -> None:
    written = out.write_file("a.xml", b"text")
    assert written.changed
    assert (written.path, written.size) == ("a.xml", 4)
    assert written.sha256 == hashlib.sha256((root / "a.xml").read_bytes()).hexdigest()
    assert out.write_zip("a.zip", NEW).sha256 == hashlib.sha256((root / "a.zip").read_bytes()).hexdigest()
    assert leftovers(root) == []


def test_unchanged_outputs_are_left_alone(out: OutputFolder, root: Path) -> None:
    def write() -> list[bool]:
        single = [out.write_file("a.xml", b"text"), out.write_zip("a.zip", NEW)]
        return [written.changed for written in (*single, *out.write_folder("html", NEW))]

    assert all(write())
    states = {path: path.stat() for path in root.rglob("*")}
    assert not any(write())
    for path, state in states.items():
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (state.st_ino, state.st_mtime_ns)


def test_folder_becomes_exactly_the_files(out: OutputFolder, root: Path) -> None:
    out.write_folder("html", OLD)
    before = (root / "html" / "same.txt").stat()
    assert [file.path for file in out.write_folder("html", NEW) if file.changed] == [
        "html/b/new.txt",
        "html/index.html",
    ]
    assert site(root) == tree(NEW)
    after = (root / "html" / "same.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    out.write_folder("html", NEW[:1])
    assert site(root) == tree(NEW[:1])
    assert leftovers(root) == []


def test_folder_is_replaced_where_folders_cannot_be_exchanged(
    out: OutputFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "exchanged", lambda *_: False)
    out.write_folder("html", OLD)
    out.write_folder("html", NEW)
    assert site(root) == tree(NEW)
    assert leftovers(root) == []


def test_modes_do_not_depend_on_the_umask(root: Path) -> None:
    before = os.umask(0o077)
    try:
        with output_folder(root) as out:
            out.write_file("a.xml", b"text")
            out.write_folder("html", OLD)
    finally:
        os.umask(before)
    modes = {path.relative_to(root).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*")}
    assert set(modes.values()) == {0o644, 0o755}
    assert modes["html/a"] == 0o755
    assert stat.S_IMODE(root.stat().st_mode) == 0o755


def test_what_raises_leaves_the_last_good_outputs(out: OutputFolder, root: Path) -> None:
    out.write_zip("a.zip", OLD)
    out.write_folder("html", OLD)
    good = (root / "a.zip").read_bytes()
    broken = (*NEW, OutputFile("z.png", root / "missing.png"))
    with pytest.raises(SourceError, match=r"missing\.png"):
        out.write_zip("a.zip", broken)
    with pytest.raises(SourceError, match=r"missing\.png"):
        out.write_folder("html", broken)
    assert (root / "a.zip").read_bytes() == good
    assert site(root) == tree(OLD)
    assert leftovers(root) == []


def test_next_build_sweeps_what_a_killed_one_left(root: Path) -> None:
    with output_folder(root) as out:
        out.write_folder("html", OLD)
    (root / PARTIAL / "half").mkdir(parents=True)
    (root / PACKING).mkdir()
    (root / "html").rename(root / f"{PREVIOUS}html")
    with output_folder(root):
        assert leftovers(root) == []
        assert site(root) == tree(OLD)


def test_folder_that_somebody_else_filled_is_left_alone(out: OutputFolder, root: Path) -> None:
    (root / "html").mkdir()
    (root / "html" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="did not write"):
        out.write_folder("html", NEW)
    with pytest.raises(UsageError, match="did not write"):
        out.remove("html")
    assert (root / "html" / "thesis.txt").read_text() == "mine"


def test_outputs_that_are_no_longer_made_are_removed(out: OutputFolder, root: Path) -> None:
    out.write_file("a.xml", b"text")
    out.write_folder("html", OLD)
    assert out.remove("a.xml")
    assert out.remove("html")
    assert not out.remove("never")
    assert list(root.iterdir()) == []


def test_zips_are_the_whole_content_of_their_folder(out: OutputFolder, root: Path) -> None:
    out.write_zips("parts", {"a.zip": OLD, "b.zip": NEW})
    written = out.write_zips("parts", {"b.zip": NEW, "c.zip": OLD})
    assert [(file.path, file.changed) for file in written] == [("parts/b.zip", False), ("parts/c.zip", True)]
    assert sorted(tree_of_folder(root / "parts")) == sorted([MARKER, "b.zip", "c.zip"])
    assert (root / "parts" / "b.zip").read_bytes() == zip_bytes(NEW)
    assert leftovers(root) == []


def test_zip_that_cannot_be_made_leaves_the_last_good_ones(out: OutputFolder, root: Path) -> None:
    out.write_zips("parts", {"a.zip": OLD})
    with pytest.raises(SourceError):
        out.write_zips("parts", {"a.zip": NEW, "b.zip": (OutputFile("gone", root / "gone"),)})
    assert (root / "parts" / "a.zip").read_bytes() == zip_bytes(OLD)
    assert leftovers(root) == []


def test_folder_of_an_earlier_layout_is_removed_and_one_of_somebody_elses_is_not(out: OutputFolder, root: Path) -> None:
    out.write_zips("parts", {"a.zip": OLD})
    (root / "theirs").mkdir()
    for name in ("parts", "theirs", "missing"):
        out.remove_folder(name)
    assert [path.name for path in root.iterdir()] == ["theirs"]


def test_folder_in_the_place_of_a_file_is_refused(out: OutputFolder, root: Path) -> None:
    (root / "a.zip").mkdir()
    with pytest.raises(UsageError, match="a folder has that name"):
        out.write_zip("a.zip", NEW)


def test_link_in_the_place_of_a_file_is_replaced_and_not_followed(
    out: OutputFolder, root: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (root / "a.xml").symlink_to(tmp_path / "elsewhere")
    out.write_file("a.xml", b"text")
    assert (tmp_path / "elsewhere").read_text() == "mine"
    assert not (root / "a.xml").is_symlink()


def test_link_in_the_place_of_a_folder_is_refused(out: OutputFolder, root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "html").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="not a folder"):
        out.write_folder("html", NEW)


def test_file_in_the_place_of_the_output_folder_is_refused(root: Path) -> None:
    root.write_text("mine")
    with pytest.raises(UsageError, match="it is not a folder"), output_folder(root):
        pass
    with pytest.raises(UsageError, match="in the way"), output_folder(root / "deeper"):
        pass


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (28, "no space is left"),
        (30, "the disk is read-only"),
        (13, "permission denied"),
        (27, "larger than the system"),
    ],
)
def test_errors_of_the_system_are_told_in_words(
    out: OutputFolder, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    out.write_file("a.xml", b"old")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("coursepack.packaging.disk.os.fsync", fail)
    for write in (lambda: out.write_file("a.xml", b"new"), lambda: out.write_folder("html", NEW)):
        with pytest.raises(UsageError, match=words):
            write()
    assert (root / "a.xml").read_bytes() == b"old"
    assert leftovers(root) == []


def test_file_that_gets_too_large_leaves_nothing(root: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from coursepack.packaging.output import output_folder\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "with output_folder(Path(sys.argv[1])) as out: out.write_file('a.xml', b'x' * 5000)\n"
    )
    done = run(script, str(root))
    assert "UsageError: cannot write" in done.stderr
    assert "larger than the system allows" in done.stderr
    assert list(root.iterdir()) == []


def test_second_build_in_one_folder_waits_and_then_gives_up(root: Path) -> None:
    another = pytest.raises(UsageError, match="another build is writing")
    with output_folder(root), another, output_folder(root, patience=0.1):
        pass
    with output_folder(root, patience=0.0):
        pass


WRITER = """
import sys
from pathlib import Path
from coursepack.packaging.files import OutputFile
from coursepack.packaging.output import output_folder
word = 0
while True:
    word += 1
    files = tuple(OutputFile(f"{n}.txt", b"%d" % word * 2000) for n in range(5))
    with output_folder(Path(sys.argv[1])) as out:
        out.write_zip("a.zip", files)
        out.write_folder("html", files)
    if word == 1:
        print("ready", flush=True)
"""


def test_killed_builds_leave_whole_outputs(root: Path) -> None:
    """Kills a writer at many moments; what stands there is always of one build alone."""
    for attempt in range(30):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root)], env=environment(), stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(attempt * 0.001_23)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        with zipfile.ZipFile(root / "a.zip") as archive:
            assert archive.testzip() is None
            assert len({archive.read(name) for name in archive.namelist()}) == 1
        assert len(set(site(root).values())) == 1
        assert len(site(root)) == 5
    with output_folder(root):
        assert leftovers(root) == []


def test_sums_are_as_the_tool_reads_them(out: OutputFolder, root: Path) -> None:
    written = [out.write_file("b ü.xml", b"text"), *out.write_folder("html", NEW)]
    out.write_file("SHA256SUMS", sha256sums({file.path: file.sha256 for file in written}))
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("OK") == 4


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def run(script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], env=environment(), capture_output=True, text=True, check=False
    )
