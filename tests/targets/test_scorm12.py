"""SCORM 1.2 packages: valid by the official schemas, whole, stable, and inside what LMSs take."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coursepack.ids import short_identifier
from coursepack.model.course import Course, Quiz
from coursepack.model.scoring import QuizSettings
from coursepack.packaging.zip import zip_bytes
from coursepack.targets import scorm12
from coursepack.targets._scorm import Group, Sco, manifest_title, mastery_score, package, whole_course
from coursepack.targets.base import OutputFile
from tests import schemas
from tests.support import tools
from tests.support.by_hand import CONTEXT, choices, course, question, quiz, small_course, words

NAMESPACES = {"cp": scorm12.IMSCP, "adlcp": scorm12.ADLCP, "md": scorm12.IMSMD}
FILES = (OutputFile("index.html", b"<p>"), OutputFile("assets/ä b.png", b""))


def manifest_of(made: Course) -> bytes:
    return scorm12.manifest(whole_course(made, FILES))


def graded() -> Quiz:
    return msgspec.structs.replace(quiz(question(choices("+Yes", "-No"))), settings=QuizSettings(graded=True))


def full_course() -> Course:
    """A course with all that a manifest can tell."""
    scoring = msgspec.structs.replace(course().scoring, mastery="lms", pass_mark=0.825)
    return msgspec.structs.replace(
        course(graded(), identifier="data-engineering-foundations"),
        title=words("Données R&D <tags> 日本語"),
        language="fr",
        version="1.2.0",
        description="What it is about.",
        scoring=scoring,
    )


@pytest.fixture(params=["npm", "schemas"])
def schema(request: pytest.FixtureRequest) -> etree.XMLSchema:
    """The official schema, from the npm package and from the folder that `COURSEPACK_SCHEMAS` names."""
    if request.param == "npm":
        return schemas.scorm12(tools.node_modules() / schemas.SCORM_12_IN_NPM)
    return schemas.scorm12(tools.schemas() / schemas.SCORM_12_IN_SCHEMAS)


def tree() -> bytes:
    """A manifest with content objects in groups in groups."""
    scos = [
        Sco(name, f"{name} & more", f"{name}.html", (f"{name}.html", "player.js"), mastery_score="60") for name in "abc"
    ]
    items = (Group("outer", "Outer", (Group("inner", "Inner", (scos[0],)), scos[1])), scos[2])
    return scorm12.manifest(package(course(), items, ()))


def test_schema_takes_our_manifests(schema: etree.XMLSchema) -> None:
    assert schemas.complaints(schema, tree()) == []
    assert schemas.complaints(schema, manifest_of(full_course())) == []
    assert schemas.complaints(schema, manifest_of(course())) == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("<organizations ", "<organisations "),
        ('adlcp:scormtype="sco"', 'adlcp:scormtype="scorm"'),
        ("<adlcp:masteryscore>", "<adlcp:mastery>"),
        ("<imsmd:langstring ", "<imsmd:string "),
        (' type="webcontent"', ""),
    ],
)
def test_schema_refuses_broken_manifests(schema: etree.XMLSchema, was: str, becomes: str) -> None:
    text = manifest_of(full_course()).decode()
    closing = (was.replace("<", "</").strip(" >") + ">", becomes.replace("<", "</").strip(" >") + ">")
    assert was in text
    broken = text.replace(was, becomes)
    if was.startswith("<"):
        broken = broken.replace(*closing)
    assert schemas.complaints(schema, broken.encode())


def test_every_declared_file_is_there_and_every_file_is_declared(tmp_path: Path) -> None:
    output = scorm12.write(small_course(tmp_path), CONTEXT)
    names = zipfile.ZipFile(io.BytesIO(zip_bytes(output.files))).namelist()
    root = etree.fromstring(b"".join(output.files[0].chunks()))
    declared = [unquote(str(href)) for href in root.xpath("//cp:file/@href", namespaces=NAMESPACES)]
    assert names[0] == "imsmanifest.xml"
    assert sorted(declared) == sorted(names[1:])
    assert "assets/dot.png" in declared
    assert unquote(str(root.xpath("string(//cp:resource/@href)", namespaces=NAMESPACES))) in names


def test_manifest_is_written_as_moodle_reads_it() -> None:
    text = manifest_of(full_course()).decode()
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<manifest ')
    assert "Données R&amp;D &lt;tags&gt; 日本語" in text
    assert "&#" not in text
    assert "schemaLocation" not in text
    assert "<schemaversion>1.2</schemaversion>" in text
    assert ' adlcp:scormtype="sco"' in text
    assert "assets/%C3%A4%20b.png" in text


def test_items_have_titles_and_resources() -> None:
    root = etree.fromstring(manifest_of(full_course()))
    for item in root.findall(".//cp:item", NAMESPACES):
        assert item.findtext("cp:title", None, NAMESPACES)
        reference = item.get("identifierref")
        assert root.xpath(f"//cp:resource[@identifier='{reference}']", namespaces=NAMESPACES)


def test_content_objects_stand_in_their_groups_and_only_they_open_something() -> None:
    root = etree.fromstring(tree())
    shape = [
        (item.get("identifier"), above.get("identifier"), item.get("identifierref"))
        for item in root.findall(".//cp:item", NAMESPACES)
        for above in item.iterancestors(f"{{{NAMESPACES['cp']}}}item", f"{{{NAMESPACES['cp']}}}organization")
        if item in above
    ]
    top = f"org_{short_identifier('a-course')}"
    assert shape == [
        ("group_outer", top, None),
        ("group_inner", "group_outer", None),
        ("item_a", "group_inner", "res_a"),
        ("item_b", "group_outer", "res_b"),
        ("item_c", top, "res_c"),
    ]
    assert [resource.get("href") for resource in root.findall(".//cp:resource", NAMESPACES)] == [
        "a.html",
        "b.html",
        "c.html",
    ]


def test_identifiers_do_not_change_with_words_order_or_version() -> None:
    def identifiers(made: Course) -> list[str]:
        return re.findall(r'identifier(?:ref)?="([^"]*)"', manifest_of(made).decode())

    plain = full_course()
    other = msgspec.structs.replace(plain, title=words("Other"), version="2", language="de", description="")
    assert identifiers(plain) == identifiers(other)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name) for name in identifiers(plain))


def test_manifest_identifiers_differ_in_their_first_characters() -> None:
    ids = [f"data-engineering-foundations-{number}" for number in range(200)] + ["intro", "data_engineering_"]
    short = {short_identifier(name) for name in ids}
    assert len(short) == len(ids)
    assert max(map(len, short)) <= 15
    assert short_identifier("intro") == "intro"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_titles_arrive_whole(text: str) -> None:
    title = manifest_title(text)
    assert len(title) <= 255
    # As Moodle reads it: piece by piece between entities, and blank pieces and zeros are lost.
    for piece in re.split("([&<>])", title):
        assert not piece or piece.strip(" \t\n\r\0\x0b") not in ("", "0")
    made = msgspec.structs.replace(course(), title=words(text))
    assert etree.fromstring(manifest_of(made)).findtext(".//cp:item/cp:title", None, NAMESPACES)


@pytest.mark.parametrize(
    ("mark", "score"), [(0.6, "60"), (0.825, "82.5"), (1 / 3, "33.33"), (0.99999, "99.99"), (1.0, "100"), (0.0, "0.0")]
)
def test_mastery_score_is_written_only_where_the_lms_decides(mark: float, score: str) -> None:
    plain = course(graded())
    lms = msgspec.structs.replace(plain, scoring=msgspec.structs.replace(plain.scoring, mastery="lms", pass_mark=mark))
    assert mastery_score(lms) == score
    assert f"<adlcp:masteryscore>{score}</adlcp:masteryscore>" in manifest_of(lms).decode()
    assert "masteryscore" not in manifest_of(plain).decode()
    ungraded = msgspec.structs.replace(lms, children=(quiz(question(choices("+Yes", "-No"))),))
    assert "masteryscore" not in manifest_of(ungraded).decode()


def test_long_version_is_in_the_metadata_alone() -> None:
    made = msgspec.structs.replace(course(), version="2026.11.23-candidate.4")
    root = etree.fromstring(manifest_of(made))
    assert root.get("version") is None
    assert root.findtext(".//md:version/md:langstring", None, NAMESPACES) == "2026.11.23-candidate.4"
