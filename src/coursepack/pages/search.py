"""The index that a reader searches a site by; in one document the player reads the pages themselves."""

from collections.abc import Iterator

from coursepack.model.content import Block, Heading, blocks_text, plain_text
from coursepack.model.course import Course
from coursepack.pages.addresses import PageAddresses
from coursepack.pages.words import Words

FEWEST_PAGES = 4
"""With fewer pages the contents find everything."""

FILE = "search.html"

Found = list[str]
"""Address, label and number, title, heading ("" above the first one) and text of a section."""


def is_searched(course: Course) -> bool:
    """Whether the pages of `course` come with a search."""
    return sum(1 for _ in course.pages()) >= FEWEST_PAGES


def search_index(course: Course, addresses: PageAddresses, words: Words) -> list[Found]:
    """Every section of every page, in reading order. What questions say is left out: nobody learns by searching it."""
    return [
        [addresses.unit(unit.id, anchor) or "", words.label(unit), unit.name, heading, text]
        for unit in course.pages()
        for anchor, heading, text in _sections(unit.blocks)
    ]


def _sections(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str, str]]:
    """(anchor, heading, words) of the text before the first heading and under each one."""
    anchor, heading, start = "", "", 0
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield anchor, heading, blocks_text(blocks[start:at])
            anchor, heading, start = block.anchor, plain_text(block.children), at + 1
    yield anchor, heading, blocks_text(blocks[start:])
