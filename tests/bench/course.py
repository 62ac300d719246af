"""Writes the courses that the benchmark builds: the same bytes on every machine, and nothing in them from elsewhere.

The mixture of a lesson is that of a real technical course: a scenario, prose with emphasis and links, headings, lists,
a table, code, a callout, an image and some mathematics. Ordinary courses have a short quiz at the end of every module;
`every_lesson` makes one that asks much more than any designer does: a quiz in every lesson.
"""

import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

LESSONS_PER_MODULE = 10
QUESTIONS_PER_QUIZ = 5
IMAGE_SIZE = (160, 90)

NOUNS = (
    "pipeline table queue schema record batch stream index partition warehouse report column log event key bucket "
    "dashboard source job schedule alarm contract catalogue snapshot backup replica window metric owner field"
).split()
VERBS = "reads writes checks moves joins counts cleans stores delays repeats drops keeps sorts splits watches".split()
ADJECTIVES = (
    "late small raw daily broken trusted empty shared slow wide nested stale private cheap partial exact".split()
)
REASONS = (
    "because nobody looked at it for a week",
    "so that the next step can start again without harm",
    "and that is why the numbers differ on Mondays",
    "before anyone asks for the result",
    "while the old version still runs beside it",
    "as long as the clock of the machine is right",
)
LANGUAGES = ("python", "sql", "bash", "json")


def write_course(folder: Path, lessons: int, images: int, *, every_lesson: bool) -> None:
    """Writes `lessons` lessons in modules of ten, and `images` images, into `folder`/content.

    `every_lesson`: five questions are asked in every lesson, not only at the end of every module.
    """
    chance = random.Random(20)  # the benchmark must not differ from run to run
    content = folder / "content"
    for number in range(lessons):
        module, place = divmod(number, LESSONS_PER_MODULE)
        module_folder = content / f"module-{module + 1}"
        module_folder.mkdir(parents=True, exist_ok=True)
        if place == 0:
            (module_folder / "README.md").write_text(
                f"# Module {module + 1}: {_title(chance)}\n\n{_prose(chance, 3)}\n"
            )
        image = ""
        if number < images:
            image = f"figure-{number + 1}.png"
            (module_folder / image).write_bytes(_png(number))
        blocks = [*_lesson(chance, module + 1, place + 1, image)]
        if every_lesson:
            blocks += ["## Check yourself\n<!-- quiz -->", *_questions(chance, f"q_{module + 1}_{place + 1}")]
        elif place == LESSONS_PER_MODULE - 1:
            quiz = [f"# Quiz {module + 1}: {_title(chance)}", *_questions(chance, f"q_{module + 1}")]
            (module_folder / f"quiz-{module + 1}.md").write_text("\n\n".join(quiz) + "\n")
        (module_folder / f"lesson-{module + 1}.{place + 1}.md").write_text("\n\n".join(blocks) + "\n")
    # SCORM 2004: what a thousand questions need to be remembered does not fit into SCORM 1.2's 4,096 characters.
    settings = 'format = 1\ntitle = "Benchmark"\nid = "benchmark"\nlanguage = "en"\n'
    (folder / "coursepack.toml").write_text(f'{settings}targets = ["html", "scorm2004", "moodle-xml"]\n')
    (folder / "mkdocs.yml").write_text("site_name: Benchmark\ndocs_dir: content\n")


def _lesson(chance: random.Random, module: int, number: int, image: str) -> Iterator[str]:
    """The blocks of a lesson."""
    yield f"# Lesson {module}.{number}: {_title(chance)}"
    yield f"**Relatable scenario:** {_prose(chance, 2)}"
    for part in range(3):
        yield f"## {_title(chance)}"
        yield _prose(chance, 3)
        yield "\n".join(f"- **{_title(chance)}**: {_sentence(chance)}" for _ in range(3))
        if part == 0:
            yield f"> [!NOTE]\n> {_prose(chance, 2)}"
            yield _table(chance)
        elif part == 1:
            yield _code(chance)
            yield f"The cost grows with $n \\cdot \\log(n)$ or with $x_{{{number}}}^2$. {_sentence(chance)}"
        else:
            yield "\n".join(f"{step}. {_sentence(chance)}" for step in range(1, 5))
            neighbour = number + 1 if number < LESSONS_PER_MODULE else 1
            yield (
                f"Compare it with [the other lesson](lesson-{module}.{neighbour}.md), or read "
                f"[more about it](https://example.org/{chance.choice(NOUNS)}). {_prose(chance, 2)}"
            )
            if image:
                yield f'![A {chance.choice(NOUNS)} as coloured stripes]({image} "{_title(chance)}")'
        yield _prose(chance, 1)


def _questions(chance: random.Random, prefix: str) -> Iterator[str]:
    for question in range(QUESTIONS_PER_QUIZ):
        yield from _question(chance, f"{prefix}_{question + 1}", question)


def _question(chance: random.Random, identifier: str, place: int) -> Iterator[str]:
    """A question: the first is a number, the second a text, the others are choices."""
    yield f"### Which {chance.choice(NOUNS)} {chance.choice(VERBS)} the {_noun(chance)}?\n<!-- q id={identifier} -->"
    if place == 0:
        yield f"[[= {chance.randrange(10, 5000)} +- 1%]]"
    elif place == 1:
        yield f"[[{chance.choice(NOUNS)} | {chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}]]"
    else:
        right = {chance.randrange(4)} if place < 4 else {0, chance.randrange(1, 4)}
        choices = (
            f"- [{'x' if choice in right else ' '}] {choice + 1} {_noun(chance)}\n  > {_sentence(chance)}"
            for choice in range(4)
        )
        yield "\n".join(choices)
    yield f"> **Explanation:** {_sentence(chance)}"


def _title(chance: random.Random) -> str:
    return f"The {_noun(chance)} and its {chance.choice(NOUNS)}"


def _noun(chance: random.Random) -> str:
    return f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}"


def _sentence(chance: random.Random) -> str:
    subject = _noun(chance)
    middle = chance.choice(
        (f"the **{_noun(chance)}**", f"the `{_noun(chance)}`", f"a *{_noun(chance)}*", _noun(chance))
    )
    return f"The {subject} {chance.choice(VERBS)} {middle} {chance.choice(REASONS)}."


def _prose(chance: random.Random, sentences: int) -> str:
    return " ".join(_sentence(chance) for _ in range(sentences))


def _table(chance: random.Random) -> str:
    rows = "\n".join(f"| **{_noun(chance)}** | {chance.randrange(1000)} | {_title(chance)} |" for _ in range(5))
    return f"| What | Count | Meaning |\n|------|------:|---------|\n{rows}"


def _code(chance: random.Random) -> str:
    first, second = chance.choice(NOUNS), chance.choice(NOUNS)
    lines = {
        "python": f"def load_{first}(path):\n    with open(path) as {second}:\n        return len({second}.read())",
        "sql": f"SELECT {first}, COUNT(*) FROM {second}\nWHERE day = '2026-01-01'\nGROUP BY {first};",
        "bash": f'for {first} in *.csv; do\n  sort "${first}" | uniq -c > {second}.txt\ndone',
        "json": f'{{\n  "{first}": [1, 2, 3],\n  "{second}": null\n}}',
    }
    language = chance.choice(LANGUAGES)
    return f"```{language}\n{lines[language]}\n```"


def _png(number: int) -> bytes:
    """A small picture of stripes, another one for every number."""
    width, height = IMAGE_SIZE
    row = b"\0" + bytes((x * (number + 3) + channel * 40) % 256 for x in range(width) for channel in range(3))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
