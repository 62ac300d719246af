"""Files put beside what is there already: all of them or none, and nothing of somebody else's is replaced unasked."""

import os
from collections.abc import Mapping
from pathlib import Path

from coursepack.errors import UsageError
from coursepack.packaging.disk import in_words, make_folder, remove, write_plain
from coursepack.packaging.system import locked, sync_folder, sync_tree

PARTIAL = ".coursepack-import"
"""Holds what is being written until all of it is there."""

_NAMED = 3


def add_files(root: Path, files: Mapping[str, bytes], *, force: bool = False) -> tuple[str, ...]:
    """Writes `files` ({path with `/`: content}) into the folder `root`; the paths whose content is new there.

    Raises `UsageError` where another file has one of the names, unless `force` is given, and leaves all as it was.
    """
    with in_words(root):
        is_new = not os.path.lexists(root)
        folder = root.absolute().parent if is_new else root
        make_folder(folder)
        with locked(folder, 5.0) as is_ours:
            if not is_ours:
                raise UsageError(f"another import is writing into {folder}", "wait until it has ended")
            return _made(root, files) if is_new and files else _added(root, files, force=force)


def _made(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """A folder that was not there: one step makes it appear with all that is in it, so that no kill leaves a half."""
    partial = root.absolute().parent / PARTIAL
    remove(partial)
    try:
        _write(partial, files, list(files))
        partial.replace(root)
        sync_folder(root.absolute().parent)
    finally:
        remove(partial)
    return tuple(files)


def _added(root: Path, files: Mapping[str, bytes], *, force: bool) -> tuple[str, ...]:
    new = [path for path in files if not _has(root / path, files[path])]
    standing = [path for path in new if os.path.lexists(root / path)]
    _refuse_links(root, new)
    folders = [path for path in standing if (root / path).is_dir()]
    if standing and (folders or not force):
        shown = ", ".join(str(root / path) for path in (folders or standing)[:_NAMED])
        more = f" and {len(standing) - _NAMED} more" if len(standing) > _NAMED else ""
        advice = "move the folder away" if folders else "choose another -o, or let --force replace them"
        raise UsageError(f"nothing was written: {shown}{more} would be replaced", advice)
    partial = root / PARTIAL
    remove(partial)
    try:
        if new:
            _write(partial, files, new)
        for path in new:
            make_folder((root / path).parent)
            (partial / path).replace(root / path)
        for folder in {(root / path).parent for path in new}:
            sync_folder(folder)
    finally:
        remove(partial)
    return tuple(new)


def _write(folder: Path, files: Mapping[str, bytes], paths: list[str]) -> None:
    for path in paths:
        make_folder((folder / path).parent)
        write_plain(folder / path, [files[path]])
    sync_tree(folder)


def _has(path: Path, content: bytes) -> bool:
    return (
        path.is_file()
        and not path.is_symlink()
        and path.stat().st_size == len(content)
        and path.read_bytes() == content
    )


def _refuse_links(root: Path, paths: list[str]) -> None:
    """Raises `UsageError` where a folder on the way to a file is something else, or leads elsewhere."""
    for path in paths:
        folder = root
        for part in path.split("/")[:-1]:
            folder = folder / part
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                raise UsageError(f"cannot write into {folder}: it is no folder of its own", "choose another -o")
