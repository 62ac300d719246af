"""Ends a run in order before a limit of memory is reached.

CPython 3.11 never comes back when the last byte is gone: unwinding a `finally` needs an integer, making it fails, and
the failure is unwound in the same place (seen with 3.11.7 under `ulimit -v`). So a part of the memory is kept back.
"""

import signal
from types import FrameType
from typing import NoReturn

RESERVE = 32_000_000
"""Bytes that are kept back; with less than twice as much allowed, nothing is."""

INTERVAL = 0.03
"""Seconds of processor time from look to look: what can be filled in them is much less than the reserve."""


def mind_memory() -> None:
    """Raise `MemoryError` in time where the system limits this process's memory (RLIMIT_AS); else cost nothing."""
    try:
        import resource
    except ImportError:  # Windows
        return
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed == resource.RLIM_INFINITY or allowed < 2 * RESERVE:
        return
    page = resource.getpagesize()

    def look(_signal: int, _frame: FrameType | None) -> None:
        if _pages() * page > allowed - RESERVE:
            signal.setitimer(signal.ITIMER_PROF, 0)
            _stop()

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)


def _pages() -> int:
    """How many pages of memory this process has; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - a path object is one allocation more
            return int(stream.read().split()[0])
    except OSError:
        return 0


def _stop() -> NoReturn:
    raise MemoryError
