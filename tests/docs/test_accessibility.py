"""The page on accessibility: every criterion of WCAG 2.2, A and AA, and only tests and findings that there are."""

import re

from coursepack.rules import RULE_NAMES
from tests.support.repository import text_of

DOCUMENT = text_of("docs/accessibility.md")
CRITERIA = (
    "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 "
    "1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 "
    "2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3"
).split()
"""WCAG 2.2, levels A and AA."""


def test_every_criterion_is_there_once_and_in_order() -> None:
    assert re.findall(r"^\| \*\*(\d\.\d\.\d+)\*\* ", DOCUMENT, re.MULTILINE) == CRITERIA


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", DOCUMENT))
    assert len(named) > 20
    assert [one for one in sorted(named) if f"def {one[1]}(" not in text_of(one[0])] == []


def test_every_finding_that_is_named_exists() -> None:
    rows = [line.split(" | ")[-1] for line in DOCUMENT.splitlines() if line.startswith("| **")]
    named = {name for row in rows for name in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", row)}
    assert named - {"extra-time"} <= RULE_NAMES
