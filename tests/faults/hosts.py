"""The part of the fault table that only a browser can do: frames, windows, processes, clocks, storage, networks."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Frame

from tests.faults.disturbed import ANSWERS, STANDARDS, package
from tests.faults.learner import RETRIES, Seen, Session, profile_of, watch
from tests.faults.server import LmsServer, running_server
from tests.faults.switches import HERE, OUTSIDE, UNTIL_LATER, Moment
from tests.support.browser import ARGUMENTS
from tests.support.tools import CHROMIUM_NAMES, program


@dataclass
class Bench:
    """What a trial works with."""

    browser: Browser
    context: BrowserContext
    server: LmsServer
    standard: str
    moment: Moment
    seen: Seen = field(default_factory=Seen)

    def session(self, **settings: object) -> Session:
        return Session(self.context, self.server, self.standard, self.seen, **settings)  # type: ignore[arg-type]

    def look(self) -> None:
        """A later session, undisturbed: what was accepted must be there, and answers go on being taken."""
        later = self.session()
        later.launch()
        later.look_for_answers()
        later.read("two")
        later.answer("q_more")
        later.leave()

    def work(self, session: Session, *questions: str) -> None:
        for question in questions:
            session.answer(question)


Trial = Callable[[Bench], None]


@dataclass(frozen=True)
class HostFault:
    """`tells`: what the notice must say at the moments `told_at`. `lasts`: the fault is there in every session."""

    fault: str
    name: str
    title: str
    moments: tuple[Moment, ...]
    trial: Trial
    tells: str = ""
    told_at: tuple[Moment, ...] = ("start", "middle", "exit", "whole")
    lasts: bool = False


# --- F8: windows ---------------------------------------------------------------------------------------------


def popup(bench: Bench, session: Session, address: str = "/course/index.html") -> None:
    """Launches in a window of its own."""
    with session.page.context.expect_page() as opened:
        session.page.evaluate("address => { host.launch(address, null); }", address)
    page = opened.value
    watch(page, bench.seen)
    session.take(page.main_frame)


def popup_blocked(bench: Bench) -> None:
    """The LMS falls back to its frame, as they do."""
    session = bench.session()
    session.page.evaluate("window.open = () => null")
    assert session.page.evaluate("host.launch('/course/index.html', null)") is None
    session.launch()
    bench.work(session, "q_start", "q_middle")
    session.leave()
    bench.look()


def opener_closed(bench: Bench) -> None:
    session = bench.session()
    popup(bench, session)
    lms, course = session.page, session.frame.page
    if bench.moment == "start":
        lms.close()
    session.read("one")
    session.answer("q_start")
    if bench.moment == "middle":
        lms.close()
    session.answer("q_middle")
    if bench.moment != "exit":
        session.pass_time(RETRIES)
    session.read("two")
    if bench.moment == "exit":
        lms.close()
    course.close()
    bench.look()


def opener_of_another_origin(bench: Bench) -> None:
    session = bench.session(clock=False)
    popup(bench, session, f"{bench.server.other_origin}course/index.html")
    bench.work(session, "q_start", "q_middle")
    session.frame.page.close()
    session.page.close()
    again = bench.session(clock=False)
    popup(bench, again, f"{bench.server.other_origin}course/index.html")
    again.look_for_answers()
    again.frame.page.close()


# --- F10: how sessions end ------------------------------------------------------------------------------------


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
        executable_path=program(*CHROMIUM_NAMES), args=list(ARGUMENTS),
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


# --- F12, F13: between the package and its API ------------------------------------------------------------------


def deep(levels: int) -> Trial:
    """The package sits so many frames below the API."""

    def trial(bench: Bench) -> None:
        for last in (False, True):
            session = bench.session(clock=False)
            session.page.evaluate(_NEST, levels)
            frame = innermost(session)
            session.take(frame)
            if last:
                session.look_for_answers()
            else:
                session.read("one")
                bench.work(session, "q_start", "q_middle")
            session.page.close()

    return trial


_NEST = """levels => {
    host.lms.launch();
    let place = document;
    document.getElementById("sco").remove();
    for (let level = 1; level < levels; level++) {
        const frame = place.createElement("iframe");
        frame.width = 1000; frame.height = 800;
        place.body.append(frame);
        place = frame.contentDocument;
    }
    const last = place.createElement("iframe");
    last.width = 900; last.height = 700; last.src = "/course/index.html";
    place.body.append(last);
}"""


def innermost(session: Session) -> Frame:
    for _ in range(300):
        found = [frame for frame in session.page.frames if "/course/" in frame.url]
        if found:
            return found[0]
        session.page.wait_for_timeout(50)
    raise AssertionError("the package did not come")


def between(bench: Bench) -> None:
    """The frame between is of another origin: each look at it throws."""
    bench.server.pages["between.html"] = (
        "<!doctype html><title>Portal</title>"
        f'<iframe width=900 height=700 src="{bench.server.address}course/index.html"></iframe>'
    )
    for last in (False, True):
        session = bench.session(clock=False)
        session.page.evaluate(
            "address => { lms.launch(); document.getElementById('sco').src = address; }",
            f"{bench.server.other_origin}between.html",
        )
        session.take(innermost(session))
        if last:
            session.look_for_answers()
        else:
            session.read("one")
            bench.work(session, "q_start", "q_middle")
        session.page.close()


def all_of_another_origin(bench: Bench) -> None:
    """The package comes from a server of its own: no API can be reached."""
    for last in (False, True):
        session = bench.session(clock=False)
        session.launch(f"{bench.server.other_origin}course/index.html")
        if last:
            session.look_for_answers()
        else:
            session.read("one")
            bench.work(session, "q_start", "q_middle")
        session.leave()


def sandboxed(bench: Bench) -> None:
    """`sandbox="allow-scripts"`: an origin of its own, without storage."""
    session = bench.session(clock=False)
    session.page.evaluate("document.getElementById('sco').setAttribute('sandbox', 'allow-scripts')")
    session.launch()
    session.read("one")
    bench.work(session, "q_start", "q_middle")
    session.read("two")
    session.leave()


# --- F16: another version of the package ------------------------------------------------------------------------


def changed(bench: Bench) -> None:
    session = bench.session()
    session.launch()
    session.read("one")
    if bench.moment != "start":
        bench.work(session, "q_start", "q_middle")
    if bench.moment == "exit":
        session.answer("q_end")
    session.leave()
    bench.server.files = package(bench.standard, 2)
    bench.seen.accepted = [one for one in bench.seen.accepted if one != "q_end"]  # is not in the new version
    later = bench.session()
    later.launch()
    later.look_for_answers()
    later.read("new")
    later.answer("q_more")
    later.leave()


# --- F17: clocks -------------------------------------------------------------------------------------------------


def clock_set(when: str) -> Trial:
    """The computer's clock is set to `when` (ISO 8601), or the computer sleeps eight hours."""

    def disturb(session: Session) -> None:
        if when == "sleep":
            session.page.clock.fast_forward(8 * 3600 * 1000)
        else:
            session.page.clock.set_system_time(when)

    def trial(bench: Bench) -> None:
        session = bench.session()
        if bench.moment == "start":
            disturb(session)
        session.launch()
        session.read("one")
        session.answer("q_start")
        if bench.moment == "middle":
            disturb(session)
        session.answer("q_middle")
        session.read("two")
        if bench.moment == "exit":
            disturb(session)
        bench.seen.refused = session.refusals()
        session.leave()
        bench.look()

    return trial


# --- F18: the package's own files --------------------------------------------------------------------------------


def file_missing(name: str) -> Trial:
    """One file of the package is answered with 502: the text must be there all the same."""

    def trial(bench: Bench) -> None:
        bench.server.failing = {name: 502}
        session = bench.session(clock=False)
        session.page.evaluate("host.launch('/course/index.html', document.getElementById('sco'))")
        session.frame = innermost(session)
        session.frame.wait_for_selector("main")
        for unit in ("one", "two"):
            session.frame.evaluate("unit => document.querySelector(`a[href='#p-${unit}']`).click()", unit)
            if not session.frame.locator(f"#p-{unit}").is_visible():
                bench.seen.unreadable.append(unit)
        # The browser itself names the file that did not come; that is not the package's error.
        bench.seen.errors = [error for error in bench.seen.errors if "502" not in error]
        session.page.close()
        bench.server.failing = {}
        bench.look()

    return trial


def files_slow(bench: Bench) -> None:
    bench.server.slow = 1.0
    session = bench.session(clock=False)
    session.launch()
    bench.work(session, "q_start", "q_middle")
    session.leave()
    bench.look()


def offline(bench: Bench) -> None:
    """No network at all, for the package as for the LMS; later it is back."""
    session = bench.session()
    session.launch()
    session.read("one")
    session.answer("q_start")
    bench.context.set_offline(True)
    session.answer("q_middle")
    session.read("two")
    session.pass_time(RETRIES)
    bench.context.set_offline(False)
    if bench.moment == "middle":
        session.pass_time(RETRIES)
        if session.says_saved:
            bench.seen.accepted.append("q_middle")
    session.leave()
    bench.look()


# --- F24, F25: policies and storage -------------------------------------------------------------------------------

STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self';"
    " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)


def policy(bench: Bench) -> None:
    bench.server.headers = {"Content-Security-Policy": STRICT_POLICY}
    session = bench.session(clock=False)
    session.launch()
    session.read("one")
    bench.work(session, "q_start", "q_middle")
    session.leave()
    bench.look()


_FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
_BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"


def storage(script: str, api: bool) -> Trial:
    """Storage that is full or blocked, with an LMS (which needs none) or without."""

    def trial(bench: Bench) -> None:
        session = bench.session(switches=() if api else ("no-api",))
        if bench.moment == "start":
            session.page.add_init_script(script)
        session.launch()
        session.read("one")
        session.answer("q_start")
        if bench.moment == "middle":
            session.frame.evaluate(f"() => {{ {script} }}")
        session.answer("q_middle")
        session.pass_time(RETRIES)
        if bench.moment == "exit":
            session.frame.evaluate(f"() => {{ {script} }}")
        session.read("two")
        session.leave()
        if api:
            bench.look()

    return trial


_ALL: tuple[Moment, ...] = ("start", "middle", "exit")
_WHOLE: tuple[Moment, ...] = ("whole",)
_CLOCKS = (
    ("back", "The clock goes back", "2026-01-01T00:00:00Z"),
    ("forward", "The clock goes forward by years", "2030-01-01T00:00:00Z"),
    ("2039", "The clock says 2039", "2039-02-01T12:00:00Z"),
    ("summer", "The clock stands in the hour that summer time skips", "2026-03-29T01:30:00Z"),
    ("sleep", "The computer sleeps for eight hours", "sleep"),
)
_ALONE = "cannot be kept here"

HOST_FAULTS: tuple[HostFault, ...] = (
    HostFault("F8", "popup-blocked", "The package's window is blocked; it comes in a frame", _WHOLE, popup_blocked),
    HostFault(
        "F8", "opener-closed", "The LMS's window is closed while the package's is open", _ALL, opener_closed,
        UNTIL_LATER, ("start", "middle"),
    ),
    HostFault(
        "F8", "opener-elsewhere", "The window that opened the package's is of another origin", _WHOLE,
        opener_of_another_origin, OUTSIDE, lasts=True,
    ),
    HostFault("F10", "browser-killed", "The browser is killed (SIGKILL)", _ALL, killed),
    HostFault("F10", "tab-closed", "The tab is closed", _ALL, tab_closed),
    HostFault("F10", "frame-removed", "The LMS takes the frame away", _ALL, frame_removed),
    HostFault("F10", "back-forward-cache", "Away and back by the browser's buttons", _ALL, back_forward_cache),
    HostFault("F10", "reloaded", "The package is launched again in its frame", _ALL, reloaded),
    HostFault(
        "F10", "reloaded-unasked", "The frame is reloaded, and the LMS takes no second session", _ALL,
        reloaded_without_launch, HERE,
    ),
    HostFault("F10", "left-twice", "Exit is clicked twice", _ALL, left_twice),
    HostFault("F10", "two-tabs", "Two tabs at once", _ALL, two_tabs),
    *(
        HostFault("F12", f"frames-{levels}", f"{levels} frames between the API and the package", _WHOLE, deep(levels))
        for levels in (1, 7, 8, 50)
    ),
    HostFault("F13", "origin-between", "A frame of another origin between them", _WHOLE, between),
    HostFault(
        "F13", "origin-of-its-own", "The package comes from another origin", _WHOLE, all_of_another_origin,
        _ALONE, lasts=True,
    ),
    HostFault("F13", "sandbox", "A sandbox without same-origin", _WHOLE, sandboxed, _ALONE, lasts=True),
    HostFault("F16", "package-changed", "Another version of the package", _ALL, changed),
    *(HostFault("F17", f"clock-{name}", title, _ALL, clock_set(when)) for name, title, when in _CLOCKS),
    HostFault("F18", "script-missing", "player.js does not come", ("start",), file_missing("player.js")),
    HostFault("F18", "style-missing", "player.css does not come", ("start",), file_missing("player.css")),
    HostFault("F18", "files-slow", "Each file of the package takes a second", ("start",), files_slow),
    HostFault("F18", "offline", "The computer is offline; later it is not", ("middle", "exit"), offline, UNTIL_LATER),
    HostFault("F24", "policy", "A strict policy with trusted types for the package", _WHOLE, policy),
    HostFault("F25", "storage-full", "The browser's storage is full", _ALL, storage(_FULL, True)),
    HostFault("F25", "storage-blocked", "The browser's storage is blocked", _ALL, storage(_BLOCKED, True)),
    HostFault(
        "F25", "storage-full-alone", "The browser's storage is full, and there is no LMS", ("start",),
        storage(_FULL, False), _ALONE, lasts=True,
    ),
    HostFault(
        "F25", "storage-blocked-alone", "The browser's storage is blocked, and there is no LMS", ("start",),
        storage(_BLOCKED, False), _ALONE, lasts=True,
    ),
)  # fmt: skip


def rows() -> list[tuple[HostFault, str, Moment]]:
    return [(fault, standard, moment) for fault in HOST_FAULTS for standard in STANDARDS for moment in fault.moments]


def run(browser: Browser, fault: HostFault, standard: str, moment: Moment) -> Seen:
    with running_server(package(standard)) as server, profile_of(browser) as context:
        bench = Bench(browser, context, server, standard, moment)
        fault.trial(bench)
    return bench.seen
