"""The course in whose middle learners of every released version were left: its ids and keys must never change."""

import json
from pathlib import Path
from typing import Any

from coursepack import __version__
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.targets import scorm12, scorm2004
from coursepack.targets.base import BuildContext
from tests.runtime.learner import STRICT, STRICT_2004
from tests.runtime.packages import choice, course, lesson, quiz, text
from tests.support.cases import tree_of_zip

TARGETS = {"scorm12": scorm12.TARGET, "scorm2004": scorm2004.TARGET}
LMS = {"scorm12": STRICT, "scorm2004": STRICT_2004}


def practised() -> Course:
    questions = (choice("q_one", 4, "b"), text("q_text", 6, "Käse"), choice("q_two", 5, "ac", points=2.0))
    return course(lesson("first", 0), lesson("second", 1, length=60), quiz("final", 2, *questions))


def files_of(made: Course, standard: str) -> tuple[OutputFile, ...]:
    """The package of the course, as the present version writes it."""
    return TARGETS[standard].write(made, BuildContext(coursepack_version=__version__, fingerprint="0" * 12)).files


def released(folder: Path, standard: str) -> tuple[OutputFile, ...]:
    """The package that a released version wrote."""
    tree = tree_of_zip((folder / f"{standard}.zip").read_bytes())
    return tuple(OutputFile(path, content) for path, content in tree.items())


def data_of(files: tuple[OutputFile, ...]) -> dict[str, Any]:
    """What the page of a package tells its script."""
    (index,) = (b"".join(file.chunks()) for file in files if file.path == "index.html")
    found: dict[str, Any] = json.loads(index.decode().split('id="coursepack-data">')[1].split("</script>")[0])
    return found
