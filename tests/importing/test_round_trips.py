"""A question that goes out to a bank and comes back is the same, but for what a row of the fidelity table names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.differences import unnamed
from tests.importing.round_trips import round_trip
from tests.writing.generated import TYPES, made_up, questions


@pytest.mark.parametrize("target", ["moodle-xml", "gift"])
@pytest.mark.parametrize("kind", TYPES)
@made_up(2)
@given(data=st.data())
def test_out_and_back(kind: str, target: str, data: st.DataObject) -> None:
    trip = round_trip(target, data.draw(questions(kind)))
    if trip.read is None:
        assert trip.named, trip.source
        return
    assert unnamed(trip.written, trip.read, trip.named) == [], trip.source
