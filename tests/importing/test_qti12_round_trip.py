"""Questions go to a package of QTI 1.2 and come back: the same, or the writer's fidelity table names the difference."""

import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.importing.table import read_bank
from coursepack.model.assessment import GapsInteraction, Question
from coursepack.packaging.zip import zip_bytes
from coursepack.targets.table import BY_NAME
from tests.importing.essence import fields_of
from tests.importing.round_trips import course_of
from tests.support.by_hand import CONTEXT
from tests.writing.generated import TYPES, made_up, questions

FIELDS = {
    "partly correct feedback": ("feedback.partly_correct",),
    "correct feedback": ("feedback.correct",),
    "incorrect feedback": ("feedback.incorrect",),
    "rubric": ("interaction.rubric", "stem"),
    "model answer": ("interaction.model_answer", "feedback.explanation"),
    "word limit": ("interaction.minimum_words", "interaction.maximum_words"),
    "file types": ("interaction.extensions",),
    "answer feedback": ("interaction.answer_feedback", "interaction.gaps"),
    "choice feedback": ("interaction.choices", "interaction.gaps"),
    "item feedback": ("interaction.sources", "interaction.targets"),
    "fixed choice": ("interaction.choices",),
    "answers": ("interaction.accepted", "interaction.gaps"),
    "wildcard": ("interaction.accepted", "interaction.gaps"),
    "tolerance": ("interaction.", "interaction.accepted", "interaction.case_sensitive", "interaction.gaps"),
    "unit": ("interaction.accepted", "interaction.answer_feedback"),
    "case": ("interaction.accepted", "interaction.case_sensitive", "interaction.gaps"),
    "partial credit": ("partial",),
    "points": ("points",),
    "penalty": ("penalty",),
    "shuffle": ("shuffle",),
    "tags": ("tags",),
    "objectives": ("objectives",),
    "difficulty": ("difficulty",),
    "hints": ("hints",),
}
"""What may differ where the writer names a facet as lost. "layout" names another kind of question: its text stays."""


@pytest.mark.parametrize("target", ["qti12", "qti12-canvas"])
@pytest.mark.parametrize("kind", TYPES)
@made_up(2)
@given(data=st.data())
def test_a_question_of_each_type(kind: str, target: str, data: st.DataObject) -> None:
    made = msgspec.structs.replace(data.draw(questions(kind)), id="q_1", key=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        output = BY_NAME[target].write(course_of(made, folder), CONTEXT)
        if not output.files:
            assert any(row.fate == "dropped" for row in output.fidelity)
            return
        package = folder / "package.zip"
        package.write_bytes(zip_bytes(output.files))
        importer, bank, notes = read_bank(package)
    assert importer.name == "qti12"
    assert [row for row in notes.rows if row.fate == "dropped"] == []
    ((got,),) = (quiz.items for quiz in bank.quizzes)
    assert isinstance(got, Question)
    lost = {facet for row in output.fidelity if row.fate != "kept" for facet in row.facets}
    if getattr(made.interaction, "rubric", ()):  # learners read it, behind the stem
        assert str(fields_of(got)["stem"]).startswith(str(fields_of(made)["stem"]))
    assert flat(got, lost) == flat(made, lost)


def flat(question: Question, lost: set[Any]) -> dict[str, object]:
    """A question's fields by their path, without those that the writer names as lost."""
    found = fields_of(question)
    if "layout" in lost:
        found = {name: each for name, each in found.items() if not name.startswith("interaction.")}
        found.pop("partial", None)
        if isinstance(question.interaction, GapsInteraction):
            found.pop("shuffle", None)
    for facet in lost:
        for name in FIELDS.get(facet, ()):
            found.pop(name, None)
    return found
