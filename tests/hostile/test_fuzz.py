"""Any text at all: reading raises nothing but coursepack's own errors, and every visible word is in the page."""

import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coursepack.diagnostics import Report
from coursepack.errors import CoursepackError
from coursepack.pipeline import build, load
from tests.hostile.words import missing, visible_text
from tests.support.courses import write_sources
from tests.support.tools import ROOT

LESSONS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]

MARKS = [
    *("\n", "\n\n", "\n\n\n", " ", "  \n", "\t", "    ", "\\", "\\\n"),
    *("# ", "## ", "### ", "===\n", "---\n", "***\n", "> ", "> > ", "- ", "* ", "+ ", "1. ", "2) ", "- [ ] ", "- [x] "),
    *("*", "**", "***", "_", "__", "~~", "`", "``", "```\n", "~~~\n", "$", "$$", "$$\n", "^[", "[^1]", "[^1]: "),
    *("[", "]", "](", ")", "![", "<", ">", "<b>", "</b>", "<div>\n", "</div>\n", "<details>", "<summary>", "<p>"),
    *(
        "<!-- ",
        " -->",
        "<table>",
        "<td>",
        "<pre>",
        "</pre>",
        "<br>",
        "<script>",
        "&amp;",
        "&",
        "&#x41;",
        "{",
        "}",
        "{.a}",
    ),
    *(
        "|",
        "|\n|-|-|\n",
        "| ",
        ": ",
        "~ ",
        "[[",
        "]]",
        "%%",
        "==",
        "https://a.example/",
        "www.a.example",
        "a@b.example",
    ),
    *("Module 1: ", "Lesson 1.1: ", "Quiz", "Answer: B", "A) ", "B) ", "**Note:** ", "> [!NOTE]\n", "See lesson 1.1"),
    *(
        "> **Hint:** ",
        "> **Explanation:** ",
        "<!-- quiz -->\n",
        "<!-- q id=a -->\n",
        "✅ ",
        "❌ ",
        "\u2028",
        "\x00",
        "\ufeff",
    ),
]
WORDS = [f"w{letters}q" for letters in "abc bcd cde def efg fgh ghi hij ijk jkl klm lmn".split()]
ORACLE = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])

texts = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(WORDS)), max_size=40).map("".join),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real lesson with pieces cut out, doubled, exchanged or put in."""
    text = draw(st.sampled_from(LESSONS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(st.one_of(st.sampled_from(MARKS), st.text(max_size=5), st.just(text[start:end] * 2), st.just("")))
        text = text[:start] + piece + text[end:]
    return text


def read(text: str, *, name: str = "a.md") -> tuple[str, Report] | None:
    """All words of the site that `text` becomes, with its findings; None where coursepack said why there is none."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz"))
    try:
        write_sources(folder, {name: text.encode("utf-8", "surrogatepass"), "z.md": "# Zed\n\nLast.\n"})
        loaded = load(folder)
        if loaded.report.has_errors:
            return None
        build(loaded, ["html", "moodle-xml"], folder / "build")
        pages = sorted((folder / "build" / "html").glob("*.html"))
        return "".join(visible_text(page.read_text(encoding="utf-8")) for page in pages), loaded.report
    except CoursepackError:
        return None
    finally:
        shutil.rmtree(folder)


def lost(text: str) -> list[str]:
    """The words of `WORDS` that CommonMark shows of `text` and the site does not, unless a finding names them."""
    made = read(text)
    if made is None:
        return []
    page, report = made
    told = " ".join(found.message for found in report.diagnostics)
    shown = visible_text(re.sub(r"(?s)<!--.*?-->", " ", ORACLE.render(text)))
    expected = " ".join(word for word in WORDS if word in shown)
    return [word for word in missing(expected, " ".join(word for word in WORDS if word in page)) if word not in told]


@settings(max_examples=150, deadline=None)
@given(texts)
def test_b18_any_text_is_read_and_keeps_its_words(text: str) -> None:
    assert lost(text) == []


@settings(max_examples=50, deadline=None)
@given(texts)
def test_b18_any_text_in_a_quiz_is_read(text: str) -> None:
    read(f"# Quiz\n\n## Which?\n\n{text}\n\n- [x] a\n- [ ] b\n", name="quiz-1.md")


@settings(max_examples=50, deadline=None)
@given(mutated())
def test_b18_mutated_lessons_are_read(text: str) -> None:
    read(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=3, unique=True), st.integers(0, len(LESSONS) - 1), st.data()
)
def test_b18_words_put_into_real_lessons_are_in_the_page(words: list[str], which: int, data: st.DataObject) -> None:
    lines = LESSONS[which].split("\n")
    for word in words:
        places = [place for place, line in enumerate(lines) if not line.strip()]
        lines.insert(data.draw(st.sampled_from(places)) + 1, f"The word {word} stands here.\n")
    assert lost("\n".join(lines)) == []


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_b18_any_bytes_are_read_or_refused(data: bytes) -> None:
    folder = Path(tempfile.mkdtemp(prefix="fuzz"))
    try:
        write_sources(
            folder, {"a.md": data, "coursepack.toml": "", "x.svg": data, "x.png": data, "b.md": "![x](x.svg)"}
        )
        load(folder)
    finally:
        shutil.rmtree(folder)
