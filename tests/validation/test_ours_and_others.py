"""What coursepack writes passes its own judge; what other tools write is judged by what is known of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.targets.table import TARGETS
from coursepack.validation.judge import judge_file
from coursepack.validation.kinds import Kind
from coursepack.validation.systems import SYSTEMS
from tests.conftest import BuildCourse
from tests.support.tools import ROOT, node_modules, program
from tests.validation.kit import judged, rules

JUDGED = [target.name for target in TARGETS if target.name not in ("html", "html-single", "gift")]


@pytest.mark.parametrize("name", JUDGED)
def test_our_own_output_has_no_finding(name: str, build_course: BuildCourse) -> None:
    source = ROOT / "tests" / "cases" / "outputs" / "every-question-kept" / "input.md"
    path = build_course({"course.md": source.read_text(encoding="utf-8")}, name).place(name)
    systems = tuple(system for system in SYSTEMS if system not in ("canvas", "successfactors"))
    verdict = judge_file(path, systems)
    assert [f"{found.at}: {found.message}" for found in verdict.diagnostics if found.severity > Severity.NOTE] == []
    assert verdict.kind is not Kind.UNKNOWN


def test_simple_scorm_packager(tmp_path: Path) -> None:
    """The package of an npm tool: SCORM 1.2, and the newly made identifier that costs learners their progress."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.html").write_text(
        "<!DOCTYPE html><html lang='en'><title>T</title><p>Hi</p></html>", encoding="utf-8"
    )
    script = tmp_path / "pack.js"
    script.write_text(
        f"""const pack = require({str(node_modules() / "simple-scorm-packager")!r});
pack({{version: "1.2", organization: "Org", title: "Bread", language: "en", identifier: "00", masteryScore: 80,
  startingPage: "index.html", source: {str(source)!r},
  package: {{version: "1.0.0", zip: true, outputFolder: {str(tmp_path)!r}}}}}, () => process.exit(0));
""",
        encoding="utf-8",
    )
    subprocess.run([program("node"), str(script)], check=True, capture_output=True, cwd=tmp_path, timeout=60)
    (made,) = tmp_path.glob("*.zip")
    verdict = judge_file(made)
    assert verdict.kind is Kind.SCORM_12
    assert "no-api-call" in rules(verdict)


def test_moodle_bank_with_what_is_known_of_other_writers(tmp_path: Path) -> None:
    """Fractions rounded to two digits: what banks of other tools are refused for."""
    bank = """<quiz><question type="multichoice"><name><text>Q</text></name><questiontext><text>T</text></questiontext>
      <single>false</single><answer fraction="33.33"><text>a</text></answer>
      <answer fraction="33.33"><text>b</text></answer>
      <answer fraction="33.33"><text>c</text></answer></question></quiz>"""
    assert rules(judged(tmp_path, bank)) == ["illegal-fraction"]


def test_text2qti(tmp_path: Path) -> None:
    """The package of a PyPI tool: QTI 1.2 for Canvas, whole."""
    quiz = tmp_path / "quiz.md"
    quiz.write_text(
        "Quiz title: Bread\n\n1.  What is flour made of?\na)  Sand\n*b)  Wheat\nc)  Glass\n", encoding="utf-8"
    )
    subprocess.run(
        [Path(sys.executable).parent / "text2qti", "quiz.md"], check=True, capture_output=True, cwd=tmp_path, timeout=60
    )
    verdict = judge_file(tmp_path / "quiz.zip")
    assert verdict.kind is Kind.QTI_12
    assert [found.message for found in verdict.diagnostics if found.severity is Severity.ERROR] == []
