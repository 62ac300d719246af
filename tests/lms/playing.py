"""Sessions of the simulated LMS, played in Node."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursepack import resources
from tests.support import lms
from tests.support.tools import program


@dataclass(frozen=True)
class Played:
    """`answers`: (result, error code) of each call; `calls`: (session, call, error code) as logged."""

    answers: list[list[Any]]
    kept: dict[str, str]
    calls: list[list[Any]]


def play(
    standard: str, steps: Sequence[Sequence[str]], kept: Mapping[str, str] | None = None, profile: str = "strict"
) -> Played:
    """Each step is a launch, a switch or a call (see sessions.js)."""
    files = [str(resources.templates() / name) for name in lms.FILES]
    given = {"standard": standard, "profile": profile, "kept": kept or {}, "steps": steps}
    command = [program("node"), str(Path(__file__).parent / "sessions.js"), *files]
    ran = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    return Played(**json.loads(ran.stdout))
