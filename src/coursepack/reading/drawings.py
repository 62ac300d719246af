"""Judges SVG files before a package carries them: that each is a drawing and no program."""

import re

from lxml import etree

from coursepack.errors import CoursepackError
from coursepack.patterns import late
from coursepack.xml import parse

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_ACTIVE = frozenset("script foreignobject iframe embed object audio video canvas handler listener".split())
_INERT_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*>")
_REFERENCES = frozenset({"href", "src", "base"})
_OWN_REFERENCE = late(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_WEB_REFERENCE = late(r"\s*(?:https?:|mailto:|#)", re.IGNORECASE)
_IMPORT = late(r"@import|expression\s*\(|javascript:|-moz-binding|behavior\s*:", re.IGNORECASE)
_ADDRESS = late(r"url\(\s*[\"']?\s*(?!#|data:(?:image|font|application/(?:x-)?font))[^)\s]", re.IGNORECASE)


def svg_problem(data: bytes) -> str:
    """Why an SVG must not be carried, or "" where it is only a drawing.

    As an `<img>` it could do no harm (SVG 2, section 2.3, "secure static mode"), but anybody can open its address.
    """
    try:
        # Editors write the document type of SVG 1.1, which names a file on the web; without it nothing changes.
        root = parse(_INERT_DOCTYPE.sub(b"", data, count=1))
    except CoursepackError as error:
        return f"is no SVG that can be read: {error.message}"
    if etree.QName(root).localname != "svg":
        return "is no SVG"
    if any(isinstance(node, etree._ProcessingInstruction) for node in root.xpath("preceding-sibling::node()")):
        return "loads a style sheet"
    for node in root.iter():
        if isinstance(node.tag, str) and (problem := _element_problem(node)):
            return f"{problem} (line {node.sourceline})"
    return ""


def _element_problem(node: etree._Element) -> str:
    name = etree.QName(node)
    local = name.localname.lower()
    if name.namespace == _XHTML or (name.namespace in (_SVG, None) and local in _ACTIVE):
        return f"holds <{name.localname}>"
    if local == "style" and _loads(node.text or ""):
        return "loads something by a style"
    for attribute, value in node.attrib.items():
        key = etree.QName(attribute).localname.lower()
        text = str(value)
        if key.startswith("on"):
            return f"holds the handler {key}"
        if key in _REFERENCES and not (_WEB_REFERENCE if local == "a" else _OWN_REFERENCE).match(text):
            return f"refers to {text[:60]!a}"
        if key == "attributename" and text.lower().rpartition(":")[2] in _REFERENCES:
            return "changes an address"
        if _loads(text) and (key == "style" or "url" in text.lower()):
            return f"loads something by {key}"
    return ""


def _loads(style: str) -> bool:
    return bool(_IMPORT.search(style) or _ADDRESS.search(style))
