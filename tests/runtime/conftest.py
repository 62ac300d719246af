"""What the tests of the player share."""

from collections.abc import Iterator

import pytest

from tests.runtime.node import Player


@pytest.fixture(scope="session")
def player() -> Iterator[Player]:
    """The player's functions, without a page."""
    running = Player()
    yield running
    running.close()
