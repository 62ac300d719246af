"""The part of the fault table whose faults are switches of the simulated LMS."""

import json
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Literal

from playwright.sync_api import Browser, BrowserContext

from coursepack import resources
from tests.faults.disturbed import STANDARDS, package
from tests.faults.learner import RETRIES, Seen, Session, profile_of
from tests.faults.server import LmsServer, running_server
from tests.support import lms
from tests.support.tools import program

Moment = Literal["start", "middle", "exit", "whole"]
MOMENTS: tuple[Moment, ...] = ("start", "middle", "exit")


@dataclass(frozen=True)
class Switch:
    """`only`: the one standard that has it; "" for all."""

    fault: str
    name: str
    title: str
    only: str


@cache
def switches() -> tuple[Switch, ...]:
    """The switches of the simulated LMS, as its own table has them."""
    told = "console.log(JSON.stringify(FAULTS.map(f => [f.fault, f.name, f.title, f.standard || ''])))"
    source = "\n".join(resources.read(f"lms/{part}.js") for part in lms.PARTS if part in ("runtime", "faults"))
    ran = subprocess.run([program("node"), "-"], input=f"{source}\n{told}", capture_output=True, text=True, check=True)
    return tuple(Switch(*row) for row in json.loads(ran.stdout))


UNTIL_LATER = "cannot be saved at the moment"
HERE = "kept in this browser only"
OUTSIDE = "opened outside a learning system"

TELLS: dict[str, str] = {
    "no-api": OUTSIDE,
    "late-api": OUTSIDE,
    "initialize-false": HERE,
    "initialize-false-boolean": HERE,
    "initialize-throws": HERE,
    **dict.fromkeys(("commit-false", "commit-null", "commit-throws", "login-page", "unauthorised"), UNTIL_LATER),
    **dict.fromkeys((switch.name for switch in switches() if switch.fault == "F4"), UNTIL_LATER),
    **dict.fromkeys(("forbidden", "bad-gateway", "network-off", "ended-by-lms"), UNTIL_LATER),
    "mode-browse": "without taking it",
    "mode-review": "looking back",
}  # fmt: skip
"""Switch → what the notice says while it is on; the others need none."""

AT_RETURN = frozenset({"F7", "F15", "F20", "F23"})
"""Faults in what the LMS gives back: they need a session before."""

AT_LAUNCH = frozenset({"F1", "F2", "F3", "F14", "F21"})
"""Faults that cannot begin once the session runs: in the middle and at exit nothing is to be told."""

BY_LMS = frozenset({"F7", "F15"})
"""The LMS itself destroys what it accepted: nothing in the package can bring that back."""


def rows() -> list[tuple[Switch, str, Moment]]:
    return [
        (switch, standard, moment)
        for switch in switches()
        for standard in STANDARDS
        if switch.only in ("", standard)
        for moment in MOMENTS
    ]


def run(browser: Browser, switch: Switch, standard: str, moment: Moment) -> Seen:
    """Start: the fault lasts a whole session. Middle: it comes and goes. Exit: it comes when the learner leaves."""
    seen = Seen()
    with running_server(package(standard)) as server, profile_of(browser) as context:
        learner = Learner(context, server, standard, seen)
        if switch.fault in AT_RETURN:
            returning(learner, switch.name, moment)
        else:
            staying(learner, switch.name, moment)
    return seen


@dataclass(frozen=True)
class Learner:
    context: BrowserContext
    server: LmsServer
    standard: str
    seen: Seen

    def launch(self, *switches: str) -> Session:
        session = Session(self.context, self.server, self.standard, self.seen, switches=switches)
        session.launch()
        return session


def staying(learner: Learner, name: str, moment: Moment) -> None:
    """The fault happens in the first session; the second one is well and must show what was accepted."""
    one = learner.launch(*((name,) if moment == "start" else ()))
    one.read("one")
    one.answer("q_start")
    if moment == "middle":
        one.turn(name, True)
    one.answer("q_middle")
    if moment != "exit":
        one.pass_time(RETRIES)
    if moment == "middle":
        one.turn(name, False)
        one.pass_time(RETRIES)
        one.accept("q_middle")
        one.answer("q_end")
    if moment == "exit":
        one.turn(name, True)
    one.read("two")
    one.leave()
    if moment == "start" and TELLS.get(name) in (HERE, OUTSIDE) and name != "late-api":
        # What is kept in the browser is there as long as the course is opened in the same way.
        again = learner.launch(name)
        again.look_for_answers()
        again.leave()
        learner.seen.accepted.clear()
    look(learner)


def returning(learner: Learner, name: str, moment: Moment) -> None:
    """The LMS gives back something else than it was given, at the first launch, at the second or at the last one."""
    first = learner.launch(*((name,) if moment == "start" else ()))
    first.read("one")
    first.answer("q_start")
    first.write("q_essay", ESSAY)
    first.leave()
    learner.seen.state = max(len(value) for name, value in (learner.server.record or {}).items() if "suspend" in name)
    second = learner.launch(*((name,) if moment == "middle" else ()))
    second.look_for_answers()
    second.answer("q_middle")
    second.leave()
    look(learner, *((name,) if moment == "exit" else ()))


ESSAY = "Ü & <b> + 'q' \"r\" \\ 😀\n" + "Every step says so. " * 149
"""So long that the state has between 4,000 and 4,096 characters."""


def look(learner: Learner, *switches: str) -> None:
    later = learner.launch(*switches)
    later.look_for_answers()
    later.read("two")
    later.answer("q_more")
    later.leave()
