"""The simulated LMS of SCORM 2004 beside scorm-again, which nobody here wrote: where the two differ is argued here."""

import re

import pytest

from tests.lms.comparing import Difference, differences
from tests.lms.corpus import sequences_2004

DIFFERENCES = {
    r"GetValue cmi\.(learner_id|learner_name|entry|launch_data)": (
        "scorm-again leaves to its embedder what an LMS knows of the learner, and gives launch data that nobody wrote;"
        " a value that is not there is 403"
    ),
    r"GetValue cmi\.(completion|success)_status": "both begin as `unknown`, which is a value and no error",
    r"GetValue cmi\.(comments_from_learner|comments_from_lms|objectives|interactions)\.\d+\..*": (
        "a row that is not there, or whose writing was refused, is a general get failure (301) with an index out of"
        " range; scorm-again says 403, or has begun the row"
    ),
    r"GetValue adl\.nav\.request": "read and write by the standard, `_none_` at first; scorm-again: write only",
    r"GetValue cmi\.(\w+\.)?_children": "the same names in another order",
    r"SetValue (cmi\.location|cmi\.learner_preference\.language) ": "an empty text is a text; scorm-again refuses it",
    r"SetValue cmi\.session_time P": "an interval of nothing is no interval",
    r"SetValue cmi\.learner_preference\.audio_captioning 2": "one of three words, not a range: 406, not 407",
    r"SetValue cmi\.objectives\.0\.id (urn:x:y|has space)": "no URI: a URN's namespace has two characters or more",
    r"SetValue cmi\.interactions\.0\.id has space": "no URI",
    r"SetValue cmi\.interactions\.0\.learner_response has space": "short identifiers hold no space",
}  # fmt: skip

WE_ACCEPT_MORE = ("cmi.location", "cmi.learner_preference.language", "_status", "adl.nav.request")
"""Where scorm-again is the stricter one, and wrong."""


@pytest.fixture(scope="module")
def found() -> list[Difference]:
    return differences("scorm2004", sequences_2004())


def test_every_difference_is_argued(found: list[Difference]) -> None:
    argued = [re.compile(pattern) for pattern in DIFFERENCES]
    assert [one for one in found if not any(pattern.fullmatch(one.call) for pattern in argued)] == []


@pytest.mark.parametrize("pattern", DIFFERENCES)
def test_no_argument_is_idle(found: list[Difference], pattern: str) -> None:
    assert [one for one in found if re.fullmatch(pattern, one.call)], DIFFERENCES[pattern]


def test_children_are_the_same_names(found: list[Difference]) -> None:
    lists = [one for one in found if one.call.endswith("_children")]
    assert lists
    for one in lists:
        assert set(one.ours[0].split(",")) == set(one.theirs[0].split(",")), one.call


def test_where_the_two_differ_ours_is_the_stricter_one(found: list[Difference]) -> None:
    laxer = [one for one in found if one.ours_accepts and not one.theirs_accepts]
    assert [one for one in laxer if not any(name in one.call for name in WE_ACCEPT_MORE)] == []
