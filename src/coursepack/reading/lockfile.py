"""`coursepack.lock`: the identifiers that a course has given, so that it never gives them to something else."""

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.errors import UsageError
from coursepack.model.source import Position

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
    """All that a lock file holds; `course` is the course's id, "" where no build has given it yet.

    `renumbered`: (id, key that another entry had already, key given instead) of entries that two branches added.
    """

    course: str = ""
    entries: tuple[LockEntry, ...] = ()
    renumbered: tuple[tuple[str, int, int], ...] = ()


KEYS_RENUMBERED = Rule(
    "keys-renumbered",
    Severity.NOTE,
    "Two branches of a course gave the same key to different units or questions, and were merged.",
    "Learners' saved answers are kept by these keys; two with the same key would be mixed up.",
    "commit coursepack.lock after the next build; answers that learners gave in a package built from the branch of the "
    "renumbered one before the merge are forgotten",
    example='coursepack.lock after a merge: "key": 7 stands at two questions',
)


LOCK_LOST = Rule(
    "lock-lost",
    Severity.WARNING,
    "coursepack.lock is missing, and the identifiers made anew are not those of the build in the output folder.",
    "Learners under way would start afresh: their progress is kept under the identifiers and keys of that file.",
    "put the file back from version control, and build again",
    example="build/report.json of the last build, and no coursepack.lock beside coursepack.toml",
)


COURSE_ID_REPLACED = Rule(
    "course-id-replaced",
    Severity.WARNING,
    "The course has another id than the one in coursepack.lock.",
    "Learners under way start afresh: learning systems tie their records, and browsers their progress, to that id.",
    "write the old id, which the message names; to begin a new course on purpose, build once more and upload it as one",
    example='id = "pipelines-2" in coursepack.toml, and course = "pipelines" in coursepack.lock',
)


def report_course_id(lock: Lock, new: str, at: Position, report: Report) -> None:
    """Say that the course has the id `new` in place of the one that is locked."""
    report.add(
        COURSE_ID_REPLACED,
        at,
        f'the course has the id "{new}" in place of "{lock.course}": learners under way would start afresh',
    )


def report_lost(file: str, report: Report) -> None:
    """Say that the lock file `file` is missing where there was one."""
    report.add(
        LOCK_LOST,
        Position(file, 0),
        f"{file} is missing: learners under way would start afresh; put the file back from version control",
    )


def report_renumbered(lock: Lock, file: str, report: Report) -> None:
    """Say which entries of the lock file `file` have a new key."""
    for name, old, new in lock.renumbered:
        report.add(KEYS_RENUMBERED, Position(file, 0), f"the key {old} was given twice; {name} has the key {new} now")


def same_identities(one: Lock, other: Lock) -> bool:
    """Whether two locks differ in nothing but in what texts are like."""
    return (one.course, one.renumbered) == (other.course, other.renumbered) and [
        msgspec.structs.replace(entry, sketch="") for entry in one.entries
    ] == [msgspec.structs.replace(entry, sketch="") for entry in other.entries]


def read_lock(path: Path) -> Lock:
    """The lock file at `path`; an empty one where there is none. Raises `UsageError` where it cannot be read."""
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Lock()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} cannot be read: {error}") from None
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in source.splitlines()):
        raise UsageError(
            f"{path.name} has unresolved merge conflicts",
            "take one whole side (git checkout --ours coursepack.lock) and build again: what only the other side "
            "added gets keys of its own",
        )
    try:
        return _parse(tomllib.loads(source))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise UsageError(f"{path.name} is damaged: {error}", "restore it from version control") from None


def _parse(written: dict[str, Any]) -> Lock:
    if written.get("format") != FORMAT:
        raise msgspec.ValidationError(f"its format is {written.get('format')}; this coursepack reads {FORMAT}")
    entries = msgspec.convert(written.get("entry", []), tuple[LockEntry, ...])
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise msgspec.ValidationError(f"the id {entry.id} stands in it twice; take one of its two entries out")
        seen.add(entry.id)
    entries, renumbered = _with_own_keys(entries)
    return Lock(str(written.get("course", "")), entries, renumbered)


def _with_own_keys(
    entries: tuple[LockEntry, ...],
) -> tuple[tuple[LockEntry, ...], tuple[tuple[str, int, int], ...]]:
    """`entries` with a key above all others for each that has the key of an earlier one, and what was renumbered.

    Two branches that each add a question give the same next key, and somebody may put their entries together by hand.
    """
    following = max((entry.key for entry in entries), default=-1) + 1
    taken: set[int] = set()
    kept: list[LockEntry] = []
    renumbered: list[tuple[str, int, int]] = []
    for entry in entries:
        if entry.key in taken:
            renumbered.append((entry.id, entry.key, following))
            entry = msgspec.structs.replace(entry, key=following)
            following += 1
        taken.add(entry.key)
        kept.append(entry)
    return tuple(kept), tuple(renumbered)


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
