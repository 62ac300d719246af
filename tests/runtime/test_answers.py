"""Typed answers: what counts as the same text and the same number, and what it may cost to find out."""

import re
from typing import Any

import pytest

from coursepack.model.assessment import AcceptedText, TextEntryInteraction
from coursepack.model.course import Course
from coursepack.pages.addresses import DocumentAddresses
from coursepack.pages.answers.entries import text_data
from coursepack.pages.rich_text import RichText
from coursepack.questions.expressions import unlike_browsers
from coursepack.questions.slow_patterns import longest_answer
from tests.runtime.node import Player
from tests.support.by_hand import AT

COURSE = Course(AT, "course", ())


def accepted(text: str, kind: str = "literal", case: bool = False) -> dict[str, Any]:
    return {"text": text, "kind": kind, "caseSensitive": case}


@pytest.mark.parametrize(
    ("typed", "wanted", "same"),
    [
        ("Paris", accepted("Paris"), True),
        (" paris ", accepted("Paris"), True),
        ("paris", accepted("Paris", case=True), False),
        ("new   york", accepted("New York"), True),
        ("new\u00a0york", accepted("New York"), True),
        ("Cafe\u0301", accepted("Caf\u00e9"), True),
        ("Pariss", accepted("Paris"), False),
        ("a*b", accepted("a*b"), True),
        ("axxb", accepted("a*b"), False),
        ("data pipelines", accepted("data pipe*", "wildcard"), True),
        ("a pipe", accepted("data pipe*", "wildcard"), False),
        ("the quick brown fox", accepted("*quick*fox", "wildcard"), True),
        ("aba", accepted("ab*ba", "wildcard"), False),
        ("A*bread", accepted(r"a\*b*", "wildcard"), True),
        ("axbread", accepted(r"a\*b*", "wildcard"), False),
        ("2*3", accepted(r"2\*3", "wildcard"), True),
        ("2x3", accepted(r"2\*3", "wildcard"), False),
        ("color", accepted("colou?r", "regex"), True),
        ("Colour", accepted("colou?r", "regex"), True),
        ("Colour", accepted("colou?r", "regex", case=True), False),
        ("my color", accepted("colou?r", "regex"), False),
        ("a", accepted("a|b", "regex"), True),
        ("x", accepted("(", "regex"), False),
    ],
)
def test_texts(player: Player, typed: str, wanted: dict[str, Any], same: bool) -> None:
    assert player("textMatches", typed, wanted) is same


def number(low: str, high: str, unit: str = "") -> dict[str, str]:
    return {"low": low, "high": high, "value": low, "text": low, "unit": unit}


@pytest.mark.parametrize(
    ("typed", "ranges", "same"),
    [
        ("9,81", [number("9.7", "9.9")], True),
        ("\u22125", [number("-5", "-5")], True),
        ("0.3", [number("0.3", "0.3")], True),
        ("0.30000000000000001", [number("0.3", "0.3")], False),
        ("1 024", [number("1024", "1024")], True),
        ("9.81 m/s^2", [number("9.7", "9.9", "m/s^2")], True),
        ("9.81m/s^2", [number("9.7", "9.9", "m/s^2")], True),
        ("9.81", [number("9.7", "9.9", "m/s^2")], True),
        ("9.81 km", [number("9.7", "9.9", "m/s^2")], False),
        ("2 KiB", [number("2048", "2048", "B"), number("2", "2", "KiB")], True),
        ("2", [number("2048", "2048", "B"), number("2", "2", "KiB")], False),
        ("2e3", [number("2000", "2000")], True),
        ("5", [number("1", "4")], False),
        ("many", [number("1", "4")], False),
        ("3,000", [number("3000", "3000")], True),
        ("3.000", [number("3000", "3000")], True),
        ("3,000", [number("3", "3")], True),
        ("3,000", [number("300", "300")], False),
        ("-3,000 m", [number("-3000", "-3000", "m")], True),
        ("1,000,000", [number("1000000", "1000000")], True),
        ("1.000.000", [number("1000000", "1000000")], True),
        ("1.000.000,5", [number("1000000.5", "1000000.5")], True),
        ("1.234,5", [number("1234.5", "1234.5")], True),
        ("1,234.5", [number("1234.5", "1234.5")], True),
        ("1 000", [number("1000", "1000")], True),
        ("1 000,500", [number("1000500", "1000500")], False),
        ("0,500", [number("500", "500")], False),
        ("0,500", [number("0.5", "0.5")], True),
        ("1,00,000", [number("100000", "100000")], False),
        ("1,000.000,000", [number("1000000000", "1000000000")], False),
    ],
)
def test_numbers(player: Player, typed: str, ranges: list[dict[str, str]], same: bool) -> None:
    assert any(player("numberMatches", typed, one, ranges) for one in ranges) is same


@pytest.mark.parametrize(
    ("typed", "low", "response"),
    [("3,000", "3000", "3000"), ("3,000", "3", "3"), ("1,000,000 m", "1000000", "1000000"), ("4,000", "3000", "4")],
)
def test_r13_the_reading_of_a_number_that_fits_is_reported(player: Player, typed: str, low: str, response: str) -> None:
    definition = {"type": "numeric", "accepted": [number(low, low, "m")], "answerFeedback": []}
    report = player("scorm12Report", "numeric", definition, {"text": typed})
    assert report == {"type": "numeric", "response": response, "pattern": low}


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*", "(a*)*b", "((a+)b?)+c", "(?:a+|b)+$", r"(\w{1,9}){1,10}",
    r"\d*\d*\d*\d*x", ".*.*a?.*[a-z]+!", r"(\w+\s?){4}!", "(a|aa){1,30}b",
    "(ab)*(ab)*(ab)*(ab)*", r"\d*\d*\d*x", ".*a.*b.*c.*[de]", ".*a.*b.*c.*d.*[ef]", "(a?){30}a{30}", "(?=(a+)+$)b+",
    "(x+x+)+y", "a?" * 30 + "b", "(?:a?){30}b", "(?:(?:a?){5}){6}b", "(a|a)" * 30 + "b", "(?:|){30}b",
    "(?:" * 6 + "^" + "){12}" * 6 + "a*b*", "(?:(?:" + "|" * 999 + "){12}){12}a*b*",
    "(?:" + "a?|" * 900 + "b)*", "(?:.*(?=.*cat))*x", ".*.*(?=.*.*x)y", "(?=(?=(a+)+$)b).*"])  # fmt: skip
def test_a_pattern_of_catastrophic_cost_gets_short_answers_only(player: Player, pattern: str) -> None:
    longest = longest_answer(pattern)
    assert longest < 255
    told = {**accepted(pattern, "regex"), "longest": longest}
    for text in ("a", "0", "ab"):  # tried on all 255, most of these would not end within this test
        for length in (longest, 255):
            assert player("textMatches", (text * length)[: length - 1] + "#", told) is False


@pytest.mark.parametrize("pattern", ["colou?r", "(the )?(red|blue) fox", r"\(a+\)+", "[(a+)]+", "(ab)+", "a+b+",
    r"\w+ \w+ \w+ \w+ \w+", r"(\d+,){1,9}\d+", r"\s*select\s+\*\s+from\s+\w+\s*;?\s*", ".*load.*store.*use.*end.*",
    r"[\w.]+@[\w.]+\.\w+", "(red|blue){1,10}", r"(\w{1,9}){1,4}", r"(\w)\1+", "[]", "a)b*c*", "x{2}{3}|",
    "(ab)*(ab)*(ab)*", ".*.*.*.*", "(a+b+)+", "(red |blue )*fox", ".*a.*b.*c.*d.*e", "(?:a?){9}b",
    "(?=.*cat)(?=.*dog)(?=.*bird).*", r"(?=.*\d)(?!.*\s.*\s).{8,}", "(?:(?!cat).)*",
    "(red|blue){1,250}", "(the|an?)? ?(big|small)? ?(dog|cat)s?", r"(?:\d{1,3}\.){3}\d{1,3}"])  # fmt: skip
def test_an_ordinary_pattern_is_not(pattern: str) -> None:
    assert longest_answer(pattern) == 255


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(?i)paris", "PARIS"), ("(?i:p)aris", "Paris"), (r"\Aab\Z", "ab"), ("(?P<a>b)(?P=a)", "bb"), ("a++b", "aab"),
        ("(?>a|ab)c", "ac"), ("a{,3}", "aa"), ("a(?#word)b", "ab"), ("(a)?(?(1)b|c)", "ab"), (r"\N{BULLET}", "•"),
        (r"\U0001F600", "😀"), (r"\a", "\a"), ("[ab]{,2}+", "ab"), ("x(?-i:y)z", "xyz"), ("[]x]", "]"), ("[^]x]", "a"),
    ],
)  # fmt: skip
def test_a_pattern_that_python_alone_reads_is_refused(player: Player, pattern: str, text: str) -> None:
    assert re.fullmatch(pattern, text)
    # New browsers know flags inside a pattern, older ones do not.
    assert not player("textMatches", text, accepted(pattern, "regex", case=True)) or re.search(r"\(\?-?i", pattern)
    assert unlike_browsers(pattern)


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("colou?r", ["color", "colouur"]), (r"(?:a|b){2,3}", ["ab", "abab", "a"]), (r"[\]^\-]+", ["]^-", "a"]),
        (r"\d{4}-\d\d", ["2024-01", "24-1"]), (r"(\w)\1", ["aa", "ab"]), (r"a(?=b)b(?!c)", ["ab", "a"]),
        (r"(?<=a)b|ab", ["ab", "b"]), (r"\$\{x\}", ["${x}", "$x"]), ("a*?b", ["aab", "b"]), ("[^x]", ["a", "x"]),
        (r"C\+\+|C#", ["C++", "C"]), (r"a\{,3\}", ["a{,3}", "aa"]), ("[*+]+", ["*+", "a"]), (r"\bone", ["one", "ones"]),
        ("\u00e9t\u00e9|😀{2}", ["été", "😀😀", "😀"]), (r"\\A", [r"\A", "A"]), ("x{2}y{1,}", ["xxyy", "xy"]),
    ],
)  # fmt: skip
def test_a_pattern_that_is_taken_means_the_same_to_both(player: Player, pattern: str, texts: list[str]) -> None:
    assert unlike_browsers(pattern) is None
    for text in texts:
        matches = bool(re.fullmatch(pattern, text))
        assert player("textMatches", text, accepted(pattern, "regex", case=True)) is matches, text


def test_the_page_tells_the_player_how_long_an_answer_a_pattern_gets() -> None:
    patterns = tuple(AcceptedText(AT, text, "regex") for text in ("(a+)+", "colou?r", r".*a\*.*b"))
    told = text_data(TextEntryInteraction(AT, patterns), RichText(COURSE, DocumentAddresses(COURSE)))["accepted"]
    assert [(one["text"], one["kind"], one.get("longest")) for one in told] == [
        ("(a+)+", "regex", 18),
        ("colou?r", "regex", None),
        (r"*a\**b", "wildcard", None),
    ]


def test_many_wildcards_cost_no_more_than_their_length(player: Player) -> None:
    # As a regular expression this would not end within this test.
    assert player("wildcardMatches", "a" * 255, "*a" * 120 + "*b") is False


@pytest.mark.parametrize(
    ("every", "shown"),
    [
        ([accepted("colo*r", "wildcard"), accepted("colou?r", "regex"), accepted("a*b"), accepted("hue")], "a*b"),
        ([accepted("colo*r", "wildcard"), accepted(r"ab\*c", "wildcard")], ""),
        ([number("2", "4", "kg") | {"value": "3", "text": "3 kg +- 1"}], "3 kg"),
        ([number("1", "5", "kg") | {"value": "3", "text": "1..5 kg"}], "1..5 kg"),
    ],
)
def test_what_is_shown_as_right_can_be_typed_or_is_as_it_was_written(
    player: Player, every: list[dict[str, Any]], shown: str
) -> None:
    assert player("typedSolution", {"accepted": every}) == shown


def choices(number: int, right: int = 0, presentation: str = "list", texts: list[str] | None = None) -> dict[str, Any]:
    every = [
        {"code": chr(97 + at) if at < 26 else f"a{at}", "correct": at == right, "fixed": False, "feedback": None}
        | {"text": texts[at] if texts else f"Choice {at}"}
        for at in range(number)
    ]
    return {"type": "choice", "multiple": False, "presentation": presentation, "choices": every}


def test_r21_choices_are_reported_as_single_characters(player: Player) -> None:
    report = player("scorm12Report", "choice", choices(36, 3), {"chosen": [30, 35], "of": 36})
    assert report == {"type": "choice", "response": "4,9", "pattern": "d"}


def test_r21_more_than_36_choices_are_reported_as_text(player: Player) -> None:
    report = player("scorm12Report", "choice", choices(37, 36), {"chosen": [1], "of": 37})
    assert report == {"type": "fill-in", "response": "Choice 1", "pattern": "Choice 36"}


@pytest.mark.parametrize(("items", "targets"), [(37, 2), (2, 37)])
def test_r21_more_than_36_sources_or_targets_are_reported_as_text(player: Player, items: int, targets: int) -> None:
    pairs = {"type": "matching", "given": [[0, 1]], "right": [[items - 1, targets - 1]]}
    texts = {"items": [f"S{at}" for at in range(items)], "targets": [f"T{at}" for at in range(targets)]}
    report = player("scorm12Answer", pairs | texts)
    assert report == {"type": "fill-in", "response": "S0 - T1", "pattern": f"S{items - 1} - T{targets - 1}"}


def test_r21_texts_fit_and_stay_on_one_line(player: Player) -> None:
    assert player("reportable", " a\nb\u0000c ", 255) == "a b c"
    assert player("reportable", "x" * 254 + "\U0001f600", 255) == "x" * 254


def test_r10_an_answer_to_another_number_of_choices_is_not_shown(player: Player) -> None:
    question = {"partial": None}
    assert player("INTERACTIONS.choice.share", choices(4, 1), question, {"chosen": [1], "of": 4}) == 1
    assert player("INTERACTIONS.choice.share", choices(4, 1), question, {"chosen": [1], "of": 3}) == 0


@pytest.mark.parametrize(
    ("chosen", "after", "found"),
    [
        ([1], ["x", "y", "z"], [1]),
        ([1], ["y", "x", "z"], [0]),
        ([0, 2], ["z", "y", "x"], [0, 2]),
        ([1], ["x", "new", "z"], []),
        ([0, 1], ["x", "new", "z"], []),
        ([1], ["x", "y", "z", "new"], [1]),
        ([1], ["y", "other", "y"], []),
    ],
)
def test_r10_a_choice_is_found_by_its_text(
    player: Player, chosen: list[int], after: list[str], found: list[int]
) -> None:
    marks = [player("choiceMark", ["x", "y", "z"][place]) for place in chosen]
    assert player("choicesAfter", {"chosen": chosen, "marks": marks}, after)["chosen"] == found


def test_r42_rows_are_numbered(player: Player) -> None:
    assert [player("rowId", "q_first", number) for number in (1, 2, 20)] == ["q_first", "q_first_a2", "q_first_a20"]
