"""CSV as spreadsheets write it, and text2qti's plain text."""

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest
import text2qti.quiz
from text2qti.config import Config
from text2qti.quiz import Quiz

from coursepack.importing.output import bank_files
from coursepack.importing.summary import counts_of
from coursepack.model.assessment import (
    ChoiceInteraction,
    NumericEntryInteraction,
    Pool,
    Question,
    TextEntryInteraction,
)
from coursepack.model.content import blocks_text
from tests.importing.round_trips import imported

TABLE = """Type;Question;Choice A;Choice B;Choice C;Answer;Feedback B;Points;Tags;Category;ID;Colour
;Which is a metal?;Iron;Hölz;"Stone; grey";A;No;2;recall, metals;Metals/Basics;q1;red
multiple;Which float?;Wood;Cork;Iron;A, B;;;;Metals/Basics;;
;Is iron a metal?;;;;True;;;;;;
;Capital of France?;;;;Paris | Lutetia;;;;;;
;g?;;;;9.81 +- 0.01;;;;;;
match;Match;a -> 1;b -> 2;-> 3;;;;;;;
order;Order;one;two;three;;;;;;;
essay;Write;;;;;;5;;;;
;Broken;a;b;;Z;;;;;;
"""

TEXT = """Quiz title: Physics
Quiz description: About *motion*.
shuffle answers: true

Points: 2
1.  How fast is **light**, where $c=\\lambda f$?
... General.
+ Yes.
*a) 300 000 km/s
... Right.
b) 3 km/s

2.  Which are vectors?
[*] velocity
[ ] mass
[*] force

3.  Name it.
*   newton

4.  How many?
=   [1, 2]

5.  Write.
____

6.  Hand in.
^^^^

GROUP
pick: 1
points per question: 3

7.  One?
*a) a
b) b

8.  Two?
a) a
*b) b

END_GROUP

Text title: Note
Text: Read this.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_table(encoding: str, sign: str, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    lead = "sep=;\n" if sign == ";" and encoding == "cp1252" else ""
    file.write_bytes((lead + TABLE.replace(";", sign)).encode(encoding))
    bank, notes = imported(file)
    files = {path: content.decode() for path, content in bank_files(bank).items()}
    assert dict(counts_of(bank)) == {
        "single choice": 1, "multiple response": 1, "true/false": 1, "short text": 1, "numeric": 1, "matching": 1,
        "ordering": 1, "essay": 1,
    }  # fmt: skip
    basics = files["metals/basics.md"]
    assert '<!-- q id=q1 points=2 tags="recall, metals" -->\n\n- [x] Iron\n- [ ] Hölz\n  > No\n- [ ] Stone' in basics
    assert "- [x] Wood\n- [x] Cork\n- [ ] Iron" in basics
    for part in (
        "[[Paris | Lutetia]]",
        "[[= 9.81 +- 0.01]]",
        "- a -> 1\n- b -> 2\n- -> 3",
        "1. one\n2. two",
        "- [x] True",
    ):
        assert part in files["table.md"]
    assert [row.feature for row in notes.rows] == ['column "colour"', 'question "Broken"']
    open_row = file.with_name("open.csv")
    open_row.write_text("question,choice 1,choice 2,answer\nWhich?,Iron,Wood,\n", encoding="utf-8")
    _, notes = imported(open_row)
    assert [row.how.partition(":")[0] for row in notes.rows] == ["its column answer is empty"]


def test_text2qti(tmp_path: Path) -> None:
    file = tmp_path / "physics.txt"
    file.write_text(TEXT, encoding="utf-8")
    bank, notes = imported(file)
    text = bank_files(bank)["physics.md"].decode()
    assert not notes.rows
    for part in (
        'title: "Physics"\nshuffle: choices', "About *motion*.", "How fast is **light**, where $c=\\lambda f$?",
        "<!-- q points=2 -->", "- [x] 300 000 km/s\n  > Right.\n- [ ] 3 km/s", "> **Correct:** Yes.",
        "> **Explanation:** General.", "- [x] velocity\n- [ ] mass\n- [x] force", "[[newton]]", "[[= 1..2]]", "[[...]]",
        "[[^]]", "## Pool: Group 1\n\n<!-- pool draw=1 -->\n\n### One?\n\n<!-- q points=3 -->", "## Note",
    ):  # fmt: skip
        assert part in text, f"{part}\n---\n{text}"


def samples() -> list[str]:
    """The text above, and the samples in text2qti's own description."""
    description = str(metadata("text2qti").json["description"])
    blocks = re.findall(r"^```\n(.*?)^```$", description, re.MULTILINE | re.DOTALL)
    answer = re.compile(r"^(?:\*[a-z]\)|\[\*\]|= |\* |_{3,}$|\^{4,}$)", re.MULTILINE)
    return [TEXT, *(each for each in blocks if answer.search(each) and re.search(r"^\d+\.\s", each, re.MULTILINE))]


@pytest.mark.parametrize("number", range(6))
def test_text2qti_itself_reads_the_same_keys(number: int, tmp_path: Path) -> None:
    sample = samples()[number]
    config = Config()
    config.load()
    theirs = [
        each
        for each in Quiz(sample, config=config, source_name="quiz.txt").questions_and_delims
        if isinstance(each, text2qti.quiz.Question)
    ]
    file = tmp_path / "quiz.txt"
    file.write_text(sample, encoding="utf-8")
    bank, _ = imported(file)
    items = [each for quiz in bank.quizzes for each in quiz.items]
    listed = [one for each in items for one in (each.questions if isinstance(each, Pool) else (each,))]
    ours = [question for question in listed if question.interaction is not None]
    assert len(ours) == len(theirs) > 0
    for mine, other in zip(ours, theirs, strict=True):
        assert key_of(mine) == [
            (" ".join(re.sub(r"[*$`\\]", "", choice.choice_raw).split()), choice.correct) for choice in other.choices
        ]
        if mine in items:  # in a group, the group says what each is worth
            assert mine.points == other.points_possible
        told = mine.feedback
        assert [bool(each) for each in (told.explanation, told.correct, told.incorrect)] == [
            bool(each or (place == 0 and other.solution))
            for place, each in enumerate((other.feedback_raw, other.correct_feedback_raw, other.incorrect_feedback_raw))
        ]
        if isinstance(mine.interaction, NumericEntryInteraction):
            (accepted,) = mine.interaction.accepted
            low, high = (other.numerical_min, other.numerical_max)
            assert (float(accepted.low), float(accepted.high)) == pytest.approx((low, high))


def key_of(question: Question) -> list[tuple[str, bool]]:
    """What can be chosen or typed, and whether it is right."""
    match question.interaction:
        case ChoiceInteraction(choices=choices):
            return [(re.sub(r"[*$`\\]", "", blocks_text(each.blocks)), each.correct) for each in choices]
        case TextEntryInteraction(accepted=accepted):
            return [(each.text, True) for each in accepted]
        case _:
            return []
