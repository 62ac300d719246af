"""WebP (RFC 9649, section 2): Exif data, XMP and unknown chunks go."""

from coursepack.model.course import Piece
from coursepack.reading.metadata.pieces import Pieces

_KEPT = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_HEADER = b"VP8X"
_HAS_NOTES = 0x08 | 0x04
"""The header's bits for Exif data and XMP."""


def kept(data: bytes) -> tuple[Piece, ...] | None:
    """What is kept of a WebP picture, () for all of it; None where it is not built as one.

    Browsers do not turn a WebP picture by its Exif data, so it is not looked into.
    """
    whole = 8 + int.from_bytes(data[4:8], "little")
    if whole > len(data):
        return None
    pieces = Pieces()
    size = 4
    place = 12
    while place + 8 <= whole:
        name = data[place : place + 4]
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        end = place + 8 + length + length % 2
        if end > whole:
            return None
        if name == _HEADER and data[place + 8] & _HAS_NOTES:
            pieces.keep(place, place + 8)
            pieces.put(bytes([data[place + 8] & ~_HAS_NOTES]))
            pieces.keep(place + 9, end)
        elif name == _HEADER or name in _KEPT:
            pieces.keep(place, end)
        else:
            place = end
            continue
        size += end - place
        place = end
    made = pieces.made(-1)
    if 8 + size == len(data):
        return ()
    return (b"RIFF" + size.to_bytes(4, "little") + b"WEBP", *made)
