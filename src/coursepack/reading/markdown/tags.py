"""Single HTML tags, and the inlines that allow-listed elements become."""

from html.parser import HTMLParser

from coursepack.model.content import (
    Attributes,
    Code,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Span,
    Strikethrough,
    Strong,
    plain_text,
)
from coursepack.model.source import Position
from coursepack.reading.markdown.allowed import allowed_attributes
from coursepack.reading.markdown.context import References


class Tag:
    """One HTML tag: its name in lower case, its attributes decoded, and whether it opens or closes."""

    __slots__ = ("attributes", "closing", "name")

    def __init__(self, name: str, attributes: dict[str, str], closing: bool) -> None:
        self.name = name
        self.attributes = attributes
        self.closing = closing


class _TagReader(HTMLParser):
    tag: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = Tag(tag, {name: value or "" for name, value in attrs}, closing=False)

    def handle_endtag(self, tag: str) -> None:
        if self.tag is None:
            self.tag = Tag(tag, {}, closing=True)


def parse_tag(source: str) -> Tag | None:
    """The tag that `source` is, or None."""
    reader = _TagReader()
    reader.feed(source)
    return reader.tag


def note_references(name: str, attributes: dict[str, str], at: Position, references: References) -> None:
    """Note what an HTML element refers to."""
    if name == "img" and attributes.get("src"):
        references.images.append((attributes["src"], at))
    elif name == "a" and attributes.get("href"):
        references.links.append((attributes["href"], at))


def void_inline(name: str, attributes: dict[str, str], at: Position) -> Inline | None:
    """The inline of an element without content, or None where `name` is none."""
    if name == "br":
        return LineBreak(at)
    if name == "img":
        return Image(at, attributes.get("src", ""), attributes.get("alt", ""), attributes.get("title", ""))
    return None


def element_inline(name: str, attributes: dict[str, str], at: Position, children: tuple[Inline, ...]) -> Inline:
    """The inline of an allow-listed element with content."""
    kept: Attributes | None = allowed_attributes(attributes)
    match name:
        case "b" | "strong":
            return Strong(at, children, attributes=kept)
        case "i" | "em":
            return Emphasis(at, children, attributes=kept)
        case "s" | "del" | "strike":
            return Strikethrough(at, children, attributes=kept)
        case "code" | "tt":
            return Code(at, plain_text(children), attributes=kept)
        case "a" if attributes.get("href"):
            return Link(at, attributes["href"], children, attributes.get("title", ""), attributes=kept)
        case "a" | "font":
            return Span(at, "span", children, attributes=kept)
        case _:
            return Span(at, name, children, attributes=kept)
