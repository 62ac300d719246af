"""For every rule a file that is right in just what the rule is about, and as close to a wrong one as may be."""

from tests.validation.kit import (
    BANK,
    BOOK,
    CMI5_STRUCTURE,
    PAGE,
    SCORM_12_MANIFEST,
    SCORM_2004_MANIFEST,
    Files,
    changed,
    cmi5,
    epub,
    scorm12,
    scorm2004,
)
from tests.validation.qti_cases import ASSESSMENT, ITEM, QTI_CASES, cartridge, item, qti12, qti21, quiz, test

Content = bytes | str | Files

_FILE = '<file href="player.js"/>'
_ITEM = '<item identifier="item_1" identifierref="res_1" isvisible="true"><title>Flour</title></item>'
_RULE = (
    "<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>"
    '<imsss:ruleCondition condition="satisfied" referencedObjective="main"/></imsss:ruleConditions>'
    '<imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>'
)


def _12(was: str, becomes: str, **more: str | bytes) -> Files:
    return scorm12(changed(SCORM_12_MANIFEST, was, becomes), **more)


def _2004(was: str, becomes: str) -> Files:
    return scorm2004(changed(SCORM_2004_MANIFEST, was, becomes))


def _resource(identifier: str, inside: str = "") -> str:
    return f'<resource identifier="{identifier}" type="webcontent" adlcp:scormtype="asset">{inside}</resource>'


_DEPENDS = '<dependency identifierref="res_2"/>'

_OF_ANY_PACKAGE = (
    *("missing-manifest", "unreadable-manifest", "unknown-package", "invalid-manifest", "unknown-file", "not-a-zip"),
    *("damaged-entry", "unsafe-entry", "unusual-compression", "junk-in-archive", "duplicate-entry"),
    *("missing-utf8-flag", "broken-reference", "nothing-to-open", "default-organization"),
)
PASSING: dict[str, Content] = {
    **dict.fromkeys(_OF_ANY_PACKAGE, scorm12()),
    "misplaced-manifest": scorm12() | {"sample/imsmanifest.xml": SCORM_12_MANIFEST},
    "unsafe-name": scorm12() | {"a..b/c.txt": "x"},
    "archive-bomb": scorm12(text_txt="x" * 100_000),
    "confusable-names": scorm12() | {"a/one.txt": "x", "b/one.txt": "x"},
    "unportable-name": scorm12() | {"pictures/loaf-of_bread.1.png": "x"},
    "version-not-known": _2004("2004 3rd Edition", "2004 4th Edition"),
    "missing-title": _12("<title>Flour</title>", "<title>1</title>"),
    "fragile-identifier": _12('identifier="bread"', 'identifier="bread-2024"'),
    "missing-file": _12(_FILE, '<file href="./player.js?version=1"/>'),
    "program-in-package": scorm12()
    | {"php/help.htm": "x", "com": "x", "a.php.txt": "x", "solve.py": "x", "run.sh": "x"},
    "undeclared-file": _12(_FILE, f'{_FILE}<file href="a%20b.png"/>') | {"a b.png": b"png"},
    "unsafe-href": _12(_FILE, '<file href="scripts/../player.js"/>'),
    "outside-resource": _12('href="index.html">', 'href="index.html?next=https://example.org/">'),
    "missing-launch": _12("</resources>", f"{_resource('res_2')}</resources>"),
    "empty-item": _12(_ITEM, f'<item identifier="m"><title>M</title>{_ITEM}</item>'),
    "unused-resource": scorm12(
        changed(
            changed(SCORM_12_MANIFEST, _FILE, _FILE + _DEPENDS), "</resources>", f"{_resource('res_2')}</resources>"
        )
    ),
    "dependency-cycle": scorm12(
        changed(
            changed(SCORM_12_MANIFEST, _FILE, f'{_FILE}{_DEPENDS}<dependency identifierref="res_3"/>'),
            "</resources>",
            _resource("res_2", '<dependency identifierref="res_3"/>') + _resource("res_3") + "</resources>",
        )
    ),
    "no-way-through": _2004('choice="true" flow="true"', 'choice="false" flow="true"'),
    "hidden-navigation": _2004(
        "</imsss:sequencing>\n      </item>",
        "</imsss:sequencing><adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue"
        "</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>\n      </item>",
    ),
    "unknown-objective": _2004("<imsss:objectives>", f"{_RULE}<imsss:objectives>"),
    "duplicate-objective": _2004(
        '<imsss:primaryObjective objectiveID="main"/>',
        '<imsss:primaryObjective objectiveID="main"/><imsss:objective objectiveID="second"/>',
    ),
    "unknown-sequencing": scorm2004(),
    "wrong-api": scorm12(player_js="var api = parent.API_1484_11 || parent.API; api.LMSInitialize('');"),
    "no-api-call": _12('adlcp:scormtype="sco"', 'adlcp:scormtype="asset"', player_js="alert(1)"),
    "outside-request": scorm12(
        index_html=PAGE.replace("<body>", '<body><a href="https://example.org/">More on bread</a>')
    ),
    "inline-script": scorm12(
        index_html=PAGE.replace("<body>", '<body><script type="application/json">{"onload": 1}</script>')
    ),
    "au-address": cmi5(changed(CMI5_STRUCTURE, "<url>index.html", "<url>index.html?part=1")),
    "cmi5-identifier": cmi5(changed(CMI5_STRUCTURE, "https://example.org/bread/1", "urn:example:bread:1")),
    "cmi5-objective": cmi5(),
    "unreachable-pass": cmi5(changed(CMI5_STRUCTURE, ' masteryScore="0.8"', ' masteryScore="1"')),
    "epub-frame": epub(),
    "epub-file": epub(changed(BOOK, "one.xhtml", "%6Fne.xhtml")),
    "epub-not-judged": scorm12(),
    **dict.fromkeys(("unreadable-bank", "missing-bank-file", "broken-bank-file", "broken-gaps"), BANK),
    **dict.fromkeys(("unknown-question-type", "unreadable-question", "spoiled-answer", "no-full-marks"), BANK),
    "illegal-fraction": changed(BANK, 'fraction="0"><text>Sand', 'fraction="33.33333"><text>Sand'),
    "duplicate-idnumber": changed(BANK, "<idnumber>q2</idnumber>", "<idnumber>Q1b</idnumber>"),
    **{name: qti21() for name in QTI_CASES},
    "unknown-choice": item("<value>rye</value>", "<value> rye </value>"),
    "too-many-right": item('maxChoices="2"', 'maxChoices="0"'),
    "no-answer-key": quiz(">100</setvar>", ">50</setvar>"),
    "unscored-question": qti21(ITEM.replace("<mapResponse", "<mapResponse ")),
    "selection-too-large": test('<selection select="1"/>', '<selection select="1" withReplacement="false"/>'),
    "unknown-feedback": qti12(),
    "cartridge-question": cartridge(ASSESSMENT),
}
"""{rule: a file that it has nothing against}."""
