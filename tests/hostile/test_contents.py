"""Ids given twice, odd questions, and pictures that are not what they say."""

import resource
from pathlib import Path

import pytest

from tests.hostile.running import (
    LESSON,
    MEGABYTE,
    PNG,
    QUIZ,
    build,
    coursepack,
    fails,
    limited,
    outputs,
    page,
)
from tests.hostile.words import missing
from tests.support.courses import write_sources


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
