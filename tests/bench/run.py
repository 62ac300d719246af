"""Measures coursepack against its goals: `make bench`. Ends with 1 when a goal is missed.

Words choose rows by their names: `make bench ROWS="quotations check"`; without any, all are measured. A row is told as
soon as it is known.

Processor time rather than the clock's, and shares of what another program needs on the same machine in the same
minute, so that the verdict does not depend on the machine or on what else it does.
"""

import gzip
import platform
import shutil
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from coursepack.pages import player
from tests.bench import judge, loading, paint
from tests.bench.bank import write_bank
from tests.bench.course import LESSONS_PER_MODULE, QUESTIONS_PER_QUIZ, write_course
from tests.bench.measure import CommandFailedError, Measurement, Ratio
from tests.bench.megabytes import MEGABYTES, REFUSED
from tests.bench.moodle import write_export
from tests.runtime import packages
from tests.support.every_interaction import every_question

ROOT = Path(__file__).parents[2]
PYTHON = Path(sys.executable)
COURSEPACK = PYTHON.parent / "coursepack"
MKDOCS = PYTHON.parent / "mkdocs"

LESSONS = 200
IMAGES = 100
BUILD_PAIRS = 5
CHECK_PAIRS = 9
START_PAIRS = 15
LEFTOVERS = ("build", "site", "coursepack.lock", ".cache")
BANK_PAIRS = 3
BANK_QUESTIONS = 10_000
MANY_LESSONS = 2_000
SEED_LESSON = ROOT / "content" / "module-1" / "lesson-1.1.md"


@dataclass(frozen=True)
class Goal:
    """`most`: the largest value that still meets the goal."""

    name: str
    most: float
    unit: str = ""


BUILD_TIME = Goal("build of html, scorm2004 and moodle-xml, share of mkdocs' time for its site", 0.8)
BUILD_MEMORY = Goal("peak memory of that build", 150, "MB")
SEED_PACKAGE = Goal("SCORM package of the seed lesson", 40, "KB")
CHECK_TIME = Goal("check of 200 ordinary lessons, times the bare parse of their Markdown", 1.3)
CHECK_QUIZZES = Goal("check of the course with a quiz in every lesson, times the bare parse", 1.3)
PLAYER_SCRIPTS = {
    "no questions": Goal("player.js of a course without questions, gzipped", 12, "KB"),
    "choices": Goal("player.js of a course with choices only, gzipped", 22, "KB"),
    "everything": Goal("player.js with every way to answer, a clock, search and gates, gzipped", 30, "KB"),
}
PLAYER_STYLE = Goal("player.css, gzipped", 12, "KB")
MEGABYTE_TIME = Goal("build of a megabyte of", 10, "s")
MEGABYTE_MEMORY = Goal("peak memory of a megabyte of", 300, "MB")
FIRST_PAINT = Goal("first paint of 200 lessons in one content object, times an empty page of that size", 1.5)
LONG_TASK = Goal("longest task while a page of the sample loads, by the clock", 100, "ms")
LAYOUT_SHIFT = Goal("layout shift while a page of the sample loads", 0)
REQUESTS = Goal("requests for what is not of the site while a page of the sample loads", 0)
START_TIME = Goal("coursepack --version, times an empty Python", 5)
CHECK_MANY = Goal("check of 2,000 lessons, times the bare parse of their Markdown", 2)
JUDGE_TIME = Goal("validate of a package with 200 content objects, 5,000 files and 100 MB", 3, "s")
JUDGE_MEMORY = Goal("peak memory of that", 150, "MB")
ITEMS_TIME = Goal("validate of 2,000 questions of QTI 2.1", 5, "s")
COSTLY_TIME = Goal("validate of a file made to cost time,", 10, "s")
COSTLY_MEMORY = Goal("peak memory of a file made to cost memory,", 537, "MB")
BANK_TIME = Goal("10,000 questions to Moodle XML, beyond reading and judging them", 4, "s")
BANK_MEMORY = Goal("peak memory of that build", 400, "MB")
BANKS_TIME = Goal("10,000 questions to Moodle XML, GIFT and QTI 2.1 together, beyond that", 8, "s")
BANKS_MEMORY = Goal("peak memory of that build", 500, "MB")
BANK_GROWTH = Goal("that time, times the time for 5,000 questions", 2.3)
IMPORT_BYTES = 50_000_000
IMPORT_TIME = Goal("import of 50 MB of Moodle XML with pictures", 10, "s")
IMPORT_MEMORY = Goal("peak memory of that import", 500, "MB")


class Verdicts:
    """Prints each result beside its goal, and remembers whether one was missed."""

    def __init__(self) -> None:
        self.missed = False

    def tell(self, goal: Goal, value: float, detail: str = "") -> None:
        met = value <= goal.most
        self.missed = self.missed or not met
        unit = f" {goal.unit}" if goal.unit else ""
        say(f"{'MET   ' if met else 'MISSED'}  {goal.name}: {value:.2f}{unit}, goal {goal.most:g}{unit}")
        if detail:
            say(f"        {detail}")


def say(text: str) -> None:
    """Prints a line at once, also into a pipe."""
    print(text, flush=True)


Measure = Callable[[Measurement, Path, Verdicts], None]
"""Measures a row in an empty folder of its own."""


def main(words: Sequence[str]) -> int:
    rows = table()
    for word in words:
        if not any(word in name for name in rows):
            sys.exit(f'error: no row has "{word}" in its name; the rows are: {", ".join(rows)}')
    chosen = {name: row for name, row in rows.items() if not words or any(word in name for word in words)}
    verdicts = Verdicts()
    say(f"Python {platform.python_version()}; KB and MB are 1,000 and 1,000,000 bytes")
    with tempfile.TemporaryDirectory(prefix="coursepack-bench-") as scratch:
        measurement = Measurement(Path(scratch))
        # Not counted: whoever runs first compiles all modules to byte code.
        shutil.copy(SEED_LESSON, scratch)
        measurement.run([COURSEPACK, "build", SEED_LESSON.name], Path(scratch))
        for number, measure in enumerate(chosen.values()):
            folder = Path(scratch, str(number))
            folder.mkdir()
            measure(measurement, folder, verdicts)
            shutil.rmtree(folder)
    return 1 if verdicts.missed else 0


def table() -> dict[str, Measure]:
    """The rows by their names."""
    return {
        "seed": measure_seed,
        "start": measure_start,
        **{f"megabyte of {name}": partial(measure_megabyte, name) for name in MEGABYTES},
        "check of ordinary lessons": measure_ordinary,
        "check with a quiz in every lesson": measure_quizzes,
        "check of many lessons": measure_many,
        "build": measure_build,
        "bank": measure_bank,
        "loading": measure_loading,
        "validate": measure_judge,
        "import": measure_import,
    }


def measure_seed(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """The smallest useful package, from one file without any configuration."""
    shutil.copy(SEED_LESSON, folder)
    measurement.run([COURSEPACK, "build", SEED_LESSON.name, "-t", "scorm12", "-o", "out"], folder)
    (package,) = (folder / "out").glob("*.zip")
    verdicts.tell(SEED_PACKAGE, package.stat().st_size / 1e3)


def measure_start(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    ratio = measurement.compare([COURSEPACK, "--version"], [PYTHON, "-c", "pass"], folder, START_PAIRS)
    verdicts.tell(START_TIME, ratio.median, str(ratio))


def measure_ordinary(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """Lessons as a designer writes them: an image in each, and a short quiz at the end of each module."""
    write_course(folder, LESSONS, LESSONS, every_lesson=False)
    tell_course(folder, LESSONS // LESSONS_PER_MODULE * QUESTIONS_PER_QUIZ, LESSONS)
    measure_check(measurement, folder, verdicts, CHECK_TIME)


def measure_many(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """Ten times as many lessons as a large course has."""
    write_course(folder, MANY_LESSONS, LESSONS, every_lesson=False)
    parse = [PYTHON, Path(__file__).parent / "parse.py", folder / "content"]
    ratio = measurement.compare([COURSEPACK, "check", "."], parse, folder, BANK_PAIRS, leftovers=LEFTOVERS)
    verdicts.tell(CHECK_MANY, ratio.median, str(ratio))


def measure_judge(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """What other people's packages cost, honest ones and others."""
    package, items = folder / "package.zip", folder / "items.zip"
    judge.write_package(package, 200, 5_000, 100_000_000)
    judge.write_items(items, 2_000)
    cost = measurement.run([COURSEPACK, "validate", package], folder)
    verdicts.tell(JUDGE_TIME, cost.cpu)
    verdicts.tell(JUDGE_MEMORY, cost.memory / 1e6)
    verdicts.tell(ITEMS_TIME, measurement.run([COURSEPACK, "validate", items], folder).cpu)
    # Written by another process: one that is started counts the memory of the one that starts it.
    measurement.run([PYTHON, "-m", "tests.bench.judge", folder], ROOT)
    for path in sorted(folder.glob("costly*")):
        cost = measurement.run([COURSEPACK, "validate", "--exit-zero", path], folder)
        verdicts.tell(Goal(f"{COSTLY_TIME.name} {path.name}", COSTLY_TIME.most, "s"), cost.cpu)
        verdicts.tell(Goal(f"{COSTLY_MEMORY.name} {path.name}", COSTLY_MEMORY.most, "MB"), cost.memory / 1e6)


def measure_import(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """Somebody else's bank as Markdown, written to the disk."""
    questions = write_export(folder / "export.xml", IMPORT_BYTES)
    cost = measurement.run([COURSEPACK, "import", "export.xml", "-o", "out"], folder)
    verdicts.tell(IMPORT_TIME, cost.cpu, f"{questions} questions")
    verdicts.tell(IMPORT_MEMORY, cost.memory / 1e6)


def measure_megabyte(name: str, measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """The targets that are made where nobody names any, from one file that is a megabyte of one thing."""
    (folder / "a.md").write_text(MEGABYTES[name](), encoding="utf-8")
    cost = measurement.run([COURSEPACK, "-q", "build", "a.md", "-o", "build"], folder, status=name in REFUSED)
    verdicts.tell(Goal(f"{MEGABYTE_TIME.name} {name}", MEGABYTE_TIME.most, "s"), cost.cpu)
    verdicts.tell(Goal(f"{MEGABYTE_MEMORY.name} {name}", MEGABYTE_MEMORY.most, "MB"), cost.memory / 1e6)


def measure_check(measurement: Measurement, folder: Path, verdicts: Verdicts, goal: Goal) -> None:
    """The whole process, which writes nothing, against one that only parses the same files."""
    parse = [PYTHON, Path(__file__).parent / "parse.py", folder / "content"]
    ratio = measurement.compare([COURSEPACK, "check", "."], parse, folder, CHECK_PAIRS, leftovers=LEFTOVERS)
    verdicts.tell(goal, ratio.median, str(ratio))


def tell_course(folder: Path, questions: int, images: int) -> None:
    markdown = sum(path.stat().st_size for path in (folder / "content").rglob("*.md"))
    counts = f"{LESSONS} lessons, {questions} questions, {images} images"
    say(f"        the course: {counts}, {markdown / 1e6:.2f} MB of Markdown")


def measure_quizzes(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """More questions than any designer asks."""
    write_course(folder, LESSONS, IMAGES, every_lesson=True)
    tell_course(folder, LESSONS * QUESTIONS_PER_QUIZ, IMAGES)
    measure_check(measurement, folder, verdicts, CHECK_QUIZZES)


def measure_build(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    write_course(folder, LESSONS, IMAGES, every_lesson=True)
    tell_course(folder, LESSONS * QUESTIONS_PER_QUIZ, IMAGES)
    targets = [word for target in ("html", "scorm2004", "moodle-xml") for word in ("-t", target)]
    ratio = measurement.compare(
        [COURSEPACK, "build", ".", *targets, "-o", "build"],
        [MKDOCS, "build", "--quiet", "--site-dir", "site"],
        folder,
        BUILD_PAIRS,
        leftovers=LEFTOVERS,
    )
    verdicts.tell(BUILD_TIME, ratio.median, str(ratio))
    verdicts.tell(BUILD_MEMORY, ratio.memory / 1e6)
    measurement.run([COURSEPACK, "build", ".", *targets, "-o", "build"], folder)
    package = folder / "build" / "benchmark-scorm2004.zip"
    tell_player(package, verdicts)
    measure_paint(package, folder / "paint", verdicts)
    for path in sorted((folder / "build").iterdir()):
        files = [path, *path.rglob("*")]
        size = sum(file.stat().st_size for file in files if file.is_file())
        say(f"        {path.name}: {size / 1e3:,.0f} KB")


def measure_paint(package: Path, scratch: Path, verdicts: Verdicts) -> None:
    """By the clock, since a paint has no processor time: true only where the machine does nothing else."""
    scratch.mkdir()
    pairs = paint.paints(package, scratch)
    ours, empty = zip(*pairs, strict=True)
    detail = f"{statistics.median(ours):.0f} ms and {statistics.median(empty):.0f} ms, medians of {len(pairs)}"
    verdicts.tell(FIRST_PAINT, paint.ratio(pairs), detail)


def measure_loading(measurement: Measurement, folder: Path, verdicts: Verdicts) -> None:
    """What a reader would feel on a phone's screen; a task of less than 50 ms is none to Chromium."""
    measurement.run([COURSEPACK, "build", ROOT / "content", "-t", "html", "-o", folder], ROOT)
    loads = loading.loads_of(folder / "html")
    verdicts.tell(LONG_TASK, loads.longest, loads.page)
    verdicts.tell(LAYOUT_SHIFT, loads.shift)
    verdicts.tell(REQUESTS, len(loads.outside), ", ".join(sorted(loads.outside)))


def measure_bank(measurement: Measurement, scratch: Path, verdicts: Verdicts) -> None:
    """What a build of a bank costs beyond `check`, which reads and judges the same questions and writes nothing."""
    folders = {share: scratch / f"bank-{share}" for share in (2, 1)}
    for share, folder in folders.items():
        write_bank(folder, BANK_QUESTIONS // share)
    for time, memory, targets in (
        (BANK_TIME, BANK_MEMORY, ("moodle-xml",)),
        (BANKS_TIME, BANKS_MEMORY, ("moodle-xml", "gift", "qti21")),
    ):
        half, whole = (_bank(measurement, folder, targets) for folder in folders.values())
        beyond, smaller = (
            statistics.median(build.cpu - check.cpu for build, check in ratio.pairs) for ratio in (whole, half)
        )
        verdicts.tell(time, beyond, str(whole))
        verdicts.tell(memory, whole.memory / 1e6)
        verdicts.tell(BANK_GROWTH, beyond / smaller, f"{smaller:.3f} s, then {beyond:.3f} s")


def _bank(measurement: Measurement, folder: Path, targets: tuple[str, ...]) -> Ratio:
    named = [word for target in targets for word in ("-t", target)]
    build: list[str | Path] = [COURSEPACK, "build", ".", *named, "-o", "build"]
    return measurement.compare(build, [COURSEPACK, "check", "."], folder, BANK_PAIRS, leftovers=LEFTOVERS)


def tell_player(package: Path, verdicts: Verdicts) -> None:
    """The script for each standard; the largest one counts."""
    courses = {
        "no questions": packages.course(),
        "choices": packages.course(packages.quiz("q", 0, packages.choice("c", 1))),
        "everything": packages.with_ways(packages.course(packages.quiz("q", 0, *every_question(), time_limit=60))),
    }
    for name, goal in PLAYER_SCRIPTS.items():
        sizes = {
            standard: len(gzip.compress(player.script(courses[name], standard), mtime=0)) / 1e3
            for standard in player.STANDARDS
        }
        detail = ", ".join(f"{standard} {size:.2f}" for standard, size in sizes.items())
        verdicts.tell(goal, max(sizes.values()), detail)
    with zipfile.ZipFile(package) as archive:
        verdicts.tell(PLAYER_STYLE, len(gzip.compress(archive.read("player.css"), mtime=0)) / 1e3)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CommandFailedError as failure:
        sys.exit(f"error: {failure}")
