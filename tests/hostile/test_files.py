"""Links that lead nowhere, names that some system refuses, and what is no plain file."""

import os
import unicodedata
from pathlib import Path

import pytest

from tests.hostile.running import (
    COURSE,
    LESSON,
    PNG,
    build,
    coursepack,
    good_build,
    leftovers,
    outputs,
    page,
    without_privileges,
)
from tests.hostile.words import missing
from tests.support.courses import write_sources


def test_b08_links_in_circles_to_itself_to_folders_and_outside(tmp_path: Path) -> None:
    write_sources(tmp_path, {"outside.md": "# Out\n", "secret.txt": "secret"})
    course = tmp_path / "course"
    files = {
        "coursepack.toml": "",
        "a.md": "# A\n\n[b](b.md) [me](a.md) [me](#a) [in](sub) [in](sub/) [out](../outside.md) [s](../secret.txt)\n",
        "b.md": "# B\n\n[a](a.md) [a](./a.md) [a](sub/../a.md) [here](.) [up](..) [root](/)\n",
        "sub/README.md": "# Sub\n\n[up](..) [b](../b.md) [sub](../sub)\n",
        "sub/c.md": "# C\n\nText.\n",
    }
    ran = build(course, files)
    assert ran.code == 0, ran.err
    broken = {(Path(file).name, column) for file, _, column, name in ran.findings if name == "broken-link"}
    assert len([place for place in broken if place[0] == "a.md"]) >= 2
    assert not any(content == b"secret" for content in outputs(course).values())
    assert missing("b me in out s", page(course)) == []


@pytest.mark.parametrize(
    "address",
    [
        "missing.png",
        "../../../etc/passwd",
        "/etc/passwd",
        "C:\\x.png",
        "C:/x.png",
        "%2e%2e/%2e%2e/etc/passwd",
        "//host/x.png",
        "blob:x",
        "ms-word:ofe|u|x",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "\\\\host\\x.png",
        "x.png?y#z",
        "a%00b.png",
        "http://[bad/",
        "http://",
        "#",
        "?",
        "%",
        "%zz",
        "a.md#nowhere",
        "a.md",
    ],
)
def test_b09_addresses_that_lead_nowhere(tmp_path: Path, address: str) -> None:
    ran = build(tmp_path, {"a.md": f"# A\n\nSee [this](<{address}>) and ![that](<{address}>).\n"})
    assert ran.code == 0, ran.err
    picture = 20 + len(address)
    places = {picture} if address in ("#", "?", "a.md") else {5, picture}  # a link may lead to its own page
    assert [(line, column) for _, line, column, _ in ran.findings] == [(3, place) for place in sorted(places)]
    assert missing("See this and that", page(tmp_path)) == []
    html = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "build").rglob("*.html"))
    for forbidden in (
        "javascript:",
        "vbscript:",
        "file:",
        "blob:",
        "ms-word:",
        "data:text",
        "passwd",
        'src="//',
        'href="//',
    ):
        assert f'="{forbidden}' not in html
    assert "root:x:" not in html


@pytest.mark.parametrize("name", ["a b.png", "100%.png", "a#b.png", "what?.png", "a..b.png", "ä é.png", "x;y&z.png"])
def test_b09_names_that_must_be_written_with_care(tmp_path: Path, name: str) -> None:
    from urllib.parse import quote

    png = PNG
    ran = build(tmp_path, {"a.md": f"# A\n\n![a picture](<{quote(name)}>)\n", name: png})
    assert ran.code == 0, ran.err
    assert [found for found in ran.findings if found[-1] != "missing-alt-text"] == [], ran.err
    pictures = [path for path in outputs(tmp_path) if path.endswith(".png")]
    assert len(pictures) == 1
    assert ".." not in pictures[0]


@pytest.mark.parametrize(
    "names",
    [
        ("CON.md", "nul.md", "aux.md"),
        ("a .md", " b.md", "c..md"),
        ("Case.md", "case.md", "CASE.md"),
        (unicodedata.normalize("NFC", "é.md"), unicodedata.normalize("NFD", "é.md")),
        ("x" * 240 + ".md", "y" * 120 + ".md"),
        ("🎓.md", "日本.md", "1.md"),
        ("-.md", "--help.md", "$HOME.md", "`x`.md", "'.md", '".md', "a\nb.md", "\x1b[31m.md"),
    ],
    ids=["devices", "spaces and dots", "letter case", "normal forms", "long", "not ASCII", "of shells and terminals"],
)
def test_b10_names_that_some_system_refuses(tmp_path: Path, names: tuple[str, ...]) -> None:
    ran = build(tmp_path, {name: f"# Text {number}\n\nWords{number}.\n" for number, name in enumerate(names)})
    assert ran.code == 0, ran.err
    found = page(tmp_path)
    for number in range(len(names)):
        assert f"Words{number}" in found
    assert all(path.isascii() and ".." not in path for path in outputs(tmp_path))
    assert "\x1b" not in ran.out + ran.err


def test_b10_pictures_whose_names_differ_in_case_or_form_alone(tmp_path: Path) -> None:
    names = ["A.png", "a.PNG", "con.png", "é.png", unicodedata.normalize("NFD", "é.png"), "x" * 200 + ".png"]
    text = "# A\n\n" + "".join(f"![picture {n}](<{name}>)\n\n" for n, name in enumerate(names))
    ran = build(tmp_path, {"a.md": text, **{name: PNG + bytes([n]) for n, name in enumerate(names)}})
    assert ran.code == 0, ran.err
    pictures = {content[-1] for path, content in outputs(tmp_path).items() if "assets/" in path}
    assert pictures == set(range(len(names)))


def test_b11_loops_pipes_devices_and_links_out_of_the_course(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nsesame\n")
    course = tmp_path / "course"
    course.mkdir()
    (course / "loop").symlink_to(course)
    (course / "self.md").symlink_to("self.md")
    (course / "out.md").symlink_to(tmp_path / "secret.md")
    (course / "gone.md").symlink_to("nowhere.md")
    (course / "null.md").symlink_to("/dev/zero")
    os.mkfifo(course / "pipe.md")
    os.mkfifo(course / "pipe.png")
    (course / "folder.md").mkdir()
    ran = build(course, {"a.md": "# A\n\n![p](pipe.png) ![s](out.png) Words.\n"})
    assert ran.code == 0, ran.err
    assert "sesame" not in page(course)
    told = {(Path(file).name, line, column, name) for file, line, column, name in ran.findings}
    skipped = {"loop", "self.md", "out.md", "gone.md", "null.md", "pipe.md"}
    assert told == {(name, 1, 1, "skipped-source") for name in skipped} | {
        ("a.md", 3, column, "missing-image") for column in (1, 16)
    }


def test_b11_unreadable_files(tmp_path: Path) -> None:
    before = good_build(tmp_path)
    (tmp_path / "lesson-1.md").chmod(0)
    ran = coursepack("build", tmp_path, "-o", tmp_path / "build", wrapper=without_privileges())
    assert ran.code == 1
    assert ("unreadable-file") in {found[-1] for found in ran.findings}
    assert "permission denied" in ran.err
    assert outputs(tmp_path) == before


@pytest.mark.parametrize("what", ["lesson-1.md", "a.png"])
def test_b11_file_that_vanishes_during_the_build(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from coursepack import pipeline
    from coursepack.errors import CoursepackError

    write_sources(tmp_path, {**COURSE, "lesson-1.md": LESSON + "\n![a](a.png)\n", "a.png": PNG})
    loaded = pipeline.load(tmp_path)
    pipeline.build(loaded, ["scorm12"], tmp_path / "build")
    before = outputs(tmp_path)
    loaded = pipeline.load(tmp_path)
    (tmp_path / what).unlink()
    with pytest.raises(CoursepackError, match=what):
        pipeline.build(loaded, ["scorm12", "html"], tmp_path / "build")
    assert outputs(tmp_path) == before
    assert leftovers(tmp_path) == []
