"""Questions on a picture in Moodle: markers (ddmarker), and texts or pictures to drag (ddimageortext)."""

import io
from collections.abc import Callable

import msgspec
from lxml import etree

from coursepack.importing.moodle_xml.text import MoodleText, text_of, value_of
from coursepack.model.assessment import Area, HotspotInteraction, MatchItem, PlacementInteraction
from coursepack.model.content import Block, Image, Paragraph, Text
from coursepack.model.source import Position
from coursepack.questions.choices import choice_code

Told = Callable[[str], None]

OWN_MARK = "✓"
"""What coursepack's own export of a hotspot question has learners put on its places."""

_USUAL_SIZE = (100, 40)
"""Pixels of a place where nothing says how large it is."""


class Picture(msgspec.Struct, frozen=True):
    """A question on a picture."""

    interaction: HotspotInteraction | PlacementInteraction


def markers_of(at: Position, element: etree._Element, text: MoodleText, told: Told, alt: str) -> Picture | str:
    """Markers to put on places of a picture; one mark for all places is a hotspot question of our own."""
    image = _image(element, text)
    if not image:
        return "its picture is not in the file"
    words = {value_of(drag, "no"): " ".join(text_of(drag).split()) for drag in element.iterchildren("drag")}
    places: list[tuple[str, Area]] = []
    for drop in element.iterchildren("drop"):
        area = _area(at, value_of(drop, "shape").lower(), value_of(drop, "coords"), str(len(places) + 1))
        if area is None:
            told("a place whose shape cannot be read is left out")
        else:
            places.append((value_of(drop, "choice"), area))
    if not places:
        return "it has no place that can be read"
    if set(words.values()) == {OWN_MARK}:
        areas = tuple(
            msgspec.structs.replace(area, code=choice_code(index), correct=True)
            for index, (_, area) in enumerate(places)
        )
        told("its places have no names, and only the right ones are there: Moodle's file has no others")
        return Picture(HotspotInteraction(at, image, alt, areas, len(areas) > 1))
    return _placed(
        at, image, alt, [(number, _paragraph(at, said)) for number, said in words.items() if said], places, told
    )


def pieces_of(at: Position, element: etree._Element, text: MoodleText, told: Told, alt: str) -> Picture | str:
    """Texts or pictures to drag onto a picture; a place is as large as what belongs there."""
    image = _image(element, text)
    if not image:
        return "its picture is not in the file"
    pieces: list[tuple[str, tuple[Block, ...]]] = []
    sizes: dict[str, tuple[int, int]] = {}
    for drag in element.iterchildren("drag"):
        number, said = value_of(drag, "no"), " ".join(text_of(drag).split()) if drag.find("text") is not None else ""
        sizes[number] = _size_of(drag)
        files = text.take_files(drag)
        blocks: tuple[Block, ...] = (Paragraph(at, (Image(at, files[0], said),)),) if files else _paragraph(at, said)
        if blocks:
            pieces.append((number, blocks))
    if len({value_of(drag, "draggroup", "1") for drag in element.iterchildren("drag")}) > 1:
        told("groups of things to drag are left out: each can be put at every place")
    places: list[tuple[str, Area]] = []
    for drop in element.iterchildren("drop"):
        choice = value_of(drop, "choice")
        width, height = sizes.get(choice, _USUAL_SIZE)
        try:
            left, top = float(value_of(drop, "xleft")), float(value_of(drop, "ytop"))
        except ValueError:
            told("a place without coordinates is left out")
            continue
        label = _paragraph(at, " ".join(text_of(drop.find("text")).split())) if drop.find("text") is not None else ()
        places.append((choice, Area(at, str(len(places) + 1), "rect", (left, top, left + width, top + height), label)))
    if not places:
        return "it has no place that can be read"
    told("its places are as large as what belongs there, or 100 by 40 pixels: Moodle keeps their corners only")
    return _placed(at, image, alt, pieces, places, told)


def _placed(
    at: Position,
    image: str,
    alt: str,
    pieces: list[tuple[str, tuple[Block, ...]]],
    places: list[tuple[str, Area]],
    told: Told,
) -> Picture | str:
    """Each place with what belongs there; a thing that belongs at several places is there once for each."""
    by_number = dict(pieces)
    items: list[MatchItem] = []
    areas: list[Area] = []
    pairs: list[tuple[str, str]] = []
    used: set[str] = set()
    for choice, area in places:
        code = str(len(areas) + 1)
        areas.append(msgspec.structs.replace(area, code=code))
        if choice not in by_number:
            continue
        if choice in used:
            told("a thing that belongs at several places is there once for each of them")
        used.add(choice)
        items.append(MatchItem(at, choice_code(len(items)), by_number[choice]))
        pairs.append((items[-1].code, code))
    for number, blocks in pieces:
        if number not in used:
            items.append(MatchItem(at, choice_code(len(items)), blocks))
    if not pairs:
        return "nothing of it belongs anywhere"
    return Picture(PlacementInteraction(at, image, alt, tuple(items), tuple(areas), tuple(pairs)))


def _image(element: etree._Element, text: MoodleText) -> str:
    return next(iter(text.take_files(element)), "")


def _paragraph(at: Position, words: str) -> tuple[Block, ...]:
    return (Paragraph(at, (Text(at, words),)),) if words else ()


def _area(at: Position, shape: str, coords: str, code: str) -> Area | None:
    """Moodle's shapes: `x,y;r`, `x,y;width,height`, `x,y;x,y;x,y`."""
    try:
        points = [tuple(float(number) for number in part.split(",")) for part in coords.split(";") if part.strip()]
    except ValueError:
        return None
    numbers = tuple(number for point in points for number in point)
    if shape == "circle" and len(numbers) == 3:
        return Area(at, code, "circle", numbers)
    if shape == "rectangle" and len(numbers) == 4:
        left, top, width, height = numbers
        return Area(at, code, "rect", (left, top, left + width, top + height))
    if shape == "polygon" and len(numbers) >= 6 and len(numbers) % 2 == 0:
        return Area(at, code, "poly", numbers)
    return None


def _size_of(drag: etree._Element) -> tuple[int, int]:
    """Pixels of the picture that is dragged."""
    from coursepack.importing.embedded import decoded

    file = drag.find("file")
    data = decoded(file.text or "") if file is not None else None
    if not data:
        return _USUAL_SIZE
    import imagesize

    width, height = imagesize.get(io.BytesIO(data))
    return (int(width), int(height)) if width > 0 and height > 0 else _USUAL_SIZE
