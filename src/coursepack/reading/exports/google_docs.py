"""Google Docs' Markdown export: pictures inside the text as data, escaped characters, bold headings."""

import base64
import binascii
import hashlib
import re

from coursepack.diagnostics import Rule, Severity
from coursepack.patterns import late
from coursepack.reading.exports.source import Source

EMBEDDED_IMAGE = Rule(
    "embedded-image",
    Severity.WARNING,
    "A picture that stands in the text as data cannot be carried.",
    "Learners would see its alternative text only.",
    "save the picture as a PNG, JPEG, GIF or WebP file beside the lesson and give its relative path",
    example="![A loaf](data:image/tiff;base64,SUkqAA…)",
)
SCHEME = "embedded:"
"""What the reference to a picture that was taken out of the text begins with."""

MAX_IMAGE = 20 << 20
"""Bytes of one picture beyond which it is refused."""

MAX_IMAGES = 64 << 20
"""Bytes of all pictures of a file beyond which further ones are refused."""

SIGNS = (re.compile(":[Ii][Mm][Aa][Gg][Ee]/"),)

_DATA = late(
    r"(\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?|\bsrc\s*=\s*[\"'])"
    r"data:(image/[\w.+-]+)((?:;[\w=.-]+)*?)(;base64)?,([^\s<>\"')]*)",
    re.IGNORECASE,
)
_TYPES = {"image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def read(source: Source) -> None:
    """Take pictures out of the text and leave short references; equal ones are one."""
    size = 0
    for index in source.prose():
        if "data:image/" not in source.lines[index].lower():
            continue
        for found in source.matches(index, _DATA):
            data = _decoded(found[5]) if found[4] else None
            kind, problem = _judge(found[2].lower(), data, size)
            start, end = found.end(1), found.end()
            if data is None or problem:
                source.report.add(EMBEDDED_IMAGE, source.place(index, start), f"a picture in the text {problem}")
                source.replace(index, start, end, f"{SCHEME}refused")
                continue
            name = f"{hashlib.sha256(data).hexdigest()[:16]}{_TYPES[kind]}"
            if name not in source.embedded:
                size += len(data)
                source.embedded[name] = (kind, data)
            source.replace(index, start, end, SCHEME + name)


def _decoded(text: str) -> bytes | None:
    if len(text) > MAX_IMAGE * 4 // 3 + 4:
        return b""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _judge(kind: str, data: bytes | None, before: int) -> tuple[str, str]:
    """The true type of a picture, and what is wrong with it or ""."""
    if kind not in _TYPES:
        return "", f"is of the type {kind}, which is not carried"
    if data is None:
        return "", "is damaged: its data is not base64"
    if not data or len(data) > MAX_IMAGE:
        return "", f"is empty or larger than {MAX_IMAGE >> 20} MB"
    if before + len(data) > MAX_IMAGES:
        return "", f"is too much: the file holds more than {MAX_IMAGES >> 20} MB of pictures"
    true = next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        true = "image/webp"
    return true, "" if true else "is damaged: it is not of the type that it says"
