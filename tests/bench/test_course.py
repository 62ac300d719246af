"""The benchmark's own course is the same each time."""

from pathlib import Path

from tests.bench.course import write_course
from tests.support.cases import tree_of_folder


def test_course_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_course(tmp_path / name, lessons=12, images=3)
    one = tree_of_folder(tmp_path / "one")
    assert one == tree_of_folder(tmp_path / "two")
    assert len([name for name in one if name.endswith(".png")]) == 3
    assert sum(content.count(b"<!-- q id=") for content in one.values()) == 60
