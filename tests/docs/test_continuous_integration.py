"""The jobs and hooks that we hand out are well-formed, and their commands run."""

import json
import re
import shlex
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from tests.cli.commands import coursepack
from tests.support.courses import write_sources
from tests.support.repository import text_of

DOCUMENT = "docs/continuous-integration.md"
JOBS: list[Any] = [
    YAML(typ="safe").load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", text_of(DOCUMENT), re.M | re.S)
]
GITHUB, SCANNING, GITLAB, PRE_COMMIT = JOBS
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(text_of(".pre-commit-hooks.yaml"))
COMMANDS = [
    *(step["run"] for step in (*GITHUB["jobs"]["check"]["steps"], *SCANNING) if "run" in step),
    *GITLAB["course"]["script"],
    *(hook["entry"] for hook in HOOKS),
]


def wrong(schema: str, job: object) -> list[str]:
    """What the schema that the service publishes, as check-jsonschema carries it, has against a job."""
    vendored = files("check_jsonschema.builtin_schemas.vendor") / f"{schema}.json"
    judge = jsonschema.Draft7Validator(json.loads(vendored.read_text(encoding="utf-8")))
    return [error.message[:200] for error in judge.iter_errors(job)]


def test_the_jobs_fit_the_schemas_of_their_services() -> None:
    github, gitlab = GITHUB, GITLAB
    assert wrong("github-workflows", github) == []
    job = github["jobs"]["check"] | {"permissions": {"security-events": "write"}}
    assert wrong("github-workflows", github | {"jobs": {"check": job | {"steps": job["steps"] + SCANNING}}}) == []
    assert wrong("gitlab-ci", gitlab) == []
    assert wrong("github-workflows", github | {"jobs": {"check": {"steps": github["jobs"]["check"]["steps"]}}})
    assert wrong("gitlab-ci", {"course": gitlab["course"] | {"artifacts": {"when": "sometimes"}}})


def test_the_jobs_keep_what_the_next_admin_sheet_compares_with(tmp_path: Path) -> None:
    (kept,) = (step["with"]["path"] for step in GITHUB["jobs"]["check"]["steps"] if "cache" in step.get("uses", ""))
    assert GITLAB["course"]["cache"]["paths"] == [kept]
    write_sources(tmp_path, {"c/lesson-1.md": "# Lesson 1: Bread\n\nText.\n"})
    assert coursepack("build", "c", "-o", "build", cwd=tmp_path).code == 0
    last = (tmp_path / kept).read_bytes()
    for path in (tmp_path / "build").glob("*-admin.html"):
        assert "first build" in path.read_text(encoding="utf-8")
    write_sources(tmp_path, {"c/lesson-1.md": "# Lesson 1: Bread\n\nOther text.\n", f"next/{kept}": last})
    assert coursepack("build", "c", "-o", f"next/{Path(kept).parent}", cwd=tmp_path).code == 0
    (sheet,) = (tmp_path / "next" / "build").glob("*-admin.html")
    assert "Since fingerprint" in sheet.read_text(encoding="utf-8")


def test_the_hook_is_the_one_that_the_document_names() -> None:
    assert {hook["id"] for hook in HOOKS} == {hook["id"] for hook in PRE_COMMIT["repos"][0]["hooks"]}
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert re.search(hook["files"], "content/lesson-1.md")


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("coursepack ")])
def test_every_command_runs(command: str, tmp_path: Path) -> None:
    write_sources(tmp_path, {"lesson-1.md": "# Lesson 1: Bread\n\nText.\n"})
    assert coursepack("build", cwd=tmp_path).code == 0
    done = coursepack(*shlex.split(command)[1:], cwd=tmp_path)
    assert done.code == 0, done.err
