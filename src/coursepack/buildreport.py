"""`report.json`: all that a build knows, in a fixed order, without clock, host or absolute path."""

from typing import Any

import msgspec

from coursepack import __version__
from coursepack.diagnostics import Diagnostic
from coursepack.packaging.files import sha256_of
from coursepack.reading.exports.contents import settings_files
from coursepack.results import Built, Loaded, findings

SCHEMA_VERSION = 1


def report_json(loaded: Loaded, built: Built) -> bytes:
    """The report of a build as JSON. Its first key is the version of its schema."""
    course = loaded.course
    report: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "coursepack": __version__,
        "course": {
            "id": course.id,
            "title": course.name,
            "version": course.version,
            "language": course.language,
            "fingerprint": built.fingerprint,
        },
        "inputs": _inputs(loaded),
        "outputs": [
            {
                "target": output.target,
                "carries": output.carries,
                "path": output.place,
                "files": [{"path": path, "size": size, "sha256": digest} for path, size, digest in output.files],
            }
            for output in built.outputs
        ],
        "identifiers": [
            {"id": entry.id, "key": entry.key, "kind": entry.kind, "file": entry.file, "title": entry.title}
            for entry in loaded.lock.entries
            if not entry.retired
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
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


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
        digests[asset.source.relative_to(loaded.root).as_posix()] = asset.sha256
    if loaded.config_path.is_file() and loaded.config_path.is_relative_to(loaded.root):
        digests[loaded.config_path.relative_to(loaded.root).as_posix()] = sha256_of(loaded.config_path)
    return [{"path": name, "sha256": digest} for name, digest in sorted(digests.items())]
