"""QTI 1.2 packages: valid by the official schemas, and scored by an engine that knows the standard alone."""

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coursepack import pipeline
from coursepack.targets import qti12
from tests import schemas
from tests.qti.engine12 import Item
from tests.support.by_hand import CONTEXT, choices, course_of, question
from tests.support.every_interaction import course_of as every_course
from tests.support.every_interaction import every_question
from tests.support.tools import SCHEMAS_VARIABLE

QTI = b' xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50"/>'


def package(
    folder: Path, text: str, target: str = "qti12", front: str = ""
) -> tuple[dict[str, Item], dict[str, bytes], dict[str, list[str]]]:
    """{id: item} of a quiz, the files of its package, and {feature: what became of it} where that is not "kept"."""
    (folder / "map.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "quiz.md").write_text(f"---\ntype: quiz\n{front}---\n\n# Quiz: All\n\n{text}", encoding="utf-8")
    loaded = pipeline.load(folder / "quiz.md")
    assert not loaded.report.has_errors, loaded.report.diagnostics
    built = pipeline.build(loaded, [target], folder / "out")
    lost: dict[str, list[str]] = {}
    for row in built.fidelity:
        if row.fate != "kept":
            lost.setdefault(row.feature, []).append(row.how)
    place = built.outputs[0].place
    if not place:
        return {}, {}, lost
    archive = zipfile.ZipFile(folder / "out" / place)
    files = {name: archive.read(name) for name in archive.namelist()}
    if os.environ.get(SCHEMAS_VARIABLE):
        judge(files, target)
    items = {str(each.get("ident")): Item(each) for each in etree.fromstring(files["all.xml"]).iter("{*}item")}
    return items, files, lost


def judge(files: dict[str, bytes], target: str) -> None:
    """Fails where a document of a package is not valid."""
    assert schemas.complaints(schemas.official("imscp-1.1.4"), files["imsmanifest.xml"]) == []
    definition = schemas.definition("qti-1.2")
    for name, data in files.items():
        if name.endswith(".xml") and name != "imsmanifest.xml":
            assert definition.validate(etree.fromstring(data.replace(QTI, b""))), definition.error_log
            if target == "qti12":
                assert schemas.complaints(schemas.official("qti-1.2-cc"), data) == []


def test_schemas_refuse_a_broken_document(tmp_path: Path) -> None:
    _, files, _ = package(tmp_path, "## One?\n\n- [x] A\n- [ ] B\n")
    judge(files, "qti12")
    for was, becomes in ((b"response_lid", b"response_list"), (b'rcardinality="Single"', b'rcardinality="One"')):
        broken = {**files, "all.xml": files["all.xml"].replace(was, becomes)}
        with pytest.raises(AssertionError):
            judge(broken, "qti12-canvas")
        with pytest.raises(AssertionError):
            judge(broken, "qti12")


@pytest.mark.parametrize("target", ["qti12", "qti12-canvas"])
def test_choices(target: str, tmp_path: Path) -> None:
    items, files, lost = package(
        tmp_path,
        "## One?\n<!-- q id=one points=2 -->\n\n- [x] A\n  > Yes.\n- [ ] B ![map](map.svg)\n\n"
        "> **Correct:** Well done.\n\n> **Incorrect:** Again.\n\n> **Explanation:** So it is.\n\n"
        "## Some?\n<!-- q id=some partial=off -->\n\n- [x] A\n- [x] B\n- [ ] C\n\n"
        "## So?\n<!-- q id=so -->\n\n- [ ] True\n- [x] False\n",
        target,
    )
    one, some, so = (items[name] for name in ("one", "some", "so"))
    assert one.answer(response1="a") == 100
    assert one.shown == ["Yes.", "So it is.", "Well done."]
    assert one.answer(response1="b") == 0
    assert one.shown == ["So it is.", "Again."]
    assert [some.answer(response1=list(chosen)) for chosen in ("ab", "a", "abc", "")] == [100, 0, 0, 0]
    assert [so.answer(response1=chosen) for chosen in ("true", "false")] == [0, 100]
    assert "assets/map.svg" in files
    assert b"assets/map.svg" in files["all.xml"]
    kinds = {
        "qti12": ["cc.multiple_choice.v0p1", "cc.multiple_response.v0p1", "cc.true_false.v0p1"],
        "qti12-canvas": ["multiple_choice_question", "multiple_answers_question", "true_false_question"],
    }
    name, weight = ("question_type", "points_possible") if target == "qti12-canvas" else ("cc_profile", "cc_weighting")
    assert [item.fields[name] for item in items.values()] == kinds[target]
    assert one.fields[weight] == "2"
    assert {feature: how for feature, how in lost.items() if feature != "question some"} == {}
    assert ("question some" in lost) == (target == "qti12-canvas")  # Canvas gives partial credit in any case


def test_it_is_told_where_partly_right_choices_earn_something_else(tmp_path: Path) -> None:
    even = "## Even\n<!-- q id=even -->\n\n- [x] A\n- [x] B\n- [ ] C\n- [ ] D\n\n"
    odd = "## Odd\n<!-- q id=odd -->\n\n- [x] A\n- [x] B\n- [ ] C\n\n"
    whole = "## Whole\n<!-- q id=whole partial=off -->\n\n- [x] A\n- [x] B\n- [ ] C\n"
    _, _, lost = package(tmp_path, even + odd + whole, "qti12-canvas")
    assert lost == {
        "question odd": ["in Canvas a wrong choice costs as much as a right one earns"],
        "question whole": ["Canvas gives a part of the points for some of the right choices"],
    }
    _, _, lost = package(tmp_path, even + odd + whole)
    assert set(lost) == {"question even", "question odd"}


@pytest.mark.parametrize("target", ["qti12", "qti12-canvas"])
def test_texts_and_essays(target: str, tmp_path: Path) -> None:
    items, _, lost = package(
        tmp_path,
        "## City?\n<!-- q id=city -->\n\n[[Paris | /Lut[ei]ce/i]]\n\n> **Incorrect `Lyon`:** Rhône.\n\n"
        "## Write\n<!-- q id=essay -->\n\n[[...]]\n",
        target,
    )
    city = items["city"]
    assert [city.answer(response1=text) for text in ("paris", "Lutice", "lutece", "Lyon", "")] == [100, 100, 100, 0, 0]
    city.answer(response1="Lyon")
    assert city.shown == ["Rhône."]
    assert items["essay"].answer(response1="x") == 0
    assert not lost


def test_the_profile_has_no_more(tmp_path: Path) -> None:
    items, _, lost = package(
        tmp_path,
        "## Exact?\n<!-- q id=exact -->\n\n[[= 42 +- 0]]\n\n## Range\n<!-- q id=range -->\n\n[[= 1..5]]\n\n"
        "## Match\n<!-- q id=match -->\n\n- A -> one\n- B -> two\n\n## Fill\n<!-- q id=fill -->\n\nIt is [[so]].\n",
    )
    assert list(items) == ["exact"]
    assert [items["exact"].answer(response1=text) for text in ("42", "42.0")] == [100, 0]
    assert {name.removeprefix("question ") for name in lost} == {"exact", "range", "match", "fill"}


def test_what_canvas_adds(tmp_path: Path) -> None:
    items, _, lost = package(
        tmp_path,
        "## Range\n<!-- q id=range -->\n\n[[= 9.81 +- 1%]]\n\n"
        "## Match\n<!-- q id=match -->\n\n- A -> one\n- B -> two\n- -> no\n\n"
        "## Order\n<!-- q id=order type=order partial=on -->\n\n1. First\n2. Second\n\n"
        "## Fill\n<!-- q id=fill -->\n\nIt is [[so | thus]] and [[here]].\n\n"
        "## Choose\n<!-- q id=choose -->\n\nIt is [[a | (b)]] and [[(c) | d]].\n\n"
        "## Lone\n<!-- q id=lone -->\n\nIt is [[`<b>` | (b & c)]].\n\n"
        "## Drag\n<!-- q id=drag type=drag -->\n\nA [[dog]] barks at a [[cat]].\n\n> **Distractors:** cow\n\n"
        "## Up\n<!-- q id=up -->\n\n[[^]]\n\n## Info\n<!-- q id=info type=info -->\n\nText.\n",
        "qti12-canvas",
    )
    assert [items["range"].answer(response1=number) for number in ("9.81", "9.75", "9.9", "9.6")] == [100, 100, 100, 0]
    kinds = [item.fields["question_type"] for item in items.values()]
    assert kinds == [
        "numerical_question",
        "matching_question",
        "matching_question",
        "fill_in_multiple_blanks_question",
        *["multiple_dropdowns_question"] * 3,
        "file_upload_question",
        "text_only_question",
    ]
    for name in ("match", "order", "fill", "choose", "drag"):
        item = items[name]
        right = {
            str(test.get("respident")): str(test.text)
            for test in item.element.iterfind(".//{*}respcondition/{*}conditionvar/{*}varequal")
        }
        assert len(right) == 2
        assert item.answer(**right) == 100, name
        assert item.answer(**dict(list(right.items())[:1])) == 50
        assert item.answer() == 0
        assert item.answer(**dict.fromkeys(right, "nothing")) == 0
    # Canvas takes a pair or blank whose points are set, not added, for one without a right answer.
    assert [each.get("action") for each in items["lone"].element.iter("{*}setvar")] == ["Add"]
    words = items["lone"].element.iterfind(".//{*}response_label/{*}material/{*}mattext")
    assert [(each.get("texttype"), each.text) for each in words] == [("text/plain", "<b>"), ("text/plain", "b & c")]
    shown = "".join(next(items["choose"].element.iter("{*}mattext")).itertext())
    names = [str(each.get("ident")) for each in items["choose"].element.iter("{*}response_lid")]
    assert all(f"[{name.removeprefix('response_')}]" in shown for name in names)
    assert {name.removeprefix("question ") for name in lost} == {"order", "drag"}


def test_draws_and_limits(tmp_path: Path) -> None:
    text = "## Pool: Tools\n<!-- pool draw=1 -->\n\n### One?\n\n- [x] A\n- [ ] B\n\n### Two?\n\n- [x] A\n- [ ] B\n"
    front = "attempts: 2\ntime-limit: 20 min\n"
    _, files, lost = package(tmp_path, text, "qti12-canvas", front)
    root = etree.fromstring(files["all.xml"])
    assert root.findtext(".//{*}selection_number") == "1"
    fields = Item(root).fields
    assert (fields["cc_maxattempts"], fields["qmd_timelimit"]) == ("2", "20")
    assert not lost
    _, _, lost = package(tmp_path, text, "qti12", front)
    assert [name.split(" of ")[0] for name in lost] == ["draw 1"]


@pytest.mark.parametrize("write", [qti12.write, qti12.write_canvas])
def test_every_interaction_is_kept_or_told(write: object, tmp_path: Path) -> None:
    assert callable(write)
    output = write(every_course(tmp_path, *every_question()), CONTEXT)
    files = {file.path: b"".join(file.chunks()) for file in output.files}
    judge(files, "qti12" if write is qti12.write else "qti12-canvas")
    told = {row.feature for row in output.fidelity if row.is_question}
    assert told == {f"question {each.id}" for each in every_question()}
    gone = {row.feature for row in output.fidelity if row.fate == "dropped" and not row.is_lost_part}
    there = {str(each.get("ident")) for each in etree.fromstring(files["final.xml"]).iter("{*}item")}
    assert {f"question {name}" for name in there} == told - gone


@given(st.text("<>&\"' {}[]*~=#:\\ab\n", min_size=1).filter(str.strip))
def test_no_text_breaks_out(text: str) -> None:
    made = question(choices(f"+{text}", "-another"), "q1", text)
    files = {file.path: b"".join(file.chunks()) for file in qti12.write(course_of(made), CONTEXT).files}
    item = Item(next(etree.fromstring(files["quiz_one.xml"]).iter("{*}item")))
    html = item.element.findtext(".//{*}response_label//{*}mattext")
    assert "".join(etree.HTML(f"<div>{html}</div>").itertext()).split() == text.split()
    assert item.answer(response1="a") == 100
