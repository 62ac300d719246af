"""`coursepack.toml`: every key has its effect, and every mistake is told with its line."""

from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.errors import UsageError
from coursepack.model.scoring import CourseScoring, QuizSettings
from coursepack.pipeline import load
from coursepack.reading import values
from coursepack.reading.config import KEYS, SCORING_KEYS, Config, load_config
from coursepack.reading.settings import QUIZ_KEYS
from tests.support.courses import write_sources

EVERY_KEY = """\
format = 1
requires-coursepack = ">=0.1, <99"
title = "Title"
id = "my-course"
version = 1.10
language = "de"
description = "About it"
content = "text"
targets = ["html"]
trust-html = false
bold-headings = false

[scoring]
pass = "75 %"
pass-rule = "each"
mastery = "lms"
on-fail = "failed"

[quiz]
graded = true
pass = 0.5
weight = 2
attempts = 3
score = "last"
feedback = "end"
answers = "never"
time-limit = "1 h"
pause = true
extra-time = 5
shuffle = "choices"
draw = 4
required = true

[severity]
broken-link = "error"
"missing-image" = "off"
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    path = tmp_path / "coursepack.toml"
    path.write_bytes(b"\xef\xbb\xbf" + EVERY_KEY.replace("\n", "\r\n").encode())
    assert all(f"{key} =" in EVERY_KEY for key in (*KEYS, *SCORING_KEYS, *QUIZ_KEYS))
    config = load_config(path, lambda: frozenset({"broken-link", "missing-image"}))
    quiz = config.quiz
    assert config == Config(
        title="Title",
        id="my-course",
        version="1.10",
        language="de",
        description="About it",
        content="text",
        targets=("html",),
        bold_headings=False,
        scoring=CourseScoring(pass_mark=0.75, pass_rule="each", mastery="lms", on_fail="failed"),
        quiz=quiz,
        severity={"broken-link": Severity.ERROR, "missing-image": None},
    )
    assert (quiz["pass"], quiz["time-limit"], quiz["extra-time"], quiz["draw"]) == (0.5, 3600, 300, 4)


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "coursepack.toml") == Config()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = x\n", "is not valid TOML"),
        ('title = "a"\ntitle = "b"\n', "is not valid TOML"),
        ('\ntitel = "x"\n', '2: "titel" is not known here; did you mean "title"?'),
        ("quiz = 3\n", '1: "quiz" is a table: write [quiz] on a line of its own'),
        ("[scorng]\n", '1: "scorng" is not known here; did you mean "scoring"?'),
        ("[quiz]\npasss = 3\n", '2: "passs" is not known here; did you mean "pass"?'),
        ("title = ['a']\n", "one text is expected"),
        ("trust-html = 'perhaps'\n", "yes or no is expected"),
        ("requires-coursepack = '>=99'\n", "asks for coursepack >=99"),
        ("requires-coursepack = 'new'\n", 'a version such as ">=0.1"'),
        ("[severity]\nbroken-lnk = 'error'\n", 'is no diagnostic; did you mean "broken-link"?'),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "coursepack.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_config(path, lambda: frozenset({"broken-link"}))
    assert said in caught.value.message


def test_settings_of_the_course_are_those_of_its_quizzes(tmp_path: Path) -> None:
    boxes = "- [x] Yes\n- [ ] No\n"
    write_sources(
        tmp_path,
        {
            "coursepack.toml": "[quiz]\nattempts = 3\npass = 80\nshuffle = 'both'\n",
            "1.md": f"# Quiz 1\n\n## Q\n\n{boxes}",
            "2.md": f"---\ntype: quiz\nattempts: unlimited\nshuffle: none\n---\n## Q\n\n{boxes}",
            "3.md": f"# Lesson\n\n## Check\n\n<!-- quiz pass=50% graded -->\n\n### Q\n\n{boxes}",
        },
    )
    first, second, third = (quiz.settings for quiz in load(tmp_path).course.quizzes())
    shuffled = QuizSettings(pass_mark=0.8, attempts=3, shuffle_questions=True, shuffle_choices=True)
    assert first == _with(shuffled, graded=True)
    assert second == QuizSettings(graded=True, pass_mark=0.8)
    assert third == _with(shuffled, graded=True, pass_mark=0.5)


def _with(settings: QuizSettings, **changes: object) -> QuizSettings:
    fields = {name: getattr(settings, name) for name in QuizSettings.__struct_fields__}
    return QuizSettings(**{**fields, **changes})


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("20 min", 1200),
        ("1 h 30 min", 5400),
        ("1h30m", 5400),
        ("90 s", 90),
        ("1.5 hours", 5400),
        ("12:30", 750),
        ("1:30:00", 5400),
        ("20", 1200),
        (20, 1200),
        ("none", 0),
        ("~20 minutes", 1200),
    ],
)
def test_lengths_of_time(written: object, seconds: int) -> None:
    assert values.seconds(written) == seconds


@pytest.mark.parametrize("written", ["soon", "20 parsecs", "20 min of reading", "-5", "1:2"])
def test_what_is_no_length_of_time(written: str) -> None:
    with pytest.raises(ValueError, match=r"length of time|no unit"):
        values.seconds(written)


@pytest.mark.parametrize(
    ("written", "share"), [("70 %", 0.7), (70, 0.7), ("0.7", 0.7), ("0,7", 0.7), (1, 1.0), ("100%", 1.0), ("1%", 0.01)]
)
def test_shares(written: object, share: float) -> None:
    assert values.share(written) == pytest.approx(share)


@pytest.mark.parametrize("written", ["101%", "-1", "half", "", "1000"])
def test_what_is_no_share(written: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        values.share(written)
