"""The grammars of manifests say of hundreds of mutants what the official schemas say, but for argued differences."""

import re
from pathlib import Path

import pytest
from lxml import etree

from coursepack.validation import grammars
from coursepack.validation.grammar import Grammar
from tests import schemas
from tests.validation.mutants import mutants

DOCUMENTS = Path(__file__).parent / "documents"
MUTANTS = 300

STANDARDS = {
    "scorm12": ("scorm-1.2", grammars.scorm12.GRAMMAR),
    "scorm2004-3rd": ("scorm-2004-3rd", grammars.scorm2004.THIRD_EDITION),
    "scorm2004-4th": ("scorm-2004-4th", grammars.scorm2004.FOURTH_EDITION),
    "content-package": ("imscp-1.1.4", grammars.content_package.GRAMMAR),
    "cmi5": ("cmi5", grammars.cmi5.GRAMMAR),
    "cartridge-11": ("cc-1.1", grammars.common_cartridge.CARTRIDGE_11),
    "qti-22": ("qti-2.2-package", grammars.qti_package.QTI_22),
    "qti-30": ("qti-3.0-package", grammars.qti_package.QTI_30),
    "qti-21-item": ("qti-2.1", grammars.qti_item.GRAMMAR),
    "qti-21-test": ("qti-2.1", grammars.qti_item.GRAMMAR),
    "qti-12-assessment": ("qti-1.2-cc", grammars.qti_assessment.GRAMMAR),
}
"""{document: (set of official schemas, our grammar)}."""

CARTRIDGES = {
    2: grammars.common_cartridge.CARTRIDGE_12,
    3: grammars.common_cartridge.CARTRIDGE_13,
}
"""{n: our grammar of Common Cartridge 1.n}. The schemas of these versions could not be had: a document is shown to
that of 1.1 under the names of 1.1, which tells all that the versions share."""

DIFFERENCES = {
    "nothing has the identifier": "XML Schema (part 2, 3.3.9) asks for it; libxml2 does not look for it",
    "nothing more is expected": "libxml2 takes an element again behind the wildcard that ends a content model",
}
"""Where ours refuses what libxml2 takes: {a piece of our message: why}."""


EXTENSION = re.compile(
    r"Element '\{(?!http://www\.imsglobal\.org/xsd/imsccv1p1/imscp)[^']*': This element is not expected"
)
"""Since 1.2 a cartridge's metadata and resources may be extended by elements of other namespaces; 1.1 refuses them."""


def disagreements(document: bytes, schema: etree.XMLSchema, grammar: Grammar, cartridge: int = 1) -> list[str]:
    """What our grammar and the official schema say differently of a document's mutants.

    `cartridge`: the version of a Common Cartridge, 1.n.
    """
    assert schema.validate(etree.fromstring(renamed(document, cartridge, 1))), schema.error_log
    assert [problem.message for problem in grammar.problems(etree.fromstring(document))] == []
    found: list[str] = []
    refused = 0
    for change, mutant in mutants(document, MUTANTS):
        valid = schema.validate(etree.fromstring(renamed(mutant, cartridge, 1)))
        refused += not valid
        official = [error.message for error in schema.error_log]
        problems = [problem.message for problem in grammar.problems(etree.fromstring(mutant))]
        unargued = [message for message in problems if not any(words in message for words in DIFFERENCES)]
        is_extended = cartridge > 1 and all(EXTENSION.match(message) for message in official)
        if (valid and unargued) or (not valid and not problems and not is_extended):
            found.append(f"{change}: official {official[:1] or 'valid'}, ours {problems[:1] or 'valid'}")
    assert MUTANTS * 0.3 < refused < MUTANTS * 0.98  # mutants that all fail, or none, show nothing
    return found


def renamed(document: bytes, was: int, becomes: int) -> bytes:
    """A Common Cartridge 1.n under the names of another version."""
    for name in ("imsccv1p{}", "imsccauth_v1p{}", "imscc_xmlv1p{}", "CC_Rolesv1p{}", ">1.{}.0<"):
        document = document.replace(name.format(was).encode(), name.format(becomes).encode())
    return document


@pytest.mark.parametrize("name", STANDARDS)
def test_grammar_agrees_with_the_official_schema(name: str) -> None:
    published, text = STANDARDS[name]
    document = (DOCUMENTS / f"{name}.xml").read_bytes()
    assert disagreements(document, schemas.official(published), Grammar(text)) == []


@pytest.mark.parametrize("version", CARTRIDGES)
def test_later_cartridges_agree_with_the_schema_of_the_first(version: int) -> None:
    document = renamed((DOCUMENTS / "cartridge-11.xml").read_bytes(), 1, version)
    assert disagreements(document, schemas.official("cc-1.1"), Grammar(CARTRIDGES[version]), version) == []
