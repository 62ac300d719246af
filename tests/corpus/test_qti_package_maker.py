"""What qti-package-maker writes as text, pasted into Markdown, is read with its key or refused, never shown with it."""

from pathlib import Path
from typing import Any

import pytest
from qti_package_maker.package_interface import QTIPackageInterface

from coursepack.model.assessment import ChoiceInteraction
from coursepack.model.content import blocks_text
from coursepack.pipeline import load

ITEMS: dict[str, tuple[Any, ...]] = {
    "MC": ("Which of these lays eggs?", ["Cow", "Hen", "Goat"], "Hen"),
    "MA": ("Which of these fly?", ["Bat", "Mole", "Swift", "Frog"], ["Bat", "Swift"]),
    "NUM": ("How many legs has a spider?", 8.0, 0.5, True),
    "FIB": ("A young dog is called a ____.", ["puppy", "pup"]),
    "MULTI_FIB": ("A [first] barks, a [second] purrs.", {"first": ["dog", "hound"], "second": ["cat"]}),
    "MATCH": ("Match each animal with its young.", ["cow", "hen", "sheep"], ["calf", "chick", "lamb"]),
    "ORDER": ("Put the stages into their order.", ["egg", "caterpillar", "chrysalis", "butterfly"]),
}
"""{type: what it takes}: stem, choices and right ones, or what stands in their place."""

ENGINES = {
    "bbq_text_upload": ITEMS.keys(),
    "human_readable": ITEMS.keys(),
    "text2qti": ("MC", "MA", "NUM", "FIB"),
    "moodle_aiken": ("MC",),
    "okla_chrst_bqgen": ("MC", "MA", "FIB", "MATCH"),
    "exam_yaml": ("MC", "MA", "MATCH", "ORDER"),
}
"""{engine: the types that it writes with something that learners must not see}."""

HEADS = {
    "notes.md": "",
    "lesson-1.md": "# Lesson 1: Animals\n\nMany of them lay eggs.\n\n",
    "quiz-1.md": "# Quiz 1\n\n",
}
"""{file: what stands before the bank in it}."""


@pytest.mark.parametrize("engine", ENGINES)
def test_bank_is_read_or_refused(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind in ENGINES[engine]:
        writer = QTIPackageInterface("bank", verbose=False)
        writer.add_item(kind, ITEMS[kind])
        writer.save_package(engine, "bank.txt")
        text = Path("bank.txt").read_text(encoding="utf-8")
        assert text.strip()
        for file, head in HEADS.items():
            folder = tmp_path / f"{kind}-{file}"
            folder.mkdir()
            (folder / file).write_text(head + text, encoding="utf-8")
            assert _outcome(folder / file) in ("refused", _key(kind)), (kind, file, text)


def _key(kind: str) -> dict[str, bool]:
    """{choice: whether it is right} of an item that can be read."""
    if kind not in ("MC", "MA"):
        return {}
    _, choices, right = ITEMS[kind]
    return {choice: choice == right or choice in right for choice in choices}


def _outcome(file: Path) -> str | dict[str, bool]:
    """How a file was read: "refused", or {choice: whether it is right}."""
    loaded = load(file)
    named = {found.rule.name for found in loaded.report.diagnostics}
    if loaded.report.has_errors and named & {"answers-visible", "no-question", "question-without-answer"}:
        return "refused"
    (question,) = (question for quiz in loaded.course.quizzes() for question in quiz.questions())
    assert isinstance(question.interaction, ChoiceInteraction)
    return {blocks_text(choice.blocks): choice.correct for choice in question.interaction.choices}
