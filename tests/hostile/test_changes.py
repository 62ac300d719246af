"""Sources that change while they are built: an error that leaves the last good outputs, or outputs of what was read."""

from pathlib import Path

import pytest

from coursepack.errors import SourceError
from coursepack.pipeline import build, load
from coursepack.targets.table import TARGETS
from tests.exports.pictures import png
from tests.hostile.running import COURSE, leftovers, outputs
from tests.support.courses import write_sources

PNG = png(4, 3, (200, 30, 60))
PICTURED = {
    **COURSE,
    "quiz-1.md": "# Quiz 1: Check\n\n## Which one?\n\n![a](a.png)\n\n- [x] This\n- [ ] That\n",
    "a.png": PNG,
}


@pytest.mark.parametrize("late", [PNG[:-1] + b"\0", PNG * 3, b""], ids=["other bytes", "larger", "emptied"])
@pytest.mark.parametrize("target", [target.name for target in TARGETS])
def test_b11_picture_that_changes_during_the_build(tmp_path: Path, target: str, late: bytes) -> None:
    write_sources(tmp_path, PICTURED)
    build(load(tmp_path), [target], tmp_path / "build")
    before = outputs(tmp_path)
    loaded = load(tmp_path)
    (tmp_path / "a.png").write_bytes(late)
    with pytest.raises(SourceError, match=r"a\.png changed during the build"):
        build(loaded, [target], tmp_path / "build")
    assert outputs(tmp_path) == before
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("target", [target.name for target in TARGETS])
def test_b11_text_that_changes_during_the_build_is_written_as_it_was_read(tmp_path: Path, target: str) -> None:
    write_sources(tmp_path, PICTURED)
    loaded = load(tmp_path)
    build(loaded, [target], tmp_path / "one")
    (tmp_path / "lesson-1.md").write_text("# Lesson 1: Storage\n\nQuicksilver.\n")
    (tmp_path / "quiz-1.md").write_text("# Quiz 1: Check\n\n## Other?\n\n- [ ] This\n- [x] That\n")
    build(loaded, [target], tmp_path / "build")
    for path, content in outputs(tmp_path).items():
        assert b"Quicksilver" not in content, path
        assert b"Other?" not in content, path
