"""Every rule on sources finds what it is about, and says nothing about its neighbour that is right."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from coursepack import pipeline
from coursepack.checks import assets
from coursepack.checks.table import RULES
from coursepack.diagnostics import Diagnostic, Severity
from coursepack.reading import limits
from coursepack.rules import RULES as ALL_RULES
from coursepack.rules import SOURCE_RULES
from coursepack.targets import _state
from tests.checks import check_cases, reading_cases
from tests.checks.check_cases import PIXEL, spots, units
from tests.checks.kit import Files, judged, png, rules
from tests.checks.reading_cases import Case
from tests.support.courses import write_sources
from tests.support.tools import ROOT

Cases = tuple[Case, Case]


def _as_case(content: str | Files) -> Case:
    return Case({"lesson.md": content} if isinstance(content, str) else content)


CASES: dict[str, Cases] = {
    **{name: (_as_case(wrong), _as_case(right)) for name, (wrong, right) in check_cases.CASES.items()},
    **reading_cases.CASES,
}
"""{rule: (a course that it has something against, one that it has nothing against)}."""

BY_NAME = {rule.name: rule for rule in SOURCE_RULES}


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants a video of 100 MB, 5,000 lessons, or as many questions as an LMS keeps no scores of, in a test."""
    monkeypatch.setattr(assets, "MEDIA_BYTES", 1000)
    monkeypatch.setattr(limits, "MOST_PAGES", 5)
    monkeypatch.setattr(limits, "MOST_QUESTIONS", 120)
    monkeypatch.setitem(_state.KEPT, "scorm12", (100, "SCORM 1.2"))


def found_in(folder: Path, case: Case, *, settings: str = "", comment: str = "") -> list[Diagnostic]:
    """What is found in a course. `settings` join its configuration; `comment`: (file, what is written at its end)."""
    if case.before:
        write_sources(folder, case.before)
        pipeline.save_lock(pipeline.load(folder))
        for name in case.before:
            (folder / name).unlink()
    write_sources(folder, case.files)
    if settings:
        with (folder / "coursepack.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[severity]\n{settings}\n")
    if comment:
        name, _, text = comment.partition(": ")
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"\n\n{text}\n")
    found: list[Diagnostic] = []
    for language in pipeline.languages_of(folder):
        loaded = pipeline.load(folder, language=language)
        pipeline.check(loaded)
        if case.targets:
            pipeline.make(loaded, case.targets)
        found += pipeline.findings(loaded)
    return found


def of_rule(name: str, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.rule.name == name]


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("name", CASES)
def test_rule_finds_what_it_is_about(name: str, tmp_path: Path) -> None:
    """As severe as it says; silent where all is well; and left out or weighed otherwise where an author asks for it."""
    wrong, right = CASES[name]
    rule = BY_NAME[name]
    found = of_rule(name, found_in(tmp_path / "wrong", wrong))
    assert {one.severity for one in found} == {rule.severity}
    assert of_rule(name, found_in(tmp_path / "right", right)) == []
    other = Severity.NOTE if rule.severity is Severity.WARNING else Severity.WARNING
    weighed = of_rule(name, found_in(tmp_path / "weighed", wrong, settings=f'{name} = "{other.word}"'))
    assert [one.at for one in weighed] == [one.at for one in found]
    assert {one.severity for one in weighed} == {other}
    assert of_rule(name, found_in(tmp_path / "off", wrong, settings=f'{name} = "off"')) == []
    file = found[0].at.file
    if file.endswith(".md") and name not in reading_cases.CANNOT_BE_IGNORED:
        comment = f"{file}: <!-- coursepack-ignore-file {name} -->"
        left = of_rule(name, found_in(tmp_path / "ignored", wrong, comment=comment))
        assert [one for one in left if one.at.file == file] == []


def test_every_rule_has_its_cases_and_says_all_of_itself() -> None:
    assert CASES.keys() | reading_cases.ELSEWHERE.keys() == BY_NAME.keys()
    assert {rule.name for rule in RULES} <= CASES.keys()
    for name, place in reading_cases.ELSEWHERE.items():
        text = (ROOT / place).read_text(encoding="utf-8")
        assert name in text, name
    for rule in SOURCE_RULES:
        assert rule.problem.endswith("."), rule.name
        assert rule.why.endswith("."), rule.name
        assert rule.mend, rule.name
        assert rule.example, rule.name
    assert [rule.name for rule in RULES if rule.severity is Severity.ERROR] == []


def test_every_rule_of_all_has_a_name_of_its_own_and_an_example() -> None:
    assert [name for name, number in Counter(rule.name for rule in ALL_RULES).items() if number > 1] == []
    assert [rule.name for rule in ALL_RULES if not rule.example] == []


def test_the_sample_course_has_nothing_to_mend() -> None:
    loaded = pipeline.load(ROOT)
    pipeline.check(loaded)
    assert [found.message for found in pipeline.findings(loaded) if found.severity > Severity.NOTE] == []


def test_a_build_is_not_held_up_by_what_is_judged(tmp_path: Path) -> None:
    judged(tmp_path, CASES["missing-alt-text"][0].files)
    assert "missing-alt-text" not in rules(pipeline.findings(pipeline.load(tmp_path)))


@pytest.mark.parametrize(
    ("language", "words", "vague"),
    [("de", "hier", True), ("fr", "Cliquez ici", True), ("de", "here", False), ("en", "hier", False)],
)
def test_link_words_are_judged_in_the_language_of_the_course(
    language: str, words: str, vague: bool, tmp_path: Path
) -> None:
    files = {"coursepack.toml": f'language = "{language}"\n', "lesson.md": f"# A\n\n[{words}](https://example.org)\n"}
    assert ("vague-link-text" in rules(judged(tmp_path, files))) == vague


@pytest.mark.parametrize(
    ("language", "told", "silent"),
    [
        (
            "en",
            "Click the red one.|See the blue arrows.|Items in gray must be filled in.|Now press\nthe **green box**.",
            "Spare parts in Orange County|The green area of Paris|It is printed in blue.|See the green fields of Kerry."
            "|Fields in yellow must be harvested.|Click the green button **Save**.|Press the red button on the right.",
        ),
        (
            "de",
            "Tragen Sie im grünen Feld den Namen ein.|Die rot markierten Felder ausfüllen.",
            "Der Grüne Punkt|Im grünen Feld stehen Kühe.|Klicken Sie rechts auf den grünen Knopf.",
        ),
        (
            "fr",
            "Remplissez les champs en rouge.|Cliquez sur le bouton vert.",
            "Les zones bleues|la zone rouge|le champ vert|Cliquez sur le bouton vert Enregistrer.",
        ),
        ("es", "Rellene los campos en rojo.|Haga clic en el botón verde.", "Las áreas verdes|Vea el campo verde."),
        ("pt", "Preencha os campos em vermelho.|Clique no botão verde.", "As áreas verdes|o campo verde"),
    ],
)
def test_what_is_named_by_its_colour_alone_is_told_where_it_stands(
    language: str, told: str, silent: str, tmp_path: Path
) -> None:
    wrong = told.split("|")
    first = "<!-- coursepack-ignore colour-alone -->\n" + wrong[0]
    code = f"```\n{wrong[1]}\n```"
    text = "\n\n".join(["# A", first, code, *silent.split("|"), *wrong[1:]])
    files = {"coursepack.toml": f'language = "{language}"\n', "lesson.md": text}
    found = of_rule("colour-alone", judged(tmp_path, files))
    begin = text.index("```\n\n")
    lines = [text[: text.index(words, begin)].count("\n") + 1 for words in wrong[1:]]
    assert [one.at.line for one in found] == lines


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("rect 310,5 340,50", "this place lies outside the picture, which has 300 × 100 pixels"),
        ("poly 10,10 20,-1 30,10", "this place reaches beyond the picture, which has 300 × 100 pixels"),
        ("rect 0,0 300,100", ""),
    ],
)
def test_a_place_outside_its_picture_is_told_by_the_build_too(shape: str, words: str, tmp_path: Path) -> None:
    write_sources(tmp_path, {"quiz.md": spots(shape), "map.png": png(300, 100)})
    found = [f"{one.at}: {one.message}" for one in pipeline.load(tmp_path).report.diagnostics]
    assert found == ([f"quiz.md:12:12: {words}"] if words else [])


def test_messages_say_what_was_found_and_where(tmp_path: Path) -> None:
    found = judged(tmp_path, {"lesson.md": units("Lesson 1.1: A", "Lesson 1.5: B"), "a.png": PIXEL, "b.png": PIXEL})
    assert [f"{one.at}: {one.message}" for one in found] == [
        "a.png: no lesson refers to a.png, b.png",
        "lesson.md:5:1: there is no lesson 1.2 to 1.4 before Lesson 1.5",
    ]
