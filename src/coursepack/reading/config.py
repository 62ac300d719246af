"""`coursepack.toml`: every key with its reader, and all that is wrong with a file in one go."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from coursepack import __version__
from coursepack.diagnostics import Severity
from coursepack.errors import UsageError
from coursepack.model.delivery import Delivery, Scorm2004
from coursepack.model.gating import Gate
from coursepack.model.scoring import Completion, CourseScoring
from coursepack.model.source import Position
from coursepack.reading import values
from coursepack.reading.settings import GATES, quiz_readers
from coursepack.reading.theme import THEME_KEYS
from coursepack.reading.values import Reader

FILE_NAME = "coursepack.toml"
FORMAT = 1
FAIL_ON = ("never", "dropped", "degraded")
"""What may stop a build: nothing, what a target leaves out, or also what it carries in another form."""


class Translation(msgspec.Struct, frozen=True):
    """What the settings say in another language."""

    title: str = ""
    description: str = ""


class Config(msgspec.Struct, frozen=True):
    """The settings of a course; all have defaults. `content` is the folder of the sources, relative to the root.

    `languages` () means `language` alone; else the first is that of the originals, and `translations` has the others.

    `targets` () builds the default ones; `lms`: systems that they are for. `quiz` and `theme`: settings of every quiz
    and of the look, by key, as read.
    `fail_on`: which losses in a target stop a build; `moodle`: the oldest version that is to import the bank.
    `bold_headings`: paragraphs that are one bold run become headings.
    """

    title: str = ""
    id: str = ""
    version: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    translations: dict[str, Translation] = {}
    description: str = ""
    content: str = ""
    targets: tuple[str, ...] = ()
    lms: tuple[str, ...] = ()
    fail_on: str = "never"
    moodle: str = "4.5"
    trust_html: bool = False
    bold_headings: bool = True
    scoring: CourseScoring = CourseScoring()
    delivery: Delivery = Delivery()
    quiz: dict[str, Any] = {}
    theme: dict[str, Any] = {}
    gate: Gate = "always"
    severity: dict[str, Severity | None] = {}


SEVERITIES: dict[str, Severity | None] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "off": None,
}


@values.takes({"const": FORMAT})
def _format(value: Any) -> int:
    if isinstance(value, bool) or value != FORMAT:
        raise ValueError(f"this coursepack reads format {FORMAT}")
    return FORMAT


@values.takes(values.SCALARS)
def _languages(value: Any) -> tuple[str, ...]:
    """Language tags, the one of the originals first."""
    tags = tuple(values.language(tag) for tag in values.texts(value))
    if len({tag.lower() for tag in tags}) < len(tags):
        raise ValueError("a language stands in it twice")
    return tags


@values.takes({"type": ["string", "number"], "examples": [">=0.1"]})
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
    "language": values.language,
    "languages": _languages,
    "description": values.text,
    "content": values.text,
    "targets": values.texts,
    "lms": values.texts,
    "fail-on": values.one_of(*FAIL_ON),
    "trust-html": values.yes_no,
    "bold-headings": values.yes_no,
}


@values.takes({**values.SCALARS, "examples": [["pages 90 %", "quizzes-taken"]]})
def _complete(value: Any) -> Completion:
    """What completes the course: a list such as ["pages 90 %", "quizzes-taken"]."""
    asked: dict[str, float] = {}
    for part in values.texts(value):
        found = re.fullmatch(r"([^\d%]*?)\s*(\d.*)?", part.lower())
        name = "-".join(found[1].split()) if found else part
        if not found or name not in _CONDITIONS:
            expected = ", ".join(_CONDITIONS)
            raise ValueError(f'"{part}" is none of {expected}{values.did_you_mean(name, _CONDITIONS)}')
        if name in asked:
            raise ValueError(f'"{name}" stands in it twice')
        if found[2] and name.startswith("quizzes"):
            raise ValueError(f'"{name}" is about every graded quiz and takes no percentage; write "{name}" alone')
        asked[name] = values.share(found[2]) if found[2] else 1.0
        if not asked[name]:
            raise ValueError(f'"{part}" asks for nothing; leave it out, or ask for more than 0 %')
    if not asked:
        raise ValueError(
            'it asks for nothing, so that opening the course would complete it; write ["pages", "quizzes-taken"]'
        )
    quizzes: Literal["none", "taken", "passed"] = (
        "passed" if "quizzes-passed" in asked else "taken" if "quizzes-taken" in asked else "none"
    )
    return Completion(asked.get("pages", 0.0), asked.get("questions", 0.0), quizzes)


_CONDITIONS = ("pages", "questions", "quizzes-taken", "quizzes-passed")

SCORING_KEYS: dict[str, tuple[str, Reader]] = {
    "complete": ("complete", _complete),
    "pass": ("pass_mark", values.share),
    "pass-rule": ("pass_rule", values.one_of("average", "each", "none")),
    "score": ("score", values.one_of("best", "last", "first")),
    "mastery": ("mastery", values.one_of("package", "lms")),
    "on-fail": ("on_fail", values.one_of("incomplete", "failed")),
    "on-exit": ("on_exit", values.one_of("finish", "suspend")),
}
"""The rules of status and score: {key: (field of `CourseScoring`, reader)}; `score` is a setting of every quiz."""

PACKAGES_KEYS: dict[str, Reader] = {
    "layout": values.one_of("course", "module", "lesson"),
    "zips": values.one_of("one", "each"),
}

_CONTROLS = ("previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll")


@values.takes(values.either({"type": "array", "items": {"enum": list(_CONTROLS)}}, {"type": "string"}))
def _controls(value: Any) -> tuple[str, ...]:
    """Controls of an LMS, each once."""
    wanted = values.texts(value)
    for name in wanted:
        if name not in _CONTROLS:
            raise ValueError(f'"{name}" is none of {", ".join(_CONTROLS)}{values.did_you_mean(name, _CONTROLS)}')
    return tuple(dict.fromkeys(wanted))


@values.takes(values.schema_of(values.share))
def _threshold(value: Any) -> float:
    """A share above 0: opening a course must not complete it."""
    share = values.share(value)
    if not share:
        raise ValueError("it asks for nothing, so that opening the course would complete it; leave it out")
    return share


SCORM2004_KEYS: dict[str, Reader] = {
    "edition": values.one_of("3rd", "4th"),
    "navigation": values.one_of("free", "in-order"),
    "hide": _controls,
    "completion-threshold": _threshold,
    "on-leave": values.one_of("nothing", "exit-all"),
}
"""What is said in SCORM 2004 alone; the keys are the fields of `Scorm2004`."""


@values.takes({"type": ["string", "number"], "pattern": r"^\s*\d+\.\d+", "examples": ["4.5"]})
def _moodle_version(value: Any) -> str:
    """A version of Moodle; of a longer number the first two parts matter, and newer ones are as the newest known."""
    found = re.match(r"(\d+)\.(\d+)", values.text(value))
    if not found or (int(found[1]), int(found[2])) < (4, 0):
        raise ValueError('a version from 4.0 on is expected, such as "4.5"')
    return f"{found[1]}.{found[2]}"


COMPLETION_KEYS: dict[str, Reader] = {"page": values.yes_no}

MOODLE_KEYS: dict[str, Reader] = {"version": _moodle_version}

TRANSLATION_KEYS: dict[str, Reader] = {"title": values.text, "description": values.text}

NAVIGATION_KEYS: dict[str, Reader] = {"next-when": values.one_of(*GATES)}
"""What a page asks for before the next one opens, where it does not say so itself."""

TABLES: dict[str, Mapping[str, Reader]] = {
    "translations": TRANSLATION_KEYS,
    "scoring": {key: reader for key, (_, reader) in SCORING_KEYS.items()},
    "completion": COMPLETION_KEYS,
    "packages": PACKAGES_KEYS,
    "scorm2004": SCORM2004_KEYS,
    "moodle": MOODLE_KEYS,
    "quiz": quiz_readers(),
    "theme": THEME_KEYS,
    "navigation": NAVIGATION_KEYS,
    "severity": {},
}
"""The keys of each table. `translations` has such a table for each language, `severity` a key for each diagnostic."""


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
        place = re.search(r"at line (\d+)", str(error))
        curly = re.search("[“”„«»‘’]", source.split("\n")[int(place[1]) - 1]) if place else None
        cure = f'use straight quotation marks (") in place of {curly[0]}' if curly else "put texts in quotation marks"
        cure += ': title = "…"'
        raise UsageError(f"{path.name} is not valid TOML: {error}", cure) from None
    return _Reader(path.name, source, rules).read(written)


class _Reader:
    def __init__(self, name: str, source: str, rules: Callable[[], frozenset[str]] | None) -> None:
        self._name = name
        self._lines = source.split("\n")
        self._rules = rules
        self._problems: list[str] = []

    def read(self, written: dict[str, Any]) -> Config:
        top = self._keys({key: value for key, value in written.items() if key not in TABLES}, KEYS)
        scoring = self._settings(written, "scoring")
        quiz = self._settings(written, "quiz")
        if "score" in scoring and quiz.setdefault("score", scoring["score"]) != scoring["score"]:
            self._problem("score", '"score" stands in [scoring] with another value; leave one of the two out', "quiz")
        if scoring.get("mastery") == "lms" and scoring.get("pass-rule") == "none":
            message = '"mastery = lms" gives the LMS a pass mark, and "pass-rule = none" says that nobody passes'
            self._problem("mastery", f"{message}; leave one of the two out", "scoring")
        translations = self._translations(written, top)
        delivery = self._settings(written, "packages")
        scorm2004 = self._settings(written, "scorm2004")
        completion = self._settings(written, "completion")
        moodle = self._settings(written, "moodle")
        theme = self._settings(written, "theme")
        navigation = self._settings(written, "navigation")
        severity = self._severities(self._table(written, "severity"))
        if self._problems:
            raise UsageError("\n".join(self._problems))
        fields = {
            key.replace("-", "_"): value for key, value in top.items() if key not in ("format", "requires-coursepack")
        }
        rules = {SCORING_KEYS[key][0]: value for key, value in scoring.items() if key != "score"}
        return Config(
            **fields,
            translations=translations,
            scoring=CourseScoring(**rules),
            delivery=Delivery(
                **delivery,
                completion_page=completion.get("page", False),
                scorm2004=Scorm2004(**{key.replace("-", "_"): value for key, value in scorm2004.items()}),
            ),
            quiz=quiz,
            theme=theme,
            gate=navigation.get("next-when", "always"),
            severity=severity,
            moodle=moodle.get("version", "4.5"),
        )

    def _translations(self, written: dict[str, Any], top: dict[str, Any]) -> dict[str, Translation]:
        """The table of each language; a course in several has the first as its own."""
        languages = top.get("languages", ())
        if languages and top.setdefault("language", languages[0]) != languages[0]:
            self._problem("languages", f'"language" is {top["language"]}, and "languages" begins with {languages[0]}')
        read: dict[str, Translation] = {}
        for name, table in self._table(written, "translations").items():
            if name not in languages[1:]:
                self._problem(name, f'"{name}" is none of the languages after the first in "languages"', "translations")
            elif isinstance(table, dict):
                read[name] = Translation(**self._keys(table, TRANSLATION_KEYS, f"translations.{name}"))
            else:
                self._problem(name, f'"{name}" is a table: write [translations.{name}] on a line of its own')
        return read

    def _settings(self, written: dict[str, Any], table: str) -> dict[str, Any]:
        return self._keys(self._table(written, table), TABLES[table], table)

    def _table(self, written: dict[str, Any], name: str) -> dict[str, Any]:
        table = written.get(name, {})
        if isinstance(table, dict):
            return table
        self._problem(name, f'"{name}" is a table: write [{name}] on a line of its own')
        return {}

    def _keys(self, written: dict[str, Any], known: Mapping[str, Reader], table: str = "") -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, value in written.items():
            if key not in known:
                names = known if table else (*known, *TABLES)
                self._problem(key, f'"{key}" is not known here{_meant(key, names, table)}', table)
                continue
            try:
                read[key] = known[key](value)
            except ValueError as problem:
                self._problem(key, f'"{key} = {_shown(value)}" cannot be read: {problem}', table)
        return read

    def _severities(self, written: dict[str, Any]) -> dict[str, Severity | None]:
        read: dict[str, Severity | None] = {}
        for name, value in written.items():
            known = self._rules() if self._rules is not None else None
            if known is not None and name not in known:
                self._problem(name, f'"{name}" is no diagnostic{values.did_you_mean(name, known)}', "severity")
            elif str(value) not in SEVERITIES:
                message = f'"{name} = {value}" cannot be read: one of {", ".join(SEVERITIES)} is expected'
                self._problem(name, message, "severity")
            else:
                read[name] = SEVERITIES[str(value)]
        return read

    def _problem(self, key: str, message: str, table: str = "") -> None:
        self._problems.append(f"{self._name}:{_line(self._lines, key, table)}: {message}")


def line_of(path: Path, key: str, table: str = "") -> int | None:
    """The line at which the file at `path` sets `key` of `table`; None where it does not."""
    return _written(_lines_of(path), key, table)


def scoring_places(path: Path) -> dict[str, Position]:
    """{field of `CourseScoring`: where the file at `path` sets it}."""
    lines = _lines_of(path)
    places = {field: _written(lines, key, "scoring") for key, (field, _) in SCORING_KEYS.items()}
    return {field: Position(path.name, line) for field, line in places.items() if line is not None}


def _lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").split("\n")


def _line(lines: list[str], key: str, table: str) -> int:
    """Where a problem with a key is told: at the key, else at its table, else at the top."""
    return _written(lines, key, table) or (_written(lines, table, "") if table else None) or 1


def _written(lines: list[str], key: str, table: str) -> int | None:
    """The first line that sets a key: under the head of its table, with dots, or between braces."""
    wanted = (*(table.split(".") if table else ()), key)
    return next((number for number, path in _paths(lines) if path[: len(wanted)] == wanted), None)


def _paths(lines: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, from 1 on; the names of table and key) of all heads and keys of a file."""
    table: tuple[str, ...] = ()
    for number, text in enumerate(lines, 1):
        if head := _HEAD.match(text):
            table = _names(head[1])
            yield number, table
        elif found := _ASSIGNED.match(text):
            path = (*table, *_names(found[1]))
            yield number, path
            if found[2].startswith("{"):
                for inner in _ASSIGNED_INSIDE.finditer(found[2]):
                    yield number, (*path, *_names(inner[1]))


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_DOTTED = rf"({_NAME}(?:\s*\.\s*{_NAME})*)"
_HEAD = re.compile(rf"\s*\[\s*{_DOTTED}\s*\]\s*(?:#.*)?$")
_ASSIGNED = re.compile(rf"\s*{_DOTTED}\s*=\s*(.*)")
_ASSIGNED_INSIDE = re.compile(rf"[{{,]\s*{_DOTTED}\s*=")


def _shown(value: Any) -> str:
    """A value in a message, much as it was written."""
    return f"[{', '.join(map(_shown, value))}]" if isinstance(value, list) else str(value)


def _meant(key: str, known: Iterable[str], table: str) -> str:
    """What to do about a key that is not known."""
    if not table and key in ("status", "completion"):
        return "; the rules of status and score stand under [scoring]"
    if table != "scoring" and key in SCORING_KEYS:
        return "; it belongs under [scoring]"
    return values.did_you_mean(key, known)
