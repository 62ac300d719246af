"""QTI 2.1 items: valid by the official schema, and scored by an engine that knows the standard alone."""

import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coursepack import pipeline
from coursepack.model.assessment import AcceptedText, Question, TextEntryInteraction
from coursepack.model.content import blocks_text
from coursepack.packaging.zip import zip_bytes
from coursepack.targets import qti21
from coursepack.targets._qti import patterns
from tests import schemas
from tests.qti.engine import NAMESPACE, Session
from tests.support.by_hand import AT, CONTEXT, choices, course_of, question
from tests.support.every_interaction import course_of as every_course
from tests.support.every_interaction import every_question
from tests.support.tools import SCHEMAS_VARIABLE

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50"/>'


def package(folder: Path, text: str, front: str = "") -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """The files of a quiz's package, and {feature: what became of it} where that is not "kept"."""
    (folder / "map.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "quiz.md").write_text(f"---\ntype: quiz\n{front}---\n\n# Quiz: All\n\n{text}", encoding="utf-8")
    loaded = pipeline.load(folder / "quiz.md")
    assert not loaded.report.has_errors, loaded.report.diagnostics
    built = pipeline.build(loaded, ["qti21"], folder / "out")
    lost: dict[str, list[str]] = {}
    for row in built.fidelity:
        if row.fate != "kept":
            lost.setdefault(row.feature, []).append(row.how)
    place = built.outputs[0].place
    if not place:
        return {}, lost
    archive = zipfile.ZipFile(folder / "out" / place)
    files = {name: archive.read(name) for name in archive.namelist()}
    if os.environ.get(SCHEMAS_VARIABLE):  # what needs the schemas and nothing else calls `judge` by itself
        judge(files)
    return files, lost


def judge(files: dict[str, bytes]) -> None:
    """Fails where a document of a package is not valid, or names a file that is not there."""
    schema = schemas.official("qti-2.1")
    for name, data in files.items():
        if name.endswith(".xml") and name != "imsmanifest.xml":
            assert schemas.complaints(schema, data) == [], name
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert schemas.complaints(schemas.official("imscp-1.1.4"), files["imsmanifest.xml"]) == []
    declared = [unquote(str(href)) for href in manifest.xpath("//*[local-name()='file']/@href")]
    assert sorted(declared) == sorted(set(files) - {"imsmanifest.xml"})
    identifiers = [str(each) for each in manifest.xpath("//*[local-name()='resource']/@identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert set(manifest.xpath("//@identifierref")) <= set(identifiers)


def item(folder: Path, text: str) -> Session:
    """The one item of a quiz."""
    files, _ = package(folder, text)
    (data,) = (data for name, data in files.items() if name.startswith("items/") and name.endswith(".xml"))
    return Session(etree.fromstring(data))


def named(session: Session, words: str) -> str:
    """The identifier of the choice with these words."""
    for element in session.item.iter():
        told = "".join(element.itertext()).strip()
        if element.get("identifier") and str(element.tag).endswith(("Choice", "gapText", "gapImg")) and told == words:
            return str(element.get("identifier"))
    raise AssertionError(f"no choice {words}")


def test_schema_refuses_a_broken_item(tmp_path: Path) -> None:
    files, _ = package(tmp_path, "## One <!-- q id=one -->\n\n- [x] A\n- [ ] B\n")
    (name,) = (name for name in files if name.startswith("items/"))
    for was, becomes in (("simpleChoice", "choice"), ('maxChoices="1"', 'maxChoices="one"'), ("<p>", "<q>")):
        broken = files[name].decode().replace(was, becomes).replace("</p>", "</p>" if was != "<p>" else "</q>")
        assert schemas.complaints(schemas.official("qti-2.1"), broken.encode())


def test_single_choice(tmp_path: Path) -> None:
    session = item(
        tmp_path,
        "## One?\n<!-- q points=2 -->\n\n- [x] A\n  > Yes.\n- [ ] B\n  > No.\n\n> **Correct:** Well done.\n\n"
        "> **Incorrect:** Again.\n\n> **Explanation:** So it is.\n",
    )
    assert session.answer(RESPONSE="a") == 2
    assert session.shown() == ["Yes.", "Well done.", "So it is."]
    assert session.answer(RESPONSE="b") == 0
    assert session.shown() == ["No.", "Again.", "So it is."]
    assert session.answer() == 0
    assert session.answer(**session.right()) == 2


@pytest.mark.parametrize(
    ("chosen", "score"), [("abc", 1), ("ab", 2 / 3), ("a", 1 / 3), ("abd", 1 / 6), ("abcd", 0.5), ("de", 0), ("", 0)]
)
def test_multiple_response(chosen: str, score: float, tmp_path: Path) -> None:
    session = item(tmp_path, "## Some?\n\n- [x] A\n- [x] B\n- [x] C\n- [ ] D\n- [ ] E\n")
    assert session.answer(RESPONSE=list(chosen)) == pytest.approx(score)
    assert session.answer(**session.right()) == 1


def test_multiple_response_all_or_nothing(tmp_path: Path) -> None:
    session = item(tmp_path, "## Some?\n<!-- q partial=off -->\n\n- [x] A\n- [x] B\n- [ ] C\n")
    assert [session.answer(RESPONSE=list(chosen)) for chosen in ("ba", "a", "abc", "c")] == [1, 0, 0, 0]


def test_penalty_and_hints(tmp_path: Path) -> None:
    session = item(
        tmp_path,
        "## One?\n<!-- q points=4 penalty=0.5 -->\n\n- [x] A\n- [ ] B\n\n> **Hint:** First.\n\n> **Hint:** Second.\n",
    )
    assert (session.answer(RESPONSE="b"), session.shown()) == (0, ["First."])
    assert (session.answer(RESPONSE="a"), session.shown()) == (2, [])
    session.attempts = 0
    assert session.answer(RESPONSE="a") == 4
    assert (session.answer(RESPONSE="b"), session.shown()) == (0, ["First.", "Second."])
    session.attempts = 5
    assert session.answer(RESPONSE="a") == 0


def test_partly_right(tmp_path: Path) -> None:
    session = item(tmp_path, "## Some?\n\n- [x] A\n- [x] B\n- [ ] C\n\n> **Partly correct:** Half.\n")
    session.answer(RESPONSE=["a"])
    assert session.shown() == ["Half."]
    session.answer(RESPONSE=["a", "b"])
    assert session.shown() == []


def test_texts(tmp_path: Path) -> None:
    session = item(
        tmp_path,
        "## City?\n\n[[Paris | Lutetia* | /colou?r/i | /[A-C]x\\d{2}/ | `a*b.c`]]\n\n> **Incorrect `Ly*`:** Rhône.\n",
    )
    for right in ("Paris", "pARIS", "lutetia Parisiorum", "Colour", "COLOR", "Bx12", "A*B.C"):
        assert session.answer(RESPONSE=right) == 1, right
    for wrong in ("Pari", "xParis", "Coloor", "bx12", "Bx1", "Dx12", "axb.c", "a*bxc", ""):
        assert session.answer(RESPONSE=wrong) == 0, wrong
    session.answer(RESPONSE="Lyon")
    assert session.shown() == ["Rhône."]


def test_case_matters_where_it_is_said(tmp_path: Path) -> None:
    session = item(tmp_path, "## City?\n<!-- q case=sensitive -->\n\n[[Paris | Lu*]]\n")
    assert [session.answer(RESPONSE=text) for text in ("Paris", "paris", "Lux", "lux")] == [1, 0, 1, 0]


def test_numbers(tmp_path: Path) -> None:
    session = item(tmp_path, "## How many?\n\n[[= 9.81 +- 1% | 1..5 | 20]]\n\n> **Incorrect `10`:** Rounded.\n")
    for number, score in (("9.81", 1), ("9.9", 1), ("9.72", 1), ("9.6", 0), ("1", 1), ("5", 1), ("5.1", 0), ("20", 1)):
        assert session.answer(RESPONSE=number) == score, number
    session.answer(RESPONSE="10")
    assert session.shown() == ["Rounded."]


def test_blanks(tmp_path: Path) -> None:
    session = item(
        tmp_path,
        "## Fill in\n<!-- q points=3 -->\n\nIt is [[Paris]] with [[= 2.1 +- 5%]] and [[by hand | (so) | never]].\n",
    )
    names = [str(each.get("responseIdentifier")) for each in session.item.iter() if each.get("responseIdentifier")]
    right = dict(zip(names, ("paris", "2.2", "b"), strict=True))
    assert session.answer(**right) == pytest.approx(3)
    assert session.answer(**{**right, names[1]: "3"}) == pytest.approx(2)
    assert session.answer(**{names[2]: "b"}) == pytest.approx(1)
    assert session.answer() == 0
    assert session.answer(**session.right()) == pytest.approx(3)


def test_words_to_drag(tmp_path: Path) -> None:
    session = item(
        tmp_path,
        "## Drag\n<!-- q type=drag points=3 -->\n\nA [[dog]] barks at a [[dog]] and a [[cat]].\n\n"
        "> **Distractors:** cow\n",
    )
    dog, cat, cow = (named(session, word) for word in ("dog", "cat", "cow"))
    gaps = [str(gap.get("identifier")) for gap in session.item.iter(f"{NAMESPACE}gap")]
    pairs = [f"{dog} {gaps[0]}", f"{dog} {gaps[1]}", f"{cat} {gaps[2]}"]
    assert session.answer(RESPONSE=pairs) == pytest.approx(3)
    assert session.answer(RESPONSE=[*pairs[:2], f"{cow} {gaps[2]}"]) == pytest.approx(2)
    assert session.answer(RESPONSE=[f"{cow} {gap}" for gap in gaps]) == 0
    assert session.answer(**session.right()) == pytest.approx(3)


@pytest.mark.parametrize(("partial", "half"), [("", 0.5), (" partial=off", 0)])
def test_pairs(partial: str, half: float, tmp_path: Path) -> None:
    session = item(tmp_path, f"## Match\n<!-- q{partial} -->\n\n- A -> one\n- B -> two\n- -> three\n")
    names = {word: named(session, word) for word in ("A", "B", "one", "two", "three")}
    assert session.answer(RESPONSE=[f"{names['A']} {names['one']}", f"{names['B']} {names['two']}"]) == pytest.approx(1)
    assert session.answer(RESPONSE=[f"{names['A']} {names['one']}", f"{names['B']} {names['three']}"]) == half
    assert session.answer(RESPONSE=[f"{names['A']} {names['two']}"]) == 0
    assert session.answer() == 0


def test_groups_and_matrix(tmp_path: Path) -> None:
    session = item(
        tmp_path, "## Group\n<!-- q type=group points=3 -->\n\n- Fruit\n  - Apple\n  - Pear\n- Veg\n  - Leek\n"
    )
    apple, pear, leek, fruit = (named(session, word) for word in ("Apple", "Pear", "Leek", "Fruit"))
    assert session.answer(RESPONSE=[f"{each} {fruit}" for each in (apple, pear, leek)]) == pytest.approx(2)
    assert session.answer(**session.right()) == pytest.approx(3)


@pytest.mark.parametrize(("partial", "swapped"), [("", 0), (" partial=on", 1 / 3)])
def test_order(partial: str, swapped: float, tmp_path: Path) -> None:
    session = item(tmp_path, f"## Order\n<!-- q type=order{partial} -->\n\n1. One\n2. Two\n3. Three\n")
    one, two, three = (named(session, word) for word in ("One", "Two", "Three"))
    assert session.answer(RESPONSE=[one, two, three]) == pytest.approx(1)
    assert session.answer(RESPONSE=[two, one, three]) == pytest.approx(swapped)
    assert session.answer(RESPONSE=[two, three, one]) == 0
    assert session.answer() == 0


def test_places_on_a_picture(tmp_path: Path) -> None:
    session = item(
        tmp_path,
        "## Spot\n<!-- q type=hotspot -->\n\n![Map](map.svg)\n\n- [x] One `circle 15,35 5`\n  > Here.\n"
        "- [ ] Two `rect 0,0 9,9`\n",
    )
    assert session.answer(RESPONSE=session.right()["RESPONSE"]) == 1
    assert session.shown() == ["Here."]
    areas = {str(each.get("hotspotLabel")): each for each in session.item.iter(f"{NAMESPACE}hotspotChoice")}
    assert (areas["One"].get("shape"), areas["One"].get("coords")) == ("circle", "15,35,5")
    assert session.answer(RESPONSE=str(areas["Two"].get("identifier"))) == 0


def test_things_to_place_on_a_picture(tmp_path: Path) -> None:
    files, lost = package(
        tmp_path,
        "## Place\n<!-- q type=drag-image id=place -->\n\n![Map](map.svg)\n\n- Storage -> `rect 10,20 90,40`\n"
        "- ![Tap](map.svg) -> `circle 5,5 5`\n",
    )
    session = Session(etree.fromstring(files["items/place.xml"]))
    right = session.right()["RESPONSE"]
    assert session.answer(RESPONSE=right) == pytest.approx(1)
    assert session.answer(RESPONSE=right[:1]) == pytest.approx(0.5)
    pictures = [str(each.get("data")) for each in session.item.iter(f"{NAMESPACE}object")]
    assert pictures == ["../assets/map.svg", "place-a.svg", "../assets/map.svg"]
    assert b"Storage" in files["items/place-a.svg"]
    assert not lost


def test_what_people_mark(tmp_path: Path) -> None:
    files, lost = package(
        tmp_path,
        "## Essay\n<!-- q points=5 id=essay -->\n\n[[... 3-5 words]]\n\n> **Model answer:** Good.\n\n"
        "> **Rubric:** Two points each.\n\n## Upload\n<!-- q id=upload -->\n\n[[^ pdf, png]]\n",
    )
    session = Session(etree.fromstring(files["items/essay.xml"]))
    assert session.answer(RESPONSE="anything") == 0
    assert session.shown() == ["Good."]
    assert session.outcomes["MAXSCORE"] == 5
    (field,) = session.item.iter(f"{NAMESPACE}extendedTextInteraction")
    words = str(field.get("patternMask"))
    assert [bool(re.fullmatch(words, " ".join("abcdefg"[:count]))) for count in range(8)] == [
        False, False, False, True, True, True, False, False,
    ]  # fmt: skip
    told = {str(block.get("view")): "".join(block.itertext()) for block in session.item.iter(f"{NAMESPACE}rubricBlock")}
    assert sorted(told) == ["candidate scorer", "scorer"]
    assert "Two points each." in told["candidate scorer"]
    assert told["scorer"] == "Good."
    assert b"uploadInteraction" in files["items/upload.xml"]
    assert set(lost) == {"question upload"}


def test_opinions_are_asked_and_not_scored(tmp_path: Path) -> None:
    files, lost = package(
        tmp_path,
        '## Likert\n<!-- q id=likert type=likert scale="No | Yes" -->\n\n- I like it\n\n'
        "## Survey\n<!-- q id=survey type=survey -->\n\n- [ ] Yes\n- [ ] No\n\n"
        "## Info\n<!-- q id=info type=info -->\n\nText.\n",
    )
    for name in ("likert", "survey", "info"):
        session = Session(etree.fromstring(files[f"items/{name}.xml"]))
        assert session.right() == {}
        assert "SCORE" not in session.outcomes
    assert not lost


def test_every_interaction_is_kept_or_told(tmp_path: Path) -> None:
    made = every_question()
    output = qti21.write(every_course(tmp_path, *made), CONTEXT)
    archive = zipfile.ZipFile(io.BytesIO(zip_bytes(output.files)))
    files = {name: archive.read(name) for name in archive.namelist()}
    judge(files)
    fates = {row.feature: row.fate for row in output.fidelity if row.feature.startswith("question ")}
    assert set(fates) == {f"question {each.id}" for each in made}
    for each in made:
        session = Session(etree.fromstring(files[f"items/{each.id}.xml"]))
        score = session.answer(**session.right())
        if session.right():
            assert score == pytest.approx(each.points), each.id
        (body,) = session.item.findall(f"{NAMESPACE}itemBody")
        stem = "".join(body.itertext())
        assert blocks_text(each.stem) in " ".join(stem.split())


def test_rich_text_becomes_the_standards_own(tmp_path: Path) -> None:
    files, lost = package(
        tmp_path,
        "## Rich\n\nA <mark>mark</mark>, ~~gone~~, <kbd>Ctrl</kbd>, H<sub>2</sub>O, $\\frac{a}{b}$ and "
        "[a link](https://example.org).\n\n$$\\sum_{i=1}^n \\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$\n\n"
        "> [!NOTE]\n> Note.\n\n> Quoted.\n\n| A | B |\n|---|--:|\n| **1** | 2 |\n\n```python\nx = {1: 2}\n```\n\n"
        "1. one\n   - two\n\n<details><summary>More</summary>\n\nHidden.\n\n</details>\n\n---\n\n"
        '![A map](map.svg "Its caption")\n\n- [x] Yes ![a](map.svg)\n- [ ] `No`\n',
    )
    judge(files)
    assert not lost


@given(st.text("<>&\"' {}[]*~=#:\\ab\n", min_size=1).filter(str.strip))
def test_no_text_breaks_out(text: str) -> None:
    made = question(choices(f"+{text}", "-another"), "q1", text)
    files = {file.path: b"".join(file.chunks()) for file in qti21.write(course_of(made), CONTEXT).files}
    session = Session(etree.fromstring(files["items/q1.xml"]))
    assert schemas.complaints(schemas.official("qti-2.1"), files["items/q1.xml"]) == []
    (first, _) = session.item.iter(f"{NAMESPACE}simpleChoice")
    assert "".join(first.itertext()).split() == text.split()
    assert session.answer(RESPONSE="a") == 1


@given(st.text("ab*.\\[](){}^$|?+-A1é ", min_size=1).filter(str.strip), st.booleans())
def test_a_literal_answer_is_right_and_nothing_else(text: str, sensitive: bool) -> None:
    interaction = TextEntryInteraction(AT, (AcceptedText(AT, text, "literal", sensitive),))
    made = Question(AT, "q1", 1, question(None).title, question(None).stem, interaction)
    files = {file.path: b"".join(file.chunks()) for file in qti21.write(course_of(made), CONTEXT).files}
    session = Session(etree.fromstring(files["items/q1.xml"]))
    assert session.answer(RESPONSE=text.strip()) == 1
    assert session.answer(RESPONSE=text.strip() + "x") == 0


@pytest.mark.parametrize("pattern", [r"a(?=b)", r"a*?", r"(a)\1", r"\ba", r"a^b", r"a++", r"\Aa"])
def test_patterns_that_the_standard_lacks_are_refused(pattern: str) -> None:
    assert patterns.regular(pattern, sensitive=True) is None


def test_the_same_bytes_again(tmp_path: Path) -> None:
    def files() -> Any:
        output = qti21.write(every_course(tmp_path, *every_question()), CONTEXT)
        return [(file.path, b"".join(file.chunks())) for file in output.files]

    assert files() == files()
