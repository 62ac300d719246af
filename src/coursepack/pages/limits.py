"""Ends a course's own templates that go on for ever, or that fill the memory, at the line where they do so.

A thread looks on while pages are made. Only the time in which a template of the course runs counts, and the memory that
it adds in one go, so that a long course with a modest template is never stopped. The clock that is read is that of the
processor, and what is built never depends on it: it only says when a template that seems to have no end is ended.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from coursepack.packaging.system import bounded_memory, memory_in_use, raise_in_thread

SECONDS = 10.0
"""Processor time that the templates of a course may take to make all pages of one output."""

GROWTH = 512_000_000
"""Bytes by which the memory may grow while one of them runs; three times that for all that is made in the meantime."""

_LOOK = 0.02
"""Seconds between two looks."""


class TemplateTooSlowError(Exception):
    """Raised inside a template that has taken too long."""

    def __str__(self) -> str:
        return f"the theme's templates have run for {SECONDS:g} seconds without an end; does this go on for ever?"


class TemplateTooLargeError(Exception):
    """Raised inside a template that has taken too much memory."""

    def __str__(self) -> str:
        return f"the theme's templates have filled {GROWTH / 1e6:.0f} MB of memory; does this go on for ever?"


@contextmanager
def limited(files: frozenset[str]) -> Iterator[None]:
    """Ends templates from `files` that take too much time or memory: an exception is raised inside them."""
    onlooker = _Onlooker(files, threading.get_ident())
    with bounded_memory(3 * GROWTH):
        onlooker.start()
        try:
            yield
        finally:
            onlooker.end()


class _Onlooker(threading.Thread):
    """Looks at what another thread runs."""

    def __init__(self, files: frozenset[str], watched: int) -> None:
        super().__init__(daemon=True)
        self._files = files
        self._watched = watched
        self._ended = threading.Event()

    def run(self) -> None:
        most = memory_in_use() + GROWTH
        taken, last = 0.0, time.process_time()
        while not self._ended.wait(_LOOK):
            now, memory = time.process_time(), memory_in_use()  # before the look, which the raising must follow
            if not self._is_inside(sys._current_frames().get(self._watched)):
                most = memory + GROWTH
            else:
                taken += now - last
                if taken > SECONDS:
                    self._raise(TemplateTooSlowError)
                elif memory > most:
                    self._raise(TemplateTooLargeError)
            last = now

    def _is_inside(self, frame: FrameType | None) -> bool:
        while frame:
            if frame.f_code.co_filename in self._files:
                return True
            frame = frame.f_back
        return False

    def _raise(self, error: type[Exception] | None) -> None:
        """Raise `error` in the watched thread at its next step; None takes back what was not raised yet."""
        raise_in_thread(self._watched, error)

    def end(self) -> None:
        self._ended.set()
        self.join()
        self._raise(None)
