"""A course as a package of one dialect: one test for each quiz, one item for each question."""

import re

import msgspec

from coursepack.ids import identifier
from coursepack.model.course import Asset, Course
from coursepack.packaging.files import OutputFile, asset_file
from coursepack.targets._ledger import NO_QUESTIONS, Ledger, note_graded, note_reporting
from coursepack.targets._qti.assessment import write_test
from coursepack.targets._qti.dialect import Dialect, Maker
from coursepack.targets._qti.layout import document
from coursepack.targets._qti.package import MANIFEST, TESTS, Resource, item_resource, manifest, objectives_of
from coursepack.targets._qti.questions import write_question
from coursepack.targets._qti.text import QtiText
from coursepack.targets.base import BuildContext, Output

_INTERACTION = re.compile(rb"<(\w+Interaction)\b")


def write_package(course: Course, context: BuildContext, dialect: Dialect, name: str) -> Output:
    """The files of the package; none where no question is left to write."""
    ledger = Ledger(name)
    make = Maker(dialect)
    files: list[OutputFile] = []
    resources: list[Resource] = []
    assets: dict[str, Asset] = {}
    objectives = objectives_of(course)
    for quiz in course.quizzes():
        written = [write_question(course, quiz, each, make, ledger, context.shared) for each in quiz.questions()]
        items = [each for each in written if each is not None]
        for item in items:
            resource = item_resource(item.question, dialect, objectives, tuple(item.assets), tuple(item.files))
            content = document(item.element, dialect.namespace)
            resources.append(msgspec.structs.replace(resource, interactions=_interactions(content)))
            files.append(OutputFile(resource.path, content))
            files.extend(OutputFile(path, content) for path, content in item.files.items())
            assets |= item.assets
        if items:
            text = QtiText(course, TESTS, quiz.id, make, context.shared)
            present = frozenset(item.question.id for item in items)
            test = write_test(course, quiz, present, text, make, ledger)
            path = f"{TESTS}/{identifier(quiz.id)}.xml"
            parts = tuple(f"item_{item.question.id}" for item in items)
            resources.append(
                Resource(
                    f"test_{identifier(quiz.id)}",
                    dialect.test_type,
                    path,
                    quiz.name or quiz.id,
                    assets=tuple(text.assets),
                    parts=parts,
                )
            )
            files.append(OutputFile(path, document(test, dialect.namespace)))
            assets |= text.assets
            if text.lost_links:
                how = "links to other pages of the course become plain words"
                ledger.degraded(f"introduction of quiz {quiz.id}", quiz.at, how, "links")
    if not resources:
        if not any(quiz.items for quiz in course.quizzes()):
            ledger.report.add(NO_QUESTIONS, course.at, f"no question in the course: {name} writes no file")
        return Output((), ledger.rows, tuple(ledger.report.diagnostics))
    _note_course(course, ledger)
    files.extend(asset_file(assets[path], path) for path in sorted(assets))
    first = OutputFile(MANIFEST, manifest(course, dialect, resources, assets))
    return Output((first, *files), ledger.rows, tuple(ledger.report.diagnostics))


def _note_course(course: Course, ledger: Ledger) -> None:
    if course.scoring.pass_rule != "average":
        how = "each test says by itself whether it is passed"
        ledger.dropped(
            f'pass rule "{course.scoring.pass_rule}"', course.scoring_at("pass_rule"), how, "pass rule", "pass mark"
        )
    where = "set it where the tests are delivered"
    note_reporting(course, ledger, completion=where)
    note_graded(course, ledger, instead=where)


def _interactions(document: bytes) -> tuple[str, ...]:
    """The names of the interactions of an item, as its metadata tells them."""
    return tuple(dict.fromkeys(name.decode() for name in _INTERACTION.findall(document)))
