"""Courses in parts under an LMS: each part tracks and resumes by itself, and together they say what the whole says."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from coursepack.packaging.files import OutputFile
from tests.runtime.learner import SCORM_AGAIN, STRICT, STRICT_2004, Learner
from tests.support.browser import BrowserLog
from tests.support.cases import CASES, tree_of_folder, tree_of_zip
from tests.support.courses import build_course

RULES = '\n[scoring]\npass-rule = "each"\n[quiz]\nattempts = 1\n[packages]\nlayout = "{}"\nzips = "{}"\n'
WEIGHTS = {"module": {"the_leaf": 1, "the_cup": 2}, "lesson": {"the_leaf__leaves": 1, "the_cup__brewing": 2}}
"""{layout: {content object: what its score weighs}}: the quizzes' own weights."""

RIGHT = {"q_green": "a", "q_plants": "1", "q_hot": "a"}
QUESTIONS = {"the_leaf__leaves": ("q_green", "q_plants"), "the_cup__brewing": ("q_hot",)}


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


def sources(layout: str, zips: str) -> dict[str, bytes]:
    files = tree_of_folder(CASES / "layouts" / "two-modules-kept" / "input")
    files["coursepack.toml"] += RULES.format(layout, zips).encode()
    return files


class Room:
    """Builds each package once, and lets learners work in one browser, each in an LMS that knows of no other."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self._trees: dict[tuple[str, str, str], list[dict[str, bytes]]] = {}
        self._results: dict[tuple[object, ...], tuple[str, str]] = {}

    def trees(self, layout: str, zips: str, target: str) -> list[dict[str, bytes]]:
        """The contents of each zip, in the order of their names."""
        key = (layout, zips, target)
        if key not in self._trees:
            place = build_course(self.folder / "-".join(key), sources(layout, zips), target).place(target)
            paths = sorted(place.glob("*.zip")) if place.is_dir() else [place]
            self._trees[key] = [tree_of_zip(path.read_bytes()) for path in paths]
        return self._trees[key]

    def launches(self, layout: str, zips: str, target: str) -> dict[str, tuple[dict[str, bytes], str]]:
        """{id of a content object: (its package, its launch file)}, as a reader of manifests finds them."""
        found = {}
        for tree in self.trees(layout, zips, target):
            root = etree.fromstring(tree["imsmanifest.xml"])
            files = {one.get("identifier"): one.get("href", "") for one in root.iter("{*}resource")}
            for item in root.iter("{*}item"):
                if item.get("identifierref"):
                    name = item.get("identifier", "").removeprefix("item_")
                    found[name] = (tree, files[item.get("identifierref")])
        return found

    def part(self, name: str, layout: str, zips: str, lms: tuple[str, ...]) -> Part:
        tree, launch = self.launches(layout, zips, target_of(lms))[name]
        return Part(self.page, tuple(OutputFile(*file) for file in tree.items()), launch, lms)

    def results(
        self, layout: str, zips: str, lms: tuple[str, ...], answers: Mapping[str, str], unread: str
    ) -> dict[str, tuple[str, str]]:
        """{id of a content object: (status, score)} of a learner who takes each; what is equal in two is done once."""
        found = {}
        for name, (tree, launch) in self.launches(layout, zips, target_of(lms)).items():
            pages = re.findall(r'<section class="page[^>]* data-unit="([^"]+)"', tree[launch].decode())
            asked = {one: answers[one] for page in pages for one in QUESTIONS.get(page, ()) if one in answers}
            key = (layout, zips, lms, name, *asked.items(), unread if unread in pages else "")
            if key not in self._results:
                part = self.part(name, layout, zips, lms)
                part.take(asked, unread)
                assert part.learner.errors == []
                self._results[key] = (part.status, part.score)
            found[name] = self._results[key]
        return found


def target_of(lms: tuple[str, ...]) -> str:
    return "scorm2004" if lms == STRICT_2004 else "scorm12"


@pytest.fixture(scope="module")
def room(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    log = BrowserLog()
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    log.watch(context)
    yield Room(context.new_page(), tmp_path_factory.mktemp("layouts"))
    context.close()
    assert (log.outside, log.errors) == ([], [])


def rolled_up(parts: Mapping[str, tuple[str, str]], weights: Mapping[str, int]) -> tuple[str, float | None]:
    """What all parts come to: their worst status, and the mean of their scores by weight where all have one."""
    order = ("not attempted", "incomplete", "failed", "passed", "completed")
    status = min((status for status, _ in parts.values()), key=order.index)
    if not all(parts[name][1] for name in weights):
        return status, None
    return status, sum(float(parts[name][1]) * weight for name, weight in weights.items()) / sum(weights.values())


LEARNERS: dict[str, tuple[dict[str, str], str]] = {
    "half-of-one-quiz": (RIGHT | {"q_plants": "2"}, ""),
    "one-quiz-failed": (RIGHT | {"q_hot": "b"}, ""),
    "one-page-unread": (RIGHT, "the_leaf__from_bush_to_tin"),
    "only-reading": ({}, ""),
}
"""{what the learner does: (the answers given, the page that stays unread)}."""

IN_PARTS = (
    ("module", "each", STRICT),
    ("module", "one", STRICT_2004),
    ("lesson", "one", STRICT),
    ("lesson", "each", STRICT_2004),
)
"""Each layout in each standard, and each way to zip in each layout and standard."""


@pytest.mark.parametrize("name", LEARNERS)
def test_r15_parts_together_say_what_the_whole_says(name: str, room: Room) -> None:
    (whole,) = room.results("course", "one", STRICT, *LEARNERS[name]).values()
    (newer,) = room.results("course", "one", STRICT_2004, *LEARNERS[name]).values()
    assert newer == whole
    for layout, zips, lms in IN_PARTS:
        parts = room.results(layout, zips, lms, *LEARNERS[name])
        status, score = rolled_up(parts, WEIGHTS[layout])
        assert status == whole[0], (layout, lms)
        assert score == (pytest.approx(float(whole[1]), abs=0.01) if whole[1] else None), (layout, lms)
        assert {key for key, part in parts.items() if part[1]} <= set(WEIGHTS[layout])


@pytest.mark.parametrize("target", ["scorm12", "scorm2004"])
@pytest.mark.parametrize("layout", ["module", "lesson"])
def test_r15_a_part_is_the_same_page_in_a_zip_of_its_own(layout: str, target: str, room: Room) -> None:
    pages = {}
    for zips in ("one", "each"):
        texts = [text for tree in room.trees(layout, zips, target) for path, text in tree.items() if ".html" in path]
        # The fingerprint is of the whole build, its settings included.
        pages[zips] = sorted(
            re.sub(rb"(?<=fingerprint\":\")\w{12}|(?<=<code>)\w{12}(?=</code>)", b"", text) for text in texts
        )
    assert pages["one"] == pages["each"]
    assert len(pages["one"]) == len(room.launches(layout, "one", target)) == {"module": 3, "lesson": 6}[layout]


@pytest.mark.parametrize(
    ("layout", "zips", "lms"),
    [("module", "one", STRICT), ("module", "each", SCORM_AGAIN), ("lesson", "one", SCORM_AGAIN)],
    ids=["module", "module-each-scorm-again", "lesson-scorm-again"],
)
def test_each_part_tracks_and_resumes_by_itself(layout: str, zips: str, lms: tuple[str, ...], room: Room) -> None:
    quiz = room.part("the_leaf" if layout == "module" else "the_leaf__leaves", layout, zips, lms)
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
    last = room.part("where_to_go_from_here", layout, zips, lms)
    assert last.status == "not attempted"
    last.take({})
    assert (last.status, last.score) == ("completed", "")


@pytest.mark.parametrize("layout", ["module", "lesson"])
def test_opening_and_closing_completes_no_part(layout: str, room: Room) -> None:
    for name in room.launches(layout, "one", "scorm12"):
        part = room.part(name, layout, "one", STRICT)
        part.learner.open(part.address)
        part.learner.leave()
        assert part.status == "incomplete"


def test_state_of_a_part_speaks_of_nothing_else_and_stays_readable_where_a_unit_moves(room: Room) -> None:
    """A state holds what is in its part alone; one from before a unit moved keeps what is still there (R10)."""
    leaf = room.part("the_leaf", "module", "one", STRICT)
    leaf.take(RIGHT, "the_leaf__from_bush_to_tin")
    state = leaf.learner.kept["cmi.suspend_data"]
    whole = room.part("tea", "course", "one", STRICT)
    whole.learner.page.evaluate("state => { lms.kept['cmi.suspend_data'] = state; }", state)
    frame = whole.learner.open(whole.address)
    seen: Any = frame.eval_on_selector_all(
        ".contents [data-state]:is([data-state=seen], [data-state=passed], [data-state=failed])",
        "all => all.map((one) => one.closest('[data-unit]').dataset.unit)",
    )
    assert seen == ["the_leaf", "the_leaf__leaves"]
