"""Texts of QTI items and tests, from the shared renderer."""

import posixpath
from collections.abc import Callable
from urllib.parse import quote

from coursepack.model.content import Block
from coursepack.model.course import Asset, Course
from coursepack.pages.inlines import Unplaced
from coursepack.pages.rich_text import RichText
from coursepack.pages.shared import Shared
from coursepack.targets._qti.dialect import Maker
from coursepack.targets._qti.node import Node
from coursepack.targets._qti.xhtml import fill, gap_mark

HEADING_LEVEL = 3
"""The test and the item have headings of their own."""


class QtiText(Unplaced):
    """Renders the texts of one document of a package; links to units of the course become plain words.

    `folder` is where the document stands in the package. `assets` collects the files that it shows, by path.
    """

    def __init__(self, course: Course, folder: str, prefix: str, make: Maker, shared: Shared) -> None:
        self.assets: dict[str, Asset] = {}
        self.make = make
        self._folder = folder
        self._rich = RichText(
            course, self, heading_level=HEADING_LEVEL, id_prefix=f"{prefix}-", gap=gap_mark, shared=shared
        )

    def put(
        self,
        parent: Node,
        *groups: tuple[Block, ...],
        gap: Callable[[str], Node] | None = None,
        plain: bool = True,
    ) -> Node:
        """Put groups of blocks into an element, and return it; a lone paragraph goes without its element if `plain`."""
        blocks = tuple(block for group in groups for block in group)
        html = self._rich.line(blocks) if plain else str.strip(self._rich.blocks(blocks))
        if html:
            fill(parent, html, self.make, gap)
        return parent

    def asset(self, asset: Asset) -> str:
        """The address of a file of the package, seen from the document."""
        self.assets[asset.path] = asset
        return quote(posixpath.relpath(asset.path, self._folder or "."))
