"""What each type of question is read as, down to its texts and numbers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.model.assessment import (
    ChoiceInteraction,
    GapsInteraction,
    NumericEntryInteraction,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text
from coursepack.model.source import Position
from coursepack.pipeline import load
from coursepack.questions.base import split_alternatives
from coursepack.questions.choices import choice_code
from coursepack.questions.numeric import ambiguous_number, read_number
from coursepack.questions.true_false import truth
from tests.support.courses import write_sources

_AT = Position("quiz.md", 1)


def _question(folder: Path, body: str) -> Question:
    write_sources(folder / "course", {"lesson.md": f"# Quiz\n\n## Q\n{body}"})
    loaded = load(folder / "course")
    assert [found.message for found in loaded.report.diagnostics] == []
    ((question,),) = (tuple(quiz.questions()) for quiz in loaded.course.quizzes())
    return question


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9.81 +- 1% m/s^2", ("9.7119", "9.9081", "9.81", "m/s^2")),
        ("9.81 +/- 0.2", ("9.61", "10.01", "9.81", "")),
        ("9.81 ± 0.2 m", ("9.61", "10.01", "9.81", "m")),
        ("16384 +- 0", ("16384", "16384", "16384", "")),
        ("2 KiB", ("2", "2", "2", "KiB")),
        ("1..5", ("1", "5", "3", "")),
        ("-5..-1 °C", ("-5", "-1", "-3", "°C")),
        ("0.1 … 0.2", ("0.1", "0.2", "0.15", "")),
        ("3,5", ("3.5", "3.5", "3.5", "")),
        ("−3", ("-3", "-3", "-3", "")),
        ("+7", ("7", "7", "7", "")),
        (".5", ("0.5", "0.5", "0.5", "")),
        ("0,125", ("0.125", "0.125", "0.125", "")),
        ("1.50", ("1.5", "1.5", "1.5", "")),
        ("-0", ("0", "0", "0", "")),
        ("1 000 000", ("1000000", "1000000", "1000000", "")),
        ("1'000.5", ("1000.5", "1000.5", "1000.5", "")),
        ("1,000,000", ("1000000", "1000000", "1000000", "")),
        ("1,000.5", ("1000.5", "1000.5", "1000.5", "")),
        ("1.000,5", ("1000.5", "1000.5", "1000.5", "")),
        ("6.02e23", ("602000000000000000000000", "602000000000000000000000", "602000000000000000000000", "")),
        ("1.5e-3 mol", ("0.0015", "0.0015", "0.0015", "mol")),
        ("-10 +- 10%", ("-11", "-9", "-10", "")),
        ("50 %", ("50", "50", "50", "%")),
        ("3.14159265358979323846264338327950288", ("3.14159265358979323846264338327950288",) * 3 + ("",)),
    ],
)
def test_a_number_is_read_exactly(written: str, read: tuple[str, str, str, str]) -> None:
    number = read_number(written, _AT)
    assert number is not None
    assert (number.low, number.high, number.value, number.unit) == read
    assert number.text == written


@pytest.mark.parametrize(
    "written",
    ["", "abc", "5..1", "1 +- x", "1 +- -1", "1.2.3", "5 + 3", "9 m +- 1", "1e999", "1..", "1 2", "= 3", "1/s"],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    assert read_number(written, _AT) is None


@pytest.mark.parametrize(
    ("written", "language", "unclear"),
    [
        ("1,000", "en", "1,000"),
        ("1,000", "de", ""),
        ("1.000", "de-AT", "1.000"),
        ("1.000", "en", ""),
        ("0,125", "en", ""),
    ],
)
def test_a_number_that_could_be_thousands_is_noticed(written: str, language: str, unclear: str) -> None:
    assert ambiguous_number(written, language) == unclear


@given(st.decimals(-(10**6), 10**6, places=4), st.decimals(0, 1000, places=3))
def test_the_number_itself_is_always_accepted(value: object, tolerance: object) -> None:
    number = read_number(f"{value} +- {tolerance}", _AT)
    assert number is not None
    assert float(number.low) <= float(number.value) <= float(number.high)


@pytest.mark.parametrize(
    ("written", "accepted"),
    [
        ("[[Paris | Lutetia]]", ["literal Paris", "literal Lutetia"]),
        ("[[/colou?r/i]]", ["regex colou?r"]),
        ("[[/a|b/ | c]]", ["regex case a|b", "literal c"]),
        ("[[data*]]", ["wildcard data*"]),
        ("[[ab\\*c]]", ["literal ab*c"]),
        ("[[\\*\\*kwargs | \\*a*]]", ["literal **kwargs", "wildcard \\*a*"]),
        ("[[`/usr/bin` | `SELECT *`]]", ["literal /usr/bin", "literal SELECT *"]),
        ("[[`a | b` | c]]", ["literal a | b", "literal c"]),
        ("[[a \\| b]]", ["literal a | b"]),
        ("\\[[x]\\]", ["literal x"]),
        ("\\[\\[x\\]\\]", ["literal x"]),
        ("[[*emphasis*]]", ["wildcard *emphasis*"]),
        ("[[and/or]]", ["literal and/or"]),
        ("[[=SUM(A1)]]", ["literal =SUM(A1)"]),
        ("[[(only)]]", ["literal (only)"]),
        ("[[ spaced  out ]]", ["literal spaced  out"]),
    ],
)
def test_a_blank_is_read_on_the_raw_text(written: str, accepted: list[str], tmp_path: Path) -> None:
    interaction = _question(tmp_path, f"\n{written}\n").interaction
    assert isinstance(interaction, TextEntryInteraction)
    said = [f"{one.kind}{' case' * one.case_sensitive} {one.text}" for one in interaction.accepted]
    assert said == accepted


def test_a_code_span_shows_a_blank_literally(tmp_path: Path) -> None:
    question = _question(tmp_path, "\nWrite `[[x]]`.\n\n- [x] Yes\n- [ ] No\n")
    assert isinstance(question.interaction, ChoiceInteraction)


def test_numeric_alternatives_each_have_their_unit(tmp_path: Path) -> None:
    interaction = _question(tmp_path, "\n[[= 16384 +- 0 | 2 KiB]]\n").interaction
    assert isinstance(interaction, NumericEntryInteraction)
    assert [(one.value, one.unit) for one in interaction.accepted] == [("16384", ""), ("2", "KiB")]


@pytest.mark.parametrize(
    ("boxes", "multiple", "presentation"),
    [
        ("- [x] a\n- [ ] b\n", False, "list"),
        ("- [x] a\n- [x] b\n- [ ] c\n", True, "list"),
        ("* [X] a\n* [x] b\n", True, "list"),
        ("- [x] True\n- [ ] False\n", False, "true-false"),
        ("- [ ] false.\n- [x] TRUE\n", False, "true-false"),
        ("- [x] True\n- [ ] False\n- [ ] Neither\n", False, "list"),
        ("- ✅ a\n- ❌ b\n", False, "list"),
        ("- ❌ a\n- ✅ b\n- ✅ c\n", True, "list"),
    ],
)
def test_the_shape_decides_the_type(boxes: str, multiple: bool, presentation: str, tmp_path: Path) -> None:
    interaction = _question(tmp_path, f"\n{boxes}").interaction
    assert isinstance(interaction, ChoiceInteraction)
    assert (interaction.multiple, interaction.presentation) == (multiple, presentation)


def test_multiple_is_asked_for_where_only_one_is_right(tmp_path: Path) -> None:
    interaction = _question(tmp_path, "<!-- q type=multiple -->\n\n- [x] a\n- [ ] b\n").interaction
    assert isinstance(interaction, ChoiceInteraction)
    assert interaction.multiple


def test_attributes_reach_the_question(tmp_path: Path) -> None:
    comment = (
        '<!-- q id=q-1 points=2.5 penalty=25% objective="LO1, LO2" tags=recall,new\n'
        "difficulty='very hard' case=sensitive -->"
    )
    question = _question(tmp_path, f"{comment}\n\n[[Answer | /x/i]]\n")
    assert (question.id, question.points, question.penalty) == ("q_1", 2.5, 0.25)
    assert (question.objectives, question.tags) == (("LO1", "LO2"), ("recall", "new"))
    assert question.difficulty == "very hard"
    interaction = question.interaction
    assert isinstance(interaction, TextEntryInteraction)
    assert interaction.case_sensitive
    assert [one.case_sensitive for one in interaction.accepted] == [True, False]


def test_attributes_of_choices_reach_the_question(tmp_path: Path) -> None:
    question = _question(tmp_path, "<!-- q partial=off shuffle=no -->\n\n- [x] a\n- [x] b\n- [ ] c\n")
    assert (question.partial, question.shuffle) == (False, False)


def test_feedback_to_one_answer_goes_to_the_blanks_where_it_is_wrong(tmp_path: Path) -> None:
    body = (
        "\nFrom [[Rome]] to [[Paris | Lutetia]] in [[= 1..3 h]] by [[car | (train)]].\n\n"
        "> **Incorrect `rome`:** You left.\n"
        "> **Incorrect `7`:** Too slow.\n> **Incorrect `Car`:** Too far.\n> **Correct `Lutetia`:** Long ago.\n"
    )
    interaction = _question(tmp_path, body).interaction
    assert isinstance(interaction, GapsInteraction)
    told = [
        [one.text for one in gap.interaction.answer_feedback]
        if isinstance(gap.interaction, TextEntryInteraction | NumericEntryInteraction)
        else [choice.code for choice in gap.interaction.choices if choice.feedback]
        for gap in interaction.gaps
    ]
    assert told == [["7", "Car"], ["rome", "7", "Car", "Lutetia"], ["7"], ["a"]]


def test_a_line_in_bold_that_is_no_label_stays_in_its_paragraph(tmp_path: Path) -> None:
    body = "\n[[Rome]]\n\n> **Hint:** It was built\\\n> **not in a day:** but in many.\n> **Correct:** Yes.\n"
    question = _question(tmp_path, body)
    assert [[blocks_text((block,)) for block in hint] for hint in question.hints] == [
        ["It was built not in a day: but in many."]
    ]
    assert blocks_text(question.feedback.correct) == "Yes."


def test_a_thousand_choices_have_a_code_each(tmp_path: Path) -> None:
    boxes = "".join(f"- [{'x' if number == 999 else ' '}] choice {number}\n" for number in range(1000))
    interaction = _question(tmp_path, f"\n{boxes}").interaction
    assert isinstance(interaction, ChoiceInteraction)
    codes = [choice.code for choice in interaction.choices]
    assert codes[:3] == ["a", "b", "c"]
    assert codes[25:28] == ["z", "aa", "ab"]
    assert len(set(codes)) == 1000


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_codes_of_choices_are_distinct(one: int, other: int) -> None:
    assert (choice_code(one) == choice_code(other)) == (one == other)


@given(st.lists(st.text("ab*/ ([{", min_size=1, max_size=6), min_size=1, max_size=5))
def test_alternatives_in_backticks_are_never_divided(parts: list[str]) -> None:
    quoted = [f"`{part}|`" for part in parts]
    assert split_alternatives(" | ".join(quoted)) == quoted


@pytest.mark.parametrize(
    ("word", "language", "means"),
    [
        ("Wahr", "de", True),
        ("falsch.", "de-CH", False),
        ("True", "de", True),
        ("Vrai", "fr", True),
        ("Wahr", "en", None),
    ],
)
def test_true_and_false_are_words_of_the_language(word: str, language: str, means: bool | None) -> None:
    assert truth(word, language) is means
