"""The pieces of a file that are kept."""

from coursepack.model.course import Piece


class Pieces:
    """Collects what is kept of a file, in order; neighbours become one piece."""

    def __init__(self) -> None:
        self._made: list[Piece] = []

    def keep(self, start: int, end: int) -> None:
        """Keeps the bytes from `start` up to `end`."""
        if end <= start:
            return
        last = self._made[-1] if self._made else b""
        if isinstance(last, tuple) and sum(last) == start:
            self._made[-1] = (last[0], end - last[0])
        else:
            self._made.append((start, end - start))

    def put(self, content: bytes) -> None:
        """Puts bytes in that the file did not have there."""
        self._made.append(content)

    def made(self, size: int) -> tuple[Piece, ...]:
        """The pieces, or none where they are the whole file of `size` bytes."""
        return () if self._made == [(0, size)] else tuple(self._made)
