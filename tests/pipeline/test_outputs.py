"""Case folders: what every target writes for a source, as text."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from coursepack import __version__
from tests.conftest import BuildCourse
from tests.support.cases import Golden, case_folders, tree_of_folder, tree_of_zip

SHIPPED = {"player.js", "scheme.js", "player.css", "noscript.css", ".coursepack-output"}
"""Files that are the same for all courses and would drown what differs."""

QUESTIONS = re.compile(r'"questions":\s*"([A-Za-z0-9+/=]*)"')


@pytest.mark.parametrize("case", case_folders("outputs"), ids=lambda case: case.name)
def test_outputs_are_as_expected(case: Path, build_course: BuildCourse, golden: Golden) -> None:
    source = {"lesson.md": (case / "input.md").read_bytes()}
    course = build_course(source)
    trees = {
        "html": tree_of_folder(course.place("html")),
        "scorm12": tree_of_zip(course.place("scorm12").read_bytes()),
    }
    found: dict[str, str | bytes] = {}
    for target, tree in trees.items():
        found[f"{target}.txt"] = "".join(f"{name}\n" for name in tree)
        found |= {f"{target}/{name}": readable(value) for name, value in tree.items() if name not in SHIPPED}
    if any(output.target == "moodle-xml" and output.place for output in course.built.outputs):
        found["bank.xml"] = course.place("moodle-xml").read_bytes()
    # The pages of SCORM 2004 are those of SCORM 1.2; its manifest is its own.
    package = tree_of_zip(build_course(source, "scorm2004").place("scorm2004").read_bytes())
    found["scorm2004/imsmanifest.xml"] = readable(package["imsmanifest.xml"])
    told = [f"{one.at}: {one.target}: {one.feature} {one.fate} {one.how}".rstrip() for one in course.fidelity]
    if told:
        found["fidelity.txt"] = "".join(f"{line}\n" for line in told)
    golden.check(case, found)


def readable(content: bytes) -> str | bytes:
    """Text with its encoded questions decoded, and with what differs from release to release blanked."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    text = re.sub(r'("fingerprint":\s*")[0-9a-f]{12}', r"\1…", text)
    text = re.sub(r"(<code>|fingerprint )[0-9a-f]{12}(?=[<)])", r"\1…", text)
    text = re.sub(r"(fingerprint )[0-9a-f]{12}", r"\1…", text)
    text = text.replace(f"coursepack {__version__}", "coursepack …")
    return QUESTIONS.sub(lambda found: f'"questions": {pretty(found[1])}', text)


def pretty(encoded: str) -> str:
    questions: Any = json.loads(base64.b64decode(encoded) or b"{}")
    return json.dumps(questions, indent=1, ensure_ascii=False)
