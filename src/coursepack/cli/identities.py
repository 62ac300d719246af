"""What a build would change in the lock file, in words."""

from coursepack.reading.lockfile import LockEntry
from coursepack.results import Loaded

_MOST_NAMED = 5


def changes_of(loaded: Loaded) -> str:
    """Which identifiers are new, gone or of something else, the first few of each."""
    before = {entry.id: entry for entry in loaded.before.entries}
    after = {entry.id: entry for entry in loaded.lock.entries}
    new = [entry for name, entry in after.items() if name not in before]
    gone = [entry for name, entry in after.items() if entry.retired and name in before and not before[name].retired]
    other = [
        entry
        for name, entry in after.items()
        if name in before and entry not in gone and _place(entry) != _place(before[name])
    ]
    parts = [
        f"{word} {_named(entries)}"
        for word, entries in (("new:", new), ("gone:", gone), ("moved or retitled:", other))
        if entries
    ]
    return "; ".join(parts) or "the course's own id"


def _place(entry: LockEntry) -> tuple[str, str, str, int]:
    return (entry.parent, entry.file, entry.title, entry.key)


def _named(entries: list[LockEntry]) -> str:
    names = ", ".join(entry.id for entry in entries[:_MOST_NAMED])
    return f"{names} and {len(entries) - _MOST_NAMED} more" if len(entries) > _MOST_NAMED else names
