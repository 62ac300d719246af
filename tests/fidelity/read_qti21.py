"""Reads the questions of a QTI 2.1 package from its items, tests and manifest, by IMS QTI 2.1's information model."""

import re
from collections.abc import Mapping
from copy import deepcopy
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from lxml import etree

from coursepack.model.facets import Facet, TextFacet
from tests.fidelity.seen import Facets, Found, Seen, note, plain

_ELEMENTS: dict[str, TextFacet] = {"table": "tables", "code": "code", "pre": "code", "math": "mathematics"}
_TOLD: dict[str, Facet] = {
    "correct": "correct feedback", "partly_correct": "partly correct feedback", "incorrect": "incorrect feedback",
    "answered": "explanation",
}  # fmt: skip
_TO_ONE: tuple[Facet, ...] = ("choice feedback", "item feedback", "area feedback", "answer feedback")


def read_qti21(files: Mapping[str, bytes]) -> Found:
    """`files`: {path: content} of the whole package."""
    found = Found()
    for path, content in files.items():
        root = _root(content) if path.endswith(".xml") else None
        if root is None:
            continue
        if root.tag == "assessmentItem":
            _Item(path, root, files, found.questions.setdefault(root.get("identifier", ""), {})).read()
        elif root.tag == "assessmentTest":
            _test(root, found.quizzes.setdefault(root.get("identifier", ""), {}), files, path)
    for resource in _root(files["imsmanifest.xml"]).iter("resource"):
        identifier = (resource.get("identifier") or "").removeprefix("item_")
        if identifier in found.questions:
            _metadata(resource, found.questions[identifier])
    return found


def _root(content: bytes) -> Any:
    """The root with its names without namespaces."""
    root = etree.fromstring(content)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def _metadata(resource: Any, facets: Facets) -> None:
    note(facets, "tags", ", ".join(resource.xpath(".//keyword/string/text()")))
    for part in resource.iter("classification"):
        purpose = part.findtext("purpose/value")
        facet: Facet = "objectives" if purpose == "educational objective" else "difficulty"
        note(facets, facet, ", ".join(part.xpath(".//taxon/id/text()")))


def _test(root: Any, facets: Facets, files: Mapping[str, bytes], path: str) -> None:
    limits = root.find(".//timeLimits")
    note(facets, "time limit", None if limits is None else limits.get("maxTime"))
    for selection in root.iter("selection"):
        section = selection.getparent()
        inside = len(section.findall("assessmentItemRef")) or len(section.findall("assessmentSection"))
        note(facets, "draw", selection.get("select"))
        note(facets, "pools", f"{selection.get('select')} of {inside}")
    for part in root.iter("testPart"):
        note(facets, "feedback rule", "end" if part.get("submissionMode") == "simultaneous" else "immediate")
    note(facets, "pass mark", ", ".join(root.xpath("outcomeDeclaration/@masteryValue")))
    for block in root.iter("rubricBlock"):
        note(facets, "introduction", _seen(block, files, path))
    note(facets, "shuffled questions", bool(root.xpath(".//ordering[@shuffle='true']")) or None)
    items = [reference.get("href") for reference in root.iter("assessmentItemRef")]
    shuffled = [_root(files[normpath(join(dirname(path), item))]).xpath(".//@shuffle") for item in items]
    note(facets, "shuffled choices", "on" if all("true" in each for each in shuffled) else "")
    for control in root.iter("itemSessionControl"):
        note(facets, "attempts", control.get("maxAttempts"))


class _Item:
    def __init__(self, path: str, root: Any, files: Mapping[str, bytes], facets: Facets) -> None:
        self._path, self._root, self._files, self._facets = path, root, files, facets

    def read(self) -> None:
        facets, root = self._facets, self._root
        note(facets, "title", root.get("title"))
        body = root.find("itemBody")
        asked = deepcopy(body)
        for block in asked.xpath(".//rubricBlock[not(contains(@view, 'candidate'))]"):
            block.getparent().remove(block)
        note(facets, "stem", self._see(asked))
        for part in root.iter("modalFeedback"):
            name = part.get("identifier", "")
            if part.get("outcomeIdentifier") == "FEEDBACK" and name in _TOLD:
                note(facets, _TOLD[name], self._see(part))
            if name.startswith("hint_"):
                note(facets, "hints", self._see(part))
            else:
                self._to_one(part)
        for part in body.xpath(".//feedbackBlock | .//feedbackInline"):
            self._to_one(part)
        score = root.find("outcomeDeclaration[@identifier='SCORE']")
        note(facets, "points", None if score is None else score.get("normalMaximum"))
        is_scored = root.xpath("responseProcessing//setOutcomeValue[@identifier='SCORE']")
        note(facets, "survey", None if is_scored else False)
        tries = root.xpath("responseProcessing//product[subtract/variable[@identifier='numAttempts']]")
        note(facets, "penalty", ", ".join(each.findtext("baseValue") for each in tries))
        self._scoring()
        for block in body.xpath(".//rubricBlock"):
            for_learners = "candidate" in block.get("view").split()
            note(facets, "rubric" if for_learners else "model answer", self._see(block))
        for element in body.iter(etree.Element):
            if str(element.tag).endswith("Interaction"):
                self._interaction(element)

    def _to_one(self, part: Any) -> None:
        """Feedback to one choice, item, place or text, or to every answer: the interaction tells which."""
        for facet in _TO_ONE:
            note(self._facets, facet, self._see(part))

    def _scoring(self) -> None:
        """Whether a part of an answer can earn a part of the points, and how texts and numbers are compared."""
        facets, processing = self._facets, self._root.find("responseProcessing")
        if processing is None:
            return
        shares = processing.xpath(".//setOutcomeValue[@identifier='SHARE']/*")
        note(facets, "partial credit", any(share.tag != "baseValue" for share in shares))
        for match in processing.iter("stringMatch"):
            text = match.findtext("baseValue")
            note(facets, "case", f"{text}: {'matters' if match.get('caseSensitive') == 'true' else 'any'};")
            note(facets, "answers", f"{text};")
        for pattern in processing.xpath(".//patternMatch/@pattern"):
            note(facets, "regular expression", pattern)
            note(facets, "wildcard", pattern.replace(r"(.|\s)*", "*"))
        lows = [float(each) for each in processing.xpath(".//gte[variable]/baseValue/text()")]
        highs = [float(each) for each in processing.xpath(".//lte[variable]/baseValue/text()")]
        note(facets, "tolerance", " ".join(f"{low:g}..{high:g};" for low in lows for high in highs))

    def _interaction(self, interaction: Any) -> None:
        facets = self._facets
        classes = set((interaction.get("class") or "").split())
        note(facets, "layout", "table" if {"matrix", "likert"} & classes else "list")
        names: dict[str, str] = {}
        for choice in interaction.xpath(".//*[@identifier][not(self::feedbackBlock or self::feedbackInline)]"):
            names[choice.get("identifier")] = self._choice(choice)
        declared = self._root.find(f"responseDeclaration[@identifier='{interaction.get('responseIdentifier')}']")
        right = declared.xpath("correctResponse/value/text()")
        is_pair = declared.get("baseType") == "directedPair"
        if declared.get("cardinality") == "ordered":
            note(facets, "answers", ">".join(names[each] for each in right))
        for each in right:
            words = [names.get(part, part) for part in (each.split(" ") if is_pair else [each])]
            note(facets, "answers", "->".join(filter(None, words)) + ";")
        used = {part for each in right for part in each.split(" ")}
        note(facets, "distractors", ";".join(text for code, text in names.items() if code not in used))
        note(facets, "shuffle", {"true": True, "false": False}.get(interaction.get("shuffle") or ""))
        if interaction.tag == "choiceInteraction":
            note(facets, "multiple", interaction.get("maxChoices") != "1")
        for image in interaction.findall("object"):
            path = normpath(join(dirname(self._path), unquote(image.get("data"))))
            note(facets, "image", "there" if path in self._files else "")
            note(facets, "text alternative", plain(image.text or ""))
        bounds = re.search(r"\{(\d+),(\d+)\}", interaction.get("patternMask") or "")
        numbers = [str(int(each) + 1) for each in bounds.groups()] if bounds else []
        note(facets, "word limit", f"{' to '.join(numbers)} words" if numbers else "")
        note(facets, "file types", plain(" ".join(interaction.xpath("prompt//text()"))))

    def _choice(self, choice: Any) -> str:
        """Notes what can be chosen, moved or pointed at; its words."""
        facets, seen = self._facets, self._see(choice)
        note(facets, "area labels", choice.get("hotspotLabel"))
        note(facets, "choices", seen)
        note(facets, "fixed choice", seen.words if choice.get("fixed") == "true" else None)
        if choice.get("coords"):
            before, _, last = choice.get("coords").rpartition(",")
            where = f"{before};{last}" if choice.get("shape") == "circle" else choice.get("coords")
            note(facets, "answers", f"{choice.get('shape')} {where};")
        return plain(choice.get("hotspotLabel") or self._own_words(choice))

    def _own_words(self, element: Any) -> str:
        return " ".join(element.xpath(".//text()[not(ancestor::feedbackBlock or ancestor::feedbackInline)]"))

    def _see(self, element: Any) -> Seen:
        return _seen(element, self._files, self._path)


def _seen(element: Any, files: Mapping[str, bytes], path: str) -> Seen:
    has = {facet for tag, facet in _ELEMENTS.items() if element.xpath(f".//{tag}")}
    media = element.xpath(".//img/@src | .//object/@data")
    if media and all(normpath(join(dirname(path), unquote(source))) in files for source in media):
        has.add("media")
    if element.xpath(".//a[@href]"):
        has.add("links")
    return Seen(plain(" ".join(element.xpath(".//text()"))), has)
