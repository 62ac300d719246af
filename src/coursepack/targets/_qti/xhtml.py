"""HTML of the shared renderer as the XHTML that QTI has: what it does not have becomes what is nearest to it."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape

from lxml import etree

from coursepack.targets._qti.dialect import XML_LANG, Maker
from coursepack.targets._qti.node import Node, Ready

MATHML = "http://www.w3.org/1998/Math/MathML"

_INLINE = frozenset(
    "abbr acronym br cite code dfn em kbd q samp span strong var a object img b big i small sub sup tt".split()
)
_BLOCKS = frozenset("pre h1 h2 h3 h4 h5 h6 p address dl ol ul hr blockquote table div".split())
_PARTS = frozenset("li dt dd caption col colgroup thead tbody tfoot tr th td".split())
_BLOCKS_ONLY = frozenset({"blockquote", "itemBody", "gapMatchInteraction"})
_NO_TEXT = frozenset({"ol", "ul", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup"})
_RENAMED = {
    **dict.fromkeys(("mark", "del", "s", "u", "ins", "time", "bdi", "label"), "span"),
    **dict.fromkeys(("details", "figure", "aside", "section", "article", "main", "header", "footer", "nav"), "div"),
    **dict.fromkeys(("summary", "figcaption"), "p"),
}
"""{element that QTI does not have: the one that stands for it}; its old name becomes a class."""

_DROPPED = frozenset("script style template iframe form input button track source svg noscript".split())
_ATTRIBUTES = {
    "": frozenset({"id", "class"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "rowspan", "scope", "headers"}),
    "th": frozenset({"colspan", "rowspan", "scope", "headers"}),
}
_MATH_ATTRIBUTES = frozenset({"display", "mathvariant", "stretchy", "fence", "separator", "accent", "width", "class"})
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_SAME = frozenset(
    "p strong em code sub sup math mi mn mo mtext mrow msub msup msubsup mfrac msqrt mroot mover munder".split()
)
"""Elements that, without attributes, are the same in HTML and in QTI; most texts have no others."""

_TAG = re.compile(r"<(/?)([^<>]*)>")
_UNKNOWN_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|#34|#39);)")
_GAP = "data-gap"


def gap_mark(code: str) -> str:
    """What stands for a blank in HTML that is given to `fill`."""
    return f'<span {_GAP}="{code}"></span>'


def fill(parent: Node, html: str, make: Maker, gap: Callable[[str], Node] | None = None) -> None:
    """Put `html` into an element of QTI; `gap(code)` is what stands at a blank."""
    if "<" not in html:
        _Writer(make, gap).text(parent, unescape(html))
        return
    if (ready := _ready(html, is_parted=parent.name in _BLOCKS_ONLY)) is not None:
        parent.extend(ready)
        return
    body = etree.fromstring(f"<html><body>{html}</body></html>", _parser())
    writer = _Writer(make, gap)
    for part in body:
        writer.contents(parent, part)
    writer.tidy(parent)


def _ready(html: str, *, is_parted: bool) -> tuple[Ready, ...] | None:
    """HTML that is XML of QTI as it stands, in one piece or in one for each paragraph; None where it is not.

    To parse it and to write it again takes ten times as long as to see that this is not needed.
    """
    parts: list[Ready] = []
    still_open: list[str] = []
    start = tags = 0
    for found in _TAG.finditer(html):
        tags += 1
        name = found[2]
        if not found[1]:
            if name not in _SAME or (name == "p" and still_open):
                return None
            if is_parted and not still_open and (name != "p" or html[start : found.start()].strip()):
                return None
            still_open.append(name)
        elif not still_open or still_open.pop() != name:
            return None
        elif is_parted and not still_open:
            parts.append(Ready(html[start : found.end()].strip()))
            start = found.end()
    if still_open or html.count("<") != tags or html.count(">") != tags or _UNKNOWN_ENTITY.search(html):
        return None
    if not is_parted:
        parts = [Ready(html)]
    elif html[start:].strip():
        return None
    return tuple(
        Ready(part.replace("<math>", f'<math xmlns="{MATHML}">')) if "<math>" in part else part for part in parts
    )


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser()


class _Writer:
    def __init__(self, make: Maker, gap: Callable[[str], Node] | None) -> None:
        self._make = make
        self._gap = gap

    def contents(self, parent: Node, source: etree._Element) -> None:
        """Put what is in `source` into `parent`."""
        self.text(parent, source.text or "")
        for child in source:
            self._child(parent, child)
            self.text(parent, child.tail or "")

    def text(self, parent: Node, text: str) -> None:
        name = parent.name
        if not text or (name in _NO_TEXT and not text.strip()):
            return
        if name in _BLOCKS_ONLY:
            if text.strip():
                self._open_paragraph(parent).append(text)
            return
        parent.append(text)

    def tidy(self, parent: Node) -> None:
        """White space at the end of what was put in means nothing."""
        last = parent.children[-1] if parent.children else None
        if isinstance(last, str) and not last.strip():
            parent.children.pop()

    def _child(self, parent: Node, source: etree._Element) -> None:
        if not isinstance(source.tag, str) or source.tag in _DROPPED or source.get("aria-hidden") == "true":
            return
        if source.tag == "math":
            self._place(parent, _math(source), is_block=False)
            return
        if self._gap is not None and source.get(_GAP) is not None:
            self._place(parent, self._gap(str(source.get(_GAP))), is_block=False)
            return
        if source.tag in ("video", "audio"):
            self._place(parent, self._media(source), is_block=False)
            return
        name = _RENAMED.get(source.tag, source.tag)
        if name not in _INLINE and name not in _BLOCKS and name not in _PARTS:
            name = "span"
        made = self._make(name, **self._attributes(source, name))
        self.contents(made, source)
        self._place(parent, made, is_block=name in _BLOCKS or name in _PARTS)

    def _place(self, parent: Node, made: Node, *, is_block: bool) -> None:
        if parent.name in _BLOCKS_ONLY and not is_block:
            parent = self._open_paragraph(parent)
        parent.append(made)

    def _open_paragraph(self, parent: Node) -> Node:
        """The paragraph at the end of an element that takes blocks only, for what is none."""
        last = parent.children[-1] if parent.children else None
        if isinstance(last, Node) and last.attributes.get("class") == "loose":
            return last
        made = self._make("p", **{"class": "loose"})
        parent.append(made)
        return made

    def _media(self, source: etree._Element) -> Node:
        """A video or audio as an object, with words for where it cannot be played."""
        address = str(source.get("src"))
        kind = str(source.tag)
        made = self._make("object", data=address, type=_media_type(kind, address.rsplit(".", 1)[-1].lower()))
        for size in ("width", "height"):
            if source.get(size):
                made.set(size, str(source.get(size)))
        made.append(" ".join("".join(source.itertext()).split()))
        return made

    def _attributes(self, source: etree._Element, name: str) -> dict[str, str]:
        known = _ATTRIBUTES[""] | _ATTRIBUTES.get(name, frozenset())
        kept = {str(key): str(value) for key, value in source.attrib.items() if str(key) in known}
        if "id" in kept and not _IDENTIFIER.fullmatch(kept["id"]):
            del kept["id"]
        if name == "img":
            kept.setdefault("alt", "")
        if source.tag in _RENAMED:
            kept["class"] = " ".join(filter(None, (str(source.tag), kept.get("class", ""))))
        if source.get("lang"):
            kept[XML_LANG] = str(source.get("lang"))
        return kept


_MEDIA_TYPES = {"m4v": "mp4", "mov": "quicktime", "ogv": "ogg", "oga": "ogg", "mp3": "mpeg", "m4a": "mp4"}
"""{extension: the second half of its media type, where that differs}."""


def _media_type(kind: str, extension: str) -> str:
    return f"{kind}/{_MEDIA_TYPES.get(extension, extension)}"


def _math(source: etree._Element) -> Node:
    """Mathematics in its namespace, with the attributes that MathML 2 has."""
    made = Node(str(source.tag), {}, [])
    if made.name == "math":
        made.set("xmlns", MATHML)
    for key, value in source.attrib.items():
        if str(key) in _MATH_ATTRIBUTES:
            made.set(str(key), str(value))
    if source.text:
        made.append(source.text)
    for child in source:
        if isinstance(child.tag, str):
            made.append(_math(child))
        if child.tail:
            made.append(child.tail)
    return made
