"""The glossary of a course: the definition lists of a page, or of a section, that is called "Glossary"."""

from collections.abc import Iterator

import msgspec

from coursepack.model.content import Block, Definition, DefinitionList, Heading, blocks_text, plain_text
from coursepack.model.course import Course, Lesson, Unit

_NAMES = frozenset(
    {"glossary", "glossar", "begriffe", "glossaire", "glosario", "glossário", "مسرد", "مسرد المصطلحات"}
    | {"glossarium", "glossario", "słowniczek", "用語集", "术语表"}
)


class Term(msgspec.Struct, frozen=True):
    """A term and what it means, in plain words; `unit_id` is the page that defines it ("" is the course's first)."""

    words: str
    meaning: str
    unit_id: str


def is_glossary(unit: Unit) -> bool:
    """Whether a page is a glossary as a whole: something to look up, not to work through."""
    return isinstance(unit, Lesson) and not unit.number and not unit.quizzes and _names_it(unit.name)


def terms(course: Course) -> tuple[Term, ...]:
    """Every term of the glossary, the first definition of each."""
    found: dict[str, Term] = {}
    for unit_id, definition in _definitions(course):
        words = plain_text(definition.term).strip()
        meaning = " ".join(filter(None, map(blocks_text, definition.details)))
        if words and meaning:
            found.setdefault(words.casefold(), Term(words, meaning, unit_id))
    return tuple(found.values())


def _definitions(course: Course) -> Iterator[tuple[str, Definition]]:
    for unit_id, whole, blocks in [
        ("", False, course.blocks),
        *((unit.id, is_glossary(unit), unit.blocks) for unit in course.units()),
    ]:
        for block in _listed(blocks, whole=whole):
            yield from ((unit_id, item) for item in block.items)


def _listed(blocks: tuple[Block, ...], *, whole: bool) -> Iterator[DefinitionList]:
    """The definition lists of a glossary (`whole`), or of a section that is called so."""
    level = 0
    for block in blocks:
        if type(block) is Heading:
            if _names_it(plain_text(block.children)):
                level = level or block.level
            elif level and block.level <= level:
                level = 0
        elif type(block) is DefinitionList and (whole or level):
            yield block


def _names_it(title: str) -> bool:
    return title.strip().rstrip(":").casefold() in _NAMES
