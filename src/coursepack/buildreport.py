"""`report.json`: all that a build knows, in a fixed order, without clock, host or absolute path."""

import msgspec

from coursepack import __version__
from coursepack.handover.answers import answers_of
from coursepack.handover.changes import (
    Recorded,
    RecordedCourse,
    RecordedItem,
    RecordedOutput,
    Since,
    digests,
    entries_of,
    layout_of,
    since,
)
from coursepack.handover.settings import quiz_in_words
from coursepack.packaging.files import sha256_of
from coursepack.reading.exports.contents import settings_files
from coursepack.records import BuildReport, Carried, Identifier, Input, Output, OutputFile, finding_of
from coursepack.results import Built, Loaded, findings

SCHEMA_VERSION = 2


class Report(msgspec.Struct, frozen=True):
    """The bytes of `report.json`, and what it says of the last build."""

    text: bytes
    since: Since | None


def report_of(loaded: Loaded, built: Built, last: Recorded | None) -> Report:
    """The report of a build as JSON; its first key is the version of its schema. `last` is what it replaces."""
    now = _recorded(loaded, built)
    changed = since(last, now, _replaced_id(loaded))
    places = {entry.id: entry for entry in loaded.lock.entries}
    report = BuildReport(
        schema=SCHEMA_VERSION,
        coursepack=now.coursepack,
        course=now.course,
        inputs=_inputs(loaded),
        outputs=tuple(
            Output(
                output.target,
                output.carries,
                output.place,
                output.entries,
                tuple(OutputFile(*file) for file in output.files),
            )
            for output in built.outputs
        ),
        identifiers=tuple(
            Identifier(
                item.id,
                places[item.id].key,
                item.kind,
                places[item.id].file,
                item.title,
                item.content,
                item.entry,
                item.settings,
                item.answers,
            )
            for item in now.identifiers
        ),
        inferences=dict(sorted(loaded.report.inferred.items())),
        diagnostics=tuple(finding_of(found) for found in findings(loaded)),
        fidelity=tuple(
            Carried(row.target, row.feature, row.facets, row.fate, row.how, row.at.file, row.at.line)
            for row in built.fidelity
        ),
        since=changed,
    )
    return Report(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n", changed)


def _replaced_id(loaded: Loaded) -> str:
    """The id that the course had by coursepack.lock, as this language of it has it; "" where it is the same."""
    before, now = loaded.before.course, loaded.lock.course
    return before + loaded.course.id.removeprefix(now) if before and before != now else ""


def _recorded(loaded: Loaded, built: Built) -> Recorded:
    """What this build tells the next one."""
    course = loaded.course
    content, parts = digests(course), entries_of(course)
    settings = {quiz.id: quiz_in_words(quiz.settings) for quiz in course.quizzes()}
    answers = {question.id: answers_of(question) for quiz in course.quizzes() for question in quiz.questions()}
    head = RecordedCourse(
        course.id,
        course.name,
        course.version,
        course.language,
        built.fingerprint,
        msgspec.to_builtins(course.scoring),
        layout_of(course),
        tuple(unit.id for unit in course.units()),
    )
    items = tuple(
        RecordedItem(
            entry.id,
            entry.kind,
            entry.title,
            content.get(entry.id, ""),
            entry.key,
            entry.file,
            parts.get(entry.id, ""),
            settings.get(entry.id, {}),
            answers.get(entry.id),
        )
        for entry in loaded.lock.entries
        if not entry.retired
    )
    return Recorded(
        __version__, head, items, tuple(RecordedOutput(output.target, output.entries) for output in built.outputs)
    )


def _inputs(loaded: Loaded) -> tuple[Input, ...]:
    written = (*loaded.sources.lessons, *settings_files(loaded.sources))
    digests = {file: sha256_of(loaded.sources.path(file)) for file in written}
    for asset in loaded.course.assets.values():
        if asset.data:  # its bytes stand in a lesson
            continue
        digests[asset.source.relative_to(loaded.root).as_posix()] = (
            sha256_of(asset.source) if asset.pieces else asset.sha256
        )
    if loaded.config_path.is_file() and loaded.config_path.is_relative_to(loaded.root):
        digests[loaded.config_path.relative_to(loaded.root).as_posix()] = sha256_of(loaded.config_path)
    return tuple(Input(name, digest) for name, digest in sorted(digests.items()))
