"""QTI 2.1 tests and manifests: sections, draws, order, limits, pass mark and metadata."""

from pathlib import Path

from lxml import etree

from tests.qti.engine import NAMESPACE
from tests.qti.test_items import package

QUESTION = "\n\n- [x] A\n- [ ] B\n\n"


def quiz_of(files: dict[str, bytes]) -> etree._Element:
    (data,) = (data for name, data in files.items() if name.startswith("tests/"))
    return etree.fromstring(data)


def only(root: etree._Element, name: str) -> etree._Element:
    (found,) = root.iter(NAMESPACE + name)
    return found


def test_what_is_usual(tmp_path: Path) -> None:
    files, lost = package(tmp_path, f"Intro.\n\n## One?{QUESTION}## Two?{QUESTION}")
    test = quiz_of(files)
    assert test.get("title") == "All"
    assert only(test, "testPart").get("submissionMode") == "individual"
    assert only(test, "itemSessionControl").get("maxAttempts") == "0"
    assert list(test.iter(f"{NAMESPACE}timeLimits", f"{NAMESPACE}selection", f"{NAMESPACE}ordering")) == []
    assert "".join(only(test, "rubricBlock").itertext()) == "Intro."
    references = [str(each.get("href")) for each in test.iter(f"{NAMESPACE}assessmentItemRef")]
    assert [f"items/{each.removeprefix('../items/')}" in files for each in references] == [True, True]
    assert not lost


def test_settings(tmp_path: Path) -> None:
    files, lost = package(
        tmp_path,
        f"## One?{QUESTION}## Two?{QUESTION}## Three?{QUESTION}",
        "pass: 70%\nattempts: 3\ntime-limit: 20 min\nshuffle: questions\ndraw: 2\nfeedback: none\nweight: 2\n",
    )
    test = quiz_of(files)
    assert only(test, "timeLimits").get("maxTime") == "1200"
    assert only(test, "selection").get("select") == "2"
    assert only(test, "ordering").get("shuffle") == "true"
    control = only(test, "itemSessionControl")
    assert (control.get("maxAttempts"), control.get("showFeedback")) == ("3", "false")
    scaled = next(each for each in test.iter(f"{NAMESPACE}outcomeDeclaration") if each.get("identifier") == "SCALED")
    assert scaled.get("masteryValue") == "0.7"
    passed = [each for each in test.iter(f"{NAMESPACE}setOutcomeValue") if each.get("identifier") == "PASS"]
    assert "".join(passed[0].itertext()) == "0.7"
    assert {name.rpartition(" of quiz")[0] for name in lost} == {"limit of 3 attempts", "weight 2"}


def test_pools(tmp_path: Path) -> None:
    files, lost = package(
        tmp_path, "## Pool: Tools\n<!-- pool draw=1 -->\n\n### One?" + QUESTION + "### Two?" + QUESTION
    )
    test = quiz_of(files)
    sections = list(test.iter(f"{NAMESPACE}assessmentSection"))
    assert [section.get("title") for section in sections] == ["All", "Tools"]
    assert only(sections[1], "selection").get("select") == "1"
    assert len(list(sections[1].iter(f"{NAMESPACE}assessmentItemRef"))) == 2
    assert not lost


def test_information_is_drawn_too_and_keeps_its_place(tmp_path: Path) -> None:
    told = "## Read {}\n<!-- q type=info -->\n\nA bakery.\n\n"
    body = f"{told.format(1)}## One?{QUESTION}## Two?{QUESTION}## Three?{QUESTION}"
    (tmp_path / "0").mkdir()
    (tmp_path / "1").mkdir()
    for quiz, lost_rows in ((body, 0), (f"{body}{told.format(2)}## Four?{QUESTION}", 1)):
        files, lost = package(tmp_path / str(lost_rows), quiz, "shuffle: questions\ndraw: 2\n")
        test = quiz_of(files)
        held = [
            each.get("required") == each.get("fixed") == "true" for each in test.iter(f"{NAMESPACE}assessmentItemRef")
        ]
        assert held == [True, False, False, False, True, False][: len(held)]
        assert only(test, "selection").get("select") == str(2 + sum(held))
        assert len(lost) == lost_rows


def test_feedback_at_the_end(tmp_path: Path) -> None:
    files, _ = package(tmp_path, f"## One?{QUESTION}", "feedback: end\n")
    assert only(quiz_of(files), "testPart").get("submissionMode") == "simultaneous"


def test_metadata(tmp_path: Path) -> None:
    files, lost = package(
        tmp_path,
        '## One?\n<!-- q id=one objective=LO1 tags="a, b c" difficulty=hard -->' + QUESTION,
        'objectives:\n  - "LO1: Name it"\n',
    )
    root = etree.fromstring(files["imsmanifest.xml"])
    words: dict[str, list[str]] = {}
    for each in root.iter(etree.Element):
        words.setdefault(str(each.tag).rpartition("}")[2], []).append("".join(each.itertext()).strip())
    assert words["keyword"] == ["a", "b c"]
    assert words["id"] == ["hard", "LO1"]
    assert words["entry"] == ["Name it"]
    assert words["interactionType"] == ["choiceInteraction"]
    assert not lost
