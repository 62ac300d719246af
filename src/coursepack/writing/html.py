"""Inlines as HTML, for the few places where Markdown has no marks of its own or cannot stand."""

from html import escape
from typing import assert_never

from coursepack.model.content import (
    Attributes,
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


def opening(name: str, attributes: Attributes | None, **more: str) -> str:
    """The opening tag of an element; `more`: attributes that are left out where they are empty."""
    values = {key: value for key, value in more.items() if value}
    if attributes is not None:
        values |= {"id": attributes.id} if attributes.id else {}
        values |= {"class": " ".join(attributes.classes)} if attributes.classes else {}
        values |= dict(attributes.values)
    written = "".join(f' {key}="{_value(value)}"' for key, value in values.items())
    return f"<{name}{written}>"


def html_inlines(inlines: tuple[Inline, ...]) -> str:
    """`inlines` as HTML on one line: what stands inside a block of raw HTML, where no Markdown is read."""
    return "".join(map(_inline, inlines))


def _value(text: str) -> str:
    return escape(text).replace("\n", "&#10;")


def _inline(node: Inline) -> str:
    match node:
        case Text(text=text):
            return escape(text, quote=False)
        case Emphasis(children=children, attributes=attributes):
            return f"{opening('em', attributes)}{html_inlines(children)}</em>"
        case Strong(children=children, attributes=attributes):
            return f"{opening('strong', attributes)}{html_inlines(children)}</strong>"
        case Strikethrough(children=children, attributes=attributes):
            return f"{opening('s', attributes)}{html_inlines(children)}</s>"
        case Code(text=text, attributes=attributes):
            return f"{opening('code', attributes)}{escape(text, quote=False)}</code>"
        case Math(tex=tex):
            return escape(f"${tex}$", quote=False)
        case Link(href=href, children=children, title=title, attributes=attributes):
            return f"{opening('a', attributes, href=href, title=title)}{html_inlines(children)}</a>"
        case UnitMention(children=children):
            return html_inlines(children)
        case Image(source=source, alt=alt, title=title):
            named = f' title="{_value(title)}"' if title else ""
            return f'<img src="{_value(source)}" alt="{_value(alt)}"{named}>'
        case SoftBreak():
            return " "
        case LineBreak():
            return "<br>"
        case FootnoteReference():
            return ""
        case Span(tag_name=name, children=children, attributes=attributes):
            return f"{opening(name, attributes)}{html_inlines(children)}</{name}>"
        case _:
            assert_never(node)
