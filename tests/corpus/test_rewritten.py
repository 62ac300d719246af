"""What `check --fix` makes of the corpus says the same as what was read from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coursepack.fixing import apply_fixes
from coursepack.model.assessment import ChoiceInteraction
from coursepack.model.content import blocks_text, plain_text
from coursepack.pipeline import Loaded, load
from tests.corpus.score import entries, plain, truth_of

READ = [name for name, source in entries() if truth_of(name).verdict == "read" and source.is_file()]
SOURCES = dict(entries())


def said(loaded: Loaded) -> Iterator[tuple[object, ...]]:
    """Of each question: stem, choices with their feedback, right ones, explanation and points."""
    for quiz in loaded.course.quizzes():
        for question in quiz.questions():
            if question.interaction is None:
                yield plain(blocks_text(question.stem)), plain_text(question.title)
                continue
            assert isinstance(question.interaction, ChoiceInteraction)
            choices = question.interaction.choices
            yield (
                plain(blocks_text(question.stem)),
                [(plain(blocks_text(choice.blocks)), plain(blocks_text(choice.feedback))) for choice in choices],
                [choice.code for choice in choices if choice.correct],
                plain(blocks_text(question.feedback.explanation)),
                question.points,
            )


@pytest.mark.parametrize("name", READ)
def test_rewritten_questions_say_the_same(name: str, tmp_path: Path) -> None:
    lone = tmp_path / SOURCES[name].name
    lone.write_bytes(SOURCES[name].read_bytes())
    before = load(lone)
    text = lone.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    lone.write_text(apply_fixes(text, before.report.fixes), encoding="utf-8")
    after = load(lone)
    assert not after.report.has_errors, [str(found.at) + found.message for found in after.report.diagnostics]
    assert list(said(after)) == list(said(before))
