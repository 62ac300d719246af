"""Reads the questions of pages (a website, a SCORM package) from their HTML and their data, without our own code.

What stands on the page is read from the elements; what the player is told from the JSON that the page carries
(docs/runtime.md), whose questions are base64 of JSON, and whose texts are trees ["tag", {attributes}, child, …].
"""

import base64
import json
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from lxml import html as lxml_html

from coursepack.model.facets import Facet, TextFacet
from tests.fidelity.seen import Facets, Found, Seen, note, plain

Data = dict[str, Any]

_ELEMENTS: dict[str, TextFacet] = {"table": "tables", "code": "code", "pre": "code", "math": "mathematics"}
_QUIZ: dict[str, Facet] = {
    "graded": "graded", "pass": "pass mark", "weight": "weight", "attempts": "attempts", "score": "score rule",
    "feedback": "feedback rule", "reveal": "reveal rule", "timeLimit": "time limit", "pause": "pause",
    "extraTime": "extra time", "shuffleQuestions": "shuffled questions", "shuffleChoices": "shuffled choices",
    "draw": "draw", "required": "required",
}  # fmt: skip
_RULES: dict[str, Facet] = {
    "pass": "pass mark", "passRule": "pass rule", "mastery": "mastery", "onFail": "on fail", "onExit": "on exit",
}  # fmt: skip


def read_pages(files: Mapping[str, bytes]) -> Found:
    """`files`: {path: content} of the whole output."""
    found = Found()
    for path, content in files.items():
        if path.endswith(".html"):
            _Page(path, content, files, found).read()
    return found


class _Page:
    def __init__(self, path: str, content: bytes, files: Mapping[str, bytes], found: Found) -> None:
        self._path = path
        self._files = files
        self._found = found
        self._root = lxml_html.document_fromstring(content)

    def read(self) -> None:
        for script in self._root.xpath("//script[@id='coursepack-data']"):
            data = json.loads(script.text_content())
            shared = {**self._shared(), **data}
            for quiz in shared["quizzes"]:
                self._quiz(quiz)
            for key, facet in _RULES.items():
                if facet not in self._found.course:
                    note(self._found.course, facet, shared["rules"][key])
            if "completion" not in self._found.course:
                note(self._found.course, "completion", json.dumps(shared["rules"]["complete"]))
            questions = json.loads(base64.b64decode(data.get("questions") or "e30="))
            for identifier, question in questions.items():
                self._told(self._facets(identifier), question)
        for element in self._root.xpath("//*[starts-with(@id, 'q-')][contains(@class, 'question')]"):
            self._shown(self._facets(element.get("id").removeprefix("q-")), element)

    def _shared(self) -> Data:
        """What the pages of a website have in common: it stands in their script."""
        inside = self._root.xpath("//script[not(@src) and not(@type)]")
        script = inside[0].text_content() if inside else (self._file("player.js") or b"").decode()
        start = script.find('{"format":')
        shared: Data = json.JSONDecoder().raw_decode(script, start)[0] if start >= 0 else {}
        return shared

    def _facets(self, identifier: str) -> Facets:
        return self._found.questions.setdefault(identifier, {})

    # --- the page ------------------------------------------------------------------------------------------------

    def _shown(self, facets: Facets, element: Any) -> None:
        for stem in element.xpath(".//*[@class='stem']"):
            note(facets, "stem", self._seen(stem))
        for rubric in element.xpath(".//*[@class='rubric']"):
            note(facets, "rubric", self._seen(rubric))
        for legend in element.xpath(".//legend"):
            note(facets, "title", plain(legend.text_content()))
        note(facets, "title", plain(" ".join(element.xpath(".//*[@class='stem']//text()"))))
        note(facets, "tags", element.get("data-tags"))
        note(facets, "difficulty", element.get("data-difficulty"))
        note(facets, "objectives", element.get("data-objectives"))
        note(facets, "survey", False if "question-static" in element.get("class") else None)
        for shape in element.xpath(
            ".//*[@data-area]/*[local-name()='circle' or local-name()='rect' or local-name()='polygon']"
        ):
            note(facets, "answers", _shape(shape))
        for answer in element.xpath(".//*[contains(concat(' ', @class, ' '), ' answer ')]"):
            seen = self._seen(answer)
            note(facets, "choices", seen)
            note(facets, "layout", "table" if answer.xpath(".//table[contains(@class, 'matrix')]") else "list")
            note(facets, "unit", seen.words)
            note(facets, "file types", seen.words)
            note(facets, "word limit", seen.words)
            note(facets, "area labels", seen.words)
            for image in answer.xpath(".//*[@class='picture']//img"):
                note(facets, "image", "there" if self._file(image.get("src")) else "")
                note(facets, "text alternative", image.get("alt"))

    def _seen(self, element: Any) -> Seen:
        has = {facet for tag, facet in _ELEMENTS.items() if element.xpath(f".//*[local-name()='{tag}']")}
        media = element.xpath(".//img/@src | .//video/@src | .//audio/@src | .//source/@src")
        if media and all(self._file(source) for source in media):
            has.add("media")
        if element.xpath(".//a[@href]"):
            has.add("links")
        return Seen(plain(element.text_content()), has)

    def _file(self, source: str) -> bytes | None:
        if source.startswith("data:"):
            return base64.b64decode(source.partition(",")[2])
        return self._files.get(normpath(join(dirname(self._path), unquote(source))))

    # --- what the player is told ----------------------------------------------------------------------------------

    def _told(self, facets: Facets, data: Data) -> None:
        told: dict[str, Facet] = {
            "explanation": "explanation", "correct": "correct feedback", "incorrect": "incorrect feedback",
            "partlyCorrect": "partly correct feedback",
        }  # fmt: skip
        for key, facet in told.items():
            note(facets, facet, self._tree(data[key]))
        for hint in data["hints"]:
            note(facets, "hints", self._tree(hint))
        note(facets, "points", data["points"])
        note(facets, "survey", data["scored"])
        note(facets, "penalty", data["penalty"] or None)
        note(facets, "partial credit", data["partial"])
        note(facets, "shuffle", data["shuffle"])
        note(facets, "objectives", ", ".join(data["objectives"]))
        self._interaction(facets, data["interaction"])

    def _interaction(self, facets: Facets, data: Data) -> None:
        kind = data["type"]
        if kind in ("choice", "hotspot", "upload"):
            self._choices(facets, data, "area feedback" if kind == "hotspot" else "choice feedback")
        elif kind in ("text", "numeric"):
            self._entry(facets, data)
        elif kind == "match":
            texts = {side: {one["code"]: one["text"] for one in data[side]} for side in ("sources", "targets")}
            for source, target in data["pairs"]:
                note(facets, "answers", f"{texts['sources'][source]}->{texts['targets'][target]};")
            used = {target for _, target in data["pairs"]}
            note(facets, "distractors", ";".join(text for code, text in texts["targets"].items() if code not in used))
            for one in (*data["sources"], *data["targets"]):
                note(facets, "item feedback", self._tree(one["feedback"]))
        elif kind == "order":
            note(facets, "answers", ">".join(one["text"] for one in data["items"]))
            for one in data["items"]:
                note(facets, "item feedback", self._tree(one["feedback"]))
        elif kind == "gaps":
            for gap in data["gaps"]:
                inner: Facets = {}
                self._interaction(inner, gap["interaction"])
                inner.pop("multiple", None)
                for facet, seen in inner.items():
                    note(facets, facet, seen)
                note(facets, "answer feedback", inner.get("choice feedback", Seen()))
        elif kind == "essay":
            note(facets, "model answer", self._tree(data["model"]))

    def _choices(self, facets: Facets, data: Data, feedback: Facet) -> None:
        if data["type"] == "choice":
            note(facets, "multiple", data["multiple"])
        for one in data["choices"]:
            note(facets, "answers" if one["correct"] else "distractors", f"{one['text']};")
            note(facets, feedback, self._tree(one["feedback"]))
            note(facets, "fixed choice", one["text"] if one["fixed"] else None)

    def _entry(self, facets: Facets, data: Data) -> None:
        for one in data["accepted"]:
            if data["type"] == "numeric":
                note(facets, "answers", f"{one['value']};")
                note(facets, "tolerance", f"{one['low']}..{one['high']};")
                note(facets, "unit", one["unit"])
                continue
            note(facets, "answers", f"{one['text']};")
            note(facets, "case", f"{one['text']}: {'matters' if one['caseSensitive'] else 'any'};")
            if one["kind"] == "wildcard":
                note(facets, "wildcard", one["text"])
            elif one["kind"] == "regex":
                note(facets, "regular expression", one["text"])
        for one in data["answerFeedback"]:
            note(facets, "answer feedback", Seen(f"{one['text']}:"))
            note(facets, "answer feedback", self._tree(one["feedback"]))

    def _tree(self, tree: list[Any] | None) -> Seen:
        seen = Seen()
        for node in tree or ():
            seen.add(self._node(node))
        return seen

    def _node(self, node: Any) -> Seen:
        if isinstance(node, str):
            return Seen(plain(node))
        tag, attributes, *children = node
        seen = Seen()
        if tag in _ELEMENTS:
            seen.has.add(_ELEMENTS[tag])
        if tag in ("img", "video", "audio", "source") and "src" in attributes and self._file(attributes["src"]):
            seen.has.add("media")
        if tag == "a" and attributes.get("href"):
            seen.has.add("links")
        for child in children:
            seen.add(self._node(child))
        return seen

    def _quiz(self, data: Data) -> None:
        facets = self._found.quizzes.setdefault(data["id"], {})
        if not facets:  # every page of a website tells of it
            for key, facet in _QUIZ.items():
                note(facets, facet, data[key])
            note(facets, "pools", ";".join(f"{pool['draw']} of {pool['count']}" for pool in data["pools"]))
        for section in self._root.xpath(f"//section[@data-quiz='{data['id']}']/.."):
            note(facets, "introduction", self._seen(section))


def _shape(element: Any) -> str:
    numbers = {name: element.get(name, "") for name in ("cx", "cy", "r", "x", "y", "width", "height", "points")}
    if numbers["cx"]:
        return "circle {cx},{cy};{r}".format(**numbers)
    return (
        "polygon {points}".format(**numbers) if numbers["points"] else "rect {x},{y};{width},{height}".format(**numbers)
    )
