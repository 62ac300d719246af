"""How a foreign file begins: what its format is recognised by, never by its name alone."""

from functools import cached_property
from pathlib import Path

from coursepack.errors import SourceError
from coursepack.xml import root_name

MOST_TEXT_BYTES = 64 << 20
"""A text larger than that is no bank of questions."""

_START = 1 << 16
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_NAMES = (".zip", ".imscc", ".epub", ".pif")
_MARK = b"\xef\xbb\xbf"


class Opening:
    """A file and its first bytes. Raises `SourceError` where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as stream:
                self.start = stream.read(_START)
                self.size = path.stat().st_size
        except OSError as error:
            raise SourceError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None

    @property
    def label(self) -> str:
        """The file as it is named in messages."""
        return self.path.as_posix()

    @property
    def is_zip(self) -> bool:
        return self.start.startswith(_ZIP_STARTS) or self.path.suffix.lower() in _ZIP_NAMES

    @property
    def is_xml(self) -> bool:
        start = self.start
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
            start = start[2:].replace(b"\0", b"")
        return start.lstrip(_MARK + b" \t\r\n").startswith(b"<")

    @cached_property
    def root(self) -> str:
        """The first element of an XML document as "{namespace}name", else ""."""
        return root_name(self.start) if self.is_xml else ""

    @cached_property
    def text(self) -> str:
        """All of a text in UTF-8; "" where it is none, or too large."""
        if self.size > MOST_TEXT_BYTES or b"\0" in self.start:
            return ""
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except (UnicodeDecodeError, OSError):
            return ""
