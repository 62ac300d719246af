"""Identifiers that every system takes, made from those of a course."""

import base64
import hashlib
import re

DISTINCTIVE = 15
"""Characters by which some systems tell packages apart (SAP SuccessFactors, KBA 2316909): the rest must not matter."""

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_DIGEST = 6


def identifier(text: str) -> str:
    """`text` as `[A-Za-z][A-Za-z0-9_]*`: what is not of it becomes `_`."""
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", text)
    return plain if _IDENTIFIER.fullmatch(plain) else f"x{plain}"


def short_identifier(text: str) -> str:
    """`text` as an identifier of at most 15 characters that stays distinctive.

    One that is short enough stays as it is; else its beginning is followed by 6 characters (30 bits) of a hash
    over all of it, so that courses whose names begin alike are still told apart.
    """
    plain = identifier(text)
    if plain == text and len(plain) <= DISTINCTIVE:
        return plain
    beginning = plain[: DISTINCTIVE - _DIGEST - 1].rstrip("_")
    return f"{beginning}_{digest(text, _DIGEST)}"


def digest(text: str, length: int) -> str:
    """`length` characters (5 bits each, `[a-z2-7]`) of a hash over `text`."""
    return base64.b32encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()).decode().lower()[:length]


def shortened(text: str, longest: int) -> str:
    """`text` with at most `longest` characters, cut between words where it can be, and then ending in an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    words, _, _ = cut.rpartition(" ")
    return (words if len(words) > longest // 2 else cut).rstrip() + "…"


def file_stem(course_id: str) -> str:
    """A course's id as the beginning of file names."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", course_id).strip("-") or "course"
    return plain if len(plain) <= 100 else f"{plain[:93]}-{digest(course_id, _DIGEST)}"


def slug(title: str, longest: int) -> str:
    """A title as the middle of an identifier: letters of any script made ASCII, words joined by `_`."""
    if not title.isascii():
        from anyascii import anyascii

        title = anyascii(title)
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    if len(plain) <= longest:
        return plain
    cut, _, _ = plain[: longest + 1].rpartition("_")
    return cut or plain[:longest]


def edition(version: str, fingerprint: str) -> str:
    """ "1.0 (fingerprint 0123456789ab)", or the fingerprint alone."""
    return f"{version} (fingerprint {fingerprint})" if version else f"fingerprint {fingerprint}"
