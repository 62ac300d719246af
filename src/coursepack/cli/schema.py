"""`coursepack schema`."""

import click

from coursepack.cli.console import Console
from coursepack.reading.schemas import config_schema, front_matter_schema
from coursepack.reading.values import Schema
from coursepack.records import SCHEMAS, schema_of

_SETTINGS = {"config": "coursepack.toml", "front-matter": "the front matter of a Markdown file"}


@click.command("schema", short_help="Print the JSON Schema of settings, or of what is written for programs.")
@click.argument("name", type=click.Choice([*SCHEMAS, *_SETTINGS]))
@click.pass_obj
def command(settings: dict[str, object], name: str) -> int:
    """Print a JSON Schema (draft 2020-12): of report.json, of what check, validate or inspect print as JSON,
    of coursepack.toml (config) or of front matter."""
    console = settings["console"]
    assert isinstance(console, Console)
    console.json(_schema(name))
    return 0


def _schema(name: str) -> Schema:
    described, form = (_SETTINGS[name], _settings(name)) if name in _SETTINGS else (SCHEMAS[name], schema_of(name))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"coursepack: {described}",
    } | form


def _settings(name: str) -> Schema:
    if name == "front-matter":
        return front_matter_schema()
    from coursepack.rules import RULE_NAMES  # late: it knows every judge

    return config_schema(RULE_NAMES)
