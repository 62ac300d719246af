"""Texts of QTI 1.2: HTML in a text element, with the files beside it in the package."""

from urllib.parse import quote

from lxml import etree

from coursepack.model.content import Block
from coursepack.model.course import Asset, Course
from coursepack.pages.shared import Shared
from coursepack.targets._bank.text import BankText
from coursepack.xml import clean

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


class PackageText(BankText):
    """Texts whose files stand in the package; `shown` collects them by path."""

    def __init__(self, course: Course, prefix: str, shared: Shared) -> None:
        self.shown: dict[str, Asset] = {}
        super().__init__(course, prefix, shared)

    def asset(self, asset: Asset) -> str:
        """The address of a file, seen from a quiz at the top of the package."""
        self.shown[asset.path] = asset
        return quote(asset.path)

    def words(self, *groups: tuple[Block, ...]) -> str:
        """Groups of blocks as HTML."""
        return self.field(*groups).html


def make(name: str, *children: etree._Element | str, **attributes: str) -> etree._Element:
    """An element of QTI 1.2 with children and text."""
    element = etree.Element(f"{{{NAMESPACE}}}{name}", attributes, {None: NAMESPACE})
    for child in children:
        if isinstance(child, str):
            element.text = clean(child)
        else:
            element.append(child)
    return element


def material(html: str) -> etree._Element:
    """HTML as material."""
    return make("material", make("mattext", html, texttype="text/html"))


def plain_material(words: str) -> etree._Element:
    """Words as material, in which nothing is an element."""
    return make("material", make("mattext", words, texttype="text/plain"))


def metadata(fields: dict[str, str]) -> etree._Element:
    """Names and values as metadata."""
    made = make("qtimetadata")
    for name, value in fields.items():
        made.append(make("qtimetadatafield", make("fieldlabel", name), make("fieldentry", value)))
    return made
