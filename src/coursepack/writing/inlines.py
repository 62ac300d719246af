"""Inlines as Markdown."""

import re
from typing import assert_never

from coursepack.model.content import (
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    SoftBreak,
    Span,
    Strikethrough,
    Strong,
    Text,
    UnitMention,
)
from coursepack.patterns import late

_SPECIAL = late(r"([\\`*\[\]<$]|(?<!\w)_|_(?!\w)|~~|&(?=#?\w+;))")
_LINE_START = late(r"^(#{1,6}(?=\s|$)|[-+>](?=\s|$)|[=~:](?=[\s=~])|\d{1,9}(?=[.)](?:\s|$)))")


def write_inlines(inlines: tuple[Inline, ...]) -> str:
    """`inlines` as Markdown; line ends in the source stay line ends."""
    written = "".join(_inline(node) for node in inlines)
    return "\n".join(_safe_start(line) for line in written.split("\n"))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _safe_start(line: str) -> str:
    """A line that does not open a block by accident."""
    found = _LINE_START.match(line)
    if not found:
        return line
    sign = found[1]
    return f"{sign}\\{line[found.end() :]}" if sign[0].isdigit() else f"\\{line}"


def _inline(node: Inline) -> str:
    match node:
        case Text(text=text):
            return _escaped(text)
        case Emphasis(children=children):
            return f"*{''.join(map(_inline, children))}*"
        case Strong(children=children):
            return f"**{''.join(map(_inline, children))}**"
        case Strikethrough(children=children):
            return f"~~{''.join(map(_inline, children))}~~"
        case Code(text=text):
            return _code(text)
        case Math(tex=tex):
            return f"${tex}$"
        case Link(href=href, children=children, title=title):
            words = "".join(map(_inline, children))
            if href == words or href == f"mailto:{words}":
                return f"<{words}>"
            return f"[{words}]({_address(href)}{_title(title)})"
        case UnitMention(children=children):
            return "".join(map(_inline, children))
        case Image(source=source, alt=alt, title=title):
            return f"![{_escaped(alt)}]({_address(source)}{_title(title)})"
        case SoftBreak():
            return "\n"
        case LineBreak():
            return "\\\n"
        case FootnoteReference(number=number):
            return f"[^{number}]"
        case Span(tag_name="gap", children=children):
            return f"[[{''.join(child.text for child in children if isinstance(child, Code))}]]"
        case Span(tag_name=name, children=children):
            return f"<{name}>{''.join(map(_inline, children))}</{name}>"
        case _:
            assert_never(node)


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _title(title: str) -> str:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"' if title else ""
