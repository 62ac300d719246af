"""`coursepack build`."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from coursepack import pipeline
from coursepack.cli.console import Console
from coursepack.cli.findings import Findings, count_of
from coursepack.cli.identities import changes_of
from coursepack.cli.losses import counted, forbidden, print_losses
from coursepack.cli.places import languages_of, output_place, prefix_of, source_of
from coursepack.cli.summary import print_summary
from coursepack.diagnostics import Diagnostic, Fidelity, Severity
from coursepack.errors import UsageError
from coursepack.reading.config import FAIL_ON
from coursepack.targets.table import BY_NAME, DEFAULT_TARGETS


@click.command("build", short_help="Make packages and pages from a folder of lessons.")
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[SRC]")
@click.option(
    "-t",
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    help=f"What to make: {', '.join(BY_NAME)}. Several with commas, or repeated; default: "
    f"{', '.join(target.name for target in DEFAULT_TARGETS)}.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Where to write. Default: build/")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    metavar="FATE",
    help="Build nothing where a target would leave something out (dropped) or change its form (degraded).",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="Which language of a course in several: de, pt-BR … Repeat for several; default: all.",
)
@click.option("--answer-key", is_flag=True, help="Also make a page to print with every question and its right answers.")
@click.option("--locked", is_flag=True, help="Fail if coursepack.lock would change (for CI).")
@click.pass_obj
def command(
    settings: dict[str, object],
    source: Path | None,
    targets: tuple[str, ...],
    output: Path | None,
    strict: bool,
    fail_on: str | None,
    languages: tuple[str, ...],
    answer_key: bool,
    locked: bool,
) -> int:
    """Make packages and pages from SRC: a course folder, a folder of Markdown files, or one Markdown file.

    Without SRC, the course at or above the current folder.
    """
    console, config = settings["console"], settings["config"]
    assert isinstance(console, Console)
    assert config is None or isinstance(config, Path)
    place = source_of(source)
    # Of `-t ,` the comma is left, so that it is refused and not taken for all targets.
    targets = tuple(name.strip() for each in targets for name in each.split(",") if name.strip()) or targets
    codes = [
        _build(
            console,
            place,
            config,
            targets,
            output,
            language,
            strict=strict,
            fail_on=fail_on,
            answer_key=answer_key,
            locked=locked,
        )
        for language in languages_of(place, config, languages)
    ]
    return max(codes)


def _build(
    console: Console,
    source: Path,
    config: Path | None,
    targets: tuple[str, ...],
    output: Path | None,
    language: str,
    *,
    strict: bool,
    fail_on: str | None,
    answer_key: bool,
    locked: bool,
) -> int:
    """Build the course in one language; the exit code."""
    timestamp = _source_date_epoch()
    with _progress(console, "reading …"):
        loaded = pipeline.load(source, config_path=config, language=language)
    names = targets or loaded.config.targets
    pipeline.targets_named(names)
    findings = Findings(console, loaded, prefix_of(loaded.root))
    worst = Severity.WARNING if strict else Severity.ERROR
    told = _tell(console, findings, pipeline.findings(loaded))
    if _stops(console, loaded, worst):
        return 1
    if locked and loaded.ids_changed:
        raise UsageError(
            f"{loaded.lock_path.name} would change, and --locked forbids it: {changes_of(loaded)}",
            "run coursepack build without --locked and commit the file",
        )
    into = output_place(loaded, output)
    pipeline.check_output(loaded, into)
    pipeline.compare_lock(loaded, into)
    with _progress(console, "building …") as say:
        made, fingerprint = pipeline.make(loaded, names, told=lambda name: say(f"building {name} …"))
    _tell(console, findings, [found for found in pipeline.findings(loaded) if found not in told])
    if _stops(console, loaded, worst):
        return 1
    rows = tuple(row for one in made for row in one.output.fidelity)
    lost = forbidden(rows, fail_on or loaded.config.fail_on)
    if lost:
        print_losses(console.err, loaded, lost)
        console.err(_refusal(lost, fail_on))
        return 1
    if not locked:
        pipeline.save_lock(loaded)
    with _progress(console, "writing …"):
        built = pipeline.write(loaded, made, fingerprint, into, timestamp=timestamp, answer_key=answer_key)
    if not console.quiet:
        print_summary(console, loaded, built, prefix_of(into))
    return 0


def _stops(console: Console, loaded: pipeline.Loaded, worst: Severity) -> bool:
    """Whether something was found that stops the build; then it is said."""
    if all(found.severity < worst for found in loaded.report.diagnostics):
        return False
    console.err(f"nothing was built: {count_of(loaded.report.diagnostics)}")
    return True


def _refusal(lost: tuple[Fidelity, ...], fail_on: str | None) -> str:
    """Why losses stop the build, and what would let it go on."""
    said = "--fail-on" if fail_on else "fail-on in coursepack.toml"
    return (
        f"nothing was built: {counted(lost)}, and {said} forbids that; "
        "change the course, name other targets with -t, or write --fail-on never"
    )


def _tell(console: Console, findings: Findings, found: list[Diagnostic]) -> set[Diagnostic]:
    """Print diagnostics as loudly as the console is; all that were given."""
    least = Severity.ERROR if console.quiet else Severity.NOTE if console.verbose else Severity.WARNING
    for text in findings.told([one for one in found if one.severity >= least]):
        console.err(text)
    return set(found)


@contextmanager
def _progress(console: Console, doing: str) -> Iterator[Callable[[str], None]]:
    """What says on a terminal what is being done, until it is done; elsewhere it says nothing."""
    if not console.shows_progress:
        yield lambda _: None
        return
    from rich.console import Console as Terminal

    with Terminal(stderr=True).status(doing) as status:
        yield status.update


def _source_date_epoch() -> int | None:
    """The moment that a reproducible build asks for (reproducible-builds.org), or None."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not written:
        return None
    if not written.isdecimal():
        raise UsageError(f'SOURCE_DATE_EPOCH is "{written}"', "it holds seconds since 1970, as a whole number")
    return int(written)
