"""What may stand in an element, as an expression that is walked child by child (Brzozowski's derivatives).

An expression says after each child what may come next, and at the end what is missing, which is all that a message to
a person needs. Nothing is compiled and nothing backtracks, so the cost is one step for each child.
"""

from functools import lru_cache
from typing import TypeAlias

import msgspec


class Nothing(msgspec.Struct, frozen=True):
    """No content fits, not even none."""


class Empty(msgspec.Struct, frozen=True):
    """No children."""


class Child(msgspec.Struct, frozen=True):
    """One element: `name` as in `{namespace}local`, `declaration` what it must look like."""

    name: str
    declaration: str


class Wild(msgspec.Struct, frozen=True):
    """One element of another namespace than `namespace` ("" for any at all).

    `known`: only elements that the grammar has a declaration for (what XML Schema calls strict).
    """

    namespace: str
    known: bool


class Sequence(msgspec.Struct, frozen=True):
    first: "Content"
    rest: "Content"


class Choice(msgspec.Struct, frozen=True):
    options: tuple["Content", ...]


class Repeated(msgspec.Struct, frozen=True):
    """Any number of times, none included."""

    content: "Content"


class AnyOrder(msgspec.Struct, frozen=True):
    """Each of `parts` once at most, in any order; those in `needed` must come."""

    parts: tuple[Child, ...]
    needed: frozenset[str]


Content: TypeAlias = Nothing | Empty | Child | Wild | Sequence | Choice | Repeated | AnyOrder

NOTHING = Nothing()
EMPTY = Empty()


def sequence(first: Content, rest: Content) -> Content:
    if isinstance(first, Nothing) or isinstance(rest, Nothing):
        return NOTHING
    if isinstance(first, Empty):
        return rest
    return first if isinstance(rest, Empty) else Sequence(first, rest)


def choice(*options: Content) -> Content:
    kept: dict[Content, None] = {}
    for option in options:
        if isinstance(option, Choice):
            kept.update(dict.fromkeys(option.options))
        elif not isinstance(option, Nothing):
            kept[option] = None
    if not kept:
        return NOTHING
    return next(iter(kept)) if len(kept) == 1 else Choice(tuple(kept))


@lru_cache(maxsize=4096)
def may_end(content: Content) -> bool:
    """Whether nothing more has to come."""
    match content:
        case Empty() | Repeated():
            return True
        case Sequence(first, rest):
            return may_end(first) and may_end(rest)
        case Choice(options):
            return any(may_end(option) for option in options)
        case AnyOrder(_, needed):
            return not needed
        case _:
            return False


@lru_cache(maxsize=16384)
def after(content: Content, taken: Child | Wild) -> Content:
    """What may follow once `taken`, one of `openings(content)`, has come."""
    match content:
        case Child() | Wild():
            return EMPTY if content == taken else NOTHING
        case Sequence(first, rest):
            following = sequence(after(first, taken), rest)
            return choice(following, after(rest, taken)) if may_end(first) else following
        case Choice(options):
            return choice(*(after(option, taken) for option in options))
        case Repeated(inner):
            return sequence(after(inner, taken), content)
        case AnyOrder(parts, needed):
            if taken not in parts:
                return NOTHING
            left = tuple(part for part in parts if part != taken)
            return AnyOrder(left, needed - {taken.name if isinstance(taken, Child) else ""}) if left else EMPTY
        case _:
            return NOTHING


@lru_cache(maxsize=4096)
def openings(content: Content) -> tuple[Child | Wild, ...]:
    """Everything that may come first, in the grammar's order."""
    match content:
        case Child() | Wild():
            return (content,)
        case Sequence(first, rest):
            return _unique(openings(first) + (openings(rest) if may_end(first) else ()))
        case Choice(options):
            return _unique(tuple(opening for option in options for opening in openings(option)))
        case Repeated(inner):
            return openings(inner)
        case AnyOrder(parts):
            return parts
        case _:
            return ()


class State:
    """A content model that remembers where each element leads, so that what was walked once costs a look-up."""

    __slots__ = ("_steps", "content", "may_end")

    def __init__(self, content: Content) -> None:
        self.content = content
        self.may_end = may_end(content)
        self._steps: dict[str, tuple[Child, State]] = {}

    def step(self, tag: str) -> "tuple[Child, State] | None":
        """The part of the model that an element takes and what may follow it; None where none names it."""
        known = self._steps.get(tag)
        if known is None:
            for opening in openings(self.content):
                if isinstance(opening, Child) and opening.name == tag:
                    known = self._steps[tag] = (opening, self.past(opening))
                    break
        return known

    def past(self, taken: Child | Wild) -> "State":
        """What may follow once `taken`, one of the openings, has come."""
        return state_of(after(self.content, taken))


@lru_cache(maxsize=16384)
def state_of(content: Content) -> State:
    """The one state of a content model."""
    return State(content)


def _unique(found: tuple[Child | Wild, ...]) -> tuple[Child | Wild, ...]:
    return tuple(dict.fromkeys(found))
