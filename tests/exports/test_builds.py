"""Whole exports of several files become every output without an error."""

import base64
import json
from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.targets.table import DEFAULT_TARGETS
from tests.conftest import BuildCourse
from tests.exports.pictures import BLUE, RED
from tests.support.cases import CASES, tree_of_folder

WHOLE = [
    "notion-export-read",
    "word-media-read",
    "google-docs-images-read",
    "obsidian-vault-read",
    "contents-mdbook-read",
    "contents-mkdocs-read",
    "repository-course-read",
]


def _files(name: str) -> dict[str, str | bytes]:
    case = CASES / "exports" / name
    if (case / "input").is_dir():
        return dict(tree_of_folder(case / "input"))
    return {"lesson.md": (case / "input.md").read_bytes()}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_exports_become_every_output(name: str, build_course: BuildCourse) -> None:
    files = _files(name)
    built = build_course(files)
    found = [f"{each.at}: {each.message}" for each in built.loaded.report.diagnostics if each.severity > Severity.NOTE]
    assert found == []
    assert {output.target for output in built.built.outputs} == {target.name for target in DEFAULT_TARGETS}
    made = {path for path in tree_of_folder(built.folder) if not path.startswith("build/")}
    assert made == {*files, "coursepack.lock"}  # nothing is written beside the author's files


def test_no_identifier_of_notion_is_shown(build_course: BuildCourse) -> None:
    built = build_course(_files("notion-export-read"), "html")
    for path, content in tree_of_folder(built.place("html")).items():
        assert "4b5a69788796a5b4" not in path
        assert b"4b5a69788796a5b4" not in content, path


def test_pictures_inside_a_text_are_files_of_the_packages(build_course: BuildCourse) -> None:
    built = build_course(_files("google-docs-images-read"), "html", "moodle-xml")
    pictures = {content for path, content in tree_of_folder(built.place("html")).items() if path.endswith(".png")}
    assert pictures == {BLUE, RED}
    assert len(built.loaded.course.assets) == 2


def test_pictures_inside_a_question_are_in_the_question_bank(build_course: BuildCourse) -> None:
    data = base64.b64encode(RED).decode()
    text = f"# Quiz\n\n## Which colour?\n\n![](data:image/png;base64,{data})\n\n- [x] Red\n- [ ] Blue\n"
    built = build_course({"quiz.md": text}, "moodle-xml")
    assert data in built.place("moodle-xml").read_text(encoding="utf-8")


def test_the_build_report_names_the_text_that_holds_a_picture(build_course: BuildCourse, tmp_path: Path) -> None:
    from coursepack.buildreport import report_of

    built = build_course(_files("google-docs-images-read"), "html")
    inputs = json.loads(report_of(built.loaded, built.built, None).text)["inputs"]
    assert [entry["path"] for entry in inputs] == ["lesson.md"]


def test_the_same_export_gives_the_same_identifiers_again(build_course: BuildCourse) -> None:
    files = _files("notion-export-read")
    first = [unit.id for unit in build_course(files, "html").loaded.course.units()]
    assert [unit.id for unit in build_course(files, "html").loaded.course.units()] == first
