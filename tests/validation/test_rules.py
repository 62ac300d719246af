"""Every rule finds what it is about, and says nothing about a good file."""

import gzip
import re
from pathlib import Path

import pytest

from coursepack.validation.judge import RULES
from coursepack.validation.kinds import Kind
from coursepack.validation.systems import SYSTEMS
from tests.support.repository import text_of
from tests.validation.kit import (
    BANK,
    BOOK,
    CMI5_STRUCTURE,
    CONTAINER,
    PAGE,
    SCORM_12_MANIFEST,
    SCORM_2004_MANIFEST,
    Files,
    changed,
    cmi5,
    epub,
    judged,
    rules,
    scorm12,
    scorm2004,
    zipped,
)
from tests.validation.passing import PASSING
from tests.validation.qti_cases import MOST_BYTES_HERE, QTI_CASES
from tests.validation.system_cases import SYSTEM_CASES
from tests.validation.zips import HOSTILE_ZIPS

Content = bytes | str | Files

_ASK_FOR_OTHERS = ("canvas", "chamilo", "schoology")
"""Systems that take none of these kinds, or not all of them."""

GOOD: dict[str, tuple[Content, Kind]] = {
    "SCORM 1.2": (scorm12(), Kind.SCORM_12),
    "SCORM 2004": (scorm2004(), Kind.SCORM_2004_3RD),
    "cmi5": (cmi5(), Kind.CMI5),
    "Moodle XML": (BANK, Kind.MOODLE_XML),
}


def manifest(was: str, becomes: str) -> Files:
    return scorm12(changed(SCORM_12_MANIFEST, was, becomes))


def manifest_2004(was: str, becomes: str) -> Files:
    return scorm2004(changed(SCORM_2004_MANIFEST, was, becomes))


def structure(was: str, becomes: str) -> Files:
    return cmi5(changed(CMI5_STRUCTURE, was, becomes))


def bank(was: str, becomes: str) -> str:
    return changed(BANK, was, becomes)


_ITEM = '<item identifier="item_1" identifierref="res_1" isvisible="true"><title>Flour</title></item>'
_RESOURCE = '<resource identifier="res_1" type="webcontent" adlcp:scormtype="sco" href="index.html">'

CASES: dict[str, Content] = {
    "missing-manifest": {"index.html": PAGE},
    "misplaced-manifest": {f"course/{name}": text for name, text in scorm12().items()},
    "unreadable-manifest": manifest("<resources>", "<resources"),
    "unknown-package": {"imsmanifest.xml": "<manifest><metadata><schema>Mine</schema></metadata></manifest>"},
    "invalid-manifest": manifest('<item identifier="item_1"', "<item"),
    "version-not-known": manifest_2004("2004 3rd Edition", "2004"),
    "missing-title": manifest("<title>Flour</title>", "<title> </title>"),
    "fragile-identifier": manifest('identifier="bread"', 'identifier="MANIFEST-20240131-120000"'),
    "missing-file": manifest('<file href="player.js"/>', '<file href="Player.js"/>'),
    "program-in-package": scorm12() | {"player/save.php": "<?php"},
    "undeclared-file": scorm12(extra_png=b"png"),
    "broken-reference": manifest('identifierref="res_1"', 'identifierref="res_9"'),
    "unsafe-href": manifest('<file href="player.js"/>', '<file href="../player.js"/>'),
    "outside-resource": manifest('href="index.html">', 'href="https://example.org/index.html">'),
    "missing-launch": manifest(' href="index.html">', ">"),
    "nothing-to-open": manifest(' identifierref="res_1"', ""),
    "empty-item": manifest(_ITEM, f'{_ITEM}<item identifier="item_2"><title>Empty</title></item>'),
    "unused-resource": manifest("</resources>", _RESOURCE.replace("res_1", "res_2") + "</resource></resources>"),
    "dependency-cycle": manifest(
        '<file href="player.js"/>', '<file href="player.js"/><dependency identifierref="res_1"/>'
    ),
    "default-organization": manifest('default="org"', 'default="other"'),
    "no-way-through": manifest_2004('choice="true" flow="true"', 'choice="false" flow="false"'),
    "hidden-navigation": scorm2004(
        changed(
            changed(SCORM_2004_MANIFEST, 'choice="true" flow="true"', 'choice="false" flow="true"'),
            "</imsss:sequencing>\n      </item>",
            "</imsss:sequencing><adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue"
            "</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>\n      </item>",
        )
    ),
    "unknown-objective": manifest_2004(
        "<imsss:objectives>",
        "<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>"
        '<imsss:ruleCondition condition="satisfied" referencedObjective="other"/></imsss:ruleConditions>'
        '<imsss:ruleAction action="skip"/></imsss:preConditionRule>'
        "</imsss:sequencingRules><imsss:objectives>",
    ),
    "duplicate-objective": manifest_2004(
        '<imsss:primaryObjective objectiveID="main"/>',
        '<imsss:primaryObjective objectiveID="main"/><imsss:objective objectiveID="main"/>',
    ),
    "unknown-sequencing": manifest_2004(
        "<imsss:sequencing><imsss:objectives>", '<imsss:sequencing IDRef="s"><imsss:objectives>'
    ),
    "wrong-api": scorm12(player_js="parent.API_1484_11.Initialize('')"),
    "no-api-call": scorm12(player_js="alert(1)"),
    "outside-request": scorm12(index_html=PAGE.replace("player.js", "https://cdn.example.org/player.js")),
    "inline-script": scorm12(index_html=PAGE.replace("<body>", '<body onload="start()">')),
    "au-address": structure("<url>index.html</url>", "<url>other.html</url>"),
    "cmi5-identifier": structure("https://example.org/bread/1", "https://example.org/bread"),
    "cmi5-objective": structure("<url>", '<objectives><objective idref="https://example.org/o"/></objectives><url>'),
    "unreachable-pass": structure(' masteryScore="0.8"', ""),
    "epub-frame": epub(container=changed(CONTAINER, "OPS/book.opf", "OPS/other.opf")),
    "epub-file": epub(changed(BOOK, "one.xhtml", "two.xhtml")),
    "epub-not-judged": epub(),
    "unknown-question-type": bank('type="truefalse"', 'type="crossword"'),
    "unreadable-question": bank("<name><text>Short</text></name>", ""),
    "illegal-fraction": bank('fraction="0"><text>Sand', 'fraction="33"><text>Sand'),
    "no-full-marks": bank('fraction="100"><text>Wheat', 'fraction="50"><text>Wheat'),
    "spoiled-answer": bank("3.14", "3,14"),
    "missing-bank-file": bank('name="a b.png"', 'name="b.png"'),
    "broken-bank-file": bank('path="/"', 'path="img"'),
    "duplicate-idnumber": bank("<idnumber>q2</idnumber>", "<idnumber>q1</idnumber>"),
    "broken-gaps": bank("[[2]]", "[[3]]"),
    "unknown-file": "%PDF-1.7",
    "unreadable-bank": bank("</quiz>", ""),
    **HOSTILE_ZIPS,
    **{name: files[0] for name, files in QTI_CASES.items()},
}
"""{rule: a file that it has something against}."""


@pytest.mark.parametrize("name", GOOD)
def test_good_file_has_no_finding(name: str, tmp_path: Path) -> None:
    content, kind = GOOD[name]
    verdict = judged(tmp_path, content, *(system for system in SYSTEMS if system not in _ASK_FOR_OTHERS))
    assert (rules(verdict), verdict.kind) == ([], kind)


def test_good_book_is_left_to_epubcheck(tmp_path: Path) -> None:
    assert rules(judged(tmp_path, epub())) == ["epub-not-judged"]


@pytest.mark.parametrize("name", CASES)
def test_rule_finds_its_case(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursepack.validation.qti.MOST_BYTES", MOST_BYTES_HERE)
    assert name in rules(judged(tmp_path, CASES[name]))


@pytest.mark.parametrize("name", SYSTEM_CASES)
def test_system_rule_is_about_its_systems_only(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    systems, wrong, right = SYSTEM_CASES[name]
    for limit in ("_CORNERSTONE_BYTES", "_CROSSKNOWLEDGE_BYTES", "MOST_BYTES"):
        monkeypatch.setattr(f"coursepack.validation.systems.files.{limit}", 4000)
    content = zipped(wrong, stored=True) if name == "package-size" and isinstance(wrong, dict) else wrong
    for system in SYSTEMS:
        assert (name in rules(judged(tmp_path, content, system))) == (system in systems)
    assert name not in rules(judged(tmp_path, content))
    assert name not in rules(judged(tmp_path, right, *systems))


@pytest.mark.parametrize("name", PASSING)
def test_rule_is_silent_where_all_is_well(name: str, tmp_path: Path) -> None:
    assert name not in rules(judged(tmp_path, PASSING[name]))


def test_every_system_has_a_case_and_stands_in_the_documentation() -> None:
    assert {system for systems, _, _ in SYSTEM_CASES.values() for system in systems} == SYSTEMS.keys()
    listed = re.findall(r"^\| `(\w+)` \| ", text_of("docs/command-line.md").partition("### Learning systems")[2], re.M)
    assert listed == sorted(SYSTEMS)


def test_every_rule_has_its_cases_and_says_all_of_itself() -> None:
    assert {rule.name for rule in RULES} == CASES.keys() | SYSTEM_CASES.keys()
    assert CASES.keys() == PASSING.keys()
    for rule in RULES:
        assert rule.problem.endswith("."), rule.name
        assert rule.why.endswith("."), rule.name
        assert rule.mend, rule.name
        assert rule.example, rule.name
        assert rule.source, rule.name


def findings(folder: Path, content: Content) -> list[str]:
    return [f"{found.at}: {found.message}" for found in judged(folder, content).diagnostics]


def test_message_names_file_line_and_near_miss(tmp_path: Path) -> None:
    found = findings(tmp_path, CASES["missing-file"])
    where = f"{tmp_path}/package.zip/imsmanifest.xml:12"
    assert f'{where}: the zip has no file "Player.js"; it has "player.js"' in found


def test_grammar_message_says_what_is_expected(tmp_path: Path) -> None:
    content = manifest("<organizations", "<extra/><organizations")
    assert findings(tmp_path, content)[0].endswith(
        "<extra> may not stand here in <manifest>: <organizations> is expected"
    )


@pytest.mark.parametrize(
    "text", ["<quiz>" + "<question/>" * 1100 + "</quiz>", "::T:: x {=a ~b}\n\n" + "a {\n\n" * 1100]
)
def test_bank_that_is_all_wrong_ends_soon(text: str, tmp_path: Path) -> None:
    verdict = judged(tmp_path, text, name="bank.txt")
    assert "questions-not-judged" in rules(verdict)
    assert len(verdict.diagnostics) < 1100


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"moodle_backup.xml": "<moodle_backup/>"}, "it is a backup of Moodle"),
        ({"h5p.json": "{}"}, "it is an H5P package"),
        (gzip.compress(b"x", mtime=0), "as backups of Moodle are"),
    ],
)
def test_what_is_not_judged_is_called_by_its_name(content: Content, what: str, tmp_path: Path) -> None:
    (found,) = judged(tmp_path, content, name="course.mbz").diagnostics
    assert what in found.message
    assert found.help not in ("", found.rule.mend)
