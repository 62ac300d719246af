"""`coursepack import` as its user sees it."""

import json
from pathlib import Path

import pytest

from coursepack.cli.main import run

BANK = "::One::Which is a metal? {=Iron ~Wood}\n\n::Two::Broken {=a {=b}\n"


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "metals.txt"
    file.write_text(BANK, encoding="utf-8")
    return file


def _texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_says_what_it_found_and_what_it_lost(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "metals.txt"]) == 0
    assert capsys.readouterr().out == (
        "metals.txt · GIFT · 1 question in 1 file: 1 single choice\n"
        "  metals/metals.md\n"
        '  left out: question "Two" (metals.txt:3): its braces do not form one block of answers\n'
        "1 left out, 0 changed\n"
    )
    assert list(_texts(bank.parent / "metals")) == ["metals.md"]
    assert run(["build", "metals", "-t", "html"]) == 0


def test_replaces_nothing_unasked(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = bank.parent / "out"
    assert run(["import", "metals.txt", "-o", "out"]) == 0
    before = _texts(folder)
    assert run(["import", "metals.txt", "-o", "out"]) == 0  # nothing would change
    (folder / "metals.md").write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert run(["import", "metals.txt", "-o", "out"]) == 2
    assert "out/metals.md would be replaced" in capsys.readouterr().err
    assert _texts(folder) == {"metals.md": b"mine"}
    assert run(["import", "metals.txt", "-o", "out", "--force"]) == 0
    assert _texts(folder) == before


def test_fails_where_losses_are_forbidden(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "metals.txt", "-o", "out", "--fail-on", "dropped", "--output-format", "json"]) == 1
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["format"], record["questions"], record["types"]) == ("gift", 1, {"single choice": 1})
    assert [row["fate"] for row in record["fidelity"]] == ["dropped"]
    assert not (bank.parent / "out").exists()


def test_writes_through_no_link(bank: Path) -> None:
    (bank.parent / "elsewhere").mkdir()
    (bank.parent / "out").mkdir()
    (bank.parent / "out" / "metals").symlink_to(bank.parent / "elsewhere")
    bank.write_text("$CATEGORY: Metals/Basics\n\n" + BANK, encoding="utf-8")
    assert run(["import", "metals.txt", "-o", "out", "--force"]) == 2
    assert _texts(bank.parent / "elsewhere") == {}


def test_a_file_that_is_no_bank_is_named(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank.write_bytes(b"\x00\x01")
    assert run(["import", "metals.txt"]) == 1
    assert "metals.txt is no bank of questions that is known here" in capsys.readouterr().err
