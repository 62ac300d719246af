"""Questions on a picture: places to point at, and things to put there."""

from coursepack.model.assessment import Area, HotspotInteraction, MatchItem, PlacementInteraction
from coursepack.model.content import Code, Figure, Image, Math, Paragraph, blocks_text, walk_inlines
from coursepack.model.course import Asset
from coursepack.pages.markup import escaped
from coursepack.targets._qti.choices import share_of_pairs, share_of_set
from coursepack.targets._qti.item import RESPONSE, Item
from coursepack.targets._qti.node import Node
from coursepack.xml import clean

_LABEL_HEIGHT = 32
_LETTER_WIDTH = 10
"""Pixels; a wide letter of the label's font."""


def write_hotspot(item: Item, interaction: HotspotInteraction, asset: Asset) -> None:
    """A `hotspotInteraction`."""
    make = item.make
    right = [area.code for area in interaction.areas if area.correct]
    wrong = [area.code for area in interaction.areas if not area.correct]
    share_of_set(item, right, wrong, multiple=interaction.multiple)
    made = make(
        "hotspotInteraction",
        picture(item, asset, interaction.alt),
        responseIdentifier=RESPONSE,
        maxChoices="0" if interaction.multiple else "1",
    )
    for area in interaction.areas:
        made.append(make("hotspotChoice", identifier=area.code, **_shape(area)))
        item.tell_chosen_beside(area.code, area.feedback)
    item.body.append(made)


def write_placement(item: Item, interaction: PlacementInteraction, asset: Asset) -> dict[str, bytes]:
    """A `graphicGapMatchInteraction`; {path in the package: picture} of the labels that stand for words.

    What is dragged onto a picture is a picture in QTI 2.1.
    """
    make = item.make
    labels: dict[str, bytes] = {}
    pairs = [f"i_{thing} a_{area}" for thing, area in interaction.pairs]
    share_of_pairs(item, pairs, len({thing for thing, _ in interaction.pairs}))
    made = make("graphicGapMatchInteraction", picture(item, asset, interaction.alt), responseIdentifier=RESPONSE)
    for thing in interaction.items:
        made.append(make("gapImg", _thing(item, thing, labels), identifier=f"i_{thing.code}", matchMax="1"))
        item.tell_always(thing.feedback)
    if any(thing.feedback for thing in interaction.items) or any(area.feedback for area in interaction.areas):
        how = "feedback to single things and places is shown after every answer, together with the explanation"
        item.ledger.degraded_question(item.question, how, "item feedback")
    if item.question.shuffle:
        item.ledger.degraded_question(item.question, "the things to place keep their order", "shuffle")
    worded = [thing for thing in interaction.items if _lone_image(thing) is None]
    if any(isinstance(node, Image | Math | Code) for thing in worded for node in walk_inlines(thing.blocks)):
        how = "pictures, code and mathematics beside words in the things to place become plain words"
        item.ledger.degraded_question(item.question, how, "media", "code", "mathematics")
    for area in interaction.areas:
        made.append(make("associableHotspot", identifier=f"a_{area.code}", matchMax="0", **_shape(area)))
        item.tell_always(area.feedback)
    item.body.append(made)
    return labels


def picture(item: Item, asset: Asset, alt: str) -> Node:
    """The picture that a question is about, with the words for it."""
    made = item.make("object", clean(alt), data=item.text.asset(asset), type=asset.media_type)
    if asset.width and asset.height:
        made.set("width", str(asset.width))
        made.set("height", str(asset.height))
    return made


def _thing(item: Item, thing: MatchItem, labels: dict[str, bytes]) -> Node:
    """What can be dragged: its own picture, or a label with its words."""
    image = _lone_image(thing)
    asset = item.course.asset_of(image.at.file, image.source) if image else None
    if image is not None and asset is not None:
        return picture(item, asset, image.alt)
    words = clean(blocks_text(thing.blocks)) or thing.code
    width = max(_LABEL_HEIGHT, _LETTER_WIDTH * len(words) + _LETTER_WIDTH)
    name = f"{item.question.id}-{thing.code}.svg"
    labels[f"items/{name}"] = _label(words, width)
    size = {"width": str(width), "height": str(_LABEL_HEIGHT)}
    return item.make("object", words, data=name, type="image/svg+xml", **size)


def _lone_image(thing: MatchItem) -> Image | None:
    match thing.blocks:
        case (Paragraph(children=(Image() as image,)),) | (Figure(image=image, caption=()),):
            return image
    return None


def _label(words: str, width: int) -> bytes:
    """A picture of words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_LABEL_HEIGHT}">'
        f'<rect width="100%" height="100%" rx="4" fill="#fff" stroke="#333"/>'
        f'<text x="50%" y="21" text-anchor="middle" font-family="sans-serif" font-size="16">{escaped(words)}</text>'
        "</svg>\n"
    ).encode()


def _shape(area: Area) -> dict[str, str]:
    numbers = ",".join(str(round(number)) for number in area.coordinates)
    shape = {"shape": area.shape, "coords": numbers}
    label = clean(blocks_text(area.label))
    return shape | {"hotspotLabel": label} if label else shape
