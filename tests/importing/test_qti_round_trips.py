"""Questions go to a package of QTI and come back: the same, or the writer's fidelity table names the difference."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.importing.base import Notes
from coursepack.importing.table import read_bank
from coursepack.model.assessment import GapsInteraction, Question
from coursepack.packaging.zip import zip_bytes
from coursepack.targets.table import BY_NAME
from tests.importing.essence import fields_of
from tests.importing.round_trips import course_of
from tests.support.by_hand import CONTEXT
from tests.writing.generated import TYPES, made_up, questions

IMPORTERS = {"qti12": "qti12", "qti12-canvas": "qti12", "qti21": "qti2", "qti22": "qti2"}

FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "qti12": {
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
    },
    "qti2": {
        "hints": ("hints",),
        "answers": ("interaction.accepted", "interaction.gaps"),
        "item feedback": ("interaction.items", "interaction.areas", "feedback.explanation"),
    },
}
"""What may differ where the writer names a facet as lost; all else that it names comes back as it was.

In QTI 1.2 "layout" names another kind of question: its text stays.
"""


@pytest.mark.parametrize("target", IMPORTERS)
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
    assert importer.name == IMPORTERS[target]
    ((got,),) = (quiz.items for quiz in bank.quizzes)
    assert isinstance(got, Question)
    named = {str(facet) for row in output.fidelity if row.fate != "kept" for facet in row.facets}
    lost = _lost_12(made, got, named, notes) if importer.name == "qti12" else _lost_2(got, named, notes)
    before, after = fields_of(made), fields_of(got)
    both = {name: (before.get(name), after.get(name)) for name in {*before, *after} - lost}
    assert {name: values for name, values in both.items() if values[0] != values[1]} == {}


def _lost_12(made: Question, got: Question, named: set[str], notes: Notes) -> set[str]:
    """The fields that may differ behind QTI 1.2."""
    assert [row for row in notes.rows if row.fate == "dropped"] == []
    lost = {field for facet in named for field in FIELDS["qti12"].get(facet, ())}
    if "layout" in named:
        lost |= {name for each in (made, got) for name in fields_of(each) if name.startswith("interaction.")}
        lost |= {"partial", *(["shuffle"] if isinstance(made.interaction, GapsInteraction) else [])}
    if getattr(made.interaction, "rubric", ()):  # learners read it, behind the stem
        assert str(fields_of(got)["stem"]).startswith(str(fields_of(made)["stem"]))
    return lost


def _lost_2(got: Question, named: set[str], notes: Notes) -> set[str]:
    """The fields that may differ behind QTI 2."""
    if got.hints:  # they come after wrong tries, and are there
        named = named - {"hints"}
    lost = {field for facet in named for field in FIELDS["qti2"].get(facet, ())}
    for row in notes.rows:  # what our Markdown cannot hold is told by the import
        assert row.how == "lists, tables and code in what is matched are plain lines"
        lost |= {"interaction.sources", "interaction.targets"}
    return lost
