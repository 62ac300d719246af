"""What a trial of the fault table works with, where only a browser can make the fault."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Frame

from tests.faults.learner import Seen, Session
from tests.faults.server import LmsServer
from tests.faults.switches import Moment


@dataclass
class Bench:
    """What a trial works with."""

    browser: Browser
    context: BrowserContext
    server: LmsServer
    standard: str
    moment: Moment
    seen: Seen = field(default_factory=Seen)

    def session(self, *, clock: bool = True, switches: tuple[str, ...] = ()) -> Session:
        return Session(self.context, self.server, self.standard, self.seen, clock=clock, switches=switches)

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
    """`tells`: what the notice must say at the moments `told_at`. `lasts`: the fault is there in every session.

    `costly`: takes a browser longer than all the rest of a test run may; `make faults` alone tries it.
    """

    fault: str
    name: str
    title: str
    moments: tuple[Moment, ...]
    trial: Trial
    tells: str = ""
    told_at: tuple[Moment, ...] = ("start", "middle", "exit", "whole")
    lasts: bool = False
    costly: bool = False


def innermost(session: Session, patience: int = 15) -> Frame:
    """The package's frame, once it came; `patience`: seconds."""
    for _ in range(patience * 20):
        found = [frame for frame in session.page.frames if "/course/" in frame.url]
        if found:
            return found[0]
        session.page.wait_for_timeout(50)
    raise AssertionError("the package did not come")
