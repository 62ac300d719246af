"""The one thing in Exif data that a picture needs: which side is up (Exif 2.32, section 4.6.4, tag Orientation)."""

import struct

ORIENTATION = 0x0112
_SHORT = 3
_UPRIGHT = 1
_MOST_ENTRIES = 1000


def orientation(tiff: bytes) -> int:
    """The orientation that a TIFF head names, 1 to 8; 1, upright, where it names none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return _UPRIGHT
    (place,) = struct.unpack(f"{order}I", tiff[4:8])
    if place + 2 > len(tiff):
        return _UPRIGHT
    (count,) = struct.unpack(f"{order}H", tiff[place : place + 2])
    for index in range(min(count, _MOST_ENTRIES)):
        entry = tiff[place + 2 + 12 * index : place + 14 + 12 * index]
        if len(entry) < 12:
            break
        tag, kind, _, value = struct.unpack(f"{order}HHIH", entry[:10])
        if tag == ORIENTATION and kind == _SHORT:
            return int(value) if 1 <= value <= 8 else _UPRIGHT
    return _UPRIGHT


def only_orientation(turned: int) -> bytes:
    """A TIFF head that says nothing but which side is up; b"" for an upright picture."""
    if turned == _UPRIGHT:
        return b""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, _SHORT, 1, turned, 0, 0)
