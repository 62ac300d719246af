"""Answers on an image: places to point at, and items that have a place on it. The list beside it is the control."""

import math

from coursepack.model.assessment import Area, HotspotInteraction, PlacementInteraction
from coursepack.model.content import Image, blocks_text
from coursepack.model.source import Position
from coursepack.pages.answers.choice import choice_row
from coursepack.pages.answers.common import LONGEST_TEXT, Asked, Data, feedback_tree, group, item_data, mixed
from coursepack.pages.answers.match import select_rows
from coursepack.pages.markup import escaped
from coursepack.pages.rich_text import RichText
from coursepack.pages.words import Words


def hotspot_markup(asked: Asked, interaction: HotspotInteraction) -> str:
    words = asked.words
    hint = words("Choose all places that apply.") if interaction.multiple else words("Choose one place.")
    control = "checkbox" if interaction.multiple else "radio"
    rows = []
    for number, area in enumerate(interaction.areas, 1):
        name = escaped(words("Area {number}").format(number=number))
        # Who sees the picture chooses by the number: the names would say what is to be found on it.
        row = choice_row(asked, area.code, area.label, control, name if area.label else "")
        rows.append(row if area.label else row.replace(f">{area.code.upper()}</span>", f">{name}</span>", 1))
    content = picture(asked, interaction.at, interaction.image, interaction.alt, interaction.areas)
    return group("hotspot", asked.legend(hint), f'{content}<ul class="choices">\n{"".join(rows)}</ul>\n')


def placement_markup(asked: Asked, interaction: PlacementInteraction) -> str:
    hint = asked.words("Choose the place of each on the image.")
    names = ((area.code, area_name(area, number, asked.words)) for number, area in enumerate(interaction.areas, 1))
    content = picture(asked, interaction.at, interaction.image, interaction.alt, interaction.areas)
    # In the order of the source, the first item would belong to the first area.
    rows = select_rows(asked, mixed(asked.question, interaction.items), asked.options(names))
    return group("match", asked.legend(hint), content + rows)


def area_name(area: Area, number: int, words: Words) -> str:
    name = words("Area {number}").format(number=number)
    label = blocks_text(area.label).strip()
    return f"{name}: {label}" if label else name


def picture(asked: Asked, at: Position, source: str, alt: str, areas: tuple[Area, ...]) -> str:
    """The image with its areas, numbered. Without its size there is no telling where they are: the list remains."""
    image = asked.text.image(Image(at=at, source=source, alt=alt))
    asset = asked.text.course.asset_of(at.file, source)
    if asset is None or not asset.width or not asset.height:
        return f'<div class="picture">{image}</div>\n'
    width, height = asset.width, asset.height
    shapes = "".join(f'<g data-area="{area.code}">{_shape(area)}</g>' for area in areas)
    marks = []
    for number, area in enumerate(areas, 1):
        x, y = centre(area)
        marks.append(
            f'<svg x="{100 * x / width:.3g}%" y="{100 * y / height:.3g}%" overflow="visible" data-area="{area.code}">'
            f'<circle r="13"/><text dy=".36em" text-anchor="middle">{number}</text></svg>'
        )
    return (
        f'<div class="picture">{image}<svg class="areas" aria-hidden="true" focusable="false">'
        f'<svg viewBox="0 0 {width} {height}" width="100%" height="100%" preserveAspectRatio="none">{shapes}</svg>'
        f"{''.join(marks)}</svg></div>\n"
    )


def _shape(area: Area) -> str:
    numbers = [f"{number:g}" for number in area.coordinates]
    if area.shape == "circle":
        x, y, radius = numbers[:3]
        return f'<circle cx="{x}" cy="{y}" r="{radius}"/>'
    if area.shape == "rect":
        left, top, right, bottom = area.coordinates[:4]
        return (
            f'<rect x="{min(left, right):g}" y="{min(top, bottom):g}"'
            f' width="{abs(right - left):g}" height="{abs(bottom - top):g}"/>'
        )
    points = " ".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2], strict=False))
    return f'<polygon points="{points}"/>'


def centre(area: Area) -> tuple[float, float]:
    """The middle of an area, in pixels of the image."""
    if area.shape == "circle":
        return area.coordinates[0], area.coordinates[1]
    across, down = area.coordinates[::2], area.coordinates[1::2]
    return math.fsum(across) / len(across), math.fsum(down) / len(down)


def hotspot_data(interaction: HotspotInteraction, text: RichText, words: Words) -> Data:
    return {
        "type": "hotspot",
        "multiple": interaction.multiple,
        "presentation": "list",
        "choices": [
            {
                "code": area.code,
                "correct": area.correct,
                "fixed": True,
                "text": area_name(area, number, words)[:LONGEST_TEXT],
                "feedback": feedback_tree(area.feedback, text),
            }
            for number, area in enumerate(interaction.areas, 1)
        ],
    }


def placement_data(interaction: PlacementInteraction, text: RichText, words: Words) -> Data:
    """As of a match whose targets are the areas."""
    return {
        "type": "match",
        "sources": [item_data(item, text) for item in interaction.items],
        "targets": [
            {
                "code": area.code,
                "text": area_name(area, number, words)[:LONGEST_TEXT],
                "feedback": feedback_tree(area.feedback, text),
            }
            for number, area in enumerate(interaction.areas, 1)
        ],
        "pairs": [list(pair) for pair in interaction.pairs],
    }
