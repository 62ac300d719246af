"""QTI 2.2: what 2.1 has, under the names of 2.2, valid by its own official schemas."""

import re
from pathlib import Path

import pytest

from coursepack.packaging.zip import zip_bytes
from coursepack.targets import qti21, qti22
from coursepack.targets.base import Target
from coursepack.validation.grammar import Grammar
from coursepack.validation.grammars.qti_item import QTI_22
from coursepack.validation.judge import judge_file
from tests import schemas
from tests.support.by_hand import CONTEXT
from tests.support.every_interaction import course_of, every_question
from tests.validation.test_grammars import DOCUMENTS, disagreements

pytestmark = pytest.mark.usefixtures("schemas")


def files_of(target: Target, folder: Path) -> dict[str, bytes]:
    output = target.write(course_of(folder, *every_question()), CONTEXT)
    return {file.path: file.whole() for file in output.files}


def test_every_document_is_valid_and_the_grammar_agrees_with_the_schema(tmp_path: Path) -> None:
    """One test, since the schema takes longer to load than all that it judges here."""
    items = schemas.official("qti-2.2.4")
    package = schemas.official("qti-2.2-package")
    files = files_of(qti22.TARGET, tmp_path)
    for name, data in files.items():
        if name.endswith(".xml"):
            assert schemas.complaints(package if name == "imsmanifest.xml" else items, data) == [], name
    broken = files["items/q_single.xml"].replace(b"simpleChoice", b"choice")
    assert schemas.complaints(items, broken)
    for name in "qti-22-item", "qti-22-test":
        document = (DOCUMENTS / f"{name}.xml").read_bytes()
        assert disagreements(document, items, Grammar(QTI_22)) == ([], {}), name


def test_it_differs_from_2_1_in_names_alone(tmp_path: Path) -> None:
    old, new = files_of(qti21.TARGET, tmp_path), files_of(qti22.TARGET, tmp_path)
    assert old.keys() == new.keys()
    for name, data in old.items():
        assert re.sub(rb"v2p1|QTIv2\.1", lambda found: found[0].replace(b"1", b"2"), data) == new[name], name


def test_our_own_validation_knows_it(tmp_path: Path) -> None:
    course = course_of(tmp_path, *every_question())
    path = tmp_path / "package.zip"
    path.write_bytes(zip_bytes(qti22.TARGET.write(course, CONTEXT).files))
    assert [each.rule.name for each in judge_file(path).diagnostics] == []
