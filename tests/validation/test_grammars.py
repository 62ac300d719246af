"""The grammars of manifests say of hundreds of mutants what the official schemas say, but for argued differences."""

import re
from collections import Counter
from pathlib import Path
from typing import cast

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
"""{document: (set of official schemas, our grammar)}; that of QTI 2.2 takes long to load and is held in `tests/qti`."""

CARTRIDGES = {
    2: grammars.common_cartridge.CARTRIDGE_12,
    3: grammars.common_cartridge.CARTRIDGE_13,
}
"""{n: our grammar of Common Cartridge 1.n}. The schemas of these versions could not be had: a document is shown to
that of 1.1 under the names of 1.1, which tells all that the versions share."""

IDENTIFIERS = "nothing has the identifier"
WILDCARD = "nothing more is expected"
EXTENSION = "is an extension"
DIFFERENCES = {
    IDENTIFIERS: "ours refuses it: XML Schema (part 2, 3.3.9) asks for it, and libxml2 does not look for it",
    WILDCARD: "ours refuses it: libxml2 takes an element again behind the wildcard that ends a content model",
    EXTENSION: "ours takes it: since 1.2, metadata and resources of a cartridge may be extended; without the extension "
    "the schema of 1.1 takes the document, too",
}
"""{what is known by it: why the two differ}."""

EXCUSED: dict[str, dict[str, int]] = {
    "scorm2004-3rd": {IDENTIFIERS: 1},
    "scorm2004-4th": {IDENTIFIERS: 1, WILDCARD: 1},
    "content-package": {IDENTIFIERS: 1, WILDCARD: 1},
    "cmi5": {WILDCARD: 1},
    "cartridge-11": {IDENTIFIERS: 2},
    "cartridge-12": {IDENTIFIERS: 2, EXTENSION: 4},
    "cartridge-13": {IDENTIFIERS: 2, EXTENSION: 4},
    "qti-22": {IDENTIFIERS: 3},
    "qti-30": {IDENTIFIERS: 3},
}
"""{document: {difference: how many of its mutants are judged differently for this reason}}."""

UNEXPECTED = re.compile(
    r"Element '\{(?!http://www\.imsglobal\.org/xsd/imsccv1p1/imscp)[^']*': This element is not expected"
)


def disagreements(
    document: bytes, schema: etree.XMLSchema, grammar: Grammar, cartridge: int = 1
) -> tuple[list[str], dict[str, int]]:
    """What our grammar and the official schema say differently of a document's mutants; of `DIFFERENCES` how many.

    `cartridge`: the version of a Common Cartridge, 1.n.
    """
    assert schema.validate(etree.fromstring(renamed(document, cartridge, 1))), schema.error_log
    assert [problem.message for problem in grammar.problems(etree.fromstring(document))] == []
    found: list[str] = []
    excused: Counter[str] = Counter()
    refused = 0
    for change, mutant in mutants(document, MUTANTS):
        as_first = etree.fromstring(renamed(mutant, cartridge, 1))
        valid = schema.validate(as_first)
        refused += not valid
        official = [error.message for error in schema.error_log]
        problems = [problem.message for problem in grammar.problems(etree.fromstring(mutant))]
        if valid == (not problems):
            continue
        reasons = {next((words for words in DIFFERENCES if words in message), "") for message in problems}
        if not problems and cartridge > 1 and is_extended(as_first, schema):
            excused[EXTENSION] += 1
        elif valid and "" not in reasons:
            excused.update(reasons)
        else:
            found.append(f"{change}: official {official[:1] or 'valid'}, ours {problems[:1] or 'valid'}")
    assert MUTANTS * 0.3 < refused < MUTANTS * 0.98  # mutants that all fail, or none, show nothing
    return found, dict(excused)


def is_extended(root: etree._Element, schema: etree.XMLSchema) -> bool:
    """Whether a cartridge is valid once elements of other namespaces are taken out of its metadata and resources."""
    names = {prefix: namespace for element in root.iter() for prefix, namespace in element.nsmap.items() if prefix}
    while not schema.validate(root):
        error = schema.error_log[0]
        if error.path is None or not UNEXPECTED.match(error.message):
            return False
        (element,) = cast("list[etree._Element]", root.xpath(error.path, namespaces=names))
        parent = element.getparent()
        if parent is None or etree.QName(parent).localname not in ("metadata", "resource"):
            return False
        parent.remove(element)
    return True


def renamed(document: bytes, was: int, becomes: int) -> bytes:
    """A Common Cartridge 1.n under the names of another version."""
    for name in ("imsccv1p{}", "imsccauth_v1p{}", "imscc_xmlv1p{}", "CC_Rolesv1p{}", ">1.{}.0<"):
        document = document.replace(name.format(was).encode(), name.format(becomes).encode())
    return document


@pytest.mark.parametrize("name", STANDARDS)
def test_grammar_agrees_with_the_official_schema(name: str) -> None:
    published, text = STANDARDS[name]
    document = (DOCUMENTS / f"{name}.xml").read_bytes()
    assert disagreements(document, schemas.official(published), Grammar(text)) == ([], EXCUSED.get(name, {}))


@pytest.mark.parametrize("version", CARTRIDGES)
def test_later_cartridges_agree_with_the_schema_of_the_first(version: int) -> None:
    document = renamed((DOCUMENTS / "cartridge-11.xml").read_bytes(), 1, version)
    found = disagreements(document, schemas.official("cc-1.1"), Grammar(CARTRIDGES[version]), version)
    assert found == ([], EXCUSED[f"cartridge-1{version}"])
