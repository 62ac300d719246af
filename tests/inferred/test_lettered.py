"""Lettered questions in prose: the shapes people write, and what is refused."""

import re
from pathlib import Path

import pytest

from coursepack import pipeline
from coursepack.diagnostics import Severity
from coursepack.model.assessment import ChoiceInteraction, NumericEntryInteraction, Question, TextEntryInteraction
from coursepack.model.content import blocks_text, plain_text
from coursepack.pipeline import Loaded

OPTIONS = "A) One\nB) Two\nC) Three\n"


def load(folder: Path, text: str, name: str = "lesson.md") -> Loaded:
    (folder / name).write_text(text, encoding="utf-8")
    return pipeline.load(folder / name)


def questions(loaded: Loaded) -> list[Question]:
    return [question for quiz in loaded.course.quizzes() for question in quiz.questions()]


def told(question: Question) -> tuple[str, dict[str, bool]]:
    assert isinstance(question.interaction, ChoiceInteraction)
    return plain_text(question.title), {
        blocks_text(choice.blocks): choice.correct for choice in question.interaction.choices
    }


def rules(loaded: Loaded) -> set[str]:
    return {found.rule.name for found in loaded.report.diagnostics}


SHAPES = {
    "one paragraph": "What is it?\nA) One\nB) Two\nC) Three\nAnswer: B\n",
    "letters in brackets": "What is it?\n\n(a) One\n(b) Two\n(c) Three\n\nAnswer: (b)\n",
    "letters with dots": "What is it?\n\nA. One\nB. Two\nC. Three\n\nAns. B\n",
    "bold letters": "What is it?\n\n**A.** One\n**B.** Two\n**C.** Three\n\n**Correct answer:** B\n",
    "bold options": "What is it?\n\n**A) One**\n**B) Two**\n**C) Three**\n\n**Answer: B**\n",
    "bulleted list": "What is it?\n\n- A) One\n- B) Two\n- C) Three\n\nSolution: B. Two\n",
    "a toggle in the list": "What is it?\n\n- A) One\n- B) Two\n- C) Three\n- Show answer\n\n    B\n",
    "answer as the last item": "What is it?\n\n- A) One\n- B) Two\n- C) Three\n- **Answer:** B\n",
    "numbered list": "1. What is it?\n   A) One\n   B) Two\n   C) Three\n   Answer: B\n",
    "indented list": "1. What is it?\n\n   - A. One\n   - B. Two\n   - C. Three\n\n   *Answer: B*\n",
    "indented block": "What is it?\n\n    A) One\n    B) Two\n    C) Three\n\nAnswer: B\n",
    "consecutive paragraphs": "What is it?\n\nA) One\n\nB) Two\n\nC) Three\n\nAnswer: B\n",
    "one line": "What is it? A) One B) Two C) Three\n\nAnswer: B\n",
    "a heading as stem": "## Question 1: What is it?\n\nA) One\nB) Two\nC) Three\n\nAnswer: B\n",
    "a heading that only counts": "### Question 1\n\nWhat is it?\n\nA) One\nB) Two\nC) Three\n\nAnswer: B\n",
    "a bold stem": "**Q1. What is it?**\n\nA) One\nB) Two\nC) Three\n\nAnswer: B\n",
    "details": f"What is it?\n\n{OPTIONS}\n<details>\n<summary>Show answer</summary>\n\nB) Two\n\n</details>\n",
    "details on one line": "What is it?\n\nA) One\nB) Two\nC) Three\n\n<details><summary>Answer</summary>B</details>\n",
    "a tick behind": "What is it?\n\nA) One\nB) Two ✅\nC) Three\n",
    "the word correct": "What is it?\n\nA) One\nB) Two (correct)\nC) Three\n",
    "the text as answer": "What is it?\n\nA) One\nB) Two\nC) Three\n\nAnswer: Two\n",
    "an emoji before": "What is it?\n\nA) One\nB) Two\nC) Three\n\n✅ **Correct Answer: B**\n",
    "a key": "1. What is it?\n   A) One\n   B) Two\n   C) Three\n\n## Answer key\n\n1. B\n",
    "a key on one line": "1. What is it?\n   A) One\n   B) Two\n   C) Three\n\n**Answers**\n\n1: B\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_the_same_question(shape: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# A lesson\n\nSome words before it.\n\n{SHAPES[shape]}")
    (question,) = questions(loaded)
    assert told(question) == ("What is it?", {"One": False, "Two": True, "Three": False})
    assert "inferred-question" in rules(loaded)
    assert not loaded.report.has_errors
    assert not any("nswer" in blocks_text(unit.blocks) for unit in loaded.course.units())


@pytest.mark.parametrize("shape", SHAPES)
def test_rewritten_file_is_the_same_course(shape: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# A lesson\n\nSome words before it.\n\n## Check yourself\n\n{SHAPES[shape]}")
    before = [told(question) for question in questions(loaded)]
    identifiers = [question.id for question in questions(loaded)]
    assert pipeline.fix(loaded) == ["lesson.md"]
    again = pipeline.load(tmp_path / "lesson.md")
    assert [told(question) for question in questions(again)] == before
    assert [question.id for question in questions(again)] == identifiers
    assert "inferred-question" not in rules(again)
    assert not again.report.fixes
    words = [blocks_text(unit.blocks) for unit in loaded.course.units()]
    assert [blocks_text(unit.blocks) for unit in again.course.units()] == words


def test_several_right_answers_and_explanations(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        f"# Quiz\n\n1. Which ones?\n\n{OPTIONS}\nAnswers: A and C\n\nExplanation: *Both* of them.\n\n"
        f"- A) It is one.\n- B) It is not.\n\n2. And now?\n\n{OPTIONS}\nAnswer: c) Three. Since it is.\n",
    )
    first, second = questions(loaded)
    assert told(first)[1] == {"One": True, "Two": False, "Three": True}
    assert isinstance(first.interaction, ChoiceInteraction)
    assert first.interaction.multiple
    assert blocks_text(first.feedback.explanation) == "Both of them."
    assert [blocks_text(choice.feedback) for choice in first.interaction.choices] == ["It is one.", "It is not.", ""]
    assert blocks_text(second.feedback.explanation) == "Since it is."


def test_stem_keeps_code_and_tables(tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# Quiz\n\n1. What does it print?\n\n```python\nprint(1)\n```\n\n{OPTIONS}\nAnswer: A\n")
    (question,) = questions(loaded)
    assert blocks_text(question.stem) == "What does it print? print(1)"


def test_all_of_the_above_stays_last(tmp_path: Path) -> None:
    loaded = load(tmp_path, "# Quiz\n\nWhat?\n\nA) One\nB) Two\nC) All of the above\n\nAnswer: C\n")
    (question,) = questions(loaded)
    assert isinstance(question.interaction, ChoiceInteraction)
    assert [choice.fixed for choice in question.interaction.choices] == [False, False, True]


@pytest.mark.parametrize(
    "text",
    [
        "The act says:\n\nA. Owners pay.\nB. Tenants pay.\n\nThat was the law.\n",
        "We can:\n\n- A) wait\n- B) go\n\nWe chose to go.\n",
        "**Q: Is it free?**\n\nAnswer: yes, for students.\n",
        "```\nA) One\nB) Two\nAnswer: A\n```\n",
        "Answer the phone. Answer: the question of life is not a letter.\n",
        "match 1. Bring a pen\na) and/or paper\nb) or nothing\n",
        "1. Vitamins / A. Retinol\n2. Vitamins / B. Thiamine\n",
        "NUM" + "\t" * 100_000 + "x\n",
    ],
)
def test_prose_stays_prose(text: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# A lesson\n\n{text}")
    assert questions(loaded) == []
    assert not loaded.report.has_errors


def test_feedback_for_right_answers_is_no_answer_in_the_open(tmp_path: Path) -> None:
    loaded = load(tmp_path, "# Quiz\n\n## What?\n\n- [x] One\n- [ ] Two\n\n> **Correct:** Go on.\n")
    assert "answers-visible" not in rules(loaded)
    assert len(questions(loaded)) == 1


@pytest.mark.parametrize("heading", ["Check yourself", "Knowledge check"])
def test_a_break_behind_the_questions_does_not_keep_them_from_being_rewritten(heading: str, tmp_path: Path) -> None:
    text = f"# A lesson\n\nSome words.\n\n## {heading}\n\n1. What?\n\n{OPTIONS}\nAnswer: A\n\n---\n"
    loaded = load(tmp_path, f"{text}\n## Summary\n\nThe end.\n")
    before = [told(question) for question in questions(loaded)]
    assert pipeline.fix(loaded) == ["lesson.md"]
    again = pipeline.load(tmp_path / "lesson.md")
    assert [told(question) for question in questions(again)] == before
    assert all(blocks_text(question.stem) == "What?" and len(question.stem) == 1 for question in questions(again))
    assert any("The end." in blocks_text(unit.blocks) for unit in again.course.units())


def test_a_blank_without_heading_among_lettered_questions_is_an_error(tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# Quiz\n\n1. What?\n\n{OPTIONS}\nAnswer: A\n\n2. How many?\n\n[[= 2]]\n")
    assert "mixed-answers" in rules(loaded)
    assert loaded.report.has_errors


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Which is it?\n\nAnswer: B\n", "answers-visible"),
        (f"Which is it?\n\n{OPTIONS}\nAnswer: E\n", "answers-visible"),
        ("It is true.\n\nAnswer: True\n", "answers-visible"),
        ("| Question | Answer |\n|---|---|\n| Who? | Me |\n", "answers-visible"),
        ("Some words.\n\n## Answer key\n\n1. A\n2. B\n", "answers-visible"),
        (f"1. What?\n\n{OPTIONS}\n2. And?\n\n{OPTIONS}\n## Answer key\n\n1. A\n", "answer-key-mismatch"),
        (f"1. What?\n\n{OPTIONS}\n## Answer key\n\n1. E\n", "answer-key-mismatch"),
    ],
)
def test_what_looks_like_a_quiz_but_is_none_is_an_error(text: str, rule: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# A lesson\n\n{text}")
    assert rule in rules(loaded)
    assert loaded.report.has_errors


_FOUR = "".join(f"{number}. Which is {number}?\n\n   A) this\n   B) that\n\n" for number in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("key", "missing"),
    [
        ("1. b\n3. a\n4. b\n5. a\n", "question 2 (a.md:8:4) has no entry in this key"),
        ("1. b\n2. b\n2. a\n4. b\n", "question 3 (a.md:13:4) has no entry in this key"),
        ("1. b\n2. a\n3. b\n", "question 4 (a.md:18:4) has no entry in this key"),
        (
            "1\\. b\n2\\. b\n3\\. b\n4\\. b\n1\\. a\n",
            "this key has two entries 1: only one of them can be right",
        ),
    ],
)
def test_typed_numbers_of_a_key_count(key: str, missing: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# Test\n\n{_FOUR}## Answer key\n\n{key}", "a.md")
    errors = [found for found in loaded.report.diagnostics if found.severity is Severity.ERROR]
    assert [(found.rule.name, found.message) for found in errors] == [("answer-key-mismatch", missing)]


@pytest.mark.parametrize(
    ("entry", "wrong"), [("B", ""), ("A", "the key says A for question 1 (a.md:3:4), but B is its")]
)
def test_a_key_may_repeat_the_answers_and_must_not_contradict_them(entry: str, wrong: str, tmp_path: Path) -> None:
    asked = "1. Which?\n\nA) this\nB) that\n\nAnswer: B\n\n2. And?\n\nA) x\nB) y\n\n"
    loaded = load(tmp_path, f"# Test\n\n{asked}## Answer key\n\n1. {entry}\n2. A\n", "a.md")
    errors = [found.message for found in loaded.report.diagnostics if found.severity is Severity.ERROR]
    assert [message[: len(wrong)] for message in errors] == ([wrong] if wrong else [])
    assert [list(told(question)[1].values()) for question in questions(loaded)] == [[False, True], [True, False]]


def test_nothing_is_rewritten_beside_a_question_with_an_error(tmp_path: Path) -> None:
    text = f"# Test\n\n1. What?\n\n{OPTIONS}\nAnswer: E\n\n2. And?\n\n{OPTIONS}\nAnswer: B\n"
    assert pipeline.fix(load(tmp_path, text, "a.md")) == []
    assert pipeline.fix(load(tmp_path, text.replace("E\n", "A\n"), "a.md")) == ["a.md"]


def test_an_answer_in_words_shows_how_to_write_it(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, "# Lesson\n\nThe green pigment is called ______.\n\n**Answer:** Chlorophyll, or a name of it\n"
    )
    (error,) = [found for found in loaded.report.diagnostics if found.severity is Severity.ERROR]
    assert "in place of the ____: [[Chlorophyll, or a name of it]]" in error.help


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Fill in: the green pigment is called ______.\n\n**Answer:** Chlorophyll\n", "Chlorophyll"),
        ("1. The green pigment is \\_\\_\\_\\_\n   Answer: chlorophyll a.\n", "chlorophyll a"),
        ("## Question 1\n\nIt has ___ legs.\n\nAnswer: 8\n\nExplanation: All spiders have.\n", "8"),
        ("**1. What is the capital of France?**\n\n_________\n\nAnswer: Paris\n", "Paris"),
        ("Water boils at ____ °C.\n\nAnswer: 100 °C\n", "100"),
        ("Of the air, ____ is nitrogen.\n\nAnswer: 78%\n", "78 %"),
        ("Coffee costs $____.\n\nAnswer: $2.50\n", "2.50"),
        ("A million is ____.\n\nAnswer: 1,000,000\n", "1,000,000"),
        ("Anderthalb ist ____.\n\nAntwort: 1,5\n", "1,5"),
        ("The second war is ____.\n\nAnswer: 2nd World War\n", "2nd World War"),
        ('What prints is ____.\n\nAnswer: "print"\n', "print"),
        ("The capital is ____.\n\nAnswer: Paris!\n", "Paris"),
    ],
)
def test_a_gap_is_filled_by_the_answer_below_it(text: str, answer: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# Quiz\n\n{text}\n2. Another?\n\n{OPTIONS}\nAnswer: B\n", "a.md")
    assert not loaded.report.has_errors
    first = questions(loaded)[0]
    assert isinstance(first.interaction, TextEntryInteraction | NumericEntryInteraction)
    assert [accepted.text for accepted in first.interaction.accepted] == [answer]
    assert "nswer" not in blocks_text(first.stem)
    assert ("All spiders" in text) == bool(first.feedback.explanation)
    assert pipeline.fix(loaded) == ["a.md"]
    again = questions(pipeline.load(tmp_path / "a.md"))
    assert [(one.id, type(one.interaction)) for one in again] == [
        (one.id, type(one.interaction)) for one in questions(loaded)
    ]


_OTHERS = {
    "prose, a table and code": "The rest.\n\n| a | b |\n|---|---|\n| cell | c |\n\n```python\nprint(1)\n```\n",
    "a question without options": "5. Name the rest.\n",
    "another list": "Go on\n\n- with the rest\n",
}


@pytest.mark.parametrize("other", _OTHERS)
def test_a_key_takes_only_its_own_lines(other: str, tmp_path: Path) -> None:
    key = "1. b\n\n   Explanation: *It* is.\n\n2. a\n\nSince two are.\n\n3. b\n4. a) as\n   it is.\n"
    text = f"# Lesson\n\n## Check yourself\n\n{_FOUR}## Answer key\n\n{key}\n{_OTHERS[other]}"
    loaded = load(tmp_path, text, "a.md")
    assert [blocks_text(question.feedback.explanation) for question in questions(loaded)] == [
        "It is.",
        "Since two are.",
        "",
        "as it is.",
    ]
    shown = repr([unit.blocks for unit in loaded.course.units()])
    assert all(word in shown for word in re.findall(r"rest|cell|print", _OTHERS[other]))
    pipeline.fix(loaded)
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == text


def test_a_key_is_that_of_the_questions_behind_the_key_before(tmp_path: Path) -> None:
    text = "# Quiz\n\n" + "".join(
        f"**Question 1: {stem}**\n\n{OPTIONS}\n**Answer key**\n\n1. {letter}\n\n"
        for stem, letter in (("One?", "B"), ("Two?", "A"))
    )
    loaded = load(tmp_path, text, "a.md")
    assert not loaded.report.has_errors
    assert [(told(one)[0], [name for name, right in told(one)[1].items() if right]) for one in questions(loaded)] == [
        ("One?", ["Two"]),
        ("Two?", ["One"]),
    ]
    assert pipeline.fix(loaded) == ["a.md"]
    assert [told(one) for one in questions(pipeline.load(tmp_path / "a.md"))] == [
        told(one) for one in questions(loaded)
    ]


@pytest.mark.parametrize("title", ["", "## Answers\n\n"])
def test_what_stands_in_a_folded_key_before_its_entries_is_kept(title: str, tmp_path: Path) -> None:
    key = "<details>\n<summary>Answer key</summary>\n\nTwo are enough.\n\n1. b\n2. a\n3. b\n4. a\n\n</details>\n"
    text = f"# Quiz\n\n{_FOUR}{title}{key}"
    loaded = load(tmp_path, text, "a.md")
    assert not loaded.report.has_errors
    assert [blocks_text(one.stem) for one in questions(loaded)][4:] == ["Two are enough."]
    pipeline.fix(loaded)
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("head", ["# Quiz\n\n", "# Lesson\n\n1. Boil it.\n2. Stir it.\n\n## Review questions\n\n"])
@pytest.mark.parametrize("entry", ["*Answers will vary.*", "Because it is tasty"])
def test_a_key_in_words_fills_gaps_and_shows_nothing(head: str, entry: str, tmp_path: Path) -> None:
    asked = "1. Soup is kept ____. (2 points)\n2. Explain why.\n"
    loaded = load(tmp_path, f"{head}{asked}\n## Answers\n\n1. **Hot**\n2. {entry}\n", "a.md")
    refused = [found.message for found in loaded.report.diagnostics if found.severity is Severity.ERROR]
    assert refused == (
        []
        if "vary" in entry
        else [f'"{entry}" would show learners the answer to question 2 (a.md:{refused_at(head)}:4)']
    )
    gap = next(one for one in questions(loaded) if one.interaction is not None)
    assert isinstance(gap.interaction, TextEntryInteraction)
    assert ([accepted.text for accepted in gap.interaction.accepted], gap.points) == (["Hot"], 2.0)
    shown = repr([(unit.blocks, getattr(unit, "introduction", ())) for unit in loaded.course.units()])
    assert "vary" not in shown
    assert "Explain why" in shown + repr(questions(loaded))


@pytest.mark.parametrize(
    ("before", "key", "choices"),
    [
        ("1. List the tools you need.\n2. Describe what you see.\n\n## Questions\n\n1. It is ____.", "1. Hot", 0),
        (f"1. What?\n\n{OPTIONS}\nAnswer: B\n\n2. It is ____.", "2. Hot", 1),
        ("1. Why?\n2. It is ____.", "1. see page 12\n2. Hot", 0),
        ("1. It is ____.\n\n## Solutions", "1. Hot", 0),
    ],
)
def test_a_key_in_words_is_that_of_the_questions_right_before_it(
    before: str, key: str, choices: int, tmp_path: Path
) -> None:
    loaded = load(tmp_path, f"# Lesson\n\n## Check yourself\n\n{before}\n\n## Answer key\n\n{key}\n")
    assert not loaded.report.has_errors
    *others, gap = [one for one in questions(loaded) if one.interaction]
    assert isinstance(gap.interaction, TextEntryInteraction)
    assert ([accepted.text for accepted in gap.interaction.accepted], len(others)) == (["Hot"], choices)


def test_a_key_without_one_right_answer_is_left_out(tmp_path: Path) -> None:
    loaded = load(tmp_path, "# Lesson\n\n## Review questions\n\n1. Why?\n\n## Answers\n\n1. Answers will vary.\n")
    assert not loaded.report.has_errors
    assert "vary" not in repr([unit.blocks for unit in loaded.course.units()])


def refused_at(head: str) -> int:
    """The line of the second question below `head`."""
    return head.count("\n") + 2


def test_questions_are_counted_anew_right_behind_a_key(tmp_path: Path) -> None:
    part = f"1. What?\n\n{OPTIONS}\n**Answer key**\n\n1. B\n"
    loaded = load(tmp_path, f"# Quiz\n\n{part}{part.replace('1. B', '1. A')}", "a.md")
    assert not loaded.report.has_errors
    assert [list(told(one)[1].values()).index(True) for one in questions(loaded)] == [1, 0]


def test_a_key_of_two_runs_of_questions_is_not_deleted_for_one(tmp_path: Path) -> None:
    first, rest = _FOUR.split("2. Which", 1)
    text = f"# Lesson\n\n## Check yourself\n\n{first}### More\n\nWords.\n\n2. Which{rest}"
    text += "## Answers\n\n1: b, 2: a, 3: b, 4: a\n"
    loaded = load(tmp_path, text, "a.md")
    assert len(questions(loaded)) == 4
    pipeline.fix(loaded)
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == text


def test_a_list_that_is_numbered_1_throughout_is_counted(tmp_path: Path) -> None:
    text = "# Test\n\n" + _FOUR.replace("2.", "1.").replace("3.", "1.").replace("4.", "1.")
    loaded = load(tmp_path, f"{text}## Answer key\n\n1. b\n1. a\n1. b\n1. a\n", "a.md")
    assert not loaded.report.has_errors
    assert sum(found.rule.name == "inferred-question" for found in loaded.report.diagnostics) == 4


def test_parts_that_count_anew_are_told(tmp_path: Path) -> None:
    part = "1. Which?\n\nA) this\nB) that\n\n"
    text = f"# Test\n\n## Part A\n\n{part}## Part B\n\n{part}## Answer key\n\nPart A\n\n1. B\n\nPart B\n\n1. A\n"
    loaded = load(tmp_path, text, "a.md")
    (error,) = [found for found in loaded.report.diagnostics if found.severity is Severity.ERROR]
    assert error.message.startswith("two questions have the number 1 (")


@pytest.mark.parametrize(
    "text",
    [
        "1. What is it?\n\nA) x\nB) y\n\nAnswer: B or A\n",
        "1. What is it?\n\nA) x\nB) y\n\n**Answer:** Both are right\n",
        "Fill in: ______ and ______ make plants green.\n\n**Answer:** Chlorophyll\n",
        "Fill in: the green pigment is called ______.\n\n**Answer:** Chlorophyll or leaf green\n",
        "1. What is the capital of France?\n\nAnswer: Paris\n",
        "Correct answer: the leaf\n",
        "1. What is it?\n   1. x\n   2. y\n   - Show answer\n\n     B\n",
        "1. Which?\n\nA) x\nB) y\n\nAnswer: A\n\n2. Name a pigment.\n\nAnswer: Chlorophyll\n",
        "The primes are ____.\n\nAnswer: 2,3\n",
        "It has ____ parts.\n\nAnswer: 1,234\n",
        "1. Which?\n\nA) x\nB) y\n\nAnswer: A\n\n2. Why?\n\n## Solutions\n\n1. A\n2. It is warm\n",
        "## Review questions\n\n1. Why?\n\n## Answers\n\n1. It is warm\n",
    ],
)
def test_an_answer_in_words_never_stands_in_the_open(text: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# Lesson\n\n{text}", "a.md")
    assert "answers-visible" in [found.rule.name for found in loaded.report.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "**Question:** May I leave early?\n\n**Answer:** Yes, if your work is done and somebody else is there.\n",
        "1. The app does not start.\n\nSolution: restart it.\n",
        "Answer: see the chapter on storage.\n",
        "## Problems\n\n1. Why do costs rise?\n\n## Solutions\n\n1. Waste is not measured\n",
        "Ask yourself:\n\n1. Who is the customer?\n\n## Answers\n\n1. The buyer\n",
        "The best idea is ____.\n\nAnswer: answers will vary\n",
        "The best idea is ____.\n\nAnswer: see page 12\n",
        "The form asks for your name: ________\n\nSolution: contact the office\n",
        "The form asks for your name: ________\n\nCorrect: Jane Doe\n",
        "In Python `___` is the third last output.\n\nCorrect: not always\n",
        "In Python `___` is the third last output.\n\nAnswer: not always\n",
    ],
)
def test_answers_of_other_kinds_of_text_are_left_alone(text: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, f"# Lesson\n\n{text}", "a.md")
    assert not loaded.report.has_errors
    assert questions(loaded) == []
