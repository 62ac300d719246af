"""Numbers and durations as learning systems read them."""

import pytest

from tests.runtime.node import Player
from tests.support.tools import ROOT

DURATIONS = {
    0: "00:00:00.00",
    5: "00:00:00.00",
    50: "00:00:00.05",
    99: "00:00:00.09",
    100: "00:00:00.10",
    999: "00:00:00.99",
    59_999: "00:00:59.99",
    3_599_995: "00:59:59.99",
    86_400_000: "24:00:00.00",
    359_999_000: "99:59:59.00",
    35_996_400_000: "9999:00:00.00",
    99_999_999_999: "9999:59:59.99",
    -5: "00:00:00.00",
}


@pytest.mark.parametrize("milliseconds", DURATIONS)
def test_r12_r20_durations(player: Player, milliseconds: int) -> None:
    assert player("timespan", milliseconds) == DURATIONS[milliseconds]
    assert player("setErrors", [["cmi.core.session_time", DURATIONS[milliseconds]]]) == [0]


CALENDAR = (
    "const row = { id: rowId(id, number), text, answer, right, weight: points, latency, time: new Date(), objectives };"
)


PRINTED = (
    'date: new Intl.DateTimeFormat(WORDS.language, { dateStyle: "long", numberingSystem: "latn" }).format(new Date()),'
)
"""The day that stands on the page to print."""


def test_r12_only_the_time_of_day_comes_from_the_calendar() -> None:
    calendar = [
        (path.name, line.strip())
        for path in sorted((ROOT / "templates/player").rglob("*.js"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if ("new Date" in line or "Date." in line) and not line.strip().startswith(("*", "/*", "//"))
    ]
    assert calendar == [("answers.js", CALENDAR), ("completion.js", PRINTED)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1, "1"),
        (0.1, "0.1"),
        (1e-9, "0"),
        (-1e-9, "0"),
        (1e21, "1000000000000000"),
        (0.12345678, "0.1234568"),
        (100, "100"),
        (33.333333333, "33.3333333"),
        (-2.5, "-2.5"),
        (1e-7, "0.0000001"),
    ],
)
def test_r13_decimals(player: Player, value: float, text: str) -> None:
    assert player("decimal", value) == text


def test_r13_a_number_that_is_none_is_zero(player: Player) -> None:
    assert player("(() => [NaN, Infinity, -Infinity].map((one) => decimal(one)))") == ["0", "0", "0"]
    assert player("plainNumber", "abc") == "0"
    assert player("plainNumber", "1e300") == "1000000000000000"


def test_a_percentage_is_cut_never_rounded_up_to_a_pass(player: Player) -> None:
    assert player("percent", 0.5999) == "59.9%"
    assert player("percent", 0.6) == "60%"
    assert player("percent", 0.29) == "29%"
