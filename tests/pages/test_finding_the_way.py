"""Search, glossary, pages that open one after the other, colours and large figures, in Chromium with the keyboard."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from coursepack.pipeline import build, load
from tests.pages.bread import COURSE, WAITING, in_language
from tests.pages.test_in_browser import overflow, violations
from tests.support.browser import BrowserLog
from tests.support.courses import write_sources
from tests.support.tools import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `html/`, the one document of a package, `scorm12/`, `waiting/` and `right to left/html/`."""
    folder = tmp_path_factory.mktemp("bread")
    write_sources(folder, COURSE)
    loaded = load(folder)
    assert not loaded.report.has_errors, loaded.report.diagnostics
    build(loaded, ["html", "scorm12"], folder / "build")
    with zipfile.ZipFile(folder / "build" / "bread-scorm12.zip") as package:
        package.extractall(folder / "build" / "scorm12")
    write_sources(folder / "waiting", WAITING)
    build(load(folder / "waiting"), ["html", "html-single"], folder / "build" / "waiting")
    write_sources(folder / "ar", in_language(COURSE, "ar"))
    build(load(folder / "ar"), ["html"], folder / "build" / "right to left")
    return folder / "build"


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """A page 320 px wide, on which nothing may go wrong."""
    log = BrowserLog()
    context = chromium.new_context(viewport={"width": 320, "height": 600}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    log.watch(context)
    yield context.new_page()
    context.close()
    assert log.errors == []
    assert log.outside == []


def named(page: Page, role: str) -> list[str]:
    """The names that Chromium's accessibility tree has for all of a role."""
    session = page.context.new_cdp_session(page)
    tree: dict[str, Any] = session.send("Accessibility.getFullAXTree")
    return [
        node.get("name", {}).get("value", "")
        for node in tree["nodes"]
        if not node.get("ignored") and node.get("role", {}).get("value") == role
    ]


@pytest.mark.parametrize("address", ["html/search.html", "scorm12/index.html#search"])
def test_search_finds_without_accents_and_without_spaces(reader: Page, built: Path, address: str) -> None:
    file, _, anchor = address.partition("#")
    reader.goto((built / file).as_uri())
    if anchor:
        reader.locator(".bar-contents").click()
        reader.get_by_role("link", name="Search").click()
    field = reader.get_by_role("searchbox", name="Words in this course")
    expect(field).to_be_focused()
    for words, title in (("resume", "Résumé of a day"), ("卖完", "面包很好吃"), ("WÄSTE count", "Résumé")):
        field.fill(words)
        expect(reader.locator("[data-search-found] a").first).to_contain_text(title)
    expect(reader.locator("[data-search-count]")).to_have_text("1 place found")
    field.fill("zebra")
    expect(reader.locator("[data-search-count]")).to_have_text("Nothing was found. Try fewer or other words.")
    field.fill("right")  # what questions say is not for searching
    expect(reader.locator("[data-search-count]")).to_have_text("Nothing was found. Try fewer or other words.")
    field.fill("sleep")
    expect(reader.locator("mark")).to_have_text("Sleep")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", name="At night")).to_be_in_viewport()


def test_terms_open_in_place_by_the_keyboard(reader: Page, built: Path) -> None:
    reader.goto((built / "html" / "resume_of_a_day.html").as_uri())
    term = reader.get_by_role("button", name="wastes")
    term.focus()
    reader.keyboard.press("Enter")
    meaning = reader.get_by_text("Bread that nobody bought.")
    expect(meaning).to_be_in_viewport()
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("group", name="Waste").get_by_role("link", name="Glossary")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(term).to_be_focused()


def test_what_is_not_open_says_what_opens_it(reader: Page, built: Path) -> None:
    """In a package and by the address alone; and what was open once stays open."""
    page = (built / "scorm12" / "index.html").as_uri()
    reader.goto(f"{page}#p-the_end")
    shown = reader.locator("#p-the_end")
    expect(shown.get_by_text("This page is not open yet.")).to_be_visible()
    expect(shown.get_by_text("Bye.")).to_be_hidden()
    expect(shown.get_by_text("Before it comes:")).to_be_visible()
    reader.locator(".bar-contents").click()
    expect(reader.locator('.contents [data-unit="the_end"]')).to_contain_text("Locked")
    reader.keyboard.press("Escape")
    shown.get_by_role("link", name="One day").click()
    quiz = reader.locator("#p-one_day")
    expect(quiz.get_by_role("heading", level=1)).to_be_focused()
    way = quiz.locator(".step-next")
    way.focus()
    reader.keyboard.press("Enter")
    expect(quiz.locator(".gate")).to_be_focused()
    expect(quiz.locator(".gate")).to_have_text("To go on, pass the quiz on this page.")
    assert reader.evaluate("location.hash") == "#p-one_day"
    quiz.get_by_role("radio", name="Right").check()
    quiz.get_by_role("button", name="Check").click()
    expect(quiz.locator(".gate")).to_have_text("You can go on now.")
    way.focus()
    reader.keyboard.press("Enter")
    expect(quiz).to_be_hidden()
    reader.goto(f"{page}#p-the_end")
    expect(shown.get_by_text("It opens when you reach 80% here:")).to_be_visible()
    shown.get_by_role("link", name="Two days", exact=True).click()
    second = reader.locator("#p-two_days")
    second.get_by_role("radio", name="Right").check()
    second.get_by_role("button", name="Check").click()
    reader.goto(f"{page}#p-the_end")
    expect(shown.get_by_text("Bye.")).to_be_visible()


def test_a_site_waits_from_page_to_page(reader: Page, built: Path) -> None:
    site = (built / "html").as_uri()
    reader.goto(f"{site}/one_day.html")
    way = reader.locator(".step-next")
    way.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator(".gate")).to_be_focused()
    reader.goto(f"{site}/two_days.html")
    expect(reader.get_by_text("This page is not open yet.")).to_be_visible()
    expect(reader.get_by_role("radio", name="Right")).to_be_hidden()
    reader.get_by_role("link", name="One day", exact=True).last.click()
    reader.get_by_role("radio", name="Right").check()
    reader.get_by_role("button", name="Check").click()
    way.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("面包很好吃")
    reader.goto(f"{site}/two_days.html")
    reader.get_by_role("radio", name="Wrong").check()
    reader.get_by_role("button", name="Check").click()
    reader.goto(f"{site}/the_end.html")
    expect(reader.get_by_text("It opens when you reach 80% here:")).to_be_visible()


@pytest.mark.parametrize("address", ["html/{}.html", "bread-single.html#p-{}"])
def test_all_that_is_missing_is_told_wherever_it_stands(reader: Page, built: Path, address: str) -> None:
    """The page that comes before and the score, also where the contents leave the other module closed."""
    waiting = (built / "waiting").as_uri() + "/"
    reader.goto(waiting + address.format("module_2__bread"))
    note = reader.locator(".locked-note:visible")
    expect(note).to_have_text(
        "This page is not open yet.Before it comes: HungerIt opens when you reach 70% here: Who is hungry?"
    )
    for name, unit in (("Hunger", "__hunger"), ("Who is hungry?", "__who_is_hungry")):
        expect(note.get_by_role("link", name=name)).to_have_attribute("href", re.compile(rf"{unit}\b"))
    note.get_by_role("link", name="Hunger").click()
    expect(reader.get_by_role("heading", name="Hunger")).to_be_visible()
    reader.locator(".bar-contents").click()
    module = (
        reader.locator(".contents")
        .get_by_text(re.compile("Module 2"))
        .locator("xpath=ancestor::*[self::a or self::summary]")
    )
    expect(module).to_contain_text("Locked")
    reader.keyboard.press("Escape")
    reader.locator(".page-end:visible").scroll_into_view_if_needed()
    expect(reader.locator("[data-progress]")).to_have_text("Pages read: 1 of 3")
    expect(reader.locator("[data-progress-short]")).to_have_text("1 of 3")
    state = reader.locator('.contents [data-unit="module_1__hunger"] [data-state]')
    expect(state).to_have_attribute("data-state", "started")  # read, and still to be answered


def test_colours_are_chosen_and_remembered(reader: Page, built: Path) -> None:
    reader.goto((built / "html" / "index.html").as_uri())
    ground = "getComputedStyle(document.body).backgroundColor"
    assert reader.evaluate(ground) == "rgb(255, 255, 255)"
    reader.locator(".bar-contents").click()
    reader.get_by_label("Colours").select_option("dark")
    assert reader.evaluate(ground) == "rgb(21, 23, 26)"
    reader.reload()
    assert reader.evaluate(ground) == "rgb(21, 23, 26)"
    reader.route("**/player.js", lambda route: route.fulfill(body=""))  # before the player comes: no flash
    reader.reload()
    assert reader.evaluate(ground) == "rgb(21, 23, 26)"
    reader.emulate_media(media="print")
    assert reader.evaluate(ground) == "rgb(255, 255, 255)"


def test_figures_open_larger_and_close(reader: Page, built: Path) -> None:
    reader.goto((built / "html" / "resume_of_a_day.html").as_uri())
    picture = reader.get_by_role("button", name="An oven Enlarge")
    picture.focus()
    reader.keyboard.press("Enter")
    dialog = reader.get_by_role("dialog", name="An oven")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(picture).to_be_focused()


@pytest.mark.parametrize("mode", ["dark", "forced", "large text", "right to left"])
def test_new_things_are_accessible(chromium: Browser, built: Path, node_modules: Path, mode: str) -> None:
    context = chromium.new_context(
        viewport={"width": 640 if mode == "large text" else 320, "height": 700},
        color_scheme="dark" if mode == "dark" else "light",
        forced_colors="active" if mode == "forced" else "none",
        reduced_motion="reduce",
    )
    page = context.new_page()
    site = built / mode / "html" if mode == "right to left" else built / "html"

    def check(what: str) -> None:
        if mode == "large text":
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert violations(page, node_modules) == [], what
        assert overflow(page) == 0, what
        assert page.locator("h1:visible").count() == 1

    page.goto((site / "search.html").as_uri())
    page.locator("#search-words").fill("day")
    expect(page.locator("[data-search-found] li")).not_to_have_count(0)
    check("search")
    page.goto((site / "the_end.html").as_uri())
    check("a page that is not open")
    page.goto((site / "resume_of_a_day.html").as_uri())
    page.locator(".term").click()
    check("a definition")
    page.keyboard.press("Escape")
    page.locator(".enlarge").click()
    check("a figure")
    context.close()


def test_names_in_the_accessibility_tree(reader: Page, built: Path) -> None:
    reader.set_viewport_size({"width": 1280, "height": 800})
    reader.goto((built / "html" / "resume_of_a_day.html").as_uri())
    expect(reader.locator(".state").first).to_be_attached()
    links = " | ".join(named(reader, "link"))
    assert "1 Résumé of a day In progress" in links or "1 Résumé of a day Done" in links
    assert "3 The end Locked" in links
    assert named(reader, "searchbox") == []
    assert named(reader, "navigation") == ["Contents", "Previous and next page"]
    assert named(reader, "main") == [""]
    assert len(named(reader, "banner")) == 1


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample course."""
    folder = tmp_path_factory.mktemp("sample")
    build(load(ROOT / "content"), ["html"], folder)
    return folder / "html"


def test_nothing_shifts_or_sticks_out_while_the_sample_loads(reader: Page, sample: Path) -> None:
    """In the frame of an LMS. Chromium's own measure: a state, a saved place or a picture could move what is read."""
    reader.set_viewport_size({"width": 600, "height": 720})
    reader.add_init_script(
        "window.shifts = []; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " shifts.push(one.value); }).observe({ type: 'layout-shift', buffered: true });"
    )
    for path in sorted(sample.glob("*.html")):
        reader.goto(path.as_uri())
        reader.wait_for_timeout(150)
        assert reader.evaluate("shifts") == [], path.name
        assert overflow(reader) == 0, path.name


def test_code_is_copied_and_paper_shows_what_was_closed(reader: Page, sample: Path, node_modules: Path) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    (lesson,) = sample.glob("*where_data_begins*.html")
    reader.goto(lesson.as_uri())
    assert violations(reader, node_modules) == []  # its formula is wider than a phone
    reader.get_by_role("button", name="Copy").click()
    expect(reader.get_by_role("button", name="Copied")).to_be_visible()
    assert reader.evaluate("navigator.clipboard.readText()").startswith('{\n  "card": 8813,')
    closed = reader.get_by_text("Variety costs more work than volume.")
    expect(closed).to_be_hidden()
    reader.evaluate(
        """() => { const link = document.createElement("a"); link.href = "https://example.org/";
          document.querySelector(".body").append(link); }"""
    )
    reader.emulate_media(media="print")
    expect(closed).to_be_visible()
    printed = reader.evaluate("getComputedStyle(document.querySelector('.body > a'), '::after').content")
    assert "https://example.org/" in printed
