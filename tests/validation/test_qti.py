"""What is wrong with questions of QTI is found, wherever the document says it; the profile's own Schematron agrees."""

import copy
from functools import cache
from pathlib import Path

import pytest
from lxml import etree, isoschematron

from coursepack.validation import qti
from coursepack.validation.kinds import Kind
from tests.support import tools
from tests.validation.kit import Files, judged, rules
from tests.validation.qti_cases import ASSESSMENT, ITEM, MOST_BYTES_HERE, QTI_CASES, TEST, cartridge, qti12, qti21, quiz

EACH = [(rule, number) for rule, cases in QTI_CASES.items() for number in range(len(cases))]


@pytest.fixture(autouse=True)
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qti, "MOST_BYTES", MOST_BYTES_HERE)


@pytest.mark.parametrize(("rule", "number"), EACH)
def test_rule_finds_each_of_its_cases(rule: str, number: int, tmp_path: Path) -> None:
    assert rule in rules(judged(tmp_path, QTI_CASES[rule][number]))


def test_good_packages_have_no_finding(tmp_path: Path) -> None:
    assert rules(judged(tmp_path, qti21())) == []
    assert rules(judged(tmp_path, qti12())) == []
    assert rules(judged(tmp_path, cartridge(ASSESSMENT))) == []


def test_documents_on_their_own_are_judged(tmp_path: Path) -> None:
    for text, kind in ((ITEM, Kind.QTI_2_DOCUMENT), (TEST, Kind.QTI_2_DOCUMENT), (ASSESSMENT, Kind.QTI_12_DOCUMENT)):
        verdict = judged(tmp_path, text)
        assert (rules(verdict), verdict.kind) == ([], kind)
    assert rules(judged(tmp_path, ITEM.replace("<value>rye", "<value>oat"))) == ["unknown-choice"]


def test_message_names_the_document_and_its_line(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, QTI_CASES["unknown-choice"][0]).diagnostics
    assert str(found.at) == f"{tmp_path}/package.zip/items/one.xml:5"
    assert found.message == 'the key names "oat", which is no choice'


def test_questions_of_two_files_with_one_identifier(tmp_path: Path) -> None:
    files = qti21()
    second = '<resource identifier="j" type="imsqti_item_xmlv2p1" href="items/two.xml"><file href="items/two.xml"/>'
    manifest = str(files["imsmanifest.xml"]).replace("</resources>", f"{second}</resource></resources>")
    verdict = judged(tmp_path, files | {"imsmanifest.xml": manifest, "items/two.xml": ITEM})
    assert rules(verdict) == ["duplicate-identifier"]
    assert "items/one.xml" in verdict.diagnostics[0].message


def test_unreadable_document_is_named(tmp_path: Path) -> None:
    verdict = judged(tmp_path, qti21(ITEM.replace("</itemBody>", "")))
    assert "unreadable-bank" in rules(verdict)


PROFILE = ("cartridge-question", "unknown-feedback", "duplicate-identifier")
BROKEN: list[Files] = [
    *QTI_CASES["cartridge-question"],
    *QTI_CASES["unknown-feedback"],
    QTI_CASES["duplicate-identifier"][4],
    quiz('rcardinality="Single"', 'rcardinality="Multiple"'),
    quiz("cc.multiple_choice.v0p1", "cc.pattern_match.v0p1"),
    quiz(
        "</resprocessing>",
        '</resprocessing><itemfeedback ident="more"><flow_mat><material><mattext>x</mattext>'
        "</material></flow_mat></itemfeedback>",
    ),
]


@cache
def schematron() -> isoschematron.Schematron:
    """The rules that the schema of the profile carries besides its grammar."""
    folder = tools.schemas()
    root = etree.parse(folder / "cc-1.1" / "ccv1p1_qtiasiv1p2p1_v1p0.xsd").getroot()
    namespace = "{http://purl.oclc.org/dsdl/schematron}"
    rule_set = etree.Element(f"{namespace}schema", nsmap={"sch": namespace[1:-1]})
    for element in root.iter(f"{namespace}ns", f"{namespace}pattern"):
        element = copy.deepcopy(element)
        element.attrib.pop("name", None)
        for inner in element.iter():
            inner.attrib.pop("abstract", None)
        rule_set.append(element)
    return isoschematron.Schematron(rule_set)


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_schematron_of_the_profile_refuses_the_same(number: int, tmp_path: Path) -> None:
    assert not schematron().validate(etree.fromstring(str(BROKEN[number]["quiz.xml"]).encode()))
    assert set(rules(judged(tmp_path, BROKEN[number]))) & set(PROFILE)


def test_schematron_of_the_profile_takes_what_is_good() -> None:
    assert schematron().validate(etree.fromstring(ASSESSMENT.encode()))
