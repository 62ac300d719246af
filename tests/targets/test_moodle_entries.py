"""Typed answers in banks for Moodle, read back by a reader of the tests' own."""

import re
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.targets import moodle_xml
from coursepack.targets._bank.patterns import accepted_texts
from tests.support.by_hand import (
    AT,
    CONTEXT,
    course_of,
    paragraph,
    question,
    with_feedback,
)
from tests.targets.test_moodle_xml import lost, one, text_of


def accepted(text: str, kind: str = "literal", *, case: bool = False) -> AcceptedText:
    return msgspec.convert({"at": AT, "text": text, "kind": kind, "case_sensitive": case}, AcceptedText)


def test_short_answer_accepts_what_the_author_accepts() -> None:
    told = (TextFeedback(AT, "Rome", paragraph("Not that one.")), TextFeedback(AT, "Lutetia", paragraph("Once.")))
    interaction = TextEntryInteraction(
        AT, (accepted("Paris"), accepted("Lutetia"), accepted("SELECT *"), accepted("data*", "wildcard")), False, told
    )
    read = one(with_feedback(question(interaction), incorrect="No.", correct="Yes."))
    for response, share, feedback in [
        ("paris", 1, "Yes."),
        ("lutetia", 1, "<p>Once.</p>\n<p>Yes.</p>"),
        ("select *", 1, "Yes."),
        ("select x", 0, "No."),
        ("database", 1, "Yes."),
        ("Rome", 0, "<p>Not that one.</p>\n<p>No.</p>"),
        ("", 0, "No."),
    ]:
        got, answer = read.type_in(response)
        assert answer is not None
        assert (response, got, answer.feedback.text) == (response, share, feedback)


@given(st.text(st.characters(categories=["L", "P", "S", "N"]), min_size=1, max_size=20))
def test_literal_texts_mean_themselves(text: str) -> None:
    read = one(question(TextEntryInteraction(AT, (accepted(text, case=True),), True)))
    assert read.type_in(text)[0] == 1
    assert read.type_in(text + "x")[0] == 0


def test_case_matters_where_it_matters_everywhere() -> None:
    one_sided = question(TextEntryInteraction(AT, (accepted("a", case=True), accepted("b"))))
    assert one(one_sided).settings["usecase"] == "0"
    assert len(lost(course_of(one_sided))) == 1
    assert one(question(TextEntryInteraction(AT, (accepted("a"),), True))).settings["usecase"] == "1"


def test_asterisk_in_feedback_stands_for_any_characters() -> None:
    told = (TextFeedback(AT, "plumb*", paragraph("Pipes?")), TextFeedback(AT, "database", paragraph("Good one.")))
    read = one(question(TextEntryInteraction(AT, (accepted("data*", "wildcard"),), False, told)))
    for response, share, feedback in [("plumber", 0, "Pipes?"), ("Database", 1, "Good one."), ("datum", 0, None)]:
        got, answer = read.type_in(response)
        assert (got, answer.feedback.text if answer else None) == (share, feedback)


PATTERNS = [
    *(
        "colou?r",
        "(grey|gray)",
        "data ?base(s|)",
        "[a-d][+*]?",
        "^a|b$",
        r"1\.5",
        "(?:ab){1,3}",
        "x.*y",
        "SQL.*",
        r"a\*b",
    ),
    *("[Dd]ata( (lake|warehouse))?", "Straße|Strasse"),
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_pattern_that_accepts_few_texts_becomes_those(pattern: str) -> None:
    read = one(question(TextEntryInteraction(AT, (accepted(pattern, "regex", case=True),))))
    assert read.settings["usecase"] == "1"

    @settings(max_examples=60)
    @given(
        st.one_of(
            st.from_regex(re.compile(f"(?:{pattern})", re.ASCII), fullmatch=True), st.text("abcdgrxy*+. 15", max_size=6)
        )
    )
    def check(response: str) -> None:
        if response == response.strip() and "\n" not in response:
            assert (read.type_in(response)[0] == 1) == bool(re.fullmatch(pattern, response))

    check()


@pytest.mark.parametrize(
    "pattern",
    ["a+", "a*", ".", "[^a]", r"\d", "a{2,}", "[a-z]{3}", "(?i)a", r"\\.*", "a |b", "(((a", "a?{3}", "(a|b){9}"],
)
def test_patterns_that_accept_too_much_are_not_read(pattern: str) -> None:
    assert accepted_texts(pattern) == ()


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")
@given(st.text("ab|()[]{}?*+.^$-,1\\ ", max_size=30))
def test_what_is_read_of_a_pattern_is_right(pattern: str) -> None:
    texts = accepted_texts(pattern)
    try:
        compiled = re.compile(pattern, re.DOTALL)
    except (re.error, OverflowError):
        return
    for text in texts:
        plain = text.replace(r"\*", "\0").replace("*", "any").replace("\0", "*")
        assert compiled.fullmatch(plain)


def test_regular_expressions_are_told() -> None:
    some = question(TextEntryInteraction(AT, (accepted("colour"), accepted("colou+r", "regex"))))
    assert [answer.text.text for answer in one(some).answers] == ["colour"]
    assert [row.fate for row in lost(course_of(some))] == ["degraded"]
    only = course_of(question(TextEntryInteraction(AT, (accepted("colou+r", "regex"),))))
    assert moodle_xml.write(only, CONTEXT).files == ()
    assert [row.fate for row in lost(only)] == ["dropped"]


def number(low: str, high: str, value: str, unit: str = "") -> AcceptedNumber:
    return AcceptedNumber(AT, low, high, value, f"{low}..{high}", unit)


def numeric(*numbers: AcceptedNumber, told: tuple[TextFeedback, ...] = ()) -> Question:
    return question(NumericEntryInteraction(AT, numbers, told))


decimals = st.decimals(-(10**6), 10**6, places=4)


@given(decimals, st.decimals(0, 100, places=4), st.decimals(0, 1, places=2))
def test_numbers_are_accepted_in_exactly_the_range(middle: Decimal, width: Decimal, share: Decimal) -> None:
    low, high = middle - width, middle + width
    read = one(numeric(number(str(low), str(high), str(low + 2 * width * share))))
    for value, right in [(low, 1), (high, 1), (middle, 1), (low - Decimal("0.001"), 0), (high + Decimal("0.001"), 0)]:
        assert read.type_in(str(value))[0] == right
    # What Moodle shows as the right answer is the first one.
    assert Decimal(read.answers[0].text.text) == low + 2 * width * share


@pytest.mark.parametrize(
    ("low", "high", "value", "answer", "tolerance"),
    [
        ("9.7119", "9.9081", "9.81", "9.81", "0.0981"),
        ("16384", "16384", "16384", "16384", "0"),
        ("6.0E+23", "6.04E+23", "6.02E+23", "602000000000000000000000", "2000000000000000000000"),
        ("1E-60", "3E-60", "2E-60", "2E-60", "1E-60"),
        ("-0.0", "0", "0", "0", "0"),
    ],
)
def test_numbers_are_written_exactly(low: str, high: str, value: str, answer: str, tolerance: str) -> None:
    text = text_of(moodle_xml.write(course_of(numeric(number(low, high, value))), CONTEXT)).decode()
    assert f"<text>{answer}</text>" in text
    assert f"<tolerance>{tolerance}</tolerance>" in text


def test_feedback_for_numbers() -> None:
    told = (
        TextFeedback(AT, "3", paragraph("Too small.")),
        TextFeedback(AT, "3,14", paragraph("Exactly.")),
        TextFeedback(AT, "pi", paragraph("In digits.")),
        TextFeedback(AT, "4 kg", paragraph("No unit.")),
    )
    made = with_feedback(numeric(number("3.1", "3.2", "3.15"), told=told), incorrect="No.")
    read = one(made)
    for response, share, feedback in [
        ("3", 0, "<p>Too small.</p>\n<p>No.</p>"),
        ("3.14", 1, "Exactly."),
        ("5", 0, "No."),
        ("3.2", 1, ""),
    ]:
        got, answer = read.type_in(response)
        assert answer is not None
        assert (got, answer.feedback.text) == (share, feedback)
    assert [row.fate for row in lost(course_of(made))] == ["dropped", "dropped"]


def test_units() -> None:
    metre = number("990", "1010", "1000", "m")
    assert one(numeric(metre)).units == [("m", 1)]
    assert one(numeric(metre)).settings["showunits"] == "0"
    assert one(numeric(metre, number("0.99", "1.01", "1", "km"))).units == [("m", 1), ("km", 0.001)]
    assert lost(course_of(numeric(metre, number("0.99", "1.01", "1", "km")))) == []
    plain = one(numeric(number("1", "1", "1")))
    assert (plain.units, plain.settings["showunits"]) == ([], "3")
    scaled_otherwise = numeric(metre, number("1", "1", "1", "km"))
    assert [row.fate for row in lost(course_of(scaled_otherwise))] == ["degraded"]
    assert one(scaled_otherwise).units == [("m", 1)]
    mixed = numeric(number("16384", "16384", "16384"), number("2", "2", "2", "KiB"))
    assert [row.fate for row in lost(course_of(mixed))] == ["degraded"]
    assert [one(mixed).type_in(response)[0] for response in ("16384", "2", "3")] == [1, 1, 0]
