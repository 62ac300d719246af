"""Files that stand in the texts of a bank: pictures as `data:` addresses."""

import base64
import re
from urllib.parse import unquote_to_bytes

from coursepack.importing.base import Files

_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w=.-]+)*?)(;base64)?,", re.IGNORECASE)
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
}


def decoded(text: str) -> bytes | None:
    """What a base64 text stands for; None where it is damaged."""
    try:
        return base64.b64decode(text.encode("ascii").translate(None, b" \t\r\n"), validate=True)
    except ValueError:  # no base64, and no ASCII
        return None


def embedded_file(reference: str, files: Files) -> str | None:
    """The reference in the Markdown of a picture that stands in its own address, or None."""
    found = _DATA.match(reference)
    ending = _ENDINGS.get((found[1] or "").lower()) if found else None
    if found is None or ending is None:
        return None
    rest = reference[found.end() :]
    data = decoded(rest) if found[3] else unquote_to_bytes(rest)
    return files.add(f"picture.{ending}", data) if data else None
