"""GIF (89a, sections 17 to 27): comments and what applications note go, but for how often it moves and its colours."""

from coursepack.model.course import Piece
from coursepack.reading.metadata.pieces import Pieces

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def kept(data: bytes) -> tuple[Piece, ...] | None:
    """What is kept of a GIF, () for all of it; None where it is not built as one."""
    if len(data) < 13:
        return None
    pieces = Pieces()
    place = 13 + _colours(data[10])
    pieces.keep(0, place)
    while place < len(data):
        kind = data[place]
        if kind == _END:
            pieces.keep(place, place + 1)
            return pieces.made(len(data))
        if kind == _EXTENSION and place + 2 < len(data):
            label = data[place + 1]
            end = _after_blocks(data, place + 2)
            is_note = label == _COMMENT or (label == _APPLICATION and data[place + 3 : place + 14] not in _KEPT)
        elif kind == _IMAGE and place + 10 <= len(data):
            end = _after_blocks(data, place + 11 + _colours(data[place + 9]))
            is_note = False
        else:
            return None
        if end > len(data):
            return None
        if not is_note:
            pieces.keep(place, end)
        place = end
    return None


def _colours(flags: int) -> int:
    """Bytes of the table of colours that `flags` announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    """The place behind a row of blocks; behind the end of `data` where the row is cut off."""
    while place < len(data):
        length = data[place]
        place += 1 + length
        if not length:
            return place
    return len(data) + 1
