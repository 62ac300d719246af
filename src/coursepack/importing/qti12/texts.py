"""Texts of QTI 1.2: materials in HTML or plain, with blanks where fields or Canvas's names in brackets stand."""

import posixpath
import re
from collections.abc import Callable
from html import escape

from lxml import etree

from coursepack.importing.packages import Document
from coursepack.importing.rich_text import RichText
from coursepack.model.content import Attributes, Block, Inline, Math, Span
from coursepack.model.source import Position
from coursepack.patterns import late

FIELDS = ("response_str", "response_num")
RESPONSES = ("response_lid", *FIELDS, "response_xy", "response_grp", "response_extension")

_HTML = ("text/html", "text/xhtml", "application/xhtml+xml")
_BASE = late(r"^(?:\$|%24)IMS[-_]CC[-_]FILEBASE(?:\$|%24)/?", re.IGNORECASE)
_CANVAS_FILES = "web_resources"
_NAME = late(r"(<[^>]*>)|\[([^\[\]<>]{1,200})\]")
_LINKED = {"matimage": "uri", "mataudio": "uri", "matvideo": "uri", "matapplication": "uri", "matapplet": "uri"}


class Texts:
    """Reads the texts of one item; `told` hears what could not be kept."""

    def __init__(self, document: Document, at: Position, told: Callable[[str], None]) -> None:
        self._document, self._at, self._told = document, at, told
        self._rich = RichText(at, told, file=self._file, special=self._special)
        self._fields: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._open: set[str] = set()

    def of(self, *elements: etree._Element) -> tuple[Block, ...]:
        """The blocks of materials, one after the other."""
        html = "".join(self._html(element) for element in elements)
        return self._rich.blocks(html) if html.strip() else ()

    def html(self, html: str) -> tuple[Block, ...]:
        return self._rich.blocks(html)

    def with_fields(self, presentation: etree._Element, codes: dict[str, str]) -> tuple[Block, ...]:
        """The text of an item with gaps of these codes in the places of its fields, by their name."""
        self._fields, self._open = codes, set(codes.values())
        found = self.of(presentation)
        self._fields = {}
        return found

    def with_names(self, presentation: etree._Element, codes: dict[str, str]) -> tuple[Block, ...]:
        """The text of an item with gaps of these codes in the places of names in brackets."""
        self._names, self._open = codes, set(codes.values())
        found = self.of(presentation)
        self._names = {}
        return found

    @property
    def unplaced(self) -> set[str]:
        """The codes of gaps that the text just read had no place for."""
        return self._open

    def _html(self, element: etree._Element) -> str:
        tag = str(element.tag)
        if tag in ("mattext", "matemtext"):
            return self._words(element)
        if tag == "matbreak":
            return "<br>"
        if tag in _LINKED:
            return self._linked(element, element.get(_LINKED[tag], ""))
        if tag in FIELDS and element.get("ident", "") in self._fields:
            return f'<gap data-code="{self._fields[element.get("ident", "")]}"></gap>'
        if tag in RESPONSES or tag in ("altmaterial", "qticomment"):
            return ""
        if tag == "matref":
            self._told("a text that stands elsewhere in the file is left out")
            return ""
        inner = "".join(self._html(each) for each in element.iterchildren(etree.Element))
        return (
            f"<div>{inner}</div>" if tag in ("material", "flow", "flow_mat") and not self._in_line(element) else inner
        )

    def _in_line(self, element: etree._Element) -> bool:
        """Whether a material stands in one line with a field."""
        beside = (element.getprevious(), element.getnext())
        return bool(self._fields) and any(each is not None and each.tag in FIELDS for each in beside)

    def _words(self, element: etree._Element) -> str:
        text = "".join(element.itertext())
        if element.get("texttype", "").lower() not in _HTML:
            text = escape(text.strip("\n"), quote=False).replace("\n", "<br>")
        if element.tag == "matemtext":
            text = f"<em>{text}</em>"
        return _NAME.sub(self._blank, text) if self._names else text

    def _blank(self, found: re.Match[str]) -> str:
        code = self._names.get(found[2] or "")
        return f'<gap data-code="{code}"></gap>' if code else found[0]

    def _linked(self, element: etree._Element, address: str) -> str:
        words = escape(element.get("label", ""))
        if not address:
            self._told("a file that stands inside the text is left out")
            return words
        if element.tag == "matimage":
            return f'<img src="{escape(address)}" alt="{words}">'
        return f'<a href="{escape(address)}">{words or escape(posixpath.basename(address))}</a>'

    def _special(self, element: etree._Element) -> Inline | None:
        if element.tag == "gap" and element.get("data-code", "") in self._open:
            code = element.get("data-code", "")
            self._open.discard(code)
            return Span(self._at, "gap", (), attributes=Attributes(code))
        if element.tag == "img" and "equation_image" in element.get("class", "").split():
            tex = element.get("data-equation-content") or element.get("title") or ""
            return Math(self._at, tex.strip()) if tex.strip() else None
        return None

    def _file(self, reference: str) -> str | None:
        rest, is_based = _BASE.subn("", reference)
        found = self._document.file(rest)
        if found is None and is_based:
            source, path = self._document.source, self._document.path_of(rest)
            top = posixpath.relpath(path, posixpath.dirname(self._document.path) or ".")
            found = source.kept(top) or source.kept(posixpath.join(_CANVAS_FILES, top))
        return found
