"""Ends a course's own templates that go on for ever, or that fill the memory, at the line where they do so.

A thread looks on while pages are made. Only the time in which a template of the course runs counts, so that a long
course with a modest template is never stopped. The clock that is read is that of the processor, and what is built never
depends on it: it only says when a template that seems to have no end is ended.
"""

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

if sys.platform == "linux":
    import resource

SECONDS = 10.0
"""Processor time that the templates of a course may take to make all pages of one output."""

GROWTH = 512_000_000
"""Bytes by which the memory may grow while they do; three times that for a single step."""

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
        most = _memory() + GROWTH
        taken, last = 0.0, time.process_time()
        while not self._ended.wait(_LOOK):
            now = time.process_time()
            if self._is_inside(sys._current_frames().get(self._watched)):
                taken += now - last
                if taken > SECONDS:
                    self._raise(TemplateTooSlowError)
                elif _memory() > most:
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
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self._watched), ctypes.py_object(error) if error else None
        )

    def end(self) -> None:
        self._ended.set()
        self.join()
        self._raise(None)


def _memory() -> int:
    """Bytes in memory, as Linux tells them; elsewhere 0."""
    return _statm()[1] if sys.platform == "linux" else 0


@contextmanager
def _bounded_memory() -> Iterator[None]:
    """A single step that asks for far too much gets a `MemoryError`: on Linux, which alone keeps such a limit."""
    if sys.platform != "linux":
        yield
        return
    with _LOCK:
        soft, hard = _BEFORE[0] if _BEFORE else resource.getrlimit(resource.RLIMIT_AS)
        bound = _statm()[0] + 3 * GROWTH
        if soft != resource.RLIM_INFINITY:
            bound = min(bound, soft)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
        _BEFORE.append((soft, hard))
    try:
        yield
    finally:
        with _LOCK:
            _BEFORE.pop()
            if not _BEFORE:
                resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


_LOCK = threading.Lock()
_BEFORE: list[tuple[int, int]] = []
"""The limit before the first of those that run, once for each: whichever ends last puts it back."""


if sys.platform == "linux":

    def _statm() -> tuple[int, int]:
        """Bytes of address space and bytes in memory of this process."""
        size, resident, *_ = Path("/proc/self/statm").read_text(encoding="ascii").split()
        return int(size) * resource.getpagesize(), int(resident) * resource.getpagesize()
