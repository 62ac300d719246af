"""The grammars of manifests say of hundreds of mutants what the official schemas say, but for argued differences."""

from pathlib import Path

import pytest
from lxml import etree

from coursepack.validation import grammars
from coursepack.validation.grammar import Grammar
from tests import schemas
from tests.validation.mutants import mutants

DOCUMENTS = Path(__file__).parent / "documents"
MUTANTS = 400

STANDARDS = {
    "scorm12": ("scorm-1.2", grammars.scorm12.GRAMMAR),
    "scorm2004-3rd": ("scorm-2004-3rd", grammars.scorm2004.THIRD_EDITION),
    "scorm2004-4th": ("scorm-2004-4th", grammars.scorm2004.FOURTH_EDITION),
    "content-package": ("imscp-1.1.4", grammars.content_package.GRAMMAR),
    "cmi5": ("cmi5", grammars.cmi5.GRAMMAR),
    "cartridge-11": ("cc-1.1", grammars.common_cartridge.CARTRIDGE_11),
    "qti-22": ("qti-2.2-package", grammars.qti_package.QTI_22),
    "qti-30": ("qti-3.0-package", grammars.qti_package.QTI_30),
}
"""{document: (set of official schemas, our grammar)}."""

DIFFERENCES = {
    "nothing has the identifier": "XML Schema (part 2, 3.3.9) asks for it; libxml2 does not look for it",
    "nothing more is expected": "libxml2 takes an element again behind the wildcard that ends a content model",
}
"""Where ours refuses what libxml2 takes: {a piece of our message: why}."""


def disagreements(name: str) -> list[str]:
    """What our grammar and the official schema say differently of a document's mutants."""
    published, text = STANDARDS[name]
    schema, grammar = schemas.official(published), Grammar(text)
    document = (DOCUMENTS / f"{name}.xml").read_bytes()
    root = etree.fromstring(document)
    assert schema.validate(root), schema.error_log
    assert [problem.message for problem in grammar.problems(root)] == []
    found: list[str] = []
    refused = 0
    for change, mutant in mutants(document, MUTANTS):
        root = etree.fromstring(mutant)
        valid = schema.validate(root)
        refused += not valid
        problems = [problem.message for problem in grammar.problems(root)]
        unargued = [message for message in problems if not any(words in message for words in DIFFERENCES)]
        if (valid and unargued) or (not valid and not problems):
            official = [error.message for error in schema.error_log][:1]
            found.append(f"{change}: official {official or 'valid'}, ours {problems[:1] or 'valid'}")
    assert MUTANTS * 0.3 < refused < MUTANTS * 0.98  # mutants that all fail, or none, show nothing
    return found


@pytest.mark.parametrize("name", STANDARDS)
def test_grammar_agrees_with_the_official_schema(name: str) -> None:
    assert disagreements(name) == []
