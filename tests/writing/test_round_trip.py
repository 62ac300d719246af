"""What is written as Markdown reads as the same questions again."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.model.assessment import Pool, Question
from coursepack.model.content import Text
from coursepack.model.course import Quiz
from coursepack.model.scoring import QuizSettings
from coursepack.pipeline import load
from coursepack.writing.quizzes import write_quiz
from tests.support.by_hand import PIXEL
from tests.support.every_interaction import number as number_entry
from tests.support.every_interaction import single, text
from tests.writing.generated import TYPES, made_up, questions, without_places
from tests.writing.texts import AT


def read_back(text: str) -> tuple[Quiz, list[str]]:
    """The quiz that a text is, and what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "quiz.md"
        file.write_text(text, encoding="utf-8")
        (Path(folder) / "dot.png").write_bytes(PIXEL)
        loaded = load(file)
    (quiz,) = loaded.course.quizzes()
    errors = [f"{found.at}: {found.message}" for found in loaded.report.diagnostics if found.severity.word == "error"]
    return quiz, errors


def same_ids(read: Question, written: Question) -> Question:
    """`read` without the id that reading gave it, where it was written without one."""
    return read if written.id else msgspec.structs.replace(read, id="")


@pytest.mark.parametrize("kind", TYPES)
@made_up(5)
@given(data=st.data())
def test_a_question_of_each_type(kind: str, data: st.DataObject) -> None:
    question = data.draw(questions(kind))
    written = write_quiz("Sample", (question,))
    quiz, errors = read_back(written)
    assert not errors, f"{errors}\n{written}"
    (read,) = quiz.items
    assert isinstance(read, Question)
    assert without_places(same_ids(read, question)) == without_places(question), written


def test_settings_and_pools() -> None:
    first, second, third, last = (
        msgspec.structs.replace(made, id=f"q_{number}")
        for number, made in enumerate((text(), number_entry(), single(), text()))
    )
    pool = Pool(AT, "tools", (Text(AT, "Tools: a *star*"),), (second, third), draw=1)
    chosen = QuizSettings(
        graded=False, pass_mark=0.125, weight=2.5, attempts=3, score="last", feedback="end", reveal="never",
        time_limit=90, pause=True, extra_time=60, shuffle_questions=True, shuffle_choices=True, draw=1, required=True,
    )  # fmt: skip
    quiz, errors = read_back(write_quiz('The "first": quiz', (first, pool, last), settings=chosen, identifier="metals"))
    assert not errors
    assert (quiz.id, quiz.name, quiz.settings) == ("metals", 'The "first": quiz', chosen)
    assert without_places(quiz.items) == without_places((first, pool, last))
    groups_first, errors = read_back(write_quiz("Groups", (pool, last), settings=chosen))
    assert not errors
    assert without_places(groups_first.items) == without_places((pool, last))
