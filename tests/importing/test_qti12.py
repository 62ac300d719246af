"""Packages and documents of QTI 1.2 by others, what the standard says beyond them, and what must not be trusted."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from coursepack.errors import SourceError
from coursepack.importing.base import Bank, Notes
from coursepack.importing.table import read_bank
from coursepack.model.assessment import (
    GapsInteraction,
    OrderInteraction,
    Pool,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text
from coursepack.writing.quizzes import write_quiz
from tests.support.by_hand import PIXEL
from tests.support.foreign_banks import CANVAS, by_qti_package_maker

TEXT2QTI = """Quiz title: Metals
Quiz description: About metals.
shuffle answers: true

Points: 2
1.  Which is a metal?
... It is heavy.
+ Well done.
- Look again.
*a) Iron
... It conducts.
b) Wood

2.  Which are metals?
[*] Iron
[*] Gold
[ ] Wood

3.  Capital of France?
*   Paris
*   Lutetia

4.  How fast?
=   1.5 +- 0.1

5.  Tell of it.
___

6.  Hand it in.
^^^

Text: It is $x^2$.

GROUP
pick: 1
points per question: 3

1.  Is iron heavy?
*a) True
b) False

2.  Is wood heavy?
a) True
*b) False

END_GROUP
"""
DOCUMENT = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
<assessment ident="quiz" title="A quiz"><section ident="root">{}</section></assessment></questestinterop>"""
ITEM = """<item ident="{0}" title="Item"><presentation><material><mattext>Which?</mattext></material>{1}</presentation>
<resprocessing><outcomes><decvar varname="SCORE" maxvalue="4"/></outcomes>{2}</resprocessing></item>"""
CHOICE = """<response_lid ident="R" rcardinality="Single"><render_choice>
<response_label ident="A"><material><mattext>Yes</mattext></material></response_label>
<response_label ident="B"><material><mattext>No</mattext></material></response_label></render_choice></response_lid>"""
KEY = """<respcondition><conditionvar><varequal respident="R">A</varequal></conditionvar>
<setvar action="Set">4</setvar></respcondition>"""
GOOD = ITEM.format("one", CHOICE, KEY)
MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><organizations/><resources>{}
</resources></manifest>"""
RESOURCE = '<resource identifier="r{0}" type="imsqti_xmlv1p2" href="{1}"><file href="{1}"/></resource>'


def imported(path: Path) -> tuple[Bank, Notes]:
    importer, bank, notes = read_bank(path)
    assert importer.name == "qti12"
    return bank, notes


def document(folder: Path, *items: str) -> tuple[Bank, Notes]:
    path = folder / "one.xml"
    path.write_text(DOCUMENT.format("".join(items)), encoding="utf-8")
    return imported(path)


def packed(folder: Path, documents: dict[str, str], files: dict[str, bytes]) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        resources = "".join(RESOURCE.format(place, name) for place, name in enumerate(documents))
        archive.writestr("imsmanifest.xml", MANIFEST.format(resources))
        for name, content in (documents | files).items():
            archive.writestr(name, content)
    path = folder / "package.zip"
    path.write_bytes(stream.getvalue())
    return path


def test_what_text2qti_writes(tmp_path: Path) -> None:
    config = Config()
    config.load()
    QTI(Quiz(TEXT2QTI, config=config, source_name="quiz.txt")).save(tmp_path / "quiz.zip")
    bank, notes = imported(tmp_path / "quiz.zip")
    (quiz,) = bank.quizzes
    assert notes.rows == ()
    assert (quiz.path, blocks_text(quiz.blocks)) == (("Metals",), "About metals.")
    assert (quiz.settings.shuffle_choices, quiz.settings.attempts) == (True, 1)
    *questions, pool = quiz.items
    assert isinstance(pool, Pool)
    assert (pool.draw, [question.points for question in pool.questions]) == (1, [3, 3])
    written = write_quiz("Metals", quiz.items)
    for expected in (
        "- [x] Iron\n  > It conducts.\n- [ ] Wood\n\n> **Correct:** Well done.\n\n> **Incorrect:** Look again.\n\n"
        "> **Explanation:** It is heavy.",
        "- [x] Iron\n- [x] Gold\n- [ ] Wood",
        "[[Paris | Lutetia]]",
        "[[= 1.5 +- 0.1]]",
        "## Tell of it.",
        "[[...]]",
        "[[^]]",
        "It is $x^2$.",
        "- [x] True\n- [ ] False",
        "- [ ] True\n- [x] False",
    ):
        assert expected in written
    assert [question.points for question in questions if isinstance(question, Question)][:2] == [2, 1]


def test_what_qti_package_maker_writes(tmp_path: Path) -> None:
    bank, notes = imported(by_qti_package_maker(tmp_path, CANVAS))
    assert notes.rows == ()
    written = write_quiz("Metals", bank.quizzes[0].items)
    for expected in (
        "- [x] iron\n- [ ] oxygen",
        "- [x] iron\n- [x] gold\n- [ ] oxygen",
        "- iron -> Fe\n- gold -> Au\n- oxygen -> O",
        "[[Fe | fe]]",
        "[[= 26 +- 0.5]]",
        "Iron is [[Fe]], gold is [[Au | au]].",
    ):
        assert expected in written


def test_what_the_standard_says_beyond_them(tmp_path: Path) -> None:
    ordered = CHOICE.replace("Single", "Ordered")
    order = KEY.replace("A</varequal>", 'B</varequal><varequal respident="R">A</varequal>')
    field = '<response_str ident="{}"><render_fib/></response_str>'
    more = "<material><mattext> more</mattext></material>"
    named = '<varequal respident="{0}">{0}x</varequal>'
    parts = "".join(KEY.replace("4<", "2<").replace('<varequal respident="R">A</varequal>', named.format(each))
                    for each in "ST")  # fmt: skip
    part = KEY.replace('<varequal respident="R">A</varequal>', '<varsubstring respident="R">bread</varsubstring>')
    solution = "<itemfeedback ident='s'><solution><solutionmaterial><material><mattext>So.</mattext></material>"
    solution += "</solutionmaterial></solution></itemfeedback><itemfeedback ident='h'><hint><hintmaterial><material>"
    solution += "<mattext>Look.</mattext></material></hintmaterial></hint></itemfeedback></item>"
    bank, notes = document(
        tmp_path,
        ITEM.format("one", ordered, order),
        ITEM.format("two", field.format("S") + more + field.format("T"), parts),
        ITEM.format("three", field.format("R"), part).replace("</item>", solution),
    )
    first, second, third = (item for item in bank.quizzes[0].items if isinstance(item, Question))
    assert isinstance(first.interaction, OrderInteraction)
    assert [blocks_text(item.blocks) for item in first.interaction.items] == ["No", "Yes"]
    assert first.points == 4
    assert isinstance(second.interaction, GapsInteraction)
    entries = [gap.interaction for gap in second.interaction.gaps]
    assert [entry.accepted[0].text for entry in entries if isinstance(entry, TextEntryInteraction)] == ["Sx", "Tx"]
    assert isinstance(third.interaction, TextEntryInteraction)
    assert [(each.text, each.kind) for each in third.interaction.accepted] == [("*bread*", "wildcard")]
    assert [blocks_text(blocks) for blocks in (third.feedback.explanation, *third.hints)] == ["So.", "Look."]
    assert notes.rows == ()


def test_a_course_of_canvas(tmp_path: Path) -> None:
    """Canvas's own document stands beside that of Common Cartridge; a section draws from a bank of the package."""
    both = GOOD + GOOD.replace("one", "two")
    stored = f'<questestinterop><objectbank ident="bank1">{both}</objectbank></questestinterop>'
    drawing = """<section ident="g" title="Tools"><selection_ordering><selection><sourcebank_ref>{}</sourcebank_ref>
    <selection_number>1</selection_number></selection></selection_ordering></section>"""
    meta = """<quiz identifier="quiz" xmlns="http://canvas.instructure.com/xsd/cccv1p0"><title>Final</title>
    <allowed_attempts>3</allowed_attempts><time_limit>20</time_limit><scoring_policy>keep_latest</scoring_policy>
    <access_code>abc</access_code></quiz>"""
    picture = '<mattext texttype="text/html">&lt;img src="$IMS-CC-FILEBASE$/a%20b.png" alt="A dot"&gt; Which?</mattext>'
    shown = GOOD.replace('ident="one"', 'ident="three"').replace("<mattext>Which?</mattext>", picture)
    path = packed(
        tmp_path,
        {"quiz/assessment_qti.xml": DOCUMENT.format(GOOD.replace("one", "four"))},
        {
            "quiz/assessment_meta.xml": meta.encode(),
            "non_cc_assessments/quiz.xml.qti": DOCUMENT.format(
                shown + drawing.format("bank1") + drawing.format("away")
            ).encode(),
            "non_cc_assessments/bank1.xml.qti": stored.encode(),
            "web_resources/a b.png": PIXEL,
        },
    )
    bank, notes = imported(path)
    (quiz,) = bank.quizzes
    assert quiz.path == ("Final",)
    assert (quiz.settings.attempts, quiz.settings.time_limit, quiz.settings.score) == (3, 1200, "last")
    question, pool = quiz.items
    assert isinstance(pool, Pool)
    assert (question.id, pool.draw, [each.id for each in pool.questions]) == ("three", 1, ["one", "two"])
    assert list(bank.files.values()) == [PIXEL]
    assert sorted((row.feature, row.fate) for row in notes.rows) == [
        ('pool "Tools"', "dropped"),
        ('quiz "Final"', "degraded"),
    ]


@pytest.mark.parametrize(
    ("field", "key", "why"),
    [
        (CHOICE.replace("render_choice", "render_hotspot"), KEY, "no hotspots"),
        ('<response_xy ident="R"/>', "", "no points to select"),
        (CHOICE + CHOICE.replace(">Yes<", ">Ja<").replace('"R"', '"S"'), KEY, "several things at once"),
        ('<response_num ident="R"><render_fib/></response_num>', "", "no right number"),
        (CHOICE.replace("Single", "Ordered"), KEY, "right order"),
    ],
)
def test_what_cannot_be_held_is_named(field: str, key: str, why: str, tmp_path: Path) -> None:
    bank, notes = document(tmp_path, ITEM.format("two", field, key))
    assert bank.quizzes == ()
    assert [(row.feature, row.fate) for row in notes.rows] == [('question "two"', "dropped")]
    assert why in notes.rows[0].how


def _entities(text: str) -> str:
    return f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{text.replace("Which?", "&x;")}'


def _deep(text: str) -> str:
    return text.replace("<presentation>", "<presentation>" + "<flow>" * 400, 1)


def _attributes(text: str) -> str:
    return text.replace("<material>", "<material " + " ".join(f'a{place}=""' for place in range(5000)) + ">", 1)


@pytest.mark.parametrize("spoilt", [_entities, _deep, _attributes, lambda text: text[:300]])
def test_hostile_documents_are_named_and_the_rest_is_read(spoilt: Callable[[str], str], tmp_path: Path) -> None:
    good = DOCUMENT.format(GOOD)
    bank, notes = imported(packed(tmp_path, {"good.xml": good, "bad.xml": spoilt(good)}, {}))
    assert [question.id for question in bank.quizzes[0].items] == ["one"]
    assert [(row.feature, row.fate) for row in notes.rows] == [("file bad.xml", "dropped")]
    alone = tmp_path / "alone.xml"
    alone.write_text(spoilt(good), encoding="utf-8")
    with pytest.raises(SourceError):
        imported(alone)


def test_files_outside_the_package_are_never_taken(tmp_path: Path) -> None:
    pictures = "".join(f'<matimage uri="{base}../../etc/passwd"/>' for base in ("", "$IMS-CC-FILEBASE$/", "/"))
    shown = DOCUMENT.format(GOOD.replace("<mattext>Which?", f"{pictures}<mattext>Which?"))
    bank, notes = imported(packed(tmp_path, {"one.xml": shown, "../up.xml": DOCUMENT.format(GOOD)}, {}))
    assert bank.files == {}
    assert [question.id for question in bank.quizzes[0].items] == ["one"]
    assert sum("etc/passwd" in row.how for row in notes.rows) == 3
    assert any("up.xml" in row.feature for row in notes.rows)
