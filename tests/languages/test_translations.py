"""A course in several languages: one build each, the same identifiers, and every missing translation named."""

import json
from collections.abc import Mapping
from pathlib import Path

import lxml.html
import pytest

from coursepack.errors import UsageError
from coursepack.model.assessment import Pool
from coursepack.model.content import plain_text
from coursepack.pipeline import load
from tests.cli.commands import coursepack
from tests.support.courses import write_sources

TOML = 'title = "Bread"\nid = "bread"\nlanguages = ["en", "de"]\n[translations.de]\ntitle = "Brot"\n'
QUIZ = "---\ntype: quiz\n---\n# Quiz 1: {}\n\n### {}\n\n- [x] {}\n- [ ] {}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><title>{}</title></svg>'
COURSE = {
    "coursepack.toml": TOML,
    "content/lesson-1.md": "# Lesson 1: Flour\n\n![A sack](sack.svg)\n\n[Next](lesson-2.md)\n",
    "content/lesson-1.de.md": "# Lektion 1: Mehl\n\n![Ein Sack](sack.svg)\n\n[Weiter](lesson-2.md)\n",
    "content/lesson-2.md": "# Lesson 2: Oven\n\n> [!NOTE]\n> Ovens are hot.\n",
    "content/quiz-1.md": QUIZ.format("Bread", "What is hot?", "The oven", "Flour"),
    "content/de/quiz-1.md": QUIZ.format("Brot", "Was ist heiß?", "Der Ofen", "Mehl"),
    "content/sack.svg": SVG.format("en"),
    "content/sack.de.svg": SVG.format("de"),
}


def identifiers(folder: Path, language: str) -> list[tuple[str, int]]:
    course = load(folder, language=language).course
    units = [(unit.id, unit.key) for unit in course.units()]
    return units + [(one.id, one.key) for quiz in course.quizzes() for one in quiz.questions()]


def test_one_build_for_each_language(tmp_path: Path) -> None:
    write_sources(tmp_path, COURSE)
    done = coursepack("build", cwd=tmp_path)
    assert done.code == 0, done.err
    build = tmp_path / "build"
    assert {"bread-scorm12.zip", "bread-moodle.xml", "html"} <= {path.name for path in build.iterdir()}
    assert {"bread-de-scorm12.zip", "bread-de-moodle.xml", "html"} <= {path.name for path in (build / "de").iterdir()}
    assert done.err.count("is not translated") == 1
    assert 'content/lesson-2.md:1:1: warning: content/lesson-2.md is not translated into "de"' in done.err
    here, there = (json.loads((place / "report.json").read_text(encoding="utf-8")) for place in (build, build / "de"))
    assert [one["id"] for one in here["identifiers"]] == [one["id"] for one in there["identifiers"]]
    lesson = lxml.html.parse(str(build / "de" / "html" / "flour.html"))
    assert lesson.xpath("//html/@lang") == ["de"]
    assert "Mehl" in lesson.xpath("string(//h1)")
    assert "title>de<" in (build / "de" / "html" / "assets" / "sack.svg").read_text()
    assert "title>en<" in (build / "html" / "assets" / "sack.svg").read_text()
    assert lesson.xpath("//div[@class='body']//a/@href") == ["oven.html"]
    untranslated = lxml.html.parse(str(build / "de" / "html" / "oven.html"))
    assert untranslated.xpath("//section/@lang") == ["en"]
    assert untranslated.xpath("//aside/@aria-label") == ["Note"]
    assert untranslated.xpath("//nav[@class='step']/@lang") == ["de"]


def test_languages_share_their_identifiers(tmp_path: Path) -> None:
    write_sources(tmp_path, COURSE)
    assert identifiers(tmp_path, "") == identifiers(tmp_path, "en") == identifiers(tmp_path, "de")
    assert len(identifiers(tmp_path, "de")) == 4
    assert load(tmp_path, language="de").lock == load(tmp_path).lock
    assert [load(tmp_path, language=language).course.id for language in ("en", "de")] == ["bread", "bread-de"]


def test_a_translation_takes_over_the_settings_that_it_does_not_say(tmp_path: Path) -> None:
    lesson = "# Lesson 1\n\nText.\n"
    head = "---\nduration: 20 min\nobjectives: [Knead]\nnext-when: answered\n---\n"
    quiz = "# Quiz 1\n\n## Pool: A\n{}\n\n### B\n{}\n\n[[Zen]]\n\n### C\n\n- [x] D\n- [ ] E\n"
    comments = ("<!-- pool draw=1 points=2 -->", "<!-- q points=3 case=sensitive tags=x -->")
    files = {
        "coursepack.toml": TOML,
        "content/lesson-1.md": head + lesson,
        "content/lesson-1.de.md": lesson,
        "content/quiz-1.md": "---\npass: 50 %\nattempts: 3\n---\n" + quiz.format(*comments),
        "content/quiz-1.de.md": "---\nattempts: 2\n---\n" + quiz.format("", ""),
    }
    write_sources(tmp_path, files)
    courses = [load(tmp_path).course, load(tmp_path, language="de").course]
    facts = []
    for course in courses:
        page = next(iter(course.units()))
        (taken,) = course.quizzes()
        asked = [(one.points, one.tags, getattr(one.interaction, "case_sensitive", None)) for one in taken.questions()]
        pools = [item.draw for item in taken.items if isinstance(item, Pool)]
        objectives = [plain_text(one.text) for one in page.objectives]
        facts.append((taken.settings.pass_mark, asked, pools, page.duration, objectives, page.gate))
    assert facts[0] == facts[1] == (0.5, [(3, ("x",), True), (2, (), None)], [1], 20, ["Knead"], "answered")
    assert [next(iter(course.quizzes())).settings.attempts for course in courses] == [3, 2]
    found = load(tmp_path, language="de").report.diagnostics
    assert [one.message for one in found] == ['the objectives of "Lesson 1" are not translated']


def test_an_error_in_one_language_stops_them_all(tmp_path: Path) -> None:
    german = COURSE["content/de/quiz-1.md"].replace("[x]", "[ ]")
    write_sources(tmp_path, {**COURSE, "content/de/quiz-1.md": german})
    done = coursepack("build", "-t", "html", cwd=tmp_path)
    assert done.code == 1
    assert done.err.count("nothing was built") == 1
    assert {path.name for path in tmp_path.iterdir()} == {"content", "coursepack.toml"}


def test_one_language_is_built_where_it_is_named(tmp_path: Path) -> None:
    write_sources(tmp_path, COURSE)
    done = coursepack("build", "--language", "de", "-t", "html", "-o", "out", cwd=tmp_path)
    assert done.code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["de"]
    assert coursepack("build", "--language", "it", cwd=tmp_path).code == 2
    with pytest.raises(UsageError, match='not written in "it"'):
        load(tmp_path, language="it")


@pytest.mark.parametrize(
    ("changed", "line", "message"),
    [
        (
            {"content/de/quiz-1.md": COURSE["content/de/quiz-1.md"] + "\n### Noch etwas?\n\n- [x] Ja\n- [ ] Nein\n"},
            "content/de/quiz-1.md:11",
            "the translation has 2 questions, and its original 1",
        ),
        ({"content/de/quiz-9.md": "# Quiz 9\n"}, "content/de/quiz-9.md:1", "content/de/quiz-9.md has no original"),
    ],
)
def test_what_does_not_fit_is_told_in_the_translation(
    tmp_path: Path, changed: Mapping[str, str], line: str, message: str
) -> None:
    write_sources(tmp_path, {**COURSE, **changed})
    done = coursepack("check", "--output-format", "concise", cwd=tmp_path)
    (told,) = (found for found in done.out.splitlines() if message in found)
    assert told.startswith(line)


def test_a_folder_for_each_language_will_do(tmp_path: Path) -> None:
    files = {name.replace("content/", "content/en/", 1): text for name, text in COURSE.items() if "de" not in name}
    write_sources(
        tmp_path, {**files, "coursepack.toml": TOML, "content/de/lesson-1.md": "# Lektion 1: Mehl\n\nText.\n"}
    )
    assert [unit.name for unit in load(tmp_path).course.units()] == ["Flour", "Bread", "Oven"]
    assert [unit.name for unit in load(tmp_path, language="de").course.units()] == ["Mehl", "Bread", "Oven"]


def test_captions_belong_to_every_language(tmp_path: Path) -> None:
    text = "# Lesson 1: Flour\n\n![A talk](talk.mp3)\n"
    files = {"coursepack.toml": TOML, "content/lesson-1.md": text, "content/talk.de.vtt": "WEBVTT\n"}
    write_sources(tmp_path, {**files, "content/talk.vtt": "WEBVTT\n", "content/talk.mp3": b"ID3"})
    assert "assets/talk-de.vtt" in load(tmp_path).course.assets
