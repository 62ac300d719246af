"""`coursepack inspect`: what a package or bank holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from coursepack.cli.main import run
from tests.support.courses import build_course
from tests.validation.kit import CMI5_STRUCTURE, cmi5, epub, zipped

SOURCES = {
    "lesson-1.md": "# Lesson 1: Bread\n\nText.\n",
    "quiz-1.md": "# Quiz 1: Flour\n\n## Is it white?\n\n- [x] Yes\n- [ ] No\n- [ ] No!\n\n## How much?\n\n[[= 500]]\n",
}
GIFT = """A text.

Say it {}

Pair {=a -> 1 =b -> 2}

::A \\{title\\}:: Which? {=right ~wrong}

How much? {#3.14:0.01}

Which word? {=yes =%50%well}

Is it? {TRUE#Yes}
"""


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


def shown(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], dict[str, Any]]:
    """The lines that are printed of a file, and what its JSON says."""
    assert run(["inspect", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert run(["inspect", str(path), "--json"]) == 0
    return lines, json.loads(capsys.readouterr().out)


def test_questions_of_gift_are_counted_by_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bank.txt").write_text(GIFT, encoding="utf-8")
    lines, held = shown(tmp_path / "bank.txt", capsys)
    kinds = ("description", "essay", "matching", "multichoice", "numerical", "shortanswer", "truefalse")
    assert held["questions"] == dict.fromkeys(kinds, 1)
    assert lines[-1].split() == ["1", "truefalse"]


def test_units_of_cmi5_are_a_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    structure = CMI5_STRUCTURE.replace(
        "<au ", '<block id="https://example.org/b"><title><langstring>Part</langstring></title><au '
    ).replace("</au>", "</au></block>")
    (tmp_path / "course.zip").write_bytes(zipped(cmi5(structure)))
    lines, held = shown(tmp_path / "course.zip", capsys)
    assert lines[1:6] == [
        "identifier https://example.org/bread",
        "items",
        "  Bread [https://example.org/bread]",
        "    Part [https://example.org/b]",
        "      Flour [https://example.org/bread/1] → index.html",
    ]
    assert [(one["id"], one["type"], one["files"]) for one in held["resources"]] == [
        ("https://example.org/bread/1", "au", 1)
    ]


def test_pages_of_a_book_stand_in_their_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.epub").write_bytes(zipped(epub()))
    lines, held = shown(tmp_path / "book.epub", capsys)
    assert "    one [one] → OPS/one.xhtml" in lines
    assert [(one["type"], one["href"]) for one in held["resources"]] == [("application/xhtml+xml", "OPS/one.xhtml")]


def test_an_unknown_file_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    assert run(["inspect", str(tmp_path / "a.pdf")]) == 1
    said = capsys.readouterr()
    assert " · unknown · " in said.out
    assert said.err.startswith("nothing of it could be read: coursepack validate ")
    assert run(["inspect", str(tmp_path / "a.pdf"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["kind"] == "unknown"
    assert run(["inspect", str(tmp_path / "none.zip")]) == 2
