"""Where the command line finds its source, puts its output, and how it names files to people."""

import os
from pathlib import Path

from coursepack.pipeline import Loaded
from coursepack.reading.config import FILE_NAME


def source_of(source: Path | None) -> Path:
    """The source that a command means: the one given, else the course at or above the current folder."""
    if source is not None:
        return source
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / FILE_NAME).is_file()), here)


def output_place(loaded: Loaded, output: Path | None) -> Path:
    """The folder for outputs: the one given, else `build/` beside `coursepack.toml` or in the current folder."""
    if output is not None:
        return output
    configured = (loaded.root / FILE_NAME).is_file()
    return (loaded.root if configured else Path.cwd()) / "build"


def prefix_of(folder: Path) -> str:
    """What to put before paths within `folder` so that they are right from the current folder."""
    relative = os.path.relpath(folder)
    if relative == ".":
        return ""
    return f"{Path(relative).as_posix() if not relative.startswith('../../..') else folder.resolve().as_posix()}/"
