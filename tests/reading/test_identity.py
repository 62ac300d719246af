"""Identifiers outlive edits: whatever is done to one unit or question, all others keep their ids and keys."""

import re
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.diagnostics import Report
from coursepack.errors import UsageError
from coursepack.model.source import Position
from coursepack.pipeline import build, load, save_lock
from coursepack.reading.identities import Entity, assign, is_generic, likeness, sketch
from coursepack.reading.lockfile import Lock, LockEntry, read_lock, write_lock
from tests.reading.builds import ChangingCourse
from tests.support.cases import tree_of_folder
from tests.support.courses import write_sources

_WORDS = (
    "water pipe tap tank spring till shop bread oven night colour data table log queue event clock paper road river "
    "stone cloud field signal sample method result answer reason change order weight length height market ticket"
).split()


class _Piece(msgspec.Struct, frozen=True):
    """A lesson or a question in the making; `mark` tells it from all others whatever is edited."""

    mark: int
    title: str
    words: tuple[str, ...]

    def text(self) -> str:
        return " ".join(f"{word}{'' if index % 3 else self.mark}" for index, word in enumerate(self.words))


def _pieces(titles: st.SearchStrategy[str], least: int) -> st.SearchStrategy[list[_Piece]]:
    drawn = st.tuples(titles, st.lists(st.sampled_from(_WORDS), min_size=8, max_size=20))
    return st.lists(drawn, min_size=least, max_size=7).map(
        lambda found: [_Piece(mark, title, tuple(words)) for mark, (title, words) in enumerate(found)]
    )


_TITLES = st.sampled_from(["Introduction", "Summary", "Springs", "Tanks", "Pipes and taps", "Введение", "数据"])
_EDITS = st.tuples(
    st.sampled_from(["delete", "insert", "reorder", "retitle", "append"]), st.integers(0, 99), st.integers(0, 99)
)


def _edited(pieces: list[_Piece], edit: tuple[str, int, int]) -> tuple[list[_Piece], int]:
    """The pieces after an edit, and the mark of the one that was touched (-1: all are the same)."""
    what, place, other = edit
    index = place % len(pieces)
    piece = pieces[index]
    rest = pieces[:index] + pieces[index + 1 :]
    match what:
        case "delete":
            return rest, piece.mark
        case "insert":
            new = _Piece(len(pieces), f"Something new {other}", ("quite", "other", "words", "than", "all", "before"))
            return [*pieces[:index], new, *pieces[index:]], new.mark
        case "reorder":
            target = other % len(pieces)
            return [*rest[:target], piece, *rest[target:]], -1
        case "retitle":
            new = msgspec.structs.replace(piece, title=f"{piece.title} in other words")
            return [*pieces[:index], new, *pieces[index + 1 :]], -1
        case _:
            new = msgspec.structs.replace(piece, words=(*piece.words, "more"))
            return [*pieces[:index], new, *pieces[index + 1 :]], -1


def _lessons(pieces: list[_Piece]) -> dict[str, str]:
    return {f"{n:02}.md": f"# {piece.title}\n\n{piece.text()}\n" for n, piece in enumerate(pieces)}


def _quiz(pieces: list[_Piece]) -> dict[str, str]:
    questions = (f"## {piece.title}\n\n{piece.text()}\n\n- [x] Yes\n- [ ] No\n" for piece in pieces)
    return {"quiz.md": "# Quiz 1: All\n\n" + "\n".join(questions)}


def _ids(lock: Lock, order: list[_Piece], kind: str) -> dict[int, tuple[str, int]]:
    """{mark: (id, key)}: entries are recognised by the words of their texts."""
    sketches = {piece.mark: piece for piece in order}
    found: dict[int, tuple[str, int]] = {}
    for entry in lock.entries:
        if entry.kind == kind and not entry.retired:
            alike = {
                mark: likeness(
                    entry.sketch, sketch(f"{piece.title} {piece.text()} Yes No" if kind == "question" else "")
                )
                if kind == "question" and not is_generic(piece.title)
                else likeness(entry.sketch, sketch(f"{piece.text()} Yes No" if kind == "question" else piece.text()))
                for mark, piece in sketches.items()
            }
            found[max(alike, key=lambda mark: alike[mark])] = (entry.id, entry.key)
    return found


@pytest.mark.parametrize(("write", "kind"), [(_lessons, "lesson"), (_quiz, "question")])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_edit_leaves_all_other_identifiers_alone(write: Any, kind: str, data: st.DataObject) -> None:
    titles = _TITLES if kind == "lesson" else _TITLES | st.sampled_from(["Question 1", "Question 2", "3."])
    pieces = data.draw(_pieces(titles, 2))
    edited, touched = _edited(pieces, data.draw(_EDITS))
    with tempfile.TemporaryDirectory() as folder:
        course = ChangingCourse(Path(folder) / "course")
        before = _ids(course.build(write(pieces)).lock, pieces, kind)
        assert len(before) == len(pieces)
        if not edited:
            return
        loaded = course.build(write(edited))
    assert not loaded.report.has_errors, [found.message for found in loaded.report.diagnostics]
    after = _ids(loaded.lock, edited, kind)
    assert {mark: after[mark] for mark in after if mark != touched} == {
        mark: before[mark] for mark in before if mark != touched
    }
    keys = [entry.key for entry in loaded.lock.entries]
    assert len(set(keys)) == len(keys)
    if touched == len(pieces):
        assert after[touched][1] == max(keys), "a new unit has a new key"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=60)), min_size=1, max_size=8))
def test_every_identifier_is_one_that_every_system_takes(found: list[tuple[str, str]]) -> None:
    entities = [
        Entity("lesson", title, partial(str, text), "a.md", Position("a.md", number), -1)
        for number, (title, text) in enumerate(found, 1)
    ]
    again = [msgspec.structs.replace(entity, id="", key=-1) for entity in entities]
    lock = assign(entities, Lock(), "course", Report()).lock()
    ids = [entity.id for entity in entities]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,89}", one) for one in ids)
    assert len({one.lower() for one in ids}) == len(ids)
    assert assign(again, lock, "course", Report()).lock() == lock
    assert [entity.id for entity in again] == ids


@given(st.lists(st.text(max_size=20), min_size=6, max_size=6))
def test_a_lock_file_is_read_as_it_was_written(texts: list[str]) -> None:
    entry = LockEntry(texts[0], 3, texts[1], texts[2], texts[3], texts[4], texts[5], retired=True)
    lock = Lock("course", (msgspec.structs.replace(entry, id="other", key=1, retired=False), entry))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coursepack.lock"
        text = write_lock(lock)
        try:
            path.write_bytes(text.encode("utf-8"))
        except UnicodeEncodeError:
            return  # a lone surrogate, which no source file can hold
        assert read_lock(path) == lock


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< ours\n", "merge conflicts"),
        ("format = 2\n", "format is 2"),
        ("entry = 3\nformat = 1\n", "damaged"),
        ("format = \n", "damaged"),
        ('format = 1\n[[entry]]\nid = "a"\n', "damaged"),
    ],
)
def test_a_damaged_lock_file_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "coursepack.lock"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_lock(path)


def test_of_entries_with_one_key_the_later_gets_one_that_no_other_has(tmp_path: Path) -> None:
    path = tmp_path / "coursepack.lock"
    entry = LockEntry("a", 0, "lesson", "", "a.md", "A", "")
    gone = msgspec.structs.replace(entry, id="gone", key=7, retired=True)
    path.write_text(write_lock(Lock("c", (entry, msgspec.structs.replace(entry, id="b"), gone))), encoding="utf-8")
    lock = read_lock(path)
    assert {one.id: one.key for one in lock.entries} == {"a": 0, "b": 8, "gone": 7}
    assert lock.renumbered == (("b", 0, 8),)


def test_an_id_that_stands_twice_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "coursepack.lock"
    entry = LockEntry("a", 0, "lesson", "", "a.md", "A", "")
    path.write_text(write_lock(Lock("c", (entry, msgspec.structs.replace(entry, key=1)))), encoding="utf-8")
    with pytest.raises(UsageError, match="take one of its two entries out"):
        read_lock(path)


def test_branches_that_each_add_a_question_can_be_merged(tmp_path: Path) -> None:
    """Both give the same next key, so that the lock conflicts; what the message advises leads on."""

    def git(*words: str) -> None:
        settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *settings, *words], cwd=tmp_path, check=True, capture_output=True)

    def commit(name: str) -> None:
        save_lock(load(tmp_path))
        git("add", ".")
        git("commit", "-qm", name)

    def ask(quiz: str, question: str) -> None:
        path = tmp_path / quiz
        path.write_text(f"{path.read_text()}\n## {question}?\n\n- [x] {question} yes\n- [ ] {question} no\n")

    git("init", "-q", "-b", "main")
    for quiz in ("quiz-1.md", "quiz-2.md"):
        (tmp_path / quiz).write_text(f"# {quiz[:-3].replace('-', ' ').title()}\n")
        ask(quiz, f"First of {quiz[5]}")
    commit("start")
    git("switch", "-qc", "other")
    ask("quiz-2.md", "Which pump")
    commit("other")
    git("switch", "-q", "main")
    ask("quiz-1.md", "Which valve")
    commit("main")
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "-q", "-m", "merge", "other")
    with pytest.raises(UsageError, match="merge conflicts") as refused:
        load(tmp_path)
    assert "git checkout --ours coursepack.lock" in refused.value.help
    git("checkout", "--ours", "coursepack.lock")
    before = {entry.id: entry.key for entry in read_lock(tmp_path / "coursepack.lock").entries}
    commit("merged")
    after = {entry.id: entry.key for entry in read_lock(tmp_path / "coursepack.lock").entries}
    assert len(before) == 5
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == len(after) == 6
    assert load(tmp_path).report.diagnostics == []


_COURSE = {
    "coursepack.toml": 'title = "Two modules"\n',
    "content/module-1/lesson-1.1.md": "# Lesson 1.1: Springs\n\nWater comes from springs and nobody knows how.\n",
    "content/module-1/lesson-1.2.md": "# Lesson 1.2: Pipes\n\nA pipe is long, and it is full of water at night.\n",
    "content/module-2/lesson-2.1.md": "# Lesson 2.1: Taps\n\nWhoever opens a tap does not think of the pipes.\n",
}


def test_building_a_part_of_a_course_leaves_the_rest_of_the_lock_alone(tmp_path: Path) -> None:
    write_sources(tmp_path, _COURSE)
    save_lock(load(tmp_path))
    pinned = (tmp_path / "coursepack.lock").read_bytes()
    for part in ("content/module-1", "content/module-1/lesson-1.2.md", "content"):
        loaded = load(tmp_path / part)
        assert not loaded.lock_changed, part
        save_lock(loaded)
        assert (tmp_path / "coursepack.lock").read_bytes() == pinned


def test_a_build_from_a_lock_is_the_same_every_time(tmp_path: Path) -> None:
    write_sources(tmp_path, _COURSE)
    trees = []
    for number in range(3):
        loaded = load(tmp_path)
        save_lock(loaded)
        build(loaded, (), tmp_path / f"out{number}")
        trees.append(tree_of_folder(tmp_path / f"out{number}"))
    assert trees[0] == trees[1] == trees[2]


def test_the_id_of_a_course_outlives_its_title(tmp_path: Path) -> None:
    course = ChangingCourse(tmp_path / "course")
    first = course.build({"README.md": "# Pipes\n\nHello.\n", "a.md": "# A\n\nText.\n"})
    second = course.build({"README.md": "# Water\n\nHello.\n", "a.md": "# A\n\nText.\n"})
    assert (first.course.id, second.course.id, second.course.name) == ("pipes", "pipes", "Water")


def test_an_id_that_takes_the_place_of_another_is_told(tmp_path: Path) -> None:
    quiz = "# Quiz 1: Q\n\n### Which?\n{}\n- [x] Yes\n- [ ] No\n"
    write_sources(tmp_path, {"q.md": quiz.format("")})
    first = load(tmp_path)
    save_lock(first)
    write_sources(tmp_path, {"q.md": quiz.format("<!-- q id=mine -->\n")})
    again = load(tmp_path)
    (found,) = [found for found in again.report.diagnostics if found.rule.name == "id-replaced"]
    old = next(entry.id for entry in first.lock.entries if entry.kind == "question")
    assert found.message == f"the id mine takes the place of {old}, under which learners' progress is kept"
    write_sources(tmp_path, {"q.md": quiz.format(f"<!-- q id={old} -->\n")})
    assert "id-replaced" not in [found.rule.name for found in load(tmp_path).report.diagnostics]
    save_lock(again)
    write_sources(tmp_path, {"q.md": quiz.format("<!-- q id=mine -->\n")})
    assert "id-replaced" not in [found.rule.name for found in load(tmp_path).report.diagnostics]
