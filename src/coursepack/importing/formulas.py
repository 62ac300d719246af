"""Texts of foreign banks as inlines: white space is made one, and TeX between its brackets is mathematics."""

import re

from coursepack.model.content import Attributes, Inline, Math, Text
from coursepack.model.source import Position
from coursepack.patterns import late
from coursepack.xml import clean

_TEX = late(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
_SPACE = late(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_DISPLAYED = Attributes(classes=("display",))
"""Marks mathematics that asks for a line of its own, until it is known whether it has one."""


def inlines_of(text: str, at: Position) -> list[Inline]:
    """A text in which TeX may stand between `\\(…\\)`, `\\[…\\]` or `$$…$$`."""
    if not text:
        return []
    nodes: list[Inline] = []
    done = 0
    if "\\" in text or "$$" in text:
        for found in _TEX.finditer(text):
            tex = " ".join((found[1] or found[2] or found[3]).split())
            if not is_tex(tex):
                continue
            nodes += words_of(text[done : found.start()], at)
            nodes.append(Math(at, tex, attributes=_DISPLAYED if found[1] is None else None))
            done = found.end()
    return nodes + words_of(text[done:], at)


def words_of(text: str, at: Position) -> list[Inline]:
    """A text without mathematics."""
    words = _SPACE.sub(" ", clean(text))
    return [Text(at, words)] if words else []


def is_tex(tex: str) -> bool:
    """Whether a formula can stand between dollar signs."""
    return bool(tex) and "$" not in tex.replace("\\$", "") and not tex.endswith("\\")


def is_displayed(formula: Math) -> bool:
    """Whether a formula of a text asks for a line of its own."""
    return formula.attributes is not None
