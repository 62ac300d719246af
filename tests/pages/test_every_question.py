"""A page with every kind of question: valid, accessible before and after answering, readable without a script."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from coursepack.model.assessment import ChoiceInteraction, MatchInteraction, OrderInteraction
from coursepack.model.content import Code, Paragraph
from coursepack.model.course import Course
from coursepack.pages.answers.common import mixed
from coursepack.pages.document import single_document
from coursepack.pages.site import site
from tests.pages.test_in_browser import CONTEXT, overflow, violations, written
from tests.support.browser import BrowserLog
from tests.support.by_hand import AT
from tests.support.every_interaction import choices, course_of, every_question, order, pairs, question
from tests.support.tools import program


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Every question, and a choice of code that is wider than a phone."""
    code = Paragraph(AT, (Code(AT, "SELECT extraordinarily_long_column_name_that_goes_on_and_on FROM sales"),))
    wide = choices("Short", "Code", right="a")
    answer = ChoiceInteraction(AT, (wide[0], msgspec.structs.replace(wide[1], blocks=(code,))))
    return course_of(
        tmp_path_factory.mktemp("source"), *every_question(), question("q_wide", 17, "Which is short?", answer)
    )


@pytest.fixture(scope="module")
def page_of_all(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(site(course, CONTEXT), tmp_path_factory.mktemp("site")) / "final.html"


@pytest.fixture
def narrow_or_wide(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[SimpleNamespace]:
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    log = BrowserLog()
    log.watch(context)
    yield SimpleNamespace(page=context.new_page(), log=log)
    context.close()


def answer_everything(page: Page) -> None:
    """Some answers are right, some are wrong."""
    for select in page.locator("form select").all():
        select.select_option(index=1)
    for row in page.locator("tr.row").all():
        row.locator("input").nth(1).check()
    for choice in page.locator(".choices").all():
        choice.locator("input").first.check()
    for field in page.locator("form [type=text], form textarea").all():
        field.fill("1024")
    page.locator("[data-move='1']").first.click()
    for button in page.locator("form [data-check]").all():
        button.click()
    page.locator("[data-hand-in]").click()


@pytest.mark.parametrize("narrow_or_wide", [(320, "dark"), (1280, "light")], indirect=True)
def test_every_question_is_accessible_before_and_after_answering(
    narrow_or_wide: SimpleNamespace, page_of_all: Path, node_modules: Path
) -> None:
    page: Page = narrow_or_wide.page
    page.goto(page_of_all.as_uri())
    page.wait_for_selector("body.scripted")
    assert violations(page, node_modules) == []
    assert overflow(page) == 0
    narrow = "all => Math.min(...all.map((one) => one.getBoundingClientRect().width))"
    assert page.locator(".order .row-text").evaluate_all(narrow) > 140
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .choice label, .matrix label, [type=text], select, textarea")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML)"""
    )
    assert small == []
    answer_everything(page)
    assert page.locator("[data-result] .score").is_visible()
    assert page.locator("form.question:not([data-locked])").count() == 0
    said = page.locator(".choice[data-verdict] .verdict").all_inner_texts()
    assert {one[0] for one in said} == {"✓", "✗"}  # colour never stands alone: a mark and a word
    assert all(len(one.split()) > 1 for one in said)
    assert violations(page, node_modules) == []
    assert overflow(page) == 0
    assert narrow_or_wide.log.errors == []
    assert narrow_or_wide.log.outside == []


def test_every_question_is_valid_html(course: Course, tmp_path: Path, node_modules: Path) -> None:
    files = [file for file in single_document(course, CONTEXT, "local") if file.path == "index.html"]
    page = written(tuple(files), tmp_path) / "index.html"
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        [program("java"), "-jar", jar, "--errors-only", "--stdout", page], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""


def test_every_question_can_be_read_without_a_script(chromium: Browser, page_of_all: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_of_all.as_uri())
    read = page.locator("section.quiz").inner_text()
    for words in ("Reshapes tables", "Voice message", "It depends", "Store", "A kibibyte has", "Intake", "PDF, PNG"):
        assert words in read or page.locator(f"option:has-text('{words}')").count(), words
    assert not page.locator(".moves button").first.is_visible()
    context.close()


def test_no_order_on_the_page_gives_an_answer_away(page_of_all: Path) -> None:
    for made in (order(), pairs()):
        interaction = made.interaction
        assert isinstance(interaction, OrderInteraction | MatchInteraction)
        items = interaction.items if isinstance(interaction, OrderInteraction) else interaction.targets
        shown = mixed(made, items)
        assert sorted(one.code for one in shown) == [one.code for one in items]
        assert shown != list(items)
        assert shown == mixed(made, items)
    form = page_of_all.read_text(encoding="utf-8").partition('id="q-q_placement"')[2].partition("</form>")[0]
    rows, areas = (
        re.findall(rf'{tag} data-{name}="(\w+)"', form) for tag, name in (('<li class="row"', "code"), ("<g", "area"))
    )
    assert len(rows) > 1
    assert rows != sorted(rows)
    assert areas == sorted(areas)
