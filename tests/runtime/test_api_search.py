"""Where the API of an LMS is looked for (R2): in every window that may have it, and only there."""

import pytest
from playwright.sync_api import Page

from tests.runtime.learner import Learner
from tests.runtime.node import Player
from tests.runtime.packages import package, small


def test_r2_an_api_of_another_standard_and_an_incomplete_one_are_passed_over(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("window.API_1484_11 = {Initialize: () => { throw 1; }}")
    page.evaluate(
        """() => {
            const inner = document.createElement("iframe");
            document.body.append(inner);
            inner.id = "middle";
            inner.contentWindow.API = { Initialize() {} };
            const own = document.getElementById("sco");
            inner.contentDocument.body.append(own);
            window.launchDeep = () => {
                const deep = inner.contentDocument.createElement("iframe");
                inner.contentDocument.body.replaceChildren(deep);
                deep.src = "/course/index.html";
            };
            lms.phase = "new";
            window.launchDeep();
        }"""
    )
    page.wait_for_function("lms.calls.length > 3")
    assert learner.calls[0][0] == "LMSInitialize"


@pytest.mark.parametrize("depth", [1, 8, 50])
def test_r2_the_api_of_a_far_parent(page: Page, depth: int) -> None:
    learner = Learner(page, package(small()))
    page.evaluate(
        """depth => {
            let place = document;
            for (let level = 1; level < depth; level++) {
                const frame = place.createElement("iframe");
                place.body.append(frame);
                place = frame.contentDocument;
            }
            const last = place.createElement("iframe");
            last.src = "/course/index.html";
            place.body.append(last);
        }""",
        depth,
    )
    page.wait_for_function("lms.calls.length > 3")
    assert learner.calls[0][0] == "LMSInitialize"


@pytest.mark.parametrize(
    ("levels", "found"), [(0, True), (1, True), (7, True), (8, True), (50, True), (500, True), (501, False)]
)
def test_r2_no_more_than_500_parents_are_searched(player: Player, levels: int, found: bool) -> None:
    """F12: `make faults` does the last two with real frames, which takes a browser half a minute."""
    assert player("apiBelow", levels, []) is found
    assert player("apiBelow", levels, [1, 2, levels // 2]) is found


@pytest.mark.parametrize(
    "shape", ["own", "opener", "opener's parent", "opener of the top", "behind one that lacks the calls", "nowhere"]
)
def test_r2_every_place_where_an_api_may_be_is_looked_into(player: Player, shape: str) -> None:
    assert player("apiOf", shape) is (shape != "nowhere")


def test_r2_a_parent_of_another_origin_is_passed_over(page: Page) -> None:
    """The portal holds the API, the frame between is somebody else's: its SecurityError says "further up"."""
    learner = Learner(page, package(small()))
    between = '<!doctype html><title>Between</title><iframe src="http://127.0.0.1/course/index.html"></iframe>'
    page.context.route(
        "http://localhost/between.html", lambda route: route.fulfill(body=between, content_type="text/html")
    )
    page.evaluate(
        """() => {
            const frame = document.createElement("iframe");
            frame.src = "http://localhost/between.html";
            document.body.append(frame);
        }"""
    )
    page.wait_for_function("lms.calls.length > 3")
    assert learner.calls[0][0] == "LMSInitialize"


def test_r2_the_api_of_an_opener(page: Page) -> None:
    learner = Learner(page, package(small()))
    with page.expect_popup() as popup:
        page.evaluate("window.open('/course/index.html')")
    popup.value.wait_for_selector("body.scripted", state="attached")
    assert learner.calls[0][0] == "LMSInitialize"
    popup.value.close()
