"""The samples in text2qti's own description, pasted into Markdown, are read or refused, never shown with their key.

qti-package-maker brings no sample in plain text; what its writers make is imitated in the corpus (`bank-…`).
"""

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

from coursepack.model.assessment import ChoiceInteraction
from coursepack.pipeline import load

_STARRED = re.compile(r"^\*[a-z]\) +(.*)$", re.MULTILINE)
_KEY = re.compile(r"^(?:\*[a-z]\)|\[\*\]|= |\*   )", re.MULTILINE)


def samples() -> list[str]:
    """The blocks of code without a language that hold a right answer."""
    description = str(metadata("text2qti").json["description"])
    blocks = re.findall(r"^```\n(.*?)^```$", description, re.MULTILINE | re.DOTALL)
    return [block for block in blocks if _KEY.search(block)]


SAMPLES = samples()


def test_samples_are_found() -> None:
    assert len(SAMPLES) >= 5
    assert all(
        any(re.search(sign, block, re.MULTILINE) for block in SAMPLES)
        for sign in (r"^\*c\)", r"^\[\*\]", "^= ", r"^\*   ")
    )


@pytest.mark.parametrize("before", ["", "# Lesson\n\nText.\n\n"], ids=["alone", "in a lesson"])
@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_sample_is_read_or_refused(number: int, before: str, tmp_path: Path) -> None:
    sample = SAMPLES[number]
    (tmp_path / "sample.md").write_text(f"{before}{sample}", encoding="utf-8")
    loaded = load(tmp_path / "sample.md")
    if loaded.report.has_errors:
        assert "answers-visible" in {found.rule.name for found in loaded.report.diagnostics}
        return
    read = [question for quiz in loaded.course.quizzes() for question in quiz.questions()]
    right = [
        choice
        for question in read
        if isinstance(question.interaction, ChoiceInteraction)
        for choice in question.interaction.choices
        if choice.correct
    ]
    assert len(right) == len(_KEY.findall(sample)) == len(_STARRED.findall(sample))
