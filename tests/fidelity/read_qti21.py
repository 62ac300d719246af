"""Reads the questions of a QTI 2.1 package from its items, tests and manifest, by IMS QTI 2.1's information model."""

from collections.abc import Mapping
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
        interactions = [element for element in body.iter(etree.Element) if str(element.tag).endswith("Interaction")]
        note(facets, "stem", self._see(body))
        for part in root.iter("modalFeedback"):
            name = part.get("identifier", "")
            if name in _TOLD:
                note(facets, _TOLD[name], self._see(part))
            note(facets, "hints" if name.startswith("hint_") else "answer feedback", self._see(part))
        for part in body.xpath(".//feedbackBlock | .//feedbackInline"):
            for facet in ("choice feedback", "item feedback", "area feedback", "answer feedback"):
                note(facets, facet, self._see(part))  # type: ignore[arg-type]
        score = root.find("outcomeDeclaration[@identifier='SCORE']")
        note(facets, "points", None if score is None else score.get("normalMaximum"))
        note(
            facets, "survey", None if root.xpath("responseProcessing//setOutcomeValue[@identifier='SCORE']") else False
        )
        penalty = root.xpath(
            "responseProcessing//product[subtract/variable[@identifier='numAttempts']]/baseValue/text()"
        )
        note(facets, "penalty", ", ".join(penalty))
        self._scoring()
        self._rubrics(body)
        for interaction in interactions:
            self._interaction(interaction)

    def _scoring(self) -> None:
        """Whether a part of an answer can earn a part of the points, and how texts and numbers are compared."""
        facets, processing = self._facets, self._root.find("responseProcessing")
        if processing is None:
            return
        for value in processing.xpath(".//setOutcomeValue[@identifier='SHARE']/*"):
            if value.tag != "baseValue":
                note(facets, "partial credit", "on")
        note(facets, "partial credit", "" if "partial credit" in facets else "off")
        for match in processing.iter("stringMatch"):
            text = match.findtext("baseValue")
            note(facets, "case", f"{text}: {'matters' if match.get('caseSensitive') == 'true' else 'any'};")
            note(facets, "answer feedback", f"{text}:")
            note(facets, "answers", f"{text};")
        for pattern in processing.xpath(".//patternMatch/@pattern"):
            note(facets, "regular expression", pattern)
            note(facets, "wildcard", pattern.replace(r"(.|\s)*", "*"))
        lows = [float(each) for each in processing.xpath(".//gte[variable]/baseValue/text()")]
        highs = [float(each) for each in processing.xpath(".//lte[variable]/baseValue/text()")]
        note(facets, "tolerance", " ".join(f"{low:g}..{high:g};" for low in lows for high in highs))

    def _rubrics(self, body: Any) -> None:
        for block in body.xpath(".//rubricBlock[@view='scorer']"):
            note(self._facets, "model answer", self._see(block))
            note(self._facets, "rubric", self._see(block))

    def _interaction(self, interaction: Any) -> None:
        facets = self._facets
        note(
            facets,
            "layout",
            "table" if {"matrix", "likert"} & set((interaction.get("class") or "").split()) else "list",
        )
        names: dict[str, str] = {}
        for choice in interaction.xpath(".//*[@identifier][not(self::feedbackBlock or self::feedbackInline)]"):
            seen = self._see(choice)
            names[choice.get("identifier")] = plain(choice.get("hotspotLabel") or self._own_words(choice))
            note(facets, "area labels", choice.get("hotspotLabel"))
            note(facets, "choices", seen)
            note(facets, "fixed choice", seen.words if choice.get("fixed") == "true" else None)
            if choice.get("coords"):
                shown = choice.get("coords").rpartition(",")
                circle = f"{shown[0]};{shown[2]}" if choice.get("shape") == "circle" else choice.get("coords")
                note(facets, "answers", f"{choice.get('shape')} {circle};")
        declared = self._root.find(f"responseDeclaration[@identifier='{interaction.get('responseIdentifier')}']")
        right = declared.xpath("correctResponse/value/text()")
        if declared.get("cardinality") == "ordered":
            note(facets, "answers", ">".join(names[each] for each in right))
        else:
            for each in right:
                words = (
                    [names.get(part, part) for part in each.split(" ")]
                    if declared.get("baseType") == "directedPair"
                    else [names.get(each, each)]
                )
                note(facets, "answers", "->".join(words) + ";")
        used = {part for each in right for part in each.split(" ")}
        note(facets, "distractors", ";".join(text for code, text in names.items() if code not in used))
        note(facets, "shuffle", {"true": True, "false": False}.get(interaction.get("shuffle") or ""))
        if interaction.tag == "choiceInteraction":
            note(facets, "multiple", interaction.get("maxChoices") != "1")
        for image in interaction.findall("object"):
            note(facets, "image", "there" if self._file(image.get("data")) else "")
            note(facets, "text alternative", plain(image.text or ""))
        if interaction.tag == "extendedTextInteraction":
            numbers = [
                int(each) + 1
                for each in (interaction.get("patternMask") or "").partition("{")[2].partition("}")[0].split(",")
                if each
            ]
            note(facets, "word limit", " to ".join(map(str, numbers)) + " words")
        note(facets, "file types", plain(" ".join(interaction.xpath("prompt//text()"))))

    def _own_words(self, element: Any) -> str:
        return " ".join(element.xpath(".//text()[not(ancestor::feedbackBlock or ancestor::feedbackInline)]"))

    def _see(self, element: Any) -> Seen:
        return _seen(element, self._files, self._path)

    def _file(self, source: str | None) -> bytes | None:
        return self._files.get(normpath(join(dirname(self._path), unquote(source or ""))))


def _seen(element: Any, files: Mapping[str, bytes], path: str) -> Seen:
    has = {facet for tag, facet in _ELEMENTS.items() if element.xpath(f".//{tag}")}
    media = element.xpath(".//img/@src | .//object/@data")
    if media and all(normpath(join(dirname(path), unquote(source))) in files for source in media):
        has.add("media")
    if element.xpath(".//a[@href]"):
        has.add("links")
    return Seen(plain(" ".join(element.xpath(".//text()"))), has)
