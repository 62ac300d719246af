"""Courses in parts under an LMS: each part tracks and resumes by itself, and together they say what the whole says."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import product
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from coursepack.packaging.files import OutputFile
from tests.conftest import BuildCourse
from tests.runtime.learner import SCORM_AGAIN, STRICT, STRICT_2004, Learner
from tests.support.browser import BrowserLog
from tests.support.cases import CASES, tree_of_folder, tree_of_zip

RULES = '\n[scoring]\npass-rule = "each"\n[quiz]\nattempts = 1\n[packages]\nlayout = "{}"\nzips = "{}"\n'
WEIGHTS = {"module": {"the_leaf": 1, "the_cup": 2}, "lesson": {"the_leaf__leaves": 1, "the_cup__brewing": 2}}
"""{layout: {content object: what its score weighs}}: the quizzes' own weights."""

RIGHT = {"q_green": "a", "q_plants": "1", "q_hot": "a"}
QUESTIONS = {"the_leaf__leaves": ("q_green", "q_plants"), "the_cup__brewing": ("q_hot",)}


NewPage = Callable[[], Page]


@pytest.fixture
def new_page(chromium: Browser, browser_log: BrowserLog) -> Iterator[NewPage]:
    """Opens pages, each in a browser that knows of no other: an LMS for each part."""
    with ExitStack() as stack:

        def opened() -> Page:
            context = chromium.new_context()
            context.set_default_timeout(10_000)
            stack.callback(context.close)
            browser_log.watch(context)
            return context.new_page()

        yield opened
    assert (browser_log.outside, browser_log.errors) == ([], [])


class Part:
    """A content object in a package, and the learner's record of it in an LMS of its own."""

    def __init__(self, page: Page, files: tuple[OutputFile, ...], launch: str, lms: tuple[str, ...]) -> None:
        self.learner = Learner(page, files, lms)
        self.address = f"/course/{launch}"

    def take(self, answers: Mapping[str, str], unread: str = "") -> None:
        """Opens it, reads every page but `unread`, answers what `answers` has, and leaves."""
        frame = self.learner.open(self.address)
        for unit in frame.evaluate("JSON.parse(document.getElementById('coursepack-data').textContent).pages"):
            if unit == unread:
                continue
            self.learner.read(unit)
            for question in QUESTIONS.get(unit, ()):
                if question in answers:
                    self.answer(question, answers[question])
        self.learner.leave()

    def answer(self, question: str, answer: str) -> None:
        if answer.isdecimal():
            self.learner.type(question, answer)
        else:
            self.learner.choose(question, answer)
        self.learner.check(question)

    @property
    def status(self) -> str:
        """The status in the one word of SCORM 1.2; SCORM 2004 says in two whether it is complete, and passed."""
        kept = self.learner.kept
        if "cmi.completion_status" not in kept:
            return kept.get("cmi.core.lesson_status", "not attempted")
        if kept["cmi.completion_status"] != "completed":
            return kept["cmi.completion_status"]
        success = kept.get("cmi.success_status", "unknown")
        return "completed" if success == "unknown" else success

    @property
    def score(self) -> str:
        kept = self.learner.kept
        return kept.get("cmi.score.raw", "") or kept.get("cmi.core.score.raw", "")


def parts_of(
    build_course: BuildCourse, new_page: NewPage, layout: str, zips: str = "one", lms: tuple[str, ...] = STRICT
) -> dict[str, Part]:
    """{id of a content object: it}, as a reader of manifests finds them in a package for the standard of `lms`."""
    target = "scorm2004" if lms == STRICT_2004 else "scorm12"
    files = tree_of_folder(CASES / "layouts" / "two-modules-kept" / "input")
    files["coursepack.toml"] += RULES.format(layout, zips).encode()
    place = build_course(files, target).place(target)
    found: dict[str, Part] = {}
    for path in sorted(place.glob("*.zip")) if place.is_dir() else [place]:
        tree = tree_of_zip(path.read_bytes())
        root = etree.fromstring(tree["imsmanifest.xml"])
        package = tuple(OutputFile(name, content) for name, content in tree.items())
        launches = {one.get("identifier"): one.get("href", "") for one in root.iter("{*}resource")}
        for item in root.iter("{*}item"):
            if item.get("identifierref"):
                name = item.get("identifier", "").removeprefix("item_")
                found[name] = Part(new_page(), package, launches[item.get("identifierref")], lms)
    return found


def rolled_up(parts: Mapping[str, Part], weights: Mapping[str, int]) -> tuple[str, float | None]:
    """What all parts come to: their worst status, and the mean of their scores by weight where all have one."""
    order = ("not attempted", "incomplete", "failed", "passed", "completed")
    status = min((part.status for part in parts.values()), key=order.index)
    if not all(parts[name].score for name in weights):
        return status, None
    return status, sum(float(parts[name].score) * weight for name, weight in weights.items()) / sum(weights.values())


LEARNERS: dict[str, tuple[dict[str, str], str]] = {
    "half-of-one-quiz": (RIGHT | {"q_plants": "2"}, ""),
    "one-quiz-failed": (RIGHT | {"q_hot": "b"}, ""),
    "one-page-unread": (RIGHT, "the_leaf__from_bush_to_tin"),
    "only-reading": ({}, ""),
}
"""{what the learner does: (the answers given, the page that stays unread)}."""


@pytest.mark.parametrize("name", LEARNERS)
def test_r15_parts_together_say_what_the_whole_says(name: str, build_course: BuildCourse, new_page: NewPage) -> None:
    answers, unread = LEARNERS[name]

    def taken(layout: str, lms: tuple[str, ...]) -> dict[str, Part]:
        parts = parts_of(build_course, new_page, layout, lms=lms)
        for part in parts.values():
            part.take(answers, unread)
        assert [part.learner.errors for part in parts.values()] == [[]] * len(parts)
        return parts

    (whole,) = taken("course", STRICT).values()
    (newer,) = taken("course", STRICT_2004).values()
    assert (newer.status, newer.score) == (whole.status, whole.score)
    for layout, lms in product(("module", "lesson"), (STRICT, STRICT_2004)):
        parts = taken(layout, lms)
        status, score = rolled_up(parts, WEIGHTS[layout])
        assert status == whole.status, (layout, lms)
        assert score == (pytest.approx(float(whole.score), abs=0.01) if whole.score else None), (layout, lms)
        assert {key for key, part in parts.items() if part.score} <= set(WEIGHTS[layout])


@pytest.mark.parametrize(
    ("layout", "zips", "lms"),
    [("module", "one", STRICT), ("module", "each", SCORM_AGAIN), ("lesson", "one", SCORM_AGAIN)],
    ids=["module", "module-each-scorm-again", "lesson-scorm-again"],
)
def test_each_part_tracks_and_resumes_by_itself(
    layout: str, zips: str, lms: tuple[str, ...], build_course: BuildCourse, new_page: NewPage
) -> None:
    parts = parts_of(build_course, new_page, layout, zips, lms)
    quiz = parts["the_leaf" if layout == "module" else "the_leaf__leaves"]
    quiz.learner.open(quiz.address)
    quiz.learner.go("the_leaf__leaves")
    quiz.answer("q_green", "a")
    quiz.learner.leave()
    assert (quiz.status, quiz.score) == ("incomplete", "")
    frame = quiz.learner.open(quiz.address)
    assert frame.locator("#p-the_leaf__leaves").is_visible()
    assert frame.locator('#q-q_green input[value="a"]').is_checked()
    quiz.answer("q_plants", "1")
    assert "You passed" in frame.locator("[data-result]").inner_text()
    for unit in ("the_leaf", "the_leaf__from_bush_to_tin", "the_leaf__leaves"):
        if frame.locator(f"#p-{unit}").count():
            quiz.learner.read(unit)
    quiz.learner.leave()
    assert (quiz.status, quiz.score) == ("passed", "100")
    last = parts["where_to_go_from_here"]
    last.take({})
    assert (last.status, last.score) == ("completed", "")
    others = [part for part in parts.values() if part not in (quiz, last)]
    assert [part.status for part in others] == ["not attempted"] * len(others)


@pytest.mark.parametrize("layout", ["module", "lesson"])
def test_opening_and_closing_completes_no_part(layout: str, build_course: BuildCourse, new_page: NewPage) -> None:
    parts = parts_of(build_course, new_page, layout)
    for part in parts.values():
        part.learner.open(part.address)
        part.learner.page.wait_for_timeout(300)
        part.learner.leave()
    assert [part.status for part in parts.values()] == ["incomplete"] * len(parts)


def test_state_of_a_part_speaks_of_nothing_else_and_stays_readable_where_a_unit_moves(
    build_course: BuildCourse, new_page: NewPage
) -> None:
    """A state holds what is in its part alone; one from before a unit moved keeps what is still there (R10)."""
    parts = parts_of(build_course, new_page, "module")
    parts["the_leaf"].take(RIGHT, "the_leaf__from_bush_to_tin")
    state = parts["the_leaf"].learner.kept["cmi.suspend_data"]
    whole = parts_of(build_course, new_page, "course")["tea"]
    whole.learner.page.evaluate("state => { lms.kept['cmi.suspend_data'] = state; }", state)
    frame = whole.learner.open(whole.address)
    seen: Any = frame.eval_on_selector_all(
        ".contents [data-state]:is([data-state=seen], [data-state=passed], [data-state=failed])",
        "all => all.map((one) => one.closest('[data-unit]').dataset.unit)",
    )
    assert seen == ["the_leaf", "the_leaf__leaves"]
