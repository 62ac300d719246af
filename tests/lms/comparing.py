"""Runs sequences of calls through the simulated LMS and scorm-again, and finds what they answer differently."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coursepack import resources
from tests.lms.corpus import Call
from tests.support import lms
from tests.support.tools import node_modules, program

_ENDS = ("LMSFinish", "Terminate")


@dataclass(frozen=True)
class Difference:
    """`call`: the call with its arguments, and "after the end" where the session was over."""

    call: str
    ours: tuple[str, int]
    theirs: tuple[str, int]

    @property
    def ours_accepts(self) -> bool:
        return self.ours[1] == 0

    @property
    def theirs_accepts(self) -> bool:
        return self.theirs[1] == 0


def answers(
    standard: Literal["scorm12", "scorm2004"], sequences: list[list[Call]]
) -> list[list[tuple[str, int, str, int]]]:
    """For each call: result and error code of the simulated LMS, then those of scorm-again."""
    again = node_modules() / "scorm-again" / "dist" / f"{standard}.min.js"
    ours = [str(resources.templates() / name) for name in lms.FILES]
    command = [program("node"), str(Path(__file__).parent / "compare.js"), standard, str(again), *ours]
    ran = subprocess.run(command, input=json.dumps(sequences), capture_output=True, text=True, check=True)
    found: list[list[tuple[str, int, str, int]]] = json.loads(ran.stdout)
    return found


def differences(standard: Literal["scorm12", "scorm2004"], sequences: list[list[Call]]) -> list[Difference]:
    """Without what only follows from another one: an element that one of the two did not set reads differently."""
    found = []
    for sequence, answered in zip(sequences, answers(standard, sequences), strict=True):
        over = False
        set_differently: set[str] = set()
        for call, (result, error, their_result, their_error) in zip(sequence, answered, strict=True):
            name = " ".join(call) + (" after the end" if over else "")
            differs = (result, error) != (their_result, their_error)
            if differs and call[1] not in set_differently:
                found.append(Difference(name, (result, error), (their_result, their_error)))
            if differs and len(call) == 3:
                set_differently.add(call[1])
            over = over or (call[0] in _ENDS and error == 0)
    return found
