"""What `--fix` mends is gone afterwards, and the course is what it was."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from coursepack import pipeline
from coursepack.cli.main import run
from coursepack.handover.changes import digests
from tests.checks.kit import png
from tests.support.cases import tree_of_folder
from tests.support.courses import write_sources
from tests.support.tools import ROOT

PIXEL = png(1, 1)
TWO = "# Bread\n\n**Flour:**\n- wheat\n- rye\n\nText.\n\n__Why does it rise?__\n\nBecause of the yeast.\n"
CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "bold-heading": ({"lesson.md": TWO}, TWO.replace("**Flour:**\n", "## Flour\n\n").replace("__Why", "## Why")),
    "decorative-alt-text": (
        {"lesson.md": "# Bread\n\nText ![decorative](dot.png) text.\n", "dot.png": PIXEL},
        '# Bread\n\nText <img src="dot.png" alt=""> text.\n',
    ),
    "case-differs": (
        {"lesson.md": "# Bread\n\n![A dot](Dot.png)\n", "dot.png": PIXEL},
        "# Bread\n\n![A dot](dot.png)\n",
    ),
}
"""{rule: (sources that it mends, the lesson after that)}."""


def loaded(folder: Path) -> pipeline.Loaded:
    made = pipeline.load(folder)
    pipeline.check(made)
    return made


def names(course: pipeline.Loaded) -> set[str]:
    return {found.rule.name for found in pipeline.findings(course)}


@pytest.mark.parametrize("name", CASES)
def test_mended_lesson_has_the_finding_no_more_and_says_the_same(name: str, tmp_path: Path) -> None:
    files, mended = CASES[name]
    write_sources(tmp_path, files)
    before = loaded(tmp_path)
    assert name in names(before)
    assert pipeline.fix(before) == ["lesson.md"]
    assert (tmp_path / "lesson.md").read_text(encoding="utf-8") == mended.replace("rise?__", "rise?")
    after = loaded(tmp_path)
    assert name not in names(after)
    if name == "bold-heading":  # the others mend what the pages say
        assert digests(after.course) == digests(before.course)
    assert pipeline.fix(after) == []


@pytest.mark.parametrize("name", CASES)
def test_what_a_comment_or_an_option_leaves_out_is_left_alone(name: str, tmp_path: Path) -> None:
    files, _ = CASES[name]
    write_sources(tmp_path, files | {"lesson.md": f"{files['lesson.md']!s}\n<!-- coursepack-ignore-file {name} -->\n"})
    assert pipeline.fix(loaded(tmp_path)) == []
    write_sources(tmp_path, files)
    assert pipeline.fix(loaded(tmp_path), lambda rule: rule != name) == []


@pytest.mark.parametrize(
    "line", ["**Knowledge check**", "**Lesson 2: More**", "> **Quoted**", "  **Indented**", "- **In a list**"]
)
def test_bold_lines_that_would_change_the_course_stay(line: str, tmp_path: Path) -> None:
    write_sources(tmp_path, {"lesson.md": f"# Lesson 1: Bread\n\nText.\n\n{line}\n\nMore text.\n"})
    assert pipeline.fix(loaded(tmp_path)) == []


def test_headings_of_every_depth_keep_their_place(tmp_path: Path) -> None:
    lines = "# Module 1: M|## Lesson 1.1: L|**First**|A.|#### Deep|B.|**Second**|C.|##### Deeper|D.|"
    text = lines.replace("|", "\n\n")
    write_sources(tmp_path, {"lesson.md": text})
    before = loaded(tmp_path)
    pipeline.fix(before)
    written = (tmp_path / "lesson.md").read_text(encoding="utf-8")
    assert re.findall(r"^#+ (?:First|Second)$", written, re.MULTILINE) == ["#### First", "##### Second"]
    assert digests(loaded(tmp_path).course) == digests(before.course)


def test_sample_course_builds_the_same_pages_when_mended(tmp_path: Path) -> None:
    for name in ("content", "coursepack.toml", "coursepack.lock"):
        source = ROOT / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path)
    pages = []
    for _ in range(2):
        course = loaded(tmp_path)
        made, fingerprint = pipeline.make(course, ["html"])
        texts = {file.path: bytes(file.content) for output in made for file in output.output.files}
        pages.append({path: text.replace(fingerprint.encode(), b"") for path, text in texts.items()})
        mended = pipeline.fix(course)
    assert mended == []
    assert pages[0] == pages[1]
    assert "bold-heading" not in names(loaded(tmp_path))


def check(folder: Path, *options: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of `coursepack check` in a folder."""
    monkeypatch.chdir(folder)
    return run(["check", *options])


@pytest.mark.parametrize(
    ("last", "newline", "encoding"),
    [("\n", "\n", "utf-8"), ("", "\n", "utf-8"), ("\n", "\r\n", "utf-8-sig"), ("", "\r\n", "utf-8")],
)
def test_command_shows_the_change_first_and_pins_identifiers(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    last: str,
    newline: str,
    encoding: str,
) -> None:
    """What --diff prints is a patch that makes of the sources, and of the lock file, what --fix makes of them."""
    patched, mended = tmp_path / "patched", tmp_path / "mended"
    for folder in (patched, mended):
        write_sources(folder, CASES["bold-heading"][0])
        text = (folder / "lesson.md").read_text(encoding="utf-8").rstrip("\n") + last
        (folder / "lesson.md").write_text(text, encoding=encoding, newline=newline)
    assert check(patched, "--diff", monkeypatch=monkeypatch) == 1
    assert [path.name for path in patched.iterdir()] == ["lesson.md"]
    shown = capsys.readouterr().out
    subprocess.run(["git", "apply", "-p0", "-"], input=shown, text=True, check=True, cwd=patched, timeout=60)
    assert check(mended, "--fix", monkeypatch=monkeypatch) == 0
    assert "wrote the identifiers into coursepack.lock" in capsys.readouterr().err
    assert tree_of_folder(patched) == tree_of_folder(mended)
    assert check(mended, "--diff", monkeypatch=monkeypatch) == 0
    assert not loaded(mended).ids_changed


def test_identifiers_that_changed_are_shown_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(tmp_path, {"lesson.md": "# Bread\n\nText.\n"})
    assert check(tmp_path, "--fix", monkeypatch=monkeypatch) == 0
    write_sources(tmp_path, {"lesson.md": "# White bread\n\nText.\n"})
    capsys.readouterr()
    assert check(tmp_path, "--diff", monkeypatch=monkeypatch) == 1
    changes = [line for line in capsys.readouterr().out.splitlines() if re.match(r"[+-]\w", line)]
    assert changes == ['-title = "Bread"', '+title = "White bread"']
    assert check(tmp_path, "--diff", "--select", "bold-heading", monkeypatch=monkeypatch) == 0
