"""Texts of the question bank: HTML with the files that it shows beside it."""

import base64
import re
from functools import cache
from urllib.parse import quote

import msgspec
from lxml import etree

from coursepack.model.content import Block, Image, Link, Media, Paragraph, walk_blocks, walk_inlines
from coursepack.model.course import Asset, AssetTarget, Course
from coursepack.packaging.files import OutputFile
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.pages.shared import Shared
from coursepack.xml import clean

HEADING_LEVEL = 4
"""In a quiz the page, the quiz and the question have headings above those of a stem."""

_UNSAFE_IN_NAMES = re.compile(r"""[&<>"':|\\\x00-\x1f]|\.{2,}""")
"""What Moodle (4.5, 5.1) takes out of a file's name without a word, so that links to it break."""


class Field(msgspec.Struct, frozen=True):
    """HTML, and the files in it: {name in the link: asset}."""

    html: str
    files: dict[str, Asset] = {}

    def __bool__(self) -> bool:
        return bool(self.html)


class BankText:
    """Renders the texts of one question; links to other units become plain words, mathematics becomes TeX.

    `with_files` False: the words for a file stand in its place. `lost_links` tells whether a link became words.
    """

    def __init__(self, course: Course, prefix: str, shared: Shared, *, with_files: bool = True) -> None:
        self.lost_links = False
        self._gaps: dict[str, str] = {}
        self._files: dict[str, Asset] = {}
        self._rich = RichText(
            course if with_files else msgspec.structs.replace(course, assets={}),
            self,
            heading_level=HEADING_LEVEL,
            id_prefix=f"{prefix}-",
            math=tex,
            gap=lambda code: self._gaps.get(code, ""),
            shared=shared,
        )

    def field(self, *groups: tuple[Block, ...]) -> Field:
        """Groups of blocks, one after the other, as one field."""
        self._files = {}
        html = "\n".join(filter(None, (self._html(blocks) for blocks in groups if blocks)))
        return Field(html, self._files)

    def with_gaps(self, codes: dict[str, str], *groups: tuple[Block, ...]) -> Field:
        """Groups of blocks as one field, with `codes` in the places of their gaps."""
        self._gaps = codes
        field = self.field(*groups)
        self._gaps = {}
        return field

    def _html(self, blocks: tuple[Block, ...]) -> str:
        # A lone paragraph goes without its element: Moodle sets choices and feedback in a line of its own making.
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].attributes is None:
            return str.strip(self._rich.inlines(blocks[0].children))  # a plain string, which Markup's own method is not
        return str.strip(self._rich.blocks(blocks))

    def unit(self, unit_id: str, anchor: str) -> str | None:  # noqa: ARG002 - the names are those of Addresses
        """No address: a bank has no units."""
        self.lost_links = True
        return None

    def course(self) -> str | None:
        """No address, either."""
        self.lost_links = True
        return None

    def asset(self, asset: Asset) -> str:
        """The address by which Moodle finds a file beside the text."""
        name = file_name(asset.path)
        while self._files.get(name, asset).path != asset.path:
            name = f"x{name}"
        self._files[name] = asset
        return f"@@PLUGINFILE@@/{quote(name, safe='')}"


def shows_files(course: Course, blocks: tuple[Block, ...]) -> bool:
    """Whether `blocks` show or link to a file of the course."""
    if any(isinstance(block, Media) for block in walk_blocks(blocks)):
        return True
    for node in walk_inlines(blocks):
        if isinstance(node, Image) and course.asset_of(node.at.file, node.source):
            return True
        if isinstance(node, Link) and isinstance(course.target_of(node), AssetTarget):
            return True
    return False


def tex(source: str, display: bool) -> str:
    """Mathematics for Moodle's filter, which reads TeX between these brackets."""
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    return f"{opening}{escaped(source)}{closing}"


@cache
def file_name(path: str) -> str:
    """The name of an asset's file in the bank: its path below `assets/` in one piece."""
    flat = path.removeprefix("assets/").replace("/", "-")
    return _UNSAFE_IN_NAMES.sub("_", clean(flat)).strip() or "file"


def add_html(parent: etree._Element, name: str, field: Field) -> etree._Element:
    """Adds an element with HTML in it and the files that it shows."""
    element = etree.SubElement(parent, name, format="html")
    add_text(element, field.html)
    for file, asset in field.files.items():
        attributes = {"name": file, "path": "/", "encoding": "base64"}
        etree.SubElement(element, "file", attributes).text = _base64(asset)
    return element


def add_file(parent: etree._Element, asset: Asset) -> None:
    """Adds a file that belongs to the question itself, such as the image that learners work on."""
    attributes = {"name": file_name(asset.path), "path": "/", "encoding": "base64"}
    etree.SubElement(parent, "file", attributes).text = _base64(asset)


def add_text(parent: etree._Element, text: str) -> None:
    """Adds the `<text>` of an element; markup in a CDATA section, so that people can read it."""
    element = etree.SubElement(parent, "text")
    readable = ("<" in text or "&" in text) and "]]>" not in text and "\r" not in text
    element.text = etree.CDATA(text) if readable else text


def _base64(asset: Asset) -> str:
    data = b"".join(OutputFile(asset.path, asset.content).chunks())
    return base64.b64encode(data).decode()
