"""The player's functions, called from Python: one Node process that holds every part but the start."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from coursepack import resources
from coursepack.pages import player
from tests.support.tools import program

_HARNESS = Path(__file__).parent / "harness.js"
_PARTS = (
    *(f"core/{name}" for name in (*player._CORE, *player._QUIZZES)),
    "core/clock",
    *(f"questions/{name}" for name in player._QUESTIONS),
    *player._SCORM,
    *(
        f"lms/{name}"
        for name in (
            *("scorm12/values", "scorm12/answers"),
            *(f"scorm2004/{part}" for part in ("values", "responses", "reading", "answers", "session")),
        )
    ),
)


class Player:
    """Calls a function of the player by name; a `dict` may carry `$set` and `$map` (see harness.js)."""

    def __init__(self) -> None:
        folder = resources.templates() / "player"
        command = [program("node"), str(_HARNESS), *(str(folder / f"{name}.js") for name in _PARTS)]
        # Half an hour off every other zone: what is told by the world's clock instead of the learner's shows.
        zone = {**os.environ, "TZ": "Asia/Kolkata"}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=zone)

    def __call__(self, name: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"name": name, "arguments": arguments}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
