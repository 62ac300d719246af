"""The document and the site as files: what stands in every page, and how output grows."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from coursepack.model.course import Activity, Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.answer_key import answer_key
from coursepack.pages.document import part_documents, single_document
from coursepack.pages.fidelity import fidelity
from coursepack.pages.inlined import inlined_document
from coursepack.pages.parts import arranged, flat
from coursepack.pages.player import noscript_stylesheet, script, stylesheet
from coursepack.pages.site import site
from coursepack.pages.words import reading_minutes
from coursepack.pipeline import load, make, write
from coursepack.targets.base import BuildContext
from coursepack.targets.html import TARGET
from tests.pages.bread import WHOLE, in_language
from tests.pages.courses import FILE, at, many_lessons, sample, words
from tests.support.courses import write_sources
from tests.support.every_interaction import course_of, every_question
from tests.support.tools import ROOT, nu_errors

CONTEXT = SimpleNamespace(coursepack_version="1.2.3", fingerprint="abcdef012345")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
)


def document(course: Course) -> tuple[OutputFile, ...]:
    return single_document(course, CONTEXT, "scorm12")


def pages(course: Course) -> tuple[OutputFile, ...]:
    return site(course, CONTEXT)


def html_of(files: tuple[OutputFile, ...]) -> dict[str, str]:
    found = {}
    for file in files:
        if file.path.endswith(".html"):
            assert isinstance(file.content, bytes)
            found[file.path] = file.content.decode()
    return found


def test_files_of_a_document(tmp_path: Path) -> None:
    names = [file.path for file in document(sample(tmp_path))]
    assert names == ["index.html", "player.css", "noscript.css", "scheme.js", "player.js", "assets/pipe.svg"]


def test_files_of_a_site(tmp_path: Path) -> None:
    names = [file.path for file in pages(sample(tmp_path))]
    assert names[:4] == ["index.html", "lesson_1_1.html", "activity_1_1.html", "quiz_1_1.html"]
    assert names[4:] == ["player.css", "noscript.css", "scheme.js", "player.js", "assets/pipe.svg"]


@pytest.mark.parametrize("write", [document, pages])
def test_every_page_is_strict_and_holds_no_inline_code(
    tmp_path: Path, write: Callable[[Course], tuple[OutputFile, ...]]
) -> None:
    for html in html_of(write(sample(tmp_path))).values():
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in html
        assert not re.search(r"<[^>]* (?:on\w+|style)=", html)
        assert "<style" not in html
        assert re.findall(r"<script[^>]*>", html) == [
            '<script src="scheme.js">',
            '<script src="player.js" defer>',
            '<script type="application/json" id="coursepack-data">',
        ]
        assert html.index('<link rel="preload" href="player.css"') < html.index("<script"), "one waits for the other"
        assert not re.search(r'(?:src|srcset)="(?!(?:scheme|player)\.js|assets/)', html)


@pytest.mark.parametrize("write", [document, pages])
def test_ids_are_unique(tmp_path: Path, write: Callable[[Course], tuple[OutputFile, ...]]) -> None:
    for html in html_of(write(sample(tmp_path))).values():
        ids = re.findall(r' id="([^"]*)"', html)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("write", [document, pages])
def test_links_inside_the_output_lead_somewhere(
    tmp_path: Path, write: Callable[[Course], tuple[OutputFile, ...]]
) -> None:
    found = html_of(write(sample(tmp_path)))
    ids = {name: set(re.findall(r' id="([^"]*)"', html)) for name, html in found.items()}
    for name, html in found.items():
        for href in re.findall(r'<a [^>]*href="([^"]*)"', html):
            if not href.startswith("https:"):
                path, _, fragment = href.partition("#")
                assert (path or name) in found
                assert not fragment or fragment in ids[path or name]


def test_only_the_first_page_of_a_document_is_shown(tmp_path: Path) -> None:
    sections = re.findall(r'<section class="page[^>]*>', html_of(document(sample(tmp_path)))["index.html"])
    assert len(sections) == 4
    assert [" hidden" in section for section in sections] == [False, True, True, True]


def test_a_question_shows_what_is_asked_and_not_what_is_right(tmp_path: Path) -> None:
    html = html_of(pages(sample(tmp_path)))["quiz_1_1.html"]
    assert html.count("<form") == 5
    assert '<input type="radio" name="q-q_first" value="a">' in html
    assert '<input type="checkbox" name="q-q_several" value="d">' in html
    assert 'inputmode="decimal"' in html
    assert "Your answer, in bytes" in html
    assert "nothing flows until" not in html
    assert "2048" not in html
    assert 'id="q-q_match"' in html


@pytest.mark.parametrize("modules", [0, 1, 2])
def test_a_site_grows_with_its_course_and_not_with_its_square(modules: int) -> None:
    def largest_page(lessons: int) -> int:
        found = html_of(pages(many_lessons(lessons, modules=modules)))
        return max(len(html) for name, html in found.items() if name not in ("index.html", "search.html"))

    assert largest_page(200) <= largest_page(60) * 1.01


def test_every_page_of_a_long_site_can_be_reached() -> None:
    found = html_of(pages(many_lessons(200)))
    assert len(found) == 202
    assert all(f'href="lesson_{index:04}.html"' in found["index.html"] for index in range(200))
    middle = found["lesson_0100.html"]
    assert re.search(r'href="lesson_0100.html"[^>]* aria-current="page"', middle)
    assert '<a class="step-next" rel="next" href="lesson_0101.html">' in middle
    assert '<a class="step-previous" rel="prev" href="lesson_0099.html">' in middle
    assert 'href="index.html#inside"' in middle


def test_navigation_and_help_stand_in_the_same_place_on_every_page(tmp_path: Path) -> None:
    """WCAG 2.2, 3.2.3 and 3.2.6."""
    frame = r'<(?:a class="skip"|header class="bar"|nav class="contents"|main|footer class="foot")'
    made = html_of(pages(sample(tmp_path)))
    assert len({re.findall(r"<title>.+</title>", html)[0] for html in made.values()}) == len(made)
    for html in made.values():
        found = re.findall(frame, html)
        assert [one.rpartition('"')[0].rpartition('"')[2] or "main" for one in found] == [
            *("skip", "bar", "contents", "main", "foot"),
        ]
        assert html.index('popovertarget="about">About this course<') > html.index('class="foot"')


def test_file_names_of_a_site_mean_nothing_else() -> None:
    course = many_lessons(3)
    lessons = course.children
    renamed = [
        type(unit)(**{name: getattr(unit, name) for name in unit.__struct_fields__} | {"id": identifier})
        for unit, identifier in zip(lessons, ("index", "CON", "con"), strict=True)
    ]
    course = Course(at=course.at, id="x", title=(), children=tuple(renamed))
    assert list(html_of(pages(course))) == ["index.html", "index-.html", "CON-.html", "con--2.html"]


def test_same_course_same_bytes(tmp_path: Path) -> None:
    course = sample(tmp_path)
    assert document(course) == document(course)
    assert pages(course) == pages(course)


def test_player_holds_only_what_the_course_uses(tmp_path: Path) -> None:
    whole = script(sample(tmp_path), "scorm12").decode()
    small = script(many_lessons(1), "local").decode()
    assert whole.startswith('(function(){"use strict";')
    assert whole.endswith("})();")
    assert "LMSSetValue" in whole
    assert "LMSSetValue" not in small
    assert len(small) < len(whole)
    assert not re.search(r"^\s*(//|/\*)", whole, re.MULTILINE)
    assert "data-check" in whole
    assert "data-check" not in script(course_of(tmp_path), "scorm12").decode()


def test_stylesheet_is_small_and_asks_for_nothing() -> None:
    css = stylesheet()
    assert len(gzip.compress(css)) < 12 * 1024
    assert b"@import" not in css
    assert all(url.startswith(b'"data:image/svg+xml') for url in re.findall(rb"url\((.{20})", css))
    assert b".page[hidden]" in noscript_stylesheet()
    hover = dict(re.findall(r"([^{}]*:hover[^{}]*)\{([^{}]*)\}", css.decode()))
    changed = {line.partition(":")[0] for rule in hover.values() for line in rule.split(";")} - {"", "\n"}
    assert len(hover) > 5
    # Colours and lines: nothing comes, goes or moves because a pointer is there.
    assert {name.strip() for name in changed} <= {
        *("background", "color", "border-color", "cursor", "text-decoration", "text-decoration-thickness"),
    }


def test_says_what_the_pages_cannot_do(tmp_path: Path) -> None:
    rows = {row.feature: row for row in fidelity(sample(tmp_path), "html")}
    assert rows["question q_first"].fate == "kept"
    assert rows["question q_match"].fate == "kept"
    every = {row.feature: row for row in fidelity(course_of(tmp_path, *every_question()), "html")}
    degraded = {feature: row.how for feature, row in every.items() if row.fate != "kept"}
    assert set(degraded) == {"question q_essay", "question q_upload"}
    assert degraded["question q_essay"].endswith("nobody marks it")


def test_time_to_read_is_that_of_somebody_who_learns() -> None:
    """200 words a minute: adults read 238 of them when nothing is to be learned (Brysbaert 2019)."""
    assert reading_minutes("word " * 2000) == 10
    assert reading_minutes("word") == 1


def test_target_is_a_folder_with_its_first_page_first(tmp_path: Path) -> None:
    output = TARGET.write(sample(tmp_path), BuildContext(CONTEXT.coursepack_version, CONTEXT.fingerprint))
    assert TARGET.kind == "folder"
    assert output.files[0].path == "index.html"
    assert output.fidelity


def test_html_is_valid(tmp_path: Path, node_modules: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    course = sample(tmp_path)
    found = html_of(pages(course)) | {"document.html": html_of(document(course))["index.html"]}
    found |= {"single.html": html_of((inlined_document(course, CONTEXT),))["index.html"]}
    found |= {"key.html": html_of((answer_key(course, CONTEXT),))["index.html"]}
    for layout in ("module", "lesson"):
        parts = part_documents(course, flat(arranged(course, layout)), CONTEXT, "scorm12")
        found |= {f"{layout}-{one.part.id}.html": one.html.decode() for one in parts}
    assert len(found) > 8
    for name, html in found.items():
        (folder / name).write_text(html, encoding="utf-8")
    # The sample, and what only larger courses have: a search, a module's own page, a glossary, a look of their own.
    courses = {"sample": ROOT} | {language: tmp_path / language for language in ("en", "ar")}
    for name, source in courses.items():
        if name != "sample":
            write_sources(source, in_language(WHOLE, name))
        loaded = load(source)
        made, fingerprint = make(loaded, ["html", "html-single"])
        build = tmp_path / f"build-{name}"
        write(loaded, made, fingerprint, build, answer_key=True)
        for page in build.rglob("*.html"):
            (folder / f"{name}-{page.name}").write_bytes(page.read_bytes())
    assert {"en-search.html", "en-why_bread.html", "ar-glossary.html", "en-bread-answer-key.html"} <= {
        page.name for page in folder.iterdir()
    }
    assert nu_errors(folder.iterdir(), node_modules) == ""


def test_an_activity_says_how_its_work_is_handed_in(tmp_path: Path) -> None:
    activity = Activity(
        at=at(), id="a", key=0, title=words("Do it"), file=FILE, submission="file", points=10, language="ar"
    )
    course = Course(at=at(), id="c", title=words("C"), children=(activity,))
    html = html_of(pages(course))["a.html"]
    assert "سلّم ملفك حيث تطلبه دورتك. عليه 10 نقاط." in html  # in the language of its page
    assert ' lang="ar" dir="rtl"' in html
    assert [row.fate for row in fidelity(course, "html")] == ["degraded"]
