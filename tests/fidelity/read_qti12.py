"""Reads the questions of a QTI 1.2 package from its assessments alone.

Written from IMS QTI 1.2.1's ASI information model, Common Cartridge 1.1's profile of it, and the names of metadata
that Canvas adds ("question_type", "points_possible").
"""

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from coursepack.model.facets import Facet, TextFacet
from tests.fidelity.seen import Facets, Found, Seen, note, plain

_ELEMENTS: dict[str, TextFacet] = {"table": "tables", "code": "code", "pre": "code", "math": "mathematics"}
_TO_ONE: tuple[Facet, ...] = ("choice feedback", "item feedback", "area feedback", "answer feedback")


def read_qti12(files: Mapping[str, bytes]) -> Found:
    """`files`: {path: content} of the whole package."""
    found = Found()
    for path, content in files.items():
        root = _root(content) if path.endswith(".xml") else None
        if root is None or root.tag != "questestinterop":
            continue
        for assessment in root.iter("assessment"):
            _assessment(assessment, found.quizzes.setdefault(assessment.get("ident"), {}), files, path)
        for item in root.iter("item"):
            _Item(path, item, files, found.questions.setdefault(item.get("ident"), {})).read()
    return found


def _root(content: bytes) -> Any:
    """The root with its names without namespaces."""
    root = etree.fromstring(content)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def _fields(element: Any) -> dict[str, str]:
    """{label: entry} of an element's metadata."""
    pairs = element.iterfind("qtimetadata/qtimetadatafield")
    return {pair.findtext("fieldlabel"): pair.findtext("fieldentry") for pair in pairs}


def _assessment(assessment: Any, facets: Facets, files: Mapping[str, bytes], path: str) -> None:
    fields = _fields(assessment)
    note(facets, "attempts", fields.get("cc_maxattempts", "").replace("unlimited", "0"))
    minutes = fields.get("qmd_timelimit")
    note(facets, "time limit", int(minutes) * 60 if minutes else None)
    note(facets, "feedback rule", "none" if fields.get("qmd_feedbackpermitted") == "No" else None)
    for rubric in assessment.findall("rubric"):
        note(facets, "introduction", _seen(rubric, files, path))
    for number in assessment.iter("selection_number"):
        section = number.getparent().getparent().getparent()
        note(facets, "draw" if section.get("ident") == "root_section" else "pools", number.text)
        note(facets, "pools", f"{number.text} of {len(section.findall('item'))}")


class _Item:
    def __init__(self, path: str, item: Any, files: Mapping[str, bytes], facets: Facets) -> None:
        self._path, self._item, self._files, self._facets = path, item, files, facets
        self._words: dict[tuple[str, str], str] = {}
        """What can be chosen, by response and identifier."""
        self._asked: dict[str, str] = {}
        """The words beside each response."""

    def read(self) -> None:
        facets, item = self._facets, self._item
        note(facets, "title", item.get("title"))
        for metadata in item.findall("itemmetadata"):
            fields = _fields(metadata)
            note(facets, "points", fields.get("points_possible") or fields.get("cc_weighting"))
        for material in item.findall("presentation/material"):
            note(facets, "stem", self._see(material))
            note(facets, "rubric", self._see(material))
        note(facets, "layout", "list")
        for response in item.xpath("presentation//response_lid | presentation//response_str"):
            self._response(response)
        conditions = item.findall("resprocessing/respcondition")
        scoring = [condition for condition in conditions if condition.find("setvar") is not None]
        note(facets, "survey", None if scoring else False)
        note(facets, "partial credit", any(each.find("setvar").get("action") == "Add" for each in scoring))
        is_scored = False
        for condition in conditions:
            is_scored = is_scored or condition in scoring
            self._told(condition, is_scored)
        self._answers(scoring)

    def _response(self, response: Any) -> None:
        facets, name = self._facets, response.get("ident")
        material = response.find("material")
        if material is not None:
            seen = self._see(material)
            self._asked[name] = seen.words
            note(facets, "choices", seen)
        choices = response.findall("render_choice/response_label")
        if choices:
            note(facets, "multiple", response.get("rcardinality") == "Multiple")
        for choice in choices:
            seen = self._see(choice)
            note(facets, "choices", seen)
            self._words[name, choice.get("ident")] = seen.words

    def _told(self, condition: Any, is_scored: bool) -> None:
        """Feedback that a condition shows: to one answer, to every answer, or to what no condition before took."""
        for link in condition.findall("displayfeedback"):
            (told,) = self._item.xpath("itemfeedback[@ident=$name]", name=link.get("linkrefid"))
            seen = self._see(told)
            if condition.find("setvar") is not None:
                note(self._facets, "correct feedback", seen)
            elif condition.find("conditionvar/other") is None:
                for facet in _TO_ONE:
                    note(self._facets, facet, seen)
            elif is_scored:
                note(self._facets, "incorrect feedback", seen)
            else:
                note(self._facets, "explanation", seen)
                note(self._facets, "model answer", seen)

    def _answers(self, scoring: list[Any]) -> None:
        facets, placed, right = self._facets, [], set()
        for condition in scoring:
            for test in condition.xpath("conditionvar//varequal[not(ancestor::not)]"):
                key = (test.get("respident"), test.text)
                right.add(key)
                words, asked = self._words.get(key, test.text), self._asked.get(key[0], "")
                note(facets, "answers", f"{words};")
                note(facets, "answers", f"{asked}->{words};" if asked else None)
                if test.get("case"):
                    note(facets, "case", f"{words}: any;")
                placed.append((words, asked))
            lows, highs = condition.xpath("conditionvar//vargte"), condition.xpath("conditionvar//varlte")
            for low, high in zip(lows, highs, strict=True):
                note(facets, "tolerance", f"{float(low.text):g}..{float(high.text):g};")
        if placed and all(place.isdecimal() for place, _ in placed):
            note(facets, "answers", ">".join(asked for _, asked in sorted(placed, key=lambda each: int(each[0]))))
        used = {self._words.get(key, key[1]) for key in right}
        note(facets, "distractors", ";".join(words for words in self._words.values() if words not in used))

    def _see(self, element: Any) -> Seen:
        return _seen(element, self._files, self._path)


def _seen(element: Any, files: Mapping[str, bytes], path: str) -> Seen:
    """The texts in an element, plain or HTML; media only where every file of them is in the package."""
    found = Seen()
    for text in element.iter("mattext"):
        if text.get("texttype") == "text/plain":
            found.add(Seen(plain(text.text or "")))
            continue
        assert text.get("texttype") == "text/html"
        root: Any = lxml_html.fragment_fromstring(text.text or "", create_parent="div")
        has = {facet for tag, facet in _ELEMENTS.items() if root.xpath(f".//{tag}")}
        if re.search(r"\\\(.*?\\\)|\\\[.*?\\\]", text.text or "", re.DOTALL):
            has.add("mathematics")
        media = root.xpath(".//*/@src")
        if media and all(normpath(join(dirname(path), unquote(source))) in files for source in media):
            has.add("media")
        if root.xpath(".//a[@href]"):
            has.add("links")
        found.add(Seen(plain(root.text_content()), has))
    return found
