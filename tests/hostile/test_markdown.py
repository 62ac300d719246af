"""Markdown at its worst: every word of the specification's examples is kept, and no shape takes for ever."""

import cProfile
import gc
import json
import math
import shutil
import subprocess
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from markdown_it import MarkdownIt

from coursepack.pages.addresses import SiteAddresses
from coursepack.pipeline import build, load
from tests.hostile.running import build as build_command
from tests.hostile.words import missing, visible_text
from tests.support.tools import node_modules, program

Shape = Callable[[int], str]

PATHOLOGICAL: dict[str, tuple[Shape, int]] = {
    "nested strong emphasis": (lambda n: "*a **a " * n + "b" + " a** a*" * n, 1000),
    "many closers of emphasis": (lambda n: "a_ " * n, 8000),
    "many openers of emphasis": (lambda n: "_a " * n, 8000),
    "many closers of links": (lambda n: "a]" * n, 40_000),
    "many openers of links": (lambda n: "[a" * n, 20_000),
    "openers and closers that do not match": (lambda n: "*a_ " * n, 6000),
    "runs whose lengths are multiples of three": (lambda n: "a**b" + "c* " * n, 8000),
    "openers of links and closers of emphasis": (lambda n: "[ a_" * n, 6000),
    "brackets and parentheses": (lambda n: "[ (](" * n, 10_000),
    "images in images": (lambda n: "![[]()" * n, 2500),
    "nested brackets": (lambda n: "[" * n + "a" + "]" * n, 5000),
    "nested quotations": (lambda n: "> " * n + "a", 50_000),
    "nested lists": (lambda n: "".join("  " * depth + "* a\n" for depth in range(int((2 * n) ** 0.5))), 200_000),
    "NUL characters": (lambda n: "abc\0de\0" * n, 100_000),
    "runs of backticks": (lambda n: "".join("e" + "`" * depth for depth in range(int((2 * n) ** 0.5))), 500_000),
    "unclosed destinations in angles": (lambda n: "[a](<b" * n, 8000),
    "unclosed destinations": (lambda n: "[a](b" * n, 6000),
    "unclosed comments": (lambda n: "</" + "<!--" * n, 15_000),
    "unclosed instructions": (lambda n: "</" + "<?" * n, 25_000),
    "unclosed sections of characters": (lambda n: "</" + "<![CDATA[" * n, 4000),
    "declarations": (lambda n: "</" + "<!A " * n, 15_000),
    "many references": (lambda n: "".join(f"[{number}]: u\n" for number in range(n)) + "[0] " * n, 3000),
    "tables without end": (lambda n: "aaa\n-|\n" * n, 3000),
    "table with many columns": (lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n" + "a\n" * 3, 6000),
}
"""The shapes that parsers of Markdown are known to have choked on, and a size that keeps each busy for a moment."""

OURS: dict[str, tuple[Shape, int]] = {
    "equal sections": (lambda n: "# Title\n\n" + "## equal\n\ntext\n\n" * n, 800),
    "equal lessons": (lambda n: "## equal\n\ntext\n\n" * n, 200),
    "dollars on lines": (lambda n: "$$ a\n" * n, 4000),
    "dollars in a line": (lambda n: "$a " * n, 30_000),
    "equations": (lambda n: "\\begin{equation}\n" * n, 4000),
    "tasks": (lambda n: "- [ ] a\n" * n, 4000),  # a quarter is above what a digest takes at once, which is a step
    "quotation marks": (lambda n: "\"a 'b " * n, 50_000),
    "quotations without end": (lambda n: '**Scenario:** "a\n\ntext\n\n' * n, 2000),
    "marks without end": (lambda n: "==a " * n, 20_000),
    "marks that touch": (lambda n: "==a==b ==c= =d== " * n, 6000),
    "comments without end": (lambda n: "%%a " * n, 20_000),
    "attributes": (lambda n: "{.a #b c=d} " * n, 30_000),
    "lines of one paragraph": (lambda n: "a *b* c\n" * n, 5000),
    "hard line breaks": (lambda n: "a  \n" * n, 7500),
    "addresses with brackets": (lambda n: "http://a" + ")" * n, 200_000),
    "addresses with full stops": (lambda n: "http://a" + "." * n, 200_000),
    "elements that are not closed": (lambda n: "<details>\n\n" * n, 4000),
    "blocks that are not closed": (lambda n: "<div>" * n, 15_000),
    "spans that are not closed": (lambda n: "a <kbd>" * n, 5000),
    "spans that close nothing": (lambda n: "<b>" * n + "a </kbd>" * n, 4000),
    "footnotes": (lambda n: "".join(f"a[^{number}]\n\n[^{number}]: b\n\n" for number in range(n)), 1000),
    "footnotes in the text": (lambda n: "a^[b] " * n, 3000),
    "footnotes without end": (lambda n: "^[" * n, 25_000),
    "links to headings": (
        lambda n: "# T\n\n" + "".join(f"## h{i}\n\n[a](#h{i}) [b](#x{i})\n\n" for i in range(n)),
        400,
    ),
    "lettered questions": (lambda n: "# T\n\n" + "Q?\n\nA) a\nB) b\n\nAnswer: B\n\n" * n, 500),
    "lettered questions without an answer": (lambda n: "# T\n\n" + "Q?\n\nA) a\nB) b\n\n" * n, 800),
    "titles of answer keys": (lambda n: "# T\n\n" + "Q?\n\nA) a\nB) b\n\n" + "Answers:\n\n" * n, 4000),
    "questions": (lambda n: "# Quiz\n\n" + "## Q?\n\n- [x] a\n- [ ] b\n\n" * n, 600),
    "choices": (lambda n: "# Quiz\n\n## Q?\n\n- [x] a\n" + "- [ ] b\n" * n, 2000),
    "blanks without end": (lambda n: "# Quiz\n\n## Q?\n\n" + "[[a " * n + "\n\n[[a]]\n", 10_000),
    "backticks in a blank": (lambda n: "# Quiz\n\n## Q?\n\n[[" + "`a " * n + "\n\n[[a]]\n", 20_000),
}

INTRODUCTIONS: dict[str, tuple[Shape, int]] = {
    "quizzes": (lambda n: "# T\n\n" + "## Quiz\n\nQ?\n\nA) a\nB) b\n\nAnswer: B\n\n" * n, 300),
    "quizzes without a key": (lambda n: "# T\n\n" + "## Quiz\n\ntext\n\n" * n, 2000),
    "names of units": (lambda n: "# T\n\n" + "".join(f"## Lesson {i}: a\n\ntext\n\n" for i in range(n)), 1000),
}
"""What only a README is asked for, which introduces the other files of its folder."""

GROWTH = 2.3
"""How much longer twice the text may take."""


@cache
def examples() -> list[dict[str, str]]:
    """The examples of the CommonMark specification."""
    script = "process.stdout.write(JSON.stringify(require('commonmark-spec').tests))"
    done = subprocess.run([program("node"), "-e", script], cwd=node_modules(), capture_output=True, check=True)
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def test_b01_every_word_of_the_specification_is_in_the_page(tmp_path: Path) -> None:
    assert len(examples()) == 652
    for number, example in enumerate(examples(), 1):
        (tmp_path / f"lesson-{number}.md").write_text(example["markdown"].replace("→", "\t"), encoding="utf-8")
    loaded = load(tmp_path)
    assert not [found for found in loaded.report.diagnostics if found.rule.name == "unreadable-file"]
    build(loaded, ["html"], tmp_path / "build")
    addresses = SiteAddresses(loaded.course)
    pages = {unit.file: addresses.file(unit.id) for unit in loaded.course.pages()}
    told = {found.at.file: found.message for found in loaded.report.diagnostics}
    lost: list[str] = []
    for number, example in enumerate(examples(), 1):
        file = f"lesson-{number}.md"
        if file not in pages:
            assert not visible_text(example["html"]).strip(), example
            continue
        page = visible_text((tmp_path / "build" / "html" / pages[file]).read_text(encoding="utf-8"), only="main")
        words = missing(visible_text(example["html"].replace("→", "\t")), page)
        if words and not any(word in told.get(file, "") for word in words):
            lost.append(f"{number} {example['markdown']!r}: {words}")
    assert lost == []


def test_b01_every_word_of_the_pathological_shapes_is_in_the_page(tmp_path: Path) -> None:
    """The judge is the parser without any of our rules; what is cut by the cap on nesting is an error (B3)."""
    judge = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    for number, (shape, _) in enumerate(PATHOLOGICAL.values(), 1):
        (tmp_path / f"lesson-{number}.md").write_text(shape(20), encoding="utf-8")
    loaded = load(tmp_path)
    assert not loaded.report.has_errors
    build(loaded, ["html"], tmp_path / "build")
    addresses = SiteAddresses(loaded.course)
    pages = {unit.file: addresses.file(unit.id) for unit in loaded.course.pages()}
    for number, (name, (shape, _)) in enumerate(PATHOLOGICAL.items(), 1):
        page = visible_text((tmp_path / "build" / "html" / pages[f"lesson-{number}.md"]).read_text(encoding="utf-8"))
        expected = visible_text(judge.render(shape(20).replace("\0", "")))
        assert "".join(expected.split()) in "".join(page.split()), name


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_b01_pathological_shapes_grow_with_their_size(tmp_path: Path, name: str) -> None:
    shape, size = PATHOLOGICAL[name]
    assert growth(tmp_path, shape, size) <= GROWTH


@pytest.mark.parametrize("name", OURS)
def test_b02_shapes_of_our_own_grow_with_their_size(tmp_path: Path, name: str) -> None:
    shape, size = OURS[name]
    assert growth(tmp_path, shape, size) <= GROWTH


@pytest.mark.parametrize("name", INTRODUCTIONS)
def test_b02_introductions_grow_with_their_size(tmp_path: Path, name: str) -> None:
    shape, size = INTRODUCTIONS[name]
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "lesson.md").write_text("# Lesson\n\nText.\n", encoding="utf-8")
    assert growth(tmp_path, shape, size, "README.md") <= GROWTH


@pytest.mark.parametrize(
    "text",
    [
        "> " * 150 + "deep\n",
        "".join("  " * depth + "- a\n" for depth in range(80)),
        "<div>\n\n" * 60 + "deep\n\n" + "</div>\n\n" * 60,
        "<div>" + "<b>" * 60 + "deep" + "</b>" * 60 + "</div>\n",
        "a " + "<b>" * 80 + "deep" + "</b>" * 80 + "\n",
        "*a **b " * 50 + "deep" + " a** a*" * 50 + "\n",
    ],
    ids=["quotations", "lists", "elements", "spans in a block", "spans", "emphasis"],
)
def test_b03_nesting_beyond_the_cap_is_an_error(tmp_path: Path, text: str) -> None:
    ran = build_command(tmp_path, {"a.md": f"# Deep\n\n{text}"})
    assert ran.code == 1
    assert "nesting-too-deep" in {name for *_, name in ran.findings}
    assert not (tmp_path / "build").exists()


def test_b03_nesting_up_to_the_cap_keeps_every_word(tmp_path: Path) -> None:
    levels = [f"level{depth}" for depth in range(40)]
    text = "".join("  " * depth + f"- {word}\n" for depth, word in enumerate(levels))
    ran = build_command(tmp_path, {"a.md": f"# Deep\n\n{text}"}, "-t", "html")
    assert ran.code == 0, ran.err
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "build").rglob("*.html"))
    assert missing(" ".join(levels), visible_text(pages)) == []


def growth(folder: Path, shape: Shape, size: int, file: str = "a.md") -> float:
    """How much more a text costs to become pages and a question bank than one of half its length: the worse of two.

    The first counts calls, and is the same in every run. It cannot see what one call of a pattern or a copy costs, so
    the second takes processor time: of eight texts of an eighth, then of the whole. Both take as long where the cost is
    linear, so that other programs disturb both alike, and three doublings leave room for what they do.
    A shape may grow faster than its parameter: what counts is each character.
    """
    source = folder / "source"
    source.mkdir(exist_ok=True)
    path = source / file
    eighth, quarter, half, whole = (shape(size // part) for part in (8, 4, 2, 1))
    idle_calls, idle_time = idle()
    by_calls = _doubled(calls(path, quarter) - idle_calls, calls(path, half) - idle_calls, quarter, half)
    for _ in range(3):
        small = sum(seconds(path, eighth) - idle_time for _ in range(8)) / 8
        by_time = _doubled(small, seconds(path, whole) - idle_time, eighth, whole)
        if by_time <= GROWTH:
            break
    return max(by_calls, by_time)


def _doubled(small: float, large: float, short: str, long: str) -> float:
    """What a doubling of the text multiplies the cost by, where `short` costs `small` and `long` costs `large`."""
    doublings = math.log2(len(long) / len(short))
    return 2 ** (math.log2(large / small) / doublings)


@cache
def idle() -> tuple[int, float]:
    """What a course of one word costs: (calls, seconds)."""
    with TemporaryDirectory() as name:
        path = Path(name) / "a.md"
        seconds(path, "a\n")
        return calls(path, "a\n"), min(seconds(path, "a\n") for _ in range(5))


def calls(path: Path, text: str) -> int:
    """How many functions are called, those of Python itself among them, to build the folder with `text` at `path`."""
    path.write_text(text, encoding="utf-8")
    profile = cProfile.Profile()
    profile.runcall(make, path.parent)
    shutil.rmtree(path.parent / "build")
    return sum(entry.callcount for entry in profile.getstats())


def seconds(path: Path, text: str) -> float:
    """How much processor time that takes."""
    path.write_text(text, encoding="utf-8")
    gc.collect()
    gc.freeze()  # what the tests before have left is not looked through again for each text
    gc.disable()
    begin = time.process_time()
    make(path.parent)
    end = time.process_time()
    gc.enable()
    shutil.rmtree(path.parent / "build")
    return end - begin


def make(source: Path) -> None:
    build(load(source), ["html", "moodle-xml"], source / "build")
