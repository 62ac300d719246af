"""Comments that accept findings: for the next block, for the block they stand in, for a whole file."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from coursepack import pipeline
from coursepack.cli.main import cli
from tests.checks.kit import judged, png, rules

PICTURE = "![](dot.png)"
DOT = {"dot.png": png(1, 1)}


def found_in(folder: Path, text: str) -> list[tuple[str, int]]:
    """(rule, line) of what is found in a lesson, the lesson's own pictures being there."""
    return [
        (one.rule.name, one.at.line) for one in judged(folder, {"lesson.md": text, **(DOT if PICTURE in text else {})})
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"# A\n\n<!-- coursepack-ignore missing-alt-text -->\n{PICTURE}\n",
        f"# A\n\n<!-- coursepack-ignore missing-alt-text -->\n\n{PICTURE}\n",
        f"# A\n\nText {PICTURE} <!-- coursepack-ignore missing-alt-text -->\n",
        f"# A\n\n<!-- coursepack-ignore missing-alt-text: only a border -->\n{PICTURE}\n",
        f"# A\n\n<!-- coursepack-ignore vague-link-text, missing-alt-text -->\n{PICTURE} [here](lesson.md)\n",
        f"# A\n\n<!-- coursepack-ignore missing-alt-text -->\n- {PICTURE}\n- {PICTURE}\n",
        f"# A\n\n- A\n\n  <!-- coursepack-ignore missing-alt-text -->\n  {PICTURE}\n",
        f"<!-- coursepack-ignore-file missing-alt-text -->\n\n# A\n\n{PICTURE}\n\n{PICTURE}\n",
        f"---\ntitle: A\n---\n\nText.\n\n<!-- coursepack-ignore missing-alt-text -->\n\n{PICTURE}\n",
        f"# A\n\nText.[^1]\n\n[^1]: Text.\n\n    <!-- coursepack-ignore missing-alt-text -->\n    {PICTURE}\n",
    ],
)
def test_what_is_ignored_is_not_told(text: str, tmp_path: Path) -> None:
    assert found_in(tmp_path, text) == []


def test_only_the_next_block_is_meant(tmp_path: Path) -> None:
    text = f"# A\n\n<!-- coursepack-ignore missing-alt-text -->\n{PICTURE}\n\n{PICTURE}\n"
    assert found_in(tmp_path, text) == [("missing-alt-text", 6)]


def test_another_finding_of_the_block_is_told(tmp_path: Path) -> None:
    text = f"# A\n\n<!-- coursepack-ignore missing-alt-text -->\n{PICTURE} and [here](lesson.md)\n"
    assert found_in(tmp_path, text) == [("vague-link-text", 4)]


def test_an_example_of_such_a_comment_asks_for_nothing(tmp_path: Path) -> None:
    text = (
        "# A\n\n```\n<!-- coursepack-ignore-file missing-alt-text -->\n```\n\n"
        f"Write `<!-- coursepack-ignore-file missing-alt-text -->`.\n\n{PICTURE}\n"
    )
    assert found_in(tmp_path, text) == [("missing-alt-text", 9)]


def test_what_reading_finds_can_be_ignored_in_a_build_too(tmp_path: Path) -> None:
    text = "# A\n\n<!-- coursepack-ignore broken-link -->\n[The recipe](recipe.md)\n"
    assert found_in(tmp_path, text) == []
    assert rules(pipeline.findings(pipeline.load(tmp_path))) == set()


def test_a_comment_between_question_and_answer_leaves_the_question_whole(tmp_path: Path) -> None:
    text = (
        "---\ntype: quiz\n---\n\n# Quiz\n\n<!-- coursepack-ignore missing-feedback -->\n## What?\n"
        "<!-- coursepack-ignore duplicate-choice -->\n<!-- q id=what points=2 -->\n\n"
        "<!-- coursepack-ignore duplicate-choice -->\n- [x] Yes\n- [ ] No\n- [ ] No\n"
    )
    assert [name for name, _ in found_in(tmp_path, text)] == []
    (quiz,) = pipeline.load(tmp_path).course.quizzes()
    assert [(question.id, question.points) for question in quiz.questions()] == [("what", 2.0)]


def test_names_that_nothing_has_are_told_with_the_nearest(tmp_path: Path) -> None:
    text = f"# A\n\n<!-- coursepack-ignore missing-alt -->\n{PICTURE}\n\n<!-- coursepack-ignore -->\n\nText.\n"
    found = judged(tmp_path, {"lesson.md": text, **DOT})
    assert [(one.rule.name, one.at.line, one.at.column, one.message) for one in found] == [
        ("unknown-ignore", 3, 1, 'there is no finding "missing-alt"; did you mean "missing-alt-text"?'),
        ("missing-alt-text", 4, 1, "dot.png has no alternative text"),
        ("unknown-ignore", 6, 1, "this comment names no finding"),
    ]


def test_a_misspelt_comment_is_told(tmp_path: Path) -> None:
    text = f"# A\n\n<!-- coursepack-ignore-next missing-alt-text -->\n{PICTURE}\n"
    assert found_in(tmp_path, text) == [("unknown-ignore", 3), ("missing-alt-text", 4)]


def test_what_is_not_there_need_not_be_ignored(tmp_path: Path) -> None:
    text = (
        "<!-- coursepack-ignore-file broken-link -->\n\n# A\n\n<!-- coursepack-ignore missing-alt-text -->\n\n"
        "Text.\n\n<!-- coursepack-ignore vague-link-text -->\n"
    )
    assert found_in(tmp_path, text) == [("unused-ignore", 1), ("unused-ignore", 5), ("unused-ignore", 9)]


def test_what_only_a_build_finds_may_be_ignored(tmp_path: Path) -> None:
    assert found_in(tmp_path, "<!-- coursepack-ignore-file state-too-long -->\n\n# A\n\nText.\n") == []


def test_a_severity_does_not_bring_an_ignored_finding_back(tmp_path: Path) -> None:
    (tmp_path / "coursepack.toml").write_text('[severity]\nmissing-alt-text = "error"\n', encoding="utf-8")
    (tmp_path / "dot.png").write_bytes(DOT["dot.png"])
    lesson = tmp_path / "lesson.md"
    lesson.write_text(f"# A\n\n{PICTURE}\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["check", str(tmp_path)], standalone_mode=False).return_value == 1
    lesson.write_text(f"# A\n\n<!-- coursepack-ignore missing-alt-text -->\n{PICTURE}\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["check", str(tmp_path)], standalone_mode=False).return_value == 0
