"""The admin sheet: that it says what the runtime does, and can be read by anybody, anywhere, on paper, too."""

import re
import subprocess
from pathlib import Path

import msgspec
import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page

from coursepack import pipeline, xml
from coursepack.handover.outcomes import Row, mastery_of, rows
from coursepack.model.delivery import Delivery
from coursepack.model.scoring import Completion, CourseScoring
from coursepack.model.status import CourseRules, QuizRule, Standing
from coursepack.pages.player import Standard
from coursepack.pages.rules import course_rules
from tests.conftest import BuildCourse
from tests.pages.test_in_browser import overflow, violations
from tests.runtime.conftest import player  # noqa: F401 - a fixture: the player's functions, without a page
from tests.runtime.learner import STRICT, STRICT_2004, Learner
from tests.runtime.node import Player
from tests.runtime.packages import package
from tests.runtime.standings import player_outcome, player_progress
from tests.support.cases import tree_of_zip
from tests.support.tools import ROOT, program

BOXES = "- [x] Yes\n- [ ] No\n"
QUIZ = f"# Quiz 1: Try\n\n## Right?\n\n{BOXES}\n## Again?\n\n{BOXES}"
TOML = 'title = "<b>Größe</b> & more"\nid = "big"\nversion = "2 <i>"\n'

RULES = [
    CourseRules(scoring, 4, quizzes)
    for scoring in (
        CourseScoring(),
        CourseScoring(on_fail="failed"),
        CourseScoring(pass_rule="none"),
        CourseScoring(pass_rule="each", complete=Completion(0.5, 0.5, "passed"), on_exit="suspend"),
        CourseScoring(complete=Completion(1, 0, "none")),
        CourseScoring(complete=Completion(0, 0.5, "none"), on_fail="failed"),
        CourseScoring(complete=Completion(0, 0, "taken")),
        CourseScoring(mastery="lms", pass_mark=0.8),
        CourseScoring(pass_mark=0),
    )
    for quizzes in (
        (),
        (QuizRule(),),
        (QuizRule(attempts=1, asked=3), QuizRule(attempts=2, asked=2)),
        (QuizRule(score="first"), QuizRule(graded=False, required=True, asked=2)),
        (QuizRule(attempts=2, weight=3), QuizRule()),
        (QuizRule(graded=False, asked=5),),
    )
]


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: f"{RULES.index(rules)}")
def test_each_row_is_what_the_player_makes_of_it(player: Player, rules: CourseRules) -> None:  # noqa: F811 - the fixture
    found = rows(rules)
    assert found[0].case == "opened"
    assert found[0].outcome.status == "incomplete"
    for row in found:
        assert player_outcome(player, rules, row.standing, mastery_of(rules)) == row.outcome, row.situation
        assert (row.exit == "suspend") is (row.outcome.open or rules.scoring.on_exit == "suspend")
    for threshold in (0.25, 0.8, 1.0):
        for row in rows(rules, threshold):
            measure = player_progress(player, rules, row.standing, mastery_of(rules))["measure"]
            assert row.reached is (measure >= threshold), (row.situation, threshold)
            assert not row.reached or row.completion == "completed"
    ends = {row.case: row.outcome.status for row in found}
    assert ends.get("passed", "passed") == "passed"
    assert ends.get("complete", "completed") == "completed"
    assert set(ends) & {"passed", "complete"}
    # Whoever does everything and scores nothing either may still try again, or is told that it is over.
    worst = Standing(rules.pages, tuple(quiz.asked for quiz in rules.quizzes), tuple((0.0,) * 9 for _ in rules.quizzes))
    over = player_outcome(player, rules, worst, mastery_of(rules))
    judged = rules.scoring.pass_rule != "none" and any(quiz.graded for quiz in rules.quizzes)
    assert ("failed" in ends) is (judged and not over.passed and not over.open)


def cells(sheet: str) -> dict[str, tuple[str, ...]]:
    """{case: (status, score, exit)} of the table in a sheet."""
    page = lxml_html.document_fromstring(sheet)
    return {
        line.get("data-case", ""): tuple(cell.text_content() for cell in line.iterfind("td"))
        for line in page.iter("tr")
        if line.get("data-case")
    }


ONE = {"a.md": "# Lesson 1\n\nText.\n", "q.md": f"---\nattempts: 1\n---\n{QUIZ}"}
TABLES = {
    "one attempt": ONE,
    "the LMS decides": {"coursepack.toml": '[scoring]\npass = 70\nmastery = "lms"\n', **ONE},
    "limited and not": {
        "coursepack.toml": "[scoring]\npass = 70\n",
        "a.md": "# Lesson 1\n\nText.\n",
        "q.md": "---\nattempts: 2\n---\n" + QUIZ.replace("Quiz 1: Try", "Quiz 1: Signs"),
        "r.md": QUIZ.replace("Quiz 1: Try", "Quiz 2: Final"),
    },
}


@pytest.mark.parametrize(
    ("target", "kind"),
    [("scorm12", "one attempt"), ("scorm2004", "the LMS decides")]
    + [(target, "limited and not") for target in ("scorm12", "scorm2004")],
)
def test_the_table_is_what_learners_in_a_browser_come_to(
    page: Page, build_course: BuildCourse, target: Standard, kind: str
) -> None:
    """Every row of a sheet, done by a learner, and what the LMS has then."""
    course = build_course(TABLES[kind], target)
    table = cells((course.out / course.built.sheet).read_text(encoding="utf-8"))
    assert set(table) - {"retry"} == {"opened", "pages", "quizzes", "passed", "failed"}
    assert ("retry" in table) is (kind == "limited and not")
    lesson, *_ = course.loaded.course.pages()
    quizzes = list(course.loaded.course.quizzes())
    for case, expected in table.items():
        learner = Learner(page, package(course.loaded.course, target), STRICT if target == "scorm12" else STRICT_2004)
        if kind == "the LMS decides":
            page.evaluate("lms.kept['cmi.scaled_passing_score'] = '0.7'")
        learner.open()
        if case not in ("opened", "pages"):
            learner.read(lesson.id)
        for quiz in quizzes if case != "opened" else ():
            learner.read(quiz.id)
            if case == "quizzes" and quiz == quizzes[-1]:
                continue
            for number in range((quiz.settings.attempts or 1) if case == "failed" else 1):
                if number:
                    learner.frame.locator(f"#z-{quiz.id} [data-again]").click()
                for question in quiz.questions():
                    learner.choose(question.id, "b" if case in ("failed", "retry") else "a")
                    learner.check(question.id)
        learner.leave()
        kept = learner.kept
        if target == "scorm12":
            told = [kept["cmi.core.lesson_status"], kept.get("cmi.core.score.raw"), kept["cmi.core.exit"] or "empty"]
        else:
            told = [kept["cmi.completion_status"], kept["cmi.success_status"] or "unknown"]
            told += [kept.get("cmi.score.scaled"), kept["cmi.exit"].replace("normal", "empty")]
        told[-2] = "reported" if told[-2] else "none"
        assert tuple(told) == expected, case
        page.context.unroute_all()


def test_the_sheet_says_what_the_sources_say_and_nothing_as_markup(build_course: BuildCourse) -> None:
    course = build_course({"coursepack.toml": TOML, "a.md": "# Lesson 1\n\n![](p.svg)\n", "q.md": QUIZ,
                           "p.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>'})  # fmt: skip
    sheet = (course.out / "big-admin.html").read_text(encoding="utf-8")
    assert "<b>" not in sheet
    assert "<i>" not in sheet
    assert "&lt;b&gt;Größe&lt;/b&gt; &amp; more" in sheet
    assert course.built.fingerprint in sheet
    assert not re.search(r"<script|\bon[a-z]+=|\bhref=|\bsrc=|url\(|@import", sheet)
    readme = (course.out / "README.txt").read_text(encoding="utf-8")
    assert f"Version: 2 <i> (fingerprint {course.built.fingerprint})" in " ".join(readme.split())
    assert all(len(line) <= 78 for line in readme.splitlines())
    for output in course.built.outputs:
        assert output.place in sheet
        assert output.place in readme
    assert str(course.folder) not in sheet + readme


def test_the_table_of_zips_says_what_to_set_for_each(build_course: BuildCourse) -> None:
    toml = f'{TOML}[packages]\nlayout = "lesson"\nzips = "each"\n'
    course = build_course({"coursepack.toml": toml, "a.md": "# Lesson 1\n\nText.\n", "q.md": QUIZ}, "scorm12")
    page = lxml_html.document_fromstring((course.out / "big-admin.html").read_text(encoding="utf-8"))
    readme = (course.out / "README.txt").read_text(encoding="utf-8")
    zips = {path.name: tree_of_zip(path.read_bytes()) for path in course.place("scorm12").glob("*.zip")}
    told = []
    for line in page.xpath("//tr[@data-zip]"):
        title, status, score, identifier = (cell.text_content() for cell in line)
        name = line.xpath(".//*[@class='zip-name']")[0].text_content().split()[0]
        manifest = xml.parse(zips.pop(name)["imsmanifest.xml"])
        assert manifest.get("identifier", "")[:15] == identifier
        assert name in readme.splitlines()
        told.append((title.split(name)[0], status, score))
    assert told == [("Lesson 1", "Completed", "none"), ("Quiz 1: Try", "Passed", "reported")]
    assert zips == {}
    # Five clicks are one entry's: the one that asks something.
    assert "Open the entry “Quiz 1: Try” as a test learner." in " ".join(readme.split())
    # One zip more is no other structure of those that were there.
    again = build_course({"coursepack.toml": toml, "b.md": "# Lesson 2\n\nText.\n"}, "scorm12")
    updated = " ".join((again.out / "README.txt").read_text(encoding="utf-8").split())
    assert "Replace: the structure of a zip with one entry never changes. Each zip goes where" in updated
    assert "Reversion" not in updated


def test_a_readme_that_somebody_else_wrote_stays(build_course: BuildCourse, tmp_path: Path) -> None:
    own = tmp_path / "course" / "build" / "README.txt"
    own.parent.mkdir(parents=True)
    own.write_text("Ask Anna before you delete this.\n", encoding="utf-8")
    files = {"coursepack.toml": TOML, "a.md": "# Lesson 1\n\nText.\n"}
    build_course(files, "html")
    assert own.read_text(encoding="utf-8") == "Ask Anna before you delete this.\n"
    own.unlink()
    for text in ("Text.", "Other text."):
        course = build_course({**files, "a.md": f"# Lesson 1\n\n{text}\n"}, "html")
        assert course.built.fingerprint in own.read_text(encoding="utf-8")


def test_neither_sheet_nor_readme_is_in_a_package(build_course: BuildCourse) -> None:
    course = build_course({"coursepack.toml": TOML, "a.md": "# Lesson 1\n\nText.\n"}, "scorm12", "html")
    inside = [file.path for file in package(course.loaded.course)]
    assert not [name for name in inside if "admin" in name or "README" in name]
    assert not list(course.place("html").rglob("*admin*"))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of the sample course, after a change, which makes a zip of each part."""
    out = tmp_path_factory.mktemp("build")
    loaded = pipeline.load(ROOT)
    pipeline.build(loaded, [], out)
    changed = msgspec.structs.replace(loaded.course, version="1.1", delivery=Delivery("lesson", "each"))
    altered = msgspec.structs.replace(loaded, course=changed)
    pipeline.write(altered, pipeline.make(altered, [])[0], "0123456789ab", out)
    return out / "data-engineering-admin.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_sheet_is_accessible(chromium: Browser, sheet: Path, node_modules: Path, width: int, scheme: str) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(sheet.as_uri())
    assert violations(page, node_modules) == []
    assert overflow(page) == 0
    context.close()


def test_the_sheet_keeps_to_its_own_policy(page: Page, sheet: Path) -> None:
    page.goto(sheet.as_uri())
    assert page.locator("h1").evaluate("node => getComputedStyle(node).fontWeight") == "700"
    assert page.locator(".system").first.evaluate("node => getComputedStyle(node).borderRadius") != "0px"
    page.emulate_media(media="print")
    assert page.locator("table").first.is_visible()


def test_the_sheet_is_valid(sheet: Path, node_modules: Path) -> None:
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    judged = subprocess.run(
        [program("java"), "-jar", str(jar), "--errors-only", "--stdout", str(sheet)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert judged.stdout == ""
    assert judged.returncode == 0


def test_the_sheet_asks_what_systems_need(build_course: BuildCourse) -> None:
    course = build_course({"coursepack.toml": TOML, "a.md": "# Lesson 1\n\nText.\n"}, "scorm12")
    text = (course.out / "big-admin.html").read_text(encoding="utf-8")
    assert "the status Completed" in text
    assert "Grading method" not in text
    (output,) = course.built.outputs
    assert (output.version, output.entries) == ("1.2", ("item_big",))
    assert output.identifiers[0][:15] in text
    assert "never both" not in text
    assert settings_of(text, "Moodle")["Number of attempts"] == "Unlimited attempts"


def settings_of(sheet: str, system: str) -> dict[str, str]:
    """{setting: value} of the first block for a system."""
    (block, *_) = lxml_html.document_fromstring(sheet).xpath(f"//section[h3='{system}']")
    return {
        line.findtext("dt"): line.findtext("dd/strong")
        for line in block.iterfind("dl/div")
        if line.get("class") is None
    }


def test_attempts_and_standards_are_told_apart(build_course: BuildCourse) -> None:
    course = build_course(TABLES["limited and not"], "scorm2004", "scorm12")
    text = (course.out / course.built.sheet).read_text(encoding="utf-8")
    assert "Attempts inside the package: 2 in “Signs”; as many as learners like in “Final”." in text
    moodle = settings_of(text, "Moodle")
    # What Moodle's form has fields for.
    assert set(moodle) == {
        "Add an activity or resource", "Package file", "Grading method", "Completion conditions",
        "Force new attempt", "Number of attempts", "Lock after final attempt",
    }  # fmt: skip
    assert [moodle[name] for name in list(moodle)[-3:]] == ["No", "1 attempt", "No"]
    one, other = (output.place for output in course.built.outputs)
    assert settings_of(text, "SAP SuccessFactors")["Package"] == f"one of {one} and {other}, never both"


@pytest.mark.parametrize(
    ("version", "shown"), [("1.0", "1.0 (fingerprint "), ("", "fingerprint "), ("9" * 60, "999… (")]
)
def test_manifest_panel_sheet_and_report_name_the_same_build(
    build_course: BuildCourse, version: str, shown: str
) -> None:
    toml = f'id = "t"\ntitle = "T"\nversion = "{version}"\n'
    course = build_course({"coursepack.toml": toml, "a.md": "# Lesson 1\n\nText.\n"}, "scorm12", "html")
    fingerprint = course.built.fingerprint
    tree = tree_of_zip(course.place("scorm12").read_bytes())
    manifest = xml.parse(tree["imsmanifest.xml"])
    (named,) = (element.text or "" for element in manifest.iterfind(".//{*}lifecycle/{*}version/{*}langstring"))
    assert shown in named
    assert fingerprint in named
    assert len(named) <= 50  # what the metadata of SCORM 1.2 have room for
    panel = f"<code>{fingerprint}</code>"
    assert panel in tree["index.html"].decode()
    assert all(panel in page.read_text(encoding="utf-8") for page in course.place("html").glob("*.html"))
    for name in ("t-admin.html", "README.txt", "report.json"):
        assert fingerprint in (course.out / name).read_text(encoding="utf-8")


def test_parts_without_a_quiz_are_completed_and_the_sheet_says_so(build_course: BuildCourse) -> None:
    toml = f'{TOML}[packages]\nlayout = "lesson"\n'
    quiz = f"---\nattempts: 2\n---\n{QUIZ}"
    course = build_course({"coursepack.toml": toml, "a.md": "# Lesson 1: Reading\n\nText.\n", "q.md": quiz}, "scorm12")
    text = (course.out / "big-admin.html").read_text(encoding="utf-8")
    assert "the status Completed and Passed" in text
    assert "this build can report it" in text
    assert "Require all SCOs to return completion status" in text
    assert "2 entries in the LMS" in text
    entries = [
        tuple(cell.text_content() for cell in line)
        for line in lxml_html.document_fromstring(text).xpath("//tr[@data-entry]")
    ]
    ends = "passed, with a score; or failed, with a score"
    assert entries == [
        ("Lesson 1: Reading", "the page seen to the end", "completed, no score"),
        ("Quiz 1: Try", "the page seen to the end, the graded quiz handed in", ends),
    ]
    assert "- Quiz 1: Try: the page seen to the end" in (course.out / "README.txt").read_text(encoding="utf-8")


def test_a_completion_threshold_is_told_and_goes_into_the_table(build_course: BuildCourse) -> None:
    toml = f'{TOML}[scorm2004]\ncompletion-threshold = "50 %"\n'
    course = build_course({"coursepack.toml": toml, "a.md": "# Lesson 1\n\nText.\n", "q.md": QUIZ}, "scorm2004")
    text = (course.out / "big-admin.html").read_text(encoding="utf-8")
    assert "completion threshold): 50 %" in text
    assert cells(text)["pages"] == ("completed", "passed", "reported", "suspend")
    assert cells(text)["opened"][0] == "incomplete"


def test_rules_and_rows_of_the_sample_course() -> None:
    found: tuple[Row, ...] = rows(course_rules(pipeline.load(ROOT).course))
    assert [row.case for row in found] == ["opened", "pages", "quizzes", "passed", "retry"]
