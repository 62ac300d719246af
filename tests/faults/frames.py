"""Faults of the windows and frames between the package and its API: F8, F12, F13."""

from tests.faults.bench import Bench, Trial, innermost
from tests.faults.learner import RETRIES, Session, watch


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


def at_the_limit(levels: int) -> Trial:
    """So many frames that nobody could draw them: the learner's hand is a script, and none of them is in view."""

    def trial(bench: Bench) -> None:
        session = bench.session(clock=False)
        session.page.set_default_timeout(120_000)  # each frame costs the browser more than the one before it
        for last in (False, True):
            session.page.evaluate(_NEST_UNSEEN, levels)
            session.frame = innermost(session, patience=120)
            session.frame.wait_for_selector("body.scripted", state="attached")
            if last:
                shown = session.frame.evaluate(_SHOWN)
                bench.seen.lost += [question for question in bench.seen.accepted if question not in shown]
            else:
                bench.seen.accepted += session.frame.evaluate(_ANSWER_UNSEEN, [["q_start", "b"], ["q_middle", "a"]])
            bench.seen.notices.append(session.frame.evaluate(_NOTICE) or "")
        session.page.close()

    return trial


_NEST_UNSEEN = """levels => {
    let place = document;
    for (let level = 1; level < levels; level++) {
        let frame = place.querySelector("iframe");
        if (!frame) place.body.append(frame = place.createElement("iframe"));
        frame.style.display = "none";
        place = frame.contentDocument;
    }
    place.body.replaceChildren();
    host.lms.launch();
    const last = place.createElement("iframe");
    last.src = "/course/index.html";
    place.body.append(last);
}"""

_ANSWER_UNSEEN = """answers => answers.filter(([question, letter]) => {
    location.hash = "#p-check";
    const form = document.getElementById(`q-${question}`);
    form.querySelector(`input[value="${letter}"]`).click();
    form.querySelector("[data-check]").click();
    const said = document.querySelector("[data-save]").textContent;
    return form.hasAttribute("data-verdict") && (said === "Saved" || said === "Kept in this browser");
}).map(([question]) => question)"""

_SHOWN = """() => Array.from(document.querySelectorAll('form[data-verdict="right"]'), (form) => form.id.slice(2))"""

_NOTICE = """() => document.querySelector("[data-notice]:not([hidden])")?.textContent || null"""


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
