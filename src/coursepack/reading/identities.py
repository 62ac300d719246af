"""Gives every unit, quiz and question its identifier, and keeps it when a title, place or text changes.

Explicit ids come first. What is left is matched against the lock file, from what is surest to what is least so; what
matches nothing is new. Where two candidates fit equally well, nothing is guessed: that is an error.
"""

import itertools
import re
import zlib
from collections import defaultdict
from collections.abc import Callable
from functools import cache, cached_property, partial
from typing import Any

import msgspec

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.ids import slug
from coursepack.model.source import Position
from coursepack.reading.lockfile import Lock, LockEntry

AMBIGUOUS_IDENTITY = Rule(
    "ambiguous-identity",
    Severity.ERROR,
    "It cannot be told which earlier unit or question this one is.",
    "With the wrong identifier, learners' saved progress would be shown at the wrong place.",
    "write the id that it should have: `id: …` in front matter, or `<!-- q id=… -->` under a question's heading",
    example='two lessons called "Introduction" where the last build had one, and both have changed',
)
IDENTITY_KEPT = Rule(
    "identity-kept",
    Severity.NOTE,
    "A unit or question was retitled or moved, and keeps the identifier it had.",
    "Learners keep the progress they made in it.",
    "nothing, if it is the same; if it is not, give it an id of its own",
    example="lesson-1.1.md is now called lesson-1.2.md, and has the same text",
)
ID_REPLACED = Rule(
    "id-replaced",
    Severity.WARNING,
    "A unit or question was given an id of its own in place of the one that it had.",
    "Learners under way lose what they have done in it: their progress is kept under the old id.",
    "write the old id, which the message names, where nothing but the name should change",
    example="<!-- q id=first --> under a question that was published as de11__which_comes_first",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    Severity.ERROR,
    "Two units or questions have the same id, or ids that differ in capitals alone.",
    "A learning system could not tell them apart.",
    "give each an id of its own",
    example="<!-- q id=flour --> under two questions",
)
BAD_ID = Rule(
    "bad-id",
    Severity.ERROR,
    "An id has characters that some learning system refuses.",
    "The package would not import there, or would lose results.",
    "begin with a letter and go on with letters without accents, digits and _",
    example="### Which is a metal?\n<!-- q id=1st-question -->\n\n- [x] Iron\n- [ ] Wood",
    source="XML Schema 1.0, xs:ID: the manifests of SCORM and IMS take no other",
)

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,89}")
_SEGMENT = 28
_QUESTION_SEGMENT = 48
_SHINGLES = 8
_ALIKE = 0.8
"""Likeness from which two texts are the same wherever they stand."""
_AKIN = 0.3
"""Likeness from which they are in the same place."""
_GENERIC = re.compile(r"\W*(?:[^\W\d_]+\W*)?\d+(?:\.\d+)*[a-z]?\W*|question|frage", re.IGNORECASE)
_GROWN = {"lesson": "module", "module": "lesson"}


class Entity(msgspec.Struct):
    """Something that needs an identifier. `parent` is the index of the entity that it stands in, -1 for none.

    `text` makes its words, which are not always asked for. `wanted` is the id that the author wrote, or "". `said` are
    the settings that the author wrote, by key. `id` and `key` are what `assign` gives.
    """

    kind: str
    title: str
    text: Callable[[], str]
    file: str
    at: Position
    parent: int
    wanted: str = ""
    said: dict[str, Any] = {}
    id: str = ""
    key: int = -1


def sketch(text: str) -> str:
    """A short description of what a text is like: the smallest hashes of its pairs of words, 8 at most, in hex.

    Two texts are alike to the degree that their sketches share hashes (bottom-k sampling).
    """
    words = re.findall(r"\w+", text.casefold())
    pairs = set(map(" ".join, itertools.pairwise(words))) or set(words)
    return "".join(f"{value:08x}" for value in sorted(map(zlib.crc32, map(str.encode, pairs)))[:_SHINGLES])


def likeness(one: str, other: str) -> float:
    """How alike two sketches are, from 0 to 1 (an estimate of the share of word pairs in common)."""
    first = {one[index : index + 8] for index in range(0, len(one), 8)}
    second = {other[index : index + 8] for index in range(0, len(other), 8)}
    smallest = sorted(first | second)[:_SHINGLES]
    return sum(value in first and value in second for value in smallest) / len(smallest) if smallest else 1.0


def is_generic(title: str) -> bool:
    """Whether a title only counts ("Question 3"): it says nothing about which one it is."""
    return bool(_GENERIC.fullmatch(title.strip()))


class Pins(msgspec.Struct, frozen=True):
    """What an assignment pins. `lock` makes the new lock file, which takes a while; `retired` is what is gone of it.

    `course` is the course's own id, `entities` are all that have one in it.
    """

    lock: Callable[[], Lock]
    retired: tuple[LockEntry, ...] = ()
    course: str = ""
    entities: tuple[Entity, ...] = ()


def assign(
    entities: list[Entity], lock: Lock, course: str, report: Report, unread: frozenset[str] = frozenset()
) -> Pins:
    """Give every entity its `id` and `key`, parents first, and return what pins them.

    `unread`: files of the course that this run leaves out; what stands in them keeps its entry.
    """
    return _Assignment(entities, lock, report, unread).run(course)


class _Assignment:
    def __init__(self, entities: list[Entity], lock: Lock, report: Report, unread: frozenset[str]) -> None:
        self._entities = entities
        self._lock = lock
        self._report = report
        self._unread = {entry.id: entry for entry in lock.entries if entry.file in unread and not entry.retired}
        self._free = {entry.id: entry for entry in lock.entries if entry.id not in self._unread}
        self._known = frozenset(entry.id for entry in lock.entries)
        self._counts: dict[str, int] = {}
        self._parents: dict[str, str] = {}
        self._taken: dict[str, Entity] = {}  # by id in lower case: ids name files, and databases compare without case
        self._next_key = max((entry.key for entry in lock.entries), default=-1) + 1

    @cached_property
    def _sketches(self) -> list[str]:
        return _sketches(self._entities)

    def run(self, course: str) -> Pins:
        self._explicit()
        for depth in range(max((self._depth(index) for index in range(len(self._entities))), default=-1) + 1):
            level = [
                index for index, entity in enumerate(self._entities) if self._depth(index) == depth and not entity.id
            ]
            self._match(level)
            for index in level:
                if not self._entities[index].id:
                    self._derive(index)
        outside = set(self._parents.values())
        gone = [
            entry if entry.id in outside else msgspec.structs.replace(entry, retired=True)
            for entry in self._free.values()
        ]
        self._report_replaced(gone)
        retired = sorted((entry for entry in gone if entry.retired), key=lambda entry: entry.key)
        return Pins(cache(partial(self._locked, course, gone)), tuple(retired), course, tuple(self._entities))

    def _depth(self, index: int) -> int:
        depth = 0
        while (index := self._entities[index].parent) >= 0:
            depth += 1
        return depth

    # --- explicit ids ----------------------------------------------------------------------------------------

    def _explicit(self) -> None:
        for entity in self._entities:
            if not entity.wanted:
                continue
            wanted = entity.wanted.replace("-", "_")
            if not _ID.fullmatch(wanted):
                self._report.add(BAD_ID, entity.at, f'the id "{entity.wanted}" cannot be used in every learning system')
                wanted = slug(wanted, 60) or "unit"
                wanted = wanted if wanted[0].isalpha() else f"n{wanted}"
            twin = self._taken.get(wanted.lower())
            other = twin.at if twin is not None else self._unread.get(wanted)
            if other is not None:
                place = other.file if isinstance(other, LockEntry) else other
                message = f'the id "{wanted}" is already that of {place}'
                if twin is not None and twin.id != wanted:
                    message = f'the ids "{wanted}" and "{twin.id}", of {place}, differ in capitals alone'
                self._report.add(DUPLICATE_ID, entity.at, message)
                continue
            self._give(entity, wanted, self._free.pop(wanted, None))

    def _report_replaced(self, gone: list[LockEntry]) -> None:
        """Say where an id that an author wrote takes the place of one that learners' progress is kept under."""
        before = {entry.id: entry for entry in self._lock.entries}
        left = {
            (entry.kind, entry.file, entry.title): entry
            for entry in gone
            if entry.retired and not before[entry.id].retired
        }
        for entity in self._entities if left else ():
            entry = left.get((entity.kind, entity.file, entity.title))
            if entry is not None and entity.wanted and entity.id not in self._known:
                message = f"the id {entity.id} takes the place of {entry.id}, under which learners' progress is kept"
                self._report.add(ID_REPLACED, entity.at, message)

    def _give(self, entity: Entity, identifier: str, entry: LockEntry | None) -> None:
        entity.id = identifier
        if entry is not None:
            entity.key = entry.key
            if self._unread and entity.parent < 0:
                self._parents[identifier] = entry.parent  # a part of a course is read without what it stands in
        else:
            entity.key = self._next_key
            self._next_key += 1
        self._taken[identifier.lower()] = entity

    # --- matching against the lock ---------------------------------------------------------------------------

    def _match(self, level: list[int]) -> None:
        """From what is surest to what is least so. A title that only counts ("Question 3") says little."""
        if not self._free:
            return
        self._same(level, lambda index, entry: self._sketches[index] == entry.sketch)
        self._same(level, lambda index, _entry: not is_generic(self._entities[index].title))
        self._grown(level)
        self._alike(level, lambda _entity, _entry: True, _ALIKE)
        self._alike(level, lambda entity, entry: entity.title == entry.title and not is_generic(entry.title), _AKIN)
        self._alike(level, lambda entity, entry: self._parent(entity) == entry.parent, _AKIN)
        self._alike(level, lambda entity, entry: entity.file == entry.file, _AKIN)
        self._same(level, lambda _index, _entry: True)
        self._alone(level)

    def _parent(self, entity: Entity) -> str:
        return self._entities[entity.parent].id if entity.parent >= 0 else self._parents.get(entity.id, "")

    def _open(self, level: list[int]) -> list[int]:
        return [index for index in level if not self._entities[index].id]

    def _same(self, level: list[int], fits: Callable[[int, LockEntry], bool]) -> None:
        """Same kind, same place, same title. Of equal siblings those whose texts are most alike, then by order."""
        here: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for index in self._open(level):
            entity = self._entities[index]
            here[entity.kind, self._parent(entity), entity.title].append(index)
        there: dict[tuple[str, str, str], list[LockEntry]] = defaultdict(list)
        for entry in self._free.values():
            there[entry.kind, entry.parent, entry.title].append(entry)
            if self._unread and entry.parent:
                there[entry.kind, "", entry.title].append(entry)
        for place, indexes in here.items():
            for retired in (False, True):
                entries = [entry for entry in there.get(place, ()) if entry.retired == retired]
                self._pair(self._open(indexes), sorted(entries, key=lambda entry: entry.key), fits)

    def _pair(self, indexes: list[int], entries: list[LockEntry], fits: Callable[[int, LockEntry], bool]) -> None:
        """Match equal siblings: the most alike ones first, the rest in their order where that leaves no choice."""
        several = len(indexes) > 1 or len(entries) > 1
        ranked = [
            (-likeness(self._sketches[index], entry.sketch), place, entry.key, index, entry)
            for place, index in enumerate(indexes)
            for entry in entries
            if fits(index, entry)
        ]
        for unlike, _, _, index, entry in sorted(ranked, key=lambda pair: pair[:3]):
            if not self._entities[index].id and entry.id in self._free and (not several or -unlike >= _AKIN):
                self._take(index, entry)
        indexes = self._open(indexes)
        entries = [
            entry for entry in entries if entry.id in self._free and any(fits(index, entry) for index in indexes)
        ]
        if not several or not indexes or not entries:
            return
        if len(indexes) == len(entries):
            for index, entry in zip(indexes, entries, strict=True):
                self._take(index, entry)
        elif not entries[0].retired:
            for index in indexes:
                self._ambiguous(self._entities[index], entries)
                self._derive(index)

    def _alike(self, level: list[int], fits: Callable[[Entity, LockEntry], bool], least: float) -> None:
        """Texts that are alike, the most alike first; where two candidates fit equally well it is an error."""
        by_hash: dict[str, list[LockEntry]] = defaultdict(list)
        for entry in self._free.values():
            for start in range(0, len(entry.sketch), 8):
                by_hash[entry.sketch[start : start + 8]].append(entry)
        ranked: list[tuple[_Rank, int, LockEntry]] = []
        for index in self._open(level):
            entity, mine = self._entities[index], self._sketches[index]
            near = {entry.id: entry for start in range(0, len(mine), 8) for entry in by_hash[mine[start : start + 8]]}
            for entry in near.values():
                alike = likeness(mine, entry.sketch)
                if alike >= least and entry.kind == entity.kind and fits(entity, entry):
                    ranked.append((self._rank(alike, entity, entry), index, entry))
        ranked.sort(key=lambda pair: pair[0], reverse=True)
        rivals: dict[tuple[_Rank, str], list[int]] = defaultdict(list)
        others: dict[tuple[_Rank, int], list[LockEntry]] = defaultdict(list)
        for rank, index, entry in ranked:
            rivals[rank, entry.id].append(index)
            others[rank, index].append(entry)
        for rank, index, entry in ranked:
            if self._entities[index].id or entry.id not in self._free:
                continue
            entries = [other for other in others[rank, index] if other.id in self._free]
            indexes = self._open(rivals[rank, entry.id])
            if len(entries) == 1 and len(indexes) == 1:
                self._keep(index, entry)
                continue
            for one in indexes:
                self._ambiguous(self._entities[one], entries, [self._entities[other] for other in indexes])
                self._derive(one)

    def _rank(self, alike: float, entity: Entity, entry: LockEntry) -> "_Rank":
        import difflib  # late: only what was moved and retitled at once needs it

        title = round(difflib.SequenceMatcher(None, entity.title, entry.title).ratio(), 2)
        return (alike, not entry.retired, title, entity.file == entry.file, self._parent(entity) == entry.parent)

    def _grown(self, level: list[int]) -> None:
        """A lesson that became a module when lessons were put into it, or the other way round: one page, one title."""
        pages = {(entry.parent, entry.file, entry.title, entry.kind): entry for entry in self._free.values()}
        for index in self._open(level):
            entity = self._entities[index]
            other = _GROWN.get(entity.kind, "")
            entry = pages.get((self._parent(entity), entity.file, entity.title, other))
            if entry is not None and entry.id in self._free and not entry.retired:
                self._take(index, entry)

    def _alone(self, level: list[int]) -> None:
        """The only one of its kind in its file without a match, where there are no words to tell it by."""
        here: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index in self._open(level):
            here[self._entities[index].kind, self._entities[index].file].append(index)
        for (kind, file), indexes in here.items():
            entries = [
                entry for entry in self._free.values() if (entry.kind, entry.file) == (kind, file) and not entry.retired
            ]
            if len(indexes) == len(entries) == 1 and not self._sketches[indexes[0]] and not entries[0].sketch:
                self._keep(indexes[0], entries[0])

    def _ambiguous(self, entity: Entity, candidates: list[LockEntry], rivals: list[Entity] | None = None) -> None:
        names = " or ".join(f'"{entry.title}" (id {entry.id}, {entry.file})' for entry in candidates)
        message = f'"{entity.title}" could be what was {names}'
        others = [rival for rival in rivals or () if rival is not entity]
        if others:
            message += ", and so could " + ", ".join(f'"{rival.title}" ({rival.at})' for rival in others)
        self._report.add(AMBIGUOUS_IDENTITY, entity.at, message)

    def _take(self, index: int, entry: LockEntry) -> None:
        self._give(self._entities[index], entry.id, self._free.pop(entry.id))

    def _keep(self, index: int, entry: LockEntry) -> None:
        entity = self._entities[index]
        self._take(index, entry)
        if entity.title == entry.title and self._parent(entity) == entry.parent:
            return  # another lesson in a module changes the module's text, and nothing about what it is
        change = "retitled" if entity.title != entry.title else "moved"
        self._report.add(
            IDENTITY_KEPT,
            entity.at,
            f'{change}: "{entity.title}" keeps the id {entry.id} of "{entry.title}" ({entry.file})',
        )

    # --- new identifiers -------------------------------------------------------------------------------------

    def _derive(self, index: int) -> None:
        """An identifier from the titles on the way to the entity; equal ones get `_2`, `_3` …"""
        entity = self._entities[index]
        question = entity.kind == "question"
        own = slug(entity.title, _QUESTION_SEGMENT if question else _SEGMENT) or entity.kind
        parent = self._parent(entity)
        before = parent.split("__")[-1:] if question else parent.split("__")[-2:]
        base = "__".join([*(part for part in before if part), own])
        base = base if base[0].isalpha() else f"n{base}"
        base = base[:86].rstrip("_")
        identifier, count = base, self._counts.get(base, 1)
        while identifier.lower() in self._taken or identifier in self._known:
            count += 1
            identifier = f"{base}_{count}"
        self._counts[base] = count
        self._give(entity, identifier, None)

    def _locked(self, course: str, gone: list[LockEntry]) -> Lock:
        entries = [
            LockEntry(entity.id, entity.key, entity.kind, self._parent(entity), entity.file, entity.title, mine)
            for entity, mine in zip(self._entities, self._sketches, strict=True)
            if entity.id
        ]
        for entity in self._entities:
            entity.text = str  # lets go of the texts
        every = (*entries, *gone, *self._unread.values())
        return Lock(course, tuple(sorted(every, key=lambda entry: entry.key)))


_Rank = tuple[float, bool, float, bool, bool]


def _sketches(entities: list[Entity]) -> list[str]:
    """The sketch of every entity; that of a module, and of what has no words, is made of what stands in it."""
    texts = [entity.text() for entity in entities]
    sketches = [sketch(text) for text in texts]
    for index in reversed(range(len(entities))):
        parent = entities[index].parent
        if parent >= 0 and (entities[parent].kind == "module" or not texts[parent].strip()):
            sketches[parent] = _merged(sketches[parent], sketches[index])
    return sketches


def _merged(one: str, other: str) -> str:
    both = {text[start : start + 8] for text in (one, other) for start in range(0, len(text), 8)}
    return "".join(sorted(both)[:_SHINGLES])
