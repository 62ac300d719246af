"""`coursepack.toml`: every key with its reader, and all that is wrong with a file in one go."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from coursepack import __version__
from coursepack.diagnostics import Severity
from coursepack.errors import UsageError
from coursepack.model.scoring import CourseScoring
from coursepack.reading import values
from coursepack.reading.settings import quiz_readers
from coursepack.reading.values import Reader

FILE_NAME = "coursepack.toml"
FORMAT = 1


class Config(msgspec.Struct, frozen=True):
    """The settings of a course; all have defaults. `content` is the folder of the sources, relative to the root.

    `targets` () builds the default ones; `quiz`: settings of every quiz, by key, as read.
    `bold_headings`: paragraphs that are one bold run become headings.
    """

    title: str = ""
    id: str = ""
    version: str = ""
    language: str = "en"
    description: str = ""
    content: str = ""
    targets: tuple[str, ...] = ()
    trust_html: bool = False
    bold_headings: bool = True
    scoring: CourseScoring = CourseScoring()
    quiz: dict[str, Any] = {}
    severity: dict[str, Severity | None] = {}


_SEVERITIES: dict[str, Severity | None] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "off": None,
}


def _format(value: Any) -> int:
    if value != FORMAT:
        raise ValueError(f"this coursepack reads format {FORMAT}")
    return FORMAT


def _requires(value: Any) -> str:
    wanted = values.text(value)
    for part in wanted.split(","):
        found = re.fullmatch(r"\s*(>=|==|<=|<|>)?\s*(\d+(?:\.\d+)*)\s*", part)
        if not found:
            raise ValueError('a version such as ">=0.1" is expected')
        here, there = _release(__version__), _release(found[2])
        fits = {">=": here >= there, "<=": here <= there, "==": here == there, "<": here < there, ">": here > there}
        if not fits[found[1] or "=="]:
            raise ValueError(f"the course asks for coursepack {wanted}; this is {__version__}")
    return wanted


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


KEYS: dict[str, Reader] = {
    "format": _format,
    "requires-coursepack": _requires,
    "title": values.text,
    "id": values.text,
    "version": values.text,
    "language": values.text,
    "description": values.text,
    "content": values.text,
    "targets": values.texts,
    "trust-html": values.yes_no,
    "bold-headings": values.yes_no,
}
SCORING_KEYS: dict[str, Reader] = {
    "pass": values.share,
    "pass-rule": values.one_of("average", "each"),
    "mastery": values.one_of("package", "lms"),
    "on-fail": values.one_of("incomplete", "failed"),
}
TABLES = ("scoring", "quiz", "severity")


def load_config(path: Path, rules: Callable[[], frozenset[str]] | None = None) -> Config:
    """The settings in the file at `path`; the defaults where there is no such file.

    `rules` tells the names that the table of severities may use; it is asked only where there is one.
    Raises `UsageError` with all that is wrong.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} cannot be read: {error}") from None
    try:
        written = tomllib.loads(source.replace("\r\n", "\n"), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{path.name} is not valid TOML: {error}", 'put texts in quotation marks: title = "…"'
        ) from None
    return _Reader(path.name, source, rules).read(written)


class _Reader:
    def __init__(self, name: str, source: str, rules: Callable[[], frozenset[str]] | None) -> None:
        self._name = name
        self._lines = source.split("\n")
        self._rules = rules
        self._problems: list[str] = []

    def read(self, written: dict[str, Any]) -> Config:
        top = self._keys({key: value for key, value in written.items() if key not in TABLES}, {**KEYS}, TABLES)
        scoring = self._keys(self._table(written, "scoring"), SCORING_KEYS)
        quiz = self._keys(self._table(written, "quiz"), quiz_readers())
        severity = self._severities(self._table(written, "severity"))
        if self._problems:
            raise UsageError("\n".join(self._problems))
        fields = {
            key.replace("-", "_"): value for key, value in top.items() if key not in ("format", "requires-coursepack")
        }
        names = {"pass": "pass_mark", "pass-rule": "pass_rule", "on-fail": "on_fail", "mastery": "mastery"}
        return Config(
            **fields,
            scoring=CourseScoring(**{names[key]: value for key, value in scoring.items()}),
            quiz=quiz,
            severity=severity,
        )

    def _table(self, written: dict[str, Any], name: str) -> dict[str, Any]:
        table = written.get(name, {})
        if isinstance(table, dict):
            return table
        self._problem(name, f'"{name}" is a table: write [{name}] on a line of its own')
        return {}

    def _keys(self, written: dict[str, Any], known: dict[str, Reader], tables: tuple[str, ...] = ()) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, value in written.items():
            if key not in known:
                self._problem(key, f'"{key}" is not known here{values.did_you_mean(key, (*known, *tables))}')
                continue
            try:
                read[key] = known[key](value)
            except ValueError as problem:
                self._problem(key, f'"{key} = {value}" cannot be read: {problem}')
        return read

    def _severities(self, written: dict[str, Any]) -> dict[str, Severity | None]:
        read: dict[str, Severity | None] = {}
        for name, value in written.items():
            known = self._rules() if self._rules is not None else None
            if known is not None and name not in known:
                self._problem(name, f'"{name}" is no diagnostic{values.did_you_mean(name, known)}')
            elif str(value) not in _SEVERITIES:
                self._problem(name, f'"{name} = {value}" cannot be read: one of {", ".join(_SEVERITIES)} is expected')
            else:
                read[name] = _SEVERITIES[str(value)]
        return read

    def _problem(self, key: str, message: str) -> None:
        pattern = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=.]")
        line = next((number for number, text in enumerate(self._lines, 1) if pattern.match(text)), 1)
        self._problems.append(f"{self._name}:{line}: {message}")
