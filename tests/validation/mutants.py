"""Mutants of a valid document: small changes of every kind, the same ones in every run."""

import copy
import random
from collections.abc import Callable, Iterator

from lxml import etree

FOREIGN = "https://example.org/foreign"
_VALUES = (
    "",
    "true",
    "maybe",
    "0",
    "1",
    "-2",
    "1.5",
    "x" * 300,
    "9-starts-with-a-digit",
    "two words",
    "sco",
    "http://a b",
)

Change = Callable[[random.Random, etree._Element], None]


def mutants(document: bytes, count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """(what was changed, the changed document), `count` of them, each with one change or two."""
    chance = random.Random(seed)
    whole = etree.fromstring(document)
    unchanged = etree.tostring(whole)
    made = 0
    while made < count:
        root = copy.deepcopy(whole)
        names: list[str] = []
        for _ in range(1 + (chance.random() < 0.25)):
            change = chance.choice(CHANGES)
            element = chance.choice([element for element in root.iter() if isinstance(element.tag, str)])
            names.append(f"{change.__name__.strip('_')} at <{etree.QName(element).localname}>")
            change(chance, element)
        data = etree.tostring(root)
        if data != unchanged:
            made += 1
            yield "; ".join(names), data


def _delete(chance: random.Random, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(chance: random.Random, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element), copy.deepcopy(element))


def _move_among_siblings(chance: random.Random, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None and len(parent) > 1:
        parent.remove(element)
        parent.insert(chance.randrange(len(parent) + 1), element)


def _move_elsewhere(chance: random.Random, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    inside = set(element.iter())
    places = [place for place in element.getroottree().getroot().iter() if place not in inside]
    place = chance.choice(places)
    if isinstance(place.tag, str):
        place.insert(chance.randrange(len(place) + 1), copy.deepcopy(element))


def _rename(chance: random.Random, element: etree._Element) -> None:
    others = [str(other.tag) for other in element.getroottree().getroot().iter() if isinstance(other.tag, str)]
    element.tag = chance.choice([*others, f"{{{etree.QName(element).namespace}}}unheardof"])


def _take_attribute(chance: random.Random, element: etree._Element) -> None:
    if element.attrib:
        del element.attrib[chance.choice(sorted(str(key) for key in element.attrib))]


def _add_attribute(chance: random.Random, element: etree._Element) -> None:
    names = sorted({str(key) for other in element.getroottree().getroot().iter() for key in other.attrib})
    element.set(chance.choice([*names, "unheardof", f"{{{FOREIGN}}}unheardof"]), chance.choice(_VALUES))


def _change_attribute(chance: random.Random, element: etree._Element) -> None:
    if element.attrib:
        element.set(chance.choice(sorted(str(key) for key in element.attrib)), chance.choice(_VALUES))


def _change_text(chance: random.Random, element: etree._Element) -> None:
    element.text = chance.choice(_VALUES)


def _add_foreign(chance: random.Random, element: etree._Element) -> None:
    element.insert(chance.randrange(len(element) + 1), etree.Element(f"{{{FOREIGN}}}anything"))


CHANGES: tuple[Change, ...] = (
    _delete,
    _repeat,
    _move_among_siblings,
    _move_elsewhere,
    _rename,
    _take_attribute,
    _add_attribute,
    _change_attribute,
    _change_text,
    _add_foreign,
)
