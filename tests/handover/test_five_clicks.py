"""The five clicks of the admin sheet, each done as it is worded, in the strict simulated LMS and in scorm-again."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import Page, expect

from coursepack.packaging.files import OutputFile
from tests.conftest import BuildCourse
from tests.runtime.learner import SCORM_AGAIN, SCORM_AGAIN_2004, STRICT, STRICT_2004, Learner
from tests.support.cases import tree_of_zip

READING = {"a.md": "# Lesson 1: Reading\n\nText.\n", "b.md": "# Lesson 2: More\n\nText.\n"}
QUIZ = {"q.md": "# Quiz 1: Try\n\n## Right?\n\n- [x] Yes\n- [ ] No\n"}
COURSES = {
    "a quiz": ({"coursepack.toml": 'title = "Both"\nid = "both"\n', **READING, **QUIZ}, STRICT, SCORM_AGAIN_2004),
    "reading alone": ({"coursepack.toml": 'title = "Both"\nid = "both"\n', **READING}, SCORM_AGAIN, STRICT_2004),
    "entries": (
        {"coursepack.toml": 'title = "B"\nid = "both"\n[packages]\nlayout = "lesson"\n', **READING, **QUIZ},
        STRICT_2004, SCORM_AGAIN,
    ),
    "German": (
        {"coursepack.toml": 'title = "Beides"\nid = "both"\nlanguage = "de"\n', **READING, **QUIZ},
        STRICT, STRICT_2004,
    ),
}  # fmt: skip
"""{what: (its sources, an LMS, another one)}; between them each LMS has each kind of course at least once."""


class Reader:
    """Whoever has the sheet, a package in an LMS, and no other knowledge of the two."""

    def __init__(self, learner: Learner, entries: dict[str, str]) -> None:
        self.learner, self.entries = learner, entries
        self.left = self.opened = ""

    # --- what is to be clicked ---------------------------------------------------------------------------------

    def open_entry(self, entry: str | None) -> None:
        self.opened = self.entries[entry] if entry else next(iter(self.entries.values()))
        self.open_again()

    def open_again(self) -> None:
        self.learner.open(f"/course/{self.opened}")

    def click(self, name: str) -> None:
        """What has that name: a button or a link."""
        frame = self.learner.frame
        frame.get_by_role("button", name=name, exact=True).or_(frame.get_by_role("link", name=name, exact=True)).click()

    def start(self, name: str) -> None:
        self.learner.frame.get_by_role("button", name="✕").or_(
            self.learner.frame.locator(".about-close button")
        ).last.click()
        self.click(name)
        self.left = self.heading
        self.learner.leave()

    def answer(self, quiz: str) -> None:
        frame = self.learner.frame
        if frame.locator(".bar-contents").is_visible():
            frame.locator(".bar-contents").click()
        frame.locator("nav.contents").get_by_role("link", name=quiz).last.click()
        question = frame.locator("main form:visible").first
        question.get_by_role("radio").first.check()
        question.get_by_role("button").first.click()

    def go_through(self) -> None:
        frame = self.learner.frame
        while frame.locator("main a[rel=next]:visible").count():
            frame.locator("main a[rel=next]:visible").click()
        frame.locator(".page-end:visible").scroll_into_view_if_needed()
        self.learner.page.wait_for_timeout(100)
        self.learner.leave()

    # --- what is to be seen --------------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        return self.learner.frame.locator("main :is(h1, h2):visible").first.inner_text()

    @property
    def status(self) -> str:
        kept = self.learner.kept
        if "cmi.core.lesson_status" in kept:
            return kept["cmi.core.lesson_status"]
        success = kept.get("cmi.success_status", "unknown")
        return kept["cmi.completion_status"] if success == "unknown" else success

    def sees_first_page(self, name: str) -> None:
        assert self.heading == name
        expect(self.learner.frame.locator("[data-notice]")).to_be_hidden()

    def sees_text(self, text: str) -> None:
        expect(self.learner.frame.get_by_text(text, exact=True)).to_be_visible()

    def sees_status(self, status: str) -> None:
        assert self.status == status

    def sees_no_score(self, status: str) -> None:
        self.sees_status(status)
        assert not [
            name for name, value in self.learner.kept.items() if name.endswith(("score.raw", "score.scaled")) and value
        ]

    def sees_the_page_left(self, text: str) -> None:
        assert self.heading == self.left
        self.sees_text(text)

    def sees_it_saved(self, text: str) -> None:
        expect(self.learner.frame.locator(".bar .save")).to_have_text(text)
        kept = self.learner.kept
        assert kept["cmi.interactions.0.id"]
        assert kept.get("cmi.interactions.0.student_response") or kept.get("cmi.interactions.0.learner_response")

    SENTENCES: ClassVar[dict[str, Callable[..., None]]] = {
        r"Open (?:the course|the entry “(.+)”) as a test learner\.": open_entry,
        r"Click (.+), at the foot of the page\.": click,
        r"Click (.+), then close the course\.": start,
        r"Open it again\.": open_again,
        r"Answer a question in “(.+)” and click its button\.": answer,
        r"Go through to the last page, and leave\.": go_through,
        r"The first page shows “(.+)”, and no notice stands above it\.": sees_first_page,
        r"It names the fingerprint ([0-9a-f]{12})\.": sees_text,
        r"The LMS shows the status (incomplete), and no score\.": sees_no_score,
        r"It opens at the page that you left, and says: (.+)": sees_the_page_left,
        r"The bar says (.+)\. Where the LMS lists answers, yours is there\.": sees_it_saved,
        r"The LMS shows (\w+)\.": sees_status,
    }

    def follow(self, sentence: str) -> None:
        """Does, or looks for, what a sentence of the sheet says."""
        for pattern, act in self.SENTENCES.items():
            if found := re.fullmatch(pattern, sentence):
                return act(self, *found.groups())
        raise AssertionError(f"nobody knows what to do: {sentence}")


def clicks(sheet: Path) -> list[tuple[str, str]]:
    """(what to click, what is to be seen) as a sheet has them."""
    page = lxml_html.document_fromstring(sheet.read_text(encoding="utf-8"))
    found = []
    for line in page.xpath("//ol[@class='clicks']/li/p"):
        (strong,) = line.iterfind("strong")
        found.append((strong.text_content(), (strong.tail or "").strip()))
    return found


def in_lms(page: Page, package: Path, lms: tuple[str, ...]) -> Reader:
    tree = tree_of_zip(package.read_bytes())
    root = etree.fromstring(tree["imsmanifest.xml"])
    launches = {one.get("identifier"): one.get("href", "") for one in root.iter("{*}resource")}
    entries = {
        item.findtext("{*}title", ""): launches[item.get("identifierref")]
        for item in root.iter("{*}item")
        if item.get("identifierref")
    }
    return Reader(Learner(page, tuple(OutputFile(*file) for file in tree.items()), lms), entries)


@pytest.mark.parametrize("name", COURSES)
def test_the_five_clicks_show_what_the_sheet_says(name: str, page: Page, build_course: BuildCourse) -> None:
    sources, *systems = COURSES[name]
    course = build_course(sources, "scorm12", "scorm2004")
    told = clicks(course.out / "both-admin.html")
    assert len(told) == 5
    for lms in systems:
        target = "scorm2004" if lms in (STRICT_2004, SCORM_AGAIN_2004) else "scorm12"
        reader = in_lms(page, course.place(target), lms)
        for click, seen in told:
            reader.follow(click)
            reader.follow(seen)
        assert reader.learner.errors == []
        page.context.unroute_all()
