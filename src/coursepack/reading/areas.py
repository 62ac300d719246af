"""Whether the places of questions on a picture lie on that picture."""

from coursepack.diagnostics import Report, Rule, Severity
from coursepack.model.assessment import Area, HotspotInteraction, PlacementInteraction
from coursepack.model.course import Course

AREA_OUTSIDE_PICTURE = Rule(
    "area-outside-picture",
    Severity.WARNING,
    "A place of a question lies on no part of its picture, or reaches over the edge.",
    "Learners cannot point at what they do not see. Most often the place was measured on a picture of another size.",
    "measure the place in pixels of the picture itself, as an image editor shows them",
    example="![A map that is 600 pixels wide](map.png)\n\n- [x] The store `circle 900,120 30`",
)


def check_areas(course: Course, report: Report) -> None:
    """Report each area that is not wholly on its picture, where the picture's size is known."""
    for quiz in course.quizzes():
        for question in quiz.questions():
            interaction = question.interaction
            if not isinstance(interaction, HotspotInteraction | PlacementInteraction):
                continue
            asset = course.asset_of(interaction.at.file, interaction.image)
            if asset is None or not asset.width or not asset.height:
                continue
            for area in interaction.areas:
                where = _beyond(area, asset.width, asset.height)
                if where:
                    size = f"{asset.width} × {asset.height} pixels"
                    report.add(AREA_OUTSIDE_PICTURE, area.at, f"this place {where} the picture, which has {size}")


def _beyond(area: Area, width: int, height: int) -> str:
    """How an area leaves its picture, in words; "" where it does not."""
    left, top, right, bottom = _bounds(area)
    if right <= 0 or bottom <= 0 or left >= width or top >= height:
        return "lies outside"
    return "reaches beyond" if left < 0 or top < 0 or right > width or bottom > height else ""


def _bounds(area: Area) -> tuple[float, float, float, float]:
    if area.shape == "circle":
        x, y, radius = area.coordinates
        return x - radius, y - radius, x + radius, y + radius
    across, down = area.coordinates[::2], area.coordinates[1::2]
    return min(across), min(down), max(across), max(down)
