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
    Interaction,
    MatchInteraction,
    OrderInteraction,
    Question,
    TextEntryInteraction,
    TextFeedback,
)
from coursepack.model.content import Node, blocks_text, plain_text
from coursepack.questions.numeric import read_number

PROBES = "color colour COLOR coLour colouur a A b c ab ba aB abc /usr/bin /USR/bin x]]y X]]y `a` `A`".split()
"""Texts that tell the patterns of `tests.writing.generated` apart, however they are spelled."""

LEFT_OUT = {"at", "key", "title"}


def essence(value: object) -> object:
    """`value` in plain data. Rich text is its words; formulas lose the braces and spaces that say nothing."""
    match value:
        case tuple() if value and all(isinstance(each, Node) for each in value):
            return _words(value)
        case tuple() if value and all(isinstance(each, AcceptedText) for each in value):
            return _accepted(value)
        case tuple():
            return [essence(each) for each in value]
        case AcceptedNumber():
            return (Decimal(value.low), Decimal(value.high))
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


def _accepted(every: tuple[AcceptedText, ...]) -> list[object]:
    """What texts accept, however it is spelled: what is accepted twice is accepted, and a pattern is what it fits."""
    texts: set[tuple[object, ...]] = set()
    for accepted in every:
        pattern = accepted.text if accepted.kind == "regex" else ".*".join(map(re.escape, _pieces(accepted)))
        flags = re.DOTALL if accepted.case_sensitive else re.DOTALL | re.IGNORECASE
        texts |= {("fits", probe) for probe in PROBES if re.fullmatch(pattern, probe, flags)}
        if accepted.kind != "regex":
            text = accepted.text.strip()
            cased = accepted.case_sensitive or text.lower() == text.upper()
            is_probe = text.casefold() in {probe.casefold() for probe in PROBES}
            texts |= set() if is_probe else {(text if cased else text.casefold(), cased)}
    return sorted(texts, key=str)


def _pieces(accepted: AcceptedText) -> list[str]:
    text = accepted.text.strip()
    return (
        [piece.replace(r"\*", "*") for piece in re.split(r"(?<!\\)\*+", text)]
        if accepted.kind == "wildcard"
        else [text]
    )


def _fields(value: msgspec.Struct) -> dict[str, object]:
    kind: dict[str, object] = {"": type(value).__name__}
    found = {name: essence(getattr(value, name)) for name in value.__struct_fields__ if name not in LEFT_OUT}
    if isinstance(value, TextEntryInteraction):
        del found["case_sensitive"]  # each accepted text says it
    if "image" in found:
        found["image"] = str(found["image"]).removeprefix("images/")
    return kind | {name: each for name, each in found.items() if each not in (None, [], "")}


def _usual(question: Question) -> Question:
    """`question` without words that say what goes without saying."""
    interaction = _as_pairs(question.interaction)
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
    return msgspec.structs.replace(question, interaction=interaction, partial=partial, shuffle=shuffle)


def _as_pairs(interaction: Interaction | None) -> Interaction | None:
    """Groups of one thing each are pairs."""
    if not isinstance(interaction, MatchInteraction) or interaction.presentation != "groups":
        return interaction
    if not len(interaction.targets) == len(interaction.sources) == len({target for _, target in interaction.pairs}):
        return interaction
    return msgspec.structs.replace(interaction, presentation="pairs", one_to_one=True)


def _words(nodes: tuple[object, ...]) -> str:
    try:
        text = blocks_text(nodes)  # type: ignore[arg-type]  # blocks, or else inlines
    except AttributeError:
        text = ""
    # Text between dollar signs is taken for a formula, as learning systems take it; lists in a line get bullets.
    return re.sub(r"[\s{}$•]", "", text or plain_text(nodes))  # type: ignore[arg-type]  # as above


def fields_of(question: Question) -> dict[str, object]:
    """The essence of a question's fields by their path, those of its interaction and feedback with theirs."""
    found: dict[str, object] = {}
    data = essence(question)
    assert isinstance(data, dict)
    for name, value in data.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": each for inner, each in value.items()}
        else:
            found[name] = value
    return found
