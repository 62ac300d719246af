"""Writes the question bank that the benchmark builds: quizzes of fifty questions of eight types."""

import random
from collections.abc import Iterator
from pathlib import Path

QUESTIONS_PER_QUIZ = 50

THINGS = "pipeline table queue schema record batch stream index partition warehouse report column".split()
DOINGS = "reads writes checks moves joins counts cleans stores delays repeats".split()


def write_bank(folder: Path, questions: int) -> None:
    """Writes `questions` questions into `folder`/content, fifty to a quiz; the same ones on every machine."""
    chance = random.Random(30)  # the benchmark must not differ from run to run
    content = folder / "content"
    content.mkdir(parents=True)
    for quiz, first in enumerate(range(0, questions, QUESTIONS_PER_QUIZ), 1):
        numbers = range(first, min(first + QUESTIONS_PER_QUIZ, questions))
        blocks = [f"# Quiz {quiz}: Questions from {first + 1} on", *(_question(chance, number) for number in numbers)]
        (content / f"quiz-{quiz}.md").write_text("\n\n".join(blocks) + "\n")
    settings = 'format = 1\ntitle = "Bank"\nid = "bank"\nlanguage = "en"\ntargets = ["moodle-xml"]\n'
    (folder / "coursepack.toml").write_text(settings)


def _question(chance: random.Random, number: int) -> str:
    kinds = (_single, _multiple, _text, _numeric, _match, _cloze, _order, _essay)
    kind = kinds[number % len(kinds)]
    attributes = " type=order" if kind is _order else ""
    return "\n\n".join(
        [
            f"## {number + 1}: which {chance.choice(THINGS)} {chance.choice(DOINGS)} the **{chance.choice(THINGS)}**?",
            f"<!-- q id=q_{number + 1} points=2 tags=recall{attributes} -->",
            f"Think of `{chance.choice(THINGS)}` and of $x_{{{number}}}^2$.",
            *kind(chance),
            f"> **Hint:** It {chance.choice(DOINGS)}.\n>\n> **Explanation:** {_sentence(chance)}",
        ]
    )


def _sentence(chance: random.Random) -> str:
    return f"The {chance.choice(THINGS)} *{chance.choice(DOINGS)}* the {chance.choice(THINGS)}."


def _single(chance: random.Random, right: int = 1) -> Iterator[str]:
    yield "\n".join(
        f"- [{'x' if place < right else ' '}] {place}: {_sentence(chance)}\n  > {_sentence(chance)}"
        for place in range(4)
    )


def _multiple(chance: random.Random) -> Iterator[str]:
    yield from _single(chance, 2)


def _text(chance: random.Random) -> Iterator[str]:
    yield f"[[{chance.choice(THINGS)} | {chance.choice(DOINGS)}*]]"


def _numeric(chance: random.Random) -> Iterator[str]:
    yield f"[[= {chance.randrange(10, 5000)} +- 1% kg]]"


def _match(chance: random.Random) -> Iterator[str]:
    yield "\n".join(f"- {place}: {chance.choice(THINGS)} -> {place}: {_sentence(chance)}" for place in range(4))


def _cloze(chance: random.Random) -> Iterator[str]:
    yield f"The [[{chance.choice(THINGS)}]] has [[= {chance.randrange(9)}]] and [[reads | (writes) | both]]."


def _order(chance: random.Random) -> Iterator[str]:
    yield "\n".join(f"{place}. {place}: {_sentence(chance)}" for place in range(1, 5))


def _essay(chance: random.Random) -> Iterator[str]:
    yield f"[[... 100-300 words]]\n\n> **Model answer:** {_sentence(chance)}"
