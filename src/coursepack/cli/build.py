"""`coursepack build`."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

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
    timestamp = _source_date_epoch()
    # Every language is judged before anything of one is written.
    ready: list[_Ready] = []
    stopped: list[Diagnostic] = []
    wanted = languages_of(place, config, languages)
    for language in wanted:
        made = _make(
            console,
            place,
            config,
            targets,
            output,
            language,
            stopped,
            is_first=language == wanted[0],
            strict=strict,
            fail_on=fail_on,
            locked=locked,
        )
        if made:
            ready.append(made)
    if stopped:
        console.err(f"nothing was built: {count_of(list(dict.fromkeys(stopped)))}")
    if len(ready) < len(wanted):
        return 1
    for one in ready:
        if not locked:
            pipeline.save_lock(one.loaded)
        with _progress(console, "writing …"):
            built = pipeline.write(
                one.loaded, one.made, one.fingerprint, one.into, timestamp=timestamp, answer_key=answer_key
            )
        if not console.quiet:
            print_summary(console, one.loaded, built, prefix_of(one.into))
    return 0


class _Ready(msgspec.Struct, frozen=True):
    """The course in one language as it is to be written into the folder `into`."""

    loaded: pipeline.Loaded
    made: tuple[pipeline.Made, ...]
    fingerprint: str
    into: Path


def _make(
    console: Console,
    source: Path,
    config: Path | None,
    targets: tuple[str, ...],
    output: Path | None,
    language: str,
    stopped: list[Diagnostic],
    *,
    is_first: bool,
    strict: bool,
    fail_on: str | None,
    locked: bool,
) -> _Ready | None:
    """Read, judge and make the course in one language; None, told, where something stops the build.

    What was found then joins `stopped`. `is_first`: of the languages of this build; all have one lock file.
    """
    with _progress(console, "reading …"):
        loaded = pipeline.load(source, config_path=config, language=language)
    names = targets or loaded.config.targets
    pipeline.targets_named(names)
    findings = Findings(console, loaded, prefix_of(loaded.root))
    worst = Severity.WARNING if strict else Severity.ERROR
    told = _tell(console, findings, pipeline.findings(loaded))
    if _stops(loaded, worst):
        stopped.extend(loaded.report.diagnostics)
        return None
    if locked and loaded.ids_changed:
        raise UsageError(
            f"{loaded.lock_path.name} would change, and --locked forbids it: {changes_of(loaded)}",
            "run coursepack build without --locked and commit the file",
        )
    into = output_place(loaded, output)
    pipeline.check_output(loaded, into)
    if is_first:
        pipeline.compare_lock(loaded, into)
    with _progress(console, "building …") as say:
        made, fingerprint = pipeline.make(loaded, names, told=lambda name: say(f"building {name} …"))
    _tell(console, findings, [found for found in pipeline.findings(loaded) if found not in told])
    if _stops(loaded, worst):
        stopped.extend(loaded.report.diagnostics)
        return None
    rows = tuple(row for one in made for row in one.output.fidelity)
    lost = forbidden(rows, fail_on or loaded.config.fail_on)
    if lost:
        print_losses(console.err, loaded, lost)
        console.err(_refusal(lost, fail_on))
        return None
    return _Ready(loaded, made, fingerprint, into)


def _stops(loaded: pipeline.Loaded, worst: Severity) -> bool:
    """Whether something was found that stops the build."""
    return any(found.severity >= worst for found in loaded.report.diagnostics)


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
