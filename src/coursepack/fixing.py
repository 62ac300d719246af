"""Applies the edits that mend findings safely, all of a file at once."""

from collections.abc import Iterable
from itertools import groupby

from coursepack.diagnostics import Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """`text` with the edits of its file; of two that overlap the later one is left out."""
    lines = text.split("\n")
    done = len(lines) + 1
    for fix in sorted(fixes, key=lambda fix: -fix.first):
        if fix.last >= done:
            continue
        done = fix.first
        new = fix.text.rstrip("\n").split("\n") if fix.text else []
        before = fix.first - 1
        after = fix.last
        if new and before and lines[before - 1].strip():
            new.insert(0, "")
        if new and after < len(lines) and lines[after].strip():
            new.append("")
        if not new:
            while after < len(lines) and not lines[after].strip() and before and not lines[before - 1].strip():
                after += 1
        lines[before:after] = new
    return "\n".join(lines)


def by_file(fixes: Iterable[Fix]) -> dict[str, list[Fix]]:
    """The edits of each file."""
    ordered = sorted(fixes, key=lambda fix: (fix.file, fix.first))
    return {file: list(group) for file, group in groupby(ordered, key=lambda fix: fix.file)}
