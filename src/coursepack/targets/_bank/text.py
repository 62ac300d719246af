"""Texts of a question bank: HTML, or plain words where that is enough."""

import msgspec

from coursepack.model.assessment import Question
from coursepack.model.content import Block, Image, Link, Media, walk_blocks, walk_inlines
from coursepack.model.course import Asset, AssetTarget, Course
from coursepack.pages.answers.written import stem_and_rubric
from coursepack.pages.inlines import Unplaced
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.pages.shared import Shared
from coursepack.pages.words import Words

HEADING_LEVEL = 4
"""In a quiz the page, the quiz and the question have headings above those of a stem."""


class Field(msgspec.Struct, frozen=True):
    """HTML, and the files beside it: {name in the link: asset}."""

    html: str
    files: dict[str, Asset] = {}

    def __bool__(self) -> bool:
        return bool(self.html)


class BankText(Unplaced):
    """Renders the texts of one question; links to other units become plain words, mathematics becomes TeX.

    A bank says in `asset` where a file is. `assets`: the only files that it can carry; the words for another one stand
    in its place. `lost_links` and `lost_files` tell whether that happened.
    """

    def __init__(self, course: Course, prefix: str, shared: Shared, *, assets: dict[str, Asset] | None = None) -> None:
        self.lost_files = False
        self._gaps: dict[str, str] = {}
        self.files: dict[str, Asset] = {}
        others = {path: asset for path, asset in course.assets.items() if assets is not None and path not in assets}
        self._others = msgspec.structs.replace(course, assets=others) if others else None
        self._course, self._prefix, self._shared = course, prefix, shared
        self._rich = self._renderer(course.assets if assets is None else assets)

    def _renderer(self, assets: dict[str, Asset]) -> RichText:
        return RichText(
            self._course if assets is self._course.assets else msgspec.structs.replace(self._course, assets=assets),
            self,
            heading_level=HEADING_LEVEL,
            id_prefix=f"{self._prefix}-",
            math=tex,
            gap=lambda code: self._gaps.get(code, ""),
            shared=self._shared,
        )

    def asked(self, question: Question) -> tuple[Block, ...]:
        """What learners read before they answer: the stem, and what their answer is marked by."""
        return stem_and_rubric(question, Words(self._course.language))

    def field(self, *groups: tuple[Block, ...]) -> Field:
        """Groups of blocks, one after the other, as one field."""
        self.files = {}
        if self._others is not None and any(shows_files(self._others, blocks) for blocks in groups):
            self.lost_files = True
        said = [blocks for blocks in groups if blocks]
        html = "\n".join(filter(None, (self._html(blocks, alone=len(said) == 1) for blocks in said)))
        return Field(html, self.files)

    def without_files(self, blocks: tuple[Block, ...]) -> str:
        """Blocks as HTML, with words in the place of each file."""
        return str.strip(self._renderer({}).blocks(blocks))

    def with_gaps(self, codes: dict[str, str], *groups: tuple[Block, ...]) -> Field:
        """Groups of blocks as one field, each a paragraph of its own, with `codes` in the places of their gaps."""
        self._gaps = codes
        field = self.field(tuple(block for blocks in groups for block in blocks))
        self._gaps = {}
        return field

    def _html(self, blocks: tuple[Block, ...], *, alone: bool) -> str:
        # A lone paragraph goes without its element: Moodle sets choices and feedback in a line of its own making.
        return self._rich.line(blocks) if alone else str.strip(self._rich.blocks(blocks))

    def asset(self, asset: Asset) -> str:
        """The address of a file of the course, as the bank has it."""
        raise NotImplementedError


def shows_files(course: Course, blocks: tuple[Block, ...]) -> bool:
    """Whether `blocks` show or link to a file of the course."""
    for block in walk_blocks(blocks):
        if isinstance(block, Media) and course.asset_of(block.at.file, block.source):
            return True
    for node in walk_inlines(blocks):
        if isinstance(node, Image) and course.asset_of(node.at.file, node.source):
            return True
        if isinstance(node, Link) and _leads_to_file(course, node):
            return True
    return False


def _leads_to_file(course: Course, link: Link) -> bool:
    target = course.target_of(link)
    return isinstance(target, AssetTarget) and target.path in course.assets


def tex(source: str, display: bool) -> str:
    """Mathematics for Moodle's filter, which reads TeX between these brackets."""
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    return f"{opening}{escaped(source)}{closing}"
