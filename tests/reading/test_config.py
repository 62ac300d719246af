"""`coursepack.toml`: every key has its effect, and every mistake is told with its line."""

from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.errors import UsageError
from coursepack.model.delivery import Delivery, Scorm2004
from coursepack.model.scoring import Completion, CourseScoring, QuizSettings
from coursepack.pipeline import load
from coursepack.reading import values
from coursepack.reading.config import (
    KEYS,
    PACKAGES_KEYS,
    SCORING_KEYS,
    SCORM2004_KEYS,
    Config,
    Translation,
    line_of,
    load_config,
    scoring_places,
)
from coursepack.reading.settings import QUIZ_KEYS, comment_attributes
from tests.support.courses import write_sources

EVERY_KEY = """\
format = 1
requires-coursepack = ">=0.1, <99"
title = "Title"
id = "my-course"
version = 1.10
language = "de"
languages = ["de", "en"]
description = "About it"
content = "text"
targets = ["html"]
lms = ["moodle"]
trust-html = false
fail-on = "dropped"
bold-headings = false

[completion]
page = true

[translations.en]
title = "A title"
description = "On it"

[scoring]
complete = ["pages 90 %", "questions", "quizzes-passed"]
pass = "75 %"
pass-rule = "each"
mastery = "lms"
on-fail = "failed"
on-exit = "suspend"
score = "last"

[packages]
layout = "module"
zips = "each"

[scorm2004]
edition = "4th"
navigation = "in-order"
hide = ["exit", "abandonAll", "exit"]
completion-threshold = "80 %"
on-leave = "exit-all"

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
    assert all(f"{key} =" in EVERY_KEY for key in (*KEYS, *SCORING_KEYS, *PACKAGES_KEYS, *SCORM2004_KEYS, *QUIZ_KEYS))
    config = load_config(path, lambda: frozenset({"broken-link", "missing-image"}))
    quiz = config.quiz
    assert config == Config(
        title="Title",
        id="my-course",
        version="1.10",
        language="de",
        languages=("de", "en"),
        translations={"en": Translation("A title", "On it")},
        description="About it",
        content="text",
        targets=("html",),
        lms=("moodle",),
        fail_on="dropped",
        bold_headings=False,
        scoring=CourseScoring(0.75, "each", "lms", "failed", Completion(0.9, 1.0, "passed"), "suspend"),
        delivery=Delivery(
            "module", "each", Scorm2004("4th", "in-order", ("exit", "abandonAll"), 0.8, "exit-all"), True
        ),
        quiz=quiz,
        severity={"broken-link": Severity.ERROR, "missing-image": None},
    )
    assert (quiz["pass"], quiz["time-limit"], quiz["extra-time"], quiz["draw"]) == (0.5, 3600, 300, 4)


@pytest.mark.parametrize(
    ("comment", "read"),
    [
        ("quiz time-limit=90 s pass=1 %", {"time-limit": "90 s", "pass": "1 %"}),
        ("quiz time-limit=1 h 30 min attempts=2", {"time-limit": "1 h 30 min", "attempts": "2"}),
        ("quiz draw=2 required", {"draw": "2", "required": "yes"}),
        ("q id=“flour” tags=‘a b’", {"id": "flour", "tags": "a b"}),
    ],
)
def test_values_in_comments_may_have_a_unit_or_curly_quotation_marks(comment: str, read: dict[str, str]) -> None:
    assert comment_attributes(comment)[1] == read


def test_curly_quotation_marks_are_named(tmp_path: Path) -> None:
    (tmp_path / "coursepack.toml").write_text("title = “Bread”\n", encoding="utf-8")
    with pytest.raises(UsageError) as stopped:
        load_config(tmp_path / "coursepack.toml")
    assert 'straight quotation marks (") in place of “' in stopped.value.help


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
        ('languages = ["en", "EN"]\n', "a language stands in it twice"),
        ('languages = ["en"]\nlanguage = "de"\n', '"language" is de, and "languages" begins with en'),
        ("[translations.fr]\ntitle = 'x'\n", '1: "fr" is none of the languages after the first in "languages"'),
        ("[quiz]\npasss = 3\n", '2: "passs" is not known here; did you mean "pass"?'),
        ("title = ['a']\n", "one text is expected"),
        ("trust-html = 'perhaps'\n", "yes or no is expected"),
        ("requires-coursepack = '>=99'\n", "asks for coursepack >=99"),
        ("requires-coursepack = 'new'\n", 'a version such as ">=0.1"'),
        ("[scoring]\ncomplete = []\n", '2: "complete = []" cannot be read: it asks for nothing, so that opening the'),
        ("[quiz]\nscore = 'last'\n[scoring]\ncomplete = ''\n", '4: "complete = " cannot be read: it asks for nothing'),
        ("[scoring]\ncomplete = ['page']\n", 'quizzes-passed; did you mean "pages"?'),
        ("[scoring]\ncomplete = ['quizes taken']\n", 'did you mean "quizzes-taken"?'),
        ("[scoring]\ncomplete = ['90 %']\n", '"90 %" is none of pages, questions, quizzes-taken, quizzes-passed'),
        ("[scoring]\ncomplete = ['pages 0 %']\n", '"pages 0 %" asks for nothing; leave it out'),
        ("[scoring]\ncomplete = ['pages 120 %']\n", "a percentage from 0 % to 100 % is expected"),
        ("[scoring]\ncomplete = ['pages', 'pages 90 %']\n", '"pages" stands in it twice'),
        ("[scoring]\ncomplete = ['quizzes-taken 50 %']\n", '"quizzes-taken" is about every graded quiz'),
        ("[scoring]\npass-rule = 'non'\n", 'one of average, each, none is expected; did you mean "none"?'),
        ("[scoring]\non-exit = 'suspnd'\n", 'one of finish, suspend is expected; did you mean "suspend"?'),
        ("[scoring]\nscore = 'firs'\n", 'one of best, last, first is expected; did you mean "first"?'),
        ("[quiz]\nscore = 'last'\n[scoring]\nscore = 'best'\n", '2: "score" stands in [scoring] with another value'),
        ("[scoring]\nmastery = 'lms'\npass-rule = 'none'\n", '2: "mastery = lms" gives the LMS a pass mark'),
        ("[quiz]\npass = 50\n[scoring]\npass = 'x'\n", '4: "pass = x" cannot be read'),
        ("[scorm2004]\nedition = '2nd'\n", "one of 3rd, 4th is expected"),
        ("[scorm2004]\nhide = ['previos']\n", 'suspendAll; did you mean "previous"?'),
        ("[scorm2004]\ncompletion-threshold = '0 %'\n", "opening the course would complete it"),
        ("complete = ['pages']\n", '1: "complete" is not known here; it belongs under [scoring]'),
        ("[status]\nexit = 'x'\n", "the rules of status and score stand under [scoring]"),
        ("[severity]\nbroken-lnk = 'error'\n", 'is no diagnostic; did you mean "broken-link"?'),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "coursepack.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_config(path, lambda: frozenset({"broken-link"}))
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("written", "complete"),
    [
        ('["pages"]', Completion(1, 0, "none")),
        ('["pages 90 %", "quizzes-taken"]', Completion(0.9, 0, "taken")),
        ('"pages 50%, questions 0.8"', Completion(0.5, 0.8, "none")),
        ('["Quizzes taken", "quizzes passed"]', Completion(0, 0, "passed")),
    ],
)
def test_what_completes_is_a_list_of_conditions(written: str, complete: Completion, tmp_path: Path) -> None:
    path = tmp_path / "coursepack.toml"
    path.write_text(f"[scoring]\ncomplete = {written}\n", encoding="utf-8")
    assert load_config(path).scoring == CourseScoring(complete=complete)


def test_the_attempt_that_counts_is_set_once_for_all_quizzes(tmp_path: Path) -> None:
    boxes = "- [x] Yes\n- [ ] No\n"
    write_sources(
        tmp_path,
        {
            "coursepack.toml": "[scoring]\nscore = 'first'\n",
            "1.md": f"# Quiz 1\n\n## Q\n\n{boxes}",
            "2.md": f"---\ntype: quiz\nscore: last\n---\n## Q\n\n{boxes}",
        },
    )
    assert [quiz.settings.score for quiz in load(tmp_path).course.quizzes()] == ["first", "last"]


@pytest.mark.parametrize(
    ("complete", "said"),
    [
        ('["quizzes-taken"]', "the course has no graded quiz, by which"),
        ('["questions 50 %", "quizzes-passed"]', "no question that can be answered and no graded quiz, by which"),
    ],
)
def test_rules_that_ask_for_what_is_not_there_are_an_error_at_their_line(
    complete: str, said: str, tmp_path: Path
) -> None:
    write_sources(tmp_path, {"coursepack.toml": f"[scoring]\n\ncomplete = {complete}\n", "a.md": "# A\n\nText.\n"})
    (found,) = load(tmp_path).report.diagnostics
    assert (found.rule.name, str(found.at)) == ("nothing-to-complete", "coursepack.toml:3:1")
    assert said in found.message


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[scoring]\n'pass' = 70\n\n[quiz]\non-fail = 'failed'\n", {"pass_mark": 2}),
        ("scoring.pass = 70\n[quiz]\npass = 60\n", {"pass_mark": 1}),
        ("[quiz]\npass = 60\n[scoring] # the course\n", {}),
        ("title = 'A'\nscoring = { complete = ['pages'], pass = 70 }\n", {"complete": 2, "pass_mark": 2}),
    ],
)
def test_the_rules_of_the_course_have_the_lines_at_which_they_are_set(
    text: str, lines: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "coursepack.toml"
    path.write_text(text, encoding="utf-8")
    assert {field: at.line for field, at in scoring_places(path).items()} == lines
    assert line_of(path, "targets") is None


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


@pytest.mark.parametrize("tag", ["klingon", "english", "d", "pt_BR", "de-"])
def test_language_that_is_no_tag_is_refused(tag: str, tmp_path: Path) -> None:
    (tmp_path / "coursepack.toml").write_text(f'language = "{tag}"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="a language tag such as en, de or pt-BR is expected"):
        load_config(tmp_path / "coursepack.toml")
