"""The jobs and hooks that we hand out are well-formed, and their commands run."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cli.commands import coursepack
from tests.support.courses import write_sources
from tests.support.repository import text_of

DOCUMENT = "docs/continuous-integration.md"
JOBS: list[Any] = [
    YAML(typ="safe").load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", text_of(DOCUMENT), re.M | re.S)
]
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(text_of(".pre-commit-hooks.yaml"))
COMMANDS = [
    *(step["run"] for step in JOBS[0]["jobs"]["check"]["steps"] if "run" in step),
    *JOBS[1]["course"]["script"],
    *(hook["entry"] for hook in HOOKS),
]


def test_the_hook_is_the_one_that_the_document_names() -> None:
    assert {hook["id"] for hook in HOOKS} == {hook["id"] for hook in JOBS[2]["repos"][0]["hooks"]}
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert re.search(hook["files"], "content/lesson-1.md")


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("coursepack ")])
def test_every_command_runs(command: str, tmp_path: Path) -> None:
    write_sources(tmp_path, {"lesson-1.md": "# Lesson 1: Bread\n\nText.\n"})
    assert coursepack("build", cwd=tmp_path).code == 0
    done = coursepack(*shlex.split(command)[1:], cwd=tmp_path)
    assert done.code == 0, done.err
