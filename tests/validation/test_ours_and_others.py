"""What coursepack writes passes its own judge; what other tools write is judged by what is known of it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.targets.table import TARGETS
from coursepack.validation.judge import judge_file
from coursepack.validation.kinds import Kind
from coursepack.validation.systems import SYSTEMS
from tests import schemas
from tests.conftest import BuildCourse
from tests.support.foreign_banks import BLACKBOARD, CANVAS, by_qti_package_maker
from tests.support.tools import ROOT, node_modules, program
from tests.validation.kit import judged, rules

JUDGED = [target.name for target in TARGETS if target.name not in ("html", "html-single", "gift")]

_ASK_FOR_OTHERS = frozenset(("canvas", "chamilo", "successfactors"))
"""Canvas plays no SCORM, Chamilo no SCORM 2004; SuccessFactors wants identifiers that begin differently. What is made
for Canvas names types as Canvas does, which Schoology does not read."""


@pytest.mark.parametrize("name", JUDGED)
def test_our_own_output_has_no_finding(name: str, build_course: BuildCourse) -> None:
    source = ROOT / "tests" / "cases" / "outputs" / "every-question-kept" / "input.md"
    path = build_course({"course.md": source.read_text(encoding="utf-8")}, name).place(name)
    others = {"schoology"} if name == "qti12-canvas" else set()
    systems = tuple(system for system in SYSTEMS if system not in _ASK_FOR_OTHERS | others)
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
    """The package of a PyPI tool: QTI 1.2 for Canvas, whole; Schoology makes an essay of its gap."""
    quiz = tmp_path / "quiz.md"
    quiz.write_text(
        "Quiz title: Bread\n\n1.  What is flour made of?\na)  Sand\n*b)  Wheat\nc)  Glass\n\n"
        "2.  What rises?\n*   dough\n",
        encoding="utf-8",
    )
    subprocess.run(
        [Path(sys.executable).parent / "text2qti", "quiz.md"], check=True, capture_output=True, cwd=tmp_path, timeout=60
    )
    verdict = judge_file(tmp_path / "quiz.zip")
    assert verdict.kind is Kind.QTI_12
    assert [found.message for found in verdict.diagnostics if found.severity is Severity.ERROR] == []
    (gap,) = [
        found
        for found in judge_file(tmp_path / "quiz.zip", ("schoology",)).diagnostics
        if found not in verdict.diagnostics
    ]
    assert (gap.rule.name, gap.message) == (
        "gap-becomes-essay",
        "the question names its type as short_answer_question",
    )


def test_qti_package_maker_for_blackboard(tmp_path: Path) -> None:
    """The package of a PyPI tool: of its items the official schema refuses the same one, for the same elements."""
    path = by_qti_package_maker(tmp_path, BLACKBOARD)
    verdict = judge_file(path)
    assert verdict.kind is Kind.QTI_21
    assert rules(verdict) == ["dependency-cycle", "too-many-right", "unused-response", "invalid-questions"]
    refused = {
        found.at.file.partition(".zip/")[2]: found.at.line
        for found in reversed(verdict.diagnostics)
        if found.rule.name == "invalid-questions"
    }
    with zipfile.ZipFile(path) as archive:
        official = {
            name: int(complaints[0].partition(":")[0])
            for name in archive.namelist()
            if "item_" in name and (complaints := schemas.complaints(schemas.official("qti-2.1"), archive.read(name)))
        }
    assert refused == official


def test_qti_package_maker_for_canvas(tmp_path: Path) -> None:
    """Resources that depend on each other, and a key that names the words of choices in place of their identifiers."""
    verdict = judge_file(by_qti_package_maker(tmp_path, CANVAS))
    assert verdict.kind is Kind.QTI_12
    assert rules(verdict) == ["unknown-choice", "dependency-cycle"]
