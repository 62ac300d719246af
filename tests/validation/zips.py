"""Hostile zips, each made here byte by byte: what honest programs would not write."""

import io
import stat
import struct
import warnings
import zipfile
import zlib
from functools import cache

from tests.validation.kit import Files, scorm12, zipped

_END = b"PK\x05\x06"
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def with_entry(name: str, content: bytes = b"x", *, mode: int = 0, method: int = zipfile.ZIP_STORED) -> bytes:
    """A good package with one more entry under a name that zipfile would clean."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in scorm12().items():
            archive.writestr(other, text)
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        info.external_attr = mode << 16
        info.compress_type = method
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(info, content)
    return stream.getvalue()


def encrypted() -> bytes:
    """A package whose last entry says that it needs a password."""
    data = bytearray(with_entry("secret.txt"))
    for mark, offset in ((_LOCAL, 6), (_CENTRAL, 8)):
        place = data.rfind(mark)
        data[place + offset] |= 1
    return bytes(data)


def overlapping(copies: int = 20, size: int = 1 << 20) -> bytes:
    """Entries that all use the same bytes, so that little becomes much."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(size)) + packer.flush()
    checksum = zlib.crc32(bytes(size))
    fields = (20, 0x800, 8, 0, 0x21, checksum, len(packed), size)
    data = _LOCAL + struct.pack("<5H3L2H", *fields, 4, 0) + b"0000" + packed
    central = b"".join(
        _CENTRAL + struct.pack("<6H3L5H2L", 20, *fields, 4, 0, 0, 0, 0, 0, 0) + b"%04d" % number
        for number in range(copies)
    )
    return data + central + _END + struct.pack("<4H2LH", 0, 0, copies, copies, len(central), len(data), 0)


def with_wrong_checksum() -> bytes:
    data = bytearray(zipped(scorm12()))
    for mark, offset in ((_LOCAL, 14), (_CENTRAL, 16)):
        place = data.find(mark)
        data[place + offset] ^= 0xFF
    return bytes(data)


def with_wrong_size() -> bytes:
    """An entry that has more bytes than the table of contents says."""
    data = bytearray(zipped(scorm12()))
    place = data.find(_CENTRAL)
    size = struct.unpack("<L", data[place + 24 : place + 28])[0]
    data[place + 24 : place + 28] = struct.pack("<L", size + 7)
    return bytes(data)


def with_other_local_name() -> bytes:
    data = bytearray(zipped(scorm12()))
    place = data.find(b"index.html")
    data[place : place + 10] = b"other.html"
    return bytes(data)


def of_several_disks() -> bytes:
    data = bytearray(zipped(scorm12()))
    place = data.rfind(_END)
    data[place + 4 : place + 8] = struct.pack("<2H", 1, 1)
    return bytes(data)


def with_two_ends() -> bytes:
    data = zipped(scorm12())
    end = data[data.rfind(_END) :]
    return data + end


def without_utf8_flag() -> bytes:
    """A name beyond ASCII in the alphabet of old programs."""
    data = bytearray(with_entry("a_.png"))
    while (place := data.find(b"a_.png")) >= 0:
        data[place : place + 6] = b"a\x81.png"  # ü in code page 437
    return bytes(data)


@cache
def bomb() -> bytes:
    return with_entry("zeros.bin", bytes(64 << 20), method=zipfile.ZIP_DEFLATED)


def crowded(count: int) -> bytes:
    """A table of contents with so many entries, all of them the same file."""
    one = zipped({"a.txt": ""}, stored=True)
    start, end = one.find(_CENTRAL), one.rfind(_END)
    central = one[start:end] * count
    return one[:start] + central + _END + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, len(central), start, 0)


def duplicated() -> bytes:
    return with_entry("index.html", b"<p>another page</p>")


HOSTILE_ZIPS: dict[str, bytes | str | Files] = {
    "not-a-zip": b"PK\x03\x04 and then nothing",
    "damaged-entry": with_wrong_checksum(),
    "unsafe-name": with_entry("../../evil.html"),
    "unsafe-entry": with_entry("link", b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
    "archive-bomb": bomb(),
    "duplicate-entry": duplicated(),
    "confusable-names": with_entry("INDEX.html"),
    "unusual-compression": encrypted(),
    "unportable-name": with_entry('a"b.png'),
    "missing-utf8-flag": without_utf8_flag(),
    "junk-in-archive": b"#!/bin/sh\n" + zipped(scorm12()),
}
"""{rule: a zip that it has something against}."""
