"""`coursepack validate`."""

from pathlib import Path

import click
import msgspec

from coursepack.buildreport import diagnostic_record
from coursepack.cli.console import Console, clean
from coursepack.cli.findings import count_of
from coursepack.diagnostics import Diagnostic, Severity
from coursepack.validation.judge import Verdict, judge_file
from coursepack.validation.systems import SYSTEMS

FORMATS = ("full", "concise", "json")


@click.command("validate", short_help="Judge packages and question banks, yours and anybody's.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--lms", "systems", multiple=True, metavar="NAME", help=f"Also what a system demands: {', '.join(SYSTEMS)}."
)
@click.option("--output-format", type=click.Choice(FORMATS), default="full", help="How to print what was found.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.pass_obj
def command(
    settings: dict[str, object],
    files: tuple[Path, ...],
    systems: tuple[str, ...],
    output_format: str,
    strict: bool,
    exit_zero: bool,
) -> int:
    """Say of packages and question banks what they are, and what would keep a learning system from taking them.

    Nothing is unpacked or written, and nothing in a file is run.
    """
    console = settings["console"]
    assert isinstance(console, Console)
    named = _systems(systems)
    worst = Severity.WARNING if strict else Severity.ERROR
    least = Severity.ERROR if console.quiet else Severity.NOTE
    failed = False
    records: list[dict[str, object]] = []
    for file in files:
        verdict = judge_file(file, named)
        failed = failed or any(found.severity >= worst for found in verdict.diagnostics)
        shown = [found for found in verdict.diagnostics if found.severity >= least]
        if output_format == "json":
            records.append(
                {
                    "path": verdict.path,
                    "kind": verdict.kind.value,
                    "holds": verdict.holds,
                    "findings": [diagnostic_record(found) for found in shown],
                }
            )
            continue
        _print(console, verdict, shown, full=output_format == "full")
    if output_format == "json":
        console.out(msgspec.json.format(msgspec.json.encode(records)).decode())
    return 1 if failed and not exit_zero else 0


def _systems(written: tuple[str, ...]) -> tuple[str, ...]:
    """The names of systems, given once each or with commas between them."""
    names = tuple(dict.fromkeys(part.strip().lower() for each in written for part in each.split(",") if part.strip()))
    for name in names:
        if name not in SYSTEMS:
            raise click.UsageError(f'"{name}" is no learning system that is known here; there are {", ".join(SYSTEMS)}')
    return names


def _print(console: Console, verdict: Verdict, shown: list[Diagnostic], *, full: bool) -> None:
    for found in shown:
        word = console.style(found.severity.word, found.severity.word)
        console.out(f"{clean(str(found.at))}: {word}: {clean(found.message)} [{found.rule.name}]")
        if full and found.help:
            console.out(f"  {console.style('help', 'help')}: {clean(found.help)}")
    if not console.quiet:
        holds = f" · {verdict.holds}" if verdict.holds else ""
        console.err(f"{clean(verdict.path)} · {verdict.kind.value}{holds} · {count_of(shown) or 'nothing to mend'}")
