"""What coursepack writes for programs, as types: the bytes are made from them, and so are their JSON Schemas."""

from typing import Any, Literal

import msgspec

from coursepack.diagnostics import Diagnostic, Fate
from coursepack.handover.answers import Answers
from coursepack.handover.changes import RecordedCourse, Since


class Finding(msgspec.Struct, frozen=True):
    """A finding. `line` and `column` count from 1; 0 where it is about the whole file."""

    rule: str
    severity: Literal["note", "warning", "error"]
    file: str
    line: int
    column: int
    message: str
    help: str


class Judged(msgspec.Struct, frozen=True):
    """A file that was judged: what it is, what it holds in words, and the findings."""

    path: str
    kind: str
    holds: str
    findings: tuple[Finding, ...]


class Input(msgspec.Struct, frozen=True):
    """A file that the course was made from."""

    path: str
    sha256: str


class OutputFile(msgspec.Struct, frozen=True):
    """A file that was written."""

    path: str
    size: int
    sha256: str


class Output(msgspec.Struct, frozen=True):
    """What one target made. `carries`: "course" or "questions"; `entries`: what an LMS lists."""

    target: str
    carries: str
    path: str
    entries: tuple[str, ...]
    files: tuple[OutputFile, ...]


class Identifier(msgspec.Struct, frozen=True):
    """A unit or question. `key`: what saved progress is indexed by; `content`: a digest of what it says.

    `settings`: those of a quiz; `answers`: what a question offers and what is right, as digests.
    """

    id: str
    key: int
    kind: str
    file: str
    title: str
    content: str
    entry: str
    settings: dict[str, str]
    answers: Answers | None


class Carried(msgspec.Struct, frozen=True):
    """What became of a feature of the course in a target."""

    target: str
    feature: str
    facets: tuple[str, ...]
    fate: Fate
    how: str
    file: str
    line: int


class BuildReport(msgspec.Struct, frozen=True):
    """`report.json`. `schema`: the version of this form; `inferences`: how often what was inferred from looks."""

    schema: int
    coursepack: str
    course: RecordedCourse
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    identifiers: tuple[Identifier, ...]
    inferences: dict[str, int]
    diagnostics: tuple[Finding, ...]
    fidelity: tuple[Carried, ...]
    since: Since | None


SCHEMAS = {
    "report": "report.json of a build",
    "findings": "what check prints with --output-format json",
    "verdicts": "what validate prints with --output-format json",
    "inventory": "what inspect prints with --json",
}
"""{name: what it describes}."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of one of `SCHEMAS`."""
    from coursepack.validation.inventory import Inventory  # it knows every judge, which a build does not need

    types: dict[str, Any] = {
        "report": BuildReport,
        "findings": tuple[Finding, ...],
        "verdicts": tuple[Judged, ...],
        "inventory": Inventory,
    }
    return msgspec.json.schema(types[name])


def finding_of(found: Diagnostic) -> Finding:
    """A diagnostic for programs."""
    at, severity = found.at, found.severity
    word: Literal["note", "warning", "error"] = ("note", "warning", "error")[severity]
    return Finding(found.rule.name, word, at.file, at.line, at.column, found.message, found.help)
