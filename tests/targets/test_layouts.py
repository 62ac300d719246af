"""The layouts of SCORM packages: manifests by the official schemas, whole packages, stable identifiers, honest rows."""

import re
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from lxml import etree

from coursepack.diagnostics import Fidelity
from coursepack.model.course import Course, Module
from coursepack.model.delivery import Delivery
from coursepack.model.scoring import Completion
from coursepack.packaging.zip import zip_bytes
from coursepack.pipeline import load
from coursepack.targets import scorm12
from coursepack.targets.base import Output, OutputFile
from tests import schemas
from tests.support import tools
from tests.support.by_hand import CONTEXT
from tests.support.cases import CASES, tree_of_folder
from tests.support.courses import write_sources

NAMESPACES = {"cp": scorm12.IMSCP, "adlcp": scorm12.ADLCP, "md": scorm12.IMSMD}
LAYOUTS = [Delivery(layout, zips) for layout in ("course", "module", "lesson") for zips in ("one", "each")]


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course of the case folder: two modules and a lesson after them, quizzes of different weight, links across."""
    folder = tmp_path_factory.mktemp("tea")
    write_sources(folder, tree_of_folder(CASES / "layouts" / "two-modules-kept" / "input"))
    loaded = load(folder)
    assert not loaded.report.diagnostics
    return loaded.course


def delivered(course: Course, layout: Any, zips: Any = "one", **scoring: Any) -> Output:
    changed = msgspec.structs.replace(course.scoring, **scoring)
    return scorm12.write(msgspec.structs.replace(course, delivery=Delivery(layout, zips), scoring=changed), CONTEXT)


def packages(output: Output) -> list[tuple[OutputFile, ...]]:
    return [output.files] if output.files else list(output.zips.values())


def manifest(files: tuple[OutputFile, ...]) -> etree._Element:
    assert files[0].path == "imsmanifest.xml"
    return etree.fromstring(b"".join(files[0].chunks()))


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return [str(one) for one in found]


@pytest.mark.parametrize("delivery", LAYOUTS, ids=lambda one: f"{one.layout}-{one.zips}")
def test_schema_takes_every_manifest(tea: Course, delivery: Delivery) -> None:
    schema = schemas.scorm12(tools.node_modules() / schemas.SCORM_12_IN_NPM)
    for files in packages(delivered(tea, delivery.layout, delivery.zips, mastery="lms")):
        assert schemas.complaints(schema, b"".join(files[0].chunks())) == []


@pytest.mark.parametrize("delivery", LAYOUTS, ids=lambda one: f"{one.layout}-{one.zips}")
def test_every_package_is_whole(tea: Course, delivery: Delivery) -> None:
    """Every file is there and belongs to a resource, and each document finds all that it names in its own resource."""
    for files in packages(delivered(tea, delivery.layout, delivery.zips)):
        root, content = manifest(files), {file.path: b"".join(file.chunks()) for file in files[1:]}
        listed: set[str] = set()
        for resource in root.iterfind(".//cp:resource", NAMESPACES):
            own = {unquote(str(file.get("href"))) for file in resource}
            listed |= own
            launch = unquote(resource.get("href", ""))
            assert re.fullmatch(r"[A-Za-z0-9_-]+\.html", launch)
            named = re.findall(r'(?:src|href)="([^"#:]+)"', content[launch].decode())
            assert {launch, *map(unquote, named)} <= own, launch
        assert listed == set(content)
        identifiers = texts(root, "//@identifier")
        assert len(set(identifiers)) == len(identifiers)
        assert texts(root, "//@identifierref") == texts(root, "//cp:resource/@identifier")
        # An item that opens nothing must hold others, and one that opens something none.
        for item in root.iterfind(".//cp:item", NAMESPACES):
            assert (item.get("identifierref") is None) == (item.find("cp:item", NAMESPACES) is not None)


def test_each_content_object_lists_only_the_files_that_it_needs(tea: Course) -> None:
    root = manifest(delivered(tea, "lesson").files)
    owners = {
        resource.get("identifier"): [str(file.get("href")) for file in resource if "assets/" in str(file.get("href"))]
        for resource in root.iterfind(".//cp:resource", NAMESPACES)
    }
    assert {name: files for name, files in owners.items() if files} == {
        "res_the_leaf__from_bush_to_tin": ["assets/leaf.svg"],
        "res_the_cup__how_to_brew": ["assets/times.csv"],
    }


def test_separate_packages_are_named_after_units_and_told_apart_by_their_first_characters(tea: Course) -> None:
    output = delivered(tea, "module", "each")
    assert list(output.zips) == ["the_leaf", "the_cup", "where_to_go_from_here"]
    names = [manifest(files).get("identifier", "") for files in output.zips.values()]
    whole = manifest(delivered(tea, "course").files).get("identifier", "")
    assert len({name[:15] for name in (*names, whole)}) == 4
    titles = [texts(manifest(files), "//cp:title/text()") for files in output.zips.values()]
    assert titles == [[title] * 2 for title in ("Module 1: The leaf", "Module 2: The cup", "Where to go from here")]


def test_ids_that_differ_in_case_alone_do_not_meet_in_one_file(tea: Course) -> None:
    first, second, last = tea.children
    alike = msgspec.structs.replace(last, id="THE_CUP")
    made = msgspec.structs.replace(tea, children=(first, second, alike))
    assert list(delivered(made, "module", "each").zips) == ["the_leaf", "the_cup", "THE_CUP-2"]
    paths = [file.path.lower() for file in delivered(made, "module").files]
    assert len(set(paths)) == len(paths)


def test_separate_zips_mean_nothing_for_a_whole_course(tea: Course) -> None:
    assert delivered(tea, "course", "each") == delivered(tea, "course", "one")


@pytest.mark.parametrize("layout", ["module", "lesson"])
def test_identifiers_do_not_change_with_order_titles_or_new_units(tea: Course, layout: str) -> None:
    def identifiers(course: Course) -> dict[str, str]:
        """{identifier of an item: that of what it opens}, and {part: what its separate package is called}."""
        root = manifest(delivered(course, layout).files)
        found = root.iterfind(".//cp:item", NAMESPACES)
        items = {item.get("identifier", ""): item.get("identifierref", "") for item in found}
        zips = delivered(course, layout, "each").zips.items()
        return items | {part: manifest(files).get("identifier", "") for part, files in zips}

    first, second, last = tea.children
    assert isinstance(first, Module)
    renamed = msgspec.structs.replace(first, title=last.title, children=first.children[::-1])
    new = msgspec.structs.replace(last, id="brand_new", key=999)
    changed = identifiers(msgspec.structs.replace(tea, children=(new, second, last, renamed)))
    before = identifiers(tea)
    assert {name: changed[name] for name in before} == before
    assert set(changed) - set(before) == {"item_brand_new", "brand_new"}


SCORED = {"module": ["the_leaf", "the_cup"], "lesson": ["the_leaf__leaves", "the_cup__brewing"]}


@pytest.mark.parametrize(("layout", "scored"), SCORED.items())
def test_mastery_score_stands_only_where_a_score_is_reported(tea: Course, layout: str, scored: list[str]) -> None:
    root = manifest(delivered(tea, layout, mastery="lms").files)
    assert texts(root, "//cp:item[adlcp:masteryscore]/@identifier") == [f"item_{name}" for name in scored]


def rows(output: Output, feature: str) -> list[Fidelity]:
    return [row for row in output.fidelity if row.feature.startswith(feature)]


def test_what_an_lms_cannot_put_together_is_said(tea: Course) -> None:
    scoring = ("pass rule", "weights")
    assert [rows(delivered(tea, "course"), name) for name in scoring] == [[], []]
    assert [len(rows(delivered(tea, "module"), name)) for name in scoring] == [1, 1]
    # With the rule "each" every part decides as the whole would: all that are scored must be passed.
    assert [len(rows(delivered(tea, "lesson", pass_rule="each"), name)) for name in scoring] == [0, 1]


def test_share_of_pages_is_one_of_each_parts_own(tea: Course) -> None:
    complete = Completion(pages=0.5)
    assert rows(delivered(tea, "course", complete=complete), "completion") == []
    (row,) = rows(delivered(tea, "module", complete=complete), "completion")
    assert (row.feature, row.how) == (
        "completion at 50 % of the pages",
        "each part asks for that share of its own pages",
    )


def test_links_that_became_words_are_said_with_their_places(tea: Course) -> None:
    assert rows(delivered(tea, "course"), "link") == []
    said = rows(delivered(tea, "module"), "link")
    assert [(row.fate, row.feature.removeprefix("link to "), row.at.file, row.at.line) for row in said] == [
        ("degraded", "the_cup__brewing", "content/README.md", 7),
        ("degraded", "the_cup__how_to_brew", "content/module-1/lesson-1.1.md", 5),
        ("degraded", "the_cup__how_to_brew", "content/module-1/lesson-1.1.md", 7),
        ("degraded", "the_cup__how_to_brew", "content/module-1/quiz-1.1.md", 11),
        ("degraded", "the_leaf__from_bush_to_tin", "content/module-2/lesson-2.1.md", 5),
        ("degraded", "where_to_go_from_here", "content/module-2/lesson-2.1.md", 9),
    ]


def test_same_course_gives_the_same_bytes(tea: Course) -> None:
    for delivery in LAYOUTS:
        one, other = (packages(delivered(tea, delivery.layout, delivery.zips)) for _ in range(2))
        assert list(map(zip_bytes, one)) == list(map(zip_bytes, other))
