"""`coursepack schema`."""

import click
import msgspec

from coursepack.cli.console import Console
from coursepack.records import SCHEMAS, schema_of


@click.command("schema", short_help="Print the JSON Schema of what is written for programs.")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
@click.pass_obj
def command(settings: dict[str, object], name: str) -> int:
    """Print the JSON Schema (draft 2020-12) of report.json, or of what check, validate or inspect print as JSON."""
    console = settings["console"]
    assert isinstance(console, Console)
    console.out(msgspec.json.format(msgspec.json.encode(schema_of(name))).decode())
    return 0
