"""Case folders: which identifiers units and questions have after a course was changed."""

from pathlib import Path

import pytest

from tests.reading.builds import ChangingCourse, builds_of, identifiers
from tests.support.cases import Golden, case_folders


@pytest.mark.parametrize("case", case_folders("identity"), ids=lambda case: case.name)
def test_identifiers_stay_with_what_they_name(case: Path, tmp_path: Path, golden: Golden) -> None:
    course = ChangingCourse(tmp_path / "course")
    said: list[str] = []
    errors = False
    for number, files in enumerate(builds_of((case / "input.md").read_text(encoding="utf-8")), 1):
        loaded = course.build(files)
        found = loaded.report.diagnostics
        errors = errors or loaded.report.has_errors
        said += [f"build {number}\n", identifiers(loaded.lock)]
        said += [f"{one.at}: {one.severity.word}: {one.message} [{one.rule.name}]\n" for one in found]
        keys = [entry.key for entry in loaded.lock.entries]
        assert len(set(keys)) == len(keys)
    golden.check(case, {"identifiers.txt": "".join(said)})
    assert errors == case.name.endswith("-refused")
