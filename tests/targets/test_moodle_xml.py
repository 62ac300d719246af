"""Question banks for Moodle, read back by a reader of the tests' own."""

import re
import time
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from coursepack.diagnostics import Fidelity
from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Choice,
    ChoiceInteraction,
    NumericEntryInteraction,
    Pool,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import Link, Math, MathBlock, Paragraph
from coursepack.model.course import Course, Lesson, Module, UnitTarget
from coursepack.model.scoring import QuizSettings, choice_share
from coursepack.targets import moodle_xml
from coursepack.targets._bank.fractions import LEGAL, right_shares, wrong_share
from coursepack.targets._bank.patterns import accepted_texts
from coursepack.targets.base import Output
from tests.support.by_hand import (
    AT,
    CONTEXT,
    PIXEL,
    asset,
    choice,
    choices,
    course,
    course_of,
    paragraph,
    picture,
    question,
    quiz,
    small_course,
    with_feedback,
    words,
)
from tests.targets.moodle_reader import ReadQuestion, read_bank


def text_of(output: Output) -> bytes:
    (file,) = output.files
    assert isinstance(file.content, bytes)
    return file.content


def bank_of(made: Course) -> list[ReadQuestion]:
    return read_bank(text_of(moodle_xml.write(made, CONTEXT)))


def one(made: Question) -> ReadQuestion:
    (read,) = bank_of(course_of(made))
    return read


def lost(made: Course) -> list[Fidelity]:
    """What is lost, but for not being graded: the quizzes built here are not."""
    rows = moodle_xml.write(made, CONTEXT).fidelity
    return [row for row in rows if row.fate != "kept" and row.facets != ("graded",)]


def shown(html: str) -> str:
    """The words of a piece of HTML, as a browser shows them."""
    return " ".join(lxml_html.fragment_fromstring(html, create_parent="div").text_content().split())


# --- the bank as a whole -------------------------------------------------------------------------------------


def test_every_question_is_in_the_category_of_its_quiz(tmp_path: Path) -> None:
    read = bank_of(small_course(tmp_path))
    assert [(each.idnumber, each.category) for each in read] == [
        ("q_inside", ["top", "A course", "A module", "A lesson", "Check yourself"]),
        ("q_own", ["top", "A course", "A module", "A quiz"]),
    ]


def test_file_is_named_after_the_course(tmp_path: Path) -> None:
    (file,) = moodle_xml.write(small_course(tmp_path), CONTEXT).files
    assert file.path == "a-course-moodle.xml"


def test_course_without_questions_has_no_file_and_says_so() -> None:
    lesson = Lesson(AT, "lesson", 3, words("A lesson"), "lesson.md", blocks=paragraph("Text"))
    output = moodle_xml.write(course(lesson), CONTEXT)
    assert output.files == ()
    assert [found.rule.name for found in output.diagnostics] == ["course-without-questions"]


def test_pools_are_categories_of_their_own() -> None:
    pool = Pool(
        AT, "tools", words("Tools"), (question(choices("+a", "-b"), "q1"), question(choices("+a", "-b"), "q2")), 1
    )
    made = quiz(question(choices("+a", "-b"), "q0"))
    made = msgspec.structs.replace(made, items=(*made.items, pool))
    read = bank_of(course(made))
    assert [each.category[-1] for each in read] == ["A quiz", "Tools", "Tools"]
    assert [(row.feature, row.fate) for row in lost(course(made))] == [("draw 1 of pool tools", "degraded")]


def test_quizzes_of_one_name_stay_apart() -> None:
    made = course(*(quiz(question(choices("+a", "-b"), f"q{n}"), identifier=f"quiz{n}") for n in range(3)))
    assert [each.category[-1] for each in bank_of(made)] == ["A quiz", "A quiz (2)", "A quiz (3)"]


@pytest.mark.parametrize(
    "name", ["a/b", "/a/", "a//b", "x" * 300, "a <b> c", "a < b", "&amp; ]]>", "\x1b\ud800x", "/" * 300]
)
def test_names_of_categories_arrive(name: str) -> None:
    module = Module(AT, "m", 3, words(name), "x.md", children=(quiz(question(choices("+a", "-b"))),))
    (read,) = bank_of(course(module))
    assert len(read.category) == 4
    if len(name) < 100:
        plain = "".join(character for character in name if character not in "\x1b\ud800")
        assert read.category[2].replace("‹", "<").replace("›", ">") == plain


def test_introduction_of_a_quiz_describes_the_category() -> None:
    made = msgspec.structs.replace(quiz(question(choices("+a", "-b"))), blocks=paragraph("Read this first."))
    text = text_of(moodle_xml.write(course(made), CONTEXT))
    assert b'<info format="html">\n      <text>Read this first.</text>' in text


def test_files_in_an_introduction_are_told(tmp_path: Path) -> None:
    dot = asset("assets/dot.png", tmp_path)
    made = msgspec.structs.replace(quiz(question(choices("+a", "-b"))), blocks=picture(dot.path, "A dot"))
    whole = course(made, assets={dot.path: dot})
    assert b"A dot" in text_of(moodle_xml.write(whole, CONTEXT))
    assert [(row.feature, row.fate) for row in lost(whole)] == [("introduction of quiz quiz_one", "degraded")]


def test_settings_that_a_bank_cannot_carry_are_told() -> None:
    plain = quiz(question(choices("+a", "-b")))
    assert lost(course(plain)) == []
    unusual = QuizSettings(True, 0.8, 2.0, 3, "last", "end", "never", 600, True, 60, True, True, 2, True)
    rows = lost(course(msgspec.structs.replace(plain, settings=unusual)))
    assert {row.fate for row in rows} == {"dropped"}
    assert len(rows) == len(QuizSettings.__struct_fields__) - 2  # graded is nothing to lose, shuffled choices are kept


# --- what every question has ---------------------------------------------------------------------------------


def test_common_parts() -> None:
    made = with_feedback(question(choices("+a", "-b")), explanation="Because.", correct="Yes!", incorrect="No.")
    made = msgspec.structs.replace(
        made,
        points=2.5,
        penalty=0.25,
        hints=(paragraph("Think."), paragraph("Think more.")),
        tags=("Recall", "recall", "a, b"),
        objectives=("LO1",),
        difficulty="hard",
    )
    read = one(made)
    assert (read.grade, read.penalty, read.general.text) == (2.5, 0.25, "Because.")
    assert [hint.text for hint in read.hints] == ["Think.", "Think more."]
    assert read.tags == ["Recall", "a, b", "LO1", "difficulty: hard"]
    assert read.combined["correctfeedback"].text == "Yes!"
    assert read.combined["incorrectfeedback"].text == "No."


def test_long_ids_stay_unique() -> None:
    made = course_of(*(question(choices("+a", "-b"), "q" * 120 + str(number)) for number in range(5)))
    assert len({read.idnumber for read in bank_of(made)}) == 5


def test_information_is_a_description() -> None:
    read = one(question(None, text="Just so you know."))
    assert (read.kind, read.grade, read.text.text) == ("description", 0, "Just so you know.")


def test_files_stand_beside_the_text_that_shows_them(tmp_path: Path) -> None:
    paths = ["assets/a.png", "assets/sub/a.png", "assets/sub-a.png", "assets/ü ö.png"]
    assets = {path: asset(path, tmp_path) for path in paths}
    stem = tuple(block for path in paths for block in picture(path))
    pictured = Choice(AT, "a", picture(paths[0]), correct=True, feedback=picture(paths[3]))
    made = msgspec.structs.replace(
        question(ChoiceInteraction(AT, (pictured, choice("b", "No")))), stem=stem, hints=(picture(paths[1]),)
    )
    (read,) = bank_of(course(quiz(made), assets=assets))
    assert list(read.text.files) == ["a.png", "sub-a.png", "xsub-a.png", "ü ö.png"]
    assert set(read.text.files.values()) == {PIXEL}
    assert list(read.answers[0].text.files) == ["a.png"]
    assert list(read.answers[0].feedback.files) == ["ü ö.png"]
    assert list(read.hints[0].files) == ["sub-a.png"]


def test_mathematics_is_tex_and_links_to_units_are_words() -> None:
    link = Link(AT, href="lesson-2.md", children=words("the next lesson"))
    stem = (Paragraph(AT, children=(Math(AT, tex="a<b"), link)), MathBlock(AT, tex="x^2"))
    made = course_of(msgspec.structs.replace(question(choices("+a", "-b")), stem=stem))
    made = msgspec.structs.replace(made, targets={"lesson.md": {"lesson-2.md": UnitTarget("lesson_2")}})
    (read,) = bank_of(made)
    assert r"\(a&lt;b\)the next lesson" in read.text.text
    assert r"\[x^2\]" in read.text.text
    assert "<a" not in read.text.text
    assert "<math" not in read.text.text
    assert [row.how for row in lost(made)] == ["links to other pages of the course become plain words"]


@settings(max_examples=200)
@given(st.lists(st.text(st.characters(), min_size=1), min_size=6, max_size=6))
def test_any_text_arrives(texts: list[str]) -> None:
    made = with_feedback(question(None, text=texts[0]), explanation=texts[1])
    first = choice("a", texts[2] + "x", correct=True, feedback=texts[3])
    made = msgspec.structs.replace(
        made, interaction=ChoiceInteraction(AT, (first, choice("b", texts[4] + "x"))), hints=(paragraph(texts[5]),)
    )
    read = one(made)
    arrived = [
        read.text,
        read.general,
        read.answers[0].text,
        read.answers[0].feedback,
        read.answers[1].text,
        read.hints[0],
    ]
    wanted = [texts[0], texts[1], texts[2] + "x", texts[3], texts[4] + "x", texts[5]]
    for rich, text in zip(arrived, wanted, strict=True):
        kept = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
        if kept.strip() or rich is not read.text:  # an empty stem is replaced by the question's name
            assert shown(rich.text) == " ".join(kept.split())


# --- choices -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("multiple", [False, True])
def test_choices_and_their_feedback(multiple: bool) -> None:
    first, second = choice("a", "Yes", correct=True, feedback="Right."), choice("b", "No", feedback="Wrong.")
    read = one(question(ChoiceInteraction(AT, (first, second), multiple=multiple)))
    assert read.settings["single"] == ("false" if multiple else "true")
    assert [(answer.text.text, answer.feedback.text) for answer in read.answers] == [
        ("Yes", "Right."),
        ("No", "Wrong."),
    ]
    assert [answer.fraction for answer in read.answers] == [100, -100 if multiple else 0]


@given(st.data(), st.integers(1, 10), st.integers(0, 10))
def test_multiple_response_is_marked_as_in_the_player(data: st.DataObject, right: int, wrong: int) -> None:
    marks = [f"+{n}" for n in range(right)] + [f"-{n}" for n in range(wrong)]
    if len(marks) < 2:
        return
    interaction = choices(*marks, multiple=True)
    read = one(question(interaction))
    chosen = data.draw(st.sets(st.sampled_from(range(len(marks)))))
    codes = [each.code for each in interaction.choices]
    ours = choice_share(
        {codes[position] for position in chosen},
        {each.code for each in interaction.choices if each.correct},
        set(codes),
        multiple=True,
        partial=None,
    )
    assert read.choose(chosen) == pytest.approx(ours, abs=1e-4)


@given(st.integers(1, 40), st.integers(0, 40), st.sampled_from([None, False, True]))
def test_every_number_of_choices_gives_legal_shares(right: int, wrong: int, partial: bool | None) -> None:
    if right + wrong < 2:
        return
    made = question(choices(*["+r"] * right, *["-w"] * wrong, multiple=True))
    made = msgspec.structs.replace(made, partial=partial)
    read = one(made)
    assert sum(answer.fraction for answer in read.answers if answer.fraction > 0) == pytest.approx(100, abs=0.001)
    exact = partial is not False and all(number in (*range(11), 20) for number in (right, wrong))
    assert (lost(course_of(made)) == []) == exact


def test_shares_are_legal() -> None:
    for number in range(1, 60):
        assert {*right_shares(number), wrong_share(number)[1:]} <= LEGAL


def test_survey_is_kept_for_no_points() -> None:
    made = msgspec.structs.replace(question(choices("-a", "-b", multiple=True)), scored=False)
    assert one(made).grade == 0
    assert [row.fate for row in lost(course_of(made))] == ["degraded"]


@pytest.mark.parametrize("marks", [("+only",), ("+", "-b")])
def test_question_that_would_spoil_the_import_is_left_out(marks: tuple[str, ...]) -> None:
    made = course_of(question(choices(*marks), "bad"), question(choices("+a", "-b"), "good"))
    assert [read.idnumber for read in bank_of(made)] == ["good"]
    assert [row.fate for row in lost(made)] == ["dropped"]


def test_choices_are_shuffled_where_the_question_or_its_quiz_says_so() -> None:
    made = question(choices("+a", "-b"))
    shuffled = msgspec.structs.replace(quiz(made), settings=QuizSettings(shuffle_choices=True))
    assert one(made).settings["shuffleanswers"] == "false"
    assert one(msgspec.structs.replace(made, shuffle=True)).settings["shuffleanswers"] == "true"
    assert bank_of(course(shuffled))[0].settings["shuffleanswers"] == "true"
    fixed = ChoiceInteraction(AT, (choice("a", "x", correct=True), Choice(AT, "b", paragraph("All"), fixed=True)))
    kept = msgspec.structs.replace(question(fixed), shuffle=True)
    assert one(kept).settings["shuffleanswers"] == "false"
    assert len(lost(course_of(kept))) == 1


@pytest.mark.parametrize(("marks", "right"), [(("+True", "-False"), "true"), (("+False", "-True"), "false")])
def test_true_false(marks: tuple[str, ...], right: str) -> None:
    interaction = msgspec.structs.replace(choices(*marks), presentation="true-false")
    read = one(with_feedback(question(interaction), correct="Well done.", incorrect="Alas."))
    assert read.kind == "truefalse"
    for answer in read.answers:
        assert answer.fraction == (100 if answer.text.text == right else 0)
        assert answer.feedback.text == ("Well done." if answer.fraction else "Alas.")


def test_true_false_in_words_that_are_not_known_is_a_choice() -> None:
    interaction = msgspec.structs.replace(choices("+Sí", "-No"), presentation="true-false")
    assert one(question(interaction)).kind == "multichoice"


def test_true_false_in_the_language_of_the_course() -> None:
    interaction = msgspec.structs.replace(choices("-Falsch", "+Wahr"), presentation="true-false")
    (read,) = bank_of(msgspec.structs.replace(course_of(question(interaction)), language="de-AT"))
    assert [(answer.text.text, answer.fraction) for answer in read.answers] == [("true", 100), ("false", 0)]


# --- typed answers -------------------------------------------------------------------------------------------


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
        ("lutetia", 1, "Once.\nYes."),
        ("select *", 1, "Yes."),
        ("select x", 0, "No."),
        ("database", 1, "Yes."),
        ("Rome", 0, "Not that one.\nNo."),
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
        ("3", 0, "Too small.\nNo."),
        ("3.14", 1, "Exactly."),
        ("5", 0, "No."),
        ("3.2", 1, ""),
    ]:
        got, answer = read.type_in(response)
        assert answer is not None
        assert (got, answer.feedback.text) == (share, feedback)
    assert [row.fate for row in lost(course_of(made))] == ["degraded", "degraded"]


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


# --- speed ---------------------------------------------------------------------------------------------------


def test_ten_thousand_questions_take_seconds_and_grow_in_line() -> None:
    def measure(count: int) -> float:
        made = course_of(
            *(
                with_feedback(question(choices("+a", "-b", "-c", "-d"), f"q{n}", f"What is {n}?"), explanation="So.")
                for n in range(count)
            )
        )
        start = time.process_time()
        output = moodle_xml.write(made, CONTEXT)
        assert sum(row.fate == "kept" for row in output.fidelity) == count
        return time.process_time() - start

    measure(100)
    small, large = measure(2_500), measure(10_000)
    assert large < 4
    assert large < 4 * small * 1.6
