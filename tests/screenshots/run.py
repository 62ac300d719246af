"""Renders the main pages of a course into build/screenshots: `make screenshots`.

With words as arguments only the pictures whose name contains one of them are made; with `readme`, those of README.md,
which go to docs/images.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

sys.path.insert(0, str(Path(__file__).parents[2]))

import msgspec
from playwright.sync_api import Browser, Page

from coursepack.pipeline import build, load
from tests.support.browser import running_chromium
from tests.support.tools import ROOT

COURSES = {"showcase": Path(__file__).parent / "showcase", "arabic": Path(__file__).parent / "arabic"}
SIZES = {"phone": (390, 844), "frame": (600, 720), "desktop": (1280, 900)}
FOLDER = ROOT / "build" / "screenshots"
README = {
    "lesson-top-desktop-light": "lesson.png",
    "question-phone-light": "question-phone.png",
    "arabic-quiz-frame-dark": "quiz-frame-arabic.png",
}
"""What README.md shows, by the names of the files in docs/images."""


LOADED = """Promise.all([...document.images].map((one) => {
  one.loading = "eager";
  return one.decode().catch(() => {});
}))"""
"""Waits for every picture. Playwright's own way evaluates texts, which the pages' policy forbids."""


class Picture(msgspec.Struct, frozen=True):
    """A page to be rendered; `prepare` brings it into the state that is to be seen."""

    name: str
    course: str
    file: str
    whole: bool = True
    prepare: Callable[[Page], None] | None = None


def answer(page: Page) -> None:
    """Answers the first question, and checks it."""
    page.locator(".choice").first.click()
    page.locator("[data-check]").first.click()


def open_contents(page: Page) -> None:
    """Opens the contents where they are a drawer."""
    button = page.locator(".bar-contents")
    if button.is_visible():
        button.click()


def search(page: Page) -> None:
    """Looks for a word that stands in several places."""
    page.locator("#search-words").fill("day")
    page.locator("[data-search-found] li").first.wait_for()


def open_about(page: Page) -> None:
    """Opens the panel about the course."""
    page.locator("[popovertarget=about]").first.click()


def print_it(page: Page) -> None:
    """Shows the page as on paper."""
    page.emulate_media(media="print")


PICTURES = (
    Picture("cover", "showcase", "index.html"),
    Picture("module", "showcase", "what_a_day_tells.html"),
    Picture("lesson", "showcase", "what_a_day_tells__four_numbers_a_day.html"),
    Picture("lesson-top", "showcase", "what_a_day_tells__four_numbers_a_day.html", whole=False),
    Picture("contents", "showcase", "what_a_day_tells__four_numbers_a_day.html", whole=False, prepare=open_contents),
    Picture("activity", "showcase", "what_a_day_tells__your_own_day_sheet.html"),
    Picture("check", "showcase", "what_a_day_tells__busy_is_not_good.html", prepare=answer),
    Picture("question", "showcase", "what_a_day_tells__busy_is_not_good.html", whole=False, prepare=answer),
    Picture("quiz", "showcase", "what_a_day_tells__what_a_day_tells.html"),
    Picture("search", "showcase", "search.html", whole=False, prepare=search),
    Picture("about", "showcase", "index.html", whole=False, prepare=open_about),
    Picture("paper", "showcase", "what_a_day_tells__what_a_day_tells.html", prepare=print_it),
    Picture("arabic-cover", "arabic", "index.html"),
    Picture("arabic-lesson", "arabic", "rb_h_rqm_kl_ywm.html"),
    Picture("arabic-quiz", "arabic", "mdh_yqwl_lywm.html", prepare=answer),
)


def pictures(words: list[str]) -> Iterator[tuple[Picture, str, Literal["light", "dark"], str]]:
    """(picture, size, colour scheme, name of its file) of all that is to be made."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for picture in PICTURES:
        for size in SIZES:
            for scheme in schemes:
                name = f"{picture.name}-{size}-{scheme}"
                if not words or any(word in name for word in words):
                    yield picture, size, scheme, name


def take(browser: Browser, folder: Path, words: list[str]) -> int:
    """Makes the pictures of the sites in `folder`; how many."""
    made = 0
    for picture, size, scheme, name in pictures(words):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto((folder / picture.course / "html" / picture.file).as_uri())
        page.evaluate(LOADED)
        if picture.prepare:
            picture.prepare(page)
        page.screenshot(path=FOLDER / f"{name}.png", full_page=picture.whole)
        context.close()
        made += 1
    return made


def main(words: list[str]) -> int:
    shown = words == ["readme"]
    words = list(README) if shown else words
    if not words:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        for name, course in COURSES.items():
            build(load(course), ["html"], Path(temporary) / name)
        with running_chromium() as browser:
            made = take(browser, Path(temporary), words)
    for name, file in README.items() if shown else ():
        shutil.copyfile(FOLDER / f"{name}.png", ROOT / "docs" / "images" / file)
    print(f"{made} pictures in {FOLDER.relative_to(ROOT)}")
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
