"""`coursepack build`: what is written, what is said, how it ends."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from coursepack.cli.main import run
from coursepack.errors import UsageError
from coursepack.targets.table import DEFAULT_TARGETS
from tests.cli.commands import coursepack
from tests.support.cases import tree_of_folder
from tests.support.courses import write_sources
from tests.support.tools import ROOT

LESSON = "# A lesson\n\nText.\n"
QUIZ = "# Quiz 1: Check\n\n## Right?\n\n- [x] Yes\n- [ ] No\n"
WARNED = "# A lesson\n\nSee activity 7.7\n"
WRONG = "# Quiz 1: Check\n\n## Right?\n\n- [ ] Yes\n- [ ] No\n"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the command is run in."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_course_builds_every_target_beside_its_configuration(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(
        work, {"c/coursepack.toml": 'title = "My course"\n', "c/content/a.md": LESSON, "c/content/q.md": QUIZ}
    )
    (work / "c" / "content" / "deep").mkdir()
    assert run(["-C", "c/content/deep", "build"]) == 0
    out = work / "c" / "build"
    assert sorted(path.name for path in out.iterdir()) == [
        "README.txt",
        "SHA256SUMS",
        "html",
        "my-course-admin.html",
        "my-course-moodle.xml",
        "my-course-scorm12.zip",
        "report.json",
    ]
    assert (out / "html" / "index.html").is_file()
    assert (work / "c" / "coursepack.lock").is_file()
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == "My course · 1 lesson, 1 quiz (1 question)"
    assert lines[1].split()[0] == "../../build/html/index.html"
    assert lines[1].endswith("open in a browser")
    assert lines[-1] == "every package holds all that was read"


def test_a_folder_without_configuration_builds_into_the_current_one(work: Path) -> None:
    write_sources(work, {"lessons/a.md": LESSON})
    assert run(["build", "lessons", "-t", "html"]) == 0
    assert (work / "build" / "html" / "index.html").is_file()
    assert (work / "lessons" / "coursepack.lock").is_file()
    assert not (work / "lessons" / "build").exists()


def test_a_single_file_has_a_lock_of_its_own(work: Path) -> None:
    write_sources(work, {"a.md": LESSON, "b.md": LESSON})
    assert run(["build", "a.md", "-t", "html", "-o", "out"]) == 0
    assert sorted(path.name for path in work.iterdir()) == ["a.coursepack.lock", "a.md", "b.md", "out"]


def test_the_current_folder_is_the_default(work: Path) -> None:
    write_sources(work, {"a.md": LESSON})
    assert run(["build", "-t", "html"]) == 0
    assert (work / "build" / "html").is_dir()


def test_configured_targets_are_the_default(work: Path) -> None:
    write_sources(work, {"coursepack.toml": 'targets = ["html"]\n', "a.md": LESSON})
    assert run(["build"]) == 0
    assert not list((work / "build").glob("*.zip"))
    assert run(["build", "-t", "scorm12", "-t", "html"]) == 0
    assert len(list((work / "build").glob("*.zip"))) == 1


def test_another_configuration_file_is_used(work: Path) -> None:
    write_sources(work, {"other.toml": 'title = "Other"\n', "coursepack.toml": 'title = "One"\n', "a.md": LESSON})
    assert run(["--config", "other.toml", "build", "-t", "html"]) == 0
    assert json.loads((work / "build" / "report.json").read_bytes())["course"]["title"] == "Other"
    assert run(["--config", "missing.toml", "build"]) == 2


# --- exit codes ----------------------------------------------------------------------------------------------


def test_an_error_stops_every_target_and_leaves_the_last_good_output(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(work, {"q.md": QUIZ})
    assert run(["build"]) == 0
    before = tree_of_folder(work / "build")
    lock = (work / "coursepack.lock").read_bytes()
    write_sources(work, {"q.md": WRONG, "new.md": LESSON})
    capsys.readouterr()
    assert run(["build"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "q.md:5:1: error: none of the choices is marked as right [no-right-answer]" in said.err
    assert said.err.endswith("nothing was built: 1 error\n")
    assert tree_of_folder(work / "build") == before
    assert (work / "coursepack.lock").read_bytes() == lock


def test_an_error_in_a_new_course_writes_nothing(work: Path) -> None:
    write_sources(work, {"q.md": WRONG})
    assert run(["build"]) == 1
    assert [path.name for path in work.iterdir()] == ["q.md"]


def test_a_warning_is_an_error_with_strict(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": WARNED})
    assert run(["build", "--strict"]) == 1
    assert not (work / "build").exists()
    assert run(["build"]) == 0
    said = capsys.readouterr()
    assert "1 warning" in said.out.splitlines()[-1]


def test_what_a_target_reports_stops_a_strict_build_before_anything_is_written(work: Path) -> None:
    gone = "# Quiz 1: Check\n\n## Word?\n\n[[/(?=.*a).*b{2,}(?!x)/]]\n\n## Right?\n\n- [x] Yes\n- [ ] No\n"
    write_sources(work, {"q.md": gone})
    assert run(["build", "-t", "moodle-xml", "--strict"]) == 1
    assert not (work / "build").exists()
    assert not (work / "coursepack.lock").exists()
    assert run(["build", "-t", "moodle-xml"]) == 0
    write_sources(work, {"coursepack.toml": '[severity]\nquestion-not-expressible = "error"\n'})
    assert run(["build", "-t", "moodle-xml"]) == 1
    write_sources(work, {"coursepack.toml": '[severity]\nquestion-not-expressible = "off"\n'})
    assert run(["build", "-t", "moodle-xml", "--strict"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "-t", "scorm2"], 'there is no target "scorm2"; did you mean "scorm12"?'),
        (["buld"], 'there is no command "buld"; did you mean "build"?'),
        (["build", "--strit"], "--strict"),
        (["build", "missing"], "missing does not exist"),
        (["build", "empty"], "there is no Markdown file in"),
        (["build", "a.txt"], "a.txt is no Markdown file"),
        (["-C", "missing", "build"], "cannot go to missing"),
        (["--color", "red", "build"], "red"),
        (["build", "-o"], "-o"),
        (["build", "a.md", "b.md"], "b.md"),
        (["build", "a.md", "-o", "a.txt"], "is not a folder"),
    ],
)
def test_wrong_usage_ends_with_2(
    arguments: list[str], said: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(work, {"a.md": LESSON, "a.txt": "x"})
    (work / "empty").mkdir()
    before = sorted(path.name for path in work.iterdir())
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err
    left = {path.name for path in work.iterdir()} - set(before)
    assert left <= {"a.coursepack.lock"}


def test_all_mistakes_of_the_configuration_are_told_in_one_go(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        'titel = "x"\nformat = 3\n[quiz]\npass = "180%"\n[severity]\nno-such = "error"\nbroken-link = "fatal"\n'
        '[scoring]\npass-rule = "al"\n'
    )
    write_sources(work, {"coursepack.toml": text, "a.md": LESSON})
    assert run(["build"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        'error: coursepack.toml:1: "titel" is not known here; did you mean "title"?',
        'error: coursepack.toml:2: "format = 3" cannot be read: this coursepack reads format 1',
        'error: coursepack.toml:9: "pass-rule = al" cannot be read: one of average, each, none is expected',
        'error: coursepack.toml:4: "pass = 180%" cannot be read: a percentage from 0 % to 100 % is expected',
        'error: coursepack.toml:6: "no-such" is no diagnostic',
        'error: coursepack.toml:7: "broken-link = fatal" cannot be read: one of error, warning, note, off is expected',
    ]


def test_a_fault_of_ours_ends_with_3(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom \x1b[31m")

    write_sources(work, {"a.md": LESSON})
    monkeypatch.setattr("coursepack.pipeline.read_course", fail)
    assert run(["build"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("coursepack has a fault: RuntimeError: boom")
    assert "\x1b" not in said
    assert "Traceback" not in said
    assert run(["--traceback", "build"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_ends_with_130(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    write_sources(work, {"a.md": LESSON})
    monkeypatch.setattr("coursepack.pipeline.read_course", interrupt)
    assert run(["build"]) == 130
    assert "interrupted" in capsys.readouterr().err


# --- the lock ------------------------------------------------------------------------------------------------


def test_locked_fails_instead_of_changing_the_lock(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": LESSON})
    assert run(["build", "--locked"]) == 2
    assert "coursepack.lock would change" in capsys.readouterr().err
    assert not (work / "build").exists()
    assert run(["build"]) == 0
    lock = (work / "coursepack.lock").read_bytes()
    assert run(["build", "--locked"]) == 0
    write_sources(work, {"b.md": "# Another\n\nWords.\n"})
    assert run(["build", "--locked"]) == 2
    (work / "b.md").unlink()
    write_sources(work, {"a.md": LESSON + "\nMore text is no other identity.\n"})
    assert run(["build", "--locked"]) == 0
    assert (work / "coursepack.lock").read_bytes() == lock


def test_a_lock_that_cannot_be_read_ends_with_2(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": LESSON, "coursepack.lock": "<<<<<<< ours\n"})
    assert run(["build"]) == 2
    assert "merge conflicts" in capsys.readouterr().err
    (work / "coursepack.lock").unlink()
    (work / "coursepack.lock").mkdir()
    assert run(["build"]) == 2


def test_a_lock_that_cannot_be_written_leaves_the_last_good_output(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sources(work, {"c/a.md": LESSON})
    assert run(["build", "c", "-o", "out"]) == 0
    before = tree_of_folder(work / "out")
    write_sources(work, {"c/b.md": LESSON})

    def refuse(*_: object) -> None:  # as a folder does that may not be written (root may write everywhere)
        raise UsageError("cannot write c/coursepack.lock: permission denied")

    monkeypatch.setattr("coursepack.packaging.output.OutputFolder.write_file", refuse)
    assert run(["build", "c", "-o", "out"]) == 2
    assert "coursepack.lock" in capsys.readouterr().err
    assert tree_of_folder(work / "out") == before


# --- what is written beside the outputs ----------------------------------------------------------------------


def test_the_report_tells_everything_in_a_fixed_order(work: Path) -> None:
    write_sources(work, {"coursepack.toml": 'title = "T"\n', "content/a.md": WARNED, "content/q.md": QUIZ})
    assert run(["build"]) == 0
    text = (work / "build" / "report.json").read_text(encoding="utf-8")
    report = json.loads(text)
    assert list(report) == [
        "schema",
        "coursepack",
        "course",
        "inputs",
        "outputs",
        "identifiers",
        "inferences",
        "diagnostics",
        "fidelity",
        "since",
    ]
    assert [one["path"] for one in report["inputs"]] == ["content/a.md", "content/q.md", "coursepack.toml"]
    for one in report["inputs"]:
        assert one["sha256"] == hashlib.sha256((work / one["path"]).read_bytes()).hexdigest()
    for output in report["outputs"]:
        for file in output["files"]:
            path = work / "build" / file["path"]
            assert (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()) == (
                file["size"],
                file["sha256"],
            )
    assert [one["target"] for one in report["outputs"]] == [target.name for target in DEFAULT_TARGETS]
    kinds = {one["kind"] for one in report["identifiers"]}
    assert (kinds, [one["key"] for one in report["identifiers"]]) == ({"lesson", "quiz", "question"}, [0, 1, 2])
    assert [(one["rule"], one["file"], one["line"]) for one in report["diagnostics"]] == [
        ("unresolved-reference", "content/a.md", 3)
    ]
    assert str(work) not in text


def test_the_sums_are_those_of_all_packages_and_pages(work: Path) -> None:
    write_sources(work, {"a.md": LESSON, "q.md": QUIZ})
    assert run(["build"]) == 0
    lines = (work / "build" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    summed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    tree = tree_of_folder(work / "build")
    beside = {"SHA256SUMS", "README.txt", "report.json", "html/.coursepack-output"}
    written = {name for name in tree if name not in beside and not name.endswith("-admin.html")}
    assert set(summed) == written
    assert all(summed[name] == hashlib.sha256(tree[name]).hexdigest() for name in written)


def test_a_second_build_changes_nothing(work: Path) -> None:
    write_sources(work, {"a.md": WARNED, "q.md": QUIZ})
    assert run(["build"]) == 0
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*") if path.is_file()}
    assert run(["build"]) == 0
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*") if path.is_file()} == before


def test_an_output_that_the_course_no_longer_has_goes(work: Path) -> None:
    write_sources(work, {"a.md": LESSON, "q.md": QUIZ})
    assert run(["build"]) == 0
    assert list((work / "build").glob("*-moodle.xml"))
    (work / "q.md").unlink()
    assert run(["build"]) == 0
    assert not list((work / "build").glob("*-moodle.xml"))


# --- how loud ------------------------------------------------------------------------------------------------


def test_quiet_says_only_errors(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": WARNED})
    assert run(["-q", "build", "-t", "html"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
    write_sources(work, {"q.md": WRONG})
    assert run(["-q", "build", "-t", "html"]) == 1
    said = capsys.readouterr()
    assert "no-right-answer" in said.err
    assert "unresolved-reference" not in said.err


def test_verbose_says_notes_too(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": "# A\n\n**Bold line**\n\nText.\n"})
    assert run(["build", "-t", "html"]) == 0
    assert "bold-heading" not in capsys.readouterr().err
    assert run(["-v", "build", "-t", "html"]) == 0
    assert "a.md:3:1: note: a bold line was read as a heading [bold-heading]" in capsys.readouterr().err


def test_diagnostics_come_in_the_order_of_the_sources(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {f"lesson-{number}.md": WARNED for number in (10, 9, 2)})
    assert run(["build", "-t", "html"]) == 0
    found = [line for line in capsys.readouterr().err.splitlines() if line.startswith("lesson-")]
    assert [line.split(":")[0] for line in found] == ["lesson-2.md", "lesson-9.md", "lesson-10.md"]


def test_a_terminal_is_never_steered_by_a_source(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": "# A \x1b[31m\n\n[x](\x1b]0;title\x07.md)\n\nSee activity 1.1\u202e\n"})
    run(["build", "-t", "html"])
    run(["build", "missing\x1b[31m"])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out + said.err


# --- a process of its own ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "name"),
    [
        ({"LC_ALL": "C", "LANG": "C"}, "größe.md"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "HOME": "/nonexistent"}, "plain.md"),
        ({"PYTHONIOENCODING": "latin-1", "TERM": "dumb"}, "größe.md"),
    ],
)
def test_a_build_works_in_any_environment(env: dict[str, str], name: str, tmp_path: Path) -> None:
    write_sources(tmp_path, {name: "# Größe 数据\n\n**Fett**\n\nSee activity 9.9\n"})
    done = coursepack("build", "-t", "html", cwd=tmp_path, env=env)
    assert (done.code, "Traceback" in done.err) == (0, False), done.err
    assert (tmp_path / "build" / "html" / "index.html").is_file()


@pytest.mark.parametrize(
    ("env", "arguments", "colored"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_colour_is_obeyed(
    env: dict[str, str],
    arguments: list[str],
    colored: bool,
    work: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    write_sources(work, {"a.md": WARNED})
    assert run([*arguments, "build", "-t", "html"]) == 0
    said = capsys.readouterr()
    assert ("\x1b[" in said.err, "\x1b[" in said.out) == (colored, colored)


@pytest.mark.parametrize(
    ("epoch", "code"), [("1700000000", 0), ("0", 0), ("", 0), ("yesterday", 2), ("-1", 2), ("1e9", 2)]
)
def test_source_date_epoch_is_obeyed(epoch: str, code: int, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    write_sources(work, {"a.md": LESSON})
    assert run(["build", "-t", "scorm12"]) == code
    assert (work / "build").exists() == (code == 0)
    if code == 0:
        (package,) = (work / "build").glob("*.zip")
        with zipfile.ZipFile(package) as archive:
            years = {info.date_time[0] for info in archive.infolist()}
        assert years == {2023 if epoch == "1700000000" else 1980}


def test_the_sample_builds_as_its_readers_are_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copyfile(ROOT / "coursepack.toml", tmp_path / "coursepack.toml")
    shutil.copyfile(ROOT / "coursepack.lock", tmp_path / "coursepack.lock")
    done = coursepack("build", "--locked", "--strict", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "Data Engineering Foundations · 1 module, 3 lessons, 3 activities, 4 quizzes (31 questions), 1 glossary\n"
    )


def test_another_course_keeps_its_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_sources(tmp_path, {"bread/a.md": "# Bread\n\nFlour.\n", "cake/a.md": "# Cake\n\nSugar.\n"})
    assert run(["build", "bread", "-o", "out"]) == 0
    before = tree_of_folder(tmp_path / "out")
    assert run(["build", "cake", "-o", "out"]) == 2
    assert tree_of_folder(tmp_path / "out") == before
    assert not (tmp_path / "cake" / "coursepack.lock").exists()
    assert run(["build", "cake", "-o", "other"]) == 0
    assert run(["build", "bread", "-o", "out"]) == 0


def test_locked_says_what_would_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(tmp_path, {"a.md": "# A\n\nFlour.\n", "b.md": "# B\n\nWater and salt.\n"})
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "build")]) == 0
    (tmp_path / "b.md").unlink()
    write_sources(tmp_path, {"c.md": "# C\n\nAnother thing altogether.\n"})
    capsys.readouterr()
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "build"), "--locked"]) == 2
    assert "coursepack.lock would change, and --locked forbids it: new: c; gone: b" in capsys.readouterr().err
