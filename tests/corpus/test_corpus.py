"""The corpus of quizzes as people have them is read as the format promises."""

import pytest

from tests.corpus.score import FOLDER, Judgement, entries, goals, judge_all, truth_of


@pytest.fixture(scope="module")
def judged() -> list[Judgement]:
    return judge_all()


@pytest.mark.parametrize("number", range(len(goals([]))), ids=[goal.name for goal in goals([])])
def test_goal_is_met(number: int, judged: list[Judgement]) -> None:
    goal = goals(judged)[number]
    misses = "\n".join(f"{entry.name}: {miss}" for entry in judged for miss in entry.misses)
    assert goal.met, f"{goal.words}\n{misses}"


def test_every_entry_has_its_truth_and_every_truth_its_entry() -> None:
    named = {name for name, source in entries() if source.exists()}
    present = {path.stem for path in FOLDER.glob("*.md")} | {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert named == present - {"__pycache__"}


def test_corpus_is_wide_enough() -> None:
    truths = [truth_of(name) for name, _ in entries()]
    assert len(truths) >= 130
    assert sum(len(truth.questions) for truth in truths) >= 200
    assert sum(truth.verdict == "prose" for truth in truths) >= 25
    assert sum(truth.verdict == "refused" for truth in truths) >= 15


def test_everything_that_is_read_hides_its_key() -> None:
    """An entry that names nothing to hide would prove nothing."""
    assert [name for name, _ in entries() if truth_of(name).questions and not truth_of(name).hidden] == []
