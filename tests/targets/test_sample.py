"""The sample course in every target: whole, valid, and the same bytes in other surroundings."""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from coursepack.model.assessment import (
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    NumericEntryInteraction,
    OrderInteraction,
    PlacementInteraction,
    Question,
    TextEntryInteraction,
    UploadInteraction,
)
from coursepack.model.content import Block, blocks_text
from coursepack.model.course import Course
from coursepack.packaging.zip import zip_bytes
from coursepack.pipeline import load
from coursepack.targets.base import Output
from coursepack.targets.table import BY_NAME
from coursepack.validation.judge import judge_file
from tests import schemas
from tests.support import tools
from tests.support.by_hand import CONTEXT
from tests.targets.moodle_reader import ReadQuestion, Rich, read_bank


@cache
def sample() -> Course:
    return load(tools.ROOT).course


@cache
def output(target: str) -> Output:
    return BY_NAME[target].write(sample(), CONTEXT)


def words_of(html: str) -> list[str]:
    """Words and numbers of HTML; what stands in tags is none."""
    return re.findall(r"\w+", str(etree.HTML(f"<p>{html}</p>").xpath("string()")))


def test_manifest_is_valid() -> None:
    (manifest,) = (file for file in output("scorm12").files if file.path == "imsmanifest.xml")
    schema = schemas.scorm12(tools.node_modules() / schemas.SCORM_12_IN_NPM)
    assert schemas.complaints(schema, b"".join(manifest.chunks())) == []


def test_validate_takes_the_packages_of_scorm(tmp_path: Path) -> None:
    for target in ("scorm12", "scorm2004"):
        place = tmp_path / f"{target}.zip"
        place.write_bytes(zip_bytes(output(target).files))
        assert judge_file(place, ("moodle", "cornerstone", "successfactors")).diagnostics == ()


def test_every_question_and_all_its_words_are_in_the_bank() -> None:
    made = output("moodle-xml")
    bank = {read.idnumber: read for read in read_bank(b"".join(made.files[0].chunks()))}
    left_out = {row.feature for row in made.fidelity if row.fate == "dropped" and not row.facets}
    questions = [question for quiz in sample().quizzes() for question in quiz.questions()]
    assert [question.id for question in questions if f"question {question.id}" in left_out] == ["de1_how_sure"]
    questions = [question for question in questions if f"question {question.id}" not in left_out]
    assert list(bank) == [question.id for question in questions]
    for question in questions:
        there = words_of(" ".join(rich.text for rich in texts_of(bank[question.id])))
        for blocks in blocks_of(question):
            wanted = re.findall(r"\w+", blocks_text(blocks))
            assert [word for word in wanted if word not in there] == []


def texts_of(read: ReadQuestion) -> list[Rich]:
    answers = [rich for answer in read.answers for rich in (answer.text, answer.feedback)]
    words = [*(word for pair in read.parts.pairs for word in pair), *read.parts.order, *read.parts.distractors]
    words.append(read.parts.essay.get("graderinfo", ""))
    parts = [Rich(word, "html", {}) for word in words]
    return [read.text, read.general, *read.hints, *read.combined.values(), *answers, *parts]


def blocks_of(question: Question) -> list[tuple[Block, ...]]:
    feedback = question.feedback
    found = [question.stem, feedback.explanation, feedback.correct, feedback.incorrect, *question.hints]
    match question.interaction:
        case ChoiceInteraction(choices=choices, presentation=presentation):
            found.extend(choice.feedback for choice in choices)
            if presentation != "true-false":  # Moodle has words of its own for true and false
                found.extend(choice.blocks for choice in choices)
        case TextEntryInteraction(answer_feedback=told) | NumericEntryInteraction(answer_feedback=told):
            found.extend(each.blocks for each in told)
        case MatchInteraction(sources=items, targets=targets):
            found.extend(item.blocks for item in (*items, *targets))
        case OrderInteraction(items=items):
            found.extend(item.blocks for item in items)
        case UploadInteraction(rubric=rubric):
            found.append(rubric)
        case ExtendedTextInteraction(model_answer=model, rubric=rubric):
            found += [model, rubric]
        case HotspotInteraction() | PlacementInteraction():
            pass  # a bank keeps its picture, its places and what is put there, not their names: see tests/fidelity
        case GapsInteraction():
            found.remove(question.stem)  # it stands around the blanks: see tests/fidelity
        case _:
            pytest.fail("a kind of question that this test does not know")
    return found


SCRIPT = """
import hashlib, os, sys
from pathlib import Path
from coursepack.packaging.zip import zip_bytes
from coursepack.pipeline import load
from coursepack.targets.base import BuildContext
from coursepack.targets.table import TARGETS
course = load(Path(sys.argv[1])).course
for target in TARGETS:
    print(hashlib.sha256(zip_bytes(target.write(course, BuildContext("0.0.0", "0123456789ab")).files)).hexdigest())
"""


def test_outputs_do_not_depend_on_the_surroundings(tmp_path: Path) -> None:
    printed = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(tools.ROOT / "src")}
        command = [sys.executable, "-c", SCRIPT, str(tools.ROOT)]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        printed.add(done.stdout)
    assert len(printed) == 1
    assert len(printed.pop().split()) == len(BY_NAME)


def test_same_course_gives_the_same_bytes_twice() -> None:
    again = BY_NAME["scorm12"].write(sample(), CONTEXT)
    assert zip_bytes(again.files) == zip_bytes(output("scorm12").files)
