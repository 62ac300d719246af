"""How a session ends, and begins again: F10."""

import os
import signal
from collections.abc import Callable

from tests.faults.bench import Bench
from tests.faults.disturbed import ANSWERS
from tests.faults.learner import RETRIES, Session, profile_of
from tests.faults.server import LmsServer
from tests.support.browser import ARGUMENTS
from tests.support.tools import CHROMIUM_NAMES, WHOLE_BROWSERS, program


def at(bench: Bench, session: Session, disturb: Callable[[Session], None]) -> None:
    """Works, with the disturbance at the row's moment; what `disturb` does ends the session."""
    session.launch()
    if bench.moment == "start":
        return disturb(session)
    session.read("one")
    session.answer("q_start")
    if bench.moment == "middle":
        return disturb(session)
    bench.work(session, "q_middle", "q_end")
    session.read("two")
    return disturb(session)


def frame_removed(bench: Bench) -> None:
    at(bench, bench.session(), lambda one: one.page.evaluate("document.getElementById('sco').remove()"))
    bench.look()


def tab_closed(bench: Bench) -> None:
    at(bench, bench.session(), lambda one: one.page.close())
    bench.look()


def reloaded(bench: Bench) -> None:
    def reload(one: Session) -> None:
        with one.page.expect_event("framenavigated", lambda frame: frame != one.page.main_frame):
            one.page.evaluate("host.lms.launch(); document.getElementById('sco').contentWindow.location.reload()")
        one.take(next(frame for frame in one.page.frames if frame != one.page.main_frame))
        one.look_for_answers()
        one.answer("q_middle" if bench.moment == "start" else "q_end")
        one.leave()

    at(bench, bench.session(), reload)
    bench.look()


def reloaded_without_launch(bench: Bench) -> None:
    """The learner reloads the frame; the LMS, which saw the session end, takes no other one."""

    def reload(one: Session) -> None:
        with one.page.expect_event("framenavigated", lambda frame: frame != one.page.main_frame):
            one.page.evaluate("document.getElementById('sco').contentWindow.location.reload()")
        one.take(next(frame for frame in one.page.frames if frame != one.page.main_frame))
        one.read("two")
        one.leave()

    at(bench, bench.session(), reload)
    bench.look()


def left_twice(bench: Bench) -> None:
    def leave(one: Session) -> None:
        close = "host.close(document.getElementById('sco'), '/blank.html');"
        one.page.evaluate(f"() => {{ {close} {close} }}")
        one.page.wait_for_timeout(200)
        one.page.close()

    at(bench, bench.session(), leave)
    bench.look()


def two_tabs(bench: Bench) -> None:
    """Both work on the one record; each overwrites what the other one had saved."""
    first = bench.session()
    first.launch()
    first.answer("q_start")
    second = bench.session()
    second.launch()
    second.answer("q_middle")
    if bench.moment != "start":
        first.answer("q_end")
    if bench.moment == "exit":
        first.read("two")
    second.leave()
    first.leave()
    bench.look()


def back_forward_cache(bench: Bench) -> None:
    """The whole LMS page sleeps in the cache and comes back: the session that slept goes on."""
    caching = bench.browser.browser_type.launch(
        executable_path=program(*WHOLE_BROWSERS), args=list(ARGUMENTS),
        ignore_default_args=["--disable-back-forward-cache"],
    )  # fmt: skip

    def there_and_back(one: Session) -> None:
        one.page.evaluate("addEventListener('pageshow', (event) => { window.slept = event.persisted; })")
        one.page.goto(f"{bench.server.address}blank.html")
        one.page.evaluate("history.back()")
        one.page.wait_for_function("window.slept === true", timeout=5000)
        # Playwright knows no frames of a page that came back, so the learner's hand is a script here.
        told: list[str] = one.page.evaluate(_ANSWER_IN_FRAME, [["q_middle", ANSWERS["q_middle"]]])
        bench.seen.accepted += [question for question in told if question not in bench.seen.accepted]
        one.page.close()

    bench.context = caching.new_context()
    at(bench, bench.session(clock=False), there_and_back)
    bench.look()
    caching.close()


_ANSWER_IN_FRAME = """answers => answers.filter(([question, letter]) => {
    const course = document.getElementById("sco").contentDocument;
    course.defaultView.location.hash = "#p-check";
    const form = course.getElementById(`q-${question}`);
    form.querySelector(`input[value="${letter}"]`).click();
    form.querySelector("[data-check]").click();
    return form.hasAttribute("data-verdict") && course.querySelector("[data-save]").textContent === "Saved";
}).map(([question]) => question)"""


def killed(bench: Bench) -> None:
    """The browser's process ends by SIGKILL, and the learner comes back with another one."""
    doomed = bench.browser.browser_type.launch(executable_path=program(*CHROMIUM_NAMES), args=list(ARGUMENTS))

    def kill(one: Session) -> None:
        if bench.moment == "exit":
            # The last page was opened just now: how long until that is safe?
            bench.seen.navigation = seconds_until_kept(one, bench.server)
        told = doomed.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        (process,) = [entry["id"] for entry in told["processInfo"] if entry["type"] == "browser"]
        os.kill(int(process), signal.SIGKILL)

    bench.context = doomed.new_context()
    at(bench, bench.session(), kill)
    with profile_of(bench.browser) as context:
        bench.context = context
        bench.look()


def seconds_until_kept(session: Session, server: LmsServer) -> int:
    """Seconds from a navigation to the commit that keeps it."""
    session.pass_time(RETRIES)
    session.frame.evaluate("location.hash = '#p-one'")
    session.frame.wait_for_selector("#p-one:not([hidden])")
    for second in range(60):
        if "one" in [value for name, value in (server.record or {}).items() if name.endswith("location")]:
            return second
        session.pass_time(1000)
    return 60
