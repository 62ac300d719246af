"""The course that is disturbed: built by the real pipeline, in two versions."""

import shutil
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coursepack.targets.table import BY_NAME
from tests.support.courses import build_course

STANDARDS = tuple(name for name in ("scorm12", "scorm2004") if name in BY_NAME)
"""The targets that the fault table is run for."""

LESSONS = ("one", "two")
ANSWERS = {"q_start": "b", "q_middle": "a", "q_end": "b", "q_more": "a"}
"""Question → the letter of its right choice, in the order in which the learner answers."""

_PROSE = "Every step reads what the step before it wrote, and says so when it is not there.\n\n"

_SOURCES = {
    "coursepack.toml": 'format = 1\ntitle = "Disturbed"\nid = "disturbed"\nlanguage = "en"\n',
    "content/one.md": f"---\nid: one\n---\n# The first lesson\n\nHere it begins.\n\n{_PROSE * 3}",
    "content/two.md": f"---\nid: two\n---\n# The second lesson\n\nHere it goes on.\n\n{_PROSE * 40}",
}

_CHOICES = "- [{a}] The first one\n- [{b}] The second one\n- [ ] The third one\n"


def _question(identifier: str, right: str, stem: str) -> str:
    choices = _CHOICES.format(a="x" if right == "a" else " ", b="x" if right == "b" else " ")
    return f"## {stem}\n<!-- q id={identifier} -->\n\n{choices}\n"


def _quiz(identifiers: tuple[str, ...]) -> str:
    questions = "".join(_question(one, ANSWERS[one], f"What about {one.replace('_', ' ')}?") for one in identifiers)
    return f"---\nid: check\ntype: quiz\npass: 50%\n---\n# Check\n\nFour questions.\n\n{questions}"


_ESSAY = """---
id: words
type: quiz
graded: false
---
# Words

## Say it in your words.
<!-- q id=q_essay -->

[[... 1-2000 words]]
"""


def _sources(version: int) -> dict[str, str]:
    sources = dict(_SOURCES)
    if version == 1:
        return sources | {"content/three-check.md": _quiz(tuple(ANSWERS)), "content/zz-words.md": _ESSAY}
    return sources | {
        "content/aa-new.md": f"---\nid: new\n---\n# A new lesson\n\nIt came later.\n\n{_PROSE}",
        "content/three-check.md": _quiz(("q_more", "q_start", "q_middle")),
        "content/two.md": sources["content/two.md"].replace("The second lesson", "The lesson with a new name"),
    }


@cache
def package(standard: str, version: int = 1) -> dict[str, bytes]:
    """{path in the zip: bytes} of the built package.

    Version 2 follows version 1 in the same folder, as an author's next build does: a lesson more, another renamed,
    questions in another order and one of them gone.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(1, version + 1):
            shutil.rmtree(folder / "content", ignore_errors=True)
            built = build_course(folder, _sources(number), standard)
        with zipfile.ZipFile(built.place(standard)) as archive:
            return {entry: archive.read(entry) for entry in archive.namelist()}
