"""Zips: the same bytes everywhere, names that every system takes, bounded memory."""

import hashlib
import io
import os
import resource
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.errors import CoursepackError, SourceError
from coursepack.packaging.files import OutputFile, check_paths, path_problem
from coursepack.packaging.zip import write_zip, zip_bytes
from tests.support.tools import ROOT

FILES = (
    OutputFile("index.html", b"<p>text</p>" * 100),
    OutputFile("imsmanifest.xml", b"<manifest/>"),
    OutputFile("assets/a.PNG", b"\x89PNG" * 100),
    OutputFile("assets/müsli.txt", "ü".encode() * 100),
)


def infos(data: bytes) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: info for info in archive.infolist()}


def test_manifest_is_first_and_the_rest_sorted() -> None:
    for files in (FILES, FILES[::-1]):
        names = list(infos(zip_bytes(files)))
        assert names == ["imsmanifest.xml", "assets/a.PNG", "assets/müsli.txt", "index.html"]


def test_entries_tell_nothing_of_the_machine() -> None:
    for name, info in infos(zip_bytes(FILES)).items():
        assert info.create_system == 3
        assert info.external_attr >> 16 == 0o100644
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert info.extra == b""
        assert info.flag_bits == (0 if name.isascii() else 0x800)


def test_media_are_stored_and_text_is_deflated() -> None:
    found = infos(zip_bytes(FILES))
    assert found["assets/a.PNG"].compress_type == zipfile.ZIP_STORED
    assert found["index.html"].compress_type == zipfile.ZIP_DEFLATED


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        (0, (1980, 1, 1, 0, 0, 0)),
        (1_700_000_000, (2023, 11, 14, 22, 13, 20)),
        (10**12, (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_timestamp_is_kept_within_what_a_zip_can_name(seconds: int, moment: tuple[int, ...]) -> None:
    assert infos(zip_bytes(FILES, timestamp=seconds))["index.html"].date_time == moment


SCRIPT = """
import hashlib, os, sys
from pathlib import Path
from coursepack.packaging.files import OutputFile
from coursepack.packaging.zip import zip_bytes
os.umask(int(sys.argv[1], 8))
files = {OutputFile(f"a/{n}.txt", b"x" * n) for n in range(50)} | {OutputFile("b.bin", Path(sys.argv[2]))}
print(hashlib.sha256(zip_bytes(files, timestamp=1700000000)).hexdigest())
"""


def test_bytes_do_not_depend_on_the_surroundings(tmp_path: Path) -> None:
    digests = set()
    for number, (zone, umask) in enumerate([("UTC", "022"), ("Asia/Tokyo", "077"), ("America/New_York", "000")]):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        (folder / "some.bin").write_bytes(bytes(range(256)) * 100)
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(number), "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", SCRIPT, umask, str(folder / "some.bin")]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        digests.add(done.stdout)
    assert len(digests) == 1


def test_large_files_are_streamed(tmp_path: Path) -> None:
    large = tmp_path / "large.mp4"
    with large.open("wb") as stream:
        stream.truncate(300 << 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (tmp_path / "out.zip").open("wb") as stream:
        write_zip([OutputFile("large.mp4", large)], stream)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 << 10  # in KiB
    assert (tmp_path / "out.zip").stat().st_size > 300 << 20


def test_file_that_vanished_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.png: no such file"):
        zip_bytes([OutputFile("gone.png", tmp_path / "gone.png")])


@pytest.mark.parametrize(
    "path",
    [
        *("", "/a", "a//b", "./a", "a/../b", "../a", "a..b.png", "a\\b", "C:a", "a/", "a ", "a.", "a./b", " a", "a/ b"),
        *("con", "nul.txt", "a/COM1.js", "a&b", "a'b", 'a"b', "a<b", "a>b", "a|b", "a?b", "a*b", "a:b"),
        *("a\0b", "a\nb", "a\u2028b", "a\ud800b", "a" * 256, "ü" * 200, unicodedata.normalize("NFD", "ü")),
    ],
)
def test_names_that_some_system_refuses_are_refused(path: str) -> None:
    assert path_problem(path)
    with pytest.raises(CoursepackError, match="cannot write a file named"):
        zip_bytes([OutputFile(path, b"")])


@pytest.mark.parametrize(
    "paths", [("a", "a"), ("a", "A"), ("ß", "SS"), ("a/b", "a"), ("a", "a/b"), ("a/b", "A/c"), ("ﬁ", "fi")]
)
def test_names_that_collide_somewhere_are_refused(paths: tuple[str, str]) -> None:
    with pytest.raises(CoursepackError):
        zip_bytes([OutputFile(path, b"") for path in paths])


def test_portable_names_are_taken() -> None:
    check_paths(
        [OutputFile(path, b"") for path in ("a.b-c_d", ".hidden", "日本語/ü.png", "a b.txt", "a+b,c.png", "contact")]
    )


@given(st.dictionaries(st.text(max_size=20), st.binary(max_size=50), max_size=6))
def test_zip_is_whole_or_refused(content: dict[str, bytes]) -> None:
    files = [OutputFile(path, data) for path, data in content.items()]
    try:
        data = zip_bytes(files)
    except CoursepackError:
        assert content
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == content
    assert hashlib.sha256(zip_bytes(files[::-1])).digest() == hashlib.sha256(data).digest()
