"""JPEG (ITU-T T.81, annex B): colour profile, Adobe's colour transform and orientation are kept, all other notes go."""

import re
from collections.abc import Iterator

from coursepack.model.course import Piece
from coursepack.reading.metadata.exif import only_orientation, orientation
from coursepack.reading.metadata.pieces import Pieces

_EXIF = b"Exif\0\0"
_END = 0xD9
_SCAN = 0xDA
_COMMENT = 0xFE
_NOTES = range(0xE0, 0xF0)
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""{marker of an application's segment: how one begins that decides on colours or proportions}"""

_NONE = b"\xff\xff"
"""How no segment begins."""

_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""What ends the points of a scan: there a byte FF is followed by 00, or a restart marker."""


def kept(data: bytes) -> tuple[Piece, ...] | None:
    """What is kept of a JPEG, () for all of it; None where it is not built as one.

    What follows its end goes, too: some cameras put whole further pictures there, with notes of their own.
    """
    pieces = Pieces()
    pieces.keep(0, 2)
    for marker, start, body, end in _segments(data):
        if marker in _NOTES and not data.startswith(_KEPT.get(marker, _NONE), body):
            turned = orientation(data[body + len(_EXIF) : end]) if data.startswith(_EXIF, body) else 1
            if head := only_orientation(turned):
                content = _EXIF + head
                pieces.put(b"\xff\xe1" + (len(content) + 2).to_bytes(2) + content)
        elif marker != _COMMENT:
            pieces.keep(start, end)
        if marker == _END:
            return pieces.made(len(data))
    return None


def turned(data: bytes) -> int:
    """The orientation that the Exif data of a JPEG names."""
    for _, _, body, end in _segments(data):
        if data.startswith(_EXIF, body):
            return orientation(data[body + len(_EXIF) : end])
    return 1


def _segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(marker, where it stands, where its content begins, where it ends); the points of a scan belong to it."""
    place = 2
    while place + 2 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
            continue
        if marker == _END:
            yield marker, place, place + 2, place + 2
            return
        length = int.from_bytes(data[place + 2 : place + 4])
        end = place + 2 + length
        if marker == _SCAN:
            following = _NEXT_MARKER.search(data, end)
            end = following.start() if following else len(data)
        if length < 2 or end > len(data):
            return
        yield marker, place, place + 4, end
        place = end
