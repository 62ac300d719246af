"""Reads what Moodle's question types have beyond the common part, as Moodle 4.5 and 5.1 were seen to read it."""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree


class RefusedError(Exception):
    """Moodle would refuse the file, lose something in silence, or fail in its database."""


@dataclass
class Gap:
    """A gap of a cloze question: its weight, its kind, {answer: share of the grade in per cent}, {answer: feedback}."""

    weight: int
    kind: str
    answers: dict[str, float]
    feedback: dict[str, str] = field(default_factory=dict)


@dataclass
class Parts:
    """`pairs`: (what is asked, what belongs to it); `boxes`: (words, endless); `drops`: (shape, coordinates, drag).

    `files`: those beside the texts of pairs, items and what graders are told.
    """

    pairs: list[tuple[str, str]] = field(default_factory=list)
    distractors: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    grading: str = ""
    gaps: list[Gap] = field(default_factory=list)
    boxes: list[tuple[str, bool]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    drags: list[tuple[str, int]] = field(default_factory=list)
    drops: list[tuple[str, str, int]] = field(default_factory=list)
    image: str = ""
    essay: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


_GAP = re.compile(r"\{(\d+):([A-Z]+):((?:\\[}#~/\"\\]|[^}])*)\}")
_KINDS = {"NM", "SA", "SAC", "MW", "MWC", "MC", "MCV", "MCH", "MCS", "MR", "MRH", "MRS", "MRHS"}


def read_parts(element: etree._Element, kind: str, text: str) -> Parts:
    """The parts of a question of this kind."""
    parts = Parts()
    match kind:
        case "matching" | "match":
            _matching(element, parts)
        case "ordering":
            if element.findtext("shownumcorrect") != "1":
                raise RefusedError("without shownumcorrect the import dies with a database error")
            parts.grading = element.findtext("gradingtype", "")
            parts.order = [(answer.findtext("text") or "").strip() for answer in element.iterchildren("answer")]
        case "cloze":
            _cloze(text, parts)
        case "ddwtos":
            _drag_words(element, text, parts)
        case "ddmarker":
            _markers(element, parts)
        case "essay":
            _essay(element, parts)
    for place in element.xpath("./subquestion | ./graderinfo | self::*[@type='ordering']/answer"):
        files = {str(file.get("name")) for file in place.iterchildren("file") if file.text}
        linked = {unquote(link) for link in re.findall(r'@@PLUGINFILE@@/([^"&<]*)"', place.findtext("text") or "")}
        if files != linked:
            raise RefusedError(f"links {linked} and files {files} differ")
        parts.files |= files
    return parts


def _matching(element: etree._Element, parts: Parts) -> None:
    for pair in element.iterchildren("subquestion"):
        asked, answer = (pair.findtext("text") or "").strip(), (pair.findtext("answer/text") or "").strip()
        if asked and not answer:
            raise RefusedError("what follows would be dropped in silence")
        if len(answer) > 255:
            raise RefusedError("an answer is too long for the database")
        if asked:
            parts.pairs.append((asked, answer))
        else:
            parts.distractors.append(answer)


def _cloze(text: str, parts: Parts) -> None:
    for found in _GAP.finditer(text):
        if found[2] not in _KINDS:
            raise RefusedError(f"{found[2]} is left as text in silence")
        answers: dict[str, float] = {}
        feedback: dict[str, str] = {}
        for part in re.split(r"(?<!\\)~", found[3]):
            share = re.match(r"=|%(-?\d+(?:\.\d+)?)%", part)
            worth = 0.0 if share is None else float(share[1]) if share[1] else 100.0
            words = part[share.end() :] if share else part
            # A number sign behind an ampersand is part of a character reference, not the start of feedback.
            answer, *told = re.split(r"(?<!&)#", words, maxsplit=1)
            answers.setdefault(html.unescape(answer), worth)
            feedback |= {html.unescape(answer): html.unescape(each) for each in told}
        if 100 not in answers.values():
            raise RefusedError("a gap without a right answer")
        parts.gaps.append(Gap(int(found[1]), found[2], answers, feedback))
    if not parts.gaps:
        raise RefusedError("a cloze question without a gap")


def _drag_words(element: etree._Element, text: str, parts: Parts) -> None:
    for box in element.iterchildren("dragbox"):
        parts.boxes.append(((box.findtext("text") or "").strip(), box.find("infinite") is not None))
    parts.places = [int(number) for number in re.findall(r"\[\[(\d+)\]\]", text)]
    if not parts.places or max(parts.places) > len(parts.boxes):
        raise RefusedError("a place without its box breaks the question")


def _markers(element: etree._Element, parts: Parts) -> None:
    file = element.find("file")
    if file is None or not file.text:
        raise RefusedError("no image to put markers on")
    parts.image = str(file.get("name"))
    for drag in element.iterchildren("drag"):
        parts.drags.append(((drag.findtext("text") or "").strip(), int(drag.findtext("noofdrags", "1"))))
    shapes = {"circle": r"\d+,\d+;\d+", "rectangle": r"\d+,\d+;\d+,\d+", "polygon": r"\d+,\d+(;\d+,\d+){2,}"}
    for drop in element.iterchildren("drop"):
        shape, where, choice = (drop.findtext(name, "") for name in ("shape", "coords", "choice"))
        if not re.fullmatch(shapes[shape], where) or not 1 <= int(choice) <= len(parts.drags):
            raise RefusedError(f"{shape} {where} for {choice}")
        parts.drops.append((shape, where, int(choice)))


def _essay(element: etree._Element, parts: Parts) -> None:
    for name in ("responseformat", "minwordlimit", "maxwordlimit", "attachments", "filetypeslist"):
        parts.essay[name] = element.findtext(name, "")
    if parts.essay["responseformat"] not in ("editor", "editorfilepicker", "plain", "monospaced", "noinline"):
        raise RefusedError("a format that imports and then crashes")
    parts.essay["graderinfo"] = (element.findtext("graderinfo/text") or "").strip()
