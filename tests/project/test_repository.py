"""The repository keeps its own rules: nothing of the machine it was written on, and what is promised is there."""

import re
import tomllib
from pathlib import PurePosixPath

import pytest

from tests.support.repository import repository_files, text_of
from tests.support.tools import ROOT

MACHINE_PATHS = re.compile(r"(?<![\w.~$}])/(work|root|Users|home/\w+)/")
DOCUMENTS = [name for name in repository_files() if name == "README.md" or re.fullmatch(r"docs/[^/]+\.md", name)]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), flags=re.MULTILINE))


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert [name for name in repository_files() if MACHINE_PATHS.search(text_of(name))] == []


def test_no_leftovers_are_in_the_repository() -> None:
    suffixes = {".pyc", ".orig", ".rej", ".bak", ".swp", ".tmp", ".log"}
    assert [name for name in repository_files() if PurePosixPath(name).suffix in suffixes] == []
    conflict = re.compile(r"^(<{7}|>{7}) ", flags=re.MULTILINE)
    assert [name for name in repository_files() if conflict.search(text_of(name))] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(name: str) -> None:
    named = set(re.findall(r"(?:^\$? ?|`)make ([a-z][a-z-]*)(?=`|\s*(?:#.*)?$)", text_of(name), flags=re.MULTILINE))
    assert named <= make_targets()


def test_readme_names_the_two_commands_that_everyone_needs() -> None:
    assert {"make build", "make test"} <= set(re.findall(r"make (?:build|test)", text_of("README.md")))


def test_every_make_target_for_people_is_explained() -> None:
    inner = {"environment", "tests-environment", "run-lint", "run-pytest"}
    explained = set(re.findall(r"^([a-z][a-z-]*):.* ## ", text_of("Makefile"), flags=re.MULTILINE))
    assert explained == make_targets() - inner


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_relative_link_of_a_document_leads_somewhere(name: str) -> None:
    prose = re.sub(r"^(`{3,}).*?^\1", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"`[^`\n]*`", "", prose)
    links = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", prose)
    folder = (ROOT / name).parent
    assert [link for link in links if "://" not in link and not (folder / link).exists()] == []


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    numbers = sorted(PurePosixPath(name).name for name in repository_files() if name.startswith("docs/decisions/0"))
    assert [int(name[:4]) for name in numbers] == list(range(1, len(numbers) + 1))
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", text_of("docs/decisions/README.md"))
    assert listed == numbers


def test_no_ignore_rule_could_drop_a_python_package() -> None:
    """An unanchored `build/` would take a package of that name out of the wheel without a word."""
    rules = [rule for rule in text_of(".gitignore").splitlines() if re.fullmatch(r"[a-z]+/", rule)]
    assert rules == []


def test_every_target_is_in_the_contract_of_independence() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (independent,) = (contract["modules"] for contract in contracts if contract["type"] == "independence")
    found = {
        "coursepack.targets." + PurePosixPath(name).parts[3].removesuffix(".py")
        for name in repository_files()
        if name.startswith("src/coursepack/targets/") and not PurePosixPath(name).parts[3].startswith("_")
    }
    shared = {"coursepack.targets.base", "coursepack.targets.table"}
    assert set(independent) == found - shared
