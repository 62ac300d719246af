"""GIFT files: every type from Markdown to an independent reader, and to a grammar by other people."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack import pipeline
from coursepack.model.assessment import AcceptedText, Question, TextEntryInteraction
from coursepack.model.content import CodeBlock, Paragraph
from coursepack.targets import gift
from tests.support.by_hand import AT, CONTEXT, choices, course_of, question, with_feedback, words
from tests.support.every_interaction import course_of as every_course
from tests.support.every_interaction import every_question
from tests.support.tools import node_modules, program
from tests.targets.gift_reader import Entry, read_gift

IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)
RESERVED = "~=#{}:\\[]%<>&/\n \"'$*-a1"


def bank(folder: Path, text: str) -> tuple[list[Entry], dict[str, list[str]]]:
    """The entries of a quiz, and {feature: what became of it} where that is not "kept"."""
    (folder / "map.png").write_bytes(IMAGE)
    (folder / "quiz.md").write_text(f"# Quiz: All\n\n{text}", encoding="utf-8")
    loaded = pipeline.load(folder / "quiz.md")
    assert not loaded.report.has_errors, loaded.report.diagnostics
    built = pipeline.build(loaded, ["gift"], folder / "out")
    lost: dict[str, list[str]] = {}
    for row in built.fidelity:
        if row.fate != "kept":
            lost.setdefault(row.feature, []).append(row.how)
    place = built.outputs[0].place
    return read_gift((folder / "out" / place).read_bytes()) if place else [], lost


def written(*questions: Question) -> bytes:
    return b"".join(gift.write(course_of(*questions), CONTEXT).files[0].chunks())


def read(*questions: Question) -> list[Entry]:
    return read_gift(written(*questions))


def by_other_people(data: bytes, folder: Path) -> list[dict[str, Any]]:
    """What gift-pegjs reads."""
    file = folder / "bank.txt"
    file.write_bytes(data)
    done = subprocess.run(
        [program("node"), str(Path(__file__).with_name("gift_pegjs.js")), str(file)],
        check=True,
        capture_output=True,
        env={**os.environ, "NODE_PATH": str(node_modules())},
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_choices_with_feedback_category_and_tags(tmp_path: Path) -> None:
    (single, several), lost = bank(
        tmp_path,
        "## Which comes **first**: a = b?\n<!-- q id=first tags=recall objective=LO1 -->\n\n"
        "- [x] Collect\n  > Right {so}.\n- [ ] Train # a ~model\n\n> **Explanation:** Collection first.\n\n"
        "> **Incorrect:** Look again.\n\n"
        "## Stores?\n<!-- q id=stores -->\n\n- [x] Table\n- [x] `a & b`\n- [ ] Pipe\n- [ ] 50% of it\n",
    )
    assert (single.kind, single.category, single.identifier) == ("multichoice", "All/All", "first")
    assert single.tags == ["recall", "LO1"]
    assert single.form == "html"
    assert single.text == "Which comes <strong>first</strong>: a = b?"
    assert [(each.fraction, each.text, each.feedback) for each in single.answers] == [
        (1, "Collect", "Right {so}."),
        (0, "Train # a ~model", "Look again."),
    ]
    assert single.general == "Collection first."
    assert single.single
    assert not several.single
    assert [each.fraction for each in several.answers] == [0.5, 0.5, -0.5, -0.5]
    assert [several.choose(chosen) for chosen in ({0, 1}, {0}, {0, 2}, {0, 1, 2, 3}, set())] == [1, 0.5, 0, 0, 0]
    assert not lost


@pytest.mark.parametrize(("right", "told"), [(True, ("Wrong.", "Right.")), (False, ("Right.", "Wrong."))])
def test_true_or_false(right: bool, told: tuple[str, str], tmp_path: Path) -> None:
    marks = ("x", " ") if right else (" ", "x")
    text = f"## It is so.\n\n- [{marks[0]}] True\n  > Right.\n- [{marks[1]}] False\n  > Wrong.\n"
    (entry,), lost = bank(tmp_path, text)
    assert (entry.kind, entry.truth) == ("truefalse", right)
    assert entry.told == told  # what is said of the wrong answer comes first
    assert not lost


def test_texts_with_feedback_and_patterns(tmp_path: Path) -> None:
    (entry,), lost = bank(
        tmp_path,
        "## City?\n\n[[Paris | Lutetia* | /colou?r/i | `a*b` | `50%` | `%50%` | `[x]`]]\n\n"
        "> **Incorrect `Lyon`:** On the Rhône.\n\n> **Incorrect:** No.\n\n> **Correct:** Yes.\n",
    )
    assert entry.kind == "shortanswer"
    for right in ("paris", "Lutetia Parisiorum", "color", "colour", "a*b", "50%", "%50%", "[x]"):
        assert entry.type_in(right) == (1, "Yes."), right
    share, told = entry.type_in("Lyon")
    assert (share, told) == (0, "<p>On the Rhône.</p> <p>No.</p>")
    assert entry.type_in("axb") == (0, "No.")
    assert not lost


def test_upper_and_lower_case_are_told_as_lost(tmp_path: Path) -> None:
    _, lost = bank(tmp_path, "## City?\n<!-- q case=sensitive -->\n\n[[Paris]]\n")
    assert lost == {"question all__city": ["upper and lower case are the same in its answers"]}


def test_numbers(tmp_path: Path) -> None:
    (entry,), lost = bank(
        tmp_path,
        "## How many?\n\n[[= 16384 +- 1 | 1..5]]\n\n> **Incorrect `16`:** Not kilo.\n\n> **Incorrect:** No.\n",
    )
    assert entry.kind == "numerical"
    assert [entry.type_in(text)[0] for text in ("16384", "16385", "16386", "1", "5", "6", "16")] == [
        1,
        1,
        0,
        1,
        1,
        0,
        0,
    ]
    assert entry.type_in("7") == (0, "No.")
    assert "Not kilo." in entry.type_in("16")[1]
    assert not lost


def test_units_are_told_as_lost(tmp_path: Path) -> None:
    (entry,), lost = bank(tmp_path, "## How many?\n\n[[= 16384 +- 0 B | 16 KiB]]\n")
    assert entry.type_in("16384")[0] == 1
    told = "units are left out: the number is typed without one, in the first of them"
    assert lost == {"question all__how_many": [told]}


def test_pairs_groups_matrix_and_order(tmp_path: Path) -> None:
    (pairs, groups, matrix, order), lost = bank(
        tmp_path,
        "## Match\n\n- A -> one = 1\n- `B->C` -> two\n- -> three\n\n"
        "## Group\n<!-- q type=group -->\n\n- Fruit\n  - Apple\n  - Pear\n- Veg\n  - Leek\n\n"
        "## Matrix\n\n| | Yes | No |\n|---|---|---|\n| One | x | |\n| Two | | x |\n\n"
        "## Order\n<!-- q type=order partial=on -->\n\n1. One\n2. Two\n3. Three\n",
    )
    assert pairs.pairs == [("A", "one = 1"), ("<code>B-&gt;C</code>", "two"), ("", "three")]
    assert groups.pairs == [("Apple", "Fruit"), ("Pear", "Fruit"), ("Leek", "Veg")]
    assert matrix.pairs == [("One", "Yes"), ("Two", "No")]
    assert order.pairs == [("One", "1"), ("Two", "2"), ("Three", "3")]
    assert lost == {
        "question all__matrix": ["the rows of the table are asked one below the other"],
        "question all__order": ["learners choose each item's place from a list"],
    }


def test_one_blank_is_a_missing_word(tmp_path: Path) -> None:
    (typed, chosen, number), lost = bank(
        tmp_path,
        "## Typed\n\nThe capital is [[Paris]] of course.\n\n## Chosen\n\nIt is [[by hand | (so) | never]].\n\n"
        "## Number\n\nIt has [[= 3]] parts.\n",
    )
    assert (typed.kind, typed.type_in("paris")[0]) == ("shortanswer", 1)
    assert typed.plain(typed.text).split() == "Typed The capital is _____ of course.".split()
    assert (chosen.kind, [each.fraction for each in chosen.answers]) == ("multichoice", [0, 1, 0])
    assert (number.kind, number.type_in("3")[0]) == ("numerical", 1)
    assert not lost


def test_several_blanks(tmp_path: Path) -> None:
    (dragged, chosen), lost = bank(
        tmp_path,
        "## Drag\n<!-- q type=drag -->\n\nA [[dog]] barks at a [[cat]].\n\n> **Distractors:** cow\n\n"
        "## Chosen\n\nIt is [[(so) | not]] and [[(there) | here]].\n\n## Typed\n\nIt is [[so]] and [[= 3]].\n",
    )
    assert dragged.pairs == [("(1)", "dog"), ("(2)", "cat"), ("", "cow")]
    assert chosen.pairs == [("(1)", "so"), ("(2)", "there"), ("", "not"), ("", "here")]
    assert "A <b>(1)</b> barks at a <b>(2)</b>." in dragged.text
    assert lost["question all__typed"] == ["GIFT has one blank to type into in a text, not several"]
    assert len(lost) == 3


def test_essay_information_and_introduction(tmp_path: Path) -> None:
    (intro, essay, info), lost = bank(
        tmp_path,
        "Read {this}.\n\n## Essay\n\n[[... 10-20 words]]\n\n> **Model answer:** Good.\n\n"
        "## Info\n<!-- q type=info -->\n\n```python\na = {1}\n\n// b\n```\n",
    )
    assert (intro.kind, intro.text) == ("description", "Read {this}.")
    assert (essay.kind, essay.general) == ("essay", "Good.")
    assert info.kind == "description"
    assert "\n\n" in info.text  # a blank line inside code does not end the entry
    assert set(lost) == {"question all__essay", "introduction of quiz all"}


def test_what_gift_cannot_ask_is_told(tmp_path: Path) -> None:
    entries, lost = bank(
        tmp_path,
        "## Upload\n\n[[^ pdf]]\n\n## Survey\n<!-- q type=survey -->\n\n- [ ] Yes\n- [ ] No\n\n"
        '## Likert\n<!-- q type=likert scale="No | Yes" -->\n\n- I like it\n\n'
        "## Spot\n<!-- q type=hotspot -->\n\n![Map](map.png)\n\n- [x] One `circle 15,35 5`\n\n"
        "## Place\n<!-- q type=drag-image -->\n\n![Map](map.png)\n\n- Storage -> `rect 10,20 90,60`\n",
    )
    assert entries == []
    assert {name.partition("__")[2] for name in lost} == {"upload", "survey", "likert", "spot", "place"}


def test_points_hints_penalty_and_order_of_choices_are_told(tmp_path: Path) -> None:
    _, lost = bank(
        tmp_path,
        "## One\n<!-- q points=2 penalty=0.5 shuffle=on -->\n\n- [x] A\n- [ ] B\n- [ ] All of the above\n\n"
        "> **Hint:** H.\n",
    )
    assert len(lost["question all__one"]) == 5


def test_pictures_travel_inside(tmp_path: Path) -> None:
    (entry,), lost = bank(tmp_path, "## See ![a map](map.png)\n\n- [x] Yes\n- [ ] No\n")
    assert 'src="data:image/png;base64,iVBOR' in entry.text
    assert not lost


def test_settings_of_a_quiz_are_told(tmp_path: Path) -> None:
    (tmp_path / "quiz.md").write_text(
        "---\ntype: quiz\nattempts: 2\nshuffle: choices\n---\n# Quiz\n\n## One?\n\n- [x] A\n- [ ] B\n", encoding="utf-8"
    )
    built = pipeline.build(pipeline.load(tmp_path / "quiz.md"), ["gift"], tmp_path / "out")
    told = [row.feature for row in built.fidelity if row.fate == "dropped"]
    assert any("2 attempts" in each for each in told)
    assert any("shuffled choices" in each for each in told)


def test_every_interaction_is_kept_or_told(tmp_path: Path) -> None:
    course = every_course(tmp_path, *every_question())
    output = gift.write(course, CONTEXT)
    entries = read_gift(b"".join(output.files[0].chunks()))
    told = {row.feature for row in output.fidelity if row.is_question}
    assert told == {f"question {each.id}" for each in every_question()}
    gone = {row.feature for row in output.fidelity if row.fate == "dropped" and not row.is_lost_part}
    assert {f"question {entry.identifier}" for entry in entries} == told - gone


def test_other_people_read_the_same(tmp_path: Path) -> None:
    texts = [
        with_feedback(question(choices("+It is: a = b", "-{x} ~ #"), "q1", "What \\ is it?"), explanation="So: {it}."),
        question(choices("+A", "+B & C", "-%50% D", multiple=True), "q2"),
        question(TextEntryInteraction(AT, (AcceptedText(AT, "a=b"), AcceptedText(AT, "c\\d"))), "q3"),
        question(None, "q4", "Only {words}"),
    ]
    data = written(*texts)
    category, *found = by_other_people(data, tmp_path)
    mine = read_gift(data)
    assert category == {"type": "Category", "title": mine[0].category}
    kinds = {"MC": "multichoice", "Short": "shortanswer", "Description": "description"}
    assert [(kinds[each["type"]], each["id"], each["title"]) for each in found] == [
        (entry.kind, entry.identifier, entry.name) for entry in mine
    ]
    for each, entry in zip(found, mine, strict=True):
        assert each["stem"] == {"format": entry.form, "text": entry.text}
        assert [one["text"]["text"] for one in each.get("choices", [])] == [one.text for one in entry.answers]
        for one, answer in zip(each.get("choices", []), entry.answers, strict=True):
            share = one["weight"] if one["weight"] is not None else 100 if one["isCorrect"] else 0
            assert share == pytest.approx(answer.fraction * 100)
    assert found[0]["globalFeedback"]["text"] == "So: {it}."


def test_other_people_read_every_type(tmp_path: Path) -> None:
    course = every_course(tmp_path, *every_question())
    data = b"".join(gift.write(course, CONTEXT).files[0].chunks())
    _, *found = by_other_people(data, tmp_path)
    kinds = {"MC": "multichoice", "Short": "shortanswer", "Description": "description", "Matching": "matching"}
    kinds |= {"TF": "truefalse", "Essay": "essay", "Numerical": "numerical"}
    mine = read_gift(data)
    assert [(kinds[each["type"]], each["id"]) for each in found] == [(each.kind, each.identifier) for each in mine]


@given(st.text(RESERVED, min_size=1).filter(str.strip), st.text(RESERVED, min_size=1).filter(str.strip))
def test_no_text_breaks_out(stem: str, answer: str) -> None:
    made = question(choices(f"+{answer}", "-another"), "q1", stem)
    (entry,) = read(with_feedback(made, explanation=answer))
    shown = [entry.plain(text) for text in (entry.text, entry.answers[0].text, entry.general)]
    assert [" ".join(text.split()) for text in shown] == [" ".join(text.split()) for text in (stem, answer, answer)]
    assert [each.fraction for each in entry.answers] == [1, 0]


@given(st.text(RESERVED.replace("\n", ""), min_size=1).filter(str.strip))
def test_no_typed_answer_breaks_out(answer: str) -> None:
    (entry,) = read(question(TextEntryInteraction(AT, (AcceptedText(AT, answer),)), "q1"))
    assert [each.text.replace(r"\*", "*") for each in entry.answers] == [answer.strip()]
    assert entry.type_in(answer)[0] == 1


def test_code_keeps_its_lines() -> None:
    made = question(None, "q1")
    code = (*made.stem, CodeBlock(AT, text="a\n\n  b = {}\n"), Paragraph(AT, children=words("End\nof it")))
    (entry,) = read(Question(AT, "q1", 1, words("Code"), code, None))
    assert "a\n\n  b = {}" in entry.plain(entry.text)
    assert "End of it" in entry.text


def test_the_same_bytes_again() -> None:
    made = [question(choices("+A", "-B"), f"q{number}") for number in range(3)]
    assert written(*made) == written(*made)
