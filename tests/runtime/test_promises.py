"""Each promise of docs/runtime.md has a test that carries its name."""

import re

import pytest

from tests.support.tools import ROOT

PROMISES = [*range(1, 28), 29, 30, 41, 42, 43]


def named() -> set[int]:
    """The numbers in the names of all tests."""
    found: set[int] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        if "node_modules" not in path.parts:
            for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
                found.update(int(number) for number in re.findall(r"_r(\d+)(?=_)", name))
    return found


@pytest.mark.parametrize("number", PROMISES)
def test_a_promise_has_a_test(number: int) -> None:
    assert number in named()


def test_each_promise_is_told_to_administrators() -> None:
    text = (ROOT / "docs" / "runtime.md").read_text(encoding="utf-8")
    told = {int(number) for number in re.findall(r"R(\d+)\b", text)}
    assert [number for number in PROMISES if number not in told] == []
