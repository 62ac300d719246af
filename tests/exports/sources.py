"""The courses of the export cases."""

import shutil
from pathlib import Path

from coursepack.pipeline import Loaded, load


def load_case(case: Path, work: Path) -> Loaded:
    """The course of a case: its `input.md`, or the folder `input`, read in a folder of its own."""
    folder = work / "course"
    if (case / "input").is_dir():
        shutil.copytree(case / "input", folder)
        return load(folder)
    folder.mkdir()
    shutil.copyfile(case / "input.md", folder / "lesson.md")
    return load(folder / "lesson.md")
