"""Links that stand in plain text: bare addresses, names of units, and file names with blanks."""

import re

from coursepack.model.content import Image, Inline, Link, Text, UnitMention
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.reading.markdown.context import References, TextContext

_ADDRESS = late(
    r"(?<![\w/@.+-])(?:https?://[^\s</?#.][^\s<]*|www\.[^\s<.]+\.[^\s<]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_SPACED = late(r"(!?)\[([^\[\]\n]+)\]\(([^\s()<>][^()<>\n]* [^()<>\n]*\.\w{1,5}(?:#[\w-]*)?)\)")


def with_spaced(nodes: list[Inline], references: References) -> list[Inline]:
    """`nodes` with images and links whose file names hold blanks, which CommonMark wants in angle brackets."""
    found: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Text) or "](" not in node.text:
            found.append(node)
            continue
        done = 0
        for match in _SPACED.finditer(node.text):
            if match.start() > done:
                found.append(Text(_moved(node.at, done), node.text[done : match.start()]))
            at = _moved(node.at, match.start())
            words, target = match[2], match[3].strip()
            if match[1]:
                references.images.append((target, at))
                found.append(Image(at, target, words))
            else:
                references.links.append((target, at))
                found.append(Link(at, target, (Text(_moved(at, 1), words),)))
            done = match.end()
        if done < len(node.text):
            found.append(Text(_moved(node.at, done), node.text[done:]) if done else node)
    return found


def with_addresses(nodes: list[Inline], references: References) -> list[Inline]:
    """`nodes` with bare web and mail addresses made links (GFM's autolinks, section 6.9)."""
    if not any(
        isinstance(node, Text) and ("://" in node.text or "www." in node.text or "@" in node.text) for node in nodes
    ):
        return nodes
    found: list[Inline] = []
    for node in nodes:
        found.extend(_split_addresses(node, references) if isinstance(node, Text) else (node,))
    return found


def with_mentions(nodes: list[Inline], context: TextContext) -> list[Inline]:
    """`nodes` with names of units ("lesson 1.1") made mentions."""
    if context.mentions is None:
        return nodes
    found: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Text):
            found.append(node)
            continue
        done = 0
        for start, end, label, number in context.mentions(node.text):
            if start > done:
                found.append(Text(_moved(node.at, done), node.text[done:start]))
            at = _moved(node.at, start)
            context.references.mentions.append((label, number, at))
            found.append(UnitMention(at, label, number, (Text(at, node.text[start:end]),)))
            done = end
        if done < len(node.text):
            found.append(Text(_moved(node.at, done), node.text[done:]) if done else node)
    return found


def _split_addresses(node: Text, references: References) -> list[Inline]:
    parts: list[Inline] = []
    done = 0
    for match in _ADDRESS.finditer(node.text):
        address = _trimmed(match[0])
        scheme = "" if "://" in address else "http://" if address.lower().startswith("www.") else "mailto:"
        start, end = match.start(), match.start() + len(address)
        if start > done:
            parts.append(Text(_moved(node.at, done), node.text[done:start]))
        at = _moved(node.at, start)
        references.links.append((scheme + address, at))
        parts.append(Link(at, scheme + address, (Text(at, address),)))
        done = end
    if done < len(node.text):
        parts.append(Text(_moved(node.at, done), node.text[done:]))
    return parts


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence round it (GFM, section 6.9)."""
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and (address[end - 1] in "?!.,:*_~'\";" or (address[end - 1] == ")" and surplus > 0)):
        end -= 1
        surplus -= address[end] == ")"
    return address[:end]


def _moved(at: Position, columns: int) -> Position:
    return Position(at.file, at.line, at.column + columns)
