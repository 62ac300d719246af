"""The one table of formats whose notes can be taken out; and what is known of those where they cannot."""

import re
from collections.abc import Callable

from coursepack.model.course import Piece
from coursepack.reading.metadata import gif, jpeg, png, webp

LARGEST = 64_000_000
"""Bytes; a larger picture is not looked into."""

_FORMATS: tuple[tuple[re.Pattern[bytes], Callable[[bytes], tuple[Piece, ...] | None]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), jpeg.kept),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), png.kept),
    (re.compile(rb"GIF8[79]a"), gif.kept),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), webp.kept),
)
_TURNED = ((_FORMATS[0][0], jpeg.turned), (_FORMATS[1][0], png.turned))

_NOTES = re.compile(rb"Exif\0\0|http://ns\.adobe\.com/xap|infe.{8}(?:Exif|mime)", re.DOTALL)
"""What Exif data and XMP begin with (JPEG, HEIF; ISO/IEC 23008-12, annex A)."""

_PLACE_OF_VIDEO = re.compile(rb"\xa9xyz|com\.apple\.quicktime\.location|udta.{0,64}loci", re.DOTALL)
"""Where telephones write the place into a film (QuickTime File Format, user data; 3GPP TS 26.244, section 8.2)."""

_LONGEST = 128
"""Bytes; no mark of a place is longer."""


def without_notes(data: bytes) -> tuple[tuple[Piece, ...], bool]:
    """What is kept of a picture, () for all of it; and whether notes stay that could not be taken out."""
    for pattern, kept in _FORMATS:
        if pattern.match(data):
            pieces = kept(data)
            return (pieces, False) if pieces is not None else ((), bool(_NOTES.search(data)))
    return (), bool(_NOTES.search(data))


def is_on_its_side(data: bytes) -> bool:
    """Whether browsers turn a picture by a quarter, which they do with JPEG and PNG alone."""
    return any(pattern.match(data) and turned(data) >= 5 for pattern, turned in _TURNED)


class PlaceFinder:
    """Finds out, piece by piece, whether a film says where it was taken."""

    def __init__(self) -> None:
        self.found = False
        self._before = b""

    def feed(self, piece: bytes) -> None:
        self.found = self.found or bool(_PLACE_OF_VIDEO.search(self._before + piece))
        self._before = piece[-_LONGEST:]
