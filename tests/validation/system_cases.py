"""For every rule about a named learning system: packages that the system would not take as they are, and good ones."""

from tests.validation.kit import PAGE, SCORM_12_MANIFEST, SCORM_2004_MANIFEST, Files, changed, scorm12, scorm2004
from tests.validation.qti_cases import ASSESSMENT, cartridge, qti12
from tests.validation.zips import with_entry, without_utf8_flag

Content = bytes | str | Files
SystemCase = tuple[tuple[str, ...], Content, Content]

_ITEM = '<item identifier="item_1" identifierref="res_1" isvisible="true"><title>Flour</title></item>'
_BOTH = "var api = parent.API_1484_11 || parent.API; api.LMSInitialize('');"
_GAP = ASSESSMENT.replace("cc.multiple_choice.v0p1", "short_answer_question").replace(
    ASSESSMENT[ASSESSMENT.index("<response_lid ") : ASSESSMENT.index("</presentation>")],
    '<response_str ident="R1" rcardinality="Single"><render_fib/></response_str>',
)


def _12(was: str, becomes: str) -> Files:
    return scorm12(changed(SCORM_12_MANIFEST, was, becomes))


def _2004(was: str, becomes: str) -> Files:
    return scorm2004(changed(SCORM_2004_MANIFEST, was, becomes))


def _cartridge_13() -> Files:
    return {"imsmanifest.xml": '<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1" identifier="m"/>'}


def _cartridge_12() -> Files:
    files = cartridge(ASSESSMENT)
    return files | {"imsmanifest.xml": str(files["imsmanifest.xml"]).replace("imsccv1p1/imscp", "imsccv1p2/imscp")}


SYSTEM_CASES: dict[str, SystemCase] = {
    "moodle-prefix": (
        ("moodle",),
        scorm12(SCORM_12_MANIFEST.replace("adlcp:", "a:").replace("xmlns:adlcp", "xmlns:a")),
        scorm12(),
    ),
    "moodle-character": (("moodle",), _12("Flour", "Fl&#246;ur"), _12("Flour", "Fl&amp;our")),
    "moodle-length": (
        ("moodle",),
        _12("<title>Flour</title>", f"<title>{'x' * 256}</title>"),
        _12("<title>Flour</title>", f"<title>{'x' * 255}</title>"),
    ),
    "moodle-map-info": (
        ("moodle",),
        _2004(
            '<imsss:primaryObjective objectiveID="main"/>',
            '<imsss:primaryObjective objectiveID="main"><imsss:mapInfo targetObjectiveID="g"/>'
            "</imsss:primaryObjective>",
        ),
        scorm2004(),
    ),
    "moodle-cartridge": (("moodle",), _cartridge_13(), cartridge(ASSESSMENT)),
    "single-sco-only": (
        ("tovuti", "crossknowledge", "opigno"),
        _12(_ITEM, _ITEM + _ITEM.replace("item_1", "item_2")),
        _12('<item identifier="item_1"', '<item identifier="m"><title>M</title></item><item identifier="item_1"'),
    ),
    "undecided-api": (
        ("saba", "kallidus"),
        scorm12(player_js=_BOTH),
        scorm12(index_html=PAGE.replace("Hi", "no API_1484-11 here")),
    ),
    "shared-beginning": (
        ("successfactors",),
        _12('identifier="bread"', 'identifier="com.example.courses.bread"'),
        _12('identifier="bread"', 'identifier="bread-for-begin"'),
    ),
    "cornerstone-edition": (("cornerstone",), _2004("2004 3rd Edition", "2004 4th Edition"), scorm2004()),
    "scorm-not-taken": (("canvas",), scorm12(), cartridge(ASSESSMENT)),
    "scorm-2004-not-taken": (("chamilo",), scorm2004(), scorm12()),
    "package-size": (("cornerstone", "crossknowledge", "openedx"), scorm12(film_mp4=bytes(5000)), scorm12()),
    "server-side-file": (("crossknowledge",), scorm12(save_php="<?php"), scorm12(save_phpx_txt="<?php")),
    "renamed-file": (("chamilo",), with_entry("dist/main~player.js"), with_entry("dist/main-player_1.min.js")),
    "package-overlooked": (("openequella",), without_utf8_flag(), with_entry("ü.png")),
    "schoology-cartridge": (("schoology",), cartridge(ASSESSMENT), _cartridge_12()),
    "gap-becomes-essay": (
        ("schoology",),
        qti12(_GAP),
        qti12(changed(_GAP, "short_answer_question", "cc.fib.v0p1")),
    ),
}
"""{rule: (the systems that ask for it, a file that it has something against, one that it has nothing against)}."""
