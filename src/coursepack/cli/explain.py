"""`coursepack explain`."""

import textwrap

import click

from coursepack.cli.console import Console
from coursepack.diagnostics import Rule
from coursepack.rules import RULES

_WIDTH = 100


@click.command("explain", short_help="Explain a finding: why it matters, and what to do.")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.pass_obj
def command(settings: dict[str, object], names: tuple[str, ...]) -> int:
    """Explain findings by their names, which stand in brackets behind each."""
    console = settings["console"]
    assert isinstance(console, Console)
    by_name = {rule.name: rule for rule in RULES}
    found = [by_name.get(name.strip("[]")) for name in names]
    for name, rule in zip(names, found, strict=True):
        if rule is None:
            raise click.UsageError(f'there is no finding "{name}"{_hint(name, list(by_name))}')
    for number, rule in enumerate(found):
        assert rule is not None
        if number:
            console.out("")
        _print(console, rule)
    return 0


def _print(console: Console, rule: Rule) -> None:
    console.out(f"{rule.name} ({console.style(rule.severity.word, rule.severity.word)})")
    for text in (f"{rule.problem} {rule.why}", f"What to do: {rule.mend}."):
        console.out("")
        console.out(textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  "))
    if rule.example:
        console.out("")
        console.out("  For example:")
        console.out(textwrap.indent(rule.example, "    "))
    if rule.source:
        console.out("")
        console.out(textwrap.fill(f"Source: {rule.source}.", _WIDTH, initial_indent="  ", subsequent_indent="  "))


def _hint(name: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, 1, 0.5)
    return f'; did you mean "{near[0]}"?' if near else "; coursepack rules lists them all"
