"""Texts that no lesson should be: odd encodings, sizes beyond measure, words in odd places, little memory."""

import resource
from pathlib import Path

import pytest

from coursepack.pipeline import load
from tests.hostile.running import (
    COURSE,
    LESSON,
    MEGABYTE,
    QUIZ,
    build,
    coursepack,
    fails,
    good_build,
    leftovers,
    limited,
    outputs,
    page,
)
from tests.hostile.words import missing
from tests.support.courses import write_sources


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
    one, two = tmp_path / "one" / "course", tmp_path / "two" / "course"
    assert build(one, COURSE).code == 0
    changed = {}
    for name, text in COURSE.items():
        lines = str(text).split("\n")
        ends = ["\r\n", "\n", "\r"] if ending == "mixed" else [ending]
        changed[name] = "".join(line + ends[index % len(ends)] for index, line in enumerate(lines[:-1]))
    assert build(two, changed).code == 0
    assert page(one) == page(two)


def test_b05_line_separators_stay_in_their_line(tmp_path: Path) -> None:
    ran = build(tmp_path, {"a.md": "# A\n\none\u2028two\u2029three\n\n<b>x\n"})
    assert ran.code == 0
    assert {(line, column) for _, line, column, _ in ran.findings} == {(5, 1)}
    assert missing("one two three", page(tmp_path)) == []


def test_b06_files_without_text_are_told(tmp_path: Path) -> None:
    contents = ("", "\n\n", "<!-- only this -->\n", "---\ntitle: Nothing yet\n---\n")
    ran = build(tmp_path, {f"lesson-{number}.md": text for number, text in enumerate(contents, 1)})
    assert ran.code == 0, ran.err
    told = [(found.at.file, found.rule.name) for found in load(tmp_path).report.diagnostics]
    assert told == [(f"lesson-{number}.md", "empty-unit") for number in range(1, 5)]


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


def test_b06_more_pages_than_a_course_may_have(tmp_path: Path) -> None:
    ran = fails(tmp_path, {"a.md": "".join(f"# Lesson {n}\n\na\n\n" for n in range(5_001))})
    assert [found[1:] for found in ran.findings] == [(1, 1, "too-many-pages")]
    assert "pages, and 5,000 are the most" in ran.err


QUESTIONS = {
    "# Quiz 2\n\n": "## Q\n\n- [x] a\n- [ ] b\n\n",
    "# Lesson 2\n\n": "Q?\nA) a\nB) b\n\nAnswer: A\n\n",
    "# Lesson 3\n\n": "Which?\n\n- [x] a\n- [ ] b\n\n",
}


@pytest.mark.parametrize("head", QUESTIONS)
def test_b06_more_questions_than_a_course_may_have(tmp_path: Path, head: str) -> None:
    """They are counted over all files, of which none has too many."""
    ran = fails(tmp_path, {f"{name}.md": head + QUESTIONS[head] * 2_500 for name in "abcd"})  # the good course has one
    assert [(Path(file).name, *found) for file, *found in ran.findings] == [("a.md", 1, 1, "too-many-questions")]
    assert "10,001 questions, and 10,000 are the most" in ran.err


MEGABYTES = {
    "quotations": "> **Note:** a remark\n\n",
    "marks": "*_`[(<!&$~^=%{",
    "letters of many scripts": "日本語 العربية русский ελληνικά 🎓\n\n",
}
"""Those that take the most memory, time and bytes; `make bench` holds these and others to the goals."""


@pytest.mark.parametrize("name", MEGABYTES)
def test_b06_a_megabyte_is_read_in_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    """The goal is 10 seconds and 300 MB; the limits leave room for slow machines and for what Python reserves."""
    unit = MEGABYTES[name]
    text = "# Lesson 1: Large\n\n" + unit * (MEGABYTE // len(unit.encode()))
    write_sources(tmp_path, {"a.md": text, "b.md": QUIZ})

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
        resource.setrlimit(resource.RLIMIT_DATA, (600 * MEGABYTE, 600 * MEGABYTE))

    ran = coursepack("-q", "build", tmp_path, "-o", tmp_path / "build", before=limits)
    assert ran.code == 0, ran.err[-2000:]


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
