"""The simulated LMS of SCORM 1.2 beside scorm-again, which nobody here wrote: where the two differ is argued here."""

import re

import pytest

from tests.lms.comparing import Difference, differences
from tests.lms.corpus import sequences_12

SCORM_AGAIN_IS_LAXER = {
    r"LMSGetValue cmi\.core\.(student_id|student_name|credit|entry|total_time)": (
        "scorm-again leaves to its embedder what an LMS knows of the learner; here there is one learner"
    ),
    r"LMSGetValue cmi\.core\.score\.max": "scorm-again says 100 before anybody set it; the standard has no default",
    r"LMS[GS]etValue (cmi\.core\.score\.scaled|cmi\.core\.nothing|cmi\.nothing|cmi|nonsense|)( \S+)?": (
        "an element that the standard does not know is an invalid argument (201); 401 is for optional elements that"
        " this LMS does not have. scorm-again even lets content replace the whole of `cmi`"
    ),
    r"LMSSetValue \S+\.(_children|_count) .*": "202 and 203 say what is wrong; scorm-again knows 401 only",
    r"LMSGetValue cmi\.interactions\.\d+\..*": (
        "a row that is not there cannot be asked for (201); scorm-again looks at the kind of element only (404)"
    ),
    r"LMSGetValue cmi\.objectives\.0\.\S+": "a row whose identifier was refused is not there; scorm-again has begun it",
    r"LMS(Finish|Commit|GetValue) \S* after the end": (
        "nothing is allowed after LMSFinish, and 301 says so; scorm-again commits and answers 101 or nothing"
    ),
    r"LMSSetValue cmi\.core\.score\.raw 5\.": "CMIDecimal needs a digit after its point",
    r"LMSSetValue cmi\.core\.exit normal": "`normal` is a word of SCORM 2004",
    r"LMSSetValue cmi\.core\.session_time (00:61:00|1:00:00)": "CMITimespan: hours of 2 to 4 digits, minutes below 60",
    r"LMSSetValue cmi\.suspend_data x{4097}": "4,096 characters; scorm-again takes 64,000",
    r"LMSSetValue cmi\.(objectives|interactions)\.0\.id has space": "CMIIdentifier holds no space",
    r"LMSSetValue cmi\.interactions\.0\.result incorrect": "`incorrect` is a word of SCORM 2004",
    r"LMSSetValue cmi\.interactions\.0\.(student_response|correct_responses\.0\.pattern) .*": (
        "CMIFeedback depends on the type of the interaction; scorm-again takes any text"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> list[Difference]:
    return differences("scorm12", sequences_12())


def test_every_difference_is_argued(found: list[Difference]) -> None:
    argued = [re.compile(pattern) for pattern in SCORM_AGAIN_IS_LAXER]
    assert [one for one in found if not any(pattern.fullmatch(one.call) for pattern in argued)] == []


@pytest.mark.parametrize("pattern", SCORM_AGAIN_IS_LAXER)
def test_no_argument_is_idle(found: list[Difference], pattern: str) -> None:
    assert [one for one in found if re.fullmatch(pattern, one.call)], SCORM_AGAIN_IS_LAXER[pattern]


def test_nothing_that_scorm_again_refuses_is_accepted(found: list[Difference]) -> None:
    """Where the two differ, ours is the stricter one."""
    assert [one for one in found if one.ours_accepts and not one.theirs_accepts] == []
