"""What a build says of the last one, and that saying it twice changes no byte."""

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coursepack.errors import UsageError
from coursepack.handover.changes import recorded, since
from coursepack.handover.settings import quiz_in_words, rules_in_words
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.pipeline import build, compare_lock, load, save_lock
from coursepack.reading.config import SCORING_KEYS
from coursepack.reading.settings import QUIZ_KEYS
from tests.support.cases import tree_of_folder
from tests.support.courses import write_sources

LESSON = "# Lesson 1: Pipes\n\nWater flows.\n"
QUIZ = "# Quiz 1: Try it\n\n## Who carries?\n<!-- q id=q_who -->\n\n- [x] Pipes\n- [ ] Cups\n"
FILES = {"coursepack.toml": 'title = "T"\nid = "t"\nversion = "1"\n', "a.md": LESSON, "q.md": QUIZ}


def built(folder: Path, files: dict[str, str], *targets: str) -> dict[str, Any]:
    """Builds the sources in `folder`, and returns the report."""
    write_sources(folder, files)
    loaded = load(folder)
    assert not loaded.report.has_errors
    save_lock(loaded)
    build(loaded, targets or ("scorm12",), folder / "build")
    report: dict[str, Any] = json.loads((folder / "build" / "report.json").read_bytes())
    return report


def told(report: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [(one["kind"], one["what"], one["title"], one["before"]) for one in report["since"]["changes"]]


def test_the_first_build_has_nothing_to_compare_with(tmp_path: Path) -> None:
    assert built(tmp_path, FILES)["since"] is None
    assert "first build" in (tmp_path / "build" / "t-admin.html").read_text(encoding="utf-8")
    write_sources(
        tmp_path, {"coursepack.toml": FILES["coursepack.toml"] + 'languages = ["en", "de"]\n', "a.de.md": LESSON}
    )
    build(load(tmp_path, language="de"), ["scorm12"], tmp_path / "build" / "de")
    assert json.loads((tmp_path / "build" / "de" / "report.json").read_bytes())["since"] is None


def test_what_changed_is_told_by_identifier(tmp_path: Path) -> None:
    first = built(tmp_path, FILES)
    changed = {
        "coursepack.toml": 'title = "T"\nid = "t"\nversion = "2"\n[scoring]\npass = 80\n',
        "a.md": LESSON.replace("Water flows.", "\n\nWater stands."),
        "b.md": "# Lesson 2: Tanks\n\nWater waits here, and some words more.\n",
        "q.md": QUIZ.replace("Cups", "Buckets").replace("Try it", "Check yourself"),
    }
    report = built(tmp_path, changed)
    assert (report["since"]["version"], report["since"]["fingerprint"]) == ("1", first["course"]["fingerprint"])
    assert sorted(told(report)) == sorted(
        [
            ("changed", "version", "2", "1"),
            ("set", "rules", "", "60 %"),
            ("added", "lesson", "Tanks", ""),
            ("changed", "question", "Who carries?", ""),
            ("changed", "lesson", "Pipes", ""),
            ("retitled", "quiz", "Check yourself", "Try it"),
        ]
    )
    for name in ("t-admin.html", "README.txt"):
        text = " ".join((tmp_path / "build" / name).read_text(encoding="utf-8").split()).replace("&#34;", '"')
        for sentence in (
            'New: lesson "Tanks".',
            'Renamed: quiz "Check yourself", before "Try it".',
            'Rewritten: question "Who carries?".',
            'The version is "2", before "1".',
            "Learners under way lose nothing",
            "what it earned stays",
            "judged by the new rules",
        ):
            assert sentence in text, name


def test_a_new_key_new_letters_and_settings_are_told_with_what_they_mean(tmp_path: Path) -> None:
    """Of each setting the old and the new value, in the report, the sheet and README.txt."""
    toml = FILES["coursepack.toml"]
    two = "## Which flows?\n<!-- q id=q_flow -->\n\n- [x] Water\n- [ ] Stone\n- [ ] Wood\n"
    built(
        tmp_path,
        {**FILES, "coursepack.toml": f"{toml}[scoring]\npass = 70\n", "q.md": f"---\nattempts: 2\n---\n{QUIZ}\n{two}"},
    )
    flipped = QUIZ.replace("[x] Pipes", "[ ] Pipes").replace("[ ] Cups", "[x] Cups")
    moved = two.replace("- [ ] Stone\n- [ ] Wood", "- [ ] Wood\n- [ ] Stone")
    changed = {"coursepack.toml": f"{toml}[scoring]\npass = 90\n", "q.md": f"---\nattempts: 1\n---\n{flipped}\n{moved}"}
    changes = built(tmp_path, changed)["since"]["changes"]
    parts = ("kind", "what", "title", "setting", "before", "value")
    assert sorted(tuple(one[part] for part in parts) for one in changes) == [
        ("rekeyed", "question", "Who carries?", "", "", ""),
        ("relettered", "question", "Which flows?", "", "", ""),
        ("set", "quiz", "Try it", "attempts", "2", "1"),
        ("set", "rules", "", "pass", "70 %", "90 %"),
    ]
    for text in handed_over(tmp_path):
        for sentence in (
            '[scoring] pass is "90 %", before "70 %".',
            'Of the quiz "Try it", attempts is "1", before "2".',
            'Another key: in the question "Who carries?" something else is right than before.',
            "whoever answered before was scored by the old key",
            'Another order: in the question "Which flows?" the letters of SCORM 1.2 mean other choices',
            "one letter means two things",
            "judged by the new rules and settings",
        ):
            assert sentence in text


def test_every_setting_is_compared_by_the_name_that_authors_write() -> None:
    assert list(quiz_in_words(QuizSettings())) == list(QUIZ_KEYS)
    # Which attempt counts is a setting of each quiz, wherever it was written.
    assert set(rules_in_words(CourseScoring())) == set(SCORING_KEYS) - {"score"}


def test_another_id_of_the_course_is_said_before_all_else(tmp_path: Path) -> None:
    """The build of the old id must go first; then coursepack.lock alone knows that there was one."""
    settings = FILES["coursepack.toml"] + 'languages = ["en", "de"]\n'
    built(tmp_path, {**FILES, "coursepack.toml": settings, "a.de.md": LESSON})
    write_sources(tmp_path, {"coursepack.toml": settings.replace('"t"', '"u"')})
    loaded, german = load(tmp_path), load(tmp_path, language="de")
    (found,) = loaded.report.diagnostics
    assert (found.rule.name, found.at.file, found.at.line) == ("course-id-replaced", "coursepack.toml", 2)
    with pytest.raises(UsageError, match="the build of another course"):
        build(loaded, ["scorm12"], tmp_path / "build")
    shutil.rmtree(tmp_path / "build")
    build(loaded, ["scorm12"], tmp_path / "build")
    save_lock(loaded)
    build(german, ["scorm12"], tmp_path / "build" / "de")
    for text in handed_over(tmp_path, "u-de", "build/de"):
        assert 'the course has the id "u-de" in place of "t-de"' in text
    again = load(tmp_path)
    assert again.report.diagnostics == []
    build(again, ["scorm12"], tmp_path / "build")
    for text in handed_over(tmp_path, "u"):
        assert text.lower().index("before you upload") < text.index('the course has the id "u" in place of "t"')
        assert "Since the build that coursepack.lock comes from:" in text
        assert "first build" not in text
        assert "lose nothing" not in text


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    built(tmp_path, {**FILES, "b.md": "# Lesson 2: Tanks\n\nWater waits here, and some words more.\n"})
    (tmp_path / "b.md").unlink()
    assert told(built(tmp_path, FILES)) == [("removed", "lesson", "Tanks", "")]


def test_moving_text_within_its_file_rewrites_nothing(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    report = built(tmp_path, {"q.md": f"\n\n{QUIZ}"})
    assert report["since"]["changes"] == []
    sheet = (tmp_path / "build" / "t-admin.html").read_text(encoding="utf-8")
    assert "Nothing was added, removed, renamed or rewritten" in sheet


def test_another_order_is_told_and_another_number_rewrites_nothing(tmp_path: Path) -> None:
    """One lesson of four goes to the end, and the others count on."""
    names = ("Pipes", "Tanks", "Taps", "Wells")
    lesson = "# Lesson {}: {}\n\nWater flows in {}.\n"
    settings = {"coursepack.toml": FILES["coursepack.toml"]}
    built(tmp_path, settings | {f"{name}.md": lesson.format(at, name, name) for at, name in enumerate(names, 1)})
    moved = (*names[1:], names[0])
    report = built(tmp_path, {f"{name}.md": lesson.format(at, name, name) for at, name in enumerate(moved, 1)})
    assert told(report) == [("reordered", "lesson", "Pipes", "")]
    text = " ".join((tmp_path / "build" / "README.txt").read_text(encoding="utf-8").split())
    assert 'In another place: lesson "Pipes".' in text
    assert "Learners under way lose nothing" in text


def test_building_again_changes_no_byte_and_keeps_what_was_told(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    built(tmp_path, {"a.md": LESSON.replace("Water", "Oil")})
    before = tree_of_folder(tmp_path / "build")
    assert built(tmp_path, {})["since"]["changes"]
    assert tree_of_folder(tmp_path / "build") == before


def test_sums_depend_on_the_sources_alone(tmp_path: Path) -> None:
    """A build over another one, and one in an empty folder, as a build server makes it."""
    built(tmp_path / "one", FILES)
    built(tmp_path / "one", {"a.md": LESSON.replace("Water", "Oil")})
    built(tmp_path / "two", {**FILES, "a.md": LESSON.replace("Water", "Oil")})
    sums = [(tmp_path / name / "build" / "SHA256SUMS").read_text(encoding="utf-8") for name in ("one", "two")]
    packages = [(tmp_path / name / "build" / "t-scorm12.zip").read_bytes() for name in ("one", "two")]
    lock = [(tmp_path / name / "coursepack.lock").read_bytes() for name in ("one", "two")]
    assert lock[0] == lock[1]
    assert packages[0] == packages[1]
    assert sums[0] == sums[1]
    assert [line.split()[1] for line in sums[0].splitlines()] == ["t-scorm12.zip"]


def test_another_course_is_not_compared_with(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    text = (tmp_path / "build" / "report.json").read_bytes()
    now, other = recorded(text), recorded(text.replace(b'"id": "t"', b'"id": "other"'))
    assert now is not None
    assert other is not None
    newer = msgspec.structs.replace(now, course=msgspec.structs.replace(now.course, fingerprint="0" * 12))
    assert since(now, newer) is not None
    assert since(other, newer) is None


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b'{"schema": 1}', b'{"course": {"id": 3}}', b"<html>"])
def test_a_report_that_is_none_is_passed_over(text: bytes, tmp_path: Path) -> None:
    assert recorded(text) is None
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "report.json").write_bytes(text)
    assert built(tmp_path, FILES)["since"] is None


def handed_over(folder: Path, course: str = "t", into: str = "build") -> list[str]:
    """What the sheet and README.txt say, each in one line."""
    texts = [(folder / into / name).read_text(encoding="utf-8") for name in (f"{course}-admin.html", "README.txt")]
    return [" ".join(text.split()).replace("&#34;", '"') for text in texts]


MODULES = {
    "coursepack.toml": 'title = "T"\nid = "t"\n[packages]\nlayout = "module"\n',
    "m1/README.md": "# Module 1: Start\n\nHow it begins.\n",
    "m1/a.md": LESSON,
    "m1/b.md": "# Lesson 2: Tanks\n\nWater waits here, and some words more.\n",
    "m2/README.md": "# Module 2: End\n\nHow it ends.\n",
    "m2/c.md": "# Lesson 3: Taps\n\nA tap lets it out, when somebody turns it.\n",
}


def test_a_lost_lock_whose_keys_changed_is_said_before_all_else(tmp_path: Path) -> None:
    tanks = {"0.md": "# Lesson 0: Tanks\n\nWater waits here, and some words more.\n"}
    built(tmp_path, FILES)
    built(tmp_path, tanks)
    (tmp_path / "coursepack.lock").unlink()
    loaded = load(tmp_path)
    compare_lock(loaded, tmp_path / "build")
    assert [found.rule.name for found in loaded.report.diagnostics] == ["lock-lost"]
    built(tmp_path, {"a.md": LESSON})
    for text in handed_over(tmp_path):
        assert text.lower().index("before you upload") < text.index("Learners under way start afresh: what they did")
        assert "lose nothing" not in text
        assert "Attempts stay" not in text
    loaded = load(tmp_path)
    compare_lock(loaded, tmp_path / "build")
    assert loaded.report.diagnostics == []


def test_a_lost_lock_that_comes_out_the_same_is_no_loss(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    (tmp_path / "coursepack.lock").unlink()
    loaded = load(tmp_path)
    compare_lock(loaded, tmp_path / "build")
    assert loaded.report.diagnostics == []


@pytest.mark.parametrize("layout", ['layout = "course"', 'layout = "lesson"', 'layout = "module"\nzips = "each"'])
def test_another_layout_is_said_before_all_else(tmp_path: Path, layout: str) -> None:
    built(tmp_path, MODULES)
    toml = MODULES["coursepack.toml"].replace('layout = "module"', layout)
    built(tmp_path, {"coursepack.toml": toml})
    for text in handed_over(tmp_path):
        assert text.index("Learners under way start afresh: the layout is") < text.index("t-scorm12")
        assert "lose nothing" not in text
        assert "Attempts stay" not in text


def test_an_id_that_was_replaced_names_what_is_lost(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    report = built(tmp_path, {"q.md": QUIZ.replace("q_who", "q_other")})
    assert ("replaced", "question", "Who carries?", "q_who") in told(report)
    for text in handed_over(tmp_path):
        assert 'lose what they did in question "Who carries?": it has the id q_other in place of q_who' in text
        assert "lose nothing" not in text


def test_what_is_gone_is_no_progress_kept(tmp_path: Path) -> None:
    built(tmp_path, {**FILES, "b.md": "# Lesson 2: Tanks\n\nWater waits here, and some words more.\n"})
    (tmp_path / "b.md").unlink()
    built(tmp_path, FILES)
    assert all("lose nothing" not in text for text in handed_over(tmp_path))


def test_a_lesson_in_another_entry_begins_again(tmp_path: Path) -> None:
    built(tmp_path, MODULES)
    (tmp_path / "m1" / "b.md").rename(tmp_path / "m2" / "b.md")
    files = {name: text for name, text in MODULES.items() if name != "m1/b.md"}
    assert ("moved", "lesson", "Tanks", "") in told(built(tmp_path, files))
    for text in handed_over(tmp_path):
        assert 'The lesson "Tanks" moved to another entry: what learners did in it begins again.' in text
        assert "lose nothing" not in text


def test_a_mark_of_the_lms_leaves_the_rule_for_each_quiz_without_effect(tmp_path: Path) -> None:
    toml = FILES["coursepack.toml"] + '[scoring]\npass = 70\npass-rule = "each"\nmastery = "lms"\n'
    built(tmp_path, {**FILES, "coursepack.toml": toml})
    for text in handed_over(tmp_path):
        assert "Passed with 70 % of the score" in text
        assert 'The pass-rule "each" has no effect' in text
        assert "Passed when each graded quiz" not in text
