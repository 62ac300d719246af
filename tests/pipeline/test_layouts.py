"""One course in each layout: the packages as text, and an output folder that holds nothing of another layout."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from coursepack.packaging.output import MARKER
from tests.conftest import BuildCourse
from tests.pipeline.test_outputs import SHIPPED, readable
from tests.support.cases import CASES, Golden, tree_of_folder, tree_of_zip

CASE = CASES / "layouts" / "two-modules-kept"


def sources(layout: str, zips: str = "one") -> dict[str, bytes]:
    files = tree_of_folder(CASE / "input")
    files["coursepack.toml"] += f'\n[packages]\nlayout = "{layout}"\nzips = "{zips}"\n'.encode()
    return files


def test_packages_are_as_expected(build_course: BuildCourse, golden: Golden) -> None:
    found: dict[str, str | bytes] = {}
    for layout in ("course", "module", "lesson"):
        tree = tree_of_zip(build_course(sources(layout), "scorm12").place("scorm12").read_bytes())
        found[f"{layout}.txt"] = "".join(f"{name}\n" for name in tree)
        tree.pop("index.html", None)  # other cases have the document of a whole course
        kept = {name: content for name, content in tree.items() if name not in SHIPPED and not name.startswith("asset")}
        found |= {f"{layout}/{name}": readable(content) for name, content in kept.items()}
    golden.check(CASE, found)


def test_separate_packages_hold_one_document_each_and_their_own_files(build_course: BuildCourse) -> None:
    course = build_course(sources("lesson", "each"), "scorm12")
    folder = course.place("scorm12")
    assert folder.name == "tea-scorm12"
    trees = {path.name: tree_of_zip(path.read_bytes()) for path in sorted(folder.glob("*.zip"))}
    units = [
        *("the_cup__brewing", "the_cup__how_to_brew", "the_leaf", "the_leaf__from_bush_to_tin", "the_leaf__leaves"),
        "where_to_go_from_here",
    ]
    assert list(trees) == [f"tea-scorm12-{unit}.zip" for unit in units]
    common = ["imsmanifest.xml", "index.html", "noscript.css", "player.css", "player.js", "scheme.js"]
    assert {name: sorted(set(tree) - set(common)) for name, tree in trees.items() if len(tree) > len(common)} == {
        "tea-scorm12-the_leaf__from_bush_to_tin.zip": ["assets/leaf.svg"],
        "tea-scorm12-the_cup__how_to_brew.zip": ["assets/times.csv"],
    }
    assert all(set(common) <= set(tree) for tree in trees.values())
    # Each carries of the player only what its own questions need.
    asking = {name for name, tree in trees.items() if b"data-question=" in tree["index.html"]}
    assert 0 < len(asking) < len(trees)
    plain = {tree["player.js"] for name, tree in trees.items() if name not in asking}
    assert len(plain) == 2  # one shows a figure, which opens larger
    assert max(map(len, plain)) < min(len(trees[name]["player.js"]) for name in asking) * 2 / 3


@pytest.mark.parametrize("order", [("course", "one"), ("one", "course")])
def test_outputs_of_another_layout_do_not_stay(
    order: tuple[str, str], tmp_path: Path, build_course: BuildCourse
) -> None:
    layouts = {"course": ("course", "one"), "one": ("module", "each")}
    places = {"course": "tea-scorm12.zip", "one": "tea-scorm12"}
    for name in order:
        course = build_course(sources(*layouts[name]), "scorm12")
        found = [path.name for path in course.out.iterdir() if path.name.startswith("tea-scorm12")]
        assert found == [places[name]]


def test_report_and_sums_name_every_package(build_course: BuildCourse) -> None:
    course = build_course(sources("module", "each"), "scorm12")
    zips = sorted(path for path in course.place("scorm12").iterdir() if path.name != MARKER)
    names = [path.relative_to(course.out).as_posix() for path in zips]
    report: Any = json.loads((course.out / "report.json").read_text())
    (output,) = report["outputs"]
    assert output["path"] == "tea-scorm12"
    assert [file["path"] for file in output["files"]] == names
    sums = dict(line.split("  ")[::-1] for line in (course.out / "SHA256SUMS").read_text().splitlines())
    assert {name: sums[name] for name in names} == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in zip(names, zips, strict=True)
    }
