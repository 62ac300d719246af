"""Ends a course's own templates that go on for ever, or that fill the memory, at the line where they do so.

A thread looks on while pages are made. Only the time in which a template of the course runs counts, and the memory that
it adds in one go, so that a long course with a modest template is never stopped. The clock that is read is that of the
processor, and what is built never depends on it: it only says when a template that seems to have no end is ended.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from coursepack.packaging.memory import address_space, limit_memory, memory_in_use, memory_limit

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
    with _bounded_memory():
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

    def _raise(self, error: type[Exception]) -> None:
        """Raise `error` in the watched thread at its next step."""
        import ctypes

        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._watched), ctypes.py_object(error))

    def end(self) -> None:
        """Stop looking; for the watched thread to call. What was raised too late to meet a template ends here.

        To take it back by raising nothing would leave CPython 3.11 asking at every step for what never comes: it would
        be slow from then on, and stand still under a profiler.
        """
        while self.is_alive():
            with suppress(TemplateTooSlowError, TemplateTooLargeError):
                self._ended.set()
                self.join()
        with suppress(TemplateTooSlowError, TemplateTooLargeError):
            for _ in range(2):  # steps at which it arrives
                pass


@contextmanager
def _bounded_memory() -> Iterator[None]:
    """A single step that asks for far too much gets a `MemoryError`, where the system can limit; these may overlap."""
    used = address_space()
    if not used:
        yield
        return
    with _LOCK:
        before = _BEFORE[0] if _BEFORE else memory_limit()
        bound = used + 3 * GROWTH
        limit_memory(bound if before is None else min(bound, before))
        _BEFORE.append(before)
    try:
        yield
    finally:
        with _LOCK:
            _BEFORE.pop()
            if not _BEFORE:
                limit_memory(before)


_LOCK = threading.Lock()
_BEFORE: list[int | None] = []
"""The limit before the first of those that run, once for each: whichever ends last puts it back."""
