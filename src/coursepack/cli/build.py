"""`coursepack build`."""

import os
from pathlib import Path

import click

from coursepack import pipeline
from coursepack.buildreport import report_json
from coursepack.cli.console import Console
from coursepack.cli.findings import Findings, count_of
from coursepack.cli.places import output_place, prefix_of, source_of
from coursepack.cli.summary import print_summary
from coursepack.diagnostics import Diagnostic, Severity
from coursepack.errors import UsageError
from coursepack.packaging.output import output_folder, sha256sums
from coursepack.targets.table import BY_NAME


@click.command("build", short_help="Make packages and pages from a folder of lessons.")
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[SRC]")
@click.option(
    "-t",
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    help=f"What to make: {', '.join(BY_NAME)}. Repeat for several; default: all.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Where to write. Default: build/")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--locked", is_flag=True, help="Fail if coursepack.lock would change (for CI).")
@click.pass_obj
def command(
    settings: dict[str, object],
    source: Path | None,
    targets: tuple[str, ...],
    output: Path | None,
    strict: bool,
    locked: bool,
) -> int:
    """Make packages and pages from SRC: a course folder, a folder of Markdown files, or one Markdown file.

    Without SRC, the course at or above the current folder.
    """
    console, config = settings["console"], settings["config"]
    assert isinstance(console, Console)
    assert config is None or isinstance(config, Path)
    timestamp = _source_date_epoch()
    loaded = pipeline.load(source_of(source), config_path=config)
    names = targets or loaded.config.targets
    pipeline.targets_named(names)
    findings = Findings(console, loaded, prefix_of(loaded.root))
    worst = Severity.WARNING if strict else Severity.ERROR
    told = _tell(console, findings, pipeline.findings(loaded))
    if _stops(console, loaded, worst):
        return 1
    if locked and loaded.ids_changed:
        raise UsageError(
            f"{loaded.lock_path.name} would change, and --locked forbids it",
            "run coursepack build without --locked and commit the file",
        )
    into = output_place(loaded, output)
    made, fingerprint = _make(console, loaded, names)
    _tell(console, findings, [found for found in pipeline.findings(loaded) if found not in told])
    if _stops(console, loaded, worst):
        return 1
    if not locked:
        pipeline.save_lock(loaded)
    built = pipeline.write(loaded, made, fingerprint, into, timestamp=timestamp)
    with output_folder(into) as folder:
        digests = {_member(output, path): digest for output in built.outputs for path, _, digest in output.files}
        report = folder.write_file("report.json", report_json(loaded, built))
        digests[report.path] = report.sha256
        folder.write_file("SHA256SUMS", sha256sums(digests))
    if not console.quiet:
        print_summary(console, loaded, built, prefix_of(into))
    return 0


def _stops(console: Console, loaded: pipeline.Loaded, worst: Severity) -> bool:
    """Whether something was found that stops the build; then it is said."""
    if all(found.severity < worst for found in loaded.report.diagnostics):
        return False
    console.err(f"nothing was built: {count_of(loaded.report.diagnostics)}")
    return True


def _member(output: pipeline.BuiltOutput, path: str) -> str:
    return path if path == output.place or path.startswith(f"{output.place}/") else f"{output.place}/{path}"


def _tell(console: Console, findings: Findings, found: list[Diagnostic]) -> set[Diagnostic]:
    """Print diagnostics as loudly as the console is; all that were given."""
    least = Severity.ERROR if console.quiet else Severity.NOTE if console.verbose else Severity.WARNING
    for one in found:
        if one.severity >= least:
            console.err("\n".join(findings.full(one)))
    return set(found)


def _make(console: Console, loaded: pipeline.Loaded, names: tuple[str, ...]) -> tuple[tuple[pipeline.Made, ...], str]:
    if not console.shows_progress:
        return pipeline.make(loaded, names)
    from rich.console import Console as Terminal

    with Terminal(stderr=True).status("building …") as status:
        return pipeline.make(loaded, names, told=lambda name: status.update(f"building {name} …"))


def _source_date_epoch() -> int | None:
    """The moment that a reproducible build asks for (reproducible-builds.org), or None."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not written:
        return None
    if not written.isdecimal():
        raise UsageError(f'SOURCE_DATE_EPOCH is "{written}"', "it holds seconds since 1970, as a whole number")
    return int(written)
