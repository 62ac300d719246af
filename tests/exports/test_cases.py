"""Case folders: what is read from the exports of other tools, as text."""

from pathlib import Path

import pytest

from tests.exports.sources import load_case
from tests.reading.dump import dump_course, dump_diagnostics
from tests.support.cases import Golden, case_folders


@pytest.mark.parametrize("case", case_folders("exports"), ids=lambda case: case.name)
def test_exports_are_read_as_expected(case: Path, tmp_path: Path, golden: Golden) -> None:
    loaded = load_case(case, tmp_path)
    found = {"course.txt": dump_course(loaded.course)}
    if said := dump_diagnostics(loaded.report):
        found["diagnostics.txt"] = said
    golden.check(case, found)
