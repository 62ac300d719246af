"""What is printed: results on standard output, everything else on standard error, colour only where it is wanted."""

import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click
import msgspec

from coursepack.errors import UsageError

_STYLES = {"error": "red", "warning": "yellow", "note": "cyan", "help": "green", "strong": None}


class Console:
    """Standard output and error of one run. `quiet` leaves out all but errors and results."""

    def __init__(self, color: str = "auto", *, quiet: bool = False, verbose: bool = False) -> None:
        self.color = color
        self.quiet = quiet
        self.verbose = verbose

    def out(self, text: str = "") -> None:
        """Print a line of the result."""
        _echo(text, sys.stdout, self._colors(sys.stdout))

    def document(self, text: str) -> None:
        """Print what other programs read: in UTF-8 whatever the locale, as JSON demands (RFC 8259, section 8.1)."""
        with _told(sys.stdout):
            sys.stdout.flush()
            sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "replace"))
            sys.stdout.buffer.flush()

    def json(self, value: object) -> None:
        """Print a value as JSON."""
        self.document(msgspec.json.format(msgspec.json.encode(value)).decode())

    def err(self, text: str = "") -> None:
        """Print a line of what is said beside the result."""
        _echo(text, sys.stderr, self._colors(sys.stderr))

    def style(self, text: str, kind: str) -> str:
        """`text` in the style of `kind`; the styling is taken out again where there is no colour."""
        return click.style(text, fg=_STYLES.get(kind), bold=True)

    @property
    def shows_progress(self) -> bool:
        return not self.quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def _colors(self, stream: TextIO) -> bool:
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def _echo(text: str, stream: TextIO, color: bool) -> None:
    with _told(stream):
        click.echo(_printable(text, stream), file=stream, color=color)


@contextmanager
def _told(stream: TextIO) -> Iterator[None]:
    """Where nobody reads any more, what is printed goes nowhere: the exit code still says how it went.

    Raises `UsageError` where the output cannot be written, to a full disk for instance.
    """
    try:
        yield
    except BrokenPipeError:
        _lead_nowhere(stream)
    except OSError as error:
        _lead_nowhere(stream)
        raise UsageError(f"what was found cannot be printed: {(error.strerror or str(error)).lower()}") from None


def _lead_nowhere(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def clean(text: str) -> str:
    """`text` without characters that steer a terminal or change the direction of what follows."""
    if text.isprintable():
        return text
    return "".join(
        character
        if character == "\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else "\ufffd"
        for character in text
    )


def _printable(text: str, stream: TextIO) -> str:
    """`text` with what the stream's encoding cannot write replaced."""
    encoding = stream.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.replace("·", "-").replace("│", "|").replace("…", "...")
        return plain.encode(encoding, "replace").decode(encoding)
    return text
