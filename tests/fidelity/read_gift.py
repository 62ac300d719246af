"""What the independent reader of GIFT found, as facets."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import html as lxml_html

from coursepack.model.facets import TextFacet
from tests.fidelity.seen import Facets, Found, Seen, note, plain
from tests.targets.gift_reader import Entry, read_gift

_ELEMENTS: dict[str, TextFacet] = {"table": "tables", "code": "code", "pre": "code"}


def read_gift_file(files: Mapping[str, bytes]) -> Found:
    """`files`: the one text."""
    (content,) = files.values()
    found = Found()
    for entry in read_gift(content):
        if entry.identifier:
            _entry(found.questions.setdefault(entry.identifier, {}), entry)
    return found


def _entry(facets: Facets, entry: Entry) -> None:
    note(facets, "title", entry.name)
    note(facets, "stem", _seen(entry, entry.text))
    note(facets, "explanation", _seen(entry, entry.general))
    tags = ", ".join(entry.tags)
    note(facets, "tags", tags)
    note(facets, "objectives", tags)
    note(facets, "difficulty", tags)
    note(facets, "layout", "list")
    note(facets, "survey", False if entry.kind == "description" else None)
    note(facets, "model answer", _seen(entry, entry.general))
    note(facets, "rubric", _seen(entry, entry.text))
    if entry.kind == "multichoice":
        note(facets, "multiple", not entry.single)
    if entry.truth is not None:
        note(facets, "answers", f"{entry.truth};")
        note(facets, "choices", "True False")
        wrong, right = entry.told
        for told in (wrong, right):
            note(facets, "choice feedback", _seen(entry, told))
        note(facets, "correct feedback", _seen(entry, right))
        note(facets, "incorrect feedback", _seen(entry, wrong))
    for answer in entry.answers:
        seen = _seen(entry, answer.text)
        note(facets, "choices", seen)
        note(facets, "answers" if answer.fraction > 0 else "distractors", f"{seen.words};")
        said = _seen(entry, answer.feedback)
        note(facets, "choice feedback", said)
        note(facets, "answer feedback", said)
        note(facets, "correct feedback" if answer.fraction > 0 else "incorrect feedback", said)
        if entry.kind == "numerical" and answer.fraction > 0:
            note(facets, "answers", f"{(answer.low + answer.high) / 2:g};")
            note(facets, "tolerance", f"{answer.low:g}..{answer.high:g};")
        if "*" in answer.text.replace(r"\*", ""):
            note(facets, "wildcard", answer.text)
    if entry.pairs:
        note(facets, "partial credit", True)  # each right pair earns its part
    if entry.pairs and all(number.isdecimal() for _, number in entry.pairs):
        placed = sorted(entry.pairs, key=lambda pair: int(pair[1]))
        note(facets, "answers", ">".join(_seen(entry, item).words for item, _ in placed))
    for asked, answer_text in entry.pairs:
        left, right_side = _seen(entry, asked), _seen(entry, answer_text)
        note(facets, "choices", left)
        note(facets, "choices", right_side)
        note(facets, "answers" if left.words else "distractors", f"{left.words}->{right_side.words};")


def _seen(entry: Entry, text: str) -> Seen:
    if entry.form != "html" or not text:
        return Seen(plain(text))
    root: Any = lxml_html.fragment_fromstring(text, create_parent="div")
    has = {facet for tag, facet in _ELEMENTS.items() if root.xpath(f".//{tag}")}
    if re.search(r"\\\(.*?\\\)|\\\[.*?\\\]", text, re.DOTALL):
        has.add("mathematics")
    if root.xpath(".//img[starts-with(@src, 'data:')]"):
        has.add("media")
    return Seen(plain(root.text_content()), has)
