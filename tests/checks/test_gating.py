"""Pages that wait for others: what nobody could ever open is an error, what may lock out a learner a warning."""

from pathlib import Path

import pytest

from coursepack.pages.gating import gates
from coursepack.pipeline import load, make
from tests.support.courses import write_sources

QUESTION = "## Which?\n\n- [x] This\n- [ ] That\n"


def course(folder: Path, *, settings: str = "", **fronts: str) -> tuple[list[str], dict[str, object]]:
    """(what is said, the gates) of two lessons with a quiz after each; `fronts` by file name without its number."""
    files = {"coursepack.toml": settings}
    for number in (1, 2):
        for kind, text in (("lesson", "Text.\n"), ("quiz", QUESTION)):
            name = f"{kind}_{number}"
            front = fronts.get(name, "")
            files[f"{kind}-{number}.md"] = (
                f"---\nid: {name}\n{front}---\n\n# {kind.title()} {number}: About {number}\n\n{text}"
            )
    write_sources(folder, files)
    loaded = load(folder)
    said = [f"{one.at.file} {one.rule.name}" for one in loaded.report.diagnostics]
    return said, dict(gates(loaded.course))


def test_without_a_wish_everything_is_free(tmp_path: Path) -> None:
    assert course(tmp_path) == ([], {})


def test_pages_ask_what_the_course_or_they_themselves_say(tmp_path: Path) -> None:
    said, found = course(
        tmp_path,
        settings='[navigation]\nnext-when = "seen"\n[scoring]\npass = "80 %"\n',
        lesson_1="next-when: always\n",
        quiz_1="next-when: passed\n",
        lesson_2="opens-after: quiz 1\n",
        quiz_2="opens-after: [quiz-1.md 35 %]\n",
    )
    assert said == []
    assert found == {
        "quiz_1": {"next": "passed"},
        "lesson_2": {"next": "seen", "after": [["quiz_1", 0.8]]},
        "quiz_2": {"next": "seen", "after": [["quiz_1", 0.35]]},
    }


@pytest.mark.parametrize(
    ("fronts", "said"),
    [
        ({"quiz_1": "opens-after: quiz 1\n"}, ["quiz-1.md gate-never-opens"]),
        ({"quiz_1": "opens-after: quiz 2\nnext-when: seen\n"}, ["quiz-1.md gate-never-opens"]),
        ({"lesson_1": "opens-after: quiz 2\n"}, []),
        ({"lesson_1": "opens-after: quiz_2\n", "quiz_2": "opens-after: quiz_1\n"}, []),
        ({"lesson_2": "opens-after: quiz 9\n"}, ["lesson-2.md gate-unknown-quiz"]),
        ({"lesson_2": "opens-after: lesson 1\n"}, ["lesson-2.md gate-unknown-quiz"]),
        ({"quiz_1": "attempts: 2\nnext-when: passed\n"}, ["quiz-1.md gate-may-lock-out"]),
        ({"quiz_1": "attempts: 2\n", "lesson_2": "opens-after: quiz 1\n"}, ["quiz-1.md gate-may-lock-out"]),
        ({"quiz_1": "attempts: 2\nnext-when: answered\n"}, []),
        ({"lesson_2": "opens-after: 70 %\n"}, ["lesson-2.md bad-value"]),
    ],
)
def test_what_can_never_open_is_told(tmp_path: Path, fronts: dict[str, str], said: list[str]) -> None:
    assert course(tmp_path, **fronts)[0] == said


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_what_waits_for_another_entry_is_named(tmp_path: Path, standard: str) -> None:
    """A part knows its own scores only, so the page is open there; and what comes after a part opens all the same."""
    settings = '[packages]\nlayout = "lesson"\n'
    course(tmp_path, settings=settings, quiz_1="next-when: passed\n", lesson_2="opens-after: quiz 1\n")
    (made,), _ = make(load(tmp_path), [standard])
    rows = [(row.feature, row.fate, row.at.file) for row in made.output.fidelity if "gates" in row.facets]
    assert rows == [
        ('"next-when" of quiz_1', "degraded", "quiz-1.md"),
        ('"opens-after" About 1 of lesson_2', "dropped", "lesson-2.md"),
    ]


def test_what_waits_inside_its_own_entry_is_kept(tmp_path: Path) -> None:
    course(tmp_path, quiz_1="next-when: passed\n", lesson_2="opens-after: quiz 1\n")
    (made,), _ = make(load(tmp_path), ["scorm12"])
    assert not [row for row in made.output.fidelity if "gates" in row.facets]
