"""Options that `check` and `validate` share: which findings, in which form, and where to."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from coursepack.cli.formats import FORMATS, MACHINE, rendered
from coursepack.diagnostics import Diagnostic, Severity

_SEVERITIES = {severity.word: severity for severity in Severity}


class Selection(msgspec.Struct, frozen=True):
    """Which findings count, and as what: names of rules."""

    select: frozenset[str]
    ignore: frozenset[str]
    severity: dict[str, Severity]

    def takes(self, name: str) -> bool:
        """Whether the findings of a rule are selected."""
        return name not in self.ignore and (not self.select or name in self.select)

    def of(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """What is selected of `found`, with the severities asked for."""
        kept = []
        for one in found:
            name = one.rule.name
            if not self.takes(name):
                continue
            severity = self.severity.get(name)
            kept.append(one if severity is None else msgspec.structs.replace(one, severity=severity))
        return kept


def finding_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command; it gets them as `output_format`, `reports`, `select`, `ignore` and `severity`."""
    for option in (
        click.option(
            "--severity", multiple=True, metavar="NAME=SEVERITY", help="Let a finding be an error, a warning or a note."
        ),
        click.option("--ignore", multiple=True, metavar="NAME", help="Leave these findings out."),
        click.option("--select", multiple=True, metavar="NAME", help="Look for these findings only."),
        click.option(
            "--report", "reports", multiple=True, metavar="FORMAT=PATH", help="Also write the findings to a file."
        ),
        click.option(
            "--output-format", type=click.Choice(FORMATS), default="full", help="How to print what was found."
        ),
    ):
        command = option(command)
    return command


def selection(select: Sequence[str], ignore: Sequence[str], severity: Sequence[str]) -> Selection:
    """The findings that options ask for. Raises `click.UsageError` for a name that no finding has."""
    severities: dict[str, Severity] = {}
    for written in severity:
        name, _, word = written.partition("=")
        if word not in _SEVERITIES:
            raise click.UsageError(f"--severity {written}: write NAME=SEVERITY with one of {', '.join(_SEVERITIES)}")
        severities[_known(name)] = _SEVERITIES[word]
    return Selection(frozenset(_names(select)), frozenset(_names(ignore)), severities)


def write_reports(reports: Sequence[str], found: Sequence[Diagnostic], worst: Severity) -> None:
    """Writes the files that --report asks for. Raises `click.UsageError` where one cannot be written.

    `worst`: the severity from which on a finding fails the run.
    """
    for written in reports:
        name, _, path = written.partition("=")
        if name not in MACHINE or not path:
            raise click.UsageError(f"--report {written}: write FORMAT=PATH with one of {', '.join(MACHINE)}")
        try:
            Path(path).write_text(rendered(name, found, worst) + "\n", encoding="utf-8")
        except OSError as error:
            raise click.UsageError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from None


def _names(written: Sequence[str]) -> list[str]:
    """Names given one by one or with commas between them."""
    return [_known(name.strip()) for each in written for name in each.split(",") if name.strip()]


def systems_named(written: Iterable[str]) -> tuple[str, ...]:
    """The names of learning systems, given once each or with commas between them."""
    from coursepack.validation.systems import SYSTEMS  # only some commands judge for a system

    names = tuple(dict.fromkeys(part.strip().lower() for each in written for part in each.split(",") if part.strip()))
    for name in names:
        if name not in SYSTEMS:
            raise click.UsageError(f'"{name}" is no learning system that is known here; there are {", ".join(SYSTEMS)}')
    return names


def _known(name: str) -> str:
    from coursepack.rules import RULES  # it knows every reader, target and judge

    known = [rule.name for rule in RULES]
    if name in known:
        return name
    import difflib

    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = f'; did you mean "{near[0]}"?' if near else "; coursepack rules lists them all"
    raise click.UsageError(f'there is no finding "{name}"{hint}')
