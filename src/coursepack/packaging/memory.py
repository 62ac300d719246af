"""How much memory this process has and may have, where the system says so: Linux does, others have no limit here."""

from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # a module that is not there has no type

_STATM = Path("/proc/self/statm")


def address_space() -> int:
    """Bytes of address space, which is what a limit counts; 0 where the system does not say."""
    return _statm(0)


def memory_in_use() -> int:
    """Bytes that are in memory; 0 where the system does not say."""
    return _statm(1)


def memory_limit() -> int | None:
    """The most bytes of address space that are allowed (RLIMIT_AS); None without a limit."""
    if resource is None:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft


def limit_memory(limit: int | None) -> None:
    """Allow this many bytes of address space, and no more than the system does; None: as many as it does."""
    if resource is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard if limit is None else limit, hard))


def _statm(place: int) -> int:
    if resource is None:
        return 0
    try:
        with _STATM.open("rb") as stream:
            return int(stream.read().split()[place]) * resource.getpagesize()
    except OSError:
        return 0
