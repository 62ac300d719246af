"""`coursepack import`."""

from pathlib import Path
from typing import Any

import click
import msgspec

from coursepack.cli.console import Console, clean
from coursepack.cli.losses import forbidden
from coursepack.diagnostics import Fidelity
from coursepack.errors import SourceError
from coursepack.importing.base import Bank, Importer
from coursepack.importing.output import bank_files, questions_of
from coursepack.importing.summary import counts_of
from coursepack.importing.table import IMPORTERS, read_bank
from coursepack.packaging.additions import add_files
from coursepack.reading.config import FAIL_ON

MOST = 10
"""Lines on losses where not all were asked for."""


class _Found(msgspec.Struct):
    """What a file holds, and where it goes."""

    path: Path
    importer: Importer
    bank: Bank
    rows: tuple[Fidelity, ...]
    into: Path
    files: dict[str, bytes]


@click.command("import", short_help="Bring questions of another tool along, as Markdown.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Where to write. Default: a folder with the name of the file, in the current folder.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="never", metavar="FATE",
    help="Write nothing where something would be left out (dropped) or changed in its form (degraded).",
)  # fmt: skip
@click.option(
    "--output-format", type=click.Choice(("full", "json")), default="full", help="How to print what was found."
)
@click.pass_obj
def command(
    settings: dict[str, object],
    files: tuple[Path, ...],
    output: Path | None,
    force: bool,
    fail_on: str,
    output_format: str,
) -> int:
    """Make Markdown of question banks, one file for each quiz or category, with their pictures beside it.

    What a file is is found out from what is in it.
    """
    console = settings["console"]
    assert isinstance(console, Console)
    found = [_read(path, output, several=len(files) > 1) for path in files]
    lost = forbidden((row for one in found for row in one.rows), fail_on)
    written: dict[Path, tuple[str, ...]] = {}
    if not lost:
        for one in found:
            written[one.path] = add_files(one.into, one.files, force=force)
    if output_format == "json":
        records = [_record(one, written.get(one.path, ())) for one in found]
        console.json(records)
    elif not console.quiet:
        for one in found:
            _tell(console, one)
    if lost:
        console.err("nothing was written: --fail-on forbids what would be lost")
        return 1
    return 0


def _read(path: Path, output: Path | None, *, several: bool) -> _Found:
    importer, bank, notes = read_bank(path)
    if not any(quiz.items for quiz in bank.quizzes):
        first = next((f": {row.feature}: {row.how}" for row in notes.rows), "")
        raise SourceError(f"{path} holds no question that can be brought along{first}")
    into = Path(path.stem) if output is None else output / path.stem if several else output
    return _Found(path, importer, bank, notes.rows, into, bank_files(bank))


def _tell(console: Console, found: _Found) -> None:
    quizzes = found.bank.quizzes
    total = sum(map(questions_of, quizzes))
    counts = ", ".join(f"{number} {name}" for name, number in counts_of(found.bank).most_common())
    where = "1 file" if len(quizzes) == 1 else f"{len(quizzes)} files"
    pictures = len(found.bank.files)
    beside = f", with {pictures} {'picture' if pictures == 1 else 'pictures'}" if pictures else ""
    console.out(
        f"{clean(str(found.path))} · {found.importer.label} · {total} {'question' if total == 1 else 'questions'} in "
        f"{where}{beside}: {counts}"
    )
    for path in found.files:
        if path.endswith(".md"):
            console.out(f"  {clean((found.into / path).as_posix())}")
    dropped = [row for row in found.rows if row.fate == "dropped"]
    degraded = [row for row in found.rows if row.fate == "degraded"]
    rows = dropped + degraded
    for row in rows if console.verbose else rows[:MOST]:
        word = "left out" if row.fate == "dropped" else "changed"
        console.out(f"  {word}: {clean(row.feature)} ({clean(str(row.at))}): {clean(row.how)}")
    if len(rows) > MOST and not console.verbose:
        console.out(f"  … and {len(rows) - MOST} more: coursepack -v import tells all of them")
    if rows:
        console.out(f"{len(dropped)} left out, {len(degraded)} changed")
    else:
        console.out("nothing lost")


def _record(found: _Found, new: tuple[str, ...]) -> dict[str, Any]:
    return {
        "path": found.path.as_posix(),
        "format": found.importer.name,
        "questions": sum(map(questions_of, found.bank.quizzes)),
        "types": dict(counts_of(found.bank).most_common()),
        "folder": found.into.as_posix(),
        "files": [{"path": path, "written": path in new} for path in found.files],
        "fidelity": [
            {
                "feature": row.feature,
                "fate": row.fate,
                "how": row.how,
                "file": row.at.file,
                "line": row.at.line,
            }
            for row in found.rows
        ],
    }


command.help = f"{command.help}\n\n    Known are {', '.join(importer.label for importer in IMPORTERS)}."
