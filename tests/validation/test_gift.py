"""GIFT: what is wrong with questions is found at their lines, and good ones are left alone."""

from pathlib import Path

import pytest

from coursepack.validation.gift import types_of
from coursepack.validation.judge import judge_file
from coursepack.validation.kinds import Kind
from tests.conftest import BuildCourse
from tests.support.tools import ROOT

GOOD = r"""// a comment
$CATEGORY: top/Bread

::Flour:: What is flour made of? {=Wheat#Right ~Sand#No ~%-50%Glass}

::Two:: [html]Which <b>two</b>? {
  ~%50%Water
  ~%50%Salt
  // in between
  ~%-100%Oil ####In general
}

Bread is baked. {T}

Is it {FALSE#No#Yes} really?

Who? {=Ann =%50%Anna =Bo\=b}

How much? {#3.14:0.01}

How many? {#1..5}

Either {#=%100%3:1#Yes =%50%4:2}

How cold? {#=-3#Yes ~#No}

Match. {=a -> 1 =b -> 2 = -> 3}

The capital of France is {Paris}.

Which way? {=right #see a -> b ~wrong}

To sum up {=a#one####two =b####three}

Write about it. {}

Only a text with \{braces\} and \= signs.
"""


def judged(folder: Path, text: str) -> list[tuple[int, str]]:
    """(line, rule) of what is found in a GIFT file."""
    path = folder / "bank.gift"
    path.write_text(text, encoding="utf-8")
    verdict = judge_file(path)
    assert verdict.kind is Kind.GIFT
    return [(found.at.line, found.rule.name) for found in verdict.diagnostics]


def test_good_bank_has_no_finding(tmp_path: Path) -> None:
    assert judged(tmp_path, GOOD) == []
    assert types_of(GOOD) == [
        "multichoice", "multichoice", "truefalse", "truefalse", "shortanswer", "numerical", "numerical", "numerical",
        "numerical", "matching", "shortanswer", "multichoice", "shortanswer", "essay", "description",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Which? {=Wheat ~Sand", "unreadable-question"),
        ("Which? {=Wheat ~Sand} or {=a ~b}", "unreadable-question"),
        ("Which}? {=Wheat ~Sand", "unreadable-question"),
        ("Which? {Wheat, Sand ~}", "unreadable-question"),
        ("Which? {~Wheat}", "unreadable-question"),
        ("Match. {=a -> 1 =b}", "unreadable-question"),
        ("Match. {=a -> 1}", "unreadable-question"),
        ("Match. {=a -> =b -> 2}", "unreadable-question"),
        ("Which? {~Wheat ~Sand}", "no-full-marks"),
        ("Which? {~%50%Wheat ~%25%Sand}", "no-full-marks"),
        ("Who? {=%50%Ann =%50%Anna}", "no-full-marks"),
        ("Which? {~%33%Wheat ~%67%Sand}", "illegal-fraction"),
        ("How much? {#3,14}", "spoiled-answer"),
        ("How much? {#many}", "spoiled-answer"),
        ("Which? {=Wheat ~}", "spoiled-answer"),
    ],
)
def test_question_that_cannot_be_used(question: str, rule: str, tmp_path: Path) -> None:
    found = judged(tmp_path, f"::First:: Right? {{T}}\n\n\n{question}\n")
    assert (4, rule) in found


def test_bank_of_ours_has_no_finding(build_course: BuildCourse) -> None:
    source = ROOT / "tests" / "cases" / "outputs" / "every-question-kept" / "input.md"
    path = build_course({"course.md": source.read_text(encoding="utf-8")}, "gift").place("gift")
    verdict = judge_file(path)
    assert [(str(found.at), found.message) for found in verdict.diagnostics] == []
    assert verdict.kind is Kind.GIFT


@pytest.mark.parametrize("text", ["# A lesson\n\nText {with} braces.\n", "a,b\n1,2\n", "%PDF-1.7"])
def test_other_texts_are_not_taken_for_gift(text: str, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text(text, encoding="utf-8")
    assert judge_file(path).kind is Kind.UNKNOWN
