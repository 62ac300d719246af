"""What the tests of faults share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import ARGUMENTS
from tests.support.tools import WHOLE_BROWSERS, program


@pytest.fixture(scope="session")
def whole_chromium(chromium: Browser) -> Iterator[Browser]:
    """The browser that learners have: the headless shell lets a page of another origin keep what that one does not."""
    browser = chromium.browser_type.launch(executable_path=program(*WHOLE_BROWSERS), args=list(ARGUMENTS))
    yield browser
    browser.close()
