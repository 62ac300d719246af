"""Ends a run in order before a limit of memory is reached.

CPython 3.11 never comes back when the last byte is gone: unwinding a `finally` needs an integer, making it fails, and
the failure is unwound in the same place (seen with 3.11.7 under `ulimit -v`). So a part of the memory is kept back.
"""

import signal
from types import FrameType
from typing import NoReturn

from coursepack.packaging.memory import address_space, memory_limit

RESERVE = 32_000_000
"""Bytes that are kept back; with less than twice as much allowed, nothing is."""

INTERVAL = 0.03
"""Seconds of processor time from look to look: what can be filled in them is much less than the reserve."""


def mind_memory() -> None:
    """Raise `MemoryError` in time where the system limits this process's memory (RLIMIT_AS); else cost nothing."""
    allowed = memory_limit()
    if allowed is None or allowed < 2 * RESERVE:
        return

    def look(_signal: int, _frame: FrameType | None) -> None:
        if address_space() > allowed - RESERVE:
            signal.setitimer(signal.ITIMER_PROF, 0)
            _stop()

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)


def _stop() -> NoReturn:
    raise MemoryError
