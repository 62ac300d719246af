"""The size of a bitmap, and whether it tells where it was taken, from its first bytes."""

import io
import struct
from pathlib import Path

import pytest

from coursepack.pipeline import load
from coursepack.reading.bitmaps import size_of, tells_place
from tests.support.courses import write_sources


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _frame(width: int, height: int, marker: int = 0xC0) -> bytes:
    return _segment(marker, struct.pack(">BHH", 8, height, width) + b"\x01\x11\x00")


def _exif(order: str, *, latitude: bool) -> bytes:
    """An APP1 segment whose only entry leads to a directory of places, with or without a latitude."""
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", 8)
    first = struct.pack(f"{order}HHHIII", 1, 0x8825, 4, 1, 26, 0)
    place = struct.pack(f"{order}HHHIII", 1, 2 if latitude else 0, 5, 3, 44, 0)
    return _segment(0xE1, b"Exif\0\0" + head + first + place)


PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
JPEG = b"\xff\xd8" + _segment(0xE0, b"JFIF\0") + b"\xff" + _frame(300, 200, 0xC2)


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (640, 480)),
        (b"GIF89a" + struct.pack("<HH", 30, 20), (30, 20)),
        (JPEG, (300, 200)),
        (b"\xff\xd8" + _segment(0xC4, b"\0" * 20) + _frame(5, 7), (5, 7)),  # a table of codes is no frame
        (PNG[:20], None),
        (b"\xff\xd8\xff\xe0\xff", None),
        (b"\xff\xd8" + _segment(0xE0, b"JFIF\0"), None),
        (b"\xff\xd8\xff\xc0\x00\x01", None),
        (b"RIFF....WEBPVP8 ", None),
        (b"", None),
    ],
)
def test_size(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(io.BytesIO(data)) == size


@pytest.mark.parametrize("order", ["<", ">"])
def test_place_is_found_in_either_byte_order(order: str) -> None:
    assert tells_place(io.BytesIO(b"\xff\xd8" + _exif(order, latitude=True) + _frame(1, 1)))
    assert not tells_place(io.BytesIO(b"\xff\xd8" + _exif(order, latitude=False) + _frame(1, 1)))


def test_cut_off_exif_data_tells_nothing() -> None:
    whole = b"\xff\xd8" + _exif("<", latitude=True)
    for length in range(len(whole) - 12):
        assert not tells_place(io.BytesIO(whole[:length]))


def test_photograph_that_tells_its_place_is_noted_once(tmp_path: Path) -> None:
    photograph = b"\xff\xd8" + _exif("<", latitude=True) + _frame(3, 2) + b"\xff\xda"
    silent = b"\xff\xd8" + _exif("<", latitude=False) + _frame(3, 2) + b"\xff\xda"
    text = '# Lesson 1\n\n![a](at-home.jpg)\n\n![b](silent.jpg)\n\nAgain ![a](at-home.jpg "c")\n'
    write_sources(tmp_path, {"a.md": text, "at-home.jpg": photograph, "silent.jpg": silent})
    loaded = load(tmp_path)
    found = [(one.rule.name, one.message) for one in loaded.report.diagnostics]
    assert found == [("picture-tells-place", "at-home.jpg holds the place where it was taken")]
    assert [(asset.width, asset.height) for asset in loaded.course.assets.values()] == [(3, 2), (3, 2)]
