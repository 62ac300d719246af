"""Pages in other languages, in a real Chromium: their words, their direction, and nothing that axe-core objects to."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page

from coursepack.languages import interface_languages
from tests.pages.test_in_browser import overflow, violations
from tests.support.browser import BrowserLog
from tests.support.courses import build_course

COURSES = {
    "de": {
        "coursepack.toml": 'title = "Daten für alle"\nlanguage = "de"\n',
        "content/lektion-1.1.md": "# Lektion 1.1: Woher Daten kommen\n\n> [!NOTE]\n> Daten sind überall.\n\n"
        'Auf Englisch heißt das <span lang="en">data</span>, auf Arabisch <span lang="ar">بيانات</span>.\n',
        "content/quiz.md": "---\ntype: quiz\ntitle: Prüfung\n---\n\n### Wie viele Bytes hat ein Kilobyte?\n"
        "<!-- q points=1.5 -->\n\n- [x] 1000\n  > Genau.\n- [ ] 1024\n\n### Was stimmt?\n\n- [x] wahr\n- [ ] falsch\n",
    },
    "ar": {
        "coursepack.toml": 'title = "البيانات للجميع"\nlanguage = "ar"\n',
        "content/lesson-1.1.md": "# الدرس 1.1: من أين تأتي البيانات\n\n> [!NOTE]\n> البيانات في كل مكان.\n\n"
        "| **النوع** | مثال |\n|---|---|\n| **رقم** | 12 |\n",
        "content/quiz.md": "---\ntype: quiz\ntitle: اختبار\n---\n\n### كم بايتًا في الكيلوبايت؟\n"
        "<!-- q points=1.5 -->\n\n- [x] 1000\n  > نعم.\n- [ ] 1024\n\n### ما الصحيح؟\n\n- [x] صح\n- [ ] خطأ\n",
    },
}
SAID = {
    "de": {
        "check": "Prüfen",
        "points": "1,5 Punkte",
        "right": "Das ist richtig.",
        "score": "100\u00a0%",
        "note": "Hinweis",
    },
    "ar": {"check": "تحقّق", "points": "1.5 نقطة", "right": "هذا صحيح.", "score": "100", "note": "ملاحظة"},
}


@pytest.fixture(scope="module", params=sorted(COURSES))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, build_course(folder, COURSES[request.param], "html").place("html")


def test_pages_are_accessible(chromium: Browser, built: tuple[str, Path], node_modules: Path) -> None:
    """Other words are longer, and mirrored ones stand elsewhere; colours are the same in every language."""
    _, folder = built
    log = BrowserLog()
    context = chromium.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    log.watch(context)
    page = context.new_page()
    for path in sorted(folder.glob("*.html")):
        page.goto(path.as_uri())
        assert violations(page, node_modules) == [], path.name
        assert overflow(page) == 0, path.name
    context.close()
    assert log.errors == []


def test_everything_is_said_in_the_language(page: Page, built: tuple[str, Path], node_modules: Path) -> None:
    language, folder = built
    said = SAID[language]
    (quiz,) = (path for path in folder.glob("*.html") if 'class="quiz"' in path.read_text(encoding="utf-8"))
    page.goto(quiz.as_uri())
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.locator(".points").first.inner_text() == said["points"]
    for question in page.locator("form.question").all():
        question.locator("input").first.check()
        question.get_by_role("button", name=said["check"]).click()
        assert said["right"] in question.locator("[data-outcome]").inner_text()
    assert said["score"] in page.locator("[data-result] .score").inner_text()
    assert violations(page, node_modules) == []
    assert not page.get_by_text("Check").count() or language == "de"


def test_right_to_left_is_mirrored(page: Page, tmp_path: Path) -> None:
    """The contents stand where reading begins, and the arrow back points there."""
    page.set_viewport_size({"width": 1280, "height": 800})
    places: dict[str, list[FloatRect]] = {}
    for language, files in COURSES.items():
        folder = build_course(tmp_path / language, files, "html").place("html")
        (lesson,) = (path for path in folder.glob("*.html") if 'role="note"' in path.read_text(encoding="utf-8"))
        page.goto(lesson.as_uri())
        assert page.locator(".callout").get_attribute("aria-label") == SAID[language]["note"]
        boxes = [page.locator(name).bounding_box() for name in (".contents", "#main")]
        places[language] = [box for box in boxes if box]
        arrow = page.locator(".step-previous .step-label").evaluate("e => getComputedStyle(e, '::before').content")
        assert ("→" if language == "ar" else "←") in arrow
    (contents, text), (mirrored, mirrored_text) = places["de"], places["ar"]
    assert contents["x"] < text["x"]
    assert mirrored["x"] > mirrored_text["x"]
    assert round(contents["x"] + mirrored["x"] + mirrored["width"]) == page.evaluate(
        "document.documentElement.clientWidth"
    )


def test_parts_of_a_page_have_their_own_language(page: Page, tmp_path: Path) -> None:
    files = COURSES["de"] | {
        "content/lektion-1.2.md": "---\nlanguage: ar\n---\n# Lektion 1.2: بيانات\n\n> [!NOTE]\n> البيانات في كل مكان.\n"
    }
    folder = build_course(tmp_path, files, "html").place("html")
    (first,) = (path for path in folder.glob("*.html") if 'lang="en"' in path.read_text(encoding="utf-8"))
    page.goto(first.as_uri())
    assert page.locator("span[lang=en]").get_attribute("dir") == "ltr"
    assert page.locator("span[lang=ar]").get_attribute("dir") == "rtl"
    (other,) = (
        path for path in folder.glob("*.html") if '" lang="ar"' in path.read_text(encoding="utf-8") and path != first
    )
    page.goto(other.as_uri())
    section = page.locator("section.page")
    assert (section.get_attribute("lang"), section.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator(".callout").get_attribute("aria-label") == SAID["ar"]["note"]
    step = page.locator("nav.step")
    assert (step.get_attribute("lang"), step.get_attribute("dir")) == ("de", "ltr")
    assert page.locator("html").get_attribute("lang") == "de"


@pytest.mark.parametrize("language", interface_languages())
def test_numbers_on_a_page_have_the_digits_of_its_lessons(page: Page, tmp_path: Path, language: str) -> None:
    files = COURSES["ar"] | {"coursepack.toml": f'title = "x"\nlanguage = "{language}-EG"\n'}
    page.goto((build_course(tmp_path, files, "html").place("html") / "index.html").as_uri())
    said = page.locator("[data-progress]").inner_text()
    assert set(filter(str.isdigit, said)) <= set("0123456789")
    assert any(map(str.isdigit, said))
