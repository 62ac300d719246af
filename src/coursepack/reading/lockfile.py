"""`coursepack.lock`: the identifiers that a course has given, so that it never gives them to something else."""

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from coursepack.errors import UsageError

FILE_NAME = "coursepack.lock"
FORMAT = 1

_HEADER = """\
# Written by coursepack; keep it with the course and commit it.
# Learners' saved progress is tied to these identifiers and keys.
"""


class LockEntry(msgspec.Struct, frozen=True):
    """A unit, quiz or question that has an identifier.

    `key`: its serial number in this course, never given again. `parent`: the id of what it stands in. `title`: its
    words when it was last built; `sketch`: what its text was like (see `identities.sketch`). `retired`: it is gone.
    """

    id: str
    key: int
    kind: str
    parent: str
    file: str
    title: str
    sketch: str
    retired: bool = False


class Lock(msgspec.Struct, frozen=True):
    """All that a lock file holds; `course` is the course's id, "" where no build has given it yet."""

    course: str = ""
    entries: tuple[LockEntry, ...] = ()


def same_identities(one: Lock, other: Lock) -> bool:
    """Whether two locks differ in nothing but in what texts are like."""
    return one.course == other.course and [msgspec.structs.replace(entry, sketch="") for entry in one.entries] == [
        msgspec.structs.replace(entry, sketch="") for entry in other.entries
    ]


def read_lock(path: Path) -> Lock:
    """The lock file at `path`; an empty one where there is none. Raises `UsageError` where it cannot be read."""
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Lock()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} cannot be read: {error}") from None
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in source.splitlines()):
        raise UsageError(f"{path.name} has unresolved merge conflicts", "keep the entries of both sides, each id once")
    try:
        return _parse(tomllib.loads(source))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise UsageError(f"{path.name} is damaged: {error}", "restore it from version control") from None


def _parse(written: dict[str, Any]) -> Lock:
    if written.get("format") != FORMAT:
        raise msgspec.ValidationError(f"its format is {written.get('format')}; this coursepack reads {FORMAT}")
    entries = msgspec.convert(written.get("entry", []), tuple[LockEntry, ...])
    for name in ("id", "key"):
        seen: set[Any] = set()
        for entry in entries:
            value = getattr(entry, name)
            if value in seen:
                raise msgspec.ValidationError(f"the {name} {value} stands in it twice")
            seen.add(value)
    return Lock(str(written.get("course", "")), entries)


def write_lock(lock: Lock) -> str:
    """The text of a lock file: entries in order of their keys, so that changes read well."""
    lines = [_HEADER, f"format = {FORMAT}", f"course = {_text(lock.course)}"]
    for entry in sorted(lock.entries, key=lambda entry: entry.key):
        lines += ["", "[[entry]]", f"id = {_text(entry.id)}", f"key = {entry.key}", f"kind = {_text(entry.kind)}"]
        lines += [f"{name} = {_text(getattr(entry, name))}" for name in ("parent", "file", "title", "sketch")]
        if entry.retired:
            lines.append("retired = true")
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML basic string: JSON's, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
