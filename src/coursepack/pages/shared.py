"""What the targets of one build share, so that it is worked out once: the course's nodes as HTML, and reading times."""

from collections.abc import Iterable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ByNode(Generic[Value]):
    """Values by the identity of a node of the model (or a tuple of them): to hash a tree takes as long as to render it.

    The nodes are kept, too: an identity is never that of another one later on.
    """

    def __init__(self) -> None:
        self._values: dict[int, tuple[object, Value]] = {}

    def get(self, node: object) -> Value | None:
        """The value that was kept for `node`, or None."""
        found = self._values.get(id(node))
        return found[1] if found else None

    def keep(self, node: object, value: Value) -> None:
        self.keep_all([(node, value)])

    def keep_all(self, pairs: Iterable[tuple[object, Value]]) -> None:
        for pair in pairs:
            self._values[id(pair[0])] = pair


class Shared:
    """`html`: what reads the same in every target and at every place. `minutes`: how long a unit takes to read."""

    def __init__(self) -> None:
        self.html: ByNode[str] = ByNode()
        self.minutes: ByNode[int] = ByNode()
