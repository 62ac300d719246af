"""What a file is, is found out from its content, whatever it is called."""

from pathlib import Path

import pytest

from coursepack.validation.judge import judge_file
from coursepack.validation.kinds import Kind
from tests.validation.kit import BANK, SCORM_12_MANIFEST, SCORM_2004_MANIFEST, changed, epub, scorm12, scorm2004, zipped
from tests.validation.qti_cases import ASSESSMENT, ITEM, qti12, qti21
from tests.validation.test_gift import GOOD
from tests.validation.test_grammars import renamed

DOCUMENTS = Path(__file__).parent / "documents"


def manifest(name: str) -> bytes:
    """A zip with one of the documents as its manifest."""
    text = (DOCUMENTS / f"{name}.xml").read_bytes()
    return zipped({"cmi5.xml" if name == "cmi5" else "imsmanifest.xml": text})


def cartridge(version: int) -> bytes:
    return zipped({"imsmanifest.xml": renamed((DOCUMENTS / "cartridge-11.xml").read_bytes(), 1, version)})


FILES: dict[Kind, bytes] = {
    Kind.SCORM_12: manifest("scorm12"),
    Kind.SCORM_2004_2ND: zipped(scorm2004(changed(SCORM_2004_MANIFEST, "2004 3rd Edition", "CAM 1.3"))),
    Kind.SCORM_2004_3RD: manifest("scorm2004-3rd"),
    Kind.SCORM_2004_4TH: manifest("scorm2004-4th"),
    Kind.CONTENT_PACKAGE: manifest("content-package"),
    Kind.CMI5: manifest("cmi5"),
    Kind.CARTRIDGE_11: manifest("cartridge-11"),
    Kind.CARTRIDGE_12: cartridge(2),
    Kind.CARTRIDGE_13: cartridge(3),
    Kind.QTI_12: zipped(qti12()),
    Kind.QTI_21: zipped(qti21()),
    Kind.QTI_22: manifest("qti-22"),
    Kind.QTI_30: manifest("qti-30"),
    Kind.EPUB: zipped(epub()),
    Kind.MOODLE_XML: BANK.encode(),
    Kind.GIFT: GOOD.encode(),
    Kind.QTI_12_DOCUMENT: ASSESSMENT.encode(),
    Kind.QTI_2_DOCUMENT: ITEM.encode(),
    Kind.UNKNOWN: b"%PDF-1.7",
}


_VERSION = changed(SCORM_12_MANIFEST, "<schemaversion>1.2<", "<schemaversion>2004 3rd Edition<")
_ROOT = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"


@pytest.mark.parametrize(
    ("content", "rule", "words", "advice"),
    [
        (b"<!DOCTYPE html>\n<html><br></html>", "unknown-file", "is a page of the web", ""),
        (b"\xef\xbb\xbf<!-- saved --><HTML><p>", "unknown-file", "is a page of the web", ""),
        (b"<quiz><br></quiz>", "unreadable-bank", "", ""),
        (b"<!---->" * 99 + b"<htm>", "unreadable-bank", "", ""),  # ends at once, however comments could be parted
        (zipped({"up/course.zip": "x"}), "missing-manifest", "a zip around another zip (up/course.zip)", "unpack it"),
        (b"::One:: Which? {~a ~b}", "no-full-marks", "", "in GIFT"),
        (
            zipped(scorm12(_VERSION)),
            "invalid-manifest",
            f'is written as SCORM 1.2 (namespace {_ROOT}), and its schemaversion says "2004 3rd Edition"',
            "<schemaversion>",
        ),
    ],
)
def test_what_it_is_instead_is_told(content: bytes, rule: str, words: str, advice: str, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(content)
    found = next(each for each in judge_file(tmp_path / "upload").diagnostics if each.rule.name == rule)
    assert words in found.message
    assert advice in (found.help or found.rule.mend)


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_kind_is_found_out_from_the_content(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(FILES[kind])
    assert judge_file(tmp_path / "upload").kind is kind
