"""Writes outputs so that an interrupted build leaves the last good ones: beside their place, synced, then renamed."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from coursepack.errors import UsageError
from coursepack.packaging.disk import (
    fingerprint,
    finish,
    in_words,
    is_same,
    make_folder,
    remove,
    write_plain,
)
from coursepack.packaging.exchange import replace_folder
from coursepack.packaging.files import OutputFile, check_paths
from coursepack.packaging.system import give_folder_mode, locked, sync_folder, sync_tree
from coursepack.packaging.zip import write_zip

PARTIAL = ".coursepack-partial"
"""The name under which an output is written; whatever has it was left by a build that was killed."""

PACKING = ".coursepack-packing"
"""The folder in which the zips of an output that has several are made."""

PREVIOUS = ".coursepack-previous-"
"""What a folder's last state is called for a moment, before its name, where two folders cannot be exchanged."""

MARKER = ".coursepack-output"
"""The file that says of a folder that coursepack wrote it and may replace it."""


class Written(msgspec.Struct, frozen=True):
    """A file as it stands in the output folder: `path` within it with `/`, `size` in bytes, SHA-256 in hex.

    `changed` is False where the file already had these bytes and was left alone.
    """

    path: str
    size: int
    sha256: str
    changed: bool


class OutputFolder:
    """The folder that outputs are written into; made by `output_folder`, which locks it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write_zip(self, name: str, files: tuple[OutputFile, ...], *, timestamp: int | None = None) -> Written:
        """Writes `files` as the zip `name` (see `coursepack.packaging.zip.write_zip`)."""
        return self._write(name, lambda stream: write_zip(files, stream, timestamp=timestamp))

    def write_file(self, name: str, content: OutputFile | bytes) -> Written:
        """Writes one file."""
        file = content if isinstance(content, OutputFile) else OutputFile(name, content)

        def copy(stream: BinaryIO) -> None:
            for chunk in file.chunks():
                stream.write(chunk)

        return self._write(name, copy)

    def write_folder(self, name: str, files: tuple[OutputFile, ...]) -> tuple[Written, ...]:
        """Makes `files` the whole content of the folder `name`, all at once; files that stay the same keep their time.

        Raises `UsageError` where a folder of that name holds what coursepack did not write.
        """
        check_paths(files)
        final, partial = self.root / name, self.root / PARTIAL
        with in_words(final):
            _refuse_foreign(final)
            try:
                before = final if final.is_dir() else None
                for parent in {str(PurePosixPath(file.path).parent) for file in files}:
                    (partial / parent).mkdir(parents=True, exist_ok=True)
                written = tuple(
                    _write_member(before, partial, name, file) for file in sorted(files, key=lambda file: file.path)
                )
                if all(not file.changed for file in written) and _members(final) == {file.path for file in files}:
                    return written
                write_plain(partial / MARKER, [b"This folder is written by coursepack: every build replaces it.\n"])
                for folder in sorted({path.parent for path in partial.rglob("*")} | {partial}):
                    give_folder_mode(folder)
                sync_tree(partial)
                replace_folder(partial, final, self.root / (PREVIOUS + name))
                sync_folder(self.root)
            finally:
                remove(partial)
                remove(self.root / (PREVIOUS + name), unless_missing=final)
        return written

    def write_zips(
        self, name: str, zips: Mapping[str, tuple[OutputFile, ...]], *, timestamp: int | None = None
    ) -> tuple[Written, ...]:
        """Makes the zips `{name in the folder: files}` the whole content of the folder `name` (see `write_folder`)."""
        packing = self.root / PACKING
        with in_words(self.root / name):
            try:
                packing.mkdir()
                for zip_name, files in zips.items():
                    with (packing / zip_name).open("xb") as stream:
                        write_zip(files, stream, timestamp=timestamp)
                return self.write_folder(name, tuple(OutputFile(zip_name, packing / zip_name) for zip_name in zips))
            finally:
                remove(packing)

    def remove_folder(self, name: str) -> None:
        """Removes a folder that coursepack wrote; one that it did not write is left alone."""
        if (self.root / name / MARKER).is_file():
            self.remove(name)

    def remove(self, name: str) -> bool:
        """Removes an output that the course no longer has; whether there was one."""
        final = self.root / name
        with in_words(final):
            if not os.path.lexists(final):
                return False
            if final.is_dir() and not final.is_symlink():
                _refuse_foreign(final)
            remove(final)
            sync_folder(self.root)
        return True

    def _write(self, name: str, fill: Callable[[BinaryIO], None]) -> Written:
        final, partial = self.root / name, self.root / PARTIAL
        with in_words(final):
            if final.is_dir() and not final.is_symlink():
                raise UsageError(f"cannot write {final}: a folder has that name", "move it away, or choose another -o")
            try:
                with partial.open("xb") as stream:
                    fill(stream)
                    finish(stream)
                size, digest = fingerprint(partial)
                if is_same(final, size, digest):
                    return Written(name, size, digest, changed=False)
                partial.replace(final)
                sync_folder(self.root)
            finally:
                remove(partial)
        return Written(name, size, digest, changed=True)


@contextmanager
def output_folder(root: Path, *, patience: float = 10.0) -> Iterator[OutputFolder]:
    """Makes the folder `root` if need be, locks it, and clears away what a killed build left there.

    `patience`: seconds to wait for another build in the same folder. Raises `UsageError`.
    """
    with in_words(root):
        if root.exists() and not root.is_dir():
            raise UsageError(f"cannot write into {root}: it is not a folder", "choose another -o")
        make_folder(root)
    # The lock sits on the folder itself where that can be: no file is left behind, and it ends with the process.
    with ExitStack() as stack:
        with in_words(root):
            is_ours = stack.enter_context(locked(root, patience))
        if not is_ours:
            raise UsageError(f"another build is writing into {root}", "wait until it has ended, or choose another -o")
        with in_words(root):
            _sweep(root)
        yield OutputFolder(root)


def sha256sums(digests: Mapping[str, str]) -> bytes:
    """The text of a SHA256SUMS file, as `sha256sum --check` reads it, from {path: SHA-256 in hex}."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(digests.items())]
    return "".join(lines).encode()


def _sweep(root: Path) -> None:
    remove(root / PARTIAL)
    remove(root / PACKING)
    for entry in sorted(root.glob(f"{PREVIOUS}*")):
        final = root / entry.name.removeprefix(PREVIOUS)
        if os.path.lexists(final):
            remove(entry)
        else:
            entry.rename(final)  # killed between two renames: the last good folder comes back


def _refuse_foreign(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"cannot write {folder}: something that is not a folder has that name", "choose another -o")
    if folder.is_dir() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise UsageError(
            f"{folder} holds files that coursepack did not write, and a build would replace them",
            "move the folder away, or choose another -o",
        )


def _write_member(before: Path | None, partial: Path, name: str, file: OutputFile) -> Written:
    """Puts one file of a folder into `partial`; one that stays the same is linked from `before`, if there was one."""
    new = partial / file.path
    digest, size = hashlib.sha256(), 0

    def chunks() -> Iterator[bytes]:
        nonlocal size
        for chunk in file.chunks():
            digest.update(chunk)
            size += len(chunk)
            yield chunk

    if before is None or not (before / file.path).is_file():
        write_plain(new, chunks())
        return Written(f"{name}/{file.path}", size, digest.hexdigest(), changed=True)
    for _ in chunks():
        pass
    changed = not is_same(before / file.path, size, digest.hexdigest())
    if changed:
        write_plain(new, file.chunks())
    else:
        try:
            os.link(before / file.path, new)
        except OSError:
            write_plain(new, file.chunks())
    return Written(f"{name}/{file.path}", size, digest.hexdigest(), changed)


def _members(folder: Path) -> set[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return set(found) - {MARKER}
