"""`coursepack rules`."""

import click

from coursepack.cli.console import Console
from coursepack.rules import PACKAGE_RULES, SOURCE_RULES


@click.command("rules", short_help="List everything that can be found in sources and packages.")
@click.pass_obj
def command(settings: dict[str, object]) -> int:
    """List the kinds of findings, with their severity: first those of `check`, then those of `validate`."""
    console = settings["console"]
    assert isinstance(console, Console)
    wide = max(len(rule.name) for rule in (*SOURCE_RULES, *PACKAGE_RULES))
    for title, rules in (("in sources", SOURCE_RULES), ("in packages and question banks", PACKAGE_RULES)):
        console.out(title)
        for rule in sorted(rules, key=lambda rule: rule.name):
            word = f"{rule.severity.word:<7}"
            console.out(f"  {rule.name:<{wide}}  {console.style(word, rule.severity.word)}  {rule.problem}")
    return 0
