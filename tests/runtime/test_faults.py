"""Learning systems that misbehave: the lesson goes on, nothing is lost that could be kept, and the learner is told."""

import pytest
from playwright.sync_api import Page, expect

from coursepack.model.course import Retired
from coursepack.pages.player import Standard
from tests.runtime.learner import STRICT, STRICT_2004, Learner
from tests.runtime.node import Player
from tests.runtime.packages import choice, course, lesson, package, quiz, reordered, small

ANSWERS = {
    "throws": "'throw'",
    "undefined": "[undefined, 0]",
    "null": "[null, 0]",
    "false": "['false', 101]",
    "general error": "['false', 101]",
}


def answer_one(learner: Learner) -> None:
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    expect(learner.question("q_one").locator("[data-outcome]")).to_contain_text("That is right.")


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("call", ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"])
def test_r1_a_call_that_fails_always(page: Page, call: str, answer: str) -> None:
    learner = Learner(page, package(small()))
    page.evaluate(f"lms.fault = call => call === '{call}' ? {ANSWERS[answer]} : undefined")
    frame = learner.open()
    answer_one(learner)
    if call == "LMSInitialize":
        expect(frame.locator("[data-notice]")).to_contain_text("kept in this browser only")
        assert [one[0] for one in learner.calls if one[0] in ("LMSSetValue", "LMSCommit", "LMSFinish")] == []
    learner.leave()


def test_r1_no_lms_at_all(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("delete window.API")
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_contain_text("opened outside a learning system")
    answer_one(learner)
    expect(frame.locator("[data-save]")).to_have_text("Kept in this browser")
    learner.leave()
    frame = learner.open()
    expect(learner.question("q_one").locator('input[value="b"]')).to_be_checked()
    expect(frame.locator(".resume-note")).to_be_visible()


def test_r1_no_lms_and_no_storage(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("delete window.API; document.getElementById('sco').setAttribute('sandbox', 'allow-scripts')")
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_contain_text("cannot be kept here")
    answer_one(learner)


def test_r1_full_storage(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate("delete window.API")
    frame = learner.open()
    frame.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    page.clock.install()
    answer_one(learner)
    page.clock.run_for(40_000)
    expect(frame.locator("[data-notice]")).to_contain_text("cannot be saved at the moment")


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


def test_r8_false_without_an_error_is_looked_up_once(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.evaluate(
        """lms.fault = (call, element, value) => {
            if (call !== "LMSSetValue") return undefined;
            lms.held[element] = value;
            return ["false", 0];
        }"""
    )
    frame = learner.open()
    answer_one(learner)
    expect(frame.locator("[data-save]")).to_have_text("Saved")
    assert learner.kept["cmi.interactions.0.student_response"] == "b"


def test_r8_false_without_an_error_is_no_success_where_the_value_is_not_there(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    page.evaluate(
        "lms.fault = (call, element) => call + element === 'LMSSetValuecmi.suspend_data' ? ['false', 0] : undefined"
    )
    frame = learner.open()
    answer_one(learner)
    expect(frame.locator("[data-save]")).to_be_empty()
    page.evaluate("lms.fault = null")
    page.clock.run_for(2000)
    expect(frame.locator("[data-save]")).to_have_text("Saved")


@pytest.mark.parametrize(("standard", "lms"), [("scorm12", STRICT), ("scorm2004", STRICT_2004)])
def test_r23_a_session_is_finished_also_when_its_last_commit_failed(
    page: Page, standard: Standard, lms: tuple[str, ...]
) -> None:
    learner = Learner(page, package(small(), standard), lms)
    learner.open()
    page.evaluate("() => { lms.fault = call => call.endsWith('Commit') ? ['false', 101] : undefined; }")
    answer_one(learner)
    learner.leave()
    commit, finish = learner.calls[-2:]
    assert (commit[0].removeprefix("LMS"), commit[-1]) == ("Commit", 101)
    assert finish[0] in ("LMSFinish", "Terminate")
    assert [call[0] for call in learner.calls].count(finish[0]) == 1


def test_r8_commits_are_tried_again_then_the_learner_is_told_until_it_works(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    frame = learner.open()
    page.evaluate("lms.fault = call => call === 'LMSCommit' ? ['false', 101] : undefined")
    answer_one(learner)

    def commits() -> int:
        return sum(call[0] == "LMSCommit" for call in learner.calls)

    before, seen = commits(), []
    for wait in (1000, 2000, 4000, 8000, 16000):
        assert frame.locator("[data-notice]").is_hidden()
        page.clock.run_for(wait + 100)
        seen.append(commits() - before)
    assert seen == [1, 2, 3, 4, 5]
    expect(frame.locator("[data-notice]")).to_contain_text("cannot be saved at the moment")
    page.evaluate("lms.fault = null")
    page.clock.run_for(16_200)
    expect(frame.locator("[data-notice]")).to_be_hidden()
    assert "cmi.suspend_data" in learner.kept


def test_r42_a_row_that_was_not_taken_is_written_later_and_once(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    learner.open()
    page.evaluate(
        "lms.fault = (call, element) => (element || '').endsWith('.0.student_response') ? ['false', 101] : undefined"
    )
    answer_one(learner)
    learner.choose("q_two", "a")
    page.evaluate("lms.fault = null")
    learner.check("q_two")
    kept = learner.kept
    rows = [(kept[f"cmi.interactions.{at}.id"], kept[f"cmi.interactions.{at}.student_response"]) for at in (0, 1)]
    assert rows == [("q_one", "b"), ("q_two", "a")]
    page.clock.run_for(60_000)
    assert "cmi.interactions.2.id" not in learner.kept
    assert learner.sets("cmi.interactions.0.id") == ["q_one"]


@pytest.mark.parametrize("code", [405, 101])
def test_r42_a_row_that_is_never_taken_does_not_keep_the_others_waiting(page: Page, code: int) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    frame = learner.open()
    page.evaluate(
        "code => lms.fault = (call, at, value) => call + value === 'LMSSetValueq_one' ? ['false', code] : undefined",
        code,
    )
    answer_one(learner)
    learner.choose("q_two", "a")
    learner.check("q_two")
    page.clock.run_for(60_000)
    assert learner.kept["cmi.interactions.0.id"] == "q_two"
    expect(frame.locator("[data-notice]")).to_be_hidden()


STATE_REFUSED = (
    "lms.fault = (call, element) => call + element === 'LMSSetValuecmi.suspend_data' ? ['false', 405] : undefined"
)


def finish(learner: Learner, first: str = "b") -> None:
    """Takes the whole small course: passed with the right answer to the first question."""
    for unit in ("first", "second", "final"):
        learner.read(unit)
    learner.choose("q_one", first)
    learner.check("q_one")
    learner.choose("q_two", *("ac" if first == "b" else "b"))
    learner.check("q_two")


def test_r5_a_pass_waits_for_its_state(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    learner.open()
    page.evaluate(STATE_REFUSED)
    finish(learner)
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    assert (learner.kept["cmi.core.score.raw"], learner.kept["cmi.core.exit"]) == ("100", "suspend")
    page.evaluate("lms.fault = null")
    page.clock.run_for(20_000)
    assert learner.kept["cmi.core.lesson_status"] == "passed"
    assert learner.kept["cmi.core.exit"] == ""
    assert "cmi.suspend_data" in learner.kept


@pytest.mark.parametrize("end", ["left", "waited"])
def test_r5_a_pass_is_not_lost_with_a_state_that_is_never_taken(page: Page, end: str) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    frame = learner.open()
    page.evaluate(STATE_REFUSED)
    finish(learner)
    if end == "left":
        learner.leave()
    else:
        page.clock.run_for(40_000)
        expect(frame.locator("[data-notice]")).to_contain_text("cannot be saved at the moment")
    assert (learner.kept["cmi.core.lesson_status"], learner.kept["cmi.core.score.raw"]) == ("passed", "100")
    assert "cmi.suspend_data" not in learner.kept
    if end == "left":
        learner.open()
        learner.go("first")
        learner.leave()
        assert learner.kept["cmi.core.lesson_status"] == "passed"


def test_r5_a_failure_is_never_told_without_its_state(page: Page) -> None:
    learner = Learner(page, package(small(attempts=1)))
    page.clock.install()
    learner.open()
    page.evaluate(STATE_REFUSED)
    finish(learner, "a")
    page.clock.run_for(60_000)
    learner.leave()
    assert learner.kept["cmi.core.lesson_status"] == "incomplete"
    assert "cmi.core.score.raw" not in learner.kept


def test_r11_a_shorter_state_is_tried_where_the_whole_is_refused(page: Page) -> None:
    learner = Learner(page, package(small()))
    page.clock.install()
    learner.open()
    page.evaluate(
        "lms.fault = (call, element, value) => element === 'cmi.suspend_data' && value && value.length > 34"
        " ? ['false', 405] : undefined"
    )
    finish(learner)
    page.clock.run_for(20_000)
    assert learner.kept["cmi.core.lesson_status"] == "passed"
    assert learner.kept["cmi.suspend_data"].startswith("cp2.")
    assert any(call[1] == "cmi.suspend_data" for call in learner.errors)


def test_r3_an_lms_is_called_in_a_session_and_never_outside(player: Player) -> None:
    before = ("get", "set", "commit", "close")
    session = ("open", "open", "set", "commit", "close")
    made = player("callsMade", [*before, *session, *before, "open"], "")["made"]
    assert made == ["Initialize", "Set", "Commit", "Finish"]


@pytest.mark.parametrize(("answer", "read"), [(None, ""), ("null", ""), ("undefined", ""), ("", ""), (0, "0")])
def test_r9_what_stands_for_nothing_is_nothing(player: Player, answer: object, read: str) -> None:
    assert player("callsMade", ["open", "get"], answer)["found"] == [True, read]


@pytest.mark.parametrize("nothing", ["null", "undefined"])
def test_r9_a_state_that_stands_for_nothing_is_no_strangers(page: Page, nothing: str) -> None:
    """It is written over at once; what could be somebody's would wait for progress."""
    learner = Learner(page, package(small()))
    page.evaluate(
        """text => Object.assign(lms.kept, {
            "cmi.suspend_data": text, "cmi.core.lesson_location": text, "cmi.core.lesson_status": "incomplete" })""",
        nothing,
    )
    frame = learner.open()
    expect(frame.locator("[data-notice]")).to_be_hidden()
    learner.go("final")
    learner.leave()
    assert learner.kept["cmi.suspend_data"].startswith("cp2.")
    assert learner.kept["cmi.core.lesson_location"] == "final"


@pytest.mark.parametrize("foreign", ["viewed=1,2|lastviewedslide=3|1#1##", '{"a":[1,2]}', "cp1.x.y", "cp3.1.1.1.AA"])
def test_r9_foreign_state_stays_until_there_is_progress(page: Page, foreign: str) -> None:
    learner = Learner(page, package(small()))
    page.evaluate(
        """text => Object.assign(lms.kept, {
            "cmi.suspend_data": text,
            "cmi.core.lesson_location": "second",
            "cmi.core.lesson_status": "incomplete" })""",
        foreign,
    )
    frame = learner.open()
    expect(frame.locator("#p-second")).to_be_visible()
    learner.go("final")
    learner.leave()
    assert learner.kept["cmi.suspend_data"] == foreign
    learner.open()
    answer_one(learner)
    assert learner.kept["cmi.suspend_data"].startswith("cp2.")


@pytest.mark.parametrize("status", ["passed", "completed"])
def test_r10_a_status_of_an_earlier_session_is_never_lowered(page: Page, status: str) -> None:
    learner = Learner(page, package(small(attempts=1)))
    page.evaluate(
        "status => Object.assign(lms.kept, {'cmi.core.lesson_status': status, 'cmi.core.score.raw': '80'})", status
    )
    learner.open()
    learner.read("first")
    learner.read("second")
    learner.read("final")
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.choose("q_two", "b")
    learner.check("q_two")
    learner.leave()
    assert learner.kept["cmi.core.lesson_status"] == status
    assert learner.sets("cmi.core.lesson_status") == []
    if status == "passed":
        assert learner.kept["cmi.core.score.raw"] == "80"


def test_r10_a_changed_package_keeps_what_was_done(page: Page) -> None:
    learner = Learner(page, package(small()))
    learner.open()
    learner.read("first")
    learner.go("final")
    learner.choose("q_one", "b")
    learner.check("q_one")
    learner.leave()
    changed = course(
        lesson("third", 6),
        quiz("final", 2, choice("q_new", 7), choice("q_one", 4, "b"), choice("q_two", 5, "ac")),
        lesson("first", 0),
        retired=[Retired(id="second", key=1)],
    )
    learner.replace(package(changed))
    frame = learner.open()
    expect(frame.locator('nav.contents [data-unit="first"] [data-state]')).to_have_text("Done")
    assert learner.errors == []


@pytest.mark.parametrize("feedback", ["immediate", "end"])
def test_r10_a_question_that_came_after_handing_in_changes_no_result(page: Page, feedback: str) -> None:
    learner = Learner(page, package(course(quiz("final", 0, choice("q_one", 1), feedback=feedback))))
    frame = learner.open()
    learner.go("final")
    learner.choose("q_one", "b")
    if feedback == "immediate":
        learner.check("q_one")
    else:
        frame.locator("[data-hand-in]").click()
    expect(frame.locator("[data-result] .score")).to_contain_text("0 of 1 point")
    learner.leave()
    grown = course(quiz("final", 0, choice("q_new", 2, points=2.0), choice("q_one", 1), feedback=feedback))
    learner.replace(package(grown))
    frame = learner.open()
    expect(frame.locator("[data-result] .score")).to_contain_text("0 of 1 point")
    expect(frame.locator(".result-list li")).to_have_count(1)
    expect(frame.locator(".result-list li")).to_contain_text("Question 2")
    new = learner.question("q_new")
    expect(new.locator('[data-check]:has-text("Check")')).to_have_count(0)
    if feedback == "immediate":
        new.locator('input[value="a"]').focus()
        page.keyboard.press("Enter")
        expect(new.locator("[data-outcome]")).to_be_empty()
    rows = len([name for name in learner.kept if name.endswith(".student_response")])
    assert rows == 1
    frame.locator("[data-again]").click()
    expect(new.locator('[data-check]:has-text("Check")')).to_have_count(1 if feedback == "immediate" else 0)
    assert learner.errors == []


@pytest.mark.parametrize(
    ("right", "chosen", "order", "shown"),
    [
        ("b", "b", "badc", "b"),
        ("ac", "ac", "cbda", "ac"),
        ("b", "b", "acd", ""),
        ("b", "a", "eabcd", "a"),
    ],
    ids=["swapped", "several", "gone", "inserted"],
)
def test_r10_choices_in_another_order_are_still_what_the_learner_chose(
    page: Page, right: str, chosen: str, order: str, shown: str
) -> None:
    """Letters stand for places, so the choice that was `b` has another letter in the changed package."""
    learner = Learner(page, package(course(quiz("final", 0, choice("q_one", 1, right), choice("q_two", 2)))))
    learner.open()
    learner.go("final")
    learner.choose("q_one", *chosen)
    learner.check("q_one")
    learner.leave()
    learner.replace(package(course(quiz("final", 0, reordered("q_one", 1, right, order), choice("q_two", 2)))))
    frame = learner.open()
    rows = learner.question("q_one").locator(".choice:has(input:checked)")
    expect(rows).to_have_count(len(shown))
    assert sorted(text[:8] for text in rows.locator(".choice-text").all_inner_texts()) == [
        f"Choice {code}" for code in sorted(shown)
    ]
    verdict = "right" if right == chosen else "wrong"
    expect(learner.question("q_one")).to_have_attribute("data-verdict", verdict)
    learner.choose("q_two", "a")
    learner.check("q_two")
    assert learner.kept["cmi.core.score.raw"] == ("100" if verdict == "right" else "50")
    expect(frame.locator("[data-result]")).to_contain_text("Your result")
    assert learner.errors == []


def test_f17_a_clock_that_is_set_back_changes_nothing(page: Page) -> None:
    learner = Learner(page, package(small()))
    frame = learner.open()
    frame.evaluate("() => { Date.now = () => 0; Date.prototype.getTime = () => 0; }")
    answer_one(learner)
    learner.leave()
    assert learner.kept["cmi.core.session_time"] > "00:00:00.05"
    assert learner.errors == []
