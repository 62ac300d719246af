"""What the independent reader of Moodle's question XML found, as facets."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import html as lxml_html

from coursepack.model.facets import Facet, TextFacet
from tests.fidelity.seen import Facets, Found, Seen, note, plain
from tests.targets.moodle_reader import ReadQuestion, Rich, read_bank

_ELEMENTS: dict[str, TextFacet] = {"table": "tables", "code": "code", "pre": "code"}


def read_moodle(files: Mapping[str, bytes]) -> Found:
    """`files`: the bank alone."""
    (content,) = files.values()
    found = Found()
    for question in read_bank(content):
        facets = found.questions.setdefault(question.idnumber, {})
        _common(facets, question)
        _answers(facets, question)
        _parts(facets, question)
        category = found.named.setdefault(question.category[-1], {})
        if question.kind == "multichoice":
            note(category, "shuffled choices", question.settings["shuffleanswers"] == "true")
    return found


def _common(facets: Facets, question: ReadQuestion) -> None:
    note(facets, "title", question.name)
    note(facets, "stem", _seen(question.text))
    note(facets, "rubric", _seen(question.text))
    note(facets, "explanation", _seen(question.general))
    for hint in question.hints:
        note(facets, "hints", _seen(hint))
    combined: dict[str, Facet] = {
        "correctfeedback": "correct feedback", "incorrectfeedback": "incorrect feedback",
        "partiallycorrectfeedback": "partly correct feedback",
    }  # fmt: skip
    for name, facet in combined.items():
        if name in question.combined:
            note(facets, facet, _seen(question.combined[name]))
    note(facets, "points", question.grade)
    note(facets, "penalty", question.penalty or None)
    tags = ", ".join(question.tags)
    note(facets, "tags", tags)
    note(facets, "objectives", tags)
    note(facets, "difficulty", ", ".join(tag.removeprefix("difficulty: ") for tag in question.tags))
    shuffled = question.settings.get("shuffleanswers")
    note(facets, "shuffle", None if shuffled is None else shuffled in ("true", "1", ""))
    note(facets, "layout", "list")
    note(facets, "survey", None if question.grade else False)
    note(facets, "multiple", {"true": False, "false": True}.get(question.settings.get("single", "")))


def _answers(facets: Facets, question: ReadQuestion) -> None:
    is_choice = question.kind in ("multichoice", "truefalse")
    for answer in question.answers:
        text = answer.text if is_choice else Rich(answer.text.text, "plain_text", {})
        seen = _seen(text) if is_choice else Seen(answer.text.text)
        note(facets, "choices", seen)
        note(facets, "answers" if answer.fraction > 0 else "distractors", f"{seen.words};")
        told: Facet = "choice feedback" if is_choice else "answer feedback"
        note(facets, told, Seen(f"{seen.words}:"))
        note(facets, told, _seen(answer.feedback))
        # Feedback for right and wrong answers stands at each answer where a type has no place of its own for it.
        note(facets, "correct feedback" if answer.fraction > 0 else "incorrect feedback", _seen(answer.feedback))
        if question.kind == "numerical" and answer.text.text != "*":
            value = float(answer.text.text)
            note(facets, "tolerance", f"{value - answer.tolerance:g}..{value + answer.tolerance:g};")
    for name, multiplier in question.units:
        note(facets, "unit", f"{name} {multiplier:g}")
    if "usecase" in question.settings:
        matters = question.settings["usecase"] == "1"
        for answer in question.answers:
            note(facets, "case", f"{answer.text.text}: {'matters' if matters else 'any'};")
            if "*" in answer.text.text.replace(r"\*", ""):
                note(facets, "wildcard", answer.text.text)


def _parts(facets: Facets, question: ReadQuestion) -> None:
    parts = question.parts
    media: set[TextFacet] = {"media"} if parts.files else set()
    for asked, answer in parts.pairs:
        seen = _html(asked)
        seen.has |= media
        note(facets, "choices", Seen(f"{seen.words} {answer}", seen.has))
        note(facets, "answers", f"{seen.words}->{answer};")
    note(facets, "distractors", ";".join(parts.distractors))
    note(facets, "choices", " ".join(parts.distractors))
    if parts.order:
        items = [_html(item) for item in parts.order]
        for item in items:
            item.has |= media
            note(facets, "choices", item)
        note(facets, "shuffle", True)
        note(facets, "answers", ">".join(item.words for item in items))
        note(facets, "partial credit", {"ALL_OR_NOTHING": False, "ABSOLUTE_POSITION": True}.get(parts.grading))
    for gap in parts.gaps:
        for words, share in gap.answers.items():
            value, _, tolerance = words.partition(":") if gap.kind == "NM" else (words, "", "")
            note(facets, "answers" if share > 0 else "distractors", f"{value};")
            note(facets, "choices", value)
            if tolerance:
                note(facets, "tolerance", f"{float(value) - float(tolerance):g}..{float(value) + float(tolerance):g};")
            if gap.kind.startswith("SA"):
                note(facets, "case", f"{value}: {'matters' if gap.kind == 'SAC' else 'any'};")
                if "*" in value.replace(r"\*", ""):
                    note(facets, "wildcard", value)
        for words, told in gap.feedback.items():
            facets_of_gap: tuple[Facet, ...] = ("answer feedback", "choice feedback")
            for facet in facets_of_gap:
                note(facets, facet, Seen(f"{words.partition(':')[0]}:"))
                note(facets, facet, _html(told))
    if parts.boxes:
        note(facets, "answers", "".join(f"{parts.boxes[place - 1][0]};" for place in parts.places))
        unused = [words for number, (words, _) in enumerate(parts.boxes, 1) if number not in parts.places]
        note(facets, "distractors", ";".join(unused))
        note(facets, "choices", " ".join(words for words, _ in parts.boxes))
        note(facets, "case", "".join(f"{words}: matters;" for words, _ in parts.boxes))
    if parts.image:
        note(facets, "image", "there")
        hidden = re.findall(r'<p class="sr-only visually-hidden">(.*?)</p>', question.text.text)
        note(facets, "text alternative", plain(" ".join(hidden)))
        for words, _ in parts.drags:
            note(facets, "choices", words)
        for shape, where, drag in parts.drops:
            note(facets, "answers", f"{parts.drags[drag - 1][0]}->{shape} {where};")
    if parts.essay:
        graders = _html(parts.essay["graderinfo"])
        graders.has |= media
        note(facets, "model answer", graders)
        note(facets, "word limit", f"{parts.essay['minwordlimit']} to {parts.essay['maxwordlimit']} words")
        note(facets, "file types", parts.essay["filetypeslist"])


def _seen(rich: Rich) -> Seen:
    seen = _html(rich.text)
    if rich.files:
        seen.has.add("media")
    return seen


def _html(text: str) -> Seen:
    root: Any = lxml_html.fragment_fromstring(text, create_parent="div") if text else lxml_html.Element("div")
    has = {facet for tag, facet in _ELEMENTS.items() if root.xpath(f".//{tag}")}
    if re.search(r"\\\(.*?\\\)|\\\[.*?\\\]", text, re.DOTALL):
        has.add("mathematics")
    if root.xpath(".//a[@href]"):
        has.add("links")
    return Seen(plain(root.text_content()), has)
