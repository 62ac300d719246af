"""Courses of a few lines, and what `check` says of them."""

import zlib
from collections.abc import Mapping
from pathlib import Path

from coursepack import pipeline
from coursepack.diagnostics import Diagnostic
from tests.support.courses import write_sources

Files = Mapping[str, str | bytes]


def png(width: int, height: int) -> bytes:
    """A picture that says it has this size; it is all of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + bytes((width + 7) // 8)) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def judged(folder: Path, content: str | Files) -> list[Diagnostic]:
    """What `check` finds in one lesson, or in a course of files."""
    write_sources(folder, {"lesson.md": content} if isinstance(content, str) else content)
    loaded = pipeline.load(folder)
    pipeline.check(loaded)
    return pipeline.findings(loaded)


def rules(found: list[Diagnostic]) -> set[str]:
    return {one.rule.name for one in found}
