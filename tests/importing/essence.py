"""What of a question two banks must agree on: all but the spelling of rich text and of rules that mean the same."""

import re
from decimal import Decimal

import msgspec

from coursepack.model.assessment import (
    AcceptedNumber,
    AcceptedText,
    Area,
    ChoiceInteraction,
    GapsInteraction,
    HotspotInteraction,
    MatchInteraction,
    OrderInteraction,
    Question,
    TextFeedback,
)
from coursepack.model.content import Node, blocks_text, plain_text
from coursepack.questions.numeric import read_number

LEFT_OUT = {"at", "key", "title"}


def essence(value: object) -> object:
    """`value` in plain data. Rich text is its words; formulas lose the braces and spaces that say nothing."""
    match value:
        case tuple() if value and all(isinstance(each, Node) for each in value):
            return _words(value)
        case tuple():
            return [essence(each) for each in value]
        case AcceptedNumber():
            return (Decimal(value.low), Decimal(value.high))
        case AcceptedText(kind="regex", text=text) if re.search(r"[\\.\[\](){}|*+?^$]", text):
            return "a pattern"
        case AcceptedText(text=text):
            cased = value.case_sensitive or text.lower() == text.upper()
            return (text.strip(), "wildcard" if re.search(r"(?<!\\)\*", text) else "literal", cased)
        case TextFeedback(text=text):
            number = read_number(text.strip(), value.at)
            return (essence(number) if number else text.strip(), essence(value.blocks))
        case Area():
            rounded = tuple(round(number) for number in value.coordinates)
            return (value.code, value.shape, rounded, value.correct, essence(value.label), essence(value.feedback))
        case Question():
            return _fields(_usual(value))
        case msgspec.Struct():
            return _fields(value)
        case _:
            return value


def _fields(value: msgspec.Struct) -> dict[str, object]:
    kind: dict[str, object] = {"": type(value).__name__}
    found = {name: essence(getattr(value, name)) for name in value.__struct_fields__ if name not in LEFT_OUT}
    if "image" in found:
        found["image"] = str(found["image"]).removeprefix("images/")
    return kind | {name: each for name, each in found.items() if each not in (None, [], "")}


def _usual(question: Question) -> Question:
    """`question` without words that say what goes without saying."""
    interaction = question.interaction
    is_order = isinstance(interaction, OrderInteraction)
    partial = question.partial if question.partial is is_order else None
    if isinstance(interaction, GapsInteraction) and len(interaction.gaps) == 1:
        partial = None
    if isinstance(interaction, HotspotInteraction) and not interaction.multiple:
        partial = None
    shuffle = question.shuffle
    match interaction:
        case ChoiceInteraction():
            shuffle = shuffle or None
        case MatchInteraction() | GapsInteraction(presentation="drag"):
            shuffle = None if shuffle is not False else False
        case _:
            shuffle = None
    return msgspec.structs.replace(question, partial=partial, shuffle=shuffle)


def _words(nodes: tuple[object, ...]) -> str:
    try:
        text = blocks_text(nodes)  # type: ignore[arg-type]  # blocks, or else inlines
    except AttributeError:
        text = ""
    # Text between dollar signs is taken for a formula, as learning systems take it; lists in a line get bullets.
    return re.sub(r"[\s{}$•]", "", text or plain_text(nodes))  # type: ignore[arg-type]
