"""Zip files whose bytes depend on nothing but what is put in: no clock, no umask, no folder, no hash seed.

The deflated bytes are those of the zlib that Python was built with; zlib-ng finds other matches, so a build is
reproducible among Pythons with the same zlib.
"""

import io
import time
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import BinaryIO

from coursepack.packaging.files import OutputFile, check_paths

FIRST = ("mimetype", "imsmanifest.xml")
"""Paths that stand before all others in a package, for readers that only look at the beginning."""

COMPRESSED = frozenset(
    {
        *("png", "jpg", "jpeg", "gif", "webp", "avif"),
        *("mp4", "m4v", "m4a", "webm", "mov", "ogg", "oga", "ogv", "opus", "mp3", "aac", "flac"),
        *("zip", "gz", "tgz", "bz2", "xz", "7z"),
        *("epub", "docx", "xlsx", "pptx", "odt", "ods", "odp", "pdf"),
        *("woff", "woff2"),
    }
)
"""Extensions of files that do not get smaller; they are stored as they are."""

_EARLIEST = 315_532_800
"""1980-01-01 in seconds since 1970: the first moment that a zip can name."""

_LATEST = 4_354_819_198
"""2107-12-31 23:59:58, the last one."""

_ZIP64_FROM = 0xFFFF_0000
"""Bytes; a file that may get larger than this gets the larger header."""


def zip_bytes(files: Iterable[OutputFile], *, timestamp: int | None = None) -> bytes:
    """A zip as bytes; see `write_zip`."""
    stream = io.BytesIO()
    write_zip(files, stream, timestamp=timestamp)
    return stream.getvalue()


def write_zip(files: Iterable[OutputFile], into: BinaryIO, *, timestamp: int | None = None) -> None:
    """Writes a zip of `files`, sorted by path but for those that readers want first.

    `timestamp` of every entry: seconds since 1970 (`SOURCE_DATE_EPOCH`), None is 1980-01-01. Large files are
    copied piece by piece. Raises `CoursepackError` for a path that is not portable.
    """
    ordered = sorted(files, key=lambda file: (file.path not in FIRST, file.path))
    check_paths(ordered)
    moment = _moment(timestamp)
    with zipfile.ZipFile(into, "w") as archive:
        for file in ordered:
            info = zipfile.ZipInfo(file.path, moment)
            info.create_system = 3  # Unix, on whatever system the build runs
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_STORED if _is_compressed(file.path) else zipfile.ZIP_DEFLATED
            # The level stays zlib's default, 6: zipfile has no public way to set it for an entry that is streamed.
            with archive.open(info, "w", force_zip64=file.size > _ZIP64_FROM) as entry:
                for chunk in file.chunks():
                    entry.write(chunk)


def _moment(timestamp: int | None) -> tuple[int, int, int, int, int, int]:
    moment = time.gmtime(min(max(_EARLIEST if timestamp is None else timestamp, _EARLIEST), _LATEST))
    return (moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_min, moment.tm_sec)


def _is_compressed(path: str) -> bool:
    return path == "mimetype" or PurePosixPath(path).suffix[1:].lower() in COMPRESSED
