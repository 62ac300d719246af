"""Questions on an image: places to point at, and things to put there, both as markers (ddmarker)."""

from lxml import etree

from coursepack.model.assessment import Area, HotspotInteraction, PlacementInteraction, Question
from coursepack.model.content import Code, Image, Math, blocks_text, walk_inlines
from coursepack.model.course import Course
from coursepack.pages.markup import escaped
from coursepack.targets._bank.matching import note_item_feedback
from coursepack.targets._bank.text import BankText, Field
from coursepack.targets._ledger import Ledger
from coursepack.targets.moodle_xml.choices import write_combined
from coursepack.targets.moodle_xml.text import add_file, add_text
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
    how = "learners put a mark on each place instead of pointing at it, and each earns its part of the points"
    ledger.degraded_question(question, how, "layout", "partial credit")
    if len(right) < len(interaction.areas):
        ledger.dropped_part(question, "the wrong places are left out: a mark put there is wrong as anywhere", "choices")
    ledger.dropped_part(question, "the names of the places are left out", "area labels")
    if any(area.feedback for area in interaction.areas):
        ledger.dropped_part(question, "feedback on single places is left out", "area feedback")
    _begin(element, course, question, interaction.image, text)
    _drag(element, 1, MARK, len(right))
    for number, area in enumerate(right, 1):
        _drop(element, number, area, 1)


def write_placement(
    element: etree._Element,
    course: Course,
    question: Question,
    interaction: PlacementInteraction,
    text: BankText,
    ledger: Ledger,
) -> None:
    """Writes things to be put on an image as markers."""
    note_item_feedback(interaction.items, question, ledger)
    if question.partial is False:
        ledger.degraded_question(question, "each thing at its place earns its part of the points", "partial credit")
    if any(area.label for area in interaction.areas):
        ledger.dropped_part(question, "the names of the places are left out", "area labels")
    if any(isinstance(node, Image | Math | Code) for item in interaction.items for node in walk_inlines(item.blocks)):
        how = "pictures, code and mathematics in the things to place become plain words"
        ledger.degraded_question(question, how, "media", "code", "mathematics")
    used = {area for _, area in interaction.pairs}
    if any(area.code not in used for area in interaction.areas):
        how = "places where nothing belongs are left out: learners put things anywhere on the image"
        ledger.dropped_part(question, how, "distractors")
    _begin(element, course, question, interaction.image, text)
    codes = [item.code for item in interaction.items]
    for number, item in enumerate(interaction.items, 1):
        _drag(element, number, clean(blocks_text(item.blocks)) or item.code, 1)
    areas = {area.code: area for area in interaction.areas}
    for number, (item_code, area_code) in enumerate(interaction.pairs, 1):
        _drop(element, number, areas[area_code], codes.index(item_code) + 1)


def described(field: Field, alt: str) -> Field:
    """`field` with the text alternative of the image, which markers have no place for, for screen readers alone."""
    hidden = f'<p class="sr-only visually-hidden">{escaped(alt)}</p>' if alt else ""
    return Field("\n".join(filter(None, (field.html, hidden))), field.files)


def _begin(element: etree._Element, course: Course, question: Question, image: str, text: BankText) -> None:
    if question.shuffle is not False:  # its presence counts
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
