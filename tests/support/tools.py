"""Finds the programs and packages that tests need beside Python; what is missing fails the test and says the cure."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
"""The checkout."""

SCHEMAS_VARIABLE = "COURSEPACK_SCHEMAS"
NO_SCHEMAS = f"{SCHEMAS_VARIABLE} does not name the folder of the standards' schemas"

WHOLE_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""With the parts that only a person sees, and the back/forward cache."""

CHROMIUM_NAMES = ("chromium-headless-shell", *WHOLE_BROWSERS)
"""The headless shell draws pages with the same engine for a third of the time."""


@cache
def program(*names: str) -> str:
    """The path of the first of `names` that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.fail(f"no {' or '.join(names)} on PATH: `make test` installs it, or says how", pytrace=False)


@cache
def node_modules() -> Path:
    """The folder of the locked npm packages."""
    folder = ROOT / "tests" / "node_modules"
    if not (folder / ".package-lock.json").is_file():
        pytest.fail("tests/node_modules is not installed: run `make test`", pytrace=False)
    return folder


_NEWER_CSS = (
    *("vector-effect", "paint-order", "container-type", "position-area", "position-try-fallbacks"),
    *("CSS: .mask.: Too many values", "CSS: .--out.: Parse Error"),  # a shorthand with a size; the unit cqi
)
"""What the checker's own judge of style sheets does not know yet."""


def nu_errors(pages: Iterable[Path], packages: Path) -> str:
    """What the Nu HTML checker among the npm `packages` finds wrong with HTML files; "" is nothing."""
    jar = packages / "vnu-jar" / "build" / "dist" / "vnu.jar"
    judged = subprocess.run(
        [
            *(program("java"), "-jar", str(jar), "--errors-only", "--stdout"),
            *("--filterpattern", rf".*({'|'.join(_NEWER_CSS)}).*"),
            *map(str, sorted(pages)),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return judged.stdout or judged.stderr * (judged.returncode != 0)


@cache
def schemas() -> Path:
    """The folder of the standards' schemas, which may not be passed on with this repository.

    The one thing that may be absent: without it the test is skipped, and the end of the run says so.
    """
    value = os.environ.get(SCHEMAS_VARIABLE, "")
    if not value:
        pytest.skip(NO_SCHEMAS)
    folder = Path(value)
    if not folder.is_dir():
        pytest.fail(f"{SCHEMAS_VARIABLE} names {value}, which is no folder", pytrace=False)
    return folder
