"""Each promise of docs/runtime.md has tests that carry its name, and docs/promises.md lists them."""

import re

import pytest

from tests.support.tools import ROOT

PROMISES = [*range(1, 31), 41, 42, 43]
"""R31 to R40 are those of cmi5."""

_ROW = re.compile(r"^\| R(\d+) \| (.+?) \| (.*?)\|$", re.MULTILINE)
_TEST = re.compile(r"^(?:async )?def test_((?:[a-z]\d+_)*r\d+_\w+)", re.MULTILINE)


def named_tests() -> dict[int, dict[str, list[str]]]:
    """{number: {file: what its tests say}}"""
    found: dict[int, dict[str, list[str]]] = {number: {} for number in PROMISES}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if "node_modules" in path.parts:
            continue
        for name in _TEST.findall(path.read_text(encoding="utf-8")):
            numbers = re.match(r"(?:[a-z]\d+_)+", name)
            assert numbers
            for number in re.findall(r"r(\d+)_", numbers[0]):
                words = name.removeprefix(numbers[0]).replace("_", " ")
                found[int(number)].setdefault(path.relative_to(ROOT).as_posix(), []).append(words)
    return found


def listed(tests: dict[str, list[str]]) -> str:
    return "<br>".join(f"[{path}](../{path}): {'; '.join(names)}" for path, names in tests.items())


@pytest.mark.parametrize("number", PROMISES)
def test_a_promise_has_a_test(number: int) -> None:
    assert named_tests()[number]


def test_the_table_of_promises_names_their_tests(request: pytest.FixtureRequest) -> None:
    """`pytest --accept` rewrites its last column."""
    document = ROOT / "docs" / "promises.md"
    text = document.read_text(encoding="utf-8")
    found = named_tests()
    expected = _ROW.sub(lambda row: f"| R{row[1]} | {row[2]} | {listed(found[int(row[1])])} |", text)
    if request.config.getoption("--accept"):
        document.write_text(expected, encoding="utf-8")
        text = expected
    assert [int(row[0]) for row in _ROW.findall(text)] == PROMISES
    assert text == expected


def test_each_promise_is_told_to_administrators() -> None:
    text = (ROOT / "docs" / "runtime.md").read_text(encoding="utf-8")
    told = {int(number) for number in re.findall(r"R(\d+)\b", text)}
    assert [number for number in PROMISES if number not in told] == []
