"""The size of a bitmap, from its first bytes."""

import io
import struct

import pytest

from coursepack.reading.bitmaps import size_of


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _frame(width: int, height: int, marker: int = 0xC0) -> bytes:
    return _segment(marker, struct.pack(">BHH", 8, height, width) + b"\x01\x11\x00")


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
