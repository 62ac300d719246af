"""QTI 3.0: what a converter of other people makes of our packages is read as the packages themselves are."""

from pathlib import Path

import pytest
from qti_convert.package import upgrade_package_files

from coursepack.importing.base import Bank
from coursepack.importing.table import read_bank
from coursepack.packaging.files import OutputFile
from coursepack.packaging.zip import zip_bytes
from coursepack.targets import qti21
from tests.importing.essence import essence
from tests.support.by_hand import CONTEXT
from tests.support.every_interaction import course_of, every_question
from tests.writing.generated import without_places

ITEM = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="one" title="One"
 adaptive="false" time-dependent="false">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
<qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
<qti-item-body><p aria-label="x">Which?</p>{}</qti-item-body>
<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
</qti-assessment-item>"""
CHOICE = """<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="1">
<qti-simple-choice identifier="A">Yes</qti-simple-choice>
<qti-simple-choice identifier="B" fixed="true">No</qti-simple-choice></qti-choice-interaction>"""


def read(path: Path) -> tuple[Bank, list[str]]:
    importer, bank, notes = read_bank(path)
    assert importer.name == "qti2"
    return bank, [row.how for row in notes.rows]


def test_a_converted_package_says_the_same(tmp_path: Path) -> None:
    files = qti21.write(course_of(tmp_path, *every_question(), shuffle_questions=True, draw=9), CONTEXT).files
    older, newer = tmp_path / "older.zip", tmp_path / "newer.zip"
    older.write_bytes(zip_bytes(files))
    converted = upgrade_package_files({file.path: file.whole() for file in files}).files
    made = tuple(
        OutputFile(path, data.encode() if isinstance(data, str) else bytes(data)) for path, data in converted.items()
    )
    assert any(b"qti-assessment-item" in file.whole() for file in made)
    newer.write_bytes(zip_bytes(made))
    before, told = read(older)
    after, told_of_newer = read(newer)
    assert [quiz.settings for quiz in after.quizzes] == [quiz.settings for quiz in before.quizzes]
    assert before.quizzes[0].settings.draw == 9
    for one, other in zip(before.quizzes[0].items, after.quizzes[0].items, strict=True):
        assert essence(other) == essence(one)
    assert without_places(after.files) == without_places(before.files)
    assert told_of_newer == told


def test_a_single_item(tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(ITEM.format(CHOICE), encoding="utf-8")
    bank, told = read(path)
    (question,) = bank.quizzes[0].items
    assert (question.id, told) == ("one", [])


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<qti-slider-interaction response-identifier="RESPONSE" lower-bound="0" upper-bound="9"/>', "no <slider"),
        (CHOICE.replace("RESPONSE", "OTHER"), "not declared"),
    ],
)
def test_what_cannot_be_held_is_named(body: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(ITEM.format(body), encoding="utf-8")
    bank, told = read(path)
    assert bank.quizzes == ()
    assert why in told[0]
