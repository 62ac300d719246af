"""Case folders: what every question bank holds for a source, as text."""

from pathlib import Path

import pytest

from tests.conftest import BuildCourse
from tests.support.cases import Golden, case_folders, tree_of_zip

FILES = {"gift": "gift.txt"}
"""{target: name of its file among what is expected}."""

PACKAGES = ("qti21", "qti12", "qti12-canvas")
"""Targets whose zips are expected file by file."""


@pytest.mark.parametrize("case", case_folders("banks"), ids=lambda case: case.name)
def test_banks_are_as_expected(case: Path, build_course: BuildCourse, golden: Golden) -> None:
    sources = {path.name: path.read_bytes() for path in sorted((case / "input").iterdir())}
    course = build_course(sources, *FILES, *PACKAGES)
    found: dict[str, str | bytes] = {name: course.place(target).read_bytes() for target, name in FILES.items()}
    for target in PACKAGES:
        tree = tree_of_zip(course.place(target).read_bytes())
        found |= {f"{target}/{name}": content for name, content in tree.items() if not name.startswith("assets/")}
    told = [f"{one.target}: {one.at.line}: {one.feature} {one.fate} {one.how}".rstrip() for one in course.fidelity]
    found["fidelity.txt"] = "".join(f"{line}\n" for line in told)
    golden.check(case, found)
