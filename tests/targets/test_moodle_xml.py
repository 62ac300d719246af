"""Question banks for Moodle, read back by a reader of the tests' own."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from coursepack.diagnostics import Fidelity
from coursepack.model.assessment import (
    Choice,
    ChoiceInteraction,
    Pool,
    Question,
)
from coursepack.model.content import Link, Math, MathBlock, Paragraph
from coursepack.model.course import Course, Lesson, Module, UnitTarget
from coursepack.model.scoring import QuizSettings, choice_share
from coursepack.targets import moodle_xml
from coursepack.targets._bank.fractions import LEGAL, right_shares, wrong_share
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
    numbers = [read.idnumber for read in bank_of(made)]
    assert len({number.lower() for number in numbers}) == 5
    assert {len(number) for number in numbers} == {100}


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


STRIPPED = """& < > " ' : | \\""".split()


def test_file_names_are_what_is_left_of_them_in_moodle(tmp_path: Path) -> None:
    """Moodle takes these characters out of names without a word, and refuses names of more than 255 characters."""
    names = [f"a{character}b%20?#.png" for character in STRIPPED] + ["a..b.png", "100 %.png", "é/" * 120 + "a.png"]
    assets = {f"assets/{name}": asset(f"assets/{name}", tmp_path) for name in names}
    stem = tuple(block for path in assets for block in picture(path))
    made = msgspec.structs.replace(question(choices("+a", "-b")), stem=stem)
    (read,) = bank_of(course(quiz(made), assets=assets))
    assert len(read.text.files) == len(names)
    assert max(map(len, read.text.files)) <= 255
    assert all(file.endswith(".png") for file in read.text.files)


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
@example(["]]>", "<![CDATA[ & ]]>", "a]]", "]]]]>>", "&amp;<b>]]><!--", "</text></questiontext>]]>"])
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
