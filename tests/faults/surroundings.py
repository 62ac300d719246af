"""Faults of what surrounds the page: the package's version, the clock, the network, policies and storage."""

from tests.faults.bench import Bench, Trial, innermost
from tests.faults.disturbed import package
from tests.faults.learner import RETRIES, Session


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


STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self' data:;"
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


FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"


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
