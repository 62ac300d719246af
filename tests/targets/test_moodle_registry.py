"""Moodle's question XML, read by a package of other people: moodle-xml-parser, from PyPI.

It reads multichoice and cloze questions, and passes over the other types. moodle-questions and moodle-tools write such
files only. What it reads must agree with the reader of the tests' own, which reads every type.
"""

import html
from pathlib import Path

import pytest
from moodle_xml_parser.parser import parse_bytes

from coursepack.pipeline import load
from coursepack.targets import moodle_xml
from tests.fidelity.samples import SAMPLES
from tests.support import tools
from tests.support.by_hand import CONTEXT, PIXEL
from tests.support.courses import build_course
from tests.targets.moodle_reader import ReadQuestion, read_bank


def every_type(folder: Path) -> bytes:
    """The bank of a quiz with a question of every type, and with all that each type can have."""
    quiz = "---\ntype: quiz\nid: every\nobjectives:\n  LO1: To know\n---\n# All\n\n"
    quiz += "\n".join(sample.source() for sample in SAMPLES)
    built = build_course(folder, {"quiz.md": quiz, "dot.png": PIXEL, "map.png": PIXEL}, "moodle-xml")
    return built.place("moodle-xml").read_bytes()


def of_sample(_folder: Path) -> bytes:
    """The bank of the sample course."""
    (file,) = moodle_xml.write(load(tools.ROOT).course, CONTEXT).files
    return file.whole()


@pytest.fixture(params=[every_type, of_sample], ids=["every type", "sample course"])
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    content: bytes = request.param(tmp_path)
    return content


def ours(bank: bytes, kind: str) -> list[ReadQuestion]:
    found = [read for read in read_bank(bank) if read.kind == kind]
    assert found
    return found


def test_choices_agree(bank: bytes) -> None:
    theirs = parse_bytes(bank)["multichoice"]
    mine = ours(bank, "multichoice")
    assert [each.name for each in theirs] == [html.unescape(each.name) for each in mine]
    for there, read in zip(theirs, mine, strict=True):
        assert there.text_pre_parse == html.unescape(read.text.text)
        assert (there.default_grade, there.penalty) == (read.grade, read.penalty)
        assert there.single == (read.settings["single"] == "true")
        assert there.shuffle_answers == (read.settings["shuffleanswers"] == "true")
        assert there.general_feedback == html.unescape(read.general.text)
        for name, told in (
            ("correctfeedback", there.correct_feedback),
            ("partiallycorrectfeedback", there.partially_correct_feedback),
            ("incorrectfeedback", there.incorrect_feedback),
        ):
            assert told == html.unescape(read.combined[name].text)
        assert [(each.answer, each.score_fraction, each.feedback) for each in there.options] == [
            (html.unescape(each.text.text), each.fraction, html.unescape(each.feedback.text)) for each in read.answers
        ]


BLANKS = """---
type: quiz
---
# Blanks

## Fill in
<!-- q id=fill case=sensitive points=2 -->

It is [[Paris | data*]] and [[= 10 +- 5%]], done [[by hand | (automatically) | never]] ☃.

> **Incorrect `Rome`:** Not *Rome*.
"""
"""A gap's feedback in one line: the package knows no gap that goes on in the next one."""


def test_blanks_agree(tmp_path: Path) -> None:
    bank = build_course(tmp_path, {"quiz.md": BLANKS}, "moodle-xml").place("moodle-xml").read_bytes()
    (there,) = parse_bytes(bank)["cloze"]
    (read,) = ours(bank, "cloze")
    assert there.name == read.name
    assert there.text_pre_parse == html.unescape(read.text.text)
    gaps = [
        (gap.sub_grade, gap.sub_type, [(option.answer, option.score) for option in gap.options]) for gap in there.gaps
    ]
    assert gaps == [(gap.weight, gap.kind, list(gap.answers.items())) for gap in read.parts.gaps]
    assert [kind for _, kind, _ in gaps] == ["SAC", "NM", "MC"]
    told = {option.answer: option.feedback for option in there.gaps[0].options if option.feedback}
    assert told == {"Rome": "<p>Not <em>Rome</em>.</p>"}
