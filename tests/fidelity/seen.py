"""What an independent reader found in an output, in words that do not depend on the target."""

import re
from dataclasses import dataclass, field

from coursepack.model.facets import Facet, TextFacet


@dataclass
class Seen:
    """What stands at the place of one facet: its words (or value in words), and what else is in it."""

    words: str = ""
    has: set[TextFacet] = field(default_factory=set)

    def add(self, other: "Seen") -> None:
        self.words = f"{self.words} {other.words}".strip()
        self.has |= other.has


Facets = dict[Facet, Seen]


@dataclass
class Found:
    """All that a reader found: the facets of each question, pool and quiz by its id, and of the course.

    A bank knows quizzes and pools by their names alone; then `named` holds {name: facets}.
    """

    questions: dict[str, Facets] = field(default_factory=dict)
    quizzes: dict[str, Facets] = field(default_factory=dict)
    named: dict[str, Facets] = field(default_factory=dict)
    course: Facets = field(default_factory=dict)


def note(facets: Facets, facet: Facet, seen: Seen | str | float | bool | None) -> None:
    """Adds what was seen of a facet; nothing for None, "" and what has no words and no content."""
    made = seen if isinstance(seen, Seen) else Seen(said(seen))
    if made.words or made.has:
        facets.setdefault(facet, Seen()).add(made)


def said(value: str | float | bool | None) -> str:
    """A value in words: "on", "off", "0.25", "3"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, str) else f"{value:g}"


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\u200b\xa0]", " ", text).split())
