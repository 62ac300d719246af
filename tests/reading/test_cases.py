"""Case folders: what is read from sources, as text."""

from pathlib import Path

import pytest

from coursepack.pipeline import load
from tests.reading.builds import builds_of
from tests.reading.dump import dump_course, dump_diagnostics
from tests.support.cases import Golden, case_folders
from tests.support.courses import write_sources

VERDICTS = {"read": (), "noted": ("note",), "warned": ("note", "warning"), "refused": ("note", "warning", "error")}
"""{last word of a case's name: the worst diagnostics that it may have, the last of them at least once}"""


@pytest.mark.parametrize("case", case_folders("reading"), ids=lambda case: case.name)
def test_sources_are_read_as_expected(case: Path, tmp_path: Path, golden: Golden) -> None:
    """`input.md` is one lesson, or begins with `@@ build` and holds the files of a course (see `builds`)."""
    text = (case / "input.md").read_text(encoding="utf-8")
    (files,) = builds_of(text) or [{"lesson.md": text}]
    folder = tmp_path / "course"
    write_sources(folder, files)
    loaded = load(folder)
    found = {"course.txt": dump_course(loaded.course)}
    if said := dump_diagnostics(loaded.report):
        found["diagnostics.txt"] = said
    golden.check(case, found)
    allowed = VERDICTS[case.name.rsplit("-", 1)[1]]
    words = {one.severity.word for one in loaded.report.diagnostics}
    assert words <= set(allowed)
    assert not allowed or allowed[-1] in words
