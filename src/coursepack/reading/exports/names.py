"""What several tools share: names of files with an identifier behind them, and the rule for lines of properties."""

from coursepack.diagnostics import Rule, Severity
from coursepack.patterns import late

PAGE_PROPERTIES = Rule(
    "page-properties",
    Severity.NOTE,
    "Property or tag lines of a note-taking tool stand in a lesson.",
    "They say how the page was made, not what a learner should read; they are left out.",
    "nothing; to show a line to learners, move it below the first paragraph",
    example="Status: Draft\nOwner: Ada",
)

_HASH = late(r"[ _-]?[0-9a-f]{32}$")


def plain_name(name: str) -> str:
    """A file's or folder's name without the 32 hex digits that Notion puts behind it."""
    if len(name) < 32 or not _HASH.search(name):
        return name
    return _HASH.sub("", name) or name


def is_export(file: str) -> bool:
    """Whether a file's own name shows that Notion wrote it."""
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return plain_name(stem) != stem
