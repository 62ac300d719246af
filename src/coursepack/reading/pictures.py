"""Judges image files before a package carries them: whether they are what their names say."""

import re
from pathlib import Path

from coursepack.diagnostics import Rule, Severity

UNUSABLE_IMAGE = Rule(
    "unusable-image",
    Severity.WARNING,
    "An image is a page, or not what its name says, or a drawing holds more than a drawing.",
    "A script in an SVG runs with the rights of the LMS's own pages once somebody opens the file by its address.",
    "export the image again from the program that made it, as plain SVG or as PNG",
    example="![A loaf](loaf.png) where loaf.png is a web page that was saved under this name",
)

FILE_TELLS_MORE = Rule(
    "file-tells-more",
    Severity.NOTE,
    "A film, or a picture of a kind that cannot be cleaned, holds notes on where, when or by whom it was made.",
    "Everybody who can open the course can read them: somebody's home or school. "
    "Out of JPEG, PNG, GIF and WebP pictures a build takes such notes itself.",
    "export the file again without its location and metadata; a picture as JPEG, PNG or WebP of up to 64 MB",
    example="![Our bakery](from-the-telephone.mp4)",
    source="Exif 2.32; ISO/IEC 23008-12, annex A; QuickTime File Format, user data",
)

_KINDS = {
    ".png": ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ".jpg": ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ".jpeg": ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ".gif": ("GIF", re.compile(rb"GIF8[79]a")),
    ".webp": ("WebP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ".avif": ("AVIF", re.compile(rb"....ftyp(?:avif|avis|mif1|msf1|miaf)", re.DOTALL)),
}
LARGEST_SVG = 10_000_000
"""Bytes; a larger one is not looked into, and not carried."""


def picture_problem(path: Path) -> tuple[str, bool]:
    """What is wrong with an image file ("" where nothing is), and whether it can be shown nevertheless.

    Only the first bytes of a bitmap are read, never its points. Raises `OSError`.
    """
    suffix = path.suffix.lower()
    if suffix == ".svg":
        from coursepack.reading.drawings import svg_problem  # late: the XML parser takes a while to load

        return svg_problem(path.read_bytes() if path.stat().st_size <= LARGEST_SVG else b""), False
    if suffix not in _KINDS:
        return "", True
    with path.open("rb") as stream:
        start = stream.read(32)
    name, pattern = _KINDS[suffix]
    if not start or pattern.match(start):  # an empty file is reported as missing
        return "", True
    other = next((kind for kind, known in _KINDS.values() if known.match(start)), "")
    return (f"is {other}, not {name}", True) if other else (f"is no {name} image", False)
