"""HTML as nested lists: what the player builds elements from, without ever parsing markup itself."""

import re
from functools import cache
from typing import TypeAlias

from lxml import etree
from markupsafe import Markup

Node: TypeAlias = "str | list[str | dict[str, str] | Node]"
"""A text, or ["tag", {attributes}, child …]."""

_PLAIN_PARAGRAPH = re.compile(r"<p>([^<]*)</p>\n?")
_UNWANTED = frozenset({"script", "style", "template", "iframe", "object", "embed", "form", "input", "button"})


_ONLY_BLOCKS = frozenset(
    {"", "ul", "ol", "dl", "table", "thead", "tbody", "tr", "aside", "blockquote", "details", "div", "figure"}
)
"""Elements in which white space means nothing; "" is the top."""


def tree(html: Markup) -> list[Node]:
    """`html` as a list of nodes. White space between blocks, comments, scripts and event handlers are left out."""
    plain = _PLAIN_PARAGRAPH.fullmatch(html)
    if plain:
        return [["p", {}, Markup(plain[1]).unescape()]]
    nodes: list[Node] = []
    body = etree.fromstring(f"<html><body>{html}</body></html>", _parser())[0]
    _add_text(nodes, body.text or "", "")
    for element in body:
        _add_element(nodes, element, "")
    return nodes


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser()


def _add_element(nodes: list[Node], element: etree._Element, parent: str) -> None:
    name = element.tag
    if isinstance(name, str) and name not in _UNWANTED:
        attributes = {
            str(key): str(value)
            for key, value in element.attrib.items()
            if not str(key).lower().startswith("on") and str(key).lower() != "style"
        }
        children: list[Node] = []
        _add_text(children, element.text or "", name)
        for child in element:
            _add_element(children, child, name)
        nodes.append([name, attributes, *children])
    _add_text(nodes, element.tail or "", parent)


def _add_text(nodes: list[Node], text: str, parent: str) -> None:
    if text.strip() or (text and parent not in _ONLY_BLOCKS):
        nodes.append(text)
