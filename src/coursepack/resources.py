"""Finds the files that ship with coursepack: in the checkout's `templates/`, or in an installed wheel's copy."""

from functools import cache
from pathlib import Path


@cache
def templates() -> Path:
    """The folder of shipped templates.

    A wheel carries it as `coursepack/templates`; an editable install finds the checkout's top level.
    """
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent.parent / "templates"


@cache
def read(name: str) -> str:
    """The text of a shipped file; `name` is relative to `templates/`, with `/`."""
    return templates().joinpath(*name.split("/")).read_text(encoding="utf-8")
