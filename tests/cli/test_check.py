"""`coursepack check` and `coursepack targets`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coursepack.cli.main import cli, run
from coursepack.targets.table import TARGETS
from tests.support.cases import tree_of_folder
from tests.support.courses import write_sources

SOURCES = {
    "a.md": "# A\n\n**Bold line**\n\nText.\n\nSee activity 7.7\n",
    "q.md": "# Quiz 1: Q\n\n## Right?\n\n- [ ] Yes\n- [ ] No\n",
}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_lost_lock_and_another_id_are_told_as_by_build(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson, more = {"b.md": "# Lesson 2: Taps\n\nText.\n"}, {"a.md": "# Lesson 1: Pipes\n\nOther text, of its own.\n"}
    write_sources(work, {"coursepack.toml": 'id = "t"\n', **lesson})
    assert run(["build", "-t", "html"]) == 0
    write_sources(work, {"coursepack.toml": 'id = "u"\n', **more})
    capsys.readouterr()
    assert run(["check"]) == 0
    assert 'coursepack.toml:1:1: warning: the course has the id "u" in place of "t"' in capsys.readouterr().out
    write_sources(work, {"coursepack.toml": 'id = "t"\n'})
    assert run(["build", "-t", "html"]) == 0
    (work / "coursepack.lock").unlink()
    told = []
    for command in (["check"], ["build", "-t", "html"]):
        capsys.readouterr()
        assert run(command) == 0
        said = capsys.readouterr()
        told.append("coursepack.lock: warning: coursepack.lock is missing" in said.out + said.err)
    assert told == [True, True]


def test_what_a_system_would_refuse_is_told_at_its_source(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = 'id = "t"\ntargets = ["html", "scorm12"]\n\n[packages]\nlayout = "lesson"\n'
    files = {"count.py": "print(1)\n", "b.md": f"# Lesson 2: {'Very long ' * 30}\n\nText.\n"}
    write_sources(work, {"coursepack.toml": config, "a.md": "# Lesson 1: A\n\nRun [it](count.py).\n", **files})
    found = [
        ":1: error: scorm12: 2 items open something; the system takes one [single-sco-only]",
        "a.md:3:5: error: scorm12: CrossKnowledge takes no package with a .py file [server-side-file]",
    ]
    assert run(["check", "--output-format", "concise", "--lms", "CrossKnowledge,moodle"]) == 1
    assert capsys.readouterr().out.splitlines() == [f"coursepack.toml:5{found[0]}", found[1]]
    write_sources(work, {"coursepack.toml": f'lms = ["crossknowledge"]\n{config}'})
    assert run(["check", "--output-format", "concise"]) == 1
    assert capsys.readouterr().out.splitlines() == [f"coursepack.toml:6{found[0]}", found[1]]
    write_sources(work, {"coursepack.toml": 'id = "t"\nlms = ["canvas"]\n'})
    assert run(["check", "--output-format", "concise"]) == 0
    unset = "a.md:1:1: warning: scorm12: the package is SCORM 1.2 [scorm-not-taken]"
    assert capsys.readouterr().out.splitlines() == [unset]
    assert run(["check", "--lms", "mooble"]) == 2
    assert sorted(path.name for path in work.iterdir()) == ["a.md", "b.md", "count.py", "coursepack.toml"]


def test_every_finding_is_printed_with_its_line_and_help(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, SOURCES)
    assert run(["check"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[:14] == [
        "a.md:3:1: note: a bold line was read as a heading [bold-heading]",
        "  │",
        "3 │ **Bold line**",
        "  │ ^",
        "  help: write it as a heading (## …), or set bold-headings = false in coursepack.toml",
        'a.md:7:1: warning: "See activity 7.7" names no unit of this course [unresolved-reference]',
        "  │",
        "7 │ See activity 7.7",
        "  │ ^^^^^^^^^^^^^^^^",
        '  help: write the activity as a heading "Activity 7.7: …" or a file activity-7.7.md; '
        "the text is kept as it is",
        "q.md:5:1: error: none of the choices is marked as right [no-right-answer]",
        "  │",
        "5 │ - [ ] Yes",
        "  │ ^",
    ]
    assert "1 error, 1 warning" in said.err


def test_nothing_is_written(work: Path) -> None:
    write_sources(work, SOURCES)
    before = tree_of_folder(work)
    run(["check"])
    assert tree_of_folder(work) == before


@pytest.mark.parametrize(
    ("arguments", "files", "code"),
    [
        ([], ("a.md",), 0),
        (["--strict"], ("a.md",), 1),
        ([], ("q.md",), 1),
        (["--exit-zero"], ("q.md",), 0),
        (["--strict", "--exit-zero"], ("a.md",), 0),
    ],
)
def test_the_exit_code_says_what_was_found(arguments: list[str], files: tuple[str, ...], code: int, work: Path) -> None:
    write_sources(work, {name: SOURCES[name] for name in files})
    assert run(["check", *arguments]) == code


def test_exit_zero_masks_findings_only(work: Path) -> None:
    assert run(["check", "missing", "--exit-zero"]) == 2


def test_concise_is_one_line_each(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"deep/er/a.md": SOURCES["a.md"]})
    assert run(["check", "deep", "--output-format", "concise"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "deep/er/a.md:3:1: note: a bold line was read as a heading [bold-heading]",
        'deep/er/a.md:7:1: warning: "See activity 7.7" names no unit of this course [unresolved-reference]',
    ]


def test_json_is_for_programs(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, SOURCES)
    assert run(["check", "--output-format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(one["rule"], one["severity"], one["file"], one["line"]) for one in found] == [
        ("bold-heading", "note", "a.md", 3),
        ("unresolved-reference", "warning", "a.md", 7),
        ("no-right-answer", "error", "q.md", 5),
    ]


def test_quiet_leaves_errors_only(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, SOURCES)
    assert run(["-q", "check", "--output-format", "concise"]) == 1
    assert [line.split("[")[-1] for line in capsys.readouterr().out.splitlines()] == ["no-right-answer]"]


def test_severities_are_those_of_the_course(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": SOURCES["a.md"]})
    for word, code in (("error", 1), ("note", 0), ("off", 0)):
        write_sources(work, {"coursepack.toml": f'[severity]\nunresolved-reference = "{word}"\n'})
        assert run(["check", "--output-format", "concise"]) == code
        assert (f"7:1: {word}:" in capsys.readouterr().out) == (word != "off")


def test_a_long_line_is_shown_where_it_matters(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": f"# A\n\n{'word ' * 5000}[x](nowhere.md) {'more ' * 5000}\n"})
    assert run(["check"]) == 0
    shown = [line for line in capsys.readouterr().out.splitlines() if line.startswith("3 │")]
    assert len(shown) == 1
    assert "[x](nowhere.md)" in shown[0]
    assert len(shown[0]) < 200


def test_targets_are_listed_with_their_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["targets"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [target.name for target in TARGETS]
    assert all(target.use in line for target, line in zip(TARGETS, lines, strict=True))


def test_click_runs_every_command_with_help() -> None:
    runner = CliRunner()
    for command in ([], ["build"], ["check"], ["targets"]):
        result = runner.invoke(cli, [*command, "--help"])
        assert result.exit_code == 0, result.output
        assert "--help" in result.output


def test_many_findings_of_one_kind_are_counted(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(work, {"a.md": "# A\n\n" + "See activity 7.7\n\n" * 1_060 + "**Bold line**\n\nText.\n"})
    assert run(["check", "--output-format", "concise", "--report", "json=all.json"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert sum("[unresolved-reference]" in line for line in told) == 51
    assert "a.md: 1,010 more [unresolved-reference]; coursepack -v shows all" in told
    assert "[bold-heading]" in told[-1]
    found = json.loads((work / "all.json").read_text(encoding="utf-8"))
    assert str(found).count("unresolved-reference") >= 1_060
    assert run(["-v", "check", "--output-format", "concise"]) == 0
    assert capsys.readouterr().out.count("[unresolved-reference]") == 1_060
