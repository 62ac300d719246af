"""Mends in the sources what can be mended safely: the edits that come with findings, all of a file at once."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

import msgspec

from coursepack.diagnostics import Fix, Report
from coursepack.reading.course import read_course
from coursepack.reading.discovery import read_text
from coursepack.reading.prose import BOLD_HEADING
from coursepack.results import Loaded


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


def fixed_texts(loaded: Loaded, names: Callable[[str], bool] = lambda _: True) -> dict[str, tuple[str, str]]:
    """{source file: (its text, its text with what can be mended safely)}, for files that would change.

    `names`: whether the findings of a rule are to be mended.
    """
    fixes = [fix for fix in loaded.report.fixes if names(fix.rule)]
    headings = [fix for fix in fixes if fix.rule == BOLD_HEADING.name]
    if headings and not _says_the_same(loaded, _mended(loaded, headings)):
        fixes = [fix for fix in fixes if fix.rule != BOLD_HEADING.name]
        for alone in by_file(headings).values():
            if _says_the_same(loaded, _mended(loaded, alone)):
                fixes += alone
    return _mended(loaded, fixes)


def _mended(loaded: Loaded, fixes: Iterable[Fix]) -> dict[str, tuple[str, str]]:
    """{source file: (its text, its text with these edits)}, for files that would change."""
    texts: dict[str, tuple[str, str]] = {}
    for file, of_file in by_file(fixes).items():
        before = read_text(loaded.sources, file)
        after = apply_fixes(before, of_file)
        if after != before:
            texts[file] = before, after
    return texts


def _says_the_same(loaded: Loaded, texts: dict[str, tuple[str, str]]) -> bool:
    """Whether the course is read as before where its files have these texts: a heading may divide a lesson."""
    from coursepack.handover.changes import digests

    sources = msgspec.structs.replace(loaded.sources, texts={file: after for file, (_, after) in texts.items()})
    course, _ = read_course(sources, loaded.folder, loaded.config, loaded.before, Report())
    return digests(course) == digests(loaded.course)


def fix(loaded: Loaded, names: Callable[[str], bool] = lambda _: True) -> list[str]:
    """Mend in the source files what can be mended safely, each at once; the files that changed.

    `names`: whether the findings of a rule are to be mended.
    Line ends stay as they are in the file. Raises `UsageError` where a file cannot be written.
    """
    from coursepack.packaging.output import output_folder

    texts = fixed_texts(loaded, names)
    for file, (_, after) in texts.items():
        path = loaded.sources.path(file)
        with output_folder(path.parent) as folder:
            folder.write_file(path.name, as_in_file(path, after).encode())
    return list(texts)


def as_in_file(path: Path, text: str) -> str:
    """`text` with the line ends of the file at `path`, and with its byte order mark where it has one."""
    data = path.read_bytes()
    mark = "\ufeff" if data.startswith(BOM_UTF8) else ""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in data else text)
