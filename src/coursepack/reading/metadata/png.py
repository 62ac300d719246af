"""PNG (third edition, sections 5 and 11): chunks that decide on points, colours and movement are kept."""

import zlib
from collections.abc import Iterator

from coursepack.model.course import Piece
from coursepack.reading.metadata.exif import only_orientation, orientation
from coursepack.reading.metadata.pieces import Pieces

_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi bKGD hIST pHYs sPLT "
    b"acTL fcTL fdAT".split()
)
_EXIF = b"eXIf"


def kept(data: bytes) -> tuple[Piece, ...] | None:
    """What is kept of a PNG, () for all of it; None where it is not built as one.

    What follows its end goes, too: a program that crops a picture may have left the rest of the old one there.
    """
    pieces = Pieces()
    pieces.keep(0, 8)
    for name, place, end in _chunks(data):
        if name == _EXIF:
            if head := only_orientation(orientation(data[place + 8 : end - 4])):
                pieces.put(len(head).to_bytes(4) + _EXIF + head + zlib.crc32(_EXIF + head).to_bytes(4))
        elif name in _KEPT or name[:1].isupper():  # whoever does not know such a chunk cannot show the picture
            pieces.keep(place, end)
        if name == b"IEND":
            return pieces.made(len(data))
    return None


def turned(data: bytes) -> int:
    """The orientation that the Exif data of a PNG names."""
    for name, place, end in _chunks(data):
        if name == _EXIF:
            return orientation(data[place + 8 : end - 4])
    return 1


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(name, where it begins, where it ends) of each chunk that is whole."""
    place = 8
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4])
        if end > len(data):
            return
        yield data[place + 4 : place + 8], place, end
        place = end
