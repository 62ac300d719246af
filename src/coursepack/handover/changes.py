"""What a build changed since the last one, by the identifiers that learners' progress hangs on.

The last build is the `report.json` that the new one replaces. While the content stays the same, the comparison that was
recorded there stays, too: building twice changes no byte.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from coursepack.handover.answers import Answers, has_other_key, has_other_letters
from coursepack.handover.digest import digest_of
from coursepack.handover.settings import rules_in_words
from coursepack.model.course import Course, Module, Quiz, Unit
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.pages.parts import arranged, flat

Kind = Literal[
    "added", "removed", "retitled", "changed", "set", "rekeyed", "relettered",
    "replaced", "moved", "reordered", "afresh",
]  # fmt: skip
"""`set`: a setting has another value; `rekeyed`: something else is right; `relettered`: reports by SCORM 1.2 have other
letters for the same choices; `replaced`: it has another id than before; `moved`: into another entry of the LMS;
`reordered`: it stands before or behind others than before; `afresh`: all progress is lost."""


class Change(msgspec.Struct, frozen=True):
    """One thing that changed. `what`: "lesson", "question", "rules", "version" …; `before`: the old title, value or id.

    Of `afresh`, `what` is "keys", "layout" or "course id". Of `set`, `what` is "rules" or "quiz", `setting` the name
    that authors write, and `value` the new value.
    """

    kind: Kind
    what: str
    id: str
    title: str
    before: str = ""
    setting: str = ""
    value: str = ""


class Since(msgspec.Struct, frozen=True):
    """The last build with other content, and what changed since. `structure`: the list of entries in the LMS did.

    Version and fingerprint are "" where nothing but the old id of the course is known, from coursepack.lock.
    """

    version: str
    fingerprint: str
    coursepack: str
    structure: bool
    changes: tuple[Change, ...]


class RecordedCourse(msgspec.Struct, frozen=True):
    """The part of a report on the course as a whole; `order`: the ids of its units as learners meet them."""

    id: str
    title: str
    version: str
    language: str
    fingerprint: str
    rules: dict[str, Any] = {}
    layout: str = ""
    order: tuple[str, ...] = ()


class RecordedItem(msgspec.Struct, frozen=True):
    """A unit or question in a report; `content` is a digest of what it says, "" where it was not recorded.

    `key` is what saved progress is indexed by, -1 where it was not recorded. `entry`: the id of the part of the course
    that it lies in, "" where the course is in one piece. `settings`: those of a quiz, in words; `answers`: what a
    question offers and what is right.
    """

    id: str
    kind: str
    title: str
    content: str = ""
    key: int = -1
    file: str = ""
    entry: str = ""
    settings: dict[str, str] = {}
    answers: Answers | None = None


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


def since(last: Recorded | None, now: Recorded, locked: str = "") -> Since | None:
    """What changed from the last build to this one; None where there is no earlier build of this course.

    `locked`: the id that the course had in coursepack.lock, "" where that is still its id, or there was none.
    """
    if last is None or last.course.id != now.course.id:
        renamed = Change("afresh", "course id", now.course.id, now.course.title, locked)
        return Since("", "", "", structure=False, changes=(renamed,)) if locked else None
    if last.course.fingerprint == now.course.fingerprint:
        return last.since
    before, after = {item.id: item for item in last.identifiers}, {item.id: item for item in now.identifiers}
    changes = [*_of_course(last.course, now.course)]
    if _has_other_keys(last, now):
        changes.append(Change("afresh", "keys", "", ""))
    gone = [item for item in last.identifiers if item.id not in after]
    place_of = {(item.kind, item.file, item.title): item for item in gone if item.file}
    for item in now.identifiers:
        if item.id in before:
            continue
        was = place_of.pop((item.kind, item.file, item.title), None)
        if was is None:
            changes.append(Change("added", item.kind, item.id, item.title))
        else:
            gone.remove(was)
            changes.append(Change("replaced", item.kind, item.id, item.title, was.id))
    changes += [Change("removed", item.kind, item.id, item.title) for item in gone]
    if last.course.layout == now.course.layout:
        changes += _moved(before, now)
    changes += _reordered(last, now)
    for item in now.identifiers:
        was = before.get(item.id)
        if was is None:
            continue
        finer = [*_of_quiz(was, item), *_of_answers(was, item)]
        if was.title != item.title:
            changes.append(Change("retitled", item.kind, item.id, item.title, was.title))
        elif was.content and was.content != item.content and not finer:
            changes.append(Change("changed", item.kind, item.id, item.title))
        changes += finer
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
    if last.rules:
        yield from _set("rules", "", "", _in_words(last.rules), _in_words(now.rules))
    if last.layout and last.layout != now.layout:
        yield Change("afresh", "layout", "", now.layout, last.layout)


def _in_words(rules: dict[str, Any]) -> dict[str, str]:
    """Recorded rules in words; empty for those that another version of coursepack recorded."""
    try:
        return rules_in_words(msgspec.convert(rules, CourseScoring))
    except msgspec.ValidationError:
        return {}


def _of_quiz(was: RecordedItem, item: RecordedItem) -> Iterator[Change]:
    if was.settings:
        yield from _set(item.kind, item.id, item.title, was.settings, item.settings)


def _of_answers(was: RecordedItem, item: RecordedItem) -> Iterator[Change]:
    if was.answers is None or item.answers is None:
        return
    if has_other_key(was.answers, item.answers):
        yield Change("rekeyed", item.kind, item.id, item.title)
    if has_other_letters(was.answers, item.answers):
        yield Change("relettered", item.kind, item.id, item.title)


def _set(what: str, name: str, title: str, last: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    """The settings that have another value."""
    for setting, value in now.items():
        if last.get(setting, value) != value:
            yield Change("set", what, name, title, last[setting], setting, value)


def _has_other_keys(last: Recorded, now: Recorded) -> bool:
    """Whether a key is another item's than in the last build: the player then takes a saved state for a stranger's."""
    keys, ids = {item.id: item.key for item in now.identifiers}, {item.key: item.id for item in now.identifiers}
    return any(
        keys.get(item.id, item.key) != item.key or ids.get(item.key, item.id) != item.id
        for item in last.identifiers
        if item.key >= 0
    )


def _moved(before: Mapping[str, RecordedItem], now: Recorded) -> list[Change]:
    """What lies in another part than in the last build; questions only where nothing that holds them went along."""
    moved = [(before[item.id].entry, item) for item in now.identifiers if item.id in before]
    moved = [(entry, item) for entry, item in moved if entry != item.entry]
    ways = {(entry, item.entry) for entry, item in moved if item.kind != "question"}
    return [
        Change("moved", item.kind, item.id, item.title)
        for entry, item in moved
        if item.kind != "question" or (entry, item.entry) not in ways
    ]


def _reordered(last: Recorded, now: Recorded) -> list[Change]:
    """The fewest units that must have changed their place, for the others to stand in the order of the last build."""
    before = {unit: at for at, unit in enumerate(last.course.order)}
    units = [unit for unit in now.course.order if unit in before]
    # `ends[n]`: the last of n + 1 units that stand as before, the earliest there is; `in_front` leads back from it.
    ends: list[str] = []
    in_front: dict[str, str] = {}
    for unit in units:
        length = bisect_left(ends, before[unit], key=before.__getitem__)
        if length:
            in_front[unit] = ends[length - 1]
        ends[length : length + 1] = [unit]
    kept, unit = set[str](), ends[-1] if ends else ""
    while unit:
        kept.add(unit)
        unit = in_front.get(unit, "")
    items = {item.id: item for item in now.identifiers}
    return [Change("reordered", items[unit].kind, unit, items[unit].title) for unit in units if unit not in kept]


def layout_of(course: Course) -> str:
    """The layout in words that say whether learners' records stay: "course", "module", "lesson, a zip for each"."""
    delivery = course.delivery
    each = delivery.layout != "course" and delivery.zips == "each"
    return f"{delivery.layout}, a zip for each" if each else delivery.layout


def entries_of(course: Course) -> dict[str, str]:
    """{id of a unit, quiz or question: id of the part of the course that it lies in}; empty for one in one piece."""
    found: dict[str, str] = {}
    for part in flat(arranged(course, course.delivery.layout)):
        found |= dict.fromkeys(part.within, part.id)
        for quiz in part.inside.quizzes():
            found[quiz.id] = part.id
            found |= {question.id: part.id for question in quiz.questions()}
    return found


def digests(course: Course) -> dict[str, str]:
    """{id of a unit, quiz or question: digest of what it says}, without its number and what has an id of its own."""
    found: dict[str, str] = {}
    for unit in course.units():
        found[unit.id] = digest_of(_alone(unit))
    for quiz in course.quizzes():
        found[quiz.id] = digest_of(_alone(quiz))
        found |= {question.id: digest_of(question) for question in quiz.questions()}
    return found


def _alone(unit: Unit) -> Unit:
    if isinstance(unit, Quiz):
        # Its settings are compared one by one.
        return msgspec.structs.replace(unit, items=(), settings=QuizSettings(), file="", number="")
    if isinstance(unit, Module):
        return msgspec.structs.replace(unit, children=(), file="", number="")
    return msgspec.structs.replace(unit, quizzes=(), file="", number="")
