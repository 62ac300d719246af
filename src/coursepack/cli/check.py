"""`coursepack check`."""

from pathlib import Path

import click

from coursepack import pipeline
from coursepack.cli.console import Console, clean
from coursepack.cli.findings import Findings, count_of
from coursepack.cli.formats import MACHINE, rendered
from coursepack.cli.options import finding_options, selection, write_reports
from coursepack.cli.places import prefix_of, source_of
from coursepack.cli.summary import contents
from coursepack.diagnostics import Severity
from coursepack.pipeline import Loaded


@click.command("check", short_help="Judge the sources without writing anything.")
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[SRC]")
@finding_options
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, in the source files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.pass_obj
def command(
    settings: dict[str, object],
    source: Path | None,
    output_format: str,
    reports: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: tuple[str, ...],
    strict: bool,
    fix: bool,
    diff: bool,
    exit_zero: bool,
) -> int:
    """Judge the sources of a course and print every finding, in the order of the sources.

    Nothing is written, but for what --fix mends in the source files.
    """
    console, config = settings["console"], settings["config"]
    assert isinstance(console, Console)
    assert config is None or isinstance(config, Path)
    selected = selection(select, ignore, severity)
    loaded = _judged(source, config)
    if diff:
        changes = _show_fixes(console, loaded)
        if not changes and not console.quiet:
            console.err(_nothing_to_fix(loaded))
        return 1 if changes and not exit_zero else 0
    if fix:
        mended = pipeline.fix(loaded)
        for file in mended:
            console.err(f"mended {prefix_of(loaded.root)}{clean(file)}")
        if mended:
            loaded = _judged(source, config)
        elif not console.quiet:
            console.err(_nothing_to_fix(loaded))
    findings = Findings(console, loaded, prefix_of(loaded.root))
    least = Severity.ERROR if console.quiet else Severity.NOTE
    every = selected.of(pipeline.findings(loaded))
    diagnostics = [found for found in every if found.severity >= least]
    located = [findings.located(found) for found in diagnostics]
    if output_format in MACHINE:
        if text := rendered(output_format, located):
            console.out(text)
    else:
        for text in findings.told(diagnostics, concise=output_format != "full"):
            console.out(text)
        if not console.quiet:
            counts = count_of(diagnostics) or "nothing to mend"
            console.err(f"{clean(loaded.course.name)} · {contents(loaded.course)} · {counts}")
            if loaded.report.fixes:
                console.err("coursepack check --diff shows what --fix would rewrite")
    write_reports(reports, located)
    worst = Severity.WARNING if strict else Severity.ERROR
    failed = any(found.severity >= worst for found in every)
    return 1 if failed and not exit_zero else 0


def _judged(source: Path | None, config: Path | None) -> Loaded:
    loaded = pipeline.load(source_of(source), config_path=config)
    pipeline.check(loaded)
    return loaded


def _nothing_to_fix(loaded: Loaded) -> str:
    """Why --fix and --diff have nothing to say."""
    if any(found.rule.name == "inferred-question" for found in loaded.report.diagnostics):
        return "--fix changes nothing: it leaves questions alone where other text follows them in their section"
    return "--fix changes nothing: there is no lettered question to rewrite"


def _show_fixes(console: Console, loaded: Loaded) -> bool:
    """Print what --fix would change as a unified diff; whether it would change anything."""
    import difflib

    prefix = prefix_of(loaded.root)
    changed = False
    for file, (before, after) in pipeline.fixed_texts(loaded).items():
        changed = True
        lines = difflib.unified_diff(
            before.split("\n"), after.split("\n"), f"{prefix}{file}", f"{prefix}{file}", lineterm=""
        )
        for line in lines:
            console.out(clean(line))
    return changed
