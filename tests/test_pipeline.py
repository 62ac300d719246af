"""coursepack as a library, and the promise that the same sources give the same bytes everywhere."""

import hashlib
import itertools
import os
import shutil
from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.errors import UsageError
from coursepack.pipeline import build, findings, fingerprint_of, load, make, save_lock, targets_named
from coursepack.targets.table import DEFAULT_TARGETS
from tests.cli.commands import coursepack
from tests.reading.dump import dump_course
from tests.support.cases import tree_of_folder
from tests.support.courses import write_sources

SOURCES: dict[str, str | bytes] = {
    "coursepack.toml": 'title = "Größe"\nid = "same"\nversion = 1.10\n',
    "content/README.md": "# Größe\n\nWillkommen.\n",
    "content/b/lesson-2.1.md": "# Lesson 2.1: Zwei\n\n![Bild](../bild.svg)\n\n```python\nprint(1)\n```\n\n$x^2$\n",
    "content/a/lesson-1.1.md": "# Lesson 1.1: Eins\n\n**Bold line**\n\nSee lesson 2.1\n\n- ✅ do\n- ❌ not\n",
    "content/a/quiz-1.1.md": "# Quiz 1.1\n\n## Right?\n\n- [x] Yes\n  > Right.\n- [ ] No\n\n## Word?\n\n[[data*]]\n",
    "content/bild.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>',
}


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name, content in tree_of_folder(folder).items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


@pytest.mark.parametrize(
    ("env", "umask"),
    [
        ({}, 0o022),
        ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}, 0o077),
        ({"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "C"}, 0o002),
        ({"LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "random", "COLUMNS": "40", "HOME": "/nonexistent"}, 0o022),
    ],
    ids=["plain", "east", "ascii", "german"],
)
def test_the_same_sources_give_the_same_bytes(env: dict[str, str], umask: int, tmp_path: Path) -> None:
    """In another folder, made in another order, in another zone, with other rights, by another run of Python."""
    digests = []
    for number, files in enumerate((SOURCES, dict(reversed(SOURCES.items())))):
        folder = tmp_path / f"place {number}" / "course"
        write_sources(folder, files)
        before = os.umask(umask)
        try:
            done = coursepack("build", "-o", "../out", cwd=folder, env=env)
        finally:
            os.umask(before)
        assert done.code == 0, done.err
        digests.append(_digest(folder.parent / "out"))
        digests.append(hashlib.sha256((folder / "coursepack.lock").read_bytes()).hexdigest())
    assert digests[:2] == digests[2:]
    assert digests[0] == _reference(tmp_path / "reference")


def _reference(folder: Path) -> str:
    """The outputs as this process makes them."""
    write_sources(folder / "course", SOURCES)
    loaded = load(folder / "course")
    save_lock(loaded)
    done = coursepack("build", "-o", "../out", "--locked", cwd=folder / "course", env={"PYTHONHASHSEED": "7"})
    assert done.code == 0, done.err
    return _digest(folder / "out")


def test_a_course_is_loaded_made_and_written_step_by_step(tmp_path: Path) -> None:
    write_sources(tmp_path, SOURCES)
    loaded = load(tmp_path)
    assert not loaded.report.has_errors
    assert loaded.lock_changed
    made, fingerprint = make(loaded, ["html", "scorm12"])
    assert [one.target.name for one in made] == ["html", "scorm12"]
    assert fingerprint == fingerprint_of(loaded)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "coursepack.toml"]
    built = build(loaded, ["html"], tmp_path / "out")
    assert [output.target for output in built.outputs] == ["html"]
    assert {"report.json", "SHA256SUMS", "html"} <= {path.name for path in (tmp_path / "out").iterdir()}
    save_lock(loaded)
    assert not load(tmp_path).lock_changed


def test_a_target_is_found_by_its_name() -> None:
    assert targets_named([]) == DEFAULT_TARGETS
    assert [target.name for target in targets_named(["scorm12", "html"])] == ["html", "scorm12"]
    with pytest.raises(UsageError, match='did you mean "html"'):
        targets_named(["htm"])


def test_the_fingerprint_changes_with_what_the_course_says(tmp_path: Path) -> None:
    def fingerprint(changes: dict[str, str | bytes]) -> str:
        folder = tmp_path / "course"
        shutil.rmtree(folder, ignore_errors=True)
        write_sources(folder, {**SOURCES, **changes})
        return fingerprint_of(load(folder))

    same = fingerprint({})
    assert fingerprint({}) == same
    assert fingerprint({"content/unused.txt": "x"}) == same
    changed = [
        fingerprint({"content/README.md": "# Größe\n\nHallo.\n"}),
        fingerprint({"content/bild.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="5" height="3"></svg>'}),
        fingerprint({"coursepack.toml": 'title = "Other"\nid = "same"\n'}),
    ]
    assert len({same, *changed}) == 4


def test_severities_of_the_course_are_those_of_the_report(tmp_path: Path) -> None:
    write_sources(
        tmp_path, {"a.md": "See activity 7.7\n", "coursepack.toml": '[severity]\nunresolved-reference = "error"\n'}
    )
    loaded = load(tmp_path)
    assert loaded.report.has_errors
    assert [(found.rule.name, found.severity) for found in findings(loaded)] == [
        ("unresolved-reference", Severity.ERROR)
    ]


def test_version_and_title_keep_their_characters(tmp_path: Path) -> None:
    write_sources(tmp_path, SOURCES)
    assert dump_course(load(tmp_path).course).startswith('course same "Größe" language=en version=1.10\n')


@pytest.mark.parametrize("order", list(itertools.permutations(["a.md", "b.md", "c.md"]))[::2])
def test_the_order_in_which_a_disk_lists_files_does_not_matter(order: tuple[str, ...], tmp_path: Path) -> None:
    for name in order:
        write_sources(
            tmp_path, {name: f"# Same title\n\nText of {name}, which tells it from the others by some words.\n"}
        )
    loaded = load(tmp_path)
    assert [(entry.id, entry.file) for entry in loaded.lock.entries] == [
        ("same_title", "a.md"),
        ("same_title_2", "b.md"),
        ("same_title_3", "c.md"),
    ]


# --- which files belong to a course --------------------------------------------------------------------------


def test_what_is_no_source_is_passed_over(tmp_path: Path) -> None:
    lesson = "# L\n\nText.\n"
    passed = [
        ".hidden.md",
        ".obsidian/a.md",
        "build/a.md",
        "node_modules/x/README.md",
        "my-env/pyvenv.cfg",
        "my-env/lib/a.md",
        "ignored/a.md",
        "drafts/a.draft.md",
        "theme/a.md",
    ]
    kept = ["a.md", "part/theme/a.md", "env/a.md", "dist.md", "drafts/kept.md", "UPPER.MD", "b.markdown"]
    write_sources(tmp_path, dict.fromkeys((*passed, *kept), lesson))
    write_sources(tmp_path, {".gitignore": "/ignored/\n*.draft.md\n", "drafts/.gitignore": "# nothing\n"})
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret.md").write_text(lesson, encoding="utf-8")
    (tmp_path / "link.md").symlink_to(outside / "secret.md")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "far").symlink_to(outside, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.md")
    assert sorted(load(tmp_path).sources.lessons) == sorted(kept)


def test_files_come_as_people_read_them(tmp_path: Path) -> None:
    names = ["10.md", "9.md", "index.md", "b/2.md", "b/README.md", "b/10.md", "a/1.md", "B2/1.md"]
    write_sources(tmp_path, {name: f"# {name}\n" for name in names})
    assert list(load(tmp_path).sources.lessons) == [
        "index.md",
        "9.md",
        "10.md",
        "a/1.md",
        "b/README.md",
        "b/2.md",
        "b/10.md",
        "B2/1.md",
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"# A\n\nText \xff.\n", 3), (b"\xff\xfe#\x00 \x00A\x00", 1), (b"# A\r\n\r\n\r\nb\xc3(\r\n", 4)],
    ids=["byte", "utf-16", "crlf"],
)
def test_a_file_that_is_no_text_is_an_error_at_its_line(content: bytes, line: int, tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": content, "b.md": "# B\n\nText.\n"})
    (found,) = load(tmp_path).report.diagnostics
    assert (found.rule.name, found.at.file, found.at.line) == ("unreadable-file", "a.md", line)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(newline: str, tmp_path: Path) -> None:
    text = "---\ntitle: T\n---\n# A\n\nText  \nbroken.\n\n- [ ] x\n"
    write_sources(tmp_path, {"a.md": b"\xef\xbb\xbf" + text.replace("\n", newline).encode()})
    loaded = load(tmp_path)
    assert dump_course(loaded.course).splitlines()[1:] == [
        '  lesson t "T"',
        "    p Text↵broken.",
        "    checklist",
        "      [ ] x",
    ]


def test_nesting_beyond_what_can_be_read_is_an_error(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": f"# A\n\n{'> ' * 150}deep\n"})
    assert "nesting-too-deep" in {found.rule.name for found in load(tmp_path).report.diagnostics}
