"""Findings in the forms that other programs read: one file each, imported when it is asked for.

Each has a function `rendered`, which takes diagnostics whose files are named as the reader is to find them, and the
severity from which on a finding fails the run, and gives the text of a whole document.
"""

from collections.abc import Sequence
from importlib import import_module

from coursepack.diagnostics import Diagnostic, Severity

HUMAN = ("full", "concise")
MACHINE = ("json", "sarif", "junit", "github", "gitlab")
FORMATS = (*HUMAN, *MACHINE)


def rendered(name: str, found: Sequence[Diagnostic], worst: Severity = Severity.ERROR) -> str:
    """The findings in one of the forms of `MACHINE`; "" where there is nothing to write."""
    text: str = import_module(f"coursepack.cli.formats.{name}").rendered(found, worst)
    return text
