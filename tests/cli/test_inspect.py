"""`coursepack inspect`: what a package or bank holds."""

import json
from pathlib import Path

import pytest

from coursepack.cli.main import run
from tests.support.courses import build_course

SOURCES = {
    "lesson-1.md": "# Lesson 1: Bread\n\nText.\n",
    "quiz-1.md": "# Quiz 1: Flour\n\n## Is it white?\n\n- [x] Yes\n- [ ] No\n- [ ] No!\n\n## How much?\n\n[[= 500]]\n",
}


def inspected(folder: Path, target: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, dict[str, object]]:
    """What is printed of the output of a target, and what its JSON says."""
    place = str(build_course(folder, SOURCES, target).place(target))
    capsys.readouterr()
    assert run(["inspect", place]) == 0
    text = capsys.readouterr().out
    assert run(["inspect", place, "--json"]) == 0
    return text, json.loads(capsys.readouterr().out)


def test_a_package_is_shown_with_items_and_resources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, held = inspected(tmp_path, "scorm12", capsys)
    assert " · SCORM 1.2 · " in text
    assert "→ index.html" in text
    assert held["kind"] == "SCORM 1.2"
    resources = held["resources"]
    assert isinstance(resources, list)
    assert [(one["type"], one["href"]) for one in resources] == [("sco", "index.html")]
    assert resources[0]["bytes"] > 1000


def test_questions_of_a_bank_are_counted_by_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, held = inspected(tmp_path, "moodle-xml", capsys)
    assert held["questions"] == {"multichoice": 1, "numerical": 1}


def test_questions_of_a_qti_package_are_counted_by_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, held = inspected(tmp_path, "qti21", capsys)
    assert held["questions"] == {"choiceInteraction": 1, "textEntryInteraction": 1}


def test_an_unknown_file_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    assert run(["inspect", str(tmp_path / "a.pdf")]) == 0
    assert " · unknown · " in capsys.readouterr().out
    assert run(["inspect", str(tmp_path / "none.zip")]) == 1
