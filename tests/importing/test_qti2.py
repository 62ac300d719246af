"""Packages and items of QTI 2 that others make, settings of tests, and what must not be trusted."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from coursepack.errors import SourceError
from coursepack.importing.base import Bank, Notes
from coursepack.importing.table import read_bank
from coursepack.model.assessment import (
    ChoiceInteraction,
    GapsInteraction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Pool,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import Image, blocks_text, walk_inlines
from coursepack.packaging.zip import zip_bytes
from coursepack.targets import qti21
from coursepack.writing.quizzes import write_quiz
from tests.support.by_hand import AT, CONTEXT, PIXEL, words
from tests.support.every_interaction import course_of, number, single, text
from tests.support.foreign_banks import BLACKBOARD, by_qti_package_maker

ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="one" title="One"
 adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
<correctResponse><value>A</value></correctResponse></responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody><p>Which?</p>{}</itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
</assessmentItem>"""
CHOICE = """<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">
<simpleChoice identifier="A">Yes</simpleChoice><simpleChoice identifier="B">No</simpleChoice></choiceInteraction>"""
MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><organizations/><resources>{}
</resources></manifest>"""
RESOURCE = '<resource identifier="r{0}" type="imsqti_item_xmlv2p1" href="{1}"><file href="{1}"/></resource>'


def imported(path: Path) -> tuple[Bank, Notes]:
    _, bank, notes = read_bank(path)
    return bank, notes


def packed(folder: Path, files: dict[str, str]) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        resources = "".join(RESOURCE.format(place, name) for place, name in enumerate(files))
        archive.writestr("imsmanifest.xml", MANIFEST.format(resources))
        for name, content in files.items():
            archive.writestr(name, content)
    path = folder / "package.zip"
    path.write_bytes(stream.getvalue())
    return path


def test_what_qti_package_maker_writes(tmp_path: Path) -> None:
    bank, notes = imported(by_qti_package_maker(tmp_path, BLACKBOARD))
    (quiz,) = bank.quizzes
    found = [item for item in quiz.items if isinstance(item, Question)]
    one, several, pairs, symbol, electrons, order, blanks = (question.interaction for question in found)
    assert isinstance(one, ChoiceInteraction)
    assert isinstance(several, ChoiceInteraction)
    assert isinstance(pairs, MatchInteraction)
    assert isinstance(symbol, TextEntryInteraction)
    assert isinstance(electrons, NumericEntryInteraction)
    assert isinstance(order, OrderInteraction)
    assert isinstance(blanks, GapsInteraction)
    assert [[blocks_text(choice.blocks) for choice in each.choices if choice.correct] for each in (one, several)] == [
        ["iron"],
        ["iron", "gold"],
    ]
    sides = {item.code: blocks_text(item.blocks) for item in (*pairs.sources, *pairs.targets)}
    assert {(sides[left], sides[right]) for left, right in pairs.pairs} == {
        ("iron", "Fe"),
        ("gold", "Au"),
        ("oxygen", "O"),
    }
    assert [accepted.text for accepted in symbol.accepted] == ["Fe", "fe"]
    assert [(accepted.low, accepted.high) for accepted in electrons.accepted] == [("25.5", "26.5")]
    assert [blocks_text(item.blocks) for item in order.items] == ["hydrogen", "carbon", "iron"]
    answers = [[text.text for text in gap.interaction.accepted if not isinstance(text, str)] for gap in blanks.gaps
               if isinstance(gap.interaction, TextEntryInteraction)]  # fmt: skip
    assert answers == [["Fe"], ["Au", "au"]]
    assert [question.points for question in found] == [1, 1, 3, 1, 1, 1, 1]
    assert [row.how for row in notes.rows] == ["its points are a share in per cent: it is worth 1"]
    assert "Iron is [[Fe]], gold is [[Au | au]]." in write_quiz("Metals", quiz.items)


def test_settings_of_a_test_come_back(tmp_path: Path) -> None:
    first, second, third = (
        msgspec.structs.replace(each, id=f"q_{place}") for place, each in enumerate((single(), number(), text()))
    )
    pool = Pool(AT, "tools", words("Tools"), (second, third), draw=1)
    settings = {"pass_mark": 0.75, "time_limit": 600, "attempts": 3, "shuffle_questions": True, "draw": 1}
    course = course_of(tmp_path, first, pool, **settings)  # type: ignore[arg-type]  # a pool stands where questions do
    path = tmp_path / "package.zip"
    path.write_bytes(zip_bytes(qti21.write(course, CONTEXT).files))
    bank, notes = imported(path)
    (quiz,) = bank.quizzes
    assert quiz.path == ("Every kind of question",)
    assert {name: getattr(quiz.settings, name) for name in settings} == settings
    kept, pooled = quiz.items
    assert isinstance(pooled, Pool)
    assert (kept.id, pooled.id, pooled.draw, [each.id for each in pooled.questions]) == (
        "q_0",
        "tools",
        1,
        ["q_1", "q_2"],
    )
    assert notes.rows == ()


def test_a_single_item(tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(ITEM.format(CHOICE), encoding="utf-8")
    bank, notes = imported(path)
    (question,) = bank.quizzes[0].items
    assert (question.id, notes.rows) == ("one", ())


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"/>', "our format has no"),
        (CHOICE * 2, "several things at once"),
        (CHOICE.replace("RESPONSE", "OTHER"), "not declared"),
        (CHOICE.replace('"A"', '"C"'), "no choice of it is right"),
    ],
)
def test_what_cannot_be_held_is_named(body: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(ITEM.format(body), encoding="utf-8")
    bank, notes = imported(path)
    assert bank.quizzes == ()
    assert [(row.feature, row.fate) for row in notes.rows] == [('question "One"', "dropped")]
    assert why in notes.rows[0].how


def _entities(item: str) -> str:
    return f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{item.replace("Which?", "&x;")}'


def _deep(item: str) -> str:
    return item.replace("Which?", "<b>" * 400 + "x" + "</b>" * 400)


def _attributes(item: str) -> str:
    return item.replace("<p>", "<p " + " ".join(f'a{place}=""' for place in range(5000)) + ">")


@pytest.mark.parametrize("spoilt", [_entities, _deep, _attributes, lambda item: item[:300]])
def test_hostile_documents_are_named_and_the_rest_is_read(spoilt: Callable[[str], str], tmp_path: Path) -> None:
    good = ITEM.format(CHOICE)
    path = packed(tmp_path, {"good.xml": good, "bad.xml": spoilt(good).replace('identifier="one"', 'identifier="two"')})
    bank, notes = imported(path)
    assert [question.id for question in bank.quizzes[0].items] == ["one"]
    assert [(row.feature, row.fate) for row in notes.rows] == [("file bad.xml", "dropped")]


def test_a_hostile_file_of_its_own_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(_entities(ITEM.format(CHOICE)), encoding="utf-8")
    with pytest.raises(SourceError):
        imported(path)


def test_files_outside_the_package_are_never_taken(tmp_path: Path) -> None:
    picture = '<p><img src="../../etc/passwd" alt="a map"/></p>'
    path = packed(tmp_path, {"one.xml": ITEM.format(picture + CHOICE), "../up.xml": ITEM.format(CHOICE)})
    bank, notes = imported(path)
    assert bank.files == {}
    assert [question.id for question in bank.quizzes[0].items] == ["one"]
    assert any("etc/passwd" in row.how for row in notes.rows)
    assert any("up.xml" in row.feature for row in notes.rows)


TEST = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="T">
<testPart identifier="p" navigationMode="linear" submissionMode="individual">
<assessmentSection identifier="s" title="S" visible="true"><selection select="2" withReplacement="true"/>
<ordering shuffle="true"/><assessmentItemRef identifier="a" href="a.xml" required="true"/>
<assessmentItemRef identifier="b" href="b.xml" fixed="true"/><assessmentItemRef identifier="c" href="c.xml"/>
</assessmentSection></testPart></assessmentTest>"""


def test_what_is_said_of_single_questions_beside_a_draw_is_told(tmp_path: Path) -> None:
    items = {f"{name}.xml": ITEM.replace('"one"', f'"{name}"').format(CHOICE) for name in "abc"}
    bank, notes = imported(packed(tmp_path, {"t.xml": TEST, **items}))
    (quiz,) = bank.quizzes
    assert (quiz.settings.draw, quiz.settings.shuffle_questions, len(quiz.items)) == (2, True, 3)
    assert [row.how for row in notes.rows] == [
        'question "a" was always among the drawn ones; here chance decides',
        'question "b" kept its place when questions are shuffled; here it does not',
        "a question could be drawn twice; here each is drawn once",
    ]


@pytest.mark.parametrize(
    ("pattern", "kind", "text"),
    [(r"C:\\.*", "regex", r"C:\\.*"), (r"2\*3.*", "wildcard", r"2\*3*"), (r"2\*3", "literal", "2*3")],
)
def test_a_backslash_of_a_pattern_stays_one(pattern: str, kind: str, text: str, tmp_path: Path) -> None:
    declared, processing = ITEM.format("").split("<itemBody>")[0], "</responseIf></responseCondition>"
    path = tmp_path / "item.xml"
    path.write_text(
        declared.replace('"identifier"', '"string"').replace("<value>A", "<value>C:/")
        + '<itemBody><p>Which?</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p></itemBody>'
        + f'<responseProcessing><responseCondition><responseIf><patternMatch pattern="{pattern}">'
        + '<variable identifier="RESPONSE"/></patternMatch><setOutcomeValue identifier="SCORE">'
        + f'<baseValue baseType="float">1</baseValue></setOutcomeValue>{processing}</responseProcessing>'
        + "</assessmentItem>",
        encoding="utf-8",
    )
    (quiz,) = imported(path)[0].quizzes
    (question,) = quiz.items
    assert isinstance(question, Question)
    assert isinstance(question.interaction, TextEntryInteraction)
    assert [(one.kind, one.text) for one in question.interaction.accepted] == [(kind, text)]


def test_pictures_to_place_stay_pictures(tmp_path: Path) -> None:
    body = """<graphicGapMatchInteraction responseIdentifier="RESPONSE">
    <object data="map.png" type="image/png" width="9" height="9">A map</object>
    <gapImg identifier="A" matchMax="1"><object data="flag.png" type="image/png">A flag</object></gapImg>
    <associableHotspot identifier="P" shape="circle" coords="4,4,2" matchMax="1"/></graphicGapMatchInteraction>"""
    item = ITEM.format(body).replace(
        'cardinality="single" baseType="identifier"', 'cardinality="multiple" baseType="pair"'
    )
    path = packed(tmp_path, {"one.xml": item.replace("<value>A</value>", "<value>A P</value>")})
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("map.png", "flag.png"):
            archive.writestr(name, PIXEL + name.encode())
    bank, notes = imported(path)
    (question,) = bank.quizzes[0].items
    assert isinstance(question, Question)
    assert isinstance(question.interaction, PlacementInteraction)
    (thing,) = question.interaction.items
    shown = [node for node in walk_inlines(thing.blocks) if isinstance(node, Image)]
    assert [(image.source, image.alt) for image in shown] == [("images/flag.png", "A flag")]
    assert sorted(bank.files) == ["flag.png", "map.png"]
    assert notes.rows == ()
