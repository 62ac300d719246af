"""A course as SCORM packages: one content object for all of it, or one a module or lesson, in one zip or in many."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from coursepack.diagnostics import Fidelity
from coursepack.model.course import Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.addresses import file_names
from coursepack.pages.document import PartDocument, asset_files, part_documents, part_player, single_document
from coursepack.pages.gating import gates, pages_with_conditions
from coursepack.pages.parts import Arranged, Part, PartGroup, arranged, flat
from coursepack.pages.player import Standard
from coursepack.targets._scorm import (
    MANIFEST,
    Group,
    Item,
    Package,
    Sco,
    content_object,
    manifest_title,
    package,
    whole_course,
)
from coursepack.targets.base import BuildContext, Output

LAUNCH = "index.html"
"""The document of a package that has only one."""


class Laid(msgspec.Struct, frozen=True):
    """What a course's layout comes to: its packages, and a row for each link that became words.

    `is_separate`: each package is a zip of its own, so that no manifest knows of more than one content object.
    """

    packages: tuple[Package, ...]
    fidelity: tuple[Fidelity, ...] = ()
    is_separate: bool = False

    @property
    def scos(self) -> tuple[Sco, ...]:
        """Every content object of every package."""
        return tuple(sco for one in self.packages for sco in one.scos)


def laid_out(course: Course, context: BuildContext, standard: Standard, target: str) -> Laid:
    """The packages of `course` by its own layout; `target` is named in the rows."""
    laid = _laid_out(course, context, standard, target)
    packages = tuple(msgspec.structs.replace(one, fingerprint=context.fingerprint) for one in laid.packages)
    return msgspec.structs.replace(laid, packages=packages)


def _laid_out(course: Course, context: BuildContext, standard: Standard, target: str) -> Laid:
    """The packages, before they know which build they are of.

    In one zip the documents are flat beside the player's files, and every content object lists all that it needs
    itself: Moodle and others know nothing of resources that depend on others.
    """
    arrangement = arranged(course, course.delivery.layout)
    if not arrangement:
        return Laid((whole_course(course, single_document(course, context, standard, context.shared)),))
    parts = tuple(flat(arrangement))
    documents = part_documents(course, parts, context, standard, context.shared)
    player = part_player(course, standard)
    rows = (*_crossings(documents, target), *_gates_between(course, parts, target))
    if course.delivery.zips == "each":
        each = tuple(_separate(course, document, player(document.part.inside)) for document in documents)
        return Laid(each, rows, is_separate=True)
    common = player(course)
    names = file_names(part.id for part in parts)
    by_id = {document.part.id: document for document in documents}

    def item(one: Arranged) -> Item:
        if isinstance(one, PartGroup):
            return Group(one.module.id, _title(one.title, one.module.id), tuple(map(item, one.children)))
        return _content_object(by_id[one.id], names[one.id], one.entry, common)

    files = (
        *(OutputFile(names[document.part.id], document.html) for document in documents),
        *common,
        *_assets(course, (path for document in documents for path in document.assets)),
    )
    return Laid((package(course, tuple(map(item, arrangement)), files),), rows)


def packed(laid: Laid, manifest: Callable[[Package], bytes], rows: tuple[Fidelity, ...]) -> Output:
    """The packages with their manifests, as a target's output."""

    def files(one: Package) -> tuple[OutputFile, ...]:
        return (OutputFile(MANIFEST, manifest(one)), *one.files)

    if laid.is_separate:
        names = file_names(one.part for one in laid.packages)
        return Output((), rows, zips={names[one.part].removesuffix(".html"): files(one) for one in laid.packages})
    (whole,) = laid.packages
    return Output(files(whole), rows)


def scoring_rows(course: Course, laid: Laid, target: str, *, sequenced: bool = False) -> tuple[Fidelity, ...]:
    """What becomes of the rules of status and score where nothing puts several content objects together.

    `sequenced`: a manifest tells the LMS how its content objects come together.
    """
    rows = []
    complete = course.scoring.complete
    for what, share in (("pages", complete.pages), ("questions", complete.questions)):
        if len(laid.scos) > 1 and 0 < share < 1:
            feature = f"completion at {share * 100:g} % of the {what}"
            how = f"each part asks for that share of its own {what}"
            rows.append(Fidelity(target, feature, "degraded", course.scoring_at("complete"), how, ("completion",)))
    if course.delivery.completion_page and course.delivery.layout != "course":
        how = "a part does not know whether the others are completed"
        rows.append(Fidelity(target, "completion page", "dropped", course.at, how))
    weights = [sco.weight for sco in laid.scos if sco.weight is not None]
    if len(weights) < 2 or (sequenced and not laid.is_separate):
        return tuple(rows)
    if course.scoring.pass_rule == "average":
        how = (
            "each part with graded quizzes is passed by itself, and the LMS puts the parts together by its own setting"
        )
        rows.append(
            Fidelity(target, 'pass rule "average"', "degraded", course.scoring_at("pass_rule"), how, ("pass rule",))
        )
    if len(set(weights)) > 1:
        how = "each part reports its own score, and the LMS does not know how much it weighs"
        rows.append(Fidelity(target, "weights of quizzes in different parts", "degraded", course.at, how, ("weight",)))
    return tuple(rows)


def _separate(course: Course, document: PartDocument, player: tuple[OutputFile, ...]) -> Package:
    """The package of one part."""
    part = document.part
    files = (OutputFile(LAUNCH, document.html), *player, *_assets(course, document.assets))
    return package(course, (_content_object(document, LAUNCH, part.title, player),), files, part)


def _content_object(document: PartDocument, launch: str, title: str, common: tuple[OutputFile, ...]) -> Sco:
    part = document.part
    files = (launch, *(file.path for file in common), *document.assets)
    return content_object(part.inside, part.id, _title(title, part.id), launch, files)


def _title(title: str, identifier: str) -> str:
    return manifest_title(title) or manifest_title(identifier)


def _assets(course: Course, paths: Iterable[str]) -> tuple[OutputFile, ...]:
    used = frozenset(paths)
    return tuple(file for file in asset_files(course) if file.path in used)


def _crossings(documents: tuple[PartDocument, ...], target: str) -> Iterator[Fidelity]:
    for document in documents:
        for unit_id, at in document.crossings:
            to = f"to {unit_id}" if unit_id else "to the course's first page"
            how = "a part cannot open another one; number and title stand in the text"
            yield Fidelity(target, f"link {to}", "degraded", at, how, ("links",))


def _gates_between(course: Course, parts: tuple[Part, ...], target: str) -> Iterator[Fidelity]:
    """A row for each page that waits for something in another part, or is to hold up the parts after its own."""
    asked = gates(course)
    if not asked:
        return
    names = {quiz.id: quiz.name for quiz in course.quizzes()}
    conditions = {unit.id: wanted for unit, wanted in pages_with_conditions(course)}
    how = "a part knows only its own scores, so the page is open; in the LMS, let its entries open in turn"
    for index, part in enumerate(parts):
        inside = {quiz.id for quiz in part.inside.quizzes()}
        pages = tuple(part.inside.pages())
        for unit in pages:
            for one in conditions.get(unit.id, ()):
                if one.quiz in names and one.quiz not in inside:
                    feature = f'"opens-after" {names[one.quiz]} of {unit.id}'
                    yield Fidelity(target, feature, "dropped", unit.at, how, ("gates",))
        if index + 1 < len(parts) and any("next" in asked.get(unit.id, {}) for unit in pages):
            held = next(unit for unit in pages if "next" in asked.get(unit.id, {}))
            feature = f'"next-when" of {held.id}'
            why = "the parts after this one open all the same; in the LMS, let its entries open in turn"
            yield Fidelity(target, feature, "degraded", held.at, why, ("gates",))
