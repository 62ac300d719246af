"""Attempts: questions drawn from pools, and quizzes with a limit of time."""

from typing import Any

import msgspec
from playwright.sync_api import Page, expect

from coursepack.model.assessment import Pool, Question
from coursepack.model.course import Course
from tests.runtime.learner import Learner
from tests.runtime.packages import choice, course, package, quiz
from tests.support.by_hand import AT, blocks, words


def pooled(**settings: Any) -> Course:
    """Three of eight questions from a pool after one that is always asked."""
    pool = Pool(
        at=AT, id="pool", title=words("Pool"), draw=3, questions=tuple(choice(f"q_{at}", at + 2) for at in range(8))
    )
    made = quiz("final", 0, choice("q_always", 1), **settings)
    return course(msgspec.structs.replace(made, items=(*made.items, pool)))


def drawn(learner: Learner) -> list[str]:
    """The questions that are asked, in order."""
    found: list[str] = learner.frame.evaluate(
        """() => [...document.querySelectorAll("form.question")]
        .filter((one) => one.checkVisibility()).map((one) => one.id.slice(2))"""
    )
    return found


def test_some_of_a_pool_are_drawn_and_stay_for_the_attempt(page: Page) -> None:
    learner = Learner(page, package(pooled()))
    frame = learner.open()
    learner.read("final")
    first = drawn(learner)
    assert len(first) == 4
    assert first[0] == "q_always"
    assert first == ["q_always", *sorted(first[1:])]
    assert [frame.locator(f"#q-{one} h3").text_content() for one in first] == [f"Question {at}" for at in (1, 2, 3, 4)]
    learner.choose("q_always", "a")
    learner.check("q_always")
    learner.leave()
    frame = learner.open()
    assert drawn(learner) == first
    for identifier in first[1:]:
        learner.choose(identifier, "a")
        learner.check(identifier)
    expect(frame.locator("[data-result] .score")).to_contain_text("100%: 4 of 4 points")
    assert learner.kept["cmi.core.score.raw"] == "100"
    others = set()
    for _ in range(6):
        frame.locator("[data-again]").click()
        others.add(tuple(drawn(learner)))
        for identifier in drawn(learner):
            learner.choose(identifier, "b")
            learner.check(identifier)
    assert len(others) > 1
    assert all(len(one) == 4 for one in others)
    assert learner.errors == []


def test_a_quiz_draws_from_all_of_its_questions_and_shuffles_them(page: Page) -> None:
    questions = tuple(choice(f"q_{at}", at + 1) for at in range(10))
    learner = Learner(page, package(course(quiz("final", 0, *questions, draw=4, shuffle_questions=True))))
    learner.open()
    learner.go("final")
    assert len(drawn(learner)) == 4


def test_what_was_begun_stays_when_the_package_gets_more_questions(page: Page) -> None:
    learner = Learner(page, package(pooled()))
    learner.open()
    learner.read("final")
    begun = drawn(learner)[1:3]
    for identifier in begun:
        learner.choose(identifier, "a")
        learner.check(identifier)
    learner.leave()
    base = pooled()
    (final,) = base.quizzes()
    pool = final.items[1]
    assert isinstance(pool, Pool)
    more = (*pool.questions, *(choice(f"q_new_{at}", 20 + at) for at in range(20)))
    items = (final.items[0], msgspec.structs.replace(pool, questions=more))
    learner.replace(package(msgspec.structs.replace(base, children=(msgspec.structs.replace(final, items=items),))))
    learner.open()
    assert len(drawn(learner)) == 4
    assert set(begun) <= set(drawn(learner))


def test_shuffling_and_drawing_leave_questions_with_the_information_that_introduces_them(page: Page) -> None:
    def told(name: str, key: int) -> Question:
        return Question(at=AT, id=name, key=key, title=words(name), stem=blocks(name), interaction=None)

    first, second = ([choice(f"q_{run}{at}", 10 * run + at) for at in range(1, 4)] for run in (1, 2))
    items = (*first, told("i_one", 7), told("i_two", 8), *second)
    learner = Learner(page, package(course(quiz("final", 0, *items, shuffle_questions=True))))
    frame = learner.open()
    learner.go("final")
    orders = set()
    for _ in range(3):
        shown = frame.evaluate("[...document.querySelectorAll('.question')].map((one) => one.id.slice(2))")
        assert [one[:3] for one in shown] == ["q_1"] * 3 + ["i_o", "i_t"] + ["q_2"] * 3
        assert frame.locator("form.question h3").all_text_contents() == [f"Question {at}" for at in range(1, 7)]
        orders.add(tuple(shown))
        for form in frame.locator("form.question").all():
            form.locator("input").first.check()
            form.locator("[data-check]").click()
        frame.locator("[data-again]").click()
    assert len(orders) > 1
    learner.replace(package(course(quiz("final", 0, *items, draw=1))))
    frame = learner.open()
    learner.go("final")
    seen: set[str] = set()
    while len(seen) < 2:
        (asked,) = drawn(learner)
        assert frame.locator("#q-i_two").is_visible() == asked.startswith("q_2")
        seen.add(asked[:3])
        learner.choose(asked, "b")
        learner.check(asked)
        frame.locator("[data-again]").click()


def timed(**settings: Any) -> Course:
    return course(quiz("final", 0, choice("q_one", 1), choice("q_two", 2), time_limit=120, **settings))


def stopped_clock(page: Page) -> None:
    """Time goes on only when a test says so, however busy the machine is."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def clock(learner: Learner) -> str:
    return learner.frame.locator(".clock-time").text_content() or ""


def test_r43_the_clock_starts_with_the_learner_and_hands_in_at_its_end(page: Page) -> None:
    stopped_clock(page)
    learner = Learner(page, package(timed(extra_time=60)))
    frame = learner.open()
    learner.go("final")
    expect(frame.locator(".clock-gate")).to_contain_text("You have 2 minutes once you start.")
    assert drawn(learner) == []
    page.clock.run_for(300_000)
    frame.locator("[data-start-quiz]").click()
    expect(frame.locator("#q-q_one h3")).to_be_focused()
    assert clock(learner) == "Time left: 2:00"
    page.clock.run_for(90_000)
    assert clock(learner) == "Time left: 0:30"
    expect(frame.locator(".clock-line")).to_be_hidden()
    page.clock.run_for(11_000)
    expect(frame.locator(".clock-line")).to_have_text("20 seconds left.")
    frame.get_by_role("button", name="Take 1 minute more").click()
    assert clock(learner) == "Time left: 1:19"
    expect(frame.locator(".clock-line")).to_have_text("You have 1 minute more.")
    page.clock.run_for(60_000)
    expect(frame.get_by_role("button", name="Take 1 minute more")).to_be_hidden()
    learner.choose("q_one", "a")
    learner.check("q_one")
    learner.choose("q_two", "b")
    page.clock.run_for(20_000)
    expect(frame.locator(".clock-line")).to_have_text("The time is over. Your answers were handed in.")
    expect(frame.locator("[data-result] .score")).to_contain_text("50%")
    assert learner.kept["cmi.interactions.1.student_response"] == "b"
    assert learner.errors == []
    frame.locator("[data-again]").click()
    expect(frame.locator(".clock-gate")).to_be_visible()


def test_r43_r12_no_reload_return_clock_or_sleep_resets_or_robs_it(page: Page) -> None:
    stopped_clock(page)
    learner = Learner(page, package(timed()))
    frame = learner.open()
    learner.go("final")
    frame.locator("[data-start-quiz]").click()
    page.clock.run_for(40_000)
    learner.leave()
    page.clock.run_for(3_600_000)
    page.clock.set_system_time("2031-01-01")
    frame = learner.open()
    expect(frame.locator("#p-final")).to_be_visible()
    assert clock(learner) == "Time left: 1:20"
    page.clock.run_for(10_000)
    assert clock(learner) == "Time left: 1:10"
    page.clock.fast_forward(8 * 3_600_000)
    page.clock.run_for(1_000)
    assert clock(learner) == "Time left: 1:09"


def test_the_clock_stands_while_the_learner_is_away_where_the_quiz_says_so(page: Page) -> None:
    stopped_clock(page)
    for pause, left in ((True, "Time left: 2:00"), (False, "Time left: 1:40")):
        learner = Learner(page, package(timed(pause=pause)))
        frame = learner.open()
        learner.go("final")
        frame.locator("[data-start-quiz]").click()
        frame.evaluate("location.hash = '#p-'")
        frame.wait_for_selector("#p-:not([hidden])")
        page.clock.run_for(20_000)
        learner.go("final")
        assert clock(learner) == left
        page.context.unroute_all()


def test_without_limits_of_time_no_clock_is_shipped() -> None:
    script = {file.path: file.content for file in package(course(quiz("final", 0, choice("q_one", 1))))}["player.js"]
    assert isinstance(script, bytes)
    assert b"QuizClock" not in script
