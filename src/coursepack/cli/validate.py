"""`coursepack validate`."""

from pathlib import Path

import click

from coursepack.cli.console import Console, clean
from coursepack.cli.findings import count_of, more_of, shortened
from coursepack.cli.formats import HUMAN, MACHINE, rendered
from coursepack.cli.options import finding_options, selection, systems_named, write_reports
from coursepack.diagnostics import Diagnostic, Severity
from coursepack.records import Judged, finding_of
from coursepack.validation.judge import judge_file
from coursepack.validation.systems import SYSTEMS


@click.command("validate", short_help="Judge packages and question banks, yours and anybody's.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE…",
)
@click.option(
    "--lms", "systems", multiple=True, metavar="NAME", help=f"Also what a system demands: {', '.join(SYSTEMS)}."
)
@finding_options
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.pass_obj
def command(
    settings: dict[str, object],
    files: tuple[Path, ...],
    systems: tuple[str, ...],
    output_format: str,
    reports: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: tuple[str, ...],
    strict: bool,
    exit_zero: bool,
) -> int:
    """Say of packages and question banks what they are, and what would keep a learning system from taking them.

    Nothing is unpacked or written, and nothing in a file is run.
    """
    console = settings["console"]
    assert isinstance(console, Console)
    named = systems_named(systems)
    selected = selection(select, ignore, severity)
    worst = Severity.WARNING if strict else Severity.ERROR
    least = Severity.ERROR if console.quiet else Severity.NOTE
    every: list[Diagnostic] = []
    records: list[Judged] = []
    for file in files:
        verdict = judge_file(file, named)
        found = selected.of(verdict.diagnostics)
        shown = [one for one in found if one.severity >= least]
        every += shown
        records.append(Judged(verdict.path, verdict.kind.value, verdict.holds, tuple(finding_of(one) for one in shown)))
        if output_format in HUMAN:
            _print(console, verdict.path, shown, full=output_format == "full")
        if not console.quiet:
            holds = f" · {verdict.holds}" if verdict.holds else ""
            console.err(f"{clean(verdict.path)} · {verdict.kind.value}{holds} · {count_of(shown) or 'nothing to mend'}")
    if output_format == "json":
        console.json(records)
    elif output_format in MACHINE and (text := rendered(output_format, every, worst)):
        console.document(text)
    write_reports(reports, every, worst)
    failed = any(one.severity >= worst for one in every)
    return 1 if failed and not exit_zero else 0


def _print(console: Console, package: str, shown: list[Diagnostic], *, full: bool) -> None:
    for found, more in shortened(shown, verbose=console.verbose, package=package):
        if more:
            console.out(more_of(package, found, more))
            continue
        word = console.style(found.severity.word, found.severity.word)
        console.out(f"{clean(str(found.at))}: {word}: {clean(found.message)} [{found.rule.name}]")
        if full and found.help:
            console.out(f"  {console.style('help', 'help')}: {clean(found.help)}")
