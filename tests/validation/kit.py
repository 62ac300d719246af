"""Packages made by tests: a good one of each kind, and ways to spoil it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from coursepack.validation.judge import Verdict, judge_file

Files = dict[str, str | bytes]

_SCRIPT = "var api = window.parent.API; api.LMSInitialize('');"
_SCRIPT_2004 = "var api = window.parent.API_1484_11; api.Initialize('');"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>T</title><script src="player.js"></script></head><body>Hi</body></html>"""

SCORM_12_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  identifier="bread" version="1">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="org">
    <organization identifier="org"><title>Bread</title>
      <item identifier="item_1" identifierref="res_1" isvisible="true"><title>Flour</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="res_1" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/><file href="player.js"/>
    </resource>
  </resources>
</manifest>
"""

SCORM_2004_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
  identifier="bread">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
  <organizations default="org">
    <organization identifier="org"><title>Bread</title>
      <item identifier="item_1" identifierref="res_1"><title>Flour</title>
        <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="main"/></imsss:objectives>
        </imsss:sequencing>
      </item>
      <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
    </organization>
  </organizations>
  <resources>
    <resource identifier="res_1" type="webcontent" adlcp:scormType="sco" href="index.html">
      <file href="index.html"/><file href="player.js"/>
    </resource>
  </resources>
</manifest>
"""

CMI5_STRUCTURE = """<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://example.org/bread"><title><langstring lang="en">Bread</langstring></title>
    <description><langstring lang="en">How to bake it</langstring></description></course>
  <au id="https://example.org/bread/1" moveOn="Passed" masteryScore="0.8"><title><langstring>Flour</langstring></title>
    <description><langstring>About flour</langstring></description><url>index.html</url></au>
</courseStructure>
"""

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""

BOOK = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Bread</dc:title></metadata>
  <manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
  <spine><itemref idref="one"/></spine></package>
"""

BANK = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>top/Bread</text></category></question>
  <question type="multichoice"><name><text>Flour</text></name>
    <questiontext format="html"><text><![CDATA[<p>Which? <img src="@@PLUGINFILE@@/a%20b.png" alt=""></p>]]></text>
      <file name="a b.png" path="/" encoding="base64">aGVsbG8=</file></questiontext>
    <defaultgrade>1</defaultgrade><penalty>0.5</penalty><single>true</single><idnumber>q1</idnumber>
    <answer fraction="100"><text>Wheat</text></answer><answer fraction="0"><text>Sand</text></answer></question>
  <question type="numerical"><name><text>Number</text></name><questiontext><text>How much?</text></questiontext>
    <idnumber>q2</idnumber><answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer></question>
  <question type="truefalse"><name><text>True</text></name><questiontext><text>Is it?</text></questiontext>
    <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
  <question type="shortanswer"><name><text>Short</text></name><questiontext><text>Say</text></questiontext>
    <answer fraction="100"><text>yes</text></answer></question>
  <question type="matching"><name><text>Pairs</text></name><questiontext><text>Match</text></questiontext>
    <subquestion><text>a</text><answer><text>1</text></answer></subquestion>
    <subquestion><text>b</text><answer><text>2</text></answer></subquestion></question>
  <question type="ordering"><name><text>Order</text></name><questiontext><text>Sort</text></questiontext>
    <shownumcorrect>1</shownumcorrect>
    <answer fraction="1"><text>a</text></answer><answer fraction="2"><text>b</text></answer></question>
  <question type="ddwtos"><name><text>Words</text></name><questiontext><text>A [[1]] and [[2]]</text></questiontext>
    <dragbox><text>x</text></dragbox><dragbox><text>y</text></dragbox></question>
  <question type="cloze"><name><text>Gaps</text></name>
    <questiontext><text>It is {1:SA:=right~wrong}.</text></questiontext></question>
</quiz>
"""


def scorm12(manifest: str = SCORM_12_MANIFEST, **changes: str | bytes) -> Files:
    """The files of a small SCORM 1.2 package; `changes` by file name with `_` for `.`."""
    files: Files = {"imsmanifest.xml": manifest, "index.html": PAGE, "player.js": _SCRIPT}
    return files | {name.replace("_", "."): content for name, content in changes.items()}


def scorm2004(manifest: str = SCORM_2004_MANIFEST, **changes: str | bytes) -> Files:
    files: Files = {"imsmanifest.xml": manifest, "index.html": PAGE, "player.js": _SCRIPT_2004}
    return files | {name.replace("_", "."): content for name, content in changes.items()}


def cmi5(structure: str = CMI5_STRUCTURE) -> Files:
    return {"cmi5.xml": structure, "index.html": PAGE}


def epub(book: str = BOOK, container: str = CONTAINER) -> Files:
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OPS/book.opf": book,
        "OPS/one.xhtml": "<html/>",
    }


def changed(text: str, was: str, becomes: str) -> str:
    """`text` with one thing changed; that it stands there is part of the test."""
    assert was in text
    return text.replace(was, becomes, 1)


def zipped(files: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """A zip as an ordinary program writes it; `mimetype` is stored."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def judged(folder: Path, content: bytes | str | Mapping[str, str | bytes], *systems: str, name: str = "") -> Verdict:
    """The verdict on a file with this content: bytes, the text of a bank, or the files of a zip."""
    if isinstance(content, str):
        path, data = folder / (name or "bank.xml"), content.encode()
    else:
        path = folder / (name or "package.zip")
        data = content if isinstance(content, bytes) else zipped(content)
    path.write_bytes(data)
    return judge_file(path, systems)


def rules(verdict: Verdict) -> list[str]:
    """The names of the rules that a verdict's findings rest on, each once, in order."""
    return list(dict.fromkeys(found.rule.name for found in verdict.diagnostics))
