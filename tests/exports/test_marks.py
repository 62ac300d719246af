"""Places, names and limits that the cases do not show."""

import base64
import time
from pathlib import Path

import pytest

from coursepack.diagnostics import Report
from coursepack.reading.document import Document
from coursepack.reading.exports import google_docs
from coursepack.reading.exports.front_matter import FOREIGN_KEYS
from coursepack.reading.exports.names import plain_name
from coursepack.reading.exports.obsidian import Pages
from coursepack.reading.exports.repository import is_project_file
from coursepack.reading.exports.table import EXPORTS
from coursepack.reading.settings import QUIZ_KEYS, UNIT_KEYS
from coursepack.rules import RULE_NAMES
from tests.exports.pictures import BLUE
from tests.support.courses import write_sources

HASH = "0f3c4b5a69788796a5b4c3d2e1f00112"
HOSTILE = {
    "comments": "%%a ",
    "marks": "==a ",
    "open links": "[[a ",
    "links": "[[a]] ",
    "spans": "[x]{",
    "attributes": "![](a){",
    "asides": "<aside>\n💡 x\n",
    "tags": "\n\n#tag #b\n\n",
    "badges": "[![",
    "divs": "::: {.note}\n\nx\n\n",
    "nested divs": "::: note\n",
    "boxes": "+--+--+\n",
    "dashes": "-----\na\n-- --\nb\n",
    "headings": "# a   {",
    "backticks": "`a`` ![](data:image/png;base64,",
    "contents": "[a 1](#a)\n\n",
    "block comments": "%%\n",
}


def _places(text: str, tmp_path: Path) -> dict[str, tuple[int, int]]:
    from coursepack.pipeline import load

    write_sources(tmp_path, {"lesson.md": text})
    found = load(tmp_path / "lesson.md").report.diagnostics
    return {each.message.split('"')[1]: (each.at.line, each.at.column) for each in found if '"' in each.message}


def test_places_are_those_of_the_author(tmp_path: Path) -> None:
    data = base64.b64encode(BLUE).decode()
    lines = [
        "# **Title** {#title}",
        "",
        f"Text ![](data:image/png;base64,{data}) then [one](one-not-there.md).",
        "",
        "<aside>",
        "💡 See [two](two-not-there.md).",
        "</aside>",
        "",
        "- ☐ box with [three](three-not-there.md)",
        "",
        "::: {.tip}",
        "[four](four-not-there.md)",
        ":::",
        "",
        "[![b](https://img.shields.io/x)](https://example.org) [five](five-not-there.md)",
        "",
        "Fruit   Price",
        "------- -----------------------",
        "Apple   [six](six-not-there.md)",
        "",
        "A [x]{.underline} %%no%% [[seven-not-there]]",
    ]
    found = _places("\n".join(lines), tmp_path)
    for number, line in enumerate(lines, 1):
        for start in (at for at in range(len(line)) if line.startswith("](", at) and "-not-there" in line[at:]):
            name = line[start + 2 : line.index(")", start)]
            if name in found:
                assert found[name] == (number, line.rindex("[", 0, start) + 1), name
    assert len(found) >= 6


def test_the_first_six_links_are_all_placed(tmp_path: Path) -> None:
    text = "> [!NOTE]\n> x\n\n<aside>\n⚠️ a\n[b](b-not-there.md)\n</aside>\n"
    assert _places(text, tmp_path) == {"b-not-there.md": (6, 1)}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_bounded_time(name: str) -> None:
    text = HOSTILE[name] * (200_000 // len(HOSTILE[name]))
    begin = time.process_time()
    Document("x.md", text, "en", Report())
    assert time.process_time() - begin < 8


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        (f"Lesson 1 {HASH}", "Lesson 1"),
        (f"Lesson-1-{HASH}", "Lesson-1"),
        (HASH, HASH),
        ("Lesson 1", "Lesson 1"),
        (f"{HASH} Lesson", f"{HASH} Lesson"),
        ("deadbeef", "deadbeef"),
    ],
)
def test_names_lose_the_identifier_alone(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("page", "near", "file"),
    [
        ("Next", "a/Intro.md", "a/Next.md"),
        ("Next", "Intro.md", "b.md/Next.md"),
        ("next.md", "a/Intro.md", "a/Next.md"),
        ("a/Next", "b.md/x.md", "a/Next.md"),
        ("Picture.PNG", "a/Intro.md", "img/picture.png"),
        ("picture", "a/Intro.md", None),
        ("The start", "a/Intro.md", "Intro.md"),
        ("Exported", "a/Intro.md", f"n/Exported {HASH}.md"),
        ("../Next", "a/Intro.md", None),
        ("", "a/Intro.md", None),
    ],
)
def test_wiki_links_find_their_files(page: str, near: str, file: str | None) -> None:
    files = ["a/Next.md", "b.md/Next.md", "img/picture.png", "Intro.md", f"n/Exported {HASH}.md"]
    found = Pages(files, {"The start": "Intro.md"}).find(page, near)
    assert found == file or (page == "Next" and near == "Intro.md" and found == "a/Next.md")


@pytest.mark.parametrize("file", ["LICENSE.md", "content/CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "changelog.md"])
def test_project_files_are_known(file: str) -> None:
    assert is_project_file(file, "content")


@pytest.mark.parametrize("file", ["security.md", "license.md", "unit/LICENSE.md", "README.md", "SUPPORTING.md"])
def test_lessons_are_no_project_files(file: str) -> None:
    assert not is_project_file(file, "content")


def test_pictures_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google_docs, "MAX_IMAGE", 64)
    report = Report()
    data = base64.b64encode(BLUE + bytes(64)).decode()
    text = f"![](data:image/png;base64,{data})\n"
    assert Document("x.md", text, "en", report).source.embedded == {}
    assert [each.rule for each in report.diagnostics] == [google_docs.EMBEDDED_IMAGE]
    monkeypatch.setattr(google_docs, "MAX_IMAGE", 1 << 20)
    monkeypatch.setattr(google_docs, "MAX_IMAGES", len(BLUE) + 70)
    other = base64.b64encode(BLUE + bytes(1)).decode()
    both = f"{text}\n![](data:image/png;base64,{data})\n\n![](data:image/png;base64,{other})\n"
    assert len(Document("x.md", both, "en", Report()).source.embedded) == 1


def test_no_key_of_ours_is_taken_for_that_of_another_tool() -> None:
    foreign = {key for keys in FOREIGN_KEYS.values() for key in keys.split()}
    assert not foreign & {*UNIT_KEYS, *QUIZ_KEYS}


def test_every_tool_is_documented() -> None:
    from tests.support.repository import text_of

    text = text_of("docs/exports.md")
    for name in ("Notion", "Word", "Google Docs", "Obsidian", "SUMMARY.md", "_sidebar.md", "mkdocs.yml"):
        assert f"## {name}" in text or f"`{name}`" in text
    assert len({export.name for export in EXPORTS}) == len(EXPORTS)


def test_rules_of_exports_are_listed() -> None:
    assert {"converter-mark", "page-properties", "private-comment", "embedded-image", "not-in-contents"} <= RULE_NAMES
