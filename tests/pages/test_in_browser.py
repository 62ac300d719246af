"""Pages in a real Chromium, from `file://`: no errors, no requests outside, nothing that axe-core objects to."""

from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from coursepack.packaging.files import OutputFile
from coursepack.pages.document import asset_files, part_documents, part_player, single_document
from coursepack.pages.parts import arranged, flat
from coursepack.pages.site import site
from tests.pages.courses import sample
from tests.support.browser import BrowserLog

CONTEXT = SimpleNamespace(coursepack_version="0", fingerprint="0")
PAGES = ["index.html", "activity_1_1.html", "quiz_1_1.html"]
"""Lessons are looked at in test_modes.py, in more ways."""


def written(files: tuple[OutputFile, ...], folder: Path) -> Path:
    for file in files:
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content if isinstance(file.content, bytes) else file.content.read_bytes())
    return folder


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(site(sample(tmp_path_factory.mktemp("source")), CONTEXT), tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def document_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = sample(tmp_path_factory.mktemp("source"))
    return written(single_document(course, CONTEXT, "local"), tmp_path_factory.mktemp("document"))


AXE = """async () => (await axe.run({
  preload: false,
  rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } },
})).violations"""
"""With the two rules of level A and AA that axe-core leaves out where nobody asks for them."""


def violations(page: Page, node_modules: Path) -> list[str]:
    """What axe-core objects to, one line each."""
    page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(AXE)
    return [f"{one['id']}: {node['html']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_are_accessible(
    chromium: Browser, site_folder: Path, node_modules: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    log = BrowserLog()
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    log.watch(context)
    page = context.new_page()
    for name in PAGES:
        page.goto((site_folder / name).as_uri())
        assert violations(page, node_modules) == [], name
        assert overflow(page) == 0, name
        assert page.locator("h1:visible").count() == 1
    context.close()
    assert log.errors == []
    assert log.outside == []


def test_an_answered_quiz_is_accessible(chromium: Browser, site_folder: Path, node_modules: Path) -> None:
    """Answers with feedback and a passed mark; test_every_question.py has every kind, narrow and wide."""
    context = chromium.new_context(viewport={"width": 375, "height": 800}, color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    page.goto((site_folder / "quiz_1_1.html").as_uri())
    page.locator("#q-q_first [value=b]").check()
    page.locator("#q-q_several [value=a]").check()
    page.locator("#q-q_several [value=c]").check()
    page.locator("#q-q_text input").fill("pipeline")
    page.locator("#q-q_number input").fill("1")
    page.locator("#q-q_match select").select_option(index=1)
    for question in ("q_first", "q_several", "q_text", "q_number", "q_match"):
        page.locator(f"#q-{question} [data-check]").click()
    assert page.locator("[data-result] .score").is_visible()
    assert violations(page, node_modules) == []
    context.close()


def test_contents_open_without_a_script(chromium: Browser, site_folder: Path, node_modules: Path) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto((site_folder / "lesson_1_1.html").as_uri())
    assert page.locator(".contents a").first.is_visible()
    context.close()
    context = chromium.new_context(viewport={"width": 360, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    page.goto((site_folder / "lesson_1_1.html").as_uri())
    assert not page.locator(".contents").is_visible()
    page.get_by_role("button", name="Contents", exact=True).click()
    assert page.locator(".contents [aria-current=page]").is_visible()
    assert violations(page, node_modules) == []
    page.keyboard.press("Escape")
    assert not page.locator(".contents").is_visible()
    context.close()


def test_parts_are_accessible(page: Page, tmp_path: Path, node_modules: Path) -> None:
    """The cover of the first part, which introduces the course, and the last page of one that others follow."""
    course = sample(tmp_path)
    parts = part_documents(course, flat(arranged(course, "lesson")), CONTEXT, "local")
    common = part_player(course, "local")(course)
    folder = written((*common, *asset_files(course)), tmp_path / "parts")
    for document in parts[:2]:
        name = f"{document.part.id}.html"
        written((OutputFile(name, document.html),), folder)
        for place in ("", f"#p-{document.part.id}"):
            page.goto((folder / name).as_uri() + place)
            page.wait_for_selector("body.scripted")
            assert page.locator("h1:visible").count() == 1
            assert violations(page, node_modules) == [], place
    assert page.get_by_text("Next in your learning system").is_visible()


def test_everything_can_be_read_without_a_script(chromium: Browser, document_folder: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((document_folder / "index.html").as_uri())
    assert page.locator("section.page:visible").count() == 4
    assert page.locator("p.noscript").first.is_visible()
    context.close()


def test_targets_of_a_finger_are_large_enough(chromium: Browser, site_folder: Path) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto((site_folder / "quiz_1_1.html").as_uri())
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll("button, .choice label, .step a, [type=text], summary"))
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML)"""
    )
    assert small == []
    context.close()


def test_paper_shows_every_page(page: Page, document_folder: Path) -> None:
    page.goto((document_folder / "index.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("section.page:visible").count() == 4
    assert not page.locator(".bar").is_visible()
    assert page.get_by_text("It moves money, too.").is_visible()
