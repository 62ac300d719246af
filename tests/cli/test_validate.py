"""`coursepack validate`, `rules` and `explain`."""

import json
from pathlib import Path

import pytest

from coursepack.cli.main import run
from coursepack.rules import RULES
from tests.validation.kit import SCORM_12_MANIFEST, changed, scorm12, zipped


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.zip"
    path.write_bytes(zipped(scorm12()))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.zip"
    path.write_bytes(zipped(scorm12(changed(SCORM_12_MANIFEST, '"player.js"', '"Player.js"'))))
    return path


def test_good_package_exits_with_0(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(good)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{good} · SCORM 1.2 · 1 content object, 3 files · nothing to mend\n"


def test_bad_package_exits_with_1_and_says_what_to_do(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(bad)]) == 1
    said = capsys.readouterr().out.splitlines()
    words = 'error: the zip has no file "Player.js"; it has "player.js" [missing-file]'
    line = f"{bad}/imsmanifest.xml:12: {words}"
    assert line in said
    assert said[said.index(line) + 1].startswith("  help: put the file into the zip")
    assert run(["validate", str(bad), "--exit-zero"]) == 0
    assert run(["-q", "validate", str(bad), "--output-format", "concise"]) == 1


def test_notes_do_not_fail_and_warnings_do_with_strict(tmp_path: Path) -> None:
    path = tmp_path / "warned.zip"
    path.write_bytes(zipped(scorm12() | {"INDEX.HTML": "x"}))
    assert run(["validate", str(path)]) == 0
    assert run(["validate", str(path), "--strict"]) == 1


def test_many_findings_of_one_kind_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = "".join(f'<file href="{number}.txt"/>' for number in range(1_060))
    path = tmp_path / "many.zip"
    programs = {f"{number}.exe": "MZ" for number in range(60)}
    path.write_bytes(zipped(scorm12(changed(SCORM_12_MANIFEST, '<file href="player.js"/>', files)) | programs))
    assert run(["validate", str(path), "--output-format", "concise", "--report", f"json={tmp_path}/all.json"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert sum("[missing-file]" in line for line in told) == 51
    assert f"{path}: 1,010 more [missing-file]; coursepack -v shows all" in told
    assert f"{path}: 10 more [program-in-package]; coursepack -v shows all" in told
    assert (tmp_path / "all.json").read_text(encoding="utf-8").count('"missing-file"') == 1_060


def test_json_has_a_record_for_each_file(good: Path, bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(good), str(bad), "--output-format", "json"]) == 1
    first, second = json.loads(capsys.readouterr().out)
    assert (first["kind"], first["findings"]) == ("SCORM 1.2", [])
    assert {found["rule"] for found in second["findings"]} == {"missing-file", "undeclared-file"}


def test_systems_are_named_once_each_or_with_commas(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(good), "--lms", "moodle,canvas", "--lms", "Canvas"]) == 0
    assert capsys.readouterr().out.count("[scorm-not-taken]") == 1
    assert run(["validate", str(good), "--lms", "mooodle"]) == 2
    assert "there are moodle" in capsys.readouterr().err


def test_missing_file_is_said_without_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(tmp_path / "nothing.zip"), "--exit-zero"]) == 2
    assert "nothing.zip' does not exist" in capsys.readouterr().err
    assert run(["validate", str(tmp_path)]) == 2
    assert run(["validate"]) == 2


def test_rules_lists_every_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {rule.name} " in listed for rule in RULES)


def test_explain_says_all_and_guesses_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "missing-file", "[answers-visible]"]) == 0
    said = capsys.readouterr().out
    assert "What to do: put the file into the zip" in said
    assert "answers-visible (error)" in said
    assert run(["explain", "mising-file"]) == 2
    assert 'did you mean "missing-file"?' in capsys.readouterr().err
