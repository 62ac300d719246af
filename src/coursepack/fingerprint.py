"""What identifies the content of a course: a hash over all that goes into its packages."""

import hashlib
from pathlib import Path

import msgspec

from coursepack.model.theme import Theme
from coursepack.reading import lockfile
from coursepack.reading.exports.contents import settings_files
from coursepack.results import Loaded


def _text_of(path: Path) -> bytes:
    """A text's bytes without what an editor or git changes by itself: a byte order mark, and the ends of lines.

    Raises `SourceError` where the file cannot be read.
    """
    from coursepack.packaging.files import OutputFile  # writing is not loaded where nothing is written

    data = OutputFile(path.name, path).whole()
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def fingerprint_of(loaded: Loaded) -> str:
    """12 hex digits that identify what the course says: a hash over its sources, assets, settings and identifiers."""
    digest = hashlib.sha256()
    for file in (*loaded.sources.lessons, *settings_files(loaded.sources)):
        digest.update(file.encode() + b"\0" + hashlib.sha256(_text_of(loaded.sources.path(file))).digest())
    for asset in loaded.course.assets.values():
        digest.update(asset.path.encode() + b"\0" + bytes.fromhex(asset.sha256))
    said = msgspec.to_builtins(loaded.config)
    del said["lms"]  # which systems it is judged for changes nothing in it
    digest.update(msgspec.json.encode(said, order="sorted"))
    if loaded.course.theme != Theme():
        digest.update(msgspec.json.encode(loaded.course.theme))
    digest.update(lockfile.write_lock(loaded.lock).encode())
    return digest.hexdigest()[:12]
