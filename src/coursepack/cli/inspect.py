"""`coursepack inspect`."""

from collections.abc import Iterable
from pathlib import Path

import click

from coursepack.cli.console import Console, clean
from coursepack.validation.inventory import Entry, take_inventory
from coursepack.validation.judge import counted
from coursepack.validation.kinds import Kind


@click.command("inspect", short_help="Show what a package or question bank holds.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@click.pass_obj
def command(settings: dict[str, object], file: Path, as_json: bool) -> int:
    """Show the standard, the items, the resources and the questions of a package or question bank.

    Nothing is judged, unpacked or run.
    """
    console = settings["console"]
    assert isinstance(console, Console)
    held = take_inventory(file)
    code = 1 if held.kind == Kind.UNKNOWN.value else 0
    if as_json:
        console.json(held)
        return code
    if code:
        console.err(f"nothing of it could be read: coursepack validate {clean(held.path)} tells why")
    count = f" · {counted(held.files, 'file')}" if held.files else ""
    console.out(f"{clean(held.path)} · {held.kind}{count} · {held.bytes / 1e3:,.0f} KB unpacked")
    if held.id:
        console.out(f"identifier {clean(held.id)}")
    if held.items:
        console.out("items")
        _print_items(console, held.items, 1)
    if held.resources:
        console.out("resources")
    for resource in held.resources:
        what = f"{counted(resource.files, 'file')}, {resource.bytes / 1e3:,.0f} KB"
        console.out(f"  {clean(resource.id)}  {clean(resource.type)}  {clean(resource.href)}  {what}")
    if held.questions:
        console.out("questions")
    for kind, number in held.questions.items():
        console.out(f"  {number:>5}  {clean(kind)}")
    return code


def _print_items(console: Console, items: Iterable[Entry], depth: int) -> None:
    for item in items:
        opens = f" → {item.opens}" if item.opens else ""
        console.out(f"{'  ' * depth}{clean(f'{item.title or item.id} [{item.id}]{opens}')}")
        _print_items(console, item.items, depth + 1)
