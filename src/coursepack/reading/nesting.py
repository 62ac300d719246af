"""Which unit belongs to which, and in what order they come, once all files are divided."""

import sys
from collections.abc import Iterable

from coursepack.reading.drafts import Draft, Kind
from coursepack.reading.labels import number_key

_ORDER: dict[Kind, int] = {"course": 0, "module": 0, "lesson": 1, "activity": 2, "quiz": 3}


def nest(root: Draft, numbered: Iterable[Draft]) -> None:
    """Numbers nest across files: lesson 1.2 belongs to module 1 wherever it stands."""
    numbered = list(numbered)
    groups: dict[str, Draft] = {}
    for draft in numbered:
        if draft.is_group and draft is not root:
            groups.setdefault(draft.number, draft)
    for draft in numbered:
        outer, _, last = draft.number.rpartition(".")
        group = groups.get(outer)
        if not (last and outer and group) or draft.parent is None or group is draft:
            continue
        ancestor: Draft | None = draft.parent
        while ancestor is not None and ancestor is not group:
            ancestor = ancestor.parent
        if ancestor is None and draft in draft.parent.children:
            draft.parent.children.remove(draft)
            group.add(draft)


def dissolve(draft: Draft) -> None:
    """Remove folders that say nothing of their own: no text, no label, and nothing in them or one module only."""
    for child in list(draft.children):
        dissolve(child)
        if child.kind != "module" or child.named_by != "folder" or child.parts:
            continue
        if not child.children or (not child.number and [inner.kind for inner in child.children] == ["module"]):
            place = draft.children.index(child)
            draft.children[place : place + 1] = child.children
            for inner in child.children:
                inner.parent = draft


def settle(draft: Draft) -> None:
    """Make lessons of modules that have text and nothing else: "Week 3" is a lesson where no lesson is in it."""
    for child in draft.children:
        settle(child)
        if child.kind == "module" and child.parts and not child.children and not child.is_declared_module:
            child.kind = "lesson"


def arrange(draft: Draft) -> None:
    """Put numbered units in order of their numbers; each of the others stays behind the unit that it follows."""
    groups: list[list[Draft]] = [[]]
    for child in draft.children:
        if child.number:
            groups.append([])
        groups[-1].append(child)
    leading, *numbered = groups
    depth = max((len(number_key(child.number)) for child in draft.children if child.number), default=0)
    numbered.sort(key=lambda group: _place(group[0], depth))
    draft.children = [*leading, *(child for group in numbered for child in group)]
    for child in draft.children:
        arrange(child)


def _place(draft: Draft, depth: int) -> tuple[object, ...]:
    """Where a numbered unit stands among those beside it, whose numbers are `depth` deep: quiz 1 behind lesson 1.2."""
    number = number_key(draft.number)
    last = (sys.maxsize, "")
    filled = number if draft.kind in ("module", "lesson") else number + (last,) * (depth - len(number))
    return filled, _ORDER[draft.kind]
