"""Bad sources: one clear message with its place, an exit code, nothing half-written, the last good output whole."""

import os
import resource
import unicodedata
from pathlib import Path

import pytest

from tests.hostile.running import (
    COURSE,
    LESSON,
    QUIZ,
    Ran,
    build,
    coursepack,
    good_build,
    leftovers,
    limited,
    outputs,
    without_privileges,
)
from tests.hostile.words import missing, visible_text
from tests.support.courses import write_sources

MEGABYTE = 1_000_000


def fails(folder: Path, files: dict[str, str | bytes], *, code: int = 1) -> Ran:
    """Builds a good course, then a bad one over it: that must fail and leave the outputs as they were."""
    before = good_build(folder)
    ran = build(folder, files)
    assert ran.code == code, ran.err
    assert outputs(folder) == before
    assert leftovers(folder) == []
    return ran


def page(folder: Path) -> str:
    """All words of the site."""
    return "".join(visible_text(path.read_text(encoding="utf-8")) for path in (folder / "build").rglob("*.html"))


# --- encodings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        (b"# L\n\nna\xefve\n", 3, 3, "0xEF"),
        (b"\xef\xbb\xbf# L\r\n\r\n\xc3\xa4\xff\n", 3, 2, "byte 12"),
        (LESSON.encode("utf-16"), 1, 1, "UTF-16"),
        (b"# L\n\n\xed\xa0\x80\n", 3, 1, "0xED"),
    ],
    ids=["latin-1", "after a mark and CRLF", "utf-16", "lone surrogate, which UTF-8 has no way to write"],
)
def test_b05_bytes_that_are_not_utf8(tmp_path: Path, content: bytes, line: int, column: int, words: str) -> None:
    ran = fails(tmp_path, {"lesson-1.md": content})
    assert (line, column, "unreadable-file") in {found[1:] for found in ran.findings}
    assert words in ran.err


def test_b05_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    assert build(tmp_path, {"a.md": "\ufeff" + LESSON}).code == 0
    assert "\ufeff" not in page(tmp_path)
    assert "<h1" in "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "build" / "html").glob("*.html"))


@pytest.mark.parametrize(
    "character", ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x92", "\ufffe", "\uffff"]
)
def test_b05_characters_that_xml_forbids_are_named_and_left_out(tmp_path: Path, character: str) -> None:
    files = {"a.md": f"# Lesson 1: A\n\nna{character}ve\n", "quiz-1.md": QUIZ.replace("This", f"Th{character}is")}
    ran = build(tmp_path, files)
    assert ran.code == 0, ran.err
    places = {
        (Path(file).name, line, column) for file, line, column, name in ran.findings if name == "forbidden-character"
    }
    assert places == {("a.md", 3, 3), ("quiz-1.md", 5, 9)}
    for path in (tmp_path / "build").rglob("*.*ml"):
        assert character not in path.read_text(encoding="utf-8")
    assert ("na ve" if character in "\x0b\x0c" else "nave") in page(tmp_path)


def test_b05_a_binary_file_is_not_reported_line_by_line(tmp_path: Path) -> None:
    ran = build(tmp_path, {"a.md": "# A\n\n" + "\x01 \x02\n" * 1000})
    assert len(ran.findings) == 11


@pytest.mark.parametrize("ending", ["\r\n", "\r", "mixed"])
def test_b05_line_ends_of_other_systems(tmp_path: Path, ending: str) -> None:
    assert build(tmp_path / "one", COURSE).code == 0
    changed = {}
    for name, text in COURSE.items():
        lines = str(text).split("\n")
        ends = ["\r\n", "\n", "\r"] if ending == "mixed" else [ending]
        changed[name] = "".join(line + ends[index % len(ends)] for index, line in enumerate(lines[:-1]))
    assert build(tmp_path / "two", changed).code == 0
    assert page(tmp_path / "one").replace("One", "") == page(tmp_path / "two").replace("Two", "")


def test_b05_line_separators_stay_in_their_line(tmp_path: Path) -> None:
    ran = build(tmp_path, {"a.md": "# A\n\none\u2028two\u2029three\n\n<b>x\n"})
    assert ran.code == 0
    assert {(line, column) for _, line, column, _ in ran.findings} == {(5, 1)}
    assert missing("one two three", page(tmp_path)) == []


# --- sizes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "rule"), [("", "empty-course"), ("\n\n", "empty-course"), ("<!-- only this -->\n", "empty-course")]
)
def test_b06_files_without_text(tmp_path: Path, content: str, rule: str) -> None:
    ran = build(tmp_path, {"a.md": content})
    assert ran.code in (0, 1)
    assert ran.code == 0 or rule in {name for *_, name in ran.findings}


def test_b06_file_with_front_matter_alone(tmp_path: Path) -> None:
    assert build(tmp_path, {"a.md": "---\ntitle: Nothing yet\n---\n"}).code in (0, 1)


SIZES = {
    "100 MB": (b"# A\n\n" + b"x" * 99 + b"\n", 100 * MEGABYTE),
    "a line of 50 MB": (b"# A\n\n" + b"word " * 10_000_000, 0),
    "a table of a million rows": (b"# A\n\n|a|b|\n|-|-|\n" + b"|a|b|\n" * 1_000_000, 0),
}


@pytest.mark.parametrize("name", SIZES)
def test_b06_sources_of_a_size_that_no_lesson_has(tmp_path: Path, name: str) -> None:
    content, size = SIZES[name]
    ran = fails(tmp_path, {"lesson-1.md": content.ljust(size)})
    assert "unreadable-file" in {found[-1] for found in ran.findings}
    assert "divide it" in ran.err


def test_b06_a_hundred_thousand_headings(tmp_path: Path) -> None:
    ran = build(tmp_path, {"a.md": "# A\n\n" + "## b\n\n" * 100_000}, "-t", "html")
    assert ran.code == 0, ran.err


MEGABYTES = {
    "prose": "Data rests in files, **tables** and `streams`; see [the next](b.md) one.\n\n",
    "a paragraph": "Data rests in *files* and\n",
    "rows": "| a | **b** |\n",
    "items": "- [ ] a task\n  - another\n",
    "quotations": "> **Note:** a remark\n\n",
    "marks": "*_`[(<!&$~^=%{",
    "brackets": "[",
    "letters of many scripts": "日本語 العربية русский ελληνικά 🎓\n\n",
}


@pytest.mark.parametrize("name", MEGABYTES)
def test_b06_a_megabyte_is_read_in_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    """The goal is 10 seconds and 300 MB; the limits leave room for slow machines and for what Python reserves."""
    unit = MEGABYTES[name]
    head = "# Lesson 1: Large\n\n" + ("| a | b |\n|---|---|\n" if name == "rows" else "")
    write_sources(tmp_path, {"a.md": head + unit * (MEGABYTE // len(unit.encode())), "b.md": QUIZ})

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
        resource.setrlimit(resource.RLIMIT_DATA, (600 * MEGABYTE, 600 * MEGABYTE))

    ran = coursepack("-q", "build", tmp_path, "-o", tmp_path / "build", before=limits)
    assert ran.code == 0, ran.err[-2000:]


# --- front matter and configuration --------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    "value", ["no", "on", "1.10", "12:30", "010", "2024-02-30", "2024-01-01", "~", "1e3", "0x1F", "null"]
)
def test_b07_scalars_that_other_readers_turn_into_something_else(tmp_path: Path, value: str) -> None:
    ran = build(tmp_path, {"a.md": f"---\ntitle: {value}\n---\n{LESSON}"}, "-t", "html")
    assert ran.code in (0, 1)
    if ran.code == 0 and value not in ("~", "null", "no", "on", "1e3", "0x1F", "010", "1.10"):
        assert value in page(tmp_path)


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


# --- links ---------------------------------------------------------------------------------------------------


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
    ],
)
def test_b09_addresses_that_lead_nowhere(tmp_path: Path, address: str) -> None:
    ran = build(tmp_path, {"a.md": f"# A\n\nSee [this](<{address}>) and ![that](<{address}>).\n"})
    assert ran.code == 0, ran.err
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
    assert "root:" not in html


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


# --- names of files ------------------------------------------------------------------------------------------


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


# --- what is no plain file -----------------------------------------------------------------------------------


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


# --- doubles and questions -----------------------------------------------------------------------------------


def test_b12_ids_that_are_given_twice(tmp_path: Path) -> None:
    text = QUIZ + "".join(f"\n## {word}?\n<!-- q id=same -->\n\n- [x] a\n- [ ] b\n" for word in ("Again", "Once more"))
    ran = fails(tmp_path, {"quiz-1.md": text})
    assert [found[1:] for found in ran.findings] == [(14, 1, "duplicate-id")]


def test_b12_titles_and_questions_that_stand_twice_are_kept_apart(tmp_path: Path) -> None:
    question = "## Which one?\n\n- [x] This\n- [ ] That\n\n"
    ran = build(tmp_path, {"a.md": LESSON, "b/lesson.md": LESSON, "quiz-1.md": "# Quiz\n\n" + question * 5})
    assert ran.code == 0, ran.err
    xml = next(content for path, content in outputs(tmp_path).items() if path.endswith(".xml"))
    assert xml.count(b'<question type="multichoice">') == 5


@pytest.mark.parametrize(
    ("choices", "rule"),
    [
        ("", "no-question"),
        ("- [x] alone\n", "too-few-choices"),
        ("- [ ] a\n- [ ] b\n", "no-right-answer"),
        ("- [x] a\n- b\n", "mixed-answers"),
        ("- [x]\n- [ ]\n", ""),
        ("- [x] a\n- [x] b\n", ""),
        ("- [x] a\n- [ ] a\n", ""),
        ("- [x] a\n" + "- [ ] b\n" * 36, ""),
        ("- [x] a\n" + "".join(f"- [ ] b{n}\n" for n in range(999)), ""),
    ],
    ids=["none", "one", "none right", "mixed", "empty", "all right", "equal", "37", "1000"],
)
def test_b12_questions_with_odd_choices(tmp_path: Path, choices: str, rule: str) -> None:
    text = f"# Quiz 1: Check\n\n## Which one?\n\n{choices}\n"
    if rule:
        ran = fails(tmp_path, {"quiz-1.md": text})
        assert rule in {found[-1] for found in ran.findings}, ran.err
    else:
        ran = build(tmp_path, {"lesson-1.md": LESSON, "quiz-1.md": text})
        assert ran.code in (0, 1), ran.err
        assert ran.code == 0 or ran.findings


# --- pictures and media --------------------------------------------------------------------------------------

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000000000500017a5eab3f0000000049454e44ae426082"
)

SVG = {
    "script": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "handler": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><g onclick="x()"/></svg>',
    "foreign object": '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">'
    "x</p></foreignObject></svg>",
    "entities": '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
    "external entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    "script address": '<svg xmlns="http://www.w3.org/2000/svg"><a href="java&#10;script:alert(1)"><text/></a></svg>',
    "remote image": '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/x.png"/></svg>',
    "remote style": '<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(https://example.org/x.css)</style></svg>',
    "animated address": '<svg xmlns="http://www.w3.org/2000/svg"><set attributeName="href" to="javascript:x"/></svg>',
    "not XML": "<svg",
    "empty": "",
    "HTML": "<html><script>alert(1)</script></html>",
}


@pytest.mark.parametrize("name", SVG)
def test_b13_unsafe_svg_is_not_carried(tmp_path: Path, name: str) -> None:
    ran = build(tmp_path, {"a.md": "# A\n\n![a drawing](x.svg)\n", "x.svg": SVG[name]})
    assert ran.code == 0, ran.err
    assert (3, "unusable-image") in {(line, rule) for _, line, _, rule in ran.findings}, ran.err
    assert not [path for path in outputs(tmp_path) if path.endswith(".svg")]
    assert missing("a drawing", page(tmp_path)) == []


def test_b13_safe_svg_is_shown_as_an_image(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title><rect width="9" height="9"/></svg>'
    ran = build(tmp_path, {"a.md": "# A\n\n![a drawing](x.svg)\n", "x.svg": svg})
    assert ran.code == 0
    assert [path for path in outputs(tmp_path) if path.endswith(".svg")]
    html = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "build").rglob("*.html"))
    assert "<img" in html
    assert "<rect" not in html


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.png", b""),
        ("x.png", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
        ("x.jpg", PNG),
        ("x.png", b"<html><script>alert(1)</script></html>"),
        ("x.gif", b"MZ\x90\x00"),
        ("x.webp", b"RIFF\x00\x00\x00\x00WAVE"),
    ],
    ids=["empty", "gif as png", "png as jpg", "html as png", "program as gif", "sound as webp"],
)
def test_b13_pictures_that_are_not_what_their_names_say(tmp_path: Path, name: str, content: bytes) -> None:
    ran = build(tmp_path, {"a.md": f"# A\n\n![a picture]({name})\n", name: content})
    assert ran.code == 0, ran.err
    assert {rule for *_, rule in ran.findings} & {"unusable-image", "missing-image"}, ran.err
    assert missing("a picture", page(tmp_path)) == []


def test_b13_a_picture_of_a_billion_points_is_never_unpacked(tmp_path: Path) -> None:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(30 * MEGABYTE)))
        + chunk(b"IEND", b"")
    )
    write_sources(tmp_path, {"a.md": "# A\n\n![a picture](x.png)\n", "x.png": bomb})
    memory = limited(resource.RLIMIT_DATA, 400 * MEGABYTE)
    ran = coursepack("build", tmp_path, "-o", tmp_path / "build", before=memory)
    assert ran.code == 0, ran.err
    html = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "build").rglob("*.html"))
    assert 'width="60000"' in html


def test_b13_a_film_is_copied_piece_by_piece(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a.md": "# A\n\n![a film](x.mp4)\n"})
    with (tmp_path / "x.mp4").open("wb") as stream:
        stream.truncate(700 * MEGABYTE)
    memory = limited(resource.RLIMIT_DATA, 300 * MEGABYTE)
    ran = coursepack("check", tmp_path, before=memory)
    assert ran.code == 0, ran.err


# --- memory --------------------------------------------------------------------------------------------------


def test_b19_a_limit_of_memory_is_honoured(tmp_path: Path) -> None:
    before = good_build(tmp_path)
    write_sources(tmp_path, {"lesson-1.md": "# A\n\n" + "Words *and* more `words`.\n\n" * 100_000})
    for amount in (60, 120, 240):
        memory = limited(resource.RLIMIT_AS, amount * MEGABYTE)
        ran = coursepack("-q", "build", tmp_path, "-o", tmp_path / "build", before=memory)
        assert ran.code == 2, (amount, ran.err[-500:])
        assert "memory is used up" in ran.err
        assert outputs(tmp_path) == before
        assert leftovers(tmp_path) == []


# --- words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Code `[^1]` alone.\n\n[^1]: kept\n",
        "Text.\n\n[^1]: kept, see [^1]\n",
        "Text.\n\n[^1]: see [^2]\n\n[^2]: kept, see [^1]\n",
        "Text[^1].\n\n[^1]: see [^2]\n\n[^2]: kept\n",
        "Text^[kept].\n",
        "<pre><code>kept</code></pre>\n",
        "<table><tr><td>\n<pre>\n**a**,\n\n_kept_.\n</pre>\n</td></tr></table>\n",
    ],
)
def test_b04_words_that_hide_in_odd_places_are_kept(tmp_path: Path, text: str) -> None:
    ran = build(tmp_path, {"a.md": f"# A\n\n{text}", "b.md": LESSON}, "-t", "html")
    assert ran.code == 0, ran.err
    assert "kept" in page(tmp_path)
