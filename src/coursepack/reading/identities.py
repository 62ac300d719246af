"""Gives every unit, quiz and question its identifier, and keeps it when a title, place or text changes.

Explicit ids come first. What is left is matched against the lock file, from what is surest to what is least so; what
matches nothing is new. Where two candidates fit equally well, nothing is guessed: that is an error.
"""

import itertools
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable

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
)
IDENTITY_KEPT = Rule(
    "identity-kept",
    Severity.NOTE,
    "A unit or question was retitled or moved, and keeps the identifier it had.",
    "Learners keep the progress they made in it.",
    "nothing, if it is the same; if it is not, give it an id of its own",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    Severity.ERROR,
    "Two units or questions have the same id.",
    "A learning system could not tell them apart.",
    "give each an id of its own",
)
BAD_ID = Rule(
    "bad-id",
    Severity.ERROR,
    "An id has characters that some learning system refuses.",
    "The package would not import there, or would lose results.",
    "begin with a letter and go on with letters without accents, digits and _",
)

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,89}")
_SEGMENT = 28
_QUESTION_SEGMENT = 48
_SHINGLES = 8
_ALIKE = 0.8
_AKIN = 0.25


class Entity(msgspec.Struct):
    """Something that needs an identifier. `parent` is the index of the entity that it stands in, -1 for none.

    `wanted` is the id that the author wrote, or "". `id` and `key` are what `assign` gives.
    """

    kind: str
    title: str
    text: str
    file: str
    at: Position
    parent: int
    wanted: str = ""
    id: str = ""
    key: int = -1


def sketch(text: str) -> str:
    """A short description of what a text is like: the smallest hashes of its pairs of words, 8 at most, in hex.

    Two texts are alike to the degree that their sketches share hashes (bottom-k sampling).
    """
    words = re.findall(r"\w+", text.casefold())
    pairs = {f"{one} {other}" for one, other in itertools.pairwise(words)} or set(words)
    return "".join(f"{value:08x}" for value in sorted(zlib.crc32(pair.encode()) for pair in pairs)[:_SHINGLES])


def likeness(one: str, other: str) -> float:
    """How alike two sketches are, from 0 to 1 (an estimate of the share of word pairs in common)."""
    first = {one[index : index + 8] for index in range(0, len(one), 8)}
    second = {other[index : index + 8] for index in range(0, len(other), 8)}
    smallest = sorted(first | second)[:_SHINGLES]
    return sum(value in first and value in second for value in smallest) / len(smallest) if smallest else 1.0


def assign(entities: list[Entity], lock: Lock, course: str, report: Report) -> Lock:
    """Give every entity its `id` and `key`, parents first, and return the lock file that pins them."""
    return _Assignment(entities, lock, report).run(course)


class _Assignment:
    def __init__(self, entities: list[Entity], lock: Lock, report: Report) -> None:
        self._entities = entities
        self._lock = lock
        self._report = report
        self._sketches = [sketch(entity.text) for entity in entities]
        self._free = {entry.id: entry for entry in lock.entries}
        self._taken: dict[str, Entity] = {}
        self._next_key = max((entry.key for entry in lock.entries), default=-1) + 1

    def run(self, course: str) -> Lock:
        self._explicit()
        for depth in range(max((self._depth(index) for index in range(len(self._entities))), default=-1) + 1):
            level = [
                index for index, entity in enumerate(self._entities) if self._depth(index) == depth and not entity.id
            ]
            self._match(level)
            for index in level:
                if not self._entities[index].id:
                    self._derive(index)
        return self._locked(course)

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
            if wanted in self._taken:
                self._report.add(
                    DUPLICATE_ID, entity.at, f'the id "{wanted}" is already that of {self._taken[wanted].at}'
                )
                continue
            self._give(entity, wanted, self._free.pop(wanted, None))

    def _give(self, entity: Entity, identifier: str, entry: LockEntry | None) -> None:
        entity.id = identifier
        if entry is not None:
            entity.key = entry.key
        else:
            entity.key = self._next_key
            self._next_key += 1
        self._taken[identifier] = entity

    # --- matching against the lock ---------------------------------------------------------------------------

    def _match(self, level: list[int]) -> None:
        if not self._free:
            return
        self._exact(level)
        self._similar(level, lambda _entity, _entry: True, _ALIKE)
        self._by_title(level)
        self._similar(level, lambda entity, entry: self._parent(entity) == entry.parent, _AKIN)
        self._similar(level, lambda entity, entry: entity.file == entry.file, _AKIN)

    def _parent(self, entity: Entity) -> str:
        return self._entities[entity.parent].id if entity.parent >= 0 else ""

    def _open(self, level: list[int]) -> list[int]:
        return [index for index in level if not self._entities[index].id]

    def _exact(self, level: list[int]) -> None:
        """Same kind, same place, same title; equal siblings by what their texts are like, then in their order."""
        here: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for index in self._open(level):
            entity = self._entities[index]
            here[entity.kind, self._parent(entity), entity.title].append(index)
        there: dict[tuple[str, str, str], list[LockEntry]] = defaultdict(list)
        for entry in self._free.values():
            there[entry.kind, entry.parent, entry.title].append(entry)
        for place, indexes in here.items():
            entries = sorted(there.get(place, ()), key=lambda entry: (entry.retired, entry.key))
            if len(indexes) > 1 or len(entries) > 1:
                for index in indexes:
                    same = [entry for entry in entries if entry.sketch == self._sketches[index]]
                    if same:
                        self._take(index, same[0])
                        entries.remove(same[0])
            for index, entry in zip(self._open(indexes), entries, strict=False):
                self._take(index, entry)

    def _by_title(self, level: list[int]) -> None:
        """Same kind and title in another place, where there is only one of them on either side."""
        indexes: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index in self._open(level):
            indexes[self._entities[index].kind, self._entities[index].title].append(index)
        entries: dict[tuple[str, str], list[LockEntry]] = defaultdict(list)
        for entry in self._free.values():
            entries[entry.kind, entry.title].append(entry)
        for place, found in indexes.items():
            if len(found) == 1 and len(entries.get(place, ())) == 1:
                self._keep(found[0], entries[place][0])

    def _similar(self, level: list[int], fits: Callable[[Entity, LockEntry], bool], least: float) -> None:
        """Texts that are alike; where two earlier ones fit equally well it is an error."""
        by_hash: dict[str, list[LockEntry]] = defaultdict(list)
        for entry in self._free.values():
            for start in range(0, len(entry.sketch), 8):
                by_hash[entry.sketch[start : start + 8]].append(entry)
        claims: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for index in self._open(level):
            entity, mine = self._entities[index], self._sketches[index]
            near = {entry.id: entry for start in range(0, len(mine), 8) for entry in by_hash[mine[start : start + 8]]}
            ranked = sorted(
                (
                    (likeness(mine, entry.sketch), entry)
                    for entry in near.values()
                    if entry.kind == entity.kind and fits(entity, entry)
                ),
                key=lambda pair: (-pair[0], pair[1].retired, pair[1].key),
            )
            ranked = [(alike, entry) for alike, entry in ranked if alike >= least]
            if not ranked:
                continue
            best = [entry for alike, entry in ranked if alike == ranked[0][0] and entry.retired == ranked[0][1].retired]
            if len(best) > 1:
                self._ambiguous(entity, best)
                self._derive(index)
                continue
            claims[best[0].id].append((ranked[0][0], index))
        for identifier, claimed in claims.items():
            claimed.sort(key=lambda claim: -claim[0])
            if len(claimed) > 1 and claimed[0][0] == claimed[1][0]:
                one, other = self._entities[claimed[0][1]], self._entities[claimed[1][1]]
                self._report.add(
                    AMBIGUOUS_IDENTITY,
                    other.at,
                    f'both "{one.title}" ({one.at}) and "{other.title}" '
                    f'could be what was "{self._free[identifier].title}"',
                )
                continue
            self._keep(claimed[0][1], self._free[identifier])

    def _ambiguous(self, entity: Entity, candidates: Iterable[LockEntry]) -> None:
        names = " or ".join(f'"{entry.title}" (id {entry.id}, {entry.file})' for entry in candidates)
        self._report.add(AMBIGUOUS_IDENTITY, entity.at, f'"{entity.title}" could be what was {names}')

    def _take(self, index: int, entry: LockEntry) -> None:
        self._give(self._entities[index], entry.id, self._free.pop(entry.id))

    def _keep(self, index: int, entry: LockEntry) -> None:
        entity = self._entities[index]
        self._take(index, entry)
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
        identifier, count = base, 1
        known = {entry.id for entry in self._lock.entries}
        while identifier in self._taken or identifier in known:
            count += 1
            identifier = f"{base}_{count}"
        self._give(entity, identifier, None)

    def _locked(self, course: str) -> Lock:
        entries = [
            LockEntry(entity.id, entity.key, entity.kind, self._parent(entity), entity.file, entity.title, mine)
            for entity, mine in zip(self._entities, self._sketches, strict=True)
            if entity.id
        ]
        gone = (msgspec.structs.replace(entry, retired=True) for entry in self._free.values())
        return Lock(course, tuple(sorted((*entries, *gone), key=lambda entry: entry.key)))
