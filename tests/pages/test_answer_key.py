"""The teacher's key: every question with what is right, beside the packages and in none of them."""

import json
import zipfile
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, expect

from coursepack.cli.main import run
from coursepack.pages.answer_key import answer_key
from coursepack.pipeline import load
from tests.pages.bread import COURSE, WAITING
from tests.pages.test_in_browser import CONTEXT, overflow, violations
from tests.support.courses import write_sources
from tests.support.every_interaction import course_of, every_question


def test_the_key_stands_beside_the_packages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_sources(tmp_path, COURSE)
    command = ["build", str(tmp_path), "-t", "scorm12", "-o", str(tmp_path / "out")]
    assert run(command) == 0
    key = tmp_path / "out" / "bread-answer-key.html"
    assert not key.exists()
    before = (tmp_path / "out" / "bread-scorm12.zip").read_bytes()
    assert run([*command, "--answer-key"]) == 0
    assert "print for teachers; keep it from learners" in capsys.readouterr().out
    first = key.read_bytes()
    assert run([*command, "--answer-key"]) == 0
    assert key.read_bytes() == first
    # The package is the same with a key and without, to the byte.
    assert (tmp_path / "out" / "bread-scorm12.zip").read_bytes() == before
    with zipfile.ZipFile(tmp_path / "out" / "bread-scorm12.zip") as package:
        assert not [name for name in package.namelist() if "key" in name]
    outputs = json.loads((tmp_path / "out" / "report.json").read_text())["outputs"]
    assert [output["path"] for output in outputs if output["target"] == "answer-key"] == ["bread-answer-key.html"]
    assert "bread-answer-key.html" in (tmp_path / "out" / "SHA256SUMS").read_text()
    assert "bread-answer-key.html" in (tmp_path / "out" / "bread-admin.html").read_text()


def test_the_key_names_the_lesson_and_has_the_hints(tmp_path: Path) -> None:
    write_sources(tmp_path, WAITING)
    content = answer_key(load(tmp_path).course, CONTEXT).content
    assert isinstance(content, bytes)
    html = lxml.html.fromstring(content)
    assert html.xpath("//section//p[@class='kicker']/text()") == ["Lesson 1.1: Hunger", "Quiz 1.2"]
    assert html.xpath("//div[@class='key-note']//text()[normalize-space()]") == ["Hint", "Think."]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_question_has_its_answer(chromium: Browser, tmp_path: Path, node_modules: Path, scheme: str) -> None:
    course = course_of(tmp_path, *every_question())
    file = answer_key(course, CONTEXT)
    assert isinstance(file.content, bytes)
    (tmp_path / "key.html").write_bytes(file.content)
    context = chromium.new_context(
        viewport={"width": 320, "height": 700}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto((tmp_path / "key.html").as_uri())
    assert violations(page, node_modules) == []
    assert overflow(page) == 0
    questions = page.locator("article")
    asked = [question for quiz in course.quizzes() for question in quiz.questions()]
    expect(questions).to_have_count(len(asked))
    silent = [
        question.id
        for question, shown in zip(asked, questions.all(), strict=True)
        if not shown.locator(".key-right, .key-accepted li, .key-gap, .key-order li, .key-pairs dd, .key-note").count()
    ]
    surveys = [question.id for question in asked if not question.scored or question.interaction is None]
    assert set(silent) <= {*surveys, "q_upload"}
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_have_text("Answer key")
    for shown in questions.all():
        expect(shown).to_be_visible()
    context.close()
