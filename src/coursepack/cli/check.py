"""`coursepack check`."""

from pathlib import Path

import click

from coursepack import pipeline
from coursepack.cli.console import Console, clean
from coursepack.cli.findings import Findings, count_of
from coursepack.cli.formats import MACHINE, rendered
from coursepack.cli.options import Selection, finding_options, selection, systems_named, write_reports
from coursepack.cli.places import languages_of, output_place, prefix_of, source_of
from coursepack.cli.summary import contents
from coursepack.diagnostics import Diagnostic, Severity
from coursepack.fixing import as_in_file
from coursepack.pipeline import Loaded
from coursepack.reading.translations import MISSING_TRANSLATION, TRANSLATION_ALONE

_OF_TRANSLATIONS = (MISSING_TRANSLATION, TRANSLATION_ALONE)
"""What is told of a translation at files that are none of its own texts."""


@click.command("check", short_help="Judge the sources without writing anything.")
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[SRC]")
@finding_options
@click.option(
    "--language", "languages", multiple=True, metavar="LANGUAGE", help="Which language of a course in several."
)
@click.option(
    "--lms", "systems", multiple=True, metavar="NAME", help="Also what a system would have against the packages."
)
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
    languages: tuple[str, ...],
    systems: tuple[str, ...],
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
    loaded, *translations = _judged(source, config, languages, systems)
    if diff:
        changes = sum(_show_fixes(console, one, selected) for one in (loaded, *translations))  # each is shown
        if not select:
            changes += _show_lock(console, loaded)
        if not changes and not console.quiet:
            console.err(_nothing_to_fix(loaded))
        return 1 if changes and not exit_zero else 0
    if fix:
        mended = [loaded.sources.read_from.get(file, file) for file in pipeline.fix(loaded, selected.takes)]
        for one in translations:
            changed = pipeline.fix(one, selected.takes)
            mended += [one.sources.read_from[file] for file in changed if file in one.sources.read_from]
        for file in mended:
            console.err(f"mended {prefix_of(loaded.root)}{clean(file)}")
        if loaded.ids_changed and not select:
            pipeline.save_lock(loaded)
            console.err(f"wrote the identifiers into {prefix_of(loaded.root)}{loaded.lock_path.name}")
        if mended:
            loaded, *translations = _judged(source, config, languages, systems)
        elif not console.quiet:
            console.err(_nothing_to_fix(loaded))
    worst = Severity.WARNING if strict else Severity.ERROR
    findings = Findings(console, loaded, prefix_of(loaded.root))
    least = Severity.ERROR if console.quiet else Severity.NOTE
    every = selected.of([*pipeline.findings(loaded), *(found for one in translations for found in _own(one))])
    diagnostics = [found for found in every if found.severity >= least]
    located = [findings.located(found) for found in diagnostics]
    if output_format in MACHINE:
        if text := rendered(output_format, located, worst):
            console.document(text)
    else:
        for text in findings.told(diagnostics, concise=output_format != "full"):
            console.out(text)
        if not console.quiet:
            counts = count_of(diagnostics) or "nothing to mend"
            console.err(f"{clean(loaded.course.name)} · {contents(loaded.course)} · {counts}")
            if loaded.report.has_fixes:
                console.err("coursepack check --diff shows what --fix would rewrite")
    write_reports(reports, located, worst)
    failed = any(found.severity >= worst for found in every)
    return 1 if failed and not exit_zero else 0


def _judged(
    source: Path | None, config: Path | None, languages: tuple[str, ...], systems: tuple[str, ...]
) -> list[Loaded]:
    """The course in each of its languages."""
    place = source_of(source)
    judged = [pipeline.load(place, config_path=config, language=one) for one in languages_of(place, config, languages)]
    for loaded in judged:
        pipeline.compare_lock(loaded, output_place(loaded, None))
        pipeline.check(loaded)
        if named := systems or loaded.config.lms:
            from coursepack.foreseen import foresee  # it knows every target and judge

            foresee(loaded, systems_named(named))
    return judged


def _own(loaded: Loaded) -> list[Diagnostic]:
    """What was found in the texts of a translation, and of what is missing there; the rest its original has, too."""
    own = frozenset(loaded.sources.read_from.values())
    return [found for found in pipeline.findings(loaded) if found.rule in _OF_TRANSLATIONS or found.at.file in own]


def _nothing_to_fix(loaded: Loaded) -> str:
    """Why --fix and --diff have nothing to say."""
    if any(found.rule.name == "inferred-question" for found in loaded.report.diagnostics):
        return "--fix changes nothing: it leaves questions alone where other text follows them in their section"
    return "--fix changes nothing: there is nothing that it mends (docs/command-line.md lists what it does)"


def _show_fixes(console: Console, loaded: Loaded, selected: Selection) -> bool:
    """Print what --fix would change as a unified diff; whether it would change anything."""
    texts = pipeline.fixed_texts(loaded, selected.takes)
    for file, both in texts.items():
        before, after = (as_in_file(loaded.sources.path(file), text) for text in both)
        _show_change(console, f"{prefix_of(loaded.root)}{file}", before, after)
    return bool(texts)


def _show_lock(console: Console, loaded: Loaded) -> bool:
    """Print the identifiers that --fix would write; whether there are any."""
    before, after = pipeline.lock_texts(loaded)
    if before != after:
        _show_change(console, f"{prefix_of(loaded.root)}{loaded.lock_path.name}", before, after)
    return before != after


def _show_change(console: Console, file: str, before: str, after: str) -> None:
    """Print a change of a file as a unified diff, which git apply -p0 takes; a file without a text is a new one."""
    import difflib

    was, becomes = (_lines(text) for text in (before, after))
    for line in difflib.unified_diff(was, becomes, file if before else "/dev/null", file, lineterm=""):
        text = line.removesuffix("\n")
        mark = "\ufeff" if text[1:2] == "\ufeff" else ""
        end = "\r" if text.endswith("\r") else ""
        console.out(text[:1] + mark + clean(text[1 + len(mark) :].removesuffix("\r")) + end)
        if line[0] in " +-" and not line.endswith("\n") and not line.startswith(("--- ", "+++ ")):
            console.out("\\ No newline at end of file")


def _lines(text: str) -> list[str]:
    """The lines of `text`, each with its end; a carriage return alone ends none."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
