"""The benchmark's own course is the same each time."""

from pathlib import Path

from coursepack.diagnostics import Severity
from coursepack.pipeline import load
from coursepack.validation.judge import judge_file
from tests.bench.bank import write_bank
from tests.bench.course import write_course
from tests.bench.judge import write_items, write_package
from tests.support.cases import tree_of_folder


def test_course_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_course(tmp_path / name, lessons=12, images=3, every_lesson=True)
    one = tree_of_folder(tmp_path / "one")
    assert one == tree_of_folder(tmp_path / "two")
    assert len([name for name in one if name.endswith(".png")]) == 3
    assert sum(content.count(b"<!-- q id=") for content in one.values()) == 60


def test_bank_has_its_questions_and_nothing_to_mend(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_bank(tmp_path / name, 120)
    assert tree_of_folder(tmp_path / "one") == tree_of_folder(tmp_path / "two")
    loaded = load(tmp_path / "one")
    assert loaded.report.diagnostics == []
    questions = [question for quiz in loaded.course.quizzes() for question in quiz.questions()]
    assert len(questions) == 120
    assert len({type(question.interaction) for question in questions}) == 7


def test_packages_for_the_judge_are_good_ones(tmp_path: Path) -> None:
    write_package(tmp_path / "package.zip", 3, 30, 30_000)
    write_items(tmp_path / "items.zip", 5)
    for name, holds in (("package.zip", "3 content objects, 31 files"), ("items.zip", "5 resources, 7 files")):
        verdict = judge_file(tmp_path / name)
        assert ([found.message for found in verdict.diagnostics], verdict.holds) == ([], holds)


def test_ordinary_course_asks_at_the_end_of_each_module_and_has_nothing_to_mend(tmp_path: Path) -> None:
    write_course(tmp_path, lessons=20, images=20, every_lesson=False)
    loaded = load(tmp_path)
    assert [found for found in loaded.report.diagnostics if found.severity > Severity.NOTE] == []
    course = tree_of_folder(tmp_path)
    assert sum(content.count(b"<!-- q id=") for content in course.values()) == 10
    lessons = [content for name, content in course.items() if "/lesson-" in name]
    for sign in (
        b"\n## ",
        b"\n- ",
        b"\n1. ",
        b"\n| ",
        b"\n```",
        b"**Relatable scenario:**",
        b"![",
        b"](lesson-",
        b"](http",
    ):
        assert all(sign in content for content in lessons), sign
