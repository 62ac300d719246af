"""A question that goes out to a bank and comes back is the same, but for what a row of the fidelity table names."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.importing.differences import is_said_once, unnamed
from tests.importing.round_trips import round_trip
from tests.writing.generated import TYPES, questions


@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=2, suppress_health_check=list(HealthCheck), phases=[Phase.generate], deadline=None)
@given(data=st.data())
def test_moodle_xml_and_back(kind: str, data: st.DataObject) -> None:
    trip = round_trip("moodle-xml", data.draw(questions(kind).filter(is_said_once)))
    if trip.read is None:
        assert trip.named, trip.source
        return
    assert unnamed(kind, trip.written, trip.read, trip.named) == [], trip.source


@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=1, suppress_health_check=list(HealthCheck), phases=[Phase.generate], deadline=None)
@given(data=st.data())
def test_no_question_goes_missing_in_gift(kind: str, data: st.DataObject) -> None:
    trip = round_trip("gift", data.draw(questions(kind)))
    assert trip.named or trip.read is not None, trip.source
