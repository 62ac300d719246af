"""Answer keys: sections, lines and `<details>` that hold the answers of the numbered questions before them."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from coursepack.model.content import Inline, List, Paragraph, Text, blocks_text
from coursepack.reading.document import Document, Section
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, cut, raw_text

Entries: TypeAlias = dict[int, tuple[tuple[str, ...], tuple[Inline, ...]]]
"""{number of the question: (right letters, what is told besides)}"""


def key_entries(lines: Iterable[Line]) -> Entries:
    """The entries of an answer key; {} where it is none."""
    entries: Entries = {}
    last = 0
    for line in lines:
        if line.kind != "text":
            continue
        text = raw_text(line.inlines)
        listed = marks.LISTED_ENTRY.match(text) if line.number else None
        short = marks.SHORT_ENTRIES.findall(f"{line.number}. {text}" if line.number else text)
        found = marks.KEY_ENTRY.match(text)
        if listed:
            last = line.number
            entries[last] = marks.letters_of(listed[1]), cut(line.inlines, listed.start(2)) if listed[2] else ()
        elif len(short) > 1:
            for number, letter in short:
                last = int(number)
                entries[last] = (letter.upper(),), ()
        elif found:
            last = int(found[1])
            entries[last] = marks.letters_of(found[2]), cut(line.inlines, found.start(3)) if found[3] else ()
        elif last:
            letters, told = entries[last]
            entries[last] = letters, (*told, Text(line.at, " "), *line.inlines) if told else line.inlines
    return entries


def holds_key(document: Document, section: Section) -> bool:
    """Whether a section of a file is an answer key by its title and by what stands in it."""
    if not marks.KEY_TITLE.match(re.sub(r"[*_`]", "", section.title).rstrip(": ")):
        return False
    texts = [token.content for token in document.tokens[section.body : section.end] if token.type == "inline"]
    lines = [re.sub(r"[*_`]", "", line).strip() for text in texts for line in text.split("\n")]
    return any(marks.KEY_ENTRY.match(line) or marks.ONE_LETTER.fullmatch(line) for line in lines)


def names_question(title: str) -> bool:
    """Whether a heading only counts a question: "Question 1", "Frage 2: …"."""
    return bool(marks.QUESTION_HEADING.match(re.sub(r"[*_`]", "", title)))


def opens_key(line: Line) -> bool:
    """Whether a line is the title of an answer key: a heading, a bold line, or one that ends in a colon."""
    titled = line.kind == "heading" or (line.kind == "text" and (line.is_bold or line.text.endswith(":")))
    return titled and bool(marks.KEY_TITLE.match(line.text.rstrip(": ")))


def is_key_line(line: Line) -> bool:
    """Whether a line is a whole answer key: "Answers: 1. b, 2. c"."""
    if line.kind != "text":
        return False
    found = marks.KEY_LINE.match(line.text)
    return found is not None and len(marks.SHORT_ENTRIES.findall(found[1])) > 1


def may_hold_key(lines: Iterable[Line]) -> bool:
    """Whether a line reads like an entry of a key that `key_entries` does not know."""
    return any(line.kind == "text" and marks.ODD_ENTRY.fullmatch(line.text) for line in lines)


def is_list_of_letters(block: object) -> bool:
    """Whether a block is an ordered list of nothing but letters, which only an answer key is."""
    if not isinstance(block, List) or not block.ordered or len(block.items) < 2:
        return False
    return all(
        all(isinstance(part, Paragraph) for part in item.blocks)
        and marks.ONE_LETTER.fullmatch(blocks_text(item.blocks))
        for item in block.items
    )
