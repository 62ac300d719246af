"""`coursepack targets`."""

import click

from coursepack.cli.console import Console
from coursepack.targets.table import TARGETS


@click.command("targets", short_help="List the formats that can be built.")
@click.pass_obj
def command(settings: dict[str, object]) -> int:
    """List the formats that `coursepack build -t TARGET` can make, with what to do with each."""
    console = settings["console"]
    assert isinstance(console, Console)
    wide = max(len(target.name) for target in TARGETS)
    for target in TARGETS:
        console.out(f"{target.name:<{wide}}   {target.use}")
    return 0
