"""The data that pages give the player has the shape that the player reads."""

import base64
import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from coursepack.model.course import Retired
from coursepack.pages.addresses import DocumentAddresses
from coursepack.pages.data import course_data, encoded_questions
from coursepack.pages.rich_text import RichText
from coursepack.pages.tree import tree
from tests.pages.courses import questions, sample


def decoded(tmp_path: Path) -> dict[str, Any]:
    course = sample(tmp_path)
    text = RichText(course, DocumentAddresses(course), heading_level=4)
    encoded = encoded_questions(questions(), text)
    assert "pipeline" not in encoded
    data: dict[str, Any] = json.loads(base64.b64decode(encoded))
    return data


def test_names_course_pages_quizzes_and_keys(tmp_path: Path) -> None:
    course = sample(tmp_path)
    course = type(course)(
        **{name: getattr(course, name) for name in course.__struct_fields__} | {"retired": (Retired("old", 6),)}
    )
    data = course_data(course, "abcdef012345")
    assert data["format"] == 1
    assert data["course"] == {
        "id": "data_engineering",
        "title": "Data Engineering Foundations",
        "version": "",
        "fingerprint": "abcdef012345",
        "language": "en",
    }
    assert data["pages"] == ["lesson_1_1", "activity_1_1", "quiz_1_1"]
    assert data["keys"][:7] == ["module_1", "lesson_1_1", "activity_1_1", "self_check", "quiz_1_1", "", "old"]
    assert data["keys"][10:] == ["q_first", "q_several", "q_text", "q_number", "q_match", "q_self"]
    assert data["rules"] == {
        "pass": 0.6,
        "passRule": "average",
        "mastery": "package",
        "onFail": "incomplete",
        "complete": {"pages": 1.0, "questions": 0.0, "quizzes": "taken"},
        "onExit": "finish",
    }
    self_check, quiz = data["quizzes"]
    assert (self_check["id"], self_check["unit"], self_check["graded"]) == ("self_check", "lesson_1_1", False)
    assert quiz["questions"] == ["q_first", "q_several", "q_text", "q_number", "q_match"]
    assert (quiz["draw"], quiz["pools"], quiz["timeLimit"]) == (0, [], 0)
    assert (quiz["pass"], quiz["attempts"], quiz["feedback"]) == (0.6, 3, "immediate")


def test_questions_carry_answers_and_feedback_as_trees(tmp_path: Path) -> None:
    data = decoded(tmp_path)
    assert list(data) == ["q_first", "q_several", "q_text", "q_number", "q_match"]
    first = data["q_first"]
    assert first["interaction"]["type"] == "choice"
    assert first["interaction"]["choices"][0] == {
        "code": "a",
        "correct": True,
        "fixed": False,
        "text": "Collect data",
        "feedback": [["p", {}, "Right: nothing flows until data is collected."]],
    }
    assert first["interaction"]["choices"][2]["feedback"] is None
    assert first["hints"] == [[["p", {}, "Think of plumbing."]]]
    assert first["explanation"] == [["p", {}, "Collection precedes storage, see ", ["strong", {}, "Lesson 1.1"], "."]]
    assert first["correct"] is None
    assert data["q_text"]["interaction"]["accepted"][1] == {
        "text": "data pipe*",
        "kind": "wildcard",
        "caseSensitive": False,
    }
    assert data["q_number"]["interaction"]["accepted"][0]["low"] == "2048"


def test_trees_keep_text_and_drop_what_could_run() -> None:
    assert tree(Markup("<p>a &lt; b</p>\n")) == [["p", {}, "a < b"]]
    assert tree(Markup("<p><em>a</em>\n<em>b</em></p>\n<ul>\n<li>c</li>\n</ul>\n")) == [
        ["p", {}, ["em", {}, "a"], "\n", ["em", {}, "b"]],
        ["ul", {}, ["li", {}, "c"]],
    ]
    assert tree(Markup('a <b onclick="x()" style="x" lang="de">b</b><script>c</script><!-- d --> e')) == [
        "a ",
        ["b", {"lang": "de"}, "b"],
        " e",
    ]
    assert tree(Markup("<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>")) == [
        ["math", {}, ["mfrac", {}, ["mi", {}, "a"], ["mn", {}, "2"]]]
    ]
