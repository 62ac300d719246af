"""Diagnostics as people read them: where, what, the line itself, and what to do."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from coursepack.cli.console import Console, clean
from coursepack.diagnostics import Diagnostic, Severity
from coursepack.pipeline import Loaded

LONGEST_EXCERPT = 160
MOST_ALIKE = 50
"""Findings of one rule in one file that are shown to people; what lists them for programs has all."""


class Findings:
    """Prints diagnostics; `prefix` is put before their files, so that a terminal can follow them."""

    def __init__(self, console: Console, loaded: Loaded, prefix: str) -> None:
        self._console = console
        self._loaded = loaded
        self._prefix = prefix
        self._lines: dict[str, list[str]] = {}

    def told(self, diagnostics: list[Diagnostic], *, concise: bool = False) -> Iterator[str]:
        """Each diagnostic as it is printed; of many alike in one file the first ones, then how many more there are."""
        for found, more in shortened(diagnostics, verbose=self._console.verbose):
            if more:
                yield more_of(f"{self._prefix}{found.at.file}", found, more)
            else:
                yield self.concise(found) if concise else "\n".join(self.full(found))

    def full(self, found: Diagnostic) -> list[str]:
        """The lines of one diagnostic with its excerpt."""
        console = self._console
        lines = [self.concise(found, styled=True)]
        source = self._source(found)
        if source.strip():
            number = str(found.at.line)
            gutter = " " * len(number)
            start, shown, column = _window(source, found.at.column)
            marks = "^" * max(1, min(found.width, len(shown) - column + 1, LONGEST_EXCERPT))
            lines += [
                f"{gutter} │",
                f"{number} │ {clean(shown)}",
                f"{gutter} │ {_indent(shown, column)}{console.style(marks, found.severity.word)}",
            ]
            del start
        if found.help:
            lines.append(f"  {console.style('help', 'help')}: {clean(found.help)}")
        return lines

    def concise(self, found: Diagnostic, *, styled: bool = False) -> str:
        """One diagnostic on one line."""
        word = self._console.style(found.severity.word, found.severity.word) if styled else found.severity.word
        place = f"{self._prefix}{found.at}"
        return f"{clean(place)}: {word}: {clean(found.message)} [{found.rule.name}]"

    def located(self, found: Diagnostic) -> Diagnostic:
        """The diagnostic with its file named from where the command was started."""
        at = msgspec.structs.replace(found.at, file=f"{self._prefix}{found.at.file}")
        return msgspec.structs.replace(found, at=at)

    def _source(self, found: Diagnostic) -> str:
        file = found.at.file
        if file in self._loaded.sources.skipped:  # a pipe or a device never ends
            return ""
        if file not in self._lines:
            try:
                text = self._loaded.sources.path(file).read_text(encoding="utf-8-sig", errors="replace")
            except OSError:
                text = ""
            self._lines[file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = self._lines[file]
        return lines[found.at.line - 1] if 0 < found.at.line <= len(lines) else ""


def shortened(diagnostics: list[Diagnostic], *, verbose: bool, package: str = "") -> Iterator[tuple[Diagnostic, int]]:
    """What is shown to people: of many alike in one file the first ones, then how many more there are, else 0.

    `package`: the one file in which all of them are, whatever they name inside it.
    """
    kinds = [(package or found.at.file, found.rule.name) for found in diagnostics]
    alike = Counter(kinds)
    shown: Counter[tuple[str, str]] = Counter()
    for found, kind in zip(diagnostics, kinds, strict=True):
        shown[kind] += 1
        if shown[kind] <= MOST_ALIKE or verbose:
            yield found, 0
        elif shown[kind] == MOST_ALIKE + 1:
            yield found, alike[kind] - MOST_ALIKE


def more_of(file: str, found: Diagnostic, more: int) -> str:
    return f"{clean(file)}: {more:,} more [{found.rule.name}]; coursepack -v shows all"


def count_of(diagnostics: list[Diagnostic]) -> str:
    """How many errors and warnings there are, in words; "" for none."""
    parts: list[str] = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(found.severity is severity for found in diagnostics)
        if number:
            parts.append(f"{number} {severity.word}{'s' if number > 1 else ''}")
    return ", ".join(parts)


def _window(source: str, column: int) -> tuple[int, str, int]:
    """The part of a long line round `column`, where it starts, and the column within it."""
    source = source.rstrip()
    if len(source) <= LONGEST_EXCERPT:
        return 0, source, column
    start = max(0, column - 1 - LONGEST_EXCERPT // 3)
    return start, source[start : start + LONGEST_EXCERPT], column - start


def _indent(source: str, column: int) -> str:
    return "".join("\t" if character == "\t" else " " for character in source[: column - 1])
