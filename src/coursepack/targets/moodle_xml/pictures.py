"""Questions on an image: places to point at, and things to put there, both as markers (ddmarker)."""

from lxml import etree

from coursepack.model.assessment import Area, HotspotInteraction, PlacementInteraction, Question
from coursepack.model.content import blocks_text
from coursepack.model.course import Course
from coursepack.targets.moodle_xml.choices import write_combined
from coursepack.targets.moodle_xml.ledger import Ledger, feature_of
from coursepack.targets.moodle_xml.text import BankText, add_file, add_text
from coursepack.xml import clean

MARK = "✓"
"""What learners put on the places of a hotspot question."""


def write_hotspot(
    element: etree._Element,
    course: Course,
    question: Question,
    interaction: HotspotInteraction,
    text: BankText,
    ledger: Ledger,
) -> None:
    """Writes a hotspot question as markers that learners put on the right places."""
    right = [area for area in interaction.areas if area.correct]
    losses = ["learners put a mark on each place instead of pointing at it"]
    if any(area.feedback for area in interaction.areas):
        losses.append("feedback on single places is left out")
    _begin(element, course, question, interaction.image, text)
    _drag(element, 1, MARK, len(right))
    for number, area in enumerate(right, 1):
        _drop(element, number, area, 1)
    _tell(losses, question, ledger)


def write_placement(
    element: etree._Element,
    course: Course,
    question: Question,
    interaction: PlacementInteraction,
    text: BankText,
    ledger: Ledger,
) -> None:
    """Writes things to be put on an image as markers."""
    losses: list[str] = []
    if any(item.feedback for item in interaction.items):
        losses.append("feedback on single items is left out")
    _begin(element, course, question, interaction.image, text)
    codes = [item.code for item in interaction.items]
    for number, item in enumerate(interaction.items, 1):
        _drag(element, number, clean(blocks_text(item.blocks)) or item.code, 1)
    areas = {area.code: area for area in interaction.areas}
    for number, (item_code, area_code) in enumerate(interaction.pairs, 1):
        _drop(element, number, areas[area_code], codes.index(item_code) + 1)
    _tell(losses, question, ledger)


def _begin(element: etree._Element, course: Course, question: Question, image: str, text: BankText) -> None:
    etree.SubElement(element, "shuffleanswers")
    write_combined(element, question.feedback, text)
    etree.SubElement(element, "shownumcorrect")
    asset = course.asset_of(question.at.file, image)
    if asset is not None:
        add_file(element, asset)


def _drag(element: etree._Element, number: int, words: str, times: int) -> None:
    drag = etree.SubElement(element, "drag")
    etree.SubElement(drag, "no").text = str(number)
    add_text(drag, words)
    etree.SubElement(drag, "noofdrags").text = str(times)


def _drop(element: etree._Element, number: int, area: Area, choice: int) -> None:
    drop = etree.SubElement(element, "drop")
    etree.SubElement(drop, "no").text = str(number)
    etree.SubElement(drop, "shape").text = {"rect": "rectangle", "poly": "polygon"}.get(area.shape, area.shape)
    etree.SubElement(drop, "coords").text = _coordinates(area)
    etree.SubElement(drop, "choice").text = str(choice)


def _coordinates(area: Area) -> str:
    """Coordinates as Moodle's shapes have them: `x,y;r`, `x,y;width,height`, `x,y;x,y;x,y`."""
    numbers = [round(number) for number in area.coordinates]
    if area.shape == "circle":
        return f"{numbers[0]},{numbers[1]};{numbers[2]}"
    if area.shape == "rect":
        left, top, right, bottom = numbers
        return f"{left},{top};{right - left},{bottom - top}"
    return ";".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def _tell(losses: list[str], question: Question, ledger: Ledger) -> None:
    for loss in losses:
        ledger.degraded(feature_of(question), question.at, loss)
