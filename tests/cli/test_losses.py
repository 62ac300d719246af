"""What targets lose is told at the end of a build, and `--fail-on` makes it stop the build."""

import json
from pathlib import Path

import pytest

from coursepack.cli.main import run
from tests.support.courses import write_sources

QUIZ = "---\ntype: quiz\ntitle: Names of things\npass: 80 %\n---\n# Names of things\n\n## Who?\n\n- [x] You\n- [ ] I\n"
MATRIX = "\n## Which **ones**?\n\n| | Yes | No |\n|---|---|---|\n| One | x | |\n| Two | | x |\n"
BANK = ["build", "c", "-t", "moodle-xml", "-o", "out"]
MARK = 'lost in moodle-xml: pass mark 80 % of quiz "Names of things" (q.md:6): set it in the Moodle quiz that you make'


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_end_of_a_build_names_losses_by_title_with_file_and_line(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(work, {"c/q.md": QUIZ + MATRIX})
    assert run(BANK) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[3] == "1 thing lost in moodle-xml, 1 question simplified in moodle-xml"
    assert lines[4].strip().startswith('simplified in moodle-xml: question "Which ones?" (q.md:13): the rows')
    assert lines[5].strip().startswith(MARK)
    assert len(lines) == 6


def test_losses_of_questions_are_told_before_losses_of_settings(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    likert = '\n## How?\n<!-- q type=likert scale="Bad | Good" -->\n\n- One\n- Two\n'
    settings = QUIZ.replace("type: quiz", "type: quiz\nattempts: 2\ntime-limit: 5 min\ndraw: 2\nrequired: yes")
    write_sources(work, {"c/q.md": settings + MATRIX + likert})
    assert run(BANK) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "1 question and 5 other things lost in moodle-xml, 1 question simplified in moodle-xml" in lines[3]
    assert lines[4].strip().startswith('lost in moodle-xml: question "How?"')
    assert lines[5].strip().startswith('simplified in moodle-xml: question "Which ones?"')
    report = json.loads((work / "out" / "report.json").read_text(encoding="utf-8"))
    rows = [(row["feature"].split()[0] == "question", row["fate"]) for row in report["fidelity"]]
    assert rows[:3] == [(True, "dropped"), (True, "degraded"), (True, "kept")]
    assert rows[3:] == [(False, "dropped")] * 5


def test_a_part_that_is_left_out_of_a_question_is_lost(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"c/q.md": QUIZ.replace("pass: 80 %\n", "") + "\n> **Hint:** Who reads this?\n"})
    command = ["build", "c", "-t", "gift", "-o", "out"]
    assert run([*command, "--fail-on", "dropped"]) == 1
    assert "nothing was built: parts of 1 question lost in gift" in capsys.readouterr().err
    assert run(command) == 0
    assert 'lost in gift: question "Who?" (q.md:7): its hints are left out' in capsys.readouterr().out
    sheet = (work / "out" / "names-of-things-admin.html").read_text(encoding="utf-8")
    assert "In the file, but not all of it: question &#34;Who?&#34; (its hints are left out)." in sheet


def test_a_question_that_several_targets_lack_is_told_once_by_its_title(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(work, {"c/q.md": QUIZ + "\n## Your *map*?\n\n[[^ pdf]]\n"})
    assert run(["build", "c", "-t", "gift,qti12", "-t", "qti12-canvas", "-o", "out"]) == 0
    said = capsys.readouterr()
    (told,) = (line for line in said.err.splitlines() if "warning" in line)
    assert told == (
        'c/q.md:13:1: warning: question "Your map?" is not in gift: GIFT has no question that takes a file; '
        "not in qti12: Common Cartridge has no such question: qti12-canvas has it for Canvas [question-not-expressible]"
    )
    assert len(list((work / "out").glob("*canvas*"))) == 1


def test_a_target_that_can_ask_no_question_says_so(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"c/q.md": "# Quiz 1: Files\n\n## Your map?\n\n[[^ pdf]]\n"})
    assert run(["build", "c", "-t", "gift", "-o", "out"]) == 0
    assert "nothing to write: it can ask none of the questions" in capsys.readouterr().out


def test_many_losses_are_told_in_short_and_with_v_in_full(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = "".join(MATRIX.replace("Which", f"Which {number}") for number in range(9))
    write_sources(work, {"c/q.md": QUIZ + tables})
    assert run(BANK) == 0
    short = capsys.readouterr().out.splitlines()
    assert short[-1] == "  … and 5 more: coursepack -v build tells all of them"
    assert run(["-v", *BANK]) == 0
    whole = capsys.readouterr().out
    assert whole.count("simplified in moodle-xml: question") == 9
    assert "more:" not in whole


@pytest.mark.parametrize(
    ("sources", "configured", "asked", "code"),
    [
        (QUIZ, "", "dropped", 1),
        (QUIZ, "", "degraded", 1),
        (QUIZ, "", "never", 0),
        (QUIZ, 'fail-on = "dropped"', "", 1),
        (QUIZ, 'fail-on = "dropped"', "never", 0),
        (QUIZ.replace("pass: 80 %\n", ""), "", "degraded", 0),
        (QUIZ.replace("pass: 80 %\n", "") + MATRIX, "", "dropped", 0),
        (QUIZ.replace("pass: 80 %\n", "") + MATRIX, "", "degraded", 1),
    ],
)
def test_fail_on_stops_before_anything_is_written(
    sources: str, configured: str, asked: str, code: int, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(work, {"c/q.md": sources, "c/coursepack.toml": configured})
    assert run([*BANK, *(["--fail-on", asked] if asked else [])]) == code
    assert (work / "out").exists() == (code == 0)
    assert (work / "c" / "coursepack.lock").exists() == (code == 0)
    said = capsys.readouterr()
    if code:
        assert said.out == ""
        assert "in moodle-xml, and " in said.err
        assert ("--fail-on" if asked else "fail-on in coursepack.toml") in said.err
        assert "(q.md:" in said.err


def test_other_targets_of_the_same_course_may_be_built(work: Path) -> None:
    write_sources(work, {"c/q.md": QUIZ})
    assert run(["build", "c", "-t", "html", "-t", "scorm12", "-o", "out", "--fail-on", "degraded"]) == 0


def test_the_report_names_the_parts_that_are_concerned(work: Path) -> None:
    write_sources(work, {"c/q.md": QUIZ + MATRIX, "c/coursepack.toml": "[scoring]\npass = 70\n"})
    assert run(BANK) == 0
    report = json.loads((work / "out" / "report.json").read_text(encoding="utf-8"))
    assert [output["carries"] for output in report["outputs"]] == ["questions"]
    lost = [(row["facets"], row["fate"], row["file"], row["line"]) for row in report["fidelity"]]
    assert (["pass mark"], "dropped", "q.md", 6) in lost
    assert (["pass mark"], "dropped", "coursepack.toml", 2) in lost
    assert (["layout"], "degraded", "q.md", 13) in lost
    assert ([], "kept", "q.md", 8) in lost
