"""The part of the fault table that only a browser can do: frames, windows, processes, clocks, storage, networks."""

from playwright.sync_api import Browser

from tests.faults.bench import Bench, HostFault
from tests.faults.disturbed import STANDARDS, package
from tests.faults.endings import (
    back_forward_cache,
    frame_removed,
    killed,
    left_twice,
    reloaded,
    reloaded_without_launch,
    tab_closed,
    two_tabs,
)
from tests.faults.frames import (
    all_of_another_origin,
    at_the_limit,
    between,
    deep,
    opener_closed,
    opener_of_another_origin,
    popup_blocked,
    sandboxed,
)
from tests.faults.learner import Seen, profile_of
from tests.faults.server import running_server
from tests.faults.surroundings import (
    BLOCKED,
    FULL,
    changed,
    clock_set,
    file_missing,
    files_slow,
    offline,
    policy,
    storage,
)
from tests.faults.switches import HERE, OUTSIDE, UNTIL_LATER, Moment

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
    HostFault(
        "F12", "frames-500", "500 frames between them, the most that are searched", _WHOLE, at_the_limit(500),
        costly=True,
    ),
    HostFault(
        "F12", "frames-501", "501 frames between them: no API is found", _WHOLE, at_the_limit(501),
        OUTSIDE, lasts=True, costly=True,
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
    HostFault("F25", "storage-full", "The browser's storage is full", _ALL, storage(FULL, True)),
    HostFault("F25", "storage-blocked", "The browser's storage is blocked", _ALL, storage(BLOCKED, True)),
    HostFault(
        "F25", "storage-full-alone", "The browser's storage is full, and there is no LMS", ("start",),
        storage(FULL, False), _ALONE, lasts=True,
    ),
    HostFault(
        "F25", "storage-blocked-alone", "The browser's storage is blocked, and there is no LMS", ("start",),
        storage(BLOCKED, False), _ALONE, lasts=True,
    ),
)  # fmt: skip


def rows() -> list[tuple[HostFault, str, Moment]]:
    return [(fault, standard, moment) for fault in HOST_FAULTS for standard in STANDARDS for moment in fault.moments]


def run(browser: Browser, fault: HostFault, standard: str, moment: Moment) -> Seen:
    with running_server(package(standard)) as server, profile_of(browser) as context:
        bench = Bench(browser, context, server, standard, moment)
        fault.trial(bench)
    return bench.seen
