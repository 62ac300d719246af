"""SCORM 2004 packages: valid by the official schemas of both editions in every layout, sequenced as asked."""

import re
from typing import Any, get_args

import msgspec
import pytest
from lxml import etree

from coursepack.model.course import Course
from coursepack.model.delivery import Control, Delivery, Scorm2004
from coursepack.packaging.zip import zip_bytes
from coursepack.pipeline import load
from coursepack.targets import scorm2004
from coursepack.targets._scorm import whole_course
from coursepack.targets.base import Output, OutputFile
from tests import schemas
from tests.support import tools
from tests.support.by_hand import CONTEXT, course, words
from tests.support.cases import CASES, tree_of_folder
from tests.support.courses import write_sources

NAMESPACES = {
    "cp": scorm2004.IMSCP,
    "adlcp": scorm2004.ADLCP,
    "adlnav": scorm2004.ADLNAV,
    "adlseq": scorm2004.ADLSEQ,
    "imsss": scorm2004.IMSSS,
    "lom": scorm2004.LOM,
}
EDITIONS = ("3rd", "4th")
LAYOUTS = [(layout, zips) for layout in ("course", "module", "lesson") for zips in ("one", "each")]
EVERYTHING: dict[str, Any] = {"completion_threshold": 0.8, "hide": get_args(Control), "navigation": "in-order"}


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course of the case folder: two modules and a lesson after them, quizzes of different weight, links across."""
    folder = tmp_path_factory.mktemp("tea")
    write_sources(folder, tree_of_folder(CASES / "layouts" / "two-modules-kept" / "input"))
    return load(folder).course


def delivered(
    made: Course, layout: Any = "course", zips: Any = "one", *, scoring: dict[str, Any] | None = None, **settings: Any
) -> Output:
    changed = msgspec.structs.replace(made.scoring, **(scoring or {}))
    delivery = Delivery(layout, zips, Scorm2004(**settings))
    return scorm2004.write(msgspec.structs.replace(made, delivery=delivery, scoring=changed), CONTEXT)


def manifests(output: Output) -> list[bytes]:
    packages = [output.files] if output.files else list(output.zips.values())
    assert all(files[0].path == "imsmanifest.xml" for files in packages)
    return [b"".join(files[0].chunks()) for files in packages]


def tree(output: Output) -> etree._Element:
    (manifest,) = manifests(output)
    return etree.fromstring(manifest)


def found(root: etree._Element, path: str) -> list[str]:
    result = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(result, list)
    return [str(one) for one in result]


# --- by the official schemas ----------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", LAYOUTS, ids="-".join)
@pytest.mark.parametrize("settings", [{}, EVERYTHING], ids=["plain", "everything"])
@pytest.mark.parametrize("rule", ["average", "each", "none"])
def test_schema_takes_every_manifest(
    tea: Course, edition: str, layout: tuple[str, str], settings: dict[str, Any], rule: str
) -> None:
    schema = schemas.official(f"scorm-2004-{edition}")
    scoring = {"mastery": "package" if rule == "none" else "lms", "pass_rule": rule}
    for text in manifests(delivered(tea, *layout, scoring=scoring, edition=edition, **settings)):
        assert schemas.complaints(schema, text) == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("<organizations ", "<organisations "),
        ('adlcp:scormType="sco"', 'adlcp:scormType="scorm"'),
        ("<imsss:controlMode ", "<imsss:control "),
        ('flow="true"', 'flow="yes"'),
        ("<imsss:minNormalizedMeasure>0.6", "<imsss:minNormalizedMeasure>6.0"),
        ("<adlnav:hideLMSUI>continue", "<adlnav:hideLMSUI>next"),
        ('measureSatisfactionIfActive="false"', 'measureSatisfaction="false"'),
        ('objectiveMeasureWeight="0', 'objectiveMeasureWeight="7'),
    ],
)
def test_schema_refuses_broken_manifests(tea: Course, edition: str, was: str, becomes: str) -> None:
    (text,) = manifests(delivered(tea, "lesson", scoring={"mastery": "lms"}, edition=edition, **EVERYTHING))
    assert was in text.decode()
    broken = text.decode().replace(was, becomes)
    if was.startswith("<o"):
        broken = broken.replace("</organizations>", "</organisations>")
    assert schemas.complaints(schemas.official(f"scorm-2004-{edition}"), broken.encode())


def test_a_threshold_of_one_edition_is_refused_by_the_other(tea: Course) -> None:
    (fourth,) = manifests(delivered(tea, edition="4th", completion_threshold=0.8))
    assert schemas.complaints(schemas.official("scorm-2004-3rd"), fourth)


def test_metadata_are_strict_lom(tea: Course) -> None:
    folder = tools.schemas() / "lom-ieee"
    schema = etree.XMLSchema(etree.parse(str(folder / "lomStrict.xsd"), etree.XMLParser(no_network=True)))
    lom = tree(delivered(tea)).find(".//lom:lom", NAMESPACES)
    assert lom is not None
    assert schema.validate(lom), schema.error_log
    assert lom.findtext(".//lom:version/lom:string", None, NAMESPACES) == "fingerprint 0123456789ab"
    lom.append(etree.fromstring(f'<general xmlns="{scorm2004.LOM}"><size>1</size></general>'))
    assert not schema.validate(lom)


# --- what every LMS must find ---------------------------------------------------------------------------------


def test_manifest_is_written_as_moodle_reads_it() -> None:
    made = msgspec.structs.replace(
        course(), title=words("Données R&D <tags> 日本語"), version="1.2.0", description="What it is about."
    )
    package = whole_course(made, (OutputFile("index.html", b"<p>"), OutputFile("assets/ä b.png", b"")))
    text = scorm2004.manifest(package, made, "0123456789ab").decode()
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<manifest ')
    assert "Données R&amp;D &lt;tags&gt; 日本語" in text
    for never in ("&#", "schemaLocation", "mapInfo", "CDATA", "dataFromLMS"):
        assert never not in text
    prefixes = set(re.findall(r"<(\w+):", text))
    assert prefixes == {"lom", "imsss", "adlnav"}
    assert ' adlcp:scormType="sco"' in text
    assert "1.2.0 (fingerprint 0123456789ab)" in text


@pytest.mark.parametrize("edition", EDITIONS)
def test_editions_are_named_as_lmss_know_them(tea: Course, edition: str) -> None:
    assert found(tree(delivered(tea, edition=edition)), "//cp:schemaversion/text()") == [f"2004 {edition} Edition"]


def test_same_bytes_each_time(tea: Course) -> None:
    first, second = (zip_bytes(delivered(tea, "lesson").files) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("layout", LAYOUTS, ids="-".join)
def test_identifiers_are_those_of_scorm_12(tea: Course, layout: tuple[str, str]) -> None:
    """A course that moves from one standard to the other keeps what its parts are called."""
    for text in manifests(delivered(tea, *layout)):
        root = etree.fromstring(text)
        identifiers = found(root, "//cp:item/@identifier | //cp:resource/@identifier")
        assert len(set(identifiers)) == len(identifiers)
        assert all(re.fullmatch("(item|group|res)_[A-Za-z0-9_]+", one) for one in identifiers)
        assert found(root, "//@identifierref") == found(root, "//cp:resource/@identifier")


# --- sequencing -----------------------------------------------------------------------------------------------


def test_every_content_object_says_itself_what_it_is(tea: Course) -> None:
    root = tree(delivered(tea, "lesson"))
    controls = found(root, "//cp:item[@identifierref]/imsss:sequencing/imsss:deliveryControls/@completionSetByContent")
    assert controls == ["true"] * len(found(root, "//cp:item/@identifierref"))
    assert found(root, "//imsss:deliveryControls/@objectiveSetByContent") == controls


@pytest.mark.parametrize(("navigation", "choice"), [("free", "true"), ("in-order", "false")])
def test_navigation(tea: Course, navigation: str, choice: str) -> None:
    """Every activity with children says it: what the one above says does not go down."""
    root = tree(delivered(tea, "lesson", navigation=navigation))
    clusters = root.xpath("//cp:organization | //cp:item[not(@identifierref)]", namespaces=NAMESPACES)
    assert isinstance(clusters, list)
    assert len(clusters) == 3
    for cluster in clusters:
        assert isinstance(cluster, etree._Element)
        mode = cluster.find("imsss:sequencing/imsss:controlMode", NAMESPACES)
        assert mode is not None
        assert (mode.get("choice"), mode.get("flow")) == (choice, "true")


def test_controls_that_lead_nowhere_are_hidden_where_there_is_one_content_object(tea: Course) -> None:
    path = "//adlnav:hideLMSUI/text()"
    assert found(tree(delivered(tea)), path) == ["previous", "continue"]
    assert found(tree(delivered(tea, "lesson")), path) == []
    assert found(tree(delivered(tea, hide=())), path) == []
    assert found(tree(delivered(tea, hide=("exitAll",))), path) == ["exitAll"]


def test_parts_count_by_their_quizzes(tea: Course) -> None:
    root = tree(delivered(tea, "lesson"))
    rows = {}
    for item in root.iterfind(".//cp:item", NAMESPACES):
        rules = item.find("imsss:sequencing/imsss:rollupRules", NAMESPACES)
        assert rules is not None
        rows[str(item.get("identifier"))] = (
            float(str(rules.get("objectiveMeasureWeight"))),
            rules.get("rollupObjectiveSatisfied"),
        )
    leaves = {name: row for name, row in rows.items() if name.startswith("item_")}
    assert sum(weight for weight, _ in leaves.values()) == pytest.approx(1, abs=0.001)
    assert {weight > 0 for weight, _ in leaves.values()} == {True, False}
    # What has no graded quiz is never passed, and must not keep the course from being passed.
    assert all((weight > 0) == (satisfied == "true") for weight, satisfied in rows.values())
    groups = [weight for name, (weight, _) in rows.items() if name.startswith("group_")]
    assert sum(groups) == pytest.approx(1, abs=0.001) or sum(groups) < 1


@pytest.mark.parametrize(("rule", "marks"), [("average", ["0.6"]), ("each", []), ("none", [])])
def test_the_average_is_the_roots_own_measure(tea: Course, rule: str, marks: list[str]) -> None:
    root = tree(delivered(tea, "module", scoring={"pass_rule": rule, "pass_mark": 0.6}))
    measure = "cp:organizations/cp:organization/imsss:sequencing/imsss:objectives/imsss:primaryObjective"
    assert found(root, f"{measure}/imsss:minNormalizedMeasure/text()") == marks
    assert found(root, f"{measure}/@satisfiedByMeasure") == ["true"] * len(marks)
    assert found(root, "//adlseq:rollupConsiderations/@measureSatisfactionIfActive") == ["false"] * len(marks)
    if rule == "none":
        assert set(found(root, "//@rollupObjectiveSatisfied")) == {"false"}


def test_a_passing_score_is_given_only_where_the_lms_decides(tea: Course) -> None:
    path = "//cp:item/imsss:sequencing/imsss:objectives/imsss:primaryObjective"
    assert found(tree(delivered(tea)), f"{path}/@objectiveID") == []
    root = tree(delivered(tea, scoring={"mastery": "lms", "pass_mark": 0.825}))
    assert found(root, f"{path}/imsss:minNormalizedMeasure/text()") == ["0.825"]
    assert len(found(root, f"{path}/@objectiveID")) == 1


def test_a_completion_threshold_is_given_only_where_it_is_asked_for(tea: Course) -> None:
    assert found(tree(delivered(tea)), "//adlcp:completionThreshold") == []
    third = tree(delivered(tea, completion_threshold=0.8))
    assert found(third, "//adlcp:completionThreshold/text()") == ["0.8"]
    fourth = tree(delivered(tea, completion_threshold=1.0, edition="4th"))
    assert found(fourth, "//adlcp:completionThreshold/@minProgressMeasure") == ["1"]
    assert found(fourth, "//adlcp:completionThreshold/@completedByMeasure") == ["true"]


def test_what_sequencing_carries_is_no_loss(tea: Course) -> None:
    def lost(layout: str, zips: str) -> set[str]:
        return {row.feature for row in delivered(tea, layout, zips).fidelity if "weight" in row.facets}

    assert lost("lesson", "one") == set()
    assert lost("lesson", "each")


def test_what_is_asked_of_the_lms_at_the_end_stands_in_the_pages(tea: Course) -> None:
    def page(**settings: Any) -> bytes:
        (index,) = (file for file in delivered(tea, **settings).files if file.path == "index.html")
        return b"".join(index.chunks())

    assert b'"onLeave"' not in page()
    assert b'"onLeave":"exit-all"' in page(on_leave="exit-all")
