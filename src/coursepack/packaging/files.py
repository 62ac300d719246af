"""The file of an output: what targets hand over and packaging writes."""

from pathlib import Path

import msgspec


class OutputFile(msgspec.Struct, frozen=True):
    """A file of an output: its path there (with `/`), and its bytes or the file on disk that has them."""

    path: str
    content: bytes | Path
