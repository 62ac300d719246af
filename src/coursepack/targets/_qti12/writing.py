"""A course as a package of QTI 1.2: an assessment for each quiz."""

import msgspec
from lxml import etree

from coursepack import xml
from coursepack.ids import identifier
from coursepack.model.assessment import Pool
from coursepack.model.content import plain_text
from coursepack.model.course import Asset, Course, Quiz
from coursepack.packaging.files import OutputFile, asset_file
from coursepack.pages.shared import Shared
from coursepack.targets._ledger import NO_QUESTIONS, Ledger, draws, note_course, note_quiz
from coursepack.targets._qti.dialect import Dialect
from coursepack.targets._qti.package import MANIFEST, Resource, manifest
from coursepack.targets._qti12.questions import note_rest, write_question
from coursepack.targets._qti12.text import PackageText, make, material, metadata
from coursepack.targets.base import BuildContext, Output

_PACKAGE = Dialect(
    version="1.2",
    namespace="http://www.imsglobal.org/xsd/ims_qtiasiv1p2",
    metadata_namespace="",
    item_type="",
    test_type="imsqti_xmlv1p2",
    package_schema="IMS Content",
    package_version="1.1.3",
    source="IMS QTI 1.2.1 (2003); Common Cartridge 1.1, profile of QTI 1.2.1",
)

_IN_QUIZ = "set it in the quiz after the import"


def write_package(course: Course, context: BuildContext, name: str, *, for_canvas: bool) -> Output:
    """The files of the package; none where no question is left to write."""
    ledger = Ledger(name)
    note_course(course, ledger, instead=_IN_QUIZ, rule_instead="set it where the course is completed")
    files: list[OutputFile] = []
    resources: list[Resource] = []
    assets: dict[str, Asset] = {}
    for quiz in course.quizzes():
        found = _assessment(course, quiz, ledger, context.shared, for_canvas=for_canvas)
        if found is None:
            continue
        root, shown = found
        path = f"{identifier(quiz.id)}.xml"
        assets |= shown
        files.append(OutputFile(path, xml.write(root)))
        title = quiz.name or quiz.id
        resources.append(Resource(f"quiz_{identifier(quiz.id)}", _PACKAGE.test_type, path, title, assets=tuple(shown)))
    if not resources:
        if not any(quiz.items for quiz in course.quizzes()):
            ledger.report.add(NO_QUESTIONS, course.at, f"no question in the course: {name} writes no file")
        return Output((), ledger.rows, tuple(ledger.report.diagnostics))
    files.extend(asset_file(assets[path], path) for path in sorted(assets))
    first = OutputFile(MANIFEST, manifest(course, _PACKAGE, resources, assets))
    return Output((first, *files), ledger.rows, tuple(ledger.report.diagnostics))


def _assessment(
    course: Course, quiz: Quiz, ledger: Ledger, shared: Shared, *, for_canvas: bool
) -> tuple[etree._Element, dict[str, Asset]] | None:
    """A quiz and the files that it shows; None where none of its questions can be written."""
    _note(quiz, ledger)
    shown: dict[str, Asset] = {}
    root_section = make("section", ident="root_section")
    for part in quiz.items:
        questions = part.questions if isinstance(part, Pool) else (part,)
        made: list[etree._Element] = []
        for question in questions:
            noted = len(ledger)
            item = write_question(course, quiz, question, ledger, shared, for_canvas=for_canvas)
            if item is not None:
                made.append(item.element())
                note_rest(item, noted)
                shown |= item.text.shown
        if isinstance(part, Pool) and for_canvas and made:
            root_section.append(_pool(part, made))
        else:
            if isinstance(part, Pool) and draws(part):
                how = "all of its questions are asked: Common Cartridge draws none"
                ledger.degraded(f"draw {part.draw} of pool {part.id}", part.at, how, "draw")
            root_section.extend(made)
    if not len(root_section):
        return None
    assessment = make("assessment", ident=identifier(quiz.id), title=quiz.name or quiz.id)
    assessment.append(metadata(_fields(quiz, for_canvas=for_canvas)))
    if quiz.blocks:
        text = PackageText(course, quiz.id, shared)
        # The profile takes no attribute here; without one it is for all, too.
        assessment.append(make("rubric", material(text.words(quiz.blocks))))
        shown |= text.shown
        if text.lost_links:
            how = "links to other pages of the course become plain words"
            ledger.degraded(f"introduction of quiz {quiz.id}", quiz.at, how, "links")
    assessment.append(root_section)
    return make("questestinterop", assessment), shown


def _pool(pool: Pool, items: list[etree._Element]) -> etree._Element:
    """A section of which Canvas draws as many questions as the pool says."""
    section = make("section", ident=identifier(pool.id), title=plain_text(pool.title) or pool.id)
    number = pool.draw if draws(pool) and pool.draw < len(items) else len(items)
    choice = make("selection", make("selection_number", str(number)))
    section.append(make("selection_ordering", choice))
    section.extend(items)
    return section


def _fields(quiz: Quiz, *, for_canvas: bool) -> dict[str, str]:
    settings = quiz.settings
    fields = {"cc_maxattempts": str(settings.attempts or "unlimited")}
    if settings.time_limit:
        fields["qmd_timelimit"] = str(max(1, settings.time_limit // 60))
    if for_canvas:
        return fields
    return {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "qmd_feedbackpermitted": "No" if settings.feedback == "none" else "Yes",
        **fields,
    }


def _note(quiz: Quiz, ledger: Ledger) -> None:
    """Notes what an assessment does not say of its quiz; attempts and the limit of time it does."""
    settings = msgspec.structs.replace(quiz.settings, attempts=0, time_limit=0)
    note_quiz(msgspec.structs.replace(quiz, settings=settings), ledger, instead=_IN_QUIZ)
    if quiz.settings.shuffle_choices:
        ledger.dropped(f"shuffled choices of quiz {quiz.id}", quiz.at, _IN_QUIZ, "shuffled choices")
    if quiz.settings.time_limit % 60:
        how = f"it becomes {max(1, quiz.settings.time_limit // 60)} minutes"
        ledger.degraded(
            f"time limit of {quiz.settings.time_limit} seconds of quiz {quiz.id}", quiz.at, how, "time limit"
        )
