"""What the first bytes of a PNG, GIF or JPEG tell: its size.

The common formats are read here because the library for all others loads half of the network modules first.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG markers without a length (ITU-T T.81, table B.1)."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers of a frame's header, which has the size (ITU-T T.81, section B.2.2)."""

_MOST_SEGMENTS = 1000


def size_of(stream: BinaryIO) -> tuple[int, int] | None:
    """Width and height of the picture in `stream`; None where it is none of the three formats, or cut off."""
    head = stream.read(24)
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR" and len(head) == 24:
        width, height = struct.unpack(">II", head[16:24])
        return int(width), int(height)
    if head[:6] in (b"GIF87a", b"GIF89a") and len(head) >= 10:
        width, height = struct.unpack("<HH", head[6:10])
        return int(width), int(height)
    if head.startswith(b"\xff\xd8"):
        for marker, length in _segments(stream):
            if marker in _FRAMES and length >= 5 and len(frame := stream.read(5)) == 5:
                height, width = struct.unpack(">HH", frame[1:])
                return int(width), int(height)
    return None


def _segments(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """(marker, bytes of content) of each segment of a JPEG up to its points; `stream` stands at the content."""
    place = 2
    for _ in range(_MOST_SEGMENTS):
        stream.seek(place)
        head = stream.read(4)
        if len(head) < 4 or head[0] != 0xFF or head[1] == 0xDA:
            return
        if head[1] == 0xFF:  # a fill byte
            place += 1
            continue
        if head[1] in _STANDALONE:
            place += 2
            continue
        length = int.from_bytes(head[2:4])
        if length < 2:
            return
        yield head[1], length - 2
        place += 2 + length
