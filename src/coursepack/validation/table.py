"""The one table of what is judged: a new family of rules is a file of its own and a row here."""

from collections.abc import Callable

from coursepack.diagnostics import Report, Rule
from coursepack.packaging import archive
from coursepack.validation import (
    cmi5,
    documents,
    epub,
    launch,
    metadata,
    moodle_xml,
    package,
    programs,
    qti,
    references,
    schema,
    sequencing,
    systems,
)
from coursepack.validation.package import Package

JUDGES: tuple[Callable[[Package, Report], None], ...] = (
    schema.judge,
    metadata.judge,
    programs.judge,
    references.judge,
    sequencing.judge,
    launch.judge,
    cmi5.judge,
    epub.judge,
    qti.judge,
)
"""What judges a package; each passes over the kinds that it does not know."""

RULES: tuple[Rule, ...] = (
    *archive.RULES,
    *package.RULES,
    *schema.RULES,
    *metadata.RULES,
    *programs.RULES,
    *references.RULES,
    *sequencing.RULES,
    *launch.RULES,
    *cmi5.RULES,
    *epub.RULES,
    *systems.RULES,
    *documents.RULES,
    *qti.RULES,
    *moodle_xml.RULES,
)
