"""Shapes on an image as authors write them in a code span: `circle 150,35 25`, `rect 10,10 90,60`, `poly …`."""

import re

from coursepack.model.assessment import Area
from coursepack.model.content import Code, Inline, Text
from coursepack.patterns import late
from coursepack.questions.base import QuestionSource

_SHAPE = late(r"(rect|circle|poly)\s+([-\d.,\s]+)")


def split_shape(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], Code | None]:
    """The words before a shape, and the code span that holds it at the end; None where there is none."""
    kept = list(inlines)
    while kept and isinstance(kept[-1], Text) and not kept[-1].text.strip():
        kept.pop()
    if not kept or not isinstance(kept[-1], Code):
        return inlines, None
    shape = kept.pop()
    assert isinstance(shape, Code)
    if kept and isinstance(kept[-1], Text):
        words = kept[-1].text.rstrip()
        kept[-1:] = [Text(kept[-1].at, words)] if words else []
    return tuple(kept), shape


def read_shape(shape: Code, code: str, source: QuestionSource) -> Area | None:
    """The area that a code span names, or None, reported. Coordinates are pixels of the image."""
    found = _SHAPE.fullmatch(shape.text.strip().lower())
    numbers = tuple(float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", found[2])) if found else ()
    wanted = {
        "rect": len(numbers) == 4,
        "circle": len(numbers) == 3,
        "poly": len(numbers) >= 6 and len(numbers) % 2 == 0,
    }
    if found is None or not wanted[found[1]]:
        source.refuse(
            shape.at,
            f'"{shape.text}" is no shape that can be read',
            "write `rect x,y x,y`, `circle x,y r` or `poly x,y x,y x,y` in pixels of the image",
        )
        return None
    kind = found[1]
    if kind == "rect":
        left, top, right, bottom = numbers
        numbers = (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    if _is_empty(kind, numbers):
        source.refuse(shape.at, f'"{shape.text}" has no extent: nobody could hit it', "give it a width and a height")
        return None
    if kind == "rect":
        return Area(shape.at, code, "rect", numbers)
    return Area(shape.at, code, "circle" if kind == "circle" else "poly", numbers)


def _is_empty(kind: str, numbers: tuple[float, ...]) -> bool:
    if kind == "circle":
        return numbers[2] <= 0
    return len(set(numbers[::2])) < 2 or len(set(numbers[1::2])) < 2
