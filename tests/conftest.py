"""The fixtures that tests of several areas share.

A missing tool fails a test and never skips it; only the folder that `COURSEPACK_SCHEMAS` names may be absent.
"""

import gc
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import hypothesis
import pytest
from playwright.sync_api import Browser, Page

from tests.support import tools
from tests.support.browser import BrowserLog, running_chromium
from tests.support.cases import Golden
from tests.support.courses import BuiltCourse
from tests.support.courses import build_course as build_course_in

# A shared machine is slow at times: how long one example takes proves nothing. The same examples in each run keep a
# failure from coming and going; new ones are tried with `pytest --hypothesis-profile=default`, and two hundred made-up
# questions of each type with `--hypothesis-profile=many`.
hypothesis.settings.register_profile("coursepack", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("many", hypothesis.settings.get_profile("coursepack"), max_examples=200)
hypothesis.settings.load_profile("coursepack")


class BuildCourse(Protocol):
    """The type of the fixture `build_course`."""

    def __call__(self, files: Mapping[str, str | bytes], *targets: str, allow_errors: bool = False) -> BuiltCourse: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected/ folders of golden cases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves only the tests that can rewrite something to a run with `--accept`."""
    if not config.getoption("--accept"):
        return
    rewriting = [item for item in items if _can_rewrite(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in rewriting])
    items[:] = rewriting


def pytest_collection_finish() -> None:
    """Lets the garbage collector pass over the tests themselves: builds ask for it, and would look through them all."""
    gc.collect()
    gc.freeze()


def _can_rewrite(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function):
        return False
    return not {"golden", "request"}.isdisjoint(inspect.signature(item.function).parameters)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says once and loudly what could not be judged."""
    skipped = [report for report in terminalreporter.getreports("skipped") if tools.NO_SCHEMAS in str(report.longrepr)]
    if skipped:
        terminalreporter.section(f"{tools.SCHEMAS_VARIABLE} IS NOT SET", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} tests did not run: the standards' own schemas judged nothing. Set it to their folder."
        )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares with, or under `--accept` rewrites, the `expected/` folder of a case."""
    return Golden(accept=bool(request.config.getoption("--accept")))


@pytest.fixture
def build_course(tmp_path: Path) -> BuildCourse:
    """Writes Markdown into `tmp_path`/course and builds it: `build_course({"lesson.md": "# …"}, "scorm12")`."""

    def build(files: Mapping[str, str | bytes], *targets: str, allow_errors: bool = False) -> BuiltCourse:
        return build_course_in(tmp_path / "course", files, *targets, allow_errors=allow_errors)

    return build


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the locked npm packages."""
    return tools.node_modules()


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The folder of the standards' schemas."""
    return tools.schemas()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, one for each worker."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def browser_log() -> BrowserLog:
    """What the pages of this test reported and requested; a test that expects an error clears it."""
    return BrowserLog()


@pytest.fixture
def page(chromium: Browser, browser_log: BrowserLog) -> Iterator[Page]:
    """A page in a fresh profile; at its end nothing may be left in `browser_log`."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    browser_log.watch(context)
    yield context.new_page()
    context.close()
    assert browser_log.outside == [], "the page asked for something outside"
    assert browser_log.errors == [], "the page reported errors"
