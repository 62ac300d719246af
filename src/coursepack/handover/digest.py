"""Digests of what a part of the model says, worked out piece by piece: a lesson's JSON is sixty times its size."""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec

from coursepack.model.assessment import Part
from coursepack.model.content import Node

PIECE = 2000
"""Nodes whose JSON is made at once."""

_POSITION = re.compile(rb'"at":\{[^{}]*\},?')


def digest_of(node: msgspec.Struct) -> str:
    """12 hex digits over what a part of the model says, wherever it stands in its file."""
    digest = hashlib.sha256()
    _feed(node, digest.update)
    return digest.hexdigest()[:12]


def _feed(value: Any, take: Callable[[bytes], object]) -> None:
    """Gives `take` the JSON of `value` without positions; what is large is opened, so that no piece is."""
    if _left(value, PIECE) >= 0 or not isinstance(value, tuple | Node | Part):
        take(_POSITION.sub(b"", msgspec.json.encode(value)))
    elif isinstance(value, tuple):
        for before, run in zip(_commas(), _runs(value), strict=False):
            take(before)
            if len(run) > 1:
                take(_POSITION.sub(b"", msgspec.json.encode(run))[1:-1])
            else:
                _feed(run[0], take)
        take(b"]")
    else:
        config = value.__struct_config__
        take(msgspec.json.encode({config.tag_field: config.tag})[:-1])
        for name in value.__struct_fields__:
            if name != "at":
                take(f',"{name}":'.encode())
                _feed(getattr(value, name), take)
        take(b"}")


def _commas() -> Iterator[bytes]:
    yield b"["
    while True:
        yield b","


def _runs(values: tuple[Any, ...]) -> Iterator[list[Any]]:
    """`values` in runs that are small together; one that is large by itself stands alone."""
    run: list[Any] = []
    left = PIECE
    for value in values:
        after = _left(value, left)
        if after < 0 and run:
            yield run
            run = []
            after = _left(value, PIECE)
        run.append(value)
        left = after
        if left < 0:
            yield run
            run, left = [], PIECE
    if run:
        yield run


def _left(value: Any, most: int) -> int:
    """How many nodes are left of `most` when those of `value` are taken off; below 0 where it has more."""
    waiting = [value]
    while waiting and most >= 0:
        part = waiting.pop()
        if type(part) is tuple:
            waiting.extend(part[: most + 1])  # of more than are left, so many are enough to see it
            continue
        most -= 1
        kind: type = type(part)
        waiting += [inner for name in _inner(kind) if (inner := getattr(part, name))]
    return most


@cache
def _inner(kind: type) -> tuple[str, ...]:
    """The fields of a kind of node that can hold others."""
    if not issubclass(kind, msgspec.Struct):
        return ()
    plain = (str, int, float, bool)
    return tuple(
        field.name
        for field in msgspec.structs.fields(kind)
        if field.type not in plain and field.name not in ("at", "attributes", "settings")
    )
