"""`report.json`: all that a build knows, in a fixed order, without clock, host or absolute path."""

from typing import Any

import msgspec

from coursepack import __version__
from coursepack.diagnostics import Diagnostic
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
from coursepack.packaging.files import sha256_of
from coursepack.reading.exports.contents import settings_files
from coursepack.results import Built, Loaded, findings

SCHEMA_VERSION = 2
REPORT = "report.json"


class Report(msgspec.Struct, frozen=True):
    """The bytes of `report.json`, and what it says of the last build."""

    text: bytes
    since: Since | None


def report_of(loaded: Loaded, built: Built, last: Recorded | None) -> Report:
    """The report of a build as JSON; its first key is the version of its schema. `last` is what it replaces."""
    now = _recorded(loaded, built)
    changed = since(last, now)
    places = {entry.id: entry for entry in loaded.lock.entries}
    report: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "coursepack": now.coursepack,
        "course": now.course,
        "inputs": _inputs(loaded),
        "outputs": [
            {
                "target": output.target,
                "carries": output.carries,
                "path": output.place,
                "entries": output.entries,
                "files": [{"path": path, "size": size, "sha256": digest} for path, size, digest in output.files],
            }
            for output in built.outputs
        ],
        "identifiers": [
            {
                "id": item.id,
                "key": places[item.id].key,
                "kind": item.kind,
                "file": places[item.id].file,
                "title": item.title,
                "content": item.content,
                "entry": item.entry,
            }
            for item in now.identifiers
        ],
        "inferences": dict(sorted(loaded.report.inferred.items())),
        "diagnostics": [diagnostic_record(found) for found in findings(loaded)],
        "fidelity": [
            {
                "target": row.target,
                "feature": row.feature,
                "facets": list(row.facets),
                "fate": row.fate,
                "how": row.how,
                "file": row.at.file,
                "line": row.at.line,
            }
            for row in built.fidelity
        ],
        "since": changed,
    }
    return Report(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n", changed)


def _recorded(loaded: Loaded, built: Built) -> Recorded:
    """What this build tells the next one."""
    course = loaded.course
    content, parts = digests(course), entries_of(course)
    head = RecordedCourse(
        course.id,
        course.name,
        course.version,
        course.language,
        built.fingerprint,
        msgspec.to_builtins(course.scoring),
        layout_of(course),
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
        )
        for entry in loaded.lock.entries
        if not entry.retired
    )
    return Recorded(
        __version__, head, items, tuple(RecordedOutput(output.target, output.entries) for output in built.outputs)
    )


def diagnostic_record(found: Diagnostic) -> dict[str, Any]:
    """A diagnostic for JSON output."""
    return {
        "rule": found.rule.name,
        "severity": found.severity.word,
        "file": found.at.file,
        "line": found.at.line,
        "column": found.at.column,
        "message": found.message,
        "help": found.help,
    }


def _inputs(loaded: Loaded) -> list[dict[str, Any]]:
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
    return [{"path": name, "sha256": digest} for name, digest in sorted(digests.items())]
