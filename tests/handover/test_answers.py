"""A new key and new letters are told from new wording, in every kind of question that a machine judges."""

from pathlib import Path

import pytest

from coursepack.handover.answers import Answers, answers_of, has_other_key, has_other_letters
from coursepack.pipeline import load
from tests.support.courses import write_sources

CHOICES = "- [x] Iron\n- [ ] Wood\n- [ ] Glass\n"
PAIRS = "- one -> I\n- two -> II\n- three -> III\n"
ORDER = "<!-- q type=order -->\n\n1. Wash\n2. Cut\n3. Cook\n"
MATRIX = "|      | wood | metal |\n|------|:----:|:---:|\n| Oak  | x    |   |\n| Coin |      | x |\n"
PLACES = (
    "<!-- q type=hotspot -->\n\n![A map](m.svg)\n\n- [x] The store `rect 20,0 40,20`\n- [ ] The door `circle 8,10 5`\n"
)
TRUTH = "- [x] True\n- [ ] False\n"
MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'


def answers(folder: Path, text: str) -> Answers:
    write_sources(folder, {"q.md": f"# Quiz 1: Q\n\n## Which?\n{text}", "m.svg": MAP})
    (quiz,) = load(folder).course.quizzes()
    (question,) = quiz.questions()
    found = answers_of(question)
    assert found
    return found


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (CHOICES, CHOICES, ""),
        (CHOICES, CHOICES.replace("[x] I", "[ ] I").replace("[ ] W", "[x] W"), "key"),
        (CHOICES, CHOICES.replace("[ ] W", "[x] W"), "key"),
        (CHOICES, CHOICES.replace("Iron", "Steel"), ""),
        (CHOICES, CHOICES.replace("Wood\n", "Wood\n  > No.\n"), ""),
        (CHOICES, "- [ ] Wood\n- [x] Iron\n- [ ] Glass\n", "letters"),
        (CHOICES, f"- [ ] Stone\n{CHOICES}", "letters"),
        (CHOICES, f"{CHOICES}- [ ] Stone\n", ""),
        (CHOICES, "- [x] Wood\n- [ ] Iron\n- [ ] Glass\n", "key, letters"),
        (TRUTH, "- [ ] True\n- [x] False\n", "key"),
        ("[[Paris | Lutetia]]\n", "[[Lutetia | Paris]]\n", ""),
        ("[[Paris]]\n", "[[Paris | Lutetia]]\n", "key"),
        ("[[= 5]]\n", "[[= 5 | 6]]\n", "key"),
        (PAIRS, PAIRS, ""),
        (PAIRS, PAIRS.replace("> II\n", "> 2\n"), ""),
        (PAIRS, PAIRS.replace("one -> I\n", "one -> II\n").replace("two -> II\n", "two -> I\n"), "key, letters"),
        ("[[iron]] and [[wood]]\n", "[[iron]] or [[wood]]\n", ""),
        ("[[iron]] and [[wood]]\n", "[[iron]] and [[glass | (wood)]]\n", "key"),
        (MATRIX, MATRIX, ""),
        (MATRIX, MATRIX.replace("| Oak  | x    |   |", "| Oak  |      | x |"), "key"),
        (MATRIX, MATRIX.replace("Oak ", "Pine"), ""),
        (ORDER, ORDER, ""),
        (ORDER, ORDER.replace("Wash", "Rinse"), ""),
        (ORDER, ORDER.replace("Wash", "Dry").replace("Cut", "Wash").replace("Dry", "Cut"), "key, letters"),
        (PLACES, PLACES, ""),
        (PLACES, PLACES.replace("[x]", "[-]").replace("[ ]", "[x]").replace("[-]", "[ ]"), "key"),
    ],
)
def test_what_an_update_does_to_a_question(tmp_path: Path, before: str, now: str, told: str) -> None:
    was, is_ = answers(tmp_path / "before", before), answers(tmp_path / "now", now)
    found = {"key": has_other_key(was, is_), "letters": has_other_letters(was, is_)}
    assert ", ".join(what for what, yes in found.items() if yes) == told
