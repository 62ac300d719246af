"""Every type of question in Moodle's bank, from Markdown to the independent reader."""

from pathlib import Path

import pytest

from coursepack import pipeline
from coursepack.errors import UsageError
from tests.targets.moodle_parts import Gap
from tests.targets.moodle_reader import ReadQuestion, read_bank

IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def bank(folder: Path, text: str) -> tuple[list[ReadQuestion], dict[str, list[str]]]:
    """The bank of a quiz, and {feature: what became of it} where that is not "kept"."""
    (folder / "map.png").write_bytes(IMAGE)
    (folder / "quiz.md").write_text(f"# Quiz: All\n\n{text}", encoding="utf-8")
    loaded = pipeline.load(folder / "quiz.md")
    assert not loaded.report.has_errors, loaded.report.diagnostics
    built = pipeline.build(loaded, ["moodle-xml"], folder / "out")
    lost: dict[str, list[str]] = {}
    for row in built.fidelity:
        if row.fate != "kept":
            lost.setdefault(row.feature, []).append(row.how)
    return read_bank((folder / "out" / built.outputs[0].place).read_bytes()), lost


def test_matching_with_a_distractor(tmp_path: Path) -> None:
    (read,), lost = bank(tmp_path, "## Match\n\n- **A** -> one & two\n- B -> `x<y`\n- -> three\n")
    assert read.kind == "matching"
    assert read.parts.pairs == [("<strong>A</strong>", "one & two"), ("B", "x<y")]
    assert read.parts.distractors == ["three"]
    assert lost == {"question all__match": ["pictures, code and mathematics in the things to match become plain words"]}


def test_groups_and_matrix_are_matching_questions(tmp_path: Path) -> None:
    (groups, matrix), lost = bank(
        tmp_path,
        "## Group\n<!-- q type=group -->\n\n- Fruit\n  - Apple\n  - Pear\n- Veg\n  - Leek\n\n"
        "## Matrix\n\n| | Yes | No |\n|---|---|---|\n| One | x | |\n| Two | | x |\n",
    )
    assert groups.parts.pairs == [("Apple", "Fruit"), ("Pear", "Fruit"), ("Leek", "Veg")]
    assert matrix.parts.pairs == [("One", "Yes"), ("Two", "No")]
    assert lost == {"question all__matrix": ["the rows of the table are asked one below the other"]}


@pytest.mark.parametrize(("attributes", "grading"), [("", "ALL_OR_NOTHING"), (" partial=on", "ABSOLUTE_POSITION")])
def test_ordering(attributes: str, grading: str, tmp_path: Path) -> None:
    (read,), lost = bank(tmp_path, f"## Order\n<!-- q type=order{attributes} -->\n\n1. One\n2. *Two*\n3. Three\n")
    assert (read.kind, read.parts.order, read.parts.grading) == ("ordering", ["One", "<em>Two</em>", "Three"], grading)
    assert not lost


@pytest.mark.parametrize(("version", "kind"), [("4.3", "matching"), ("4.3.11+", "matching"), ("4.4", "ordering")])
def test_ordering_before_moodle_had_it_is_matching(version: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "coursepack.toml").write_text(f'[moodle]\nversion = "{version}"\n', encoding="utf-8")
    (read,), lost = bank(tmp_path, "## Order\n<!-- q type=order -->\n\n1. One\n2. *Two*\n")
    assert read.kind == kind
    if kind == "matching":
        assert read.parts.pairs == [("One", "1"), ("<em>Two</em>", "2")]
    assert bool(lost) == (kind == "matching")


def test_a_moodle_that_is_too_old_is_refused(tmp_path: Path) -> None:
    (tmp_path / "coursepack.toml").write_text('[moodle]\nversion = "3.11"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"a version from 4\.0 on"):
        bank(tmp_path, "## Order\n<!-- q type=order -->\n\n1. One\n2. Two\n")


def test_cloze_of_every_kind_of_gap(tmp_path: Path) -> None:
    (read,), lost = bank(
        tmp_path,
        "## Fill in\n<!-- q points=3 -->\n\nIt is [[Paris | a~b}c#d=e]] with [[= 2.1 +- 5%]] and "
        "[[by hand | (automatically) | ne/ver]].\n",
    )
    assert read.kind == "cloze"
    assert read.parts.gaps == [
        Gap(1, "SA", {"Paris": 100, "a~b}c#d=e": 100}),
        Gap(1, "NM", {"2.1:0.105": 100}),
        Gap(1, "MC", {"by hand": 0, "automatically": 100, "ne/ver": 0}),
    ]
    assert "Fill in" in read.text.text
    assert not lost


def test_words_to_drag(tmp_path: Path) -> None:
    (read,), lost = bank(
        tmp_path,
        "## Drag\n<!-- q type=drag -->\n\nA [[dog]] barks at a [[dog]] and a [[cat]].\n\n> **Distractors:** cow, hen\n",
    )
    assert read.kind == "ddwtos"
    assert read.parts.boxes == [("dog", True), ("cat", False), ("cow", False), ("hen", False)]
    assert read.parts.places == [1, 1, 2]
    assert not lost


def test_places_on_an_image(tmp_path: Path) -> None:
    (spot, place), lost = bank(
        tmp_path,
        "## Spot\n<!-- q type=hotspot -->\n\n![Map](map.png)\n\n- [x] One `circle 15,35 5`\n- [ ] Two `rect 0,0 9,9`\n"
        "- [x] Three `poly 1,1 9,1 5,9`\n\n## Place\n<!-- q type=drag-image -->\n\n![Map](map.png)\n\n"
        "- Storage -> `rect 10,20 90,60`\n- Tap -> `circle 5,5 5`\n",
    )
    assert spot.kind == place.kind == "ddmarker"
    assert spot.parts.image == place.parts.image == "map.png"
    assert spot.parts.drags == [("✓", 2)]
    assert spot.parts.drops == [("circle", "15,35;5", 1), ("polygon", "1,1;9,1;5,9", 1)]
    assert place.parts.drags == [("Storage", 1), ("Tap", 1)]
    assert place.parts.drops == [("rectangle", "10,20;80,40", 1), ("circle", "5,5;5", 2)]
    assert set(lost) == {"question all__spot"}


def test_what_people_mark(tmp_path: Path) -> None:
    (essay, upload), lost = bank(
        tmp_path,
        "## Essay\n<!-- q points=5 -->\n\n[[... 150-300 words]]\n\n> **Model answer:** Good.\n\n"
        "> **Rubric:**\n>\n> | a | b |\n> |---|---|\n> | 1 | 2 |\n\n## Upload\n\n[[^ pdf, png]]\n",
    )
    assert essay.grade == 5
    assert essay.parts.essay["responseformat"] == "editor"
    assert (essay.parts.essay["minwordlimit"], essay.parts.essay["maxwordlimit"]) == ("150", "300")
    assert "Good." in essay.parts.essay["graderinfo"]
    assert "<table" in essay.parts.essay["graderinfo"]
    assert "<table" in essay.text.text
    assert "Good." not in essay.text.text
    assert upload.parts.essay["attachments"] == "1"
    assert upload.parts.essay["filetypeslist"] == ".pdf,.png"
    assert lost == {
        "question all__essay": ["the model answer is told to graders alone: learners do not see it after they answered"]
    }


def test_opinions_are_told_as_lost(tmp_path: Path) -> None:
    read, lost = bank(
        tmp_path,
        '## Likert\n<!-- q type=likert scale="No | Yes" -->\n\n- I like it\n\n'
        "## Survey\n<!-- q type=survey -->\n\n- [ ] Yes\n- [ ] No\n\n## Info\n<!-- q type=info -->\n\nText.\n",
    )
    assert [(each.kind, each.grade) for each in read] == [("multichoice", 0), ("description", 0)]
    assert set(lost) == {"question all__likert", "question all__survey"}
