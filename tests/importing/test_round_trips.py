"""A question that goes out to a bank and comes back is the same, or somebody says what got lost."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.importing.round_trips import round_trip
from tests.writing.generated import TYPES, questions

EQUAL = ("single", "multiple", "drag", "order", "match", "info")
"""Types that Moodle XML holds whole; of the others, feedback comes back at each answer that it is given to."""


@pytest.mark.parametrize("kind", EQUAL)
@settings(max_examples=6, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(data=st.data())
def test_moodle_xml_and_back(kind: str, data: st.DataObject) -> None:
    trip = round_trip("moodle-xml", data.draw(questions(kind)))
    assert trip.named or trip.read == trip.written, trip.source


@pytest.mark.parametrize("target", ["moodle-xml", "gift"])
@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=2, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(data=st.data())
def test_nothing_goes_missing_unnamed(kind: str, target: str, data: st.DataObject) -> None:
    trip = round_trip(target, data.draw(questions(kind)))
    assert trip.named or trip.read is not None, trip.source
