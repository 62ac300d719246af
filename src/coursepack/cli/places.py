"""Where the command line finds its source, puts its output, and how it names files to people."""

import os
from pathlib import Path

from coursepack.pipeline import Loaded
from coursepack.pipeline import languages_of as languages_of_course
from coursepack.reading.config import FILE_NAME


def source_of(source: Path | None) -> Path:
    """The source that a command means: the one given, else the course at or above the current folder."""
    if source is not None:
        return source
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / FILE_NAME).is_file()), here)


def output_place(loaded: Loaded, output: Path | None) -> Path:
    """The folder for outputs: the one given, else `build/` beside `coursepack.toml` or in the current folder.

    Of a course in several languages, each but the first has a folder of its own in it.
    """
    if output is None:
        configured = (loaded.root / FILE_NAME).is_file()
        output = (loaded.root if configured else Path.cwd()) / "build"
    config = loaded.config
    return output / config.language if config.languages and config.language != config.languages[0] else output


def languages_of(source: Path, config: Path | None, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that a command is to work on: those that are wanted, else all of the course."""
    return wanted or (languages_of_course(source, config) if source.exists() else ("",))


def prefix_of(folder: Path) -> str:
    """What to put before paths within `folder` so that they are right from the current folder."""
    relative = os.path.relpath(folder)
    if relative == ".":
        return ""
    return f"{Path(relative).as_posix() if not relative.startswith('../../..') else folder.resolve().as_posix()}/"
