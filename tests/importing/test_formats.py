"""What each format becomes: whole files in the shape in which their makers write them."""

import base64
from pathlib import Path

import pytest

from coursepack.diagnostics import Severity
from coursepack.importing.output import bank_files
from coursepack.importing.summary import counts_of
from coursepack.pipeline import load
from coursepack.targets.table import BY_NAME
from tests.importing.round_trips import imported
from tests.support.by_hand import CONTEXT, PIXEL

_PIXEL = base64.b64encode(PIXEL).decode()

GIFT = r"""
// a comment
$CATEGORY: $course$/Metals/Basics

// [id:q_iron] [tag:recall]
::Iron::Which is a metal? {
  =Iron #Right\: it conducts.
  ~Wood #It grows.
  ~%50%Bronze
  ####Metals conduct.
}

::Q2::[html]<p>Two <b>right</b> ones \{here\}</p>{ ~%50%One ~%50%Two ~%-100%Three }

The sun is a {=star =Sun*} today.

When? {#1822:5 #good ~#no}

::T:: Sky is blue {T#wrong#right}

Match {=A -> one =B -> two = -> three}

Write {}

Just information.

Broken { = a { = b }
"""

AIKEN = """Which is a metal?
A. Wood
B) Iron
ANSWER: B

Which one floats?
A. Wood
ANSWER: C

What never ends?
A. A circle
B. A line
"""


def _element(kind: str, name: str, text: str, rest: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text>'
        f'<file name="dot.png" path="/" encoding="base64">{_PIXEL}</file></questiontext>'
        f"<defaultgrade>2</defaultgrade><penalty>0.3333333</penalty>{rest}</question>"
    )


def _answer(share: str, text: str, more: str = "") -> str:
    return f'<answer fraction="{share}" format="html"><text>{text}</text>{more}</answer>'


_ON_PICTURE = f'<file name="bg.png" encoding="base64">{_PIXEL}</file><drag><no>1</no><text>one</text></drag>'
_MARKER = "<drop><shape>circle</shape><coords>9,9;5</coords><choice>1</choice></drop>"
_PIECE = "<drop><no>1</no><choice>1</choice><xleft>1</xleft><ytop>2</ytop></drop>"
_BLANKS = "<p>Before.</p><p>a {1:SA:=yes#good~%50%y} b {1:MC:=x~y} c {2:NM:=3:0.1}</p><p>After.</p>"
_BOXES = "".join(f"<dragbox><text>{word}</text></dragbox>" for word in ("cat", "dog", "mat"))
_LIMITS = "<minwordlimit>50</minwordlimit><graderinfo><text>look</text></graderinfo>"
_FILE = "<responseformat>noinline</responseformat><filetypeslist>.pdf</filetypeslist>"
_UNSAFE = "<p style='color:red'>Read <a href='javascript:x()'>this</a><script>x</script></p>"
MOODLE = "".join(
    [
        '<?xml version="1.0" encoding="UTF-8"?><quiz>',
        '<question type="category"><category><text>top/Module A/Unit 1//2</text></category></question>',
        _element(
            "multichoice", "mc", '<p>Pick <img src="@@PLUGINFILE@@/dot.png" alt="dot"></p>',
            "<idnumber>mc-1</idnumber><single>true</single><shuffleanswers>true</shuffleanswers>"
            + _answer("100", "A") + _answer("0", "B") + "<tags><tag><text>t1</text></tag></tags>",
        ),
        _element("truefalse", "tf", "T?", _answer("0", "true") + _answer("100", "false")),
        _element("shortanswer", "sa", "?", _answer("100", "yes") + _answer("50", "y*s")),
        _element(
            "numerical", "num", "pi", _answer("100", "3.14", "<tolerance>0.01</tolerance>")
            + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
            "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>",
        ),
        _element(
            "matching", "match", "m",
            "".join(
                f"<subquestion format='html'><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
                for left, right in (("a", "1"), ("b", "2"), ("", "3"))
            ),
        ),
        _element("cloze", "cl", _BLANKS),
        _element("ddwtos", "dd", "The [[1]] on [[3]]", _BOXES),
        _element(
            "gapselect", "gs", "The [[1]]",
            "".join(f"<selectoption><text>{word}</text><group>1</group></selectoption>" for word in ("cat", "dog")),
        ),
        _element("ordering", "or", "order", _answer("1", "one") + _answer("2", "two")),
        _element("essay", "es", "write", _LIMITS),
        _element("essay", "up", "hand in", _FILE),
        _element("ddmarker", "mk", "where", _ON_PICTURE + _MARKER),
        _element("ddimageortext", "im", "where", _ON_PICTURE + _PIECE),
        _element("description", "info", _UNSAFE),
        _element("calculatedsimple", "calc", "{a}+{b}?"),
        "</quiz>",
    ]
)  # fmt: skip


def _read(tmp_path: Path, text: str) -> tuple[dict[str, bytes], list[str], dict[str, int]]:
    """The files that a bank becomes, what got lost, and how many questions there are of each type."""
    file = tmp_path / "bank"
    file.write_text(text, encoding="utf-8")
    bank, notes = imported(file)
    told = [f"{row.fate}: {row.feature}: {row.how}" for row in notes.rows]
    return bank_files(bank), told, dict(counts_of(bank))


def _builds(tmp_path: Path, files: dict[str, bytes]) -> None:
    """The files build at once, without a warning but those on a picture that is one pixel large and says nothing."""
    folder = tmp_path / "course"
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    loaded = load(folder)
    found = [f"{each.at}: {each.message}" for each in loaded.report.diagnostics if each.severity > Severity.NOTE]
    assert [each for each in found if "alternative" not in each and "1 × 1 pixels" not in each] == []
    assert BY_NAME["html"].write(loaded.course, CONTEXT).files


def test_gift(tmp_path: Path) -> None:
    files, told, counts = _read(tmp_path, GIFT)
    assert counts == {
        "cloze": 1, "single choice": 1, "multiple response": 1, "numeric": 1, "true/false": 1, "matching": 1,
        "essay": 1, "information": 1,
    }  # fmt: skip
    (text,) = (content.decode() for content in files.values())
    assert list(files) == ["metals/basics.md"]
    assert "<!-- q id=q_iron tags=recall -->\n\n- [x] Iron\n  > Right: it conducts.\n- [ ] Wood\n  > It grows." in text
    assert "> **Explanation:** Metals conduct." in text
    assert "The sun is a [[star | Sun*]] today." in text
    assert "[[= 1822 +- 5]]\n\n> **Correct:** good\n\n> **Incorrect:** no" in text
    assert "- [x] True\n  > right\n- [ ] False\n  > wrong" in text
    assert "- A -> one\n- B -> two\n- -> three" in text
    assert told == [
        'degraded: question "Iron": choices that earned a part of the points are wrong: '
        "a single choice is right or wrong",
        "dropped: question 9: its braces do not form one block of answers",
    ]
    _builds(tmp_path, files)


def test_gift_as_moodle_reads_it(tmp_path: Path) -> None:
    """What question/format/gift/format.php makes of these: the sign `~` decides first, then the arrow."""
    text = "Next? {=a -> b ~b -> a}\n\nTwo and two? {four}\n\nPick {first =a ~b}\n\nSay {=a#b####c}\n"
    files, told, counts = _read(tmp_path, text)
    assert counts == {"single choice": 2, "short text": 2}
    (written,) = (content.decode() for content in files.values())
    assert "- [x] a -> b\n- [ ] b -> a" in written
    assert "[[four]]" in written
    assert "[[a]]\n\n> **Correct:** b\n\n> **Explanation:** c" in written
    assert told == ['degraded: question 3: "first" is left out: it stands before the first answer']
    _builds(tmp_path, files)


def test_aiken(tmp_path: Path) -> None:
    files, told, counts = _read(tmp_path, AIKEN)
    assert counts == {"single choice": 1}
    assert b"- [ ] Wood\n- [x] Iron" in files["bank.md"]
    assert [line.partition(":")[0] for line in told] == ["dropped", "dropped"]
    _builds(tmp_path, files)


def test_moodle_xml(tmp_path: Path) -> None:
    files, told, counts = _read(tmp_path, MOODLE)
    assert counts == {
        "single choice": 1, "true/false": 1, "short text": 1, "numeric": 1, "matching": 1, "cloze": 2,
        "drag words into text": 1, "ordering": 1, "essay": 1, "file upload": 1, "drag onto image": 2, "information": 1,
    }  # fmt: skip
    text = files["module-a/unit-1-2.md"].decode()
    for part in (
        "## Pick ![dot](images/dot.png)\n\n<!-- mc -->\n\n<!-- q id=mc_1 points=2 tags=t1 -->\n\n- [x] A\n- [ ] B",
        "- [ ] True\n- [x] False",
        "[[= 3.14 +- 0.01 m | 314 +- 1 cm]]",
        "- a -> 1\n- b -> 2\n- -> 3",
        "## Before.\n",
        "a [[yes]] b [[(x) | y]] c [[= 3 +- 0.1]]\\\n\\\nAfter.\n\n> **Correct `yes`:** good",
        "The [[cat]] on [[mat]]\n\n> **Distractors:** dog",
        "The [[(cat) | dog]]",
        "1. one\n2. two",
        "[[... 50- words]]\n\n> **Rubric:** look",
        "[[^ pdf]]",
        "- one -> `circle 9,9 5`",
        "- one -> `rect 1,2 101,42`",
        "shuffle: choices",
    ):
        assert part in text, f"{part}\n---\n{text}"
    assert "script" not in text
    assert sum(line.startswith("dropped") for line in told) == 1
    lost = "\n".join(told)
    for words in (
        "the answer is worked out", 'identifier "mc-1"', '"y*s" earned a part', '"y" earned a part', "worth the same",
        "a script is left out", "javascript:", "colours", "usual penalty", "their corners only",
    ):  # fmt: skip
        assert words in lost, f"{words}\n---\n{lost}"
    assert files["module-a/images/dot.png"] == PIXEL
    _builds(tmp_path, files)


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        "<quiz><question type='description'><name><text>a</text></name>",
        "<quiz>" + "<a>" * 100_000,
        "just words",
        "",
    ],
    ids=["doctype", "cut short", "deep", "no bank", "empty"],
)
def test_what_is_no_bank_is_refused(text: str, tmp_path: Path) -> None:
    from coursepack.errors import SourceError

    with pytest.raises(SourceError):
        _read(tmp_path, text)


def test_names_of_files_lead_nowhere(tmp_path: Path) -> None:
    name = "../../../etc/cron.d/x&quot;.png"
    file = (
        f'<file name="{name}" path="/../" encoding="base64">{_PIXEL}</file><file name="b" encoding="base64">@@</file>'
    )
    text = f'<p><img src="@@PLUGINFILE@@/{name}" alt="x"></p>' + "<div>" * 5000 + "deep"
    category = '<question type="category"><category><text>../../a/con/..</text></category></question>'
    html = f'<questiontext format="html"><text><![CDATA[{text}]]></text>{file}</questiontext>'
    question = f'<question type="essay"><name><text/></name>{html}</question>'
    files, told, _ = _read(tmp_path, f"<quiz>{category}{question}</quiz>")
    assert all(".." not in path.split("/") and not path.startswith("/") for path in files)
    assert any("its data is damaged" in line for line in told)
    _builds(tmp_path, files)


def test_texts_that_look_like_answers_and_labels_stay_texts(tmp_path: Path) -> None:
    stem = "<p>Exercise 3: What is it?</p><p>Answer: ____</p><p>A) x<br>B) y</p>"
    stem += "<blockquote><p>Correct: he said</p></blockquote>"
    told = "<p>Because</p><p>Wrong: the other.</p><p>Explanation: more</p>"
    entry = f"{stem}{{=Correct: yes ~Wrong ~Hint: no ####{told}}}".replace(":", "\\:")
    files, lost, counts = _read(
        tmp_path, f"$CATEGORY: Week 1/Lesson 2\n\n::b::[html]{entry}\n\nPool\\: tools {{=a ~b}}\n"
    )
    assert counts == {"single choice": 2}
    assert not lost
    assert list(files) == ["week-1/lesson-2.md"]
    _builds(tmp_path, files)
