"""docs/simulated-lms.md names every profile and every switch."""

import re

from coursepack import resources
from tests.faults.switches import switches
from tests.support.tools import ROOT

DOCUMENTED = set(re.findall(r"`([a-z0-9<>-]+)`", (ROOT / "docs" / "simulated-lms.md").read_text(encoding="utf-8")))


def test_every_switch_is_documented() -> None:
    names = {re.sub(r"^set-\d+-\w+$", "set-<code>-<standard>", one.name) for one in switches()}
    assert names - DOCUMENTED == set()


def test_every_profile_is_documented() -> None:
    names = set(re.findall(r'^\s+name: "(\w+)"', resources.read("lms/profiles.js"), re.MULTILINE))
    assert names - DOCUMENTED == set()
    assert len(names) == 7
