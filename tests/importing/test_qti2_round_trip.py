"""Questions go to a package of QTI 2.1 or 2.2 and come back: the same, or the fidelity table names the difference."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.importing.table import read_bank
from coursepack.model.assessment import Question
from coursepack.model.course import Asset, AssetTarget, Course, Quiz, Target
from coursepack.packaging.files import sha256_of
from coursepack.packaging.zip import zip_bytes
from coursepack.targets.table import BY_NAME
from tests.importing.essence import fields_of
from tests.support.by_hand import CONTEXT, PIXEL, words
from tests.writing.generated import TYPES, made_up, questions
from tests.writing.texts import AT


@pytest.fixture(scope="module")
def folder() -> Path:
    made = Path(tempfile.mkdtemp())
    (made / "dot.png").write_bytes(PIXEL)
    return made


def course_of(question: Question, folder: Path) -> Course:
    picture = folder / "dot.png"
    asset = Asset("assets/dot.png", picture, "image/png", len(PIXEL), sha256_of(picture), 1, 1)
    quiz = Quiz(at=AT, id="final", key=0, title=words("A test"), file=AT.file, items=(question,))
    targets: dict[str, dict[str, Target]] = {AT.file: {"dot.png": AssetTarget(asset.path)}}
    assets = {asset.path: asset}
    return Course(at=AT, id="bank", title=words("A bank"), children=(quiz,), assets=assets, targets=targets)


FIELDS = {
    "hints": ("hints",),
    "answers": ("interaction.accepted", "interaction.gaps"),
    "item feedback": ("interaction.items", "interaction.areas", "feedback.explanation"),
}
"""What may differ where the writer names a facet as lost. All other rows tell of things that come back as they were."""


@pytest.mark.parametrize("target", ["qti21", "qti22"])
@pytest.mark.parametrize("kind", TYPES)
@made_up(2)
@given(data=st.data())
def test_a_question_of_each_type(kind: str, target: str, folder: Path, data: st.DataObject) -> None:
    made = msgspec.structs.replace(data.draw(questions(kind)), id="q_1", key=1)
    output = BY_NAME[target].write(course_of(made, folder), CONTEXT)
    if not output.files:
        assert any(row.fate == "dropped" for row in output.fidelity)
        return
    package = folder / "package.zip"
    package.write_bytes(zip_bytes(output.files))
    importer, bank, notes = read_bank(package)
    assert importer.name == "qti2"
    ((got,),) = (quiz.items for quiz in bank.quizzes)
    assert isinstance(got, Question)
    named = {facet for row in output.fidelity if row.fate != "kept" for facet in row.facets}
    if "hints" in named and got.hints:  # they come after wrong tries, and are there
        named.remove("hints")
    lost = {field for facet in named for field in FIELDS.get(facet, ())}
    for row in notes.rows:  # what our Markdown cannot hold is told by the import
        assert row.how == "lists, tables and code in what is matched are plain lines"
        lost |= {"interaction.sources", "interaction.targets"}
    before, after = fields_of(made), fields_of(got)
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} <= lost
