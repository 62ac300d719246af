"""Paths of Moodle's categories: names with `/` between them, where `//` is a stroke of the name itself."""

import re

_ROOTS = frozenset({"top", "$course$", "$system$", "$module$", "$cat1$", "$cat2$", "$cat3$"})


def category_path(written: str) -> tuple[str, ...]:
    """The names of a path from the outermost on, without what only says where Moodle keeps it."""
    names = [part.replace("\0", "/").strip() for part in written.replace("//", "\0").split("/")]
    while names and (names[0].lower() in _ROOTS or not names[0]):
        names.pop(0)
    return tuple(re.sub(r"\s+", " ", name) for name in names if name)
