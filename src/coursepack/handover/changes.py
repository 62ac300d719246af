"""What a build changed since the last one, by the identifiers that learners' progress hangs on.

The last build is the `report.json` that the new one replaces. While the content stays the same, the comparison that was
recorded there stays, too: building twice changes no byte.
"""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from coursepack.handover.digest import digest_of
from coursepack.model.course import Course, Module, Quiz, Unit

Kind = Literal["added", "removed", "retitled", "changed"]


class Change(msgspec.Struct, frozen=True):
    """One thing that changed. `what`: "lesson", "question", "rules", "version" …; `before`: the old title or value."""

    kind: Kind
    what: str
    id: str
    title: str
    before: str = ""


class Since(msgspec.Struct, frozen=True):
    """The last build with other content, and what changed since. `structure`: the list of entries in the LMS did."""

    version: str
    fingerprint: str
    coursepack: str
    structure: bool
    changes: tuple[Change, ...]


class RecordedCourse(msgspec.Struct, frozen=True):
    """The part of a report on the course as a whole."""

    id: str
    title: str
    version: str
    language: str
    fingerprint: str
    rules: dict[str, Any] = {}


class RecordedItem(msgspec.Struct, frozen=True):
    """A unit or question in a report; `content` is a digest of what it says, "" where it was not recorded."""

    id: str
    kind: str
    title: str
    content: str = ""


class RecordedOutput(msgspec.Struct, frozen=True):
    """An output in a report; `entries` are the identifiers by which an LMS keeps learners' records."""

    target: str
    entries: tuple[str, ...] = ()


class Recorded(msgspec.Struct, frozen=True):
    """What a report tells the next build."""

    coursepack: str
    course: RecordedCourse
    identifiers: tuple[RecordedItem, ...] = ()
    outputs: tuple[RecordedOutput, ...] = ()
    since: Since | None = None


def recorded(report: bytes) -> Recorded | None:
    """What the bytes of a `report.json` record; None where they are not one."""
    try:
        return msgspec.json.decode(report, type=Recorded)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def since(last: Recorded | None, now: Recorded) -> Since | None:
    """What changed from the last build to this one; None where there is no earlier build of this course."""
    if last is None or last.course.id != now.course.id:
        return None
    if last.course.fingerprint == now.course.fingerprint:
        return last.since
    before, after = {item.id: item for item in last.identifiers}, {item.id: item for item in now.identifiers}
    changes = [*_of_course(last.course, now.course)]
    changes += [Change("added", item.kind, item.id, item.title) for item in now.identifiers if item.id not in before]
    changes += [Change("removed", item.kind, item.id, item.title) for item in last.identifiers if item.id not in after]
    for item in now.identifiers:
        was = before.get(item.id)
        if was is None:
            continue
        if was.title != item.title:
            changes.append(Change("retitled", item.kind, item.id, item.title, was.title))
        elif was.content and was.content != item.content:
            changes.append(Change("changed", item.kind, item.id, item.title))
    entries = {output.target: output.entries for output in last.outputs}
    structure = any(entries.get(output.target, output.entries) != output.entries for output in now.outputs)
    return Since(last.course.version, last.course.fingerprint, last.coursepack, structure, tuple(changes))


def _of_course(last: RecordedCourse, now: RecordedCourse) -> Iterator[Change]:
    if last.title != now.title:
        yield Change("retitled", "course", now.id, now.title, last.title)
    if last.version != now.version:
        yield Change("changed", "version", "", now.version, last.version)
    if last.language != now.language:
        yield Change("changed", "language", "", now.language, last.language)
    if last.rules and last.rules != now.rules:
        yield Change("changed", "rules", "", "")


def digests(course: Course) -> dict[str, str]:
    """{id of a unit, quiz or question: digest of what it says, without what stands in it under ids of its own}."""
    found: dict[str, str] = {}
    for unit in course.units():
        found[unit.id] = digest_of(_alone(unit))
    for quiz in course.quizzes():
        found[quiz.id] = digest_of(_alone(quiz))
        found |= {question.id: digest_of(question) for question in quiz.questions()}
    return found


def _alone(unit: Unit) -> Unit:
    if isinstance(unit, Quiz):
        return msgspec.structs.replace(unit, items=(), file="")
    if isinstance(unit, Module):
        return msgspec.structs.replace(unit, children=(), file="")
    return msgspec.structs.replace(unit, quizzes=(), file="")
