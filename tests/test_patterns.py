"""Patterns that are compiled late are right nevertheless, and behave like compiled ones."""

import importlib
import pkgutil
import re

import pytest

import coursepack
from coursepack import patterns


def test_late_pattern_works_like_a_compiled_one() -> None:
    pattern = patterns.late(r"(\w)(\d)", re.ASCII)
    for _ in range(2):
        found = pattern.search("-a1b2")
        assert found is not None
        assert found.groups() == ("a", "1")
    assert pattern.sub(r"\2\1", "a1") == "1a"
    assert pattern.flags == re.compile("", re.ASCII).flags
    with pytest.raises(re.error):
        patterns.late("(").match("")


def test_every_late_pattern_of_coursepack_compiles() -> None:
    compiled = 0
    for module in pkgutil.walk_packages(coursepack.__path__, "coursepack."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, patterns._Late):
                compiled += value.groups >= 0
    assert compiled > 50
