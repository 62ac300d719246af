"""A digest is of what is said, whatever is large or small in it and wherever it stands."""

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coursepack.handover import digest
from coursepack.handover.digest import digest_of
from coursepack.model.course import Unit
from coursepack.pipeline import load
from tests.support.courses import write_sources

LESSON = (
    "# Lesson 1: All\n\nA **bold *word*** and [a link](https://example.org).\n\n"
    + "".join(f"- item {number} with `code`\n" for number in range(30))
    + "\n| A | B |\n|---|---|\n"
    + "".join(f"| {number} | *b* |\n" for number in range(30))
    + "\n> A quotation[^1]\n>\n> - inside\n\n[^1]: A note.\n\n"
)
QUIZ = "## Check yourself\n<!-- quiz -->\n\n### Which?\n<!-- q id=q_1 -->\n\n- [x] One\n  > Yes\n- [ ] Two\n"


def units(folder: Path, text: str) -> list[Unit]:
    write_sources(folder, {"coursepack.toml": 'title = "T"\nid = "t"\n', "a.md": text})
    return list(load(folder).course.units())


def without_positions(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_positions(inner) for name, inner in value.items() if name != "at"}
    return [without_positions(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("piece", [0, 1, 3, 20, 100_000])
def test_digest_is_that_of_the_whole_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(digest, "PIECE", piece)
    (unit,) = units(tmp_path, LESSON + QUIZ)
    said = json.dumps(
        without_positions(json.loads(msgspec.json.encode(unit))), separators=(",", ":"), ensure_ascii=False
    )
    assert digest_of(unit) == hashlib.sha256(said.encode()).hexdigest()[:12]


def test_digest_stays_where_only_the_place_changes(tmp_path: Path) -> None:
    before = units(tmp_path / "before", LESSON)
    moved = units(tmp_path / "moved", "\n\n" + LESSON)
    other = units(tmp_path / "other", LESSON.replace("bold", "brave"))
    assert [digest_of(unit) for unit in moved] == [digest_of(unit) for unit in before]
    assert [digest_of(unit) for unit in other] != [digest_of(unit) for unit in before]


def test_no_piece_is_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "PIECE", 50)
    (unit,) = units(tmp_path, LESSON + "".join(f"*a{number}* " for number in range(3000)))
    pieces: list[bytes] = []
    digest._feed(unit, pieces.append)
    assert sum(map(len, pieces)) > 200_000
    assert max(map(len, pieces)) < 5_000
