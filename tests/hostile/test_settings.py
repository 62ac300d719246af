"""Front matter, configuration and lock files that cannot be read."""

import re
from pathlib import Path

import pytest

from tests.hostile.running import (
    LESSON,
    QUIZ,
    build,
    fails,
)

_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@pytest.mark.parametrize(
    ("front", "line", "rule"),
    [
        ("title: a\ntitle: b\n", 3, "bad-front-matter"),
        ("title: [a\n", None, "bad-front-matter"),
        ("title: a\n\tduration: 3\n", None, "bad-front-matter"),
        ("title: &a x\nid: *a\n", 1, "bad-front-matter"),
        ("title: !!python/object/apply:os.system [true]\n", 2, "bad-value"),
        ("duration: soon\n", 2, "bad-value"),
        ("title: a: b\n", None, "bad-front-matter"),
    ],
)
def test_b07_front_matter_that_cannot_be_read(tmp_path: Path, front: str, line: int | None, rule: str) -> None:
    ran = fails(tmp_path, {"lesson-1.md": f"---\n{front}---\n{LESSON}"})
    found = [place for place in ran.findings if place[-1] == rule]
    assert found, ran.err
    assert line is None or line in {place[1] for place in found}


@pytest.mark.parametrize("setting", ["graded: perhaps", "attempts: -1", "pass: 2000", "weight: heavy", "shuffle: all"])
def test_b07_settings_of_a_quiz_that_cannot_be_read(tmp_path: Path, setting: str) -> None:
    ran = fails(tmp_path, {"quiz-1.md": f"---\n{setting}\n---\n{QUIZ}"})
    assert [found[1:] for found in ran.findings] == [(2, 1, "bad-value")]


def test_b07_front_matter_that_is_not_closed(tmp_path: Path) -> None:
    ran = fails(tmp_path, {"lesson-1.md": f"---\ntitle: a\n\n{LESSON}"})
    assert "bad-front-matter" in {place[-1] for place in ran.findings}


def test_b07_bomb_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    ran = fails(tmp_path, {"lesson-1.md": f"---\n{bomb}---\n{LESSON}"})
    assert "bad-front-matter" in {place[-1] for place in ran.findings}


def test_b07_scalars_that_other_readers_turn_into_something_else(tmp_path: Path) -> None:
    values = ["no", "on", "1.10", "12:30", "010", "2024-02-30", "2024-01-01", "~", "1e3", "0x1F", "null"]
    files = {f"lesson-{n}.md": f"---\ntitle: {value}\n---\n\nText.\n" for n, value in enumerate(values, 1)}
    ran = build(tmp_path, files, "-t", "html")
    assert (ran.code, ran.findings) == (0, [])
    titles = [text for path in (tmp_path / "build").rglob("*.html") for text in _TITLE.findall(path.read_text())]
    assert sorted(title for title in titles if title in values) == sorted(values)


def test_b07_unknown_keys_name_the_nearest_one(tmp_path: Path) -> None:
    ran = build(tmp_path, {"a.md": f"---\ndurration: 3 min\n---\n{LESSON}"})
    assert 'did you mean "duration"?' in ran.err


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("title = unquoted\n", "not valid TOML"),
        ('title = "a"\ntitle = "b"\n', "not valid TOML"),
        ("titel = 'a'\n", 'did you mean "title"?'),
        ("[scoring]\npass = 'much'\n", "percentage"),
        ("scoring = 1\n", "is a table"),
        ("format = 99\n", "format 1"),
        ("requires-coursepack = '>=99'\n", "this is"),
        ("title = '\x01'\n", "not valid TOML"),
        (b"title = '\xff'\n", "cannot be read"),
    ],
)
def test_b07_configuration_that_cannot_be_read(tmp_path: Path, toml: str | bytes, words: str) -> None:
    ran = fails(tmp_path, {"coursepack.toml": toml}, code=2)
    assert words in ran.err
    assert "coursepack.toml" in ran.err


@pytest.mark.parametrize(
    "lock", ["format = 99\n", "<<<<<<< a\n", "entry = 3\nformat = 1\n", b"\xff\xfe", "format = 1\n[[entry]]\nid = 3\n"]
)
def test_b07_lock_file_that_is_damaged(tmp_path: Path, lock: str | bytes) -> None:
    ran = fails(tmp_path, {"coursepack.lock": lock}, code=2)
    assert "coursepack.lock" in ran.err
