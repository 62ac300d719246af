"""Footnotes: their texts are cut from a file's tokens, and read for each unit that has a mark of them."""

from collections.abc import Callable, Mapping

from markdown_it.token import Token

from coursepack.diagnostics import Rule, Severity
from coursepack.model.content import Block, Footnote, Paragraph
from coursepack.reading.markdown.blocks import BlockReader
from coursepack.reading.markdown.context import TextContext, UnitText
from coursepack.reading.markdown.html import only_blocks
from coursepack.reading.markdown.inlines import text_inlines
from coursepack.reading.markdown.parser import Environment, inline_tokens

UNUSED_FOOTNOTE = Rule(
    "unused-footnote",
    Severity.WARNING,
    "A footnote has a text, but no mark points at it.",
    "Readers would not know what it belongs to; it is kept as an ordinary text where it stands.",
    "put its mark behind the words that it explains, or remove it",
    example="Bread rises.\n\n[^1]: Because of the yeast.",
)

FootnoteTokens = Mapping[str, list[Token]]


def cut_footnotes(
    tokens: list[Token], env: Environment, unused: Callable[[str, Token], None]
) -> tuple[list[Token], dict[str, list[Token]]]:
    """`tokens` without the texts of footnotes, and those by their labels.

    What no mark points at stays where it stands; `unused` is called with its label and token.
    """
    if not env["footnotes"]["refs"]:
        return tokens, {}
    stray = _without_mark(tokens, env)
    kept = 0
    footnotes: dict[str, list[Token]] = {}
    places: list[list[Token] | None] = [None]  # None: the text itself, whose tokens move up in their list
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            if label in stray:
                unused(label, token)
                places.append(places[-1])
            else:
                places.append(footnotes.setdefault(label, []))
        elif token.type == "footnote_reference_close":
            places.pop()
        elif (place := places[-1]) is not None:
            place.append(token)
        else:
            tokens[kept] = token
            kept += 1
    del tokens[kept:]
    return tokens, footnotes


def _without_mark(tokens: list[Token], env: Environment) -> set[str]:
    """The labels of footnotes that no mark leads to: none at all, one set as code, or only one in its own text."""
    marks: dict[str, list[str]] = {"": []}
    owners = [""]
    scratch = {**env, "footnotes": {"refs": dict(env["footnotes"]["refs"]), "list": {}}}
    for token in tokens:
        if token.type == "footnote_reference_open":
            owners.append(str(token.meta["label"]))
            marks.setdefault(owners[-1], [])
        elif token.type == "footnote_reference_close":
            owners.pop()
        elif token.type == "inline" and "[^" in token.content:
            found = inline_tokens(token.content, scratch)
            marks[owners[-1]].extend(str(mark.meta.get("label", "")) for mark in found if mark.type == "footnote_ref")
    reached = {""}
    stray: set[str] = set()
    for start in marks:  # the text itself, then each footnote that nothing before leads to: it stays in the text
        if start in reached and start:
            continue
        if start:
            stray.add(start)
        waiting = [start]
        while waiting:
            for label in marks.get(waiting.pop(), ()):
                if label not in reached and label != start:
                    reached.add(label)
                    waiting.append(label)
    return stray


def read_footnotes(unit: UnitText, texts: Mapping[str, tuple[FootnoteTokens, TextContext]]) -> tuple[Footnote, ...]:
    """The footnotes whose marks were read in a unit and that have no place yet, in the order of their numbers.

    `texts`: {source file: (its footnotes, a context for reading them)}.
    """
    read = unit.footnote_texts
    while len(read) < len(unit.footnotes):  # a footnote's text may hold the mark of another
        for (file, label), number in list(unit.footnotes.items())[len(read) :]:
            read[number] = _text(label, *texts[file])
    return tuple(
        Footnote(blocks[0].at, number, blocks, unit.footnote_marks.get(number, 1))
        for number, blocks in sorted(read.items())
        if blocks and number not in unit.footnotes_placed
    )


def _text(label: str, footnotes: FootnoteTokens, context: TextContext) -> tuple[Block, ...]:
    if label.startswith("^"):  # ^[written where its mark is]
        notes = context.env.get("footnotes", {}).get("list", {})
        inlines = text_inlines(notes[int(label[1:])]["content"], 0, context)
        return (Paragraph(inlines[0].at, inlines),) if inlines else ()
    return only_blocks(BlockReader(footnotes.get(label, []), context).read())
