"""What is wrong with a question is an error at its line, and never a page with its answers in the open."""

import re
from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.pipeline import Loaded, load
from tests.support.courses import write_sources

_HEAD = "# Quiz\n\n## Q\n"


def _read(folder: Path, body: str, name: str = "lesson.md", head: str = _HEAD) -> Loaded:
    write_sources(folder / "course", {name: head + body})
    return load(folder / "course")


def _errors(loaded: Loaded) -> list[str]:
    return [
        f"{found.at.line} {found.rule.name}" for found in loaded.report.diagnostics if found.severity is Severity.ERROR
    ]


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ("\n1. Collect\n2. Store\n", "type=order"),
        ("\n- a\n  - b\n- c\n  - d\n", "type=group"),
        ("\n- a\n- b\n", "- [x] for a right choice"),
        ("\n[[ ]]\n", "between the brackets"),
    ],
)
def test_what_is_missing_is_said(body: str, advice: str, tmp_path: Path) -> None:
    loaded = _read(tmp_path, f"{body}\n## Other\n\n- [x] c\n- [ ] d\n")
    (found,) = loaded.report.diagnostics
    assert advice in found.help


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ("\n- [ ] a\n- [ ] b\n", ["5 no-right-answer"]),
        ("\n- [x] a\n", ["5 too-few-choices"]),
        ("\n- [x] a\n- b\n", ["6 mixed-answers"]),
        ("\n[[= abc]]\n", ["5 bad-answer"]),
        ("\n1. [x] a\n2. [ ] b\n", ["3 question-without-answer"]),
        ("\n- [x] a\n- [ ]\n", ["6 bad-answer"]),
        ("\n- [x] a\n- [ ]\n  > only feedback\n", ["6 bad-answer"]),
        ("\n- [x]a\n- [ ]b\n", ["5 no-question"]),
        ("\n- [x] a\n- [ ] b\n\n[[c]]\n", ["5 mixed-answers"]),
        ("\n- [x] a\n- [ ] b\n\ntext\n\n- [x] c\n- [ ] d\n", ["5 mixed-answers"]),
        ("\n[[a]]\n\n[[b]]\n", ["5 mixed-answers"]),
        ("\n> - [x] a\n> - [ ] b\n\n[[c]]\n", ["5 mixed-answers"]),
        ("\n<details>\n\n- [x] a\n- [ ] b\n\n</details>\n\n[[c]]\n", ["7 mixed-answers"]),
        ("\n1. [x] a\n2. [ ] b\n\n[[c]]\n", ["5 mixed-answers"]),
        ("<!-- q type=info -->\n\n- [x] a\n- [ ] b\n", ["6 mixed-answers"]),
        ("<!-- q type=single -->\n\n- [x] a\n- [x] b\n", ["7 bad-answer"]),
        ("<!-- q type=true-false -->\n\n- [x] Yes\n- [ ] No\n", ["6 question-without-answer"]),
        ("\n- [x] True\n- [x] False\n", ["5 bad-answer"]),
        ("<!-- q type=text -->\n\n- [x] a\n- [ ] b\n", ["6 question-without-answer"]),
        ("<!-- q type=sinlge -->\n\n- [x] a\n- [ ] b\n", ["4 bad-value"]),
        ("<!-- q type=oder -->\n\n1. Collect\n2. Store\n", ["4 bad-value"]),
        ("<!-- q type=survy -->\n\n- [ ] a\n- [ ] b\n", ["4 bad-value"]),
        ("<!-- q points=many -->\n\n- [x] a\n- [ ] b\n", ["4 bad-value"]),
        ("<!-- q penalty=2.5% partial=perhaps -->\n\n- [x] a\n- [ ] b\n", ["4 bad-value"]),
        ("<!-- q case=upper -->\n\n[[a]]\n", ["4 bad-value"]),
        ("\n- [[a]] -> b\n- c -> d\n", ["5 bad-answer"]),
        ("\n| | b | c |\n|---|---|---|\n| d | x | |\n| e | | |\n", ["8 bad-answer"]),
        ("\n[[]]\n", ["5 bad-answer"]),
        ("\n[[` `]]\n", ["5 bad-answer"]),
        ("\n[[a |]]\n", ["5 bad-answer"]),
        ("\n[[/(/]]\n", ["5 bad-answer"]),
        ("\n[[/(?i)paris/]]\n", ["5 bad-answer"]),
        ("\nA [[b]] and [[/\\Ac\\Z/]].\n", ["5 bad-answer"]),
        ("\n- a -> b\n- c -> d\n-> e\n", ["7 bad-answer"]),
        ("\n[[= about 5]]\n", ["5 bad-answer"]),
        ("\n[[=~5]]\n", ["5 bad-answer"]),
        ("\n[[five | = x]]\n", ["5 bad-answer"]),
        ("<!-- q type=hotspot -->\n\n![a](a.png)\n\n- [x] b `circle 5,5 0`\n", ["8 bad-answer"]),
        ("<!-- q type=drag-image -->\n\n![a](a.png)\n\n- b -> `rect 5,5 5,9`\n", ["8 bad-answer"]),
        ("\n[[= 1 +- x]]\n", ["5 bad-answer"]),
        ("\n[[= 1 +- -2]]\n", ["5 bad-answer"]),
        ("\n[[= 5..1]]\n", ["5 bad-answer"]),
        ("\n[[= 1.2.3]]\n", ["5 bad-answer"]),
        ("\n[[= 1,000]]\n", ["5 bad-answer"]),
        ("\n[[= 3 4]]\n", ["5 bad-answer"]),
        ("\n[[= 9 m +- 1]]\n", ["5 bad-answer"]),
        ("\n[[= 1e999999999]]\n", ["5 bad-answer"]),
        ("\n[[= 1 | two]]\n", ["5 bad-answer"]),
        ("\n- [x] a\n- [ ] b\n\n> no label\n", ["8 feedback-label"]),
        ("\n- [x] a\n- [ ] b\n\n> **Hint:**glued\n", ["8 feedback-label"]),
        ("\n- [x] a\n- [ ] b\n\n> **Hnit:** misspelt\n", ["8 feedback-label"]),
        ("\n> **Hint** no colon\n\n- [x] a\n- [ ] b\n", ["5 feedback-label"]),
        ("\n> Hint: not bold\n\n- [x] a\n- [ ] b\n", ["5 feedback-label"]),
        ("\n> **Explanation:** fine\n> **Hnit:** misspelt\n\n- [x] a\n- [ ] b\n", ["6 feedback-label"]),
        ("\n- [x] a\n- [ ] b\n\n> **Incorrect `b`:** to one text\n", ["8 feedback-label"]),
        ("\n- [x] a\n- [ ] b\n\n> **Model answer:** no place\n", ["8 feedback-label"]),
        ("\n[[= 3]]\n\n> **Incorrect `three`:** no number\n", ["7 feedback-label"]),
        ("\nA [[b | (c)]].\n\n> **Incorrect `d`:** not offered\n", ["7 feedback-label"]),
        ("<!-- q type=drag -->\n\nA [[b]].\n\n> **Incorrect `d`:** not offered\n", ["8 feedback-label"]),
        ("\nA [[= 3]] b.\n\n> **Incorrect `three`:** no number\n", ["7 feedback-label"]),
        ("\nJust text.\n", ["1 no-question"]),
    ],
)
def test_an_error_stands_at_its_line(body: str, errors: list[str], tmp_path: Path) -> None:
    assert _errors(_read(tmp_path, body)) == errors


@pytest.mark.parametrize(
    ("source", "errors"),
    [
        ("# Quiz\n\n- [x] a\n- [ ] b\n\n## Q\n\n- [x] c\n- [ ] d\n", ["3 mixed-answers"]),
        ("# Quiz\n\n## The capital is [[Paris]]\n\n- [x] a\n- [ ] b\n", ["3 mixed-answers"]),
        ("# Quiz\n\nIntro with [[a blank]].\n\n## Q\n\n- [x] a\n- [ ] b\n", ["3 mixed-answers"]),
        (
            "# Quiz\n\n## Pool: Tools\n<!-- pool draw=3 -->\n\n### Q\n\n- [x] a\n- [ ] b\n",
            ["4 bad-value"],
        ),
        ("# Lesson\n\n- item <!-- quiz -->\n\n- [x] a\n- [ ] b\n", ["3 misplaced-quiz"]),
        ("# Lesson\n\n## Heading <!-- quiz -->\n\n- [x] a\n- [ ] b\n", ["3 misplaced-quiz"]),
        ("# Lesson\n\n<!-- quiz gradde=yes -->\n\n- [x] a\n", ["5 too-few-choices"]),
    ],
)
def test_answers_outside_questions_are_errors(source: str, errors: list[str], tmp_path: Path) -> None:
    assert _errors(_read(tmp_path, source, head="")) == errors


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("<!-- q ponts=2 -->", 'unknown-key "ponts" is not known here; did you mean "points"?'),
        ("<!-- points=2 -->", 'unknown-key a question\'s comment begins with "q", not "points=2"'),
        ("<!-- question points=2 -->", 'unknown-key a question\'s comment begins with "q", not "question"'),
    ],
)
def test_attributes_without_effect_are_told(comment: str, said: str, tmp_path: Path) -> None:
    loaded = _read(tmp_path, f"{comment}\n\n- [x] a\n- [ ] b\n")
    assert [f"{found.rule.name} {found.message}" for found in loaded.report.diagnostics] == [said]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<!-- q partial=on -->\n\n- [x] a\n- [ ] b\n", '4 "partial" has no effect on a question of type single'),
        ("<!-- q case=sensitive -->\n\n[[= 3]]\n", '4 "case" has no effect on a question of type numeric'),
        ("<!-- q penalty=0.5 -->\n\n[[... 5 words]]\n", '4 "penalty" has no effect on a question of type essay'),
        ("<!-- q type=info points=2 -->\n\nText.\n", '4 "points" has no effect on a question of type info'),
        (
            "\n- [x] a\n- [ ] b\n\n> **Partly correct:** Half.\n",
            "8 a learner could never see this: a question of type single is never marked as partly right",
        ),
        (
            "<!-- q type=info -->\n\nText.\n\n> **Hint:** Read.\n",
            "8 a learner could never see this: a question of type info is never answered",
        ),
        (
            "\n[[^ pdf]]\n\n> **Correct:** Fine.\n",
            "7 a learner could never see this: a question of type upload is never marked as right",
        ),
    ],
)
def test_what_has_no_effect_is_told(body: str, said: str, tmp_path: Path) -> None:
    found = _read(tmp_path, body).report.diagnostics
    assert [f"{one.at.line} {one.message}" for one in found] == [said]
    assert [one.rule.name for one in found] == ["no-effect"]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("# Quiz\n\n## Q <!-- q points=2 -->\n\n- [x] a\n- [ ] b\n", 3),
        ("# Quiz\n\n<!-- q points=2 -->\n\n## Q\n\n- [x] a\n- [ ] b\n", 3),
        ("# Quiz\n\n## Q\n\n- [x] a <!-- q points=2 -->\n- [ ] b\n", 5),
        ("# Lesson\n\n<!-- q points=2 -->\n\nText.\n", 3),
    ],
)
def test_comments_of_no_question_are_told(source: str, line: int, tmp_path: Path) -> None:
    loaded = _read(tmp_path, source, head="")
    assert [(found.rule.name, found.at.line) for found in loaded.report.diagnostics] == [("stray-comment", line)]


def test_a_number_of_another_language_is_not_ambiguous(tmp_path: Path) -> None:
    head = "---\nlanguage: de\n---\n# Quiz\n\n## Q\n"
    assert _errors(_read(tmp_path, "\n[[= 1,000]]\n", head=head)) == []
    assert _errors(_read(tmp_path, "\n[[= 1.000]]\n", head=head)) == ["8 bad-answer"]


def test_every_error_of_a_quiz_is_told_in_one_run(tmp_path: Path) -> None:
    body = "\n- [ ] a\n- [ ] b\n\n## Q2\n\n- [x] a\n\n## Q3\n\n[[]]\n\n## Q4\n\n- [x] fine\n- [ ] wrong\n"
    assert _errors(_read(tmp_path, body)) == ["5 no-right-answer", "10 too-few-choices", "14 bad-answer"]


def test_a_message_says_what_would_be_accepted(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, "\n- [ ] a\n- [ ] b\n").report.diagnostics
    assert re.search(r"\[x\]", found.help)


def test_a_pattern_that_no_browser_could_compare_with_is_refused(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, f"\n[[/{'(?:|)' * 30}/]]\n").report.diagnostics
    assert (found.rule.name, found.message.split("/ ")[1][:17]) == ("bad-answer", "has so many parts")


def test_a_pattern_that_is_compared_with_no_answer_it_could_fit_is_refused(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, "\n[[/(a+)+b{2}[cd]{9,}(?:efg|hijklm)\\w{4}/]]\n").report.diagnostics
    assert (found.rule.name, "19 characters and more" in found.message) == ("bad-answer", True)
    # One character less fits.
    (found,) = _read(tmp_path / "less", "\n[[/(a+)+b{2}[cd]{9,}(?:efg|hijklm)\\w{3}/]]\n").report.diagnostics
    assert found.rule.name == "slow-pattern"


@pytest.mark.parametrize(
    ("answer", "line", "advice"),
    [
        ("- [x]yes\n- [ ]no", 5, "write a box as - [x] text"),
        ("-[x] yes\n-[ ] no", 5, "write a box as - [x] text"),
        ("- (x) yes\n- ( ) no", 5, "write a box with square brackets"),
        ("- left - > right\n- up - > down", 5, "write a pair with an arrow"),
        ("[[Paris", 5, "close the blank with two brackets"),
    ],
)
def test_an_answer_that_misses_its_form_by_a_sign(answer: str, line: int, advice: str, tmp_path: Path) -> None:
    path = tmp_path / "q.md"
    path.write_text(f"# Quiz 1: Q\n\n## Which?\n\n{answer}\n", encoding="utf-8")
    (found,) = [found for found in load(path).report.diagnostics if found.rule.name == "no-question"]
    assert (found.at.line, found.help.startswith(advice)) == (line, True)
