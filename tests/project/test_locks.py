"""The lock files pin what the project asks for, name no place to fetch from, and bring nothing with a hard licence."""

import json
import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.support.tools import ROOT

PYTHON_LOCKS = ("requirements.lock", "tests/requirements.lock")
LOCKS = (*PYTHON_LOCKS, "tests/package-lock.json")

PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|0BSD|Zlib|Unlicense)\b")

WEAK_COPYLEFT = {
    "pathspec": "Mozilla Public License 2.0: asks to pass on changes to its own files, and we change none",
}


def locked(name: str) -> dict[str, str]:
    """{package: version} of a lock file of Python packages."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = (re.match(r"([\w.-]+)==([^ ;]+)", line) for line in lines)
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def runtime_requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in project["dependencies"]]


def runtime_distributions() -> dict[str, metadata.Distribution]:
    """{name: distribution} of every package that an installed coursepack needs, at any depth."""
    found: dict[str, metadata.Distribution] = {}
    waiting = runtime_requirements()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = metadata.distribution(requirement.name)
        waiting.extend(Requirement(text) for text in found[name].requires or [])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert '"resolved"' not in text


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_lock_pins_every_dependency_within_its_range(name: str) -> None:
    pins = locked(name)
    for requirement in runtime_requirements():
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


def test_lock_of_the_tests_agrees_with_that_of_the_runtime() -> None:
    runtime, tests = (locked(name) for name in PYTHON_LOCKS)
    assert {name: tests[name] for name in runtime if name in tests} == {
        name: version for name, version in runtime.items() if name in tests
    }


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_lock_has_a_hash_for_every_package(name: str) -> None:
    entries = re.split(r"\n(?=[\w.-]+==)", (ROOT / name).read_text(encoding="utf-8"))[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_lock_of_npm_agrees_with_package_json() -> None:
    package = json.loads((ROOT / "tests" / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "tests" / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    assert all("integrity" in entry for path, entry in lock["packages"].items() if path)


def test_installed_versions_are_the_locked_ones() -> None:
    pins = locked("requirements.lock")
    found = {name: distribution.version for name, distribution in runtime_distributions().items()}
    assert found == {name: pins[name] for name in found}


def test_runtime_dependencies_have_permissive_licenses() -> None:
    hard = {}
    for name, distribution in runtime_distributions().items():
        fields = distribution.metadata.json
        classifiers = [value for value in fields.get("classifier", []) if value.startswith("License ::")]
        words = [str(fields.get("license_expression", "")), str(fields.get("license", "")), *classifiers]
        if name not in WEAK_COPYLEFT and not PERMISSIVE.search(" ".join(words)):
            hard[name] = words
    assert hard == {}


def test_locked_packages_run_on_the_python_of_debian_12() -> None:
    too_new = {}
    for name in {**locked("requirements.lock"), **locked("tests/requirements.lock")}:
        needed = metadata.distribution(name).metadata.json.get("requires_python")
        if needed and not SpecifierSet(str(needed)).contains("3.11.2"):
            too_new[name] = needed
    assert too_new == {}
