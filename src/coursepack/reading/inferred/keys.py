"""Answer keys: sections, lines and `<details>` that hold the answers of the numbered questions before them."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from coursepack.model.content import List, Paragraph, blocks_text
from coursepack.reading.document import Document, Section
from coursepack.reading.inferred import marks
from coursepack.reading.inferred.lines import Line, cut, raw_text


class Entry(msgspec.Struct):
    """The right letters of a question, and the lines that explain them."""

    letters: tuple[str, ...]
    told: list[Line]


class Key(msgspec.Struct):
    """The entries of an answer key by the number of their question.

    `own`: the places of the lines that make it. `before`: what stands before the first entry. `twice`: a number that
    has two entries; 0 where none has.
    """

    entries: dict[int, Entry] = {}
    own: list[int] = []
    before: list[Line] = []
    twice: int = 0


def read_key(lines: Sequence[Line], *, whole: bool = False) -> Key:
    """The answer key in some lines; without entries where there is none.

    Its own are its entries, what stands in one item or paragraph with an entry, or is labelled as an explanation right
    behind it, and what stands between two entries without a title or a number. With `whole`, all behind an entry is.
    """
    key = Key()
    last: Line | None = None
    told: list[Line] = []
    between: list[int] = []
    strayed = False
    for place, line in enumerate(lines):
        found = list(_entries_in(line))
        if found:
            if not strayed:
                told += [lines[index] for index in between]
                key.own += between
            for number, letters, told in found:
                key.twice = key.twice or (number if number in key.entries else 0)
                key.entries[number] = Entry(letters, told)
            key.own.append(place)
            last, between, strayed = line, [], False
        elif last is None:
            key.before.append(line)
        elif whole or (not between and not strayed and _explains(line, last)):
            told.append(_without_label(line))
            key.own.append(place)
            last = last if line.top == last.top and line.depth else line
        elif line.kind == "text" and (line.number or line.is_bold or marks.NUMBERED.match(line.text)):
            strayed = True
        else:
            between.append(place)
    if not strayed and all(lines[place].kind == "break" for place in between):
        key.own += between
    return key


def is_entry(line: Line) -> bool:
    """Whether a line holds entries of a key."""
    return any(True for _ in _entries_in(line))


def _entries_in(line: Line) -> Iterator[tuple[int, tuple[str, ...], list[Line]]]:
    """The entries in a line: the number, the right letters, and what is told besides."""
    if line.kind != "text":
        return
    text = raw_text(line.inlines)
    listed = marks.LISTED_ENTRY.match(text) if line.number else None
    short = marks.SHORT_ENTRIES.findall(f"{line.number}. {text}" if line.number else text)
    found = marks.KEY_ENTRY.match(text)
    if listed:
        yield line.number, marks.letters_of(listed[1]), _rest(line, listed.start(2) if listed[2] else -1)
    elif len(short) > 1:
        for number, letter in short:
            yield int(number), (letter.upper(),), []
    elif found:
        yield int(found[1]), marks.letters_of(found[2]), _rest(line, found.start(3) if found[3] else -1)


def _rest(line: Line, start: int) -> list[Line]:
    """A line from `start` on; [] where that is -1."""
    rest = cut(line.inlines, start) if start >= 0 else ()
    return [msgspec.structs.replace(line, inlines=rest)] if rest else []


def _explains(line: Line, last: Line) -> bool:
    """Whether a line goes on with an entry or its explanation: in its paragraph, in its item, or by its label."""
    if line.item and line.depth <= last.depth:
        return False
    within = line.part == last.part or (line.top == last.top and 0 < last.depth <= line.depth)
    return within or (line.kind == "text" and bool(marks.EXPLANATION.match(line.text)))


def _without_label(line: Line) -> Line:
    """A line without "Explanation:" at its start."""
    found = marks.EXPLANATION.match(raw_text(line.inlines)) if line.kind == "text" else None
    rest = cut(line.inlines, found.end()) if found else ()
    return msgspec.structs.replace(line, inlines=rest) if rest else line


def holds_key(document: Document, section: Section) -> bool:
    """Whether a section of a file is an answer key by its title and by what stands in it."""
    if not marks.KEY_TITLE.match(re.sub(r"[*_`]", "", section.title).rstrip(": ")):
        return False
    texts = [token.content for token in document.tokens[section.body : section.end] if token.type == "inline"]
    lines = [re.sub(r"[*_`]", "", line).strip() for text in texts for line in text.split("\n")]
    return any(marks.KEY_ENTRY.match(line) or marks.LISTED_ENTRY.match(line) for line in lines)


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
    """Whether a line reads like an entry of a key that `read_key` does not know."""
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
