"""The interactions of QTI 2 that stand in blocks of their own, as those of the model."""

import re
from collections.abc import Callable

import msgspec
from lxml import etree

from coursepack.importing.qti2.entries import choice_codes, right_values
from coursepack.importing.rich_text import RichText
from coursepack.importing.settling import as_inlines
from coursepack.model.assessment import (
    AcceptedText,
    Area,
    Choice,
    ChoiceInteraction,
    ChoicePresentation,
    ExtendedTextInteraction,
    Gap,
    GapsInteraction,
    HotspotInteraction,
    Interaction,
    MatchInteraction,
    MatchItem,
    MatchPresentation,
    OrderInteraction,
    PlacementInteraction,
    Shape,
    TextEntryInteraction,
    TextFeedback,
    UploadInteraction,
)
from coursepack.model.content import Block, Image, Inline, Paragraph, Text, blocks_text
from coursepack.model.source import Position

_CHOICES: tuple[ChoicePresentation, ...] = ("true-false", "dropdown", "likert")
_MATCHES: tuple[MatchPresentation, ...] = ("groups", "matrix", "likert")
_SHAPES: tuple[Shape, ...] = ("rect", "circle", "poly")

Told = Callable[[str, str], tuple[Block, ...]]
"""Feedback of (response, identifier of a choice)."""


class Parts(msgspec.Struct, frozen=True):
    """What an interaction is read with. `lost` hears in words what could not be kept."""

    at: Position
    rich: RichText
    feedback: Told
    lost: Callable[[str], None]
    file: Callable[[str], str | None]
    is_scored: bool
    is_ours: bool = False


def interaction_of(element: etree._Element, declared: etree._Element, parts: Parts) -> Interaction | str:
    """The interaction that an element is, or in words why it cannot be one."""
    match element.tag:
        case "choiceInteraction" | "hottextInteraction":
            return _choice(element, declared, parts)
        case "orderInteraction":
            return _order(element, declared, parts)
        case "matchInteraction":
            return _match(element, declared, parts)
        case "associateInteraction":
            return _associate(element, declared, parts)
        case "hotspotInteraction":
            return _hotspot(element, declared, parts)
        case "graphicGapMatchInteraction":
            return _placement(element, declared, parts)
        case "extendedTextInteraction":
            low, high = _words(element.get("patternMask", ""))
            return ExtendedTextInteraction(parts.at, low, high)
        case "uploadInteraction":
            return UploadInteraction(parts.at, tuple(_extensions(element)))
        case other:
            return f"our format has no <{other!s}>"


def _choice(element: etree._Element, declared: etree._Element, parts: Parts) -> Interaction | str:
    right = right_values(declared)
    name = declared.get("identifier", "")
    found: list[Choice] = []
    for code, each in choice_codes(element.iter("simpleChoice", "hottext")):
        identifier = each.get("identifier", "")
        found.append(
            Choice(
                parts.at, code, parts.rich.of_element(each), identifier in right and parts.is_scored,
                parts.feedback(name, identifier), each.get("fixed") == "true",
            )
        )  # fmt: skip
    if not found:
        return "it has no choices"
    if parts.is_scored and not any(choice.correct for choice in found):
        return "no choice of it is right"
    multiple = declared.get("cardinality") != "single"
    classes = element.get("class", "").split()
    presentation: ChoicePresentation = next((each for each in _CHOICES if each in classes), "list")
    return ChoiceInteraction(parts.at, tuple(found), multiple, presentation)


def _order(element: etree._Element, declared: etree._Element, parts: Parts) -> Interaction | str:
    right = right_values(declared)
    by_name = {each.get("identifier", ""): each for each in element.iter("simpleChoice")}
    if not right or set(right) != set(by_name):
        return "its right order does not name each thing once"
    name = declared.get("identifier", "")
    return OrderInteraction(
        parts.at,
        tuple(
            _item(code, each, parts, parts.feedback(name, each.get("identifier", "")))
            for code, each in choice_codes(by_name[identifier] for identifier in right)
        ),
    )


def _match(element: etree._Element, declared: etree._Element, parts: Parts) -> Interaction | str:
    sets = element.findall("simpleMatchSet")
    if len(sets) != 2:
        return "it has no two sets"
    name = declared.get("identifier", "")
    lefts = {each.get("identifier", ""): (code, each) for code, each in choice_codes(sets[0])}
    rights = {each.get("identifier", ""): (str(number), each) for number, each in enumerate(sets[1], 1)}
    pairs: dict[str, str] = {}
    for value in right_values(declared) if parts.is_scored else ():
        left, _, right = value.partition(" ")
        if left not in lefts and left in rights:
            left, right = right, left
        if left in lefts and right in rights:
            if lefts[left][0] in pairs:
                parts.lost("of several right partners of one thing, the first is kept")
            pairs.setdefault(lefts[left][0], rights[right][0])
    if parts.is_scored and len(pairs) < len(lefts):
        return "not each thing on its left has a right partner"
    classes = element.get("class", "").split()
    usual: MatchPresentation = "pairs" if len(set(pairs.values())) == len(pairs) else "groups"
    if not parts.is_scored:
        usual = "likert"
    presentation: MatchPresentation = next((each for each in _MATCHES if each in classes), usual)
    if presentation == "groups" and len(set(pairs.values())) < len(rights):
        presentation = "matrix"
    return MatchInteraction(
        parts.at,
        tuple(_item(code, each, parts, parts.feedback(name, key)) for key, (code, each) in lefts.items()),
        tuple(_item(code, each, parts, ()) for code, each in rights.values()),
        tuple(pairs.items()),
        one_to_one=presentation == "pairs",
        presentation=presentation,
    )


def _associate(element: etree._Element, declared: etree._Element, parts: Parts) -> Interaction | str:
    by_name = {each.get("identifier", ""): each for each in element.iter("simpleAssociableChoice")}
    pairs = [value.split(" ") for value in right_values(declared)]
    used = [name for pair in pairs for name in pair]
    if not pairs or len(set(used)) < len(used) or not set(used) <= set(by_name):
        return "its right pairs do not name each thing once"
    parts.lost("things to join are two lists to match: the first of each right pair stands on the left")
    lefts = tuple(_item(code, each, parts, ()) for code, each in choice_codes(by_name[pair[0]] for pair in pairs))
    rest = [name for name in by_name if name not in used]
    rights = [*(pair[1] for pair in pairs), *rest]
    targets = tuple(_item(str(number), by_name[name], parts, ()) for number, name in enumerate(rights, 1))
    return MatchInteraction(
        parts.at, lefts, targets, tuple((left.code, str(number)) for number, left in enumerate(lefts, 1))
    )


def gap_match(
    element: etree._Element, declared: etree._Element, parts: Parts, text: tuple[Block, ...], gaps: dict[str, str]
) -> Interaction | str:
    """Words to drag into `text`; `gaps`: {identifier of a gap: its code}."""
    words = {each.get("identifier", ""): " ".join("".join(each.itertext()).split()) for each in element.iter("gapText")}
    if element.find("gapImg") is not None:
        return "pictures are dragged into its text"
    right: dict[str, str] = {}
    for value in right_values(declared):
        word, _, gap = value.partition(" ")
        if word in gaps and gap in words:
            word, gap = gap, word
        if gap in gaps and word in words:
            right.setdefault(gap, word)
    if set(right) != set(gaps):
        return "not each blank of it has a right word"
    name = declared.get("identifier", "")
    made: list[Gap] = []
    for gap, code in gaps.items():
        told = tuple(
            TextFeedback(parts.at, word, blocks)
            for each, word in words.items()
            if (blocks := parts.feedback(name, f"{each} {gap}"))
        )
        accepted = AcceptedText(parts.at, words[right[gap]], case_sensitive=True)
        made.append(Gap(parts.at, code, TextEntryInteraction(parts.at, (accepted,), True, told)))
    rest = tuple((Text(parts.at, word),) for name, word in words.items() if name not in right.values() and word)
    return GapsInteraction(parts.at, text, tuple(made), rest, "drag")


def _hotspot(element: etree._Element, declared: etree._Element, parts: Parts) -> Interaction | str:
    picture = _picture(element, parts)
    if picture is None:
        return "its picture is not in the package"
    right = right_values(declared)
    name = declared.get("identifier", "")
    areas = [
        area
        for code, each in choice_codes(element.iter("hotspotChoice"))
        if (
            area := _area(
                code,
                each,
                parts,
                correct=each.get("identifier") in right,
                told=parts.feedback(name, each.get("identifier", "")),
            )
        )
    ]
    if not any(area.correct for area in areas):
        return "no place of it is right"
    return HotspotInteraction(parts.at, *picture, tuple(areas), declared.get("cardinality") != "single")


def _placement(element: etree._Element, declared: etree._Element, parts: Parts) -> Interaction | str:
    picture = _picture(element, parts)
    if picture is None:
        return "its picture is not in the package"
    things = {
        each.get("identifier", ""): (code, each) for code, each in choice_codes(element.iter("gapImg", "gapText"))
    }
    places = {
        each.get("identifier", ""): (str(number), each)
        for number, each in enumerate(element.iter("associableHotspot"), 1)
    }
    areas = tuple(area for code, each in places.values() if (area := _area(code, each, parts)))
    pairs = [
        (things[left][0], places[right][0])
        for left, _, right in (value.partition(" ") for value in right_values(declared))
        if left in things and right in places
    ]
    if not pairs:
        return "nothing of it has a right place"
    return PlacementInteraction(
        parts.at, *picture, tuple(_thing(code, each, parts) for code, each in things.values()), areas, tuple(pairs)
    )


def _thing(code: str, element: etree._Element, parts: Parts) -> MatchItem:
    """Something to place: a picture, or words; our own packages make pictures of words, which become words again."""
    drawn = _drawn(element)
    words = (_alt(drawn) if drawn is not None else "") or " ".join("".join(element.itertext()).split())
    words = words or element.get("objectLabel", "")
    is_label = drawn is not None and parts.is_ours and "/" not in drawn.get("data", "")
    picture = None if is_label else _picture(element, parts)
    shown: Inline = Text(parts.at, words or element.get("identifier", ""))
    if picture:
        shown = Image(parts.at, picture[0], words)
    return MatchItem(parts.at, code, (Paragraph(parts.at, (shown,)),))


def _picture(element: etree._Element, parts: Parts) -> tuple[str, str] | None:
    shown = _drawn(element)
    found = parts.file(shown.get("data") or shown.get("src") or "") if shown is not None else None
    return (found, _alt(shown)) if shown is not None and found else None


def _drawn(element: etree._Element) -> etree._Element | None:
    shown = element.find("object")
    return element.find("img") if shown is None else shown


def _alt(shown: etree._Element) -> str:
    return " ".join((shown.get("alt") or "".join(shown.itertext())).split())


def _area(
    code: str, element: etree._Element, parts: Parts, *, correct: bool = False, told: tuple[Block, ...] = ()
) -> Area | None:
    named = element.get("shape", "")
    shape = next((each for each in _SHAPES if each == named), None)
    try:
        numbers = tuple(float(each) for each in element.get("coords", "").replace(",", " ").split())
    except ValueError:
        numbers = ()
    if shape is None or len(numbers) < (3 if shape == "circle" else 4):
        parts.lost(f'a place of the shape "{named}" is left out')
        return None
    label = element.get("hotspotLabel", "").strip()
    words: tuple[Block, ...] = (Paragraph(parts.at, (Text(parts.at, label),)),) if label else ()
    return Area(parts.at, code, shape, numbers, words, correct, told)


def _item(code: str, element: etree._Element, parts: Parts, told: tuple[Block, ...]) -> MatchItem:
    blocks = parts.rich.of_element(element)
    if not blocks_text(blocks) and not as_inlines(blocks):
        blocks = (Paragraph(parts.at, (Text(parts.at, element.get("identifier", code)),)),)
    return MatchItem(parts.at, code, blocks, told)


def _words(pattern: str) -> tuple[int, int]:
    """The limits of words that a pattern of whole words is made of; 0 is none."""
    found = re.fullmatch(r"(\\s\*\|)?\\s\*\\S\+\(\\s\+\\S\+\)\{(\d{1,6}),(\d{0,6})\}\\s\*", pattern)
    if not found:
        return 0, 0
    return 0 if found[1] else int(found[2]) + 1, int(found[3]) + 1 if found[3] else 0


def _extensions(element: etree._Element) -> list[str]:
    prompt = " ".join("".join(each.itertext()) for each in element.iterfind("prompt"))
    return re.findall(r"\.([a-z0-9]{1,8})\b", prompt.lower()) if re.fullmatch(r"[\s,.a-z0-9]*", prompt.lower()) else []
