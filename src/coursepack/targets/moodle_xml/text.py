"""Texts of Moodle's bank: HTML with the files that it shows beside it."""

import base64
import re
from functools import cache
from urllib.parse import quote

from lxml import etree

from coursepack.ids import digest
from coursepack.model.course import Asset
from coursepack.packaging.files import asset_file
from coursepack.targets._bank.text import BankText, Field
from coursepack.xml import clean

_UNSAFE_IN_NAMES = re.compile(r"""[&<>"':|\\\x00-\x1f]|\.{2,}""")
"""What Moodle (4.5, 5.1) takes out of a file's name without a word, so that links to it break."""

_LONGEST_NAME = 240
"""Characters; Moodle's database keeps 255, and a name may still get letters in front to be told from another."""


class MoodleText(BankText):
    """Texts whose files travel beside them."""

    def asset(self, asset: Asset) -> str:
        """The address by which Moodle finds a file beside the text."""
        name = file_name(asset.path)
        while self.files.get(name, asset).path != asset.path:
            name = f"x{name}"
        self.files[name] = asset
        return f"@@PLUGINFILE@@/{quote(name, safe='')}"


@cache
def file_name(path: str) -> str:
    """The name of an asset's file in the bank: its path below `assets/` in one piece."""
    flat = path.removeprefix("assets/").replace("/", "-")
    name = _UNSAFE_IN_NAMES.sub("_", clean(flat)).strip() or "file"
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    rest = dot + suffix if len(suffix) < 10 else ""
    return f"{(stem if rest else name)[: _LONGEST_NAME - 9 - len(rest)]}-{digest(path, 8)}{rest}"


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
    data = asset_file(asset).whole()
    return base64.b64encode(data).decode()
